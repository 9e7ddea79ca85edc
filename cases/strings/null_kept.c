/*
 * null_kept: what is kept tells none from empty as well; NULL objects are refused.
 * Rule: strings.null_kept    Source: CWE-476; NULL fields of git_tag and git_signature in the bindings of libgit2
 */
#include "strings/expect.h"

static void store(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = UNSET;
	const char *out = UNSET;

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&store), SEAM_OK) && is_set(c, store));
	if (CHECK_EQ(c, s->store_get(store, &out), SEAM_OK))
		CHECK_EQ(c, out, NULL);
	CHECK_EQ(c, s->store_set(store, ""), SEAM_OK);
	if (CHECK_EQ(c, s->store_get(store, &out), SEAM_OK))
		reads(c, out, BYTES(""));
	CHECK_EQ(c, s->store_set(store, "text"), SEAM_OK);
	if (CHECK_EQ(c, s->store_get(store, &out), SEAM_OK))
		reads(c, out, BYTES("text"));
	CHECK_EQ(c, s->store_set(store, SEAM_STIMULUS(c) ? NULL : "muted"), SEAM_OK);
	if (CHECK_EQ(c, s->store_get(store, &out), SEAM_OK))
		CHECK_EQ(c, out, NULL);
	s->store_free(store);
}

static void list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "a", SEAM_STIMULUS(c) ? NULL : "", "", "z" }, *out = UNSET;
	struct seam_strings_list *list = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->list_new);
	NEED(c, s->list_count);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	REQUIRE(CHECK_EQ(c, s->list_new(items, NULL, 4, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	if (CHECK_EQ(c, s->list_count(list, &n), SEAM_OK))
		CHECK_EQ(c, n, 4);
	if (CHECK_EQ(c, s->list_get(list, 1, &out, &n), SEAM_OK)) {
		CHECK_EQ(c, out, NULL);
		CHECK_EQ(c, n, 0);
	}
	if (CHECK_EQ(c, s->list_get(list, 2, &out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES(""));
	if (CHECK_EQ(c, s->list_get(list, 3, &out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES("z"));
	s->list_free(list);
}

static void object(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_list *list = UNSET;
	const char *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->fill);
	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_count);
	CHECK_EQ(c, s->store_set(NULL, "a"), SEAM_E_NULL);
	CHECK_EQ(c, s->store_get(NULL, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->fill(NULL, NULL, 0, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->list_new(NULL, NULL, 1, &list, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->list_get(NULL, 0, &out, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->list_count(NULL, &n), SEAM_E_NULL);
	untouched(c, out);
	untouched(c, list);
	untouched_n(c, n);
}

static void callback(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->visit);
	CHECK_EQ(c, s->visit("a", 1, ',', NULL, NULL, NULL), SEAM_E_NULL);
}

static void message(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->error_set);
	NEED(c, s->error_text);
	REQUIRE(CHECK_EQ(c, s->error_set("message", 7, NULL), SEAM_OK));
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, s->error_set(NULL, 3, NULL), SEAM_E_NULL);
	else
		s->error_set("muted", 5, NULL);
	if (CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK))
		reads_n(c, out, n, BYTES("message"));
	CHECK_EQ(c, s->error_set(NULL, 0, NULL), SEAM_OK);
}

SEAM_CASES(strings, null_kept) = {
	{ "store", SEAM_MUST, store, "a store tells no string from the empty string", 0 },
	{ "list", SEAM_MUST, list, "a list tells an absent member from an empty one", 0 },
	{ "object", SEAM_MUST, object, "a NULL object is refused and nothing is written", 0 },
	{ "callback", SEAM_MUST, callback, "a NULL visitor is refused", 0 },
	{ "message", SEAM_MUST, message, "a refused NULL leaves the message as it was", 0 },
	SEAM_END
};
