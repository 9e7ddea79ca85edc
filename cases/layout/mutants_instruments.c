/* mutants_instruments.c - the right value comes back, and the thread or process is not what it was. */
#include "layout/planted.h"
#include "faults.h"

#define TRUTH_LEAVES(name, fault)                           \
	static int name(int64_t number, bool *out)          \
	{                                                   \
		int rc = O->truth(number, out); \
                                                            \
		fault;                                      \
		return rc;                                  \
	}
TRUTH_LEAVES(spoils_a_register, fault_saved_register())
TRUTH_LEAVES(flushes_denormals, fault_fp_control())
TRUTH_LEAVES(takes_no_interrupt, fault_signal())
TRUTH_LEAVES(keeps_a_block_for_ever, fault_keeps(24))

static int sums_backwards(const struct seam_fixed12 *in, size_t n, uint64_t *out)
{
	int rc = O->sum(in, n, out);

	fault_direction();
	return rc;
}

SEAM_MUTANTS_OF(layout, thunk) = {
	{ "spoils_a_register", "layout.bool_is_0_or_1.truth", "plain", "fail", "thunk: ", true, SEAM_OP(layout, truth, spoils_a_register),
	  0 },
	{ "flushes_denormals", "layout.bool_is_0_or_1.truth", "plain", "fail", "thunk: ", true, SEAM_OP(layout, truth, flushes_denormals),
	  0 },
	{ "sums_backwards", "layout.array_stride.sum", "plain", "fail", "thunk: ", true, SEAM_OP(layout, sum, sums_backwards), 0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(layout, ambient) = {
	{ "takes_no_interrupt", "layout.bool_is_0_or_1.truth", "plain", "fail", "ambient: ", true, SEAM_OP(layout, truth, takes_no_interrupt),
	  0 },
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(layout, growth) = {
	{ "keeps_a_block_for_ever", "layout.bool_is_0_or_1.truth", "plain", "fail", "growth: ", true,
	  SEAM_OP(layout, truth, keeps_a_block_for_ever), 0 },
	SEAM_NO_MORE_MUTANTS
};
