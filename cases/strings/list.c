/*
 * list: an array of strings keeps its number, its order, and each member apart.
 * Rule: strings.list    Source: git_strarray in the bindings of libgit2; CWE-129 (index)
 */
#include "strings/expect.h"

static void members(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *want[] = { "zero", "", "two", "\xC3\xA9", "", "zero" }, *items[6], *out = UNSET;
	struct seam_strings_list *list = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->list_new);
	NEED(c, s->list_count);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	for (size_t i = 0; i < 6; i++)
		items[i] = seam_in_string(c, SEAM_STIMULUS(c) ? want[i] : "muted");
	REQUIRE(CHECK_EQ(c, s->list_new((const char *const *)(const void *)seam_in(c, items, sizeof items), NULL, 6,
	                                &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	if (CHECK_EQ(c, s->list_count(list, &n), SEAM_OK))
		CHECK_EQ(c, n, 6);
	for (size_t i = 0; i < 6; i++)
		if (CHECK_EQ(c, s->list_get(list, i, &out, &n), SEAM_OK))
			reads_n(c, out, n, want[i], strlen(want[i]));
	s->list_free(list);
}

static void index_out_of_range(struct seam_case *c)
{
	static const size_t wrong[] = { 2, 3, 255, (size_t)UINT32_MAX, SIZE_MAX / 2 + 1, SIZE_MAX };
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "a", "b" };
	struct seam_strings_list *list = UNSET;

	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	REQUIRE(CHECK_EQ(c, s->list_new(items, NULL, 2, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		size_t n = UNSET_N, at = SEAM_STIMULUS(c) ? wrong[i] : 1;
		const char *out = UNSET;

		if (!CHECK_EQ(c, s->list_get(list, at, &out, &n), SEAM_E_RANGE) || !untouched(c, out) ||
		    !untouched_n(c, n))
			break;
	}
	s->list_free(list);
}

static void joined(struct seam_case *c, const char *const *items, size_t n, const char *separator, const char *want)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = UNSET;

	NEED(c, s->list_join);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->list_join(items, SEAM_STIMULUS(c) ? n : 0, seam_in_string(c, separator), &out), SEAM_OK))
		owned(c, out, want, strlen(want));
}

static void join(struct seam_case *c)
{
	const char *items[] = { "a", "b", "c" };

	joined(c, items, 3, ", ", "a, b, c");
	joined(c, items, 3, "", "abc");
	joined(c, items, 1, "\xE6\xBC\xA2", "a");
	joined(c, items, 2, "\xE6\xBC\xA2", "a\xE6\xBC\xA2" "b");
}

static void join_absent(struct seam_case *c)
{
	const char *items[] = { NULL, "a", "", NULL, "b", "", NULL }, *none[] = { NULL, NULL };

	joined(c, items, 7, ",", "a,,b,");
	if (SEAM_STIMULUS(c))
		joined(c, none, 2, ",", "");
}

static void split_into(struct seam_case *c, const char *text, const char *const *want, size_t want_n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char **array = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->list_split);
	NEED(c, s->list_release);
	text = seam_in_string(c, SEAM_STIMULUS(c) ? text : "muted;muted");
	REQUIRE(CHECK_EQ(c, s->list_split(text, ';', &array, &n), SEAM_OK) && is_set(c, array));
	if (CHECK_EQ(c, n, want_n)) {
		for (size_t i = 0; i < n; i++)
			if (!reads(c, array[i], want[i], strlen(want[i])))
				break;
		CHECK_EQ(c, array[n], NULL);
	}
	s->list_release(array, n);
}

static void split(struct seam_case *c)
{
	static const char *const pieces[] = { "a", "b\xC3\xA9", "c" }, *const whole[] = { "no separator" };

	split_into(c, "a;b\xC3\xA9;c", pieces, 3);
	split_into(c, "no separator", whole, 1);
}

static void split_empty(struct seam_case *c)
{
	static const char *const pieces[] = { "", "a", "", "b", "" }, *const empty[] = { "", "", "" };

	split_into(c, ";a;;b;", pieces, 5);
	split_into(c, ";;", empty, 3);
	split_into(c, "", empty, 1);
}

SEAM_CASES(strings, list) = {
	{ "members", SEAM_MUST, members, "a list keeps the number, the order and the bytes of its strings", 0 },
	{ "index_out_of_range", SEAM_MUST, index_out_of_range, "an index that is not one is refused", 0 },
	{ "join", SEAM_MUST, join, "strings are joined with the separator between each two", 0 },
	{ "join_absent", SEAM_MUST, join_absent, "a join leaves out absent strings and keeps empty ones", 0 },
	{ "split", SEAM_MUST, split, "a string is split at each separator, the array ends with NULL", 0 },
	{ "split_empty", SEAM_MUST, split_empty, "empty pieces are pieces", 0 },
	SEAM_END
};
