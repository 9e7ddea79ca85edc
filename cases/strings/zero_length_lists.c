/*
 * zero_length_lists: no strings, and strings of no bytes, in lists and callbacks.
 * Rule: strings.zero_length_lists    Source: RUSTSEC-2023-0044 (strlen of an empty slice), RUSTSEC-2026-0008
 */
#include "strings/expect.h"

static void list_of(struct seam_case *c, const char *const *items, const size_t *lengths)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_list *list = UNSET;
	const char *out = UNSET;
	size_t n = UNSET_N;

	REQUIRE(CHECK_EQ(c, s->list_new(items, lengths, 0, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	if (CHECK_EQ(c, s->list_count(list, &n), SEAM_OK))
		CHECK_EQ(c, n, 0);
	CHECK_EQ(c, s->list_get(list, 0, &out, &n), SEAM_E_RANGE);
	untouched(c, out);
	s->list_free(list);
}

static void list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const void *nowhere = seam_in(c, "", 0);

	NEED(c, s->list_new);
	NEED(c, s->list_count);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	list_of(c, NULL, NULL);
	list_of(c, (const char *const *)nowhere, (const size_t *)nowhere);
}

static void member(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { seam_in(c, "", 0) }, *out = UNSET;
	struct seam_strings_list *list = UNSET;
	const size_t length = 0;
	size_t n = UNSET_N;

	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	REQUIRE(CHECK_EQ(c, s->list_new(items, &length, 1, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	if (CHECK_EQ(c, s->list_get(list, 0, &out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES(""));
	s->list_free(list);
}

static void join(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	NEED(c, s->list_join);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->list_join(NULL, 0, seam_in_string(c, ", "), &out), SEAM_OK))
		owned(c, out, BYTES(""));
	out = UNSET;
	if (CHECK_EQ(c, s->list_join((const char *const *)(const void *)seam_in(c, "", 0), 0, ", ", &out), SEAM_OK))
		owned(c, out, BYTES(""));
}

struct seen {
	struct seam_case *c;
	size_t calls;
};

static void one_piece(void *userdata, const char *piece, size_t n)
{
	struct seen *seen = userdata;

	seen->calls++;
	reads_n(seen->c, piece, n, BYTES(""));
}

static void visit(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seen seen = { c, 0 };

	NEED(c, s->visit);
	CHECK_EQ(c, s->visit(NULL, 0, ',', one_piece, &seen, NULL), SEAM_OK);
	CHECK_EQ(c, seen.calls, 1);
	CHECK_EQ(c, s->visit(seam_in(c, "", 0), 0, ',', one_piece, &seen, NULL), SEAM_OK);
	CHECK_EQ(c, seen.calls, 2);
}

SEAM_CASES(strings, zero_length_lists) = {
	{ "list", SEAM_MUST, list, "no items make an empty list, wherever their pointer points", 0 },
	{ "member", SEAM_MUST, member, "a member of length 0 is empty, wherever its pointer points", 0 },
	{ "join", SEAM_MUST, join, "no items join to the empty string", 0 },
	{ "visit", SEAM_MUST, visit, "the empty string is one empty piece", 0 },
	SEAM_END
};
