/*
 * sum: all numbers are added, and what does not fit is refused.
 * Rule: @name@.sum    Source: where it is said that it must be so
 */
#include "@name@/@name@.h"

#include <seam/case.h>

static void of_some(struct seam_case *c)
{
	static const int32_t numbers[] = { 1, -2, 40, 3 };
	const struct seam_@name@ *ops = SEAM_OPS(c, @name@);
	int32_t *sum = seam_out(c, sizeof *sum);

	NEED(c, ops->sum);
	/* The copy ends at a page that cannot be touched. */
	REQUIRE(CHECK_EQ(c, ops->sum((const int32_t *)(const void *)seam_in(c, numbers, sizeof numbers), 4, sum), SEAM_OK));
	CHECK_EQ(c, *sum, 42);
}

static void too_great(struct seam_case *c)
{
	static const int32_t numbers[] = { INT32_MAX, 1 };
	const struct seam_@name@ *ops = SEAM_OPS(c, @name@);
	int32_t *sum = seam_out(c, sizeof *sum);

	NEED(c, ops->sum);
	CHECK_EQ(c, ops->sum((const int32_t *)(const void *)seam_in(c, numbers, sizeof numbers), 2, sum), SEAM_E_RANGE);
	CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
}

SEAM_CASES(@name@, sum) = {
	{ "of_some", SEAM_MUST, of_some, "the sum is that of all the numbers", 0 },
	{ "too_great", SEAM_MUST, too_great, "a sum that does not fit is refused, and none is stored", 0 },
	SEAM_END
};
