/* calls/random.h - signatures by chance, for rules and for sweeps of any length. */
#ifndef SEAM_CALLS_RANDOM_H
#define SEAM_CALLS_RANDOM_H

#include <calls/list.h>

enum calls_random_kind {
	CALLS_RANDOM_SCALARS, /* up to 60 scalars                                                                 */
	CALLS_RANDOM_STRUCTS, /* up to 9 structs of up to 6 scalars                                               */
	CALLS_RANDOM_MIXED,   /* scalars until registers are few, then structs and scalars                        */
	CALLS_RANDOM_NESTED,  /* structs in structs, three deep, and arrays, among scalars                        */
	CALLS_RANDOM_ODD,     /* with unions, bit-fields, packed and aligned structs, long double and complex too */
	CALLS_RANDOM_KINDS
};

/*
 * Adds one signature to the list: the next of the sequence that *state, any number at first, stands for.  Nothing is added
 * when the list has it already or the platform does not have a type of it.
 */
void calls_random(struct calls_list *list, uint64_t *state, unsigned kind);

#endif
