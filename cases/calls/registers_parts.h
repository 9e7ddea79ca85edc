/* calls/registers_parts.h - what registers.c and the rules of each ABI share.  The rules are compiled everywhere: they only compute. */
#ifndef SEAM_CALLS_REGISTERS_PARTS_H
#define SEAM_CALLS_REGISTERS_PARTS_H

#include <calls/registers.h>

/* A signature's values, as they are placed one by one. */
struct places {
	struct seam_thunk_use *use;
	struct seam_narrow *narrow; /* CALLS_MOST_NARROW                                 */
	unsigned ints, floats;      /* the next registers' numbers                       */
	uint32_t stack;             /* the next stack argument's offset                  */
	bool stack_unsure;          /* an argument was aligned to more than the stack is */
};

/* The ABIs.  False where it is not known; *places is then of no use. */
bool calls_registers_x86_64(const struct seam_signature *signature, struct places *places);
bool calls_registers_aarch64(const struct seam_signature *signature, struct places *places);

/* Of a scalar that is an integer or a pointer, or a float; after C's promotions, if it is variadic. */
unsigned calls_scalar_bits(const struct seam_type *type, bool variadic);
bool calls_scalar_is_signed(const struct seam_type *type);
bool calls_in_integers(const struct seam_type *type); /* a scalar that goes to one integer register */
/* What the ABIs align a value to that is no struct. */
uint32_t calls_natural_align(const struct seam_type *type);
/* Whether sizes are known, and no part is what nobody here knows how to pass. */
bool calls_all_known(const struct seam_type *type);

void calls_place_int(struct places *places, unsigned bits, bool is_signed, bool part);
void calls_place_float(struct places *places, unsigned bits);
/* On the stack: `bits` is how many of the last eight bytes' bits count, 0 for all. */
void calls_place_on_stack(struct places *places, uint32_t size, uint32_t align, unsigned bits);

#endif
