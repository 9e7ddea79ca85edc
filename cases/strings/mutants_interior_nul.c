/*
 * mutants_interior_nul.c - a counted string ends at its first NUL, or a refusal gives no position, or the wrong one.
 */
#include "strings/planted.h"

#include <string.h>

static int cuts_at_nul(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, before_nul(s, n), out, out_n, nul_at);
}

static int claims_the_whole(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	int rc = O->echo_n(s, n, out, out_n, nul_at);

	if (rc == SEAM_OK)
		memset(*out + before_nul(*out, n), 0, n - before_nul(*out, n));
	return rc;
}

static int last_nul_ends(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, n && !s[n - 1] ? n - 1 : n, out, out_n, nul_at);
}

/* This and the next three belong to peers that refuse NULs. */
static int gives_no_position(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return before_nul(s, n) < n ? SEAM_E_NUL : O->echo_n(s, n, out, out_n, nul_at);
}

static int gives_last_position(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (before_nul(s, n) == n)
		return O->echo_n(s, n, out, out_n, nul_at);
	while (s[--n])
		;
	*nul_at = n;
	return SEAM_E_NUL;
}

static int wants_the_position(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (before_nul(s, n) == n)
		return O->echo_n(s, n, out, out_n, nul_at);
	*(volatile size_t *)nul_at = before_nul(s, n);
	return SEAM_E_NUL;
}

static int gives_a_part_as_well(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (before_nul(s, n) == n)
		return O->echo_n(s, n, out, out_n, nul_at);
	*nul_at = before_nul(s, n);
	*out = NULL;
	return SEAM_E_NUL;
}

static int terminates_at_nul(const char *s, size_t n, char **out, size_t *nul_at)
{
	return O->terminate(s, before_nul(s, n), out, nul_at);
}

static int counts_from_1(const char *s, size_t n, char **out, size_t *nul_at)
{
	int rc = O->terminate(s, n, out, nul_at);

	if (rc == SEAM_E_NUL && nul_at)
		++*nul_at;
	return rc;
}

static int list_cuts_at_nul(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                            size_t *nul_item, size_t *nul_at)
{
	size_t cut[16] = { 0 };

	if (!lengths || n > 16)
		return O->list_new(items, lengths, n, out, nul_item, nul_at);
	for (size_t i = 0; i < n; i++)
		cut[i] = before_nul(items[i], lengths[i]);
	return O->list_new(items, cut, n, out, nul_item, nul_at);
}

static int message_cut_at_nul(const char *text, size_t n, size_t *nul_at)
{
	return O->error_set(text, before_nul(text, n), nul_at);
}

static void relay_cut(void *userdata, const char *piece, size_t n)
{
	struct relay *relay = userdata;

	relay->visitor(relay->userdata, piece, before_nul(piece, n));
}

static int argument_cut_at_nul(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                               size_t *nul_at)
{
	struct relay relay = { visitor, userdata };

	return O->visit(s, n, separator, visitor ? relay_cut : NULL, &relay, nul_at);
}

static int utf16_ends_at_nul(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	return O->utf16_from_utf8(s, before_nul(s, n), out, out_n, nul_at);
}

static int unit_0_ends(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	size_t units = 0;

	while (units < n && unit_at(s, units))
		units++;
	return O->utf16_to_utf8(s, units, out, out_n, nul_at);
}

SEAM_MUTANTS(strings, interior_nul) = {
	{ "cuts_at_nul", "strings.interior_nul.middle", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, echo_n, cuts_at_nul), 0 },
	{ "claims_the_whole", "strings.interior_nul.front", "plain", "fail",
	  "3 bytes, from 1: 00 00", true, SEAM_OP(strings, echo_n, claims_the_whole), 0 },
	{ "last_nul_ends", "strings.interior_nul.end", "plain", "fail",
	  "the length of out is 3, not 4", true, SEAM_OP(strings, echo_n, last_nul_ends), 0 },
	{ "gives_no_position", "strings.interior_nul.front", "plain", "fail",
	  "at == first", true, SEAM_OP(strings, echo_n, gives_no_position), SEAM_NUL_CARRIED },
	{ "gives_last_position", "strings.interior_nul.several", "plain", "fail",
	  "at == first", true, SEAM_OP(strings, echo_n, gives_last_position), SEAM_NUL_CARRIED },
	{ "wants_the_position", "strings.interior_nul.position_unwanted", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo_n, wants_the_position), SEAM_NUL_CARRIED },
	{ "gives_a_part_as_well", "strings.interior_nul.middle", "plain", "fail",
	  "out was written", true, SEAM_OP(strings, echo_n, gives_a_part_as_well), SEAM_NUL_CARRIED },
	{ "terminates_at_nul", "strings.interior_nul.terminated", "plain", "fail",
	  "SEAM_E_NUL", true, SEAM_OP(strings, terminate, terminates_at_nul), 0 },
	{ "counts_from_1", "strings.interior_nul.terminated", "plain", "fail",
	  "at == samples[i].at", true, SEAM_OP(strings, terminate, counts_from_1), 0 },
	{ "list_cuts_at_nul", "strings.interior_nul_elsewhere.list", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, list_new, list_cuts_at_nul), 0 },
	{ "message_cut_at_nul", "strings.interior_nul_elsewhere.error_text", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, error_set, message_cut_at_nul), 0 },
	{ "argument_cut_at_nul", "strings.interior_nul_elsewhere.callback_argument", "plain", "fail",
	  "the length of piece is 2, not 5", true, SEAM_OP(strings, visit, argument_cut_at_nul), 0 },
	{ "utf16_ends_at_nul", "strings.interior_nul_elsewhere.to_utf16", "plain", "fail",
	  "n == 5", true, SEAM_OP(strings, utf16_from_utf8, utf16_ends_at_nul), 0 },
	{ "unit_0_ends", "strings.interior_nul_elsewhere.from_utf16", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, utf16_to_utf8, unit_0_ends), 0 },
	SEAM_NO_MORE_MUTANTS
};
