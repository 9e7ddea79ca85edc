/* calls/leaves.h - the scalars that a signature's values are made of: where each lies, what it is filled with, how two compare. */
#ifndef SEAM_CALLS_LEAVES_H
#define SEAM_CALLS_LEAVES_H

#include "sides.h"

/* One scalar of an argument or of the result. */
struct leaf {
	enum seam_kind kind;
	uint32_t offset, size; /* of a bit-field: of the struct that it is in */
	int bits;              /* of a bit-field; 0: not one                  */
	uint32_t member;
	void (*access)(void *object, uint32_t member, int64_t *value, int set);
	const struct seam_type *in; /* the struct or union it is directly in, or NULL */
};

/* A type's leaves, in order; of a union those of its first member that covers most. */
struct leaves {
	struct leaf *leaf;
	size_t count, capacity;
};

/* Adds the leaves of `type`; false when memory is out. */
bool leaves_of(struct leaves *leaves, const struct seam_type *type, uint32_t offset);

/* The rounds: each fills every leaf with another kind of value. */
enum round {
	ROUND_HIGH,      /* distinct bytes, the top bit set: negative where there is a sign       */
	ROUND_LOW,       /* their complement                                                      */
	ROUND_LEAST,     /* the least value, 2^63 + 2^62; -0, denormal; NULL                      */
	ROUND_MOST,      /* the greatest value; infinity, the greatest finite one                 */
	ROUND_NAN,       /* quiet NaNs with a payload                                             */
	ROUNDS,
	ROUND_SIGNALLING, /* signalling NaNs with a payload                                       */
	ROUND_ONE_NAN     /* the quiet NaN without sign and payload                               */
};

/* Writes leaf number `n` of a call into its object. */
void leaf_fill(const struct leaf *leaf, void *object, unsigned n, enum round round);
/* Whether what pointers point at is as it was, which nobody may write to; it is then so again. */
bool leaf_pointed_untouched(void);
/* Whether both objects hold the same bits there. */
bool leaf_equal(const struct leaf *leaf, const void *a, const void *b);
/* Its value in words, for a message. */
void leaf_text(const struct leaf *leaf, const void *object, char *text, size_t size);
/* A bare integer's value as C converts it to 64 bits. */
int64_t leaf_wide(const struct leaf *leaf, const void *object);

#endif
