/*
 * no_memory_kept: a batch for which memory runs out, at whichever request, has put nothing.
 * Rule: errors.no_memory_kept    Source: as no_memory; all_or_none
 */
#include "errors/stage.h"

static void batch(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_item items[60];
	struct seam_errors_shelf *shelf = NULL;
	struct seam_errors_shelf_info info = { 0 };
	struct seam_errors_view view = { 0 };
	size_t *bad = seam_out(c, sizeof *bad);
	int64_t value = 0;
	int rc = SEAM_E_MEMORY;

	if (!errors_has_last(c) || !p->shelf_new || !p->shelf_put_all || !p->shelf_info || !p->get_errno)
		return;
	for (int32_t i = 0; i < 60; i++)
		items[i] = (struct seam_errors_item){ i + 1000, i, SEAM_ITEM_PLAIN };
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_OVER, 300, "batch", &shelf), SEAM_OK));
	CHECK_EQ(c, p->shelf_put(shelf, 5, SEAM_ITEM_PLAIN, 55), SEAM_OK);
	for (size_t k = 1; k < 200 && rc == SEAM_E_MEMORY; k++) {
		seam_fail_request(c, k);
		rc = p->shelf_put_all(shelf, items, 60, bad);
		seam_fail_request(c, 0);
		if (rc != SEAM_E_MEMORY)
			break;
		CHECK_EQ(c, p->last_error(&view), SEAM_OK);
		CHECK_EQ(c, view.code, SEAM_E_MEMORY);
		CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
		CHECK_EQ(c, info.count, 1u);
		CHECK_EQ(c, p->get_errno(shelf, 5, &value), 0);
		REQUIRE(CHECK_EQ(c, value, 55));
	}
	CHECK_EQ(c, rc, SEAM_OK);
	CHECK_EQ(c, seam_untouched(c, bad, sizeof *bad), sizeof *bad);
	CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
	CHECK_EQ(c, info.count, 60u);
	CHECK_EQ(c, p->get_errno(shelf, 5, &value), 0);
	CHECK_EQ(c, value, 1005);
	errors_end(c, shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors,
           no_memory_kept) = { { "batch", SEAM_MUST, batch, "a batch that memory runs out for has put nothing", 0 },
	                       SEAM_END };
