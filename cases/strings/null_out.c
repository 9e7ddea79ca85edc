/*
 * null_out: a NULL out-parameter is refused by every op that has one, and the other out-parameter is left alone.
 * Rule: strings.null_out    Source: CWE-476; CERT EXP34-C
 */
#include "strings/expect.h"

static void string(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->echo_optional);
	NEED(c, s->terminate);
	NEED(c, s->concat);
	NEED(c, s->compare);
	NEED(c, s->lossy);
	NEED(c, s->field_get);
	CHECK_EQ(c, s->echo_optional("a", NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->echo_optional(NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->terminate("a", 1, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->concat("a", "b", NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->compare("a", "b", NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->lossy("a", 1, NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->lossy("a", 1, &out, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->field_get("a field of 16 b.", NULL), SEAM_E_NULL);
	untouched(c, out);
	untouched_n(c, n);
}

static void utf16(struct seam_case *c)
{
	static const uint16_t a[] = { 'a' };
	const struct seam_strings *s = SEAM_OPS(c, strings);
	uint16_t *wide = UNSET;
	size_t n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->utf16_from_utf8);
	NEED(c, s->utf16_to_utf8);
	CHECK_EQ(c, s->utf16_from_utf8("a", 1, NULL, &n, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->utf16_from_utf8("a", 1, &wide, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->utf16_to_utf8(a, 1, NULL, &n, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->utf16_to_utf8(a, 1, &out, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->utf16_from_utf8(NULL, 1, &wide, &n, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->utf16_to_utf8(NULL, 1, &out, &n, NULL), SEAM_E_NULL);
	untouched(c, wide);
	untouched(c, out);
	untouched_n(c, n);
}

static void list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "a", "b" }, *out = UNSET;
	struct seam_strings_list *list = UNSET;
	char **array = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->list_new);
	NEED(c, s->list_count);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	NEED(c, s->list_join);
	NEED(c, s->list_split);
	CHECK_EQ(c, s->list_new(items, NULL, 2, NULL, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->list_join(items, 2, ",", NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->list_split("a,b", ',', NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->list_split("a,b", ',', &array, NULL), SEAM_E_NULL);
	untouched(c, array);
	REQUIRE(CHECK_EQ(c, s->list_new(items, NULL, 2, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	CHECK_EQ(c, s->list_count(list, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->list_get(list, 0, NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->list_get(list, 0, &out, NULL), SEAM_E_NULL);
	untouched(c, out);
	untouched_n(c, n);
	s->list_free(list);
}

static void kept(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = UNSET;
	const char *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->store_new);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	NEED(c, s->error_set);
	NEED(c, s->error_text);
	CHECK_EQ(c, s->store_new(NULL), SEAM_E_NULL);
	REQUIRE(CHECK_EQ(c, s->store_new(&store), SEAM_OK) && is_set(c, store));
	CHECK_EQ(c, s->store_get(store, NULL), SEAM_E_NULL);
	s->store_free(store);
	CHECK_EQ(c, s->error_text(NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->error_text(&out, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->error_set(NULL, 1, NULL), SEAM_E_NULL);
	untouched(c, out);
	untouched_n(c, n);
}

SEAM_CASES(strings, null_out) = {
	{ "string", SEAM_MUST, string, "ops that give a string refuse a NULL out-parameter", 0 },
	{ "utf16", SEAM_MUST, utf16, "conversions refuse NULL out-parameters, and NULL with a length", 0 },
	{ "list", SEAM_MUST, list, "ops on lists refuse NULL out-parameters", 0 },
	{ "kept", SEAM_MUST, kept, "getters refuse NULL out-parameters", 0 },
	SEAM_END
};
