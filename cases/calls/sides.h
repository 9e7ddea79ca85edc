/* calls/sides.h - the C side: libraries of the list's functions, by the reference compilers, and what they say of layouts. */
#ifndef SEAM_CALLS_SIDES_H
#define SEAM_CALLS_SIDES_H

#include "compiled.h"

#include <seam/case.h>

enum { MOST_SIDES = 4 };

struct sides {
	const struct seam_compiled *side[MOST_SIDES];
	unsigned count;
};

/* The sides, loaded once; NULL after the case was failed. */
const struct sides *sides_open(struct seam_case *c);

/* Gives the signature's types the size, alignment and offsets that the first side has.  False when the sides differ. */
bool sides_lay_out(const struct sides *sides, const struct seam_signature *signature);

/* A number below side[0]->n_types for a struct or union of the list; UINT32_MAX for other types. */
uint32_t sides_type_number(const struct seam_type *type);

/* Reads and writes the bit-fields of a struct or union. */
typedef void (*bits_fn)(void *object, uint32_t member, int64_t *value, int set);
bits_fn sides_bits(const struct seam_type *type);

#endif
