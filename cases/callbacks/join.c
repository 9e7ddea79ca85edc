/*
 * join: an allocator made of callbacks is used in pairs, with its own userdata, and what fails is given back.
 * Rule: callbacks.join    Source: lua_Alloc, sqlite3_mem_methods, zlib's zalloc; a binding's free handed to another
 * allocator
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 64, HEAD = 32 };

struct store {
	struct seam_case *c;
	void *block[BLOCKS]; /* live ones */
	size_t size[BLOCKS];
	unsigned requests, fail_at, foreign, empty;
};

static int place(struct store *s, const void *block)
{
	for (int i = 0; i < BLOCKS; i++)
		if (s->block[i] == block)
			return i;
	return -1;
}

/* Blocks lie inside larger ones, so that they are no pointers that malloc gave. */
static void *take(struct store *s, size_t size)
{
	int at = place(s, NULL);
	char *whole;

	s->empty += size == 0;
	if (++s->requests == s->fail_at || at < 0)
		return NULL;
	whole = malloc(HEAD + size);
	if (!whole)
		abort();
	memset(whole, 0xa5, HEAD + size);
	s->block[at] = whole + HEAD;
	s->size[at] = size;
	return whole + HEAD;
}

static void give(struct store *s, void *block)
{
	int at = block ? place(s, block) : -1;

	if (at < 0) {
		s->foreign++; /* not one of these, or given back already */
		return;
	}
	s->block[at] = NULL;
	free((char *)block - HEAD);
}

static void *on_alloc(size_t size, void *userdata)
{
	return take(userdata, size);
}

static void *on_realloc(void *block, size_t size, void *userdata)
{
	struct store *s = userdata;
	int at = block ? place(s, block) : -1;
	void *grown;

	if (at < 0) {
		s->foreign++;
		return NULL;
	}
	grown = take(s, size);
	if (!grown)
		return NULL; /* the old one is as it was */
	memcpy(grown, block, s->size[at] < size ? s->size[at] : size);
	give(s, block);
	return grown;
}

static void on_free(void *block, void *userdata)
{
	give(userdata, block);
}

static size_t live(const struct store *s)
{
	size_t n = 0;

	for (int i = 0; i < BLOCKS; i++)
		n += s->block[i] != NULL;
	return n;
}

static const char *const parts[] = { "one ", "", "two and a longer part, so that it has to grow: ", "three", "." };

static int run(struct seam_case *c, struct store *s, size_t n, char **text)
{
	struct seam_memory memory = { on_alloc, on_realloc, on_free, s };

	return SEAM_OPS(c, callbacks)->join(n ? parts : NULL, n, &memory, text);
}

static void paired(struct seam_case *c)
{
	struct store s = { .c = c };
	char *text = NULL;

	NEED(c, SEAM_OPS(c, callbacks)->join);
	for (size_t n = 0; n <= 5; n += 5) {
		REQUIRE(CHECK_EQ(c, run(c, &s, n, &text), SEAM_OK));
		CHECK_EQ(c, s.foreign + s.empty, 0u);
		CHECK_EQ(c, live(&s), 1u); /* the text, and nothing else */
		REQUIRE(CHECK(c, place(&s, text) >= 0));
		CHECK_STR(c, text, n ? "one two and a longer part, so that it has to grow: three." : "");
		on_free(text, &s);
	}
}

static void failing(struct seam_case *c)
{
	struct store s = { .c = c };
	char **text = seam_out(c, sizeof *text);
	unsigned requests;

	NEED(c, SEAM_OPS(c, callbacks)->join);
	REQUIRE(CHECK_EQ(c, run(c, &s, 5, text), SEAM_OK));
	on_free(*text, &s);
	requests = s.requests;
	text = seam_out(c, sizeof *text);
	for (unsigned k = 1; k <= requests; k++) {
		s.requests = 0;
		s.fail_at = SEAM_STIMULUS(c) ? k : 0;
		REQUIRE(CHECK_EQ(c, run(c, &s, 5, text), SEAM_E_MEMORY));
		CHECK_EQ(c, live(&s), 0u);
		CHECK_EQ(c, s.foreign, 0u);
		CHECK_EQ(c, seam_untouched(c, text, sizeof *text), sizeof *text);
	}
}

static void refused(struct seam_case *c)
{
	static const char *const broken[] = { "a", NULL, "b" };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct store s = { .c = c };
	struct seam_memory whole = { on_alloc, on_realloc, on_free, &s }, m = whole;
	char **text = seam_out(c, sizeof *text);

	NEED(c, p->join);
	CHECK_EQ(c, p->join(parts, 2, NULL, text), SEAM_E_NULL);
	CHECK_EQ(c, p->join(parts, 2, &whole, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->join(NULL, 1, &whole, text), SEAM_E_NULL);
	CHECK_EQ(c, p->join(broken, 3, &whole, text), SEAM_E_NULL);
	m.alloc = NULL;
	CHECK_EQ(c, p->join(parts, 2, &m, text), SEAM_E_NULL);
	m = whole;
	m.realloc = NULL;
	CHECK_EQ(c, p->join(parts, 2, &m, text), SEAM_E_NULL);
	m = whole;
	m.free = NULL;
	CHECK_EQ(c, p->join(parts, 2, &m, text), SEAM_E_NULL);
	CHECK_EQ(c, s.requests, 0u);
	CHECK_EQ(c, seam_untouched(c, text, sizeof *text), sizeof *text);
}

SEAM_CASES(callbacks, join) = {
	{ "paired", SEAM_MUST, paired, "all memory comes from the host's functions and goes back to them, once", 0 },
	{ "failing", SEAM_MUST, failing, "when they have none, what was got is given back and nothing is stored", 0 },
	{ "refused", SEAM_MUST, refused, "a missing function or text is refused before any is called", 0 },
	SEAM_END
};
