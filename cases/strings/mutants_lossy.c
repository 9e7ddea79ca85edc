/* mutants_lossy.c - ill-formed bytes that are dropped or wrongly replaced. */
#include "strings/planted.h"

#include <string.h>

/* lossy, with one sequence of the result changed for another that is no longer. */
static int lossy_swaps(const char *s, size_t n, char **out, size_t *out_n, const char *from, const char *to)
{
	int rc = O->lossy(s, n, out, out_n);

	if (rc == SEAM_OK && strlen(*out) == *out_n) {
		swap(*out, from, to);
		*out_n = strlen(*out);
	}
	return rc;
}

static int replaces_noncharacter(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBF", "\xEF\xBF\xBD");
}

static int drops_ill_formed(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBD", "");
}

static int replaces_with_latin1(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBD", "\xBF");
}

static int swallows_quotes(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBD\"", "\xEF\xBF\xBD");
}

static int lossy_cuts_at_nul(const char *s, size_t n, char **out, size_t *out_n)
{
	return O->lossy(s, before_nul(s, n), out, out_n);
}

SEAM_MUTANTS(strings, lossy) = {
	{ "replaces_noncharacter", "strings.lossy_is_idempotent.well_formed", "plain", "fail",
	  "ill-formed bytes: byte 20", true, SEAM_OP(strings, lossy, replaces_noncharacter), 0 },
	{ "drops_ill_formed", "strings.lossy_is_idempotent.ill_formed", "plain", "fail",
	  "ill-formed bytes: byte 3", true, SEAM_OP(strings, lossy, drops_ill_formed), 0 },
	{ "replaces_with_latin1", "strings.lossy_is_idempotent.ill_formed", "plain", "fail",
	  "ill-formed bytes: byte 3", true, SEAM_OP(strings, lossy, replaces_with_latin1), 0 },
	{ "swallows_quotes", "strings.lossy_is_idempotent.neighbours", "plain", "fail",
	  "ill-formed bytes: byte 3", true, SEAM_OP(strings, lossy, swallows_quotes), 0 },
	{ "lossy_cuts_at_nul", "strings.lossy_is_idempotent.nul", "plain", "fail",
	  "ill-formed bytes: byte 1", true, SEAM_OP(strings, lossy, lossy_cuts_at_nul), 0 },
	SEAM_NO_MORE_MUTANTS
};
