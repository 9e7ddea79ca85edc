/* mutants_zero_length.c - a length of 0 is refused, read from, or answered with nothing. */
#include "strings/planted.h"

static int refuses_null_of_0(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return s ? O->echo_n(s, n, out, out_n, nul_at) : SEAM_E_NULL;
}

static int peeks_first(const char *s, size_t n, char **out, size_t *nul_at)
{
	if (s)
		look_at(s);
	return O->terminate(s, n, out, nul_at);
}

static int nothing_is_null(const char *s, size_t n, char **out, size_t *out_n)
{
	if (n || !out || !out_n)
		return O->lossy(s, n, out, out_n);
	*out = NULL;
	*out_n = 0;
	return SEAM_OK;
}

static int no_units_for_nothing(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	return n ? O->utf16_from_utf8(s, n, out, out_n, nul_at) : SEAM_E_RANGE;
}

static int empty_message_keeps(const char *text, size_t n, size_t *nul_at)
{
	return n ? O->error_set(text, n, nul_at) : SEAM_OK;
}

static int peeks_first_item(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                            size_t *nul_item, size_t *nul_at)
{
	if (items)
		look_at((const char *)items);
	return O->list_new(items, lengths, n, out, nul_item, nul_at);
}

static int measures_empty_item(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	for (size_t i = 0; lengths && i < n; i++)
		if (items[i] && !lengths[i])
			look_at(items[i]);
	return O->list_new(items, lengths, n, out, nul_item, nul_at);
}

static int joins_something_only(const char *const *items, size_t n, const char *separator, char **out)
{
	return n ? O->list_join(items, n, separator, out) : SEAM_E_RANGE;
}

static int visits_something_only(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                                 size_t *nul_at)
{
	return n ? O->visit(s, n, separator, visitor, userdata, nul_at) : SEAM_OK;
}

SEAM_MUTANTS(strings, zero_length) = {
	{ "refuses_null_of_0", "strings.zero_length.echo_n", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, echo_n, refuses_null_of_0), 0 },
	{ "peeks_first", "strings.zero_length.terminate", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, terminate, peeks_first), 0 },
	{ "nothing_is_null", "strings.zero_length.lossy", "plain", "fail",
	  "the call succeeded and made out NULL", true, SEAM_OP(strings, lossy, nothing_is_null), 0 },
	{ "no_units_for_nothing", "strings.zero_length.utf16", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, utf16_from_utf8, no_units_for_nothing), 0 },
	{ "empty_message_keeps", "strings.zero_length.error_text", "plain", "fail",
	  "the length of out is 6, not 0", true, SEAM_OP(strings, error_set, empty_message_keeps), 0 },
	{ "peeks_first_item", "strings.zero_length_lists.list", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, list_new, peeks_first_item), 0 },
	{ "measures_empty_item", "strings.zero_length_lists.member", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, list_new, measures_empty_item), 0 },
	{ "joins_something_only", "strings.zero_length_lists.join", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, list_join, joins_something_only), 0 },
	{ "visits_something_only", "strings.zero_length_lists.visit", "plain", "fail",
	  "seen.calls == 1", true, SEAM_OP(strings, visit, visits_something_only), 0 },
	SEAM_NO_MORE_MUTANTS
};
