/*
 * sign_kind: every field is an integer, a float, a pointer … as in C, and an integer's sign is C's: char, wchar_t and
 * enums have another one elsewhere.
 * Rules: layout.sign layout.kind    Source: C11 6.2.5; psABI; c_char on ARM
 */
#include "layout/types.h"

static bool same_kind(struct seam_case *c, const struct layout_type *type, const struct layout_field *field)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	struct seam_view *view = seam_out(c, sizeof *view);
	int rc = ops->describe(seam_in_string(c, type->name), seam_in_string(c, field->name), view);

	if (rc == SEAM_E_UNSUPPORTED)
		return false;
	if (rc != SEAM_OK)
		FAIL(c, "%s.%s: describe returns %d, expected 0", type->name, field->name, rc);
	else if (view->kind != (uint32_t)field->kind)
		FAIL(c, "%s.%s: kind is %u, expected %u (enum seam_kind)", type->name, field->name,
		     (unsigned)view->kind, (unsigned)field->kind);
	else if (field->kind == SEAM_KIND_INTEGER && view->is_signed != (uint32_t)field->is_signed)
		FAIL(c, "%s.%s: is_signed is %u, expected %u", type->name, field->name, (unsigned)view->is_signed,
		     (unsigned)field->is_signed);
	return true;
}

static void sign_kind(struct seam_case *c, const struct layout_type *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const char *gap = NULL;
	NEED(c, ops->describe);

	for (size_t i = 0; i < type->n_fields; i++)
		if (!same_kind(c, type, &type->fields[i]))
			gap = type->fields[i].name;
	if (gap)
		seam_skip(c, "the peer cannot express %s.%s", type->name, gap);
}

#define RUN(name) static void run_##name(struct seam_case *c) { sign_kind(c, layout_type_##name()); }
LAYOUT_FIELD_TYPES(RUN)

#define ROW(name) { #name, SEAM_MUST, run_##name, "each field of the peer's " #name " has C's kind and sign", 0 },
SEAM_CASES(layout, sign_kind) = { LAYOUT_FIELD_TYPES(ROW) SEAM_END };
