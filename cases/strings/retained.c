/*
 * retained: the peer keeps copies.  The caller's buffers are rewritten and unmapped before what was kept is read.
 * Rule: strings.retained    Source: RUSTSEC-2025-0022 (openssl: a C string freed before its use); CWE-416
 */
#include "strings/expect.h"

static void store(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = seam_in_string(c, "kept"), *out = UNSET;
	struct seam_strings_store *kept = UNSET;

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&kept), SEAM_OK) && is_set(c, kept));
	CHECK_EQ(c, s->store_set(kept, in), SEAM_OK);
	seam_rewrite(c, in);
	if (CHECK_EQ(c, s->store_get(kept, &out), SEAM_OK) && CHECK(c, out != in) && reads(c, out, BYTES("kept"))) {
		seam_drop(c, in);
		reads(c, out, BYTES("kept"));
	}
	s->store_free(kept);
}

/* What is set may be what is held: the copy comes before the old one goes. */
static void store_own(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *kept = UNSET;
	const char *out = UNSET;

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&kept), SEAM_OK) && is_set(c, kept));
	CHECK_EQ(c, s->store_set(kept, "what the store itself holds, long enough for no small buffer"), SEAM_OK);
	if (CHECK_EQ(c, s->store_get(kept, &out), SEAM_OK) && is_set(c, out)) {
		CHECK_EQ(c, s->store_set(kept, out), SEAM_OK);
		out = UNSET;
		if (CHECK_EQ(c, s->store_get(kept, &out), SEAM_OK))
			reads(c, out, BYTES("what the store itself holds, long enough for no small buffer"));
	}
	s->store_free(kept);
}

/* The strings, the array of pointers and the array of lengths. */
static void list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *first = seam_in(c, "first", 5), *second = seam_in(c, "second", 6), *out = UNSET;
	const char *pointers[] = { first, second };
	const size_t sizes[] = { 5, 6 };
	const void *items = seam_in(c, pointers, sizeof pointers);
	const void *lengths = seam_in(c, sizes, sizeof sizes);
	struct seam_strings_list *kept = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	REQUIRE(CHECK_EQ(c, s->list_new(items, lengths, 2, &kept, NULL, NULL), SEAM_OK) && is_set(c, kept));
	seam_rewrite(c, first);
	seam_rewrite(c, second);
	seam_rewrite(c, lengths);
	seam_drop(c, items);
	if (CHECK_EQ(c, s->list_get(kept, 0, &out, &n), SEAM_OK) && CHECK(c, out != first))
		reads_n(c, out, n, BYTES("first"));
	if (CHECK_EQ(c, s->list_get(kept, 1, &out, &n), SEAM_OK) && CHECK(c, out != second))
		reads_n(c, out, n, BYTES("second"));
	s->list_free(kept);
}

static void error_text(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = seam_in(c, "message", 7), *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->error_set);
	NEED(c, s->error_text);
	CHECK_EQ(c, s->error_set(in, 7, NULL), SEAM_OK);
	seam_rewrite(c, in);
	if (CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK) && CHECK(c, out != in))
		reads_n(c, out, n, BYTES("message"));
	/* The message may be made of the message. */
	if (CHECK_EQ(c, s->error_set(out, n, NULL), SEAM_OK) && CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES("message"));
	CHECK_EQ(c, s->error_set(NULL, 0, NULL), SEAM_OK);
}

SEAM_CASES(strings, retained) = {
	{ "store", SEAM_MUST, store, "a kept string is a copy", 0 },
	{ "store_own", SEAM_MUST, store_own, "a store can be set to the string that it holds", 0 },
	{ "list", SEAM_MUST, list, "a list keeps copies of its strings, and neither of the arrays", 0 },
	{ "error_text", SEAM_MUST, error_text, "error text is a copy", 0 },
	SEAM_END
};
