/*
 * size_align: a type's size and alignment are C's, tail padding, packing and over-alignment included.
 * Rules: layout.size layout.align    Source: psABI, aggregates; C11 6.7.2.1, 6.2.8; rust-bindgen's layout tests
 */
#include "layout/types.h"

static void size_align(struct seam_case *c, const struct layout_type *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->describe);
	struct seam_view *view = seam_out(c, sizeof *view);
	int rc = ops->describe(seam_in_string(c, type->name), NULL, view);

	if (rc == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer cannot express %s", type->name);
		return;
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	CHECK_EQ(c, view->size, type->size);
	CHECK_EQ(c, view->align, type->align);
	CHECK_EQ(c, view->offset, 0);
	CHECK_EQ(c, view->count, 1);
	CHECK_EQ(c, view->kind, SEAM_KIND_STRUCT);
}

#define RUN(name) static void run_##name(struct seam_case *c) { size_align(c, layout_type_##name()); }
LAYOUT_ALL_TYPES(RUN)

#define ROW(name) { #name, SEAM_MUST, run_##name, "the peer's " #name " has C's size and alignment", 0 },
SEAM_CASES(layout, size_align) = { LAYOUT_ALL_TYPES(ROW) SEAM_END };
