/* mutants_null.c - NULL is taken for empty, or empty for NULL; NULL is read or written through. */
#include "strings/planted.h"

static int null_is_empty(const char *s, char **out)
{
	return O->echo_optional(s ? s : "", out);
}

static int optional_empty_is_null(const char *s, char **out)
{
	return O->echo_optional(s && *s ? s : NULL, out);
}

static int required_null_is_empty(const char *s, char **out)
{
	return O->echo(s ? s : "", out);
}

static int refuses_and_writes(const char *s, char **out)
{
	if (!s && out)
		*out = NULL;
	return O->echo(s, out);
}

static int second_null_is_empty(const char *a, const char *b, char **out)
{
	return O->concat(a, b ? b : "", out);
}

static int null_has_length_0(const char *s, size_t *n)
{
	return O->length(s ? s : "", n);
}

static int null_has_no_bytes(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, s ? n : 0, out, out_n, nul_at);
}

static int writes_to_null(const char *s, char **out)
{
	if (s)
		*(char *volatile *)out = NULL;
	return O->echo(s, out);
}

static int lossy_writes_to_null(const char *s, size_t n, char **out, size_t *out_n)
{
	*(char *volatile *)out = NULL;
	return O->lossy(s, n, out, out_n);
}

static int needs_no_length(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	size_t ignored;

	return O->utf16_to_utf8(s, n, out, out_n ? out_n : &ignored, nul_at);
}

static int gets_without_length(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	size_t ignored;

	return O->list_get(list, i, out, out_n ? out_n : &ignored);
}

static int writes_the_length_first(const char **out, size_t *out_n)
{
	if (out_n)
		*out_n = 0;
	return O->error_text(out, out_n);
}

static void looks_into_null(char *s)
{
	look_at(s);
	O->release(s);
}

static int none_is_empty(struct seam_strings_store *store, const char *s)
{
	return O->store_set(store, s ? s : "");
}

static int absent_is_empty(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                           size_t *nul_item, size_t *nul_at)
{
	const char *present[16];

	if (!items || n > 16)
		return O->list_new(items, lengths, n, out, nul_item, nul_at);
	for (size_t i = 0; i < n; i++)
		present[i] = items[i] ? items[i] : "";
	return O->list_new(present, lengths, n, out, nul_item, nul_at);
}

static int looks_into_null_store(const struct seam_strings_store *store, const char **out)
{
	look_at((const char *)store);
	return O->store_get(store, out);
}

static int visits_nobody(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                         size_t *nul_at)
{
	return visitor ? O->visit(s, n, separator, visitor, userdata, nul_at) : SEAM_OK;
}

static int message_null_clears(const char *text, size_t n, size_t *nul_at)
{
	int rc = O->error_set(text, n, nul_at);

	if (rc == SEAM_E_NULL)
		O->error_set(NULL, 0, NULL);
	return rc;
}

SEAM_MUTANTS(strings, null) = {
	{ "null_is_empty", "strings.null.optional", "plain", "fail",
	  "out == NULL", true, SEAM_OP(strings, echo_optional, null_is_empty), 0 },
	{ "optional_empty_is_null", "strings.null.optional_empty", "plain", "fail",
	  "the call succeeded and made out NULL", true, SEAM_OP(strings, echo_optional, optional_empty_is_null), 0 },
	{ "required_null_is_empty", "strings.null.required", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, echo, required_null_is_empty), 0 },
	{ "refuses_and_writes", "strings.null.required", "plain", "fail",
	  "out was written", true, SEAM_OP(strings, echo, refuses_and_writes), 0 },
	{ "second_null_is_empty", "strings.null.required_of_two", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, concat, second_null_is_empty), 0 },
	{ "null_has_length_0", "strings.null.length", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, length, null_has_length_0), 0 },
	{ "null_has_no_bytes", "strings.null.counted", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, echo_n, null_has_no_bytes), 0 },
	{ "writes_to_null", "strings.null.out_parameter", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo, writes_to_null), 0 },
	{ "lossy_writes_to_null", "strings.null_out.string", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, lossy, lossy_writes_to_null), 0 },
	{ "needs_no_length", "strings.null_out.utf16", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, utf16_to_utf8, needs_no_length), 0 },
	{ "gets_without_length", "strings.null_out.list", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, list_get, gets_without_length), 0 },
	{ "writes_the_length_first", "strings.null_out.kept", "plain", "fail",
	  "n was written", true, SEAM_OP(strings, error_text, writes_the_length_first), 0 },
	{ "looks_into_null", "strings.null.release", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, release, looks_into_null), 0 },
	{ "none_is_empty", "strings.null_kept.store", "plain", "fail",
	  "out == NULL", true, SEAM_OP(strings, store_set, none_is_empty), 0 },
	{ "absent_is_empty", "strings.null_kept.list", "plain", "fail",
	  "out == NULL", true, SEAM_OP(strings, list_new, absent_is_empty), 0 },
	{ "looks_into_null_store", "strings.null_kept.object", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, store_get, looks_into_null_store), 0 },
	{ "visits_nobody", "strings.null_kept.callback", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, visit, visits_nobody), 0 },
	{ "message_null_clears", "strings.null_kept.message", "plain", "fail",
	  "is 0, not 7", true, SEAM_OP(strings, error_set, message_null_clears), 0 },
	SEAM_NO_MORE_MUTANTS
};
