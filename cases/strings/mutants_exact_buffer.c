/* mutants_exact_buffer.c - reads before or behind the bytes that were handed in. */
#include "strings/planted.h"

#include <string.h>

static int reads_behind_terminator(const char *s, char **out)
{
	if (s)
		look_at(s + strlen(s) + 1);
	return O->echo(s, out);
}

static int measures_by_words(const char *s, size_t *n)
{
	for (size_t i = 0; s && i <= strlen(s); i += 8)
		for (size_t k = 0; k < 8; k++)
			look_at(s + i + k);
	return O->length(s, n);
}

static int reads_before(const char *a, const char *b, char **out)
{
	if (a && b)
		look_at(b - 1);
	return O->concat(a, b, out);
}

static int reads_behind_count(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (s && n)
		look_at(s + n);
	return O->echo_n(s, n, out, out_n, nul_at);
}

static int count_is_ignored(const char *s, size_t n, char **out, size_t *nul_at)
{
	return O->terminate(s, s && n ? strlen(s) : n, out, nul_at);
}

static int lengths_are_ignored(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	(void)lengths;
	return O->list_new(items, NULL, n, out, nul_item, nul_at);
}

static int message_is_measured(const char *text, size_t n, size_t *nul_at)
{
	return O->error_set(text, text && n ? strlen(text) : n, nul_at);
}

/* The lead byte's word is taken for the bytes that follow. */
static int trusts_lead_byte(const char *s, size_t n, char **out, size_t *out_n)
{
	for (size_t i = 0; s && i < n; i++)
		if (((unsigned char)s[i] & 0xF0) == 0xE0)
			look_at(s + i + 2);
	return O->lossy(s, n, out, out_n);
}

SEAM_MUTANTS(strings, exact_buffer) = {
	{ "reads_behind_terminator", "strings.exact_buffer.echo", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo, reads_behind_terminator), 0 },
	{ "measures_by_words", "strings.exact_buffer.length", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, length, measures_by_words), 0 },
	{ "reads_before", "strings.exact_buffer.two", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, concat, reads_before), 0 },
	{ "reads_behind_count", "strings.no_terminator.echo_n", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo_n, reads_behind_count), 0 },
	{ "count_is_ignored", "strings.no_terminator.terminate", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, terminate, count_is_ignored), 0 },
	{ "lengths_are_ignored", "strings.no_terminator.list", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, list_new, lengths_are_ignored), 0 },
	{ "message_is_measured", "strings.no_terminator.error_text", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, error_set, message_is_measured), 0 },
	{ "trusts_lead_byte", "strings.no_terminator.lossy", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, lossy, trusts_lead_byte), 0 },
	SEAM_NO_MORE_MUTANTS
};
