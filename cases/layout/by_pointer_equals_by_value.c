/*
 * by_pointer_equals_by_value: a struct carries the same fields whether it goes by pointer, as an argument or as a
 * result: in one register, in two, in floating-point ones, or in memory.
 * Rule: layout.by_pointer_equals_by_value    Source: psABI, parameter passing; libffi's struct tests
 */
#include "layout/types.h"
#include <string.h>

#define SAME_FIXED(c, seen, expected)              \
	do {                                       \
		CHECK_EQ(c, (seen).a, (expected).a); \
		CHECK_EQ(c, (seen).b, (expected).b); \
		CHECK_EQ(c, (seen).c, (expected).c); \
	} while (0)
#define SAME_fixed12 SAME_FIXED
#define SAME_fixed24 SAME_FIXED
#define SAME_vec2(c, seen, expected)                 \
	do {                                         \
		CHECK_EQ(c, (seen).x, (expected).x); \
		CHECK_EQ(c, (seen).y, (expected).y); \
	} while (0)

/* The type's sentinels, with poison for padding. */
static void value_of(struct seam_case *c, const struct layout_type *type, void *object)
{
	LAYOUT_BUFFER(leaf);

	memset(object, seam_poison(c), type->size);
	for (size_t i = 0; i < type->n_fields; i++) {
		layout_sentinel(type, i, 0, leaf);
		memcpy((char *)object + type->fields[i].offset, leaf, type->fields[i].size);
	}
}

#define WAYS(type)                                                                                              \
	static void copy_##type(struct seam_case *c)                                                            \
	{                                                                                                       \
		const struct seam_layout *ops = SEAM_OPS(c, layout);                                            \
		struct seam_##type in, *out = seam_out(c, sizeof *out);                                         \
		NEED(c, ops->copy_##type);                                                                      \
                                                                                                                \
		value_of(c, layout_type_##type(), &in);                                                         \
		CHECK_EQ(c, ops->copy_##type(LAYOUT_IN(c, in), out), SEAM_OK);          \
		SAME_##type(c, *out, in);                                                                       \
	}                                                                                                       \
                                                                                                                \
	static void take_##type(struct seam_case *c)                                                            \
	{                                                                                                       \
		const struct seam_layout *ops = SEAM_OPS(c, layout);                                            \
		struct seam_##type in, *out = seam_out(c, sizeof *out);                                         \
		NEED(c, ops->take_##type);                                                                      \
                                                                                                                \
		value_of(c, layout_type_##type(), &in);                                                         \
		CHECK_EQ(c, ops->take_##type(in, out), SEAM_OK);                                                \
		SAME_##type(c, *out, in);                                                                       \
	}                                                                                                       \
                                                                                                                \
	static void give_##type(struct seam_case *c)                                                            \
	{                                                                                                       \
		const struct seam_layout *ops = SEAM_OPS(c, layout);                                            \
		struct seam_##type in, out;                                                                     \
		NEED(c, ops->give_##type);                                                                      \
                                                                                                                \
		value_of(c, layout_type_##type(), &in);                                                         \
		out = ops->give_##type(LAYOUT_IN(c, in));                               \
		SAME_##type(c, out, in);                                                                        \
	}

WAYS(fixed12)
WAYS(fixed24)
WAYS(vec2)

#define ROWS(type)                                                                                          \
	{ "copy_" #type, SEAM_MUST, copy_##type, "by pointer, " #type " arrives whole", 0 },                \
	{ "take_" #type, SEAM_MUST, take_##type, "by value, " #type " arrives whole", 0 },                  \
	{ "give_" #type, SEAM_MUST, give_##type, "returned by value, " #type " arrives whole", 0 },

SEAM_CASES(layout, by_pointer_equals_by_value) = { ROWS(fixed12) ROWS(fixed24) ROWS(vec2) SEAM_END };
