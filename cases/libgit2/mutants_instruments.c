/* mutants_instruments.c - libgit2 does what it should, and its binding leaves the thread or process changed. */
#include "libgit2/planted.h"
#include "faults.h"

#define CONSTANT_LEAVES(name, fault)                        \
	static int name(const char *text, int64_t *value)   \
	{                                                   \
		int rc = O->constant(text, value); \
                                                            \
		fault;                                      \
		return rc;                                  \
	}
CONSTANT_LEAVES(spoils_a_register, fault_saved_register())
CONSTANT_LEAVES(flushes_denormals, fault_fp_control())
CONSTANT_LEAVES(changes_the_locale, fault_locale())
CONSTANT_LEAVES(takes_no_interrupt, fault_signal())
CONSTANT_LEAVES(keeps_a_block_for_ever, fault_keeps(24))

SEAM_MUTANTS_OF(libgit2, thunk) = {
	{ "spoils_a_register", "libgit2.constants.value", "plain", "fail", "thunk: ", true, SEAM_OP(libgit2, constant, spoils_a_register), 0 },
	{ "flushes_denormals", "libgit2.constants.value", "plain", "fail", "thunk: ", true, SEAM_OP(libgit2, constant, flushes_denormals), 0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(libgit2, ambient) = {
	{ "changes_the_locale", "libgit2.constants.value", "plain", "fail", "ambient: ", true, SEAM_OP(libgit2, constant, changes_the_locale),
	  0 },
	{ "takes_no_interrupt", "libgit2.constants.value", "plain", "fail", "ambient: ", true, SEAM_OP(libgit2, constant, takes_no_interrupt),
	  0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(libgit2, growth) = {
	{ "keeps_a_block_for_ever", "libgit2.constants.value", "plain", "fail", "growth: ", true,
	  SEAM_OP(libgit2, constant, keeps_a_block_for_ever), 0 },
	SEAM_NO_MORE_MUTANTS
};
