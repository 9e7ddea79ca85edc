/*
 * check.c - the run under Criterion: a suite a group, a test a peer and flavour, so that its --filter and -j work.
 *
 * The tests are one line each in build/check_cells.inc, which `seam tests` makes from what there is.  The code under test is
 * not in this process: each test runs its cell as `seam run` would (see DESIGN: Criterion's workers and the checkers do not mix).
 */
#include "../lib/run.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void check_cell(const char *id)
{
	const char *results = getenv("SEAM_RESULTS");
	struct cell_summary summary;
	int failed = run_planned_cell(results ? results : "results/latest", id, &summary);

	if (failed > 0)
		cr_skip_test("not in the plan of this run: `make check`, or `build/seam plan` first");
	cr_assert(failed == 0, "%s could not be run or recorded", id);
	if (!summary.red && !summary.of[OUTCOME_PASS] && (summary.of[OUTCOME_SKIP] || summary.message))
		cr_skip_test("%s", summary.message ? summary.message : "all its cases are skipped");
	cr_assert(summary.red == 0, "%zu red in %s%s%s", summary.red, id, summary.message ? ": " : "",
	          summary.message ? summary.message : "");
}

#define SEAM_TEST(group, test, id)                                                                                     \
	Test(group, test)                                                                                              \
	{                                                                                                              \
		check_cell(id);                                                                                        \
	}
#include "check_cells.inc"
