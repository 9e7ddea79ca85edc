/* mutants_visit.c - pieces that are handed to the callback wrongly counted, or to the wrong callback. */
#include "strings/planted.h"

static void relay_with_terminator(void *userdata, const char *piece, size_t n)
{
	struct relay *relay = userdata;

	relay->visitor(relay->userdata, piece, n + 1);
}

static int counts_terminators(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                              size_t *nul_at)
{
	struct relay relay = { visitor, userdata };

	return O->visit(s, n, separator, visitor ? relay_with_terminator : NULL, &relay, nul_at);
}

static void relay_some(void *userdata, const char *piece, size_t n)
{
	struct relay *relay = userdata;

	if (n)
		relay->visitor(relay->userdata, piece, n);
}

static int skips_empty_pieces(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                              size_t *nul_at)
{
	struct relay relay = { visitor, userdata };

	return O->visit(s, n, separator, visitor ? relay_some : NULL, &relay, nul_at);
}

static int visits_behind(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                         size_t *nul_at)
{
	return O->visit(s, s && n == 7 ? n + 4 : n, separator, visitor, userdata, nul_at);
}

/* One place for what every visit in progress needs. */
static struct relay in_progress;

static void relay_current(void *userdata, const char *piece, size_t n)
{
	(void)userdata;
	in_progress.visitor(in_progress.userdata, piece, n);
}

static int one_visit_at_a_time(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                               size_t *nul_at)
{
	in_progress = (struct relay){ visitor, userdata };
	return O->visit(s, n, separator, visitor ? relay_current : NULL, NULL, nul_at);
}

static int needs_userdata(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                          size_t *nul_at)
{
	return O->visit(s, n, separator, visitor, userdata ? userdata : &in_progress, nul_at);
}

SEAM_MUTANTS(strings, visit) = {
	{ "counts_terminators", "strings.visit.pieces", "plain", "fail",
	  "piece[n] ==", false, SEAM_OP(strings, visit, counts_terminators), 0 },
	{ "skips_empty_pieces", "strings.visit.empty_pieces", "plain", "fail",
	  "2 bytes, from 0: 61 00", true, SEAM_OP(strings, visit, skips_empty_pieces), 0 },
	{ "visits_behind", "strings.visit.no_terminator", "plain", "fail",
	  "12 bytes, from 7: 66 6f 6c 64", true, SEAM_OP(strings, visit, visits_behind), 0 },
	{ "one_visit_at_a_time", "strings.visit.nested", "plain", "fail",
	  "2 bytes, from 2:", true, SEAM_OP(strings, visit, one_visit_at_a_time), 0 },
	{ "needs_userdata", "strings.visit.null_userdata", "plain", "fail",
	  "without_userdata == 6", true, SEAM_OP(strings, visit, needs_userdata), 0 },
	SEAM_NO_MORE_MUTANTS
};
