/*
 * no_terminator: a counted string has no terminator; its length alone says where it ends, whether memory or more text
 * follows.
 * Rule: strings.no_terminator    Source: RUSTSEC-2025-0020 (pyo3: PyString::from_object read past the end)
 */
#include "strings/expect.h"

/* Each body is run on "abc" at the edge of memory, and on the "abc" of "abcdef". */
typedef void (*body)(struct seam_case *c, const char *abc);

static void twice(struct seam_case *c, body run)
{
	run(c, seam_in(c, "abc", 3));
	run(c, seam_in(c, "abcdef", sizeof "abcdef"));
}

static void echo_abc(struct seam_case *c, const char *abc)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;

	if (CHECK_EQ(c, s->echo_n(abc, 3, &out, &n, NULL), SEAM_OK))
		owned_n(c, out, n, BYTES("abc"));
}

static void echo_n(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->echo_n);
	NEED(c, SEAM_OPS(c, strings)->release);
	twice(c, echo_abc);
}

static void terminate_abc(struct seam_case *c, const char *abc)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	if (CHECK_EQ(c, s->terminate(abc, 3, &out, NULL), SEAM_OK))
		owned(c, out, BYTES("abc"));
}

static void terminate(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->terminate);
	NEED(c, SEAM_OPS(c, strings)->release);
	twice(c, terminate_abc);
}

static void list_abc(struct seam_case *c, const char *abc)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_list *list = UNSET;
	const size_t length = 3;
	const char *out = UNSET;
	size_t n = UNSET_N;

	REQUIRE(CHECK_EQ(c, s->list_new(&abc, &length, 1, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	if (CHECK_EQ(c, s->list_get(list, 0, &out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES("abc"));
	s->list_free(list);
}

static void list(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->list_new);
	NEED(c, SEAM_OPS(c, strings)->list_get);
	NEED(c, SEAM_OPS(c, strings)->list_free);
	twice(c, list_abc);
}

static void error_abc(struct seam_case *c, const char *abc)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *out = UNSET;
	size_t n = UNSET_N;

	CHECK_EQ(c, s->error_set(abc, 3, NULL), SEAM_OK);
	if (CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES("abc"));
	s->error_set(NULL, 0, NULL);
}

static void error_text(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->error_set);
	NEED(c, SEAM_OPS(c, strings)->error_text);
	twice(c, error_abc);
}

static void lossy_abc(struct seam_case *c, const char *abc)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;

	if (CHECK_EQ(c, s->lossy(abc, 3, &out, &n), SEAM_OK))
		owned_n(c, out, n, BYTES("abc"));
}

/* A character that is cut short by the length: its last byte may stand behind it, or nothing may. */
static void lossy(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->lossy);
	NEED(c, s->release);
	twice(c, lossy_abc);
	if (CHECK_EQ(c, s->lossy(seam_in(c, "\xE6\xBC", 2), 2, &out, &n), SEAM_OK) && is_set(c, out)) {
		is_lossy_of(c, out, n, BYTES("\xE6\xBC"));
		s->release(out);
	}
	if (CHECK_EQ(c, s->lossy(seam_in(c, "\xE6\xBC\xA2", 3), 2, &out, &n), SEAM_OK) && is_set(c, out)) {
		is_lossy_of(c, out, n, BYTES("\xE6\xBC"));
		s->release(out);
	}
}

SEAM_CASES(strings, no_terminator) = {
	{ "echo_n", SEAM_MUST, echo_n, "a counted string is copied by its length, and no more is read", 0 },
	{ "terminate", SEAM_MUST, terminate, "a counted string is terminated by its length, and no more is read", 0 },
	{ "list", SEAM_MUST, list, "members with lengths are taken by them, and no more is read", 0 },
	{ "error_text", SEAM_MUST, error_text, "counted error text is taken by its length, and no more is read", 0 },
	{ "lossy", SEAM_MUST, lossy, "a character cut short by the length is not read beyond it", 0 },
	SEAM_END
};
