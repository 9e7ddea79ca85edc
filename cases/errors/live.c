/*
 * live: what is made is counted, and what is freed no more.
 * Rule: errors.live    Source: SEAM_PROBES; objects that error paths forget
 */
#include "errors/stage.h"

static void counted(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *cause = NULL, *error = NULL;
	struct seam_errors_shelf *shelf = NULL;
	int64_t value = 0;
	uint64_t live;

	NEED(c, p->live);
	NEED(c, p->shelf_new);
	NEED(c, p->error_new);
	live = p->live();
	CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 1, "live", &shelf), SEAM_OK);
	CHECK_EQ(c, p->live() - live, 1u);
	CHECK_EQ(c, p->error_new(1, -1, "cause", 5, NULL, &cause), SEAM_OK);
	CHECK_EQ(c, p->error_new(1, -1, "error", 5, cause, &error), SEAM_OK);
	CHECK_EQ(c, p->live() - live, 3u);
	p->error_free(error);
	CHECK_EQ(c, p->live() - live, 1u);
	error = NULL;
	CHECK_EQ(c, p->shelf_put(shelf, 1, SEAM_ITEM_BROKEN, -5), SEAM_OK);
	if (p->get_error && CHECK_EQ(c, p->get_error(shelf, 1, &value, &error), SEAM_E_FAILED)) {
		CHECK_EQ(c, p->live() - live, 3u); /* the shelf, the error and its cause */
		p->error_free(error);
	}
	CHECK_EQ(c, p->shelf_new(0, 1, "live", &shelf), SEAM_E_RANGE);
	CHECK_EQ(c, p->live() - live, 1u);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
	CHECK_EQ(c, p->live(), live);
}

SEAM_CASES(errors, live) = { { "counted", SEAM_MUST, counted, "shelves and errors are counted while they live", 0 },
	                     SEAM_END };
