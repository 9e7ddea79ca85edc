/*
 * out_whole: on success the whole of a struct is written, each field with what belongs there.
 * Rule: errors.out_whole    Source: git_error's two fields; GetLastError-style structs filled in part by bindings
 */
#include "errors/stage.h"

static void info(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf_info *out = seam_out(c, sizeof *out);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	NEED(c, p->shelf_info);
	CHECK_EQ(c, p->shelf_info(shelf, out), SEAM_OK);
	CHECK_STR(c, out->label, "stage");
	CHECK_EQ(c, out->count, STAGE_ITEMS);
	CHECK_EQ(c, out->limit, STAGE_ITEMS + 3);
	CHECK_EQ(c, out->mode, SEAM_SHELF_ONCE);
	errors_end(c, shelf);
}

static void view(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	int32_t domain = (int32_t)seam_tag(c, 1), code = (int32_t)seam_tag(c, 2);

	if (!errors_has_last(c))
		return;
	for (int empty = 0; empty < 2; empty++) {
		struct seam_errors_view *out = seam_out(c, sizeof *out);

		CHECK_EQ(c, p->fail(domain, code, empty ? NULL : "four", empty ? 0 : 4), code);
		CHECK_EQ(c, p->last_error(out), SEAM_OK);
		errors_view_is(c, out, domain, code, empty ? "" : "four", empty ? 0 : 4);
	}
	p->last_error_clear();
}

static void view_of_object(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	int32_t domain = (int32_t)seam_tag(c, 3), code = (int32_t)seam_tag(c, 4);
	struct seam_errors_error *error = NULL;
	struct seam_errors_view *out = seam_out(c, sizeof *out);

	NEED(c, p->error_new);
	NEED(c, p->error_view);
	REQUIRE(CHECK_EQ(c, p->error_new(domain, code, "seven!!", 7, NULL, &error), SEAM_OK));
	CHECK_EQ(c, p->error_view(error, out), SEAM_OK);
	errors_view_is(c, out, domain, code, "seven!!", 7);
	p->error_free(error);
}

SEAM_CASES(errors, out_whole) = { { "info", SEAM_MUST, info, "what is told of a shelf is told whole", 0 },
	                          { "view", SEAM_MUST, view, "what is told of the last error is told whole", 0 },
	                          { "view_of_object", SEAM_MUST, view_of_object,
	                            "what is told of an error object is told whole", 0 },
	                          SEAM_END };
