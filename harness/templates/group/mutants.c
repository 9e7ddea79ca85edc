/* mutants.c - planted bugs: each stands in the place of an op, and the case that it names must go red. */
#include "@name@/@name@.h"

#include <seam/case.h>

#define O seam_original(@name@)

static int forgets_the_last(const int32_t *numbers, size_t n, int32_t *sum)
{
	return O->sum(numbers, n ? n - 1 : 0, sum);
}

static int wraps(const int32_t *numbers, size_t n, int32_t *sum)
{
	uint32_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += (uint32_t)numbers[i];
	*sum = (int32_t)all;
	return SEAM_OK;
}

SEAM_MUTANTS(@name@, sum) = {
	{ "forgets_the_last", "@name@.sum.of_some", "plain", "fail",
	  "39", true, SEAM_OP(@name@, sum, forgets_the_last), 0 },
	{ "wraps", "@name@.sum.too_great", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(@name@, sum, wraps), 0 },
	SEAM_NO_MORE_MUTANTS
};
