/* expect.h - what the cases of this group ask again and again. */
#ifndef SEAM_STRINGS_EXPECT_H
#define SEAM_STRINGS_EXPECT_H

#include <seam/case.h>
#include "strings/strings.h"

#include <string.h>

/* What out-parameters hold before a call: no op gives these. */
#define UNSET   ((void *)strings_unset())
#define UNSET_N ((size_t)0x5EA05EA0u)

static inline char *strings_unset(void)
{
	static char nobody_owns_this[] = "unset";

	return nobody_owns_this;
}

/* The literal's bytes and their number, as two arguments. */
#define BYTES(literal) (literal), (sizeof(literal) - 1)

/* Where a check stands and what it looks at: a failure is reported there, not here. */
struct where {
	const char *text, *file;
	int line;
};
#define HERE(expression) ((struct where){ #expression, __FILE__, __LINE__ })

#define untouched(c, out)     untouched_at((c), HERE(out), (out))
#define untouched_n(c, out)   untouched_n_at((c), HERE(out), (out))
#define is_set(c, out)        is_set_at((c), HERE(out), (out))
#define reads(c, out, ...)    reads_at((c), HERE(out), (out), __VA_ARGS__)
#define reads_n(c, out, ...)  reads_n_at((c), HERE(out), (out), __VA_ARGS__)
#define owned(c, out, ...)    owned_at((c), HERE(out), (out), __VA_ARGS__)
#define owned_n(c, out, ...)  owned_n_at((c), HERE(out), (out), __VA_ARGS__)
#define is_lossy_of(c, out, ...)  is_lossy_of_at((c), HERE(out), (out), __VA_ARGS__)
#define came_through(c, out, ...) came_through_at((c), HERE(out), (out), __VA_ARGS__)

/* The code where the peer refuses, success where it does not. */
#define CHECK_REFUSED(c, rc, refused, code) ((refused) ? CHECK_EQ(c, rc, code) : CHECK_EQ(c, rc, SEAM_OK))

/* An out-parameter that the outcome leaves alone: every one of a refused call. */
static inline bool untouched_at(struct seam_case *c, struct where at, const void *out)
{
	if (out != UNSET)
		seam_fail(c, at.file, at.line, "%s was written, which this outcome leaves alone", at.text);
	return out == UNSET;
}

static inline bool untouched_n_at(struct seam_case *c, struct where at, size_t out)
{
	if (out != UNSET_N)
		seam_fail(c, at.file, at.line, "%s was written, which this outcome leaves alone: %zu", at.text, out);
	return out == UNSET_N;
}

/* A successful call sets its out-parameter, and not to NULL. */
static inline bool is_set_at(struct seam_case *c, struct where at, const void *out)
{
	if (out == UNSET)
		seam_fail(c, at.file, at.line, "the call succeeded and left %s unset", at.text);
	else if (!out)
		seam_fail(c, at.file, at.line, "the call succeeded and made %s NULL", at.text);
	return out != UNSET && out;
}

/* The terminated string is these n bytes, none of which is NUL; nothing behind its terminator is read. */
static inline bool reads_at(struct seam_case *c, struct where at, const char *out, const char *want, size_t n)
{
	size_t seen = 0;

	if (!is_set_at(c, at, out))
		return false;
	while (seen <= n && out[seen])
		seen++;
	return seam_check_bytes(c, out, seen, want, n, at.text, at.file, at.line);
}

/* The counted string is these n bytes, with a terminator behind them. */
static inline bool reads_n_at(struct seam_case *c, struct where at, const char *out, size_t out_n, const char *want,
                              size_t n)
{
	if (!is_set_at(c, at, out))
		return false;
	if (out_n != n) {
		seam_fail(c, at.file, at.line, "the length of %s is %zu, not %zu", at.text, out_n, n);
		return false;
	}
	if (!seam_check_bytes(c, out, n, want, n, at.text, at.file, at.line))
		return false;
	if (out[n])
		seam_fail(c, at.file, at.line, "no terminator behind the %zu bytes of %s", n, at.text);
	return out[n] == '\0';
}

/* The same for an owned string, which is released. */
static inline bool owned_at(struct seam_case *c, struct where at, char *out, const char *want, size_t n)
{
	bool held = reads_at(c, at, out, want, n);

	if (out != UNSET)
		SEAM_OPS(c, strings)->release(out);
	return held;
}

static inline bool owned_n_at(struct seam_case *c, struct where at, char *out, size_t out_n, const char *want, size_t n)
{
	bool held = reads_n_at(c, at, out, out_n, want, n);

	if (out != UNSET)
		SEAM_OPS(c, strings)->release(out);
	return held;
}

/* The bytes of the well-formed UTF-8 character at s, n > 0 bytes being there; 0 if there is none. */
static inline size_t utf8_character(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t size = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;

	if (size > n)
		return 0;
	for (size_t i = 1; i < size; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
	    (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return size;
}

/* `seen` is `was` with each run of ill-formed bytes turned into U+FFFD: one or more, no more than there were bytes. */
static inline bool is_lossy_of_at(struct seam_case *c, struct where where, const char *seen, size_t seen_n,
                                  const char *was, size_t was_n)
{
	size_t at = 0, i = 0;

	while (i < was_n) {
		size_t size = utf8_character(was + i, was_n - i), bad = 0, marks = 0;

		if (size) {
			if (seen_n - at < size || memcmp(seen + at, was + i, size) != 0)
				break;
			i += size;
			at += size;
			continue;
		}
		while (i + bad < was_n && !utf8_character(was + i + bad, was_n - i - bad))
			bad++;
		while (marks < bad && seen_n - at >= 3 && memcmp(seen + at, "\xEF\xBF\xBD", 3) == 0) {
			marks++;
			at += 3;
		}
		if (!marks)
			break;
		i += bad;
	}
	if (i == was_n && at == seen_n)
		return true;
	seam_fail(c, where.file, where.line,
	          "%s is not its input with U+FFFD for ill-formed bytes: byte %zu, made of input byte %zu, is wrong",
	          where.text, at, i);
	return false;
}

/* What a peer that does not refuse ill-formed UTF-8 makes of the terminated string `was`. */
static inline bool came_through_at(struct seam_case *c, struct where at, const char *seen, const char *was)
{
	if (!is_set_at(c, at, seen))
		return false;
	if (seam_traits(c) & SEAM_LOSSY)
		return is_lossy_of_at(c, at, seen, strlen(seen), was, strlen(was));
	return reads_at(c, at, seen, was, strlen(was));
}

/* A store that holds `text`, to fill from; NULL after a failed check or a skip. */
static inline struct seam_strings_store *holding(struct seam_case *c, const char *text)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = UNSET;

	if (!s->fill || !s->store_new || !s->store_set || !s->store_free) {
		seam_skip(c, "the peer does not offer fill and a store to fill from");
		return NULL;
	}
	if (!CHECK_EQ(c, s->store_new(&store), SEAM_OK) || !is_set(c, store))
		return NULL;
	if (CHECK_EQ(c, s->store_set(store, text), SEAM_OK))
		return store;
	s->store_free(store);
	return NULL;
}

#endif
