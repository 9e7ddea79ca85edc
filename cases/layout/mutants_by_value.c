/* mutants_by_value.c - structs by pointer and by value whose members change places. */
#include "layout/planted.h"

#define SWAPS(T, x, y)                                                                       \
	static struct seam_##T swapped_##T(struct seam_##T in)                               \
	{                                                                                    \
		struct seam_##T out = in;                                                    \
                                                                                             \
		out.x = in.y;                                                                \
		out.y = in.x;                                                                \
		return out;                                                                  \
	}                                                                                    \
	static int copy_swaps_##T(const struct seam_##T *in, struct seam_##T *out)           \
	{                                                                                    \
		*out = swapped_##T(*in);                                                     \
		return SEAM_OK;                                                              \
	}                                                                                    \
	static int take_swaps_##T(struct seam_##T in, struct seam_##T *out)                  \
	{                                                                                    \
		*out = swapped_##T(in);                                                      \
		return SEAM_OK;                                                              \
	}                                                                                    \
	static struct seam_##T give_swaps_##T(const struct seam_##T *in)                     \
	{                                                                                    \
		return swapped_##T(*in);                                                     \
	}

SWAPS(fixed12, a, c)
SWAPS(fixed24, a, c)
SWAPS(vec2, x, y)

/* The upper half of a register is lost. */
static int take_cut(struct seam_fixed24 in, struct seam_fixed24 *out)
{
	in.b = (uint32_t)in.b;
	return O->take_fixed24(in, out);
}

static int copy_writes_its_input(const struct seam_fixed12 *in, struct seam_fixed12 *out)
{
	put((void *)(uintptr_t)in, 0, in->a);
	return O->copy_fixed12(in, out);
}

#define SWAP_ROWS(T, seen)                                                                                  \
	{ "copy_swaps_" #T, "layout.by_pointer_equals_by_value.copy_" #T, "plain", "fail", "(*out)." #seen, \
	  true, SEAM_OP(layout, copy_##T, copy_swaps_##T), 0 },                                             \
	{ "take_swaps_" #T, "layout.by_pointer_equals_by_value.take_" #T, "plain", "fail", "(*out)." #seen, \
	  true, SEAM_OP(layout, take_##T, take_swaps_##T), 0 },                                             \
	{ "give_swaps_" #T, "layout.by_pointer_equals_by_value.give_" #T, "plain", "fail", "(out)." #seen,  \
	  true, SEAM_OP(layout, give_##T, give_swaps_##T), 0 },

SEAM_MUTANTS(layout, by_value) = {
	SWAP_ROWS(fixed12, a)
	SWAP_ROWS(fixed24, a)
	SWAP_ROWS(vec2, x)
	SILENT("by_pointer_equals_by_value.take_fixed24", take_fixed24, take_cut, "(*out).b")
	LOUD("by_pointer_equals_by_value.copy_fixed12", copy_fixed12, copy_writes_its_input, "SEGV")
	SEAM_NO_MORE_MUTANTS
};
