/* mutants_instruments.c - the right string comes back, and the process is not what it was. */
#include "faults.h"
#include "strings/planted.h"

#define ECHO_LEAVES(name, fault)                            \
	static int name(const char *s, char **out)          \
	{                                                   \
		int rc = O->echo(s, out);                   \
                                                            \
		fault;                                      \
		return rc;                                  \
	}
ECHO_LEAVES(spoils_a_register, fault_saved_register())
ECHO_LEAVES(leaves_an_x87_value, fault_x87())
ECHO_LEAVES(flushes_denormals, fault_fp_control())
ECHO_LEAVES(changes_the_locale, fault_locale())
ECHO_LEAVES(takes_no_interrupt, fault_signal())
ECHO_LEAVES(keeps_a_copy_for_ever, fault_keeps(strlen(s) + 1))

static int compares_backwards(const char *a, const char *b, int *order)
{
	int rc = O->compare(a, b, order);

	fault_direction();
	return rc;
}

/* The visitor is called while denormals count as zero. */
static int visits_without_denormals(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                              size_t *nul_at)
{
	int rc;

	fault_fp_control();
	rc = O->visit(s, n, separator, visitor, userdata, nul_at);
	fault_fp_control_undone();
	return rc;
}

static int looks_behind_the_end(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (n)
		look_at(s + n);
	return O->echo_n(s, n, out, out_n, nul_at);
}

SEAM_MUTANTS_OF(strings, thunk) = {
	{ "spoils_a_register", "strings.in.ascii", "plain", "fail", "thunk: ", true, SEAM_OP(strings, echo, spoils_a_register), 0 },
	{ "leaves_an_x87_value", "strings.in.ascii", "plain", "fail", "thunk: ", true, SEAM_OP(strings, echo, leaves_an_x87_value), 0 },
	{ "flushes_denormals", "strings.in.utf8_of_2", "plain", "fail", "thunk: ", true, SEAM_OP(strings, echo, flushes_denormals), 0 },
	{ "compares_backwards", "strings.compare.prefix", "plain", "fail", "thunk: ", true,
	  SEAM_OP(strings, compare, compares_backwards), 0 },
	{ "visits_without_denormals", "strings.visit.pieces", "plain", "fail", "thunk: ", true, SEAM_OP(strings, visit, visits_without_denormals), 0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(strings, ambient) = {
	{ "changes_the_locale", "strings.in.ascii", "plain", "fail", "ambient: ", true, SEAM_OP(strings, echo, changes_the_locale), 0 },
	{ "takes_no_interrupt", "strings.in.utf8_of_2", "plain", "fail", "ambient: ", true, SEAM_OP(strings, echo, takes_no_interrupt), 0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(strings, growth) = {
	{ "keeps_a_copy_for_ever", "strings.in.ascii", "plain", "fail", "growth: ", true, SEAM_OP(strings, echo, keeps_a_copy_for_ever), 0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(strings, guards) = {
	{ "looks_behind_the_end", "strings.no_terminator.echo_n", "plain", "crash", "past the end of a guarded input", true,
	  SEAM_OP(strings, echo_n, looks_behind_the_end), 0 },
	SEAM_NO_MORE_MUTANTS
};
