/* mutants_layout.c - the op `layout`: sizes, alignments and offsets that are not C's. */
#include "planted.h"

/* Calls the reference and, when that has an answer, changes it. */
#define LAYOUT_OP(name)                                                                                                \
	static void name(const struct seam_type *type, struct seam_layout_of *out);                                    \
	static int name##_op(const struct seam_type *type, struct seam_layout_of *out)                                 \
	{                                                                                                              \
		int rc = O->layout(type, out);                                                                         \
		if (rc == 0)                                                                                           \
			name(type, out);                                                                               \
		return rc;                                                                                             \
	}                                                                                                              \
	static void name(const struct seam_type *type, struct seam_layout_of *out)

static bool last_plain(const struct seam_type *type, uint32_t *m)
{
	for (*m = type->count; (*m)-- > 0;)
		if (!type->members[*m].is_bit_field)
			return true;
	return false;
}

static uint32_t end_of_last(const struct seam_type *type, const struct seam_layout_of *out)
{
	uint32_t m;

	return last_plain(type, &m) ? out->offset[m] + type->members[m].type->size : 0;
}

/* No padding behind the last member. */
LAYOUT_OP(tail_not_padded)
{
	uint32_t end = end_of_last(type, out);

	if (type->kind == SEAM_STRUCT && end)
		out->size = end;
}

/* Members one behind the other. */
LAYOUT_OP(members_not_padded)
{
	uint32_t at = 0;

	for (uint32_t m = 0; type->kind == SEAM_STRUCT && m < type->count; m++) {
		if (type->members[m].is_bit_field)
			return;
		out->offset[m] = at;
		at += type->members[m].type->size;
	}
}

LAYOUT_OP(at_most_four)
{
	(void)type;
	if (out->align > 4)
		out->align = 4;
}

LAYOUT_OP(at_most_sixteen)
{
	(void)type;
	if (out->align > 16)
		out->align = 16;
}

LAYOUT_OP(at_least_eight)
{
	(void)type;
	if (out->align < 8)
		out->align = 8;
}

/* A union's members as a struct's. */
LAYOUT_OP(union_in_a_row)
{
	for (uint32_t m = 1; type->kind == SEAM_UNION && m < type->count; m++)
		if (!type->members[m].is_bit_field)
			out->offset[m] = out->offset[m - 1] + type->members[m - 1].type->size;
}

LAYOUT_OP(empty_takes_a_byte)
{
	(void)type;
	if (out->size == 0)
		out->size = 1;
}

LAYOUT_OP(packed_is_aligned)
{
	if (type->packed)
		out->align = out->size >= 8 ? 8 : 4;
}

/* A unit of bit-fields as long as its declared type, or not at all. */
LAYOUT_OP(units_left_out)
{
	uint32_t end = end_of_last(type, out);

	for (uint32_t m = 0; m < type->count; m++)
		if (type->members[m].is_bit_field) {
			out->size = end ? end : 1;
			return;
		}
}

LAYOUT_OP(arrays_of_one)
{
	for (uint32_t m = 0; m + 1 < type->count; m++)
		if (type->members[m].type->kind == SEAM_ARRAY)
			out->offset[m + 1] = out->offset[m] + type->members[m].type->element->size;
	if (type->count && type->members[type->count - 1].type->kind == SEAM_ARRAY)
		out->size -= type->members[type->count - 1].type->size - type->members[type->count - 1].type->element->size;
}

LAYOUT_OP(rounded_to_eight)
{
	(void)type;
	out->size = (out->size + 7) / 8 * 8;
}

/* An inner struct begins at a multiple of 8. */
LAYOUT_OP(inner_at_eight)
{
	for (uint32_t m = 0; m < type->count; m++)
		if (!type->members[m].is_bit_field && type->members[m].type->kind == SEAM_STRUCT)
			out->offset[m] = (out->offset[m] + 7) / 8 * 8;
}

LAYOUT_OP(last_one_off)
{
	uint32_t m;

	if (last_plain(type, &m))
		out->offset[m]++;
}

static int gives_up(const struct seam_type *type, struct seam_layout_of *out)
{
	return type->count > 3 ? SEAM_E_MEMORY : O->layout(type, out);
}

SEAM_MUTANTS(calls, layout) = {
	LAYOUT("layout_members_not_padded", members_not_padded_op, "layout.fields", "is at offset"),
	LAYOUT("layout_tail_not_padded", tail_not_padded_op, "layout.fields", "its size is"),
	LAYOUT("layout_rounded_to_eight", rounded_to_eight_op, "layout.sizes", "its size is"),
	LAYOUT("layout_inner_at_eight", inner_at_eight_op, "layout.nested", "is at offset"),
	LAYOUT("layout_arrays_of_one", arrays_of_one_op, "layout.arrays", "its size is"),
	LAYOUT("layout_at_least_eight", at_least_eight_op, "layout.homogeneous", "its alignment is"),
	LAYOUT("layout_union_in_a_row", union_in_a_row_op, "layout.unions", "is at offset"),
	LAYOUT("layout_packed_is_aligned", packed_is_aligned_op, "layout.packed", "its alignment is"),
	LAYOUT("layout_at_most_sixteen", at_most_sixteen_op, "layout.aligned", "its alignment is"),
	LAYOUT("layout_units_left_out", units_left_out_op, "layout.bit_fields", "its size is"),
	LAYOUT("layout_packed_units_aligned", packed_is_aligned_op, "layout.packed_bit_fields", "its alignment is"),
	LAYOUT("layout_unnamed_at_least_eight", at_least_eight_op, "layout.unnamed_bit_fields", "its alignment is"),
	LAYOUT("layout_empty_takes_a_byte", empty_takes_a_byte_op, "layout.empty", "its size is"),
	LAYOUT("layout_at_most_four", at_most_four_op, "layout.shapes", "its alignment is"),
	LAYOUT("layout_last_one_off", last_one_off_op, "layout.random", "is at offset"),
	LAYOUT("layout_gives_up", gives_up, "layout.random", "the op layout returned"),
	SEAM_NO_MORE_MUTANTS
};
