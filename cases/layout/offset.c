/*
 * offset: every field, nested, in an array or a union, stands where C puts it, and is as large.
 * Rules: layout.offset layout.field_size    Source: C11 7.19 offsetof; psABI, aggregates
 */
#include "layout/types.h"

static bool same_place(struct seam_case *c, const struct layout_type *type, const struct layout_field *field)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	struct seam_view *view = seam_out(c, sizeof *view);
	int rc = ops->describe(seam_in_string(c, type->name), seam_in_string(c, field->name), view);

	if (rc == SEAM_E_UNSUPPORTED)
		return false;
	if (rc != SEAM_OK)
		FAIL(c, "%s.%s: describe returns %d, expected 0", type->name, field->name, rc);
	else if (view->offset != field->offset)
		FAIL(c, "%s.%s: offset is %llu, expected %zu", type->name, field->name,
		     (unsigned long long)view->offset, field->offset);
	else if (view->size != field->size)
		FAIL(c, "%s.%s: size is %llu, expected %zu", type->name, field->name,
		     (unsigned long long)view->size, field->size);
	else if (view->count != field->count)
		FAIL(c, "%s.%s: count of elements is %llu, expected %zu", type->name, field->name,
		     (unsigned long long)view->count, field->count);
	return true;
}

static void offset(struct seam_case *c, const struct layout_type *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const char *gap = NULL;
	NEED(c, ops->describe);

	for (size_t i = 0; i < type->n_fields; i++)
		if (!same_place(c, type, &type->fields[i]))
			gap = type->fields[i].name;
	if (gap)
		seam_skip(c, "the peer cannot express %s.%s", type->name, gap);
}

#define RUN(name) static void run_##name(struct seam_case *c) { offset(c, layout_type_##name()); }
LAYOUT_FIELD_TYPES(RUN)

#define ROW(name) { #name, SEAM_MUST, run_##name, "each field of the peer's " #name " has C's offset and size", 0 },
SEAM_CASES(layout, offset) = { LAYOUT_FIELD_TYPES(ROW) SEAM_END };
