/*
 * The oracle's tables: what sizeof, offsetof and _Alignof say here, and C's own access to bit-fields.
 */
#include "layout/types.h"
#include <string.h>

/* A list of fields does not name its type: each type's function calls it `self`. */
#define MEMBER(path) (((self *)0)->path)

#define SIGNED_INTEGER(T) ((T)-1 < (T)1)
#define SIGNED_BOOL(T)    false
#define SIGNED_FLOAT(T)   false
#define SIGNED_COMPLEX(T) false
#define SIGNED_POINTER(T) false

#define LEAF(path, KIND)                                                                                  \
	{ #path, offsetof(self, path), sizeof MEMBER(path), 1, SEAM_KIND_##KIND,                          \
	  SIGNED_##KIND(__typeof__(MEMBER(path))), true },
#define PART(path, KIND, n) { #path, offsetof(self, path), sizeof MEMBER(path), n, SEAM_KIND_##KIND, false, false },
#define FLEXIBLE(path)      { #path, offsetof(self, path), 0, 0, SEAM_KIND_ARRAY, false, false },

#define OBJECT_SIZE(name) (sizeof(self) + (strcmp(name, "flexible") ? 0 : sizeof(uint32_t[SEAM_FLEXIBLE_ITEMS])))

#define WITH_FIELDS(type)                                                                                 \
	const struct layout_type *layout_type_##type(void)                                                \
	{                                                                                                 \
		typedef struct seam_##type self;                                                          \
		static const struct layout_field fields[] = { SEAM_FIELDS_##type(LEAF, PART, FLEXIBLE) }; \
		static struct layout_type view;                                                           \
                                                                                                          \
		view = (struct layout_type){ #type, sizeof(self), _Alignof(self), OBJECT_SIZE(#type),     \
			                     fields, sizeof fields / sizeof fields[0] };                  \
		return &view;                                                                             \
	}
LAYOUT_FIELD_TYPES(WITH_FIELDS)

#define WITHOUT_FIELDS(type)                                                                          \
	const struct layout_type *layout_type_##type(void)                                            \
	{                                                                                             \
		typedef struct seam_##type self;                                                      \
		static const struct layout_type view = {                                              \
			#type, sizeof(self), _Alignof(self), sizeof(self), NULL, 0                    \
		};                                                                                    \
		return &view;                                                                         \
	}
SEAM_LAYOUT_BITS(WITHOUT_FIELDS)
SEAM_LAYOUT_BARE(WITHOUT_FIELDS)

size_t layout_first_difference(const void *a, const void *b, size_t size, size_t skip, size_t skipped)
{
	const unsigned char *x = a, *y = b;

	for (size_t i = 0; i < size; i++)
		if (x[i] != y[i] && (i < skip || i >= skip + skipped))
			return i;
	return size;
}
