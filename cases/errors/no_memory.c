/*
 * no_memory: where memory is out, an op says so, has changed nothing, and works when there is some again.
 * Rule: errors.no_memory    Source: sqlite's malloc tests; libgit2's allocator tests; git_buf's oom flag
 */
#include "errors/stage.h"

#include <string.h>

static void making_a_shelf(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;
	struct seam_errors_shelf_info info = { 0 };
	int rc = SEAM_E_MEMORY;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_info);
	for (size_t k = 1; k < 10 && rc == SEAM_E_MEMORY; k++) {
		seam_fail_request(c, k);
		rc = p->shelf_new(SEAM_SHELF_ONCE, 4, "a label of some length, which is kept", &shelf);
		seam_fail_request(c, 0);
		if (rc == SEAM_E_MEMORY) {
			CHECK(c, shelf == NULL);
			CHECK_EQ(c, seam_live(c).blocks, 0u);
		}
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
	CHECK_STR(c, info.label, "a label of some length, which is kept");
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
}

static void putting(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;
	struct seam_errors_shelf_info info = { 0 };
	int64_t value = 0;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_put);
	NEED(c, p->shelf_info);
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 300, "putting", &shelf), SEAM_OK));
	for (int32_t key = 0; key < 300; key++) {
		int rc;

		seam_fail_request(c, 1);
		rc = p->shelf_put(shelf, key, SEAM_ITEM_PLAIN, key * 3);
		seam_fail_request(c, 0);
		CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
		if (rc != SEAM_OK) {
			REQUIRE(CHECK_EQ(c, rc, SEAM_E_MEMORY));
			CHECK_EQ(c, info.count, key);
			REQUIRE(CHECK_EQ(c, p->shelf_put(shelf, key, SEAM_ITEM_PLAIN, key * 3), SEAM_OK));
		}
	}
	for (int32_t key = 0; p->get_errno && key < 300; key++)
		if (p->get_errno(shelf, key, &value) != 0 || value != key * 3)
			FAIL(c, "the item %d is lost or changed", (int)key);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
}

static void making_an_error(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *cause = NULL, *error = NULL;
	struct seam_errors_view view = { 0 };
	int rc = SEAM_E_MEMORY;

	NEED(c, p->error_new);
	NEED(c, p->error_view);
	NEED(c, p->error_free);
	REQUIRE(CHECK_EQ(c, p->error_new(2, -2, "the cause", 9, NULL, &cause), SEAM_OK));
	for (size_t k = 1; k < 10 && rc == SEAM_E_MEMORY; k++) {
		size_t blocks = seam_live(c).blocks;

		seam_fail_request(c, k);
		rc = p->error_new(1, -1, "the error", 9, cause, &error);
		seam_fail_request(c, 0);
		if (rc == SEAM_E_MEMORY) {
			CHECK(c, error == NULL);
			REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks)); /* and the cause is still the caller's */
			CHECK_EQ(c, p->error_view(cause, &view), SEAM_OK);
			errors_view_is(c, &view, 2, -2, "the cause", 9);
		}
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	p->error_free(error);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, no_memory) = {
	{ "making_a_shelf", SEAM_MUST, making_a_shelf, "without memory there is no shelf, nor half of one", 0 },
	{ "putting", SEAM_MUST, putting, "without memory nothing is put, and the next time it is", 0 },
	{ "making_an_error", SEAM_MUST, making_an_error,
	  "without memory there is no error, and its cause is still the caller's", 0 },
	SEAM_END
};
