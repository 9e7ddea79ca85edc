/*
 * layout/types.h - the oracle: every type and field of the contract as the host's C compiler lays it out.
 */
#ifndef SEAM_LAYOUT_TYPES_H
#define SEAM_LAYOUT_TYPES_H

#include "layout/layout.h"
#include <seam/case.h>

struct layout_field {
	const char *name;
	size_t offset, size, count;
	enum seam_kind kind;
	bool is_signed;
	bool is_leaf;
};

struct layout_type {
	const char *name;
	size_t size, align;
	size_t object_size; /* of the host's objects: a flexible array's elements included */
	const struct layout_field *fields;
	size_t n_fields;
};

struct layout_bit {
	const char *name;
	int width;
	bool is_signed;
};

struct layout_bits {
	const char *name;
	size_t size;
	const struct layout_bit *bits;
	size_t n_bits;
	void (*set)(void *object, const char *bit, int64_t value);
	int64_t (*get)(const void *object, const char *bit);
};

/* No object or leaf of the contract is larger, or more strictly aligned. */
#define LAYOUT_MAX 128
#define LAYOUT_BUFFER(name) _Alignas(64) unsigned char name[LAYOUT_MAX]

/* A guarded, read-only copy of a struct. */
#define LAYOUT_IN(c, object) ((const void *)seam_in((c), &(object), sizeof(object)))

#define LAYOUT_FIELD_TYPES(T) SEAM_LAYOUT_SCALARS(T) SEAM_LAYOUT_STRUCTS(T)
#define LAYOUT_ALL_TYPES(T) LAYOUT_FIELD_TYPES(T) SEAM_LAYOUT_BITS(T) SEAM_LAYOUT_BARE(T)

#define LAYOUT_DECLARE(name) const struct layout_type *layout_type_##name(void);
LAYOUT_ALL_TYPES(LAYOUT_DECLARE)
#undef LAYOUT_DECLARE
#define LAYOUT_DECLARE(name) const struct layout_bits *layout_bits_##name(void);
SEAM_LAYOUT_BITS(LAYOUT_DECLARE)
#undef LAYOUT_DECLARE

/* The sentinel of the i-th field, other in each of the rounds 0 and 1; a value that the field's type may have. */
void layout_sentinel(const struct layout_type *type, size_t i, int round, void *leaf);

/* Whether two values of a leaf are one: bytes, but those of a long double that hold no value. */
bool layout_same(const struct layout_field *field, const void *a, const void *b);

/* The first byte below `size` that differs, [skip, skip + skipped) left out; `size` if none does. */
size_t layout_first_difference(const void *a, const void *b, size_t size, size_t skip, size_t skipped);

#endif
