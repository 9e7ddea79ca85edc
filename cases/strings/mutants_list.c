/* mutants_list.c - members, indices, joins and splits of lists. */
#include "strings/planted.h"

static int drops_empty_members(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	const char *some[16];
	size_t some_n = 0;

	if (lengths || n > 16)
		return O->list_new(items, lengths, n, out, nul_item, nul_at);
	for (size_t i = 0; i < n; i++)
		if (!items[i] || *items[i])
			some[some_n++] = items[i];
	return O->list_new(some, NULL, some_n, out, nul_item, nul_at);
}

static int index_wraps(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	return O->list_get(list, i == SIZE_MAX ? 0 : i, out, out_n);
}

static int index_of_half_its_bits(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	return O->list_get(list, i == SIZE_MAX / 2 + 1 ? i & SIZE_MAX >> sizeof i * 4 : i, out, out_n);
}

static int separates_at_the_end(const char *const *items, size_t n, const char *separator, char **out)
{
	char *joined;
	int rc = O->list_join(items, n, separator, &joined);

	if (rc != SEAM_OK)
		return rc;
	rc = O->concat(joined, n ? separator : "", out);
	O->release(joined);
	return rc;
}

static int joins_absent_as_empty(const char *const *items, size_t n, const char *separator, char **out)
{
	const char *present[16];

	if (!items || n > 16)
		return O->list_join(items, n, separator, out);
	for (size_t i = 0; i < n; i++)
		present[i] = items[i] ? items[i] : "";
	return O->list_join(present, n, separator, out);
}

static int no_null_at_the_end(const char *s, char separator, char ***out, size_t *out_n)
{
	static char stray[] = "stray";
	int rc = O->list_split(s, separator, out, out_n);

	if (rc == SEAM_OK)
		(*out)[*out_n] = stray;
	return rc;
}

static int splits_as_strtok(const char *s, char separator, char ***out, size_t *out_n)
{
	int rc = O->list_split(s, separator, out, out_n);
	size_t kept = 0;

	for (size_t i = 0; rc == SEAM_OK && i < *out_n; i++) {
		if (*(*out)[i])
			(*out)[kept++] = (*out)[i];
		else
			O->release((*out)[i]);
	}
	if (rc == SEAM_OK) {
		(*out)[kept] = NULL;
		*out_n = kept;
	}
	return rc;
}

SEAM_MUTANTS(strings, list) = {
	{ "drops_empty_members", "strings.list.members", "plain", "fail",
	  "n == 6", true, SEAM_OP(strings, list_new, drops_empty_members), 0 },
	{ "index_wraps", "strings.list.index_out_of_range", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, list_get, index_wraps), 0 },
	{ "index_of_half_its_bits", "strings.list.index_out_of_range", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, list_get, index_of_half_its_bits), 0 },
	{ "separates_at_the_end", "strings.list.join", "plain", "fail",
	  "8 bytes, from 7: 2c", true, SEAM_OP(strings, list_join, separates_at_the_end), 0 },
	{ "joins_absent_as_empty", "strings.list.join_absent", "plain", "fail",
	  "6 bytes, from 0: 2c 61 2c 2c", true, SEAM_OP(strings, list_join, joins_absent_as_empty), 0 },
	{ "no_null_at_the_end", "strings.list.split", "plain", "fail",
	  "array[n] == NULL", true, SEAM_OP(strings, list_split, no_null_at_the_end), 0 },
	{ "splits_as_strtok", "strings.list.split_empty", "plain", "fail",
	  "n == want_n", true, SEAM_OP(strings, list_split, splits_as_strtok), 0 },
	SEAM_NO_MORE_MUTANTS
};
