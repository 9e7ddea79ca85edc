/*
 * The oracle of bit-fields: C's own access to each, since a bit-field has no address.
 */
#include "layout/types.h"
#include <string.h>

/* The values fit, and a bit-field has no type that they could be cast to. */
#pragma GCC diagnostic ignored "-Wconversion"

#define SET(path, width, is_signed)        \
	if (strcmp(field, #path) == 0)     \
		object->path = value;
#define GET(path, width, is_signed)        \
	if (strcmp(field, #path) == 0)     \
		return (int64_t)object->path;
#define ROW(path, width, is_signed) { #path, width, is_signed },

#define ACCESS(type)                                                                     \
	static void set_##type(void *p, const char *field, int64_t value)                \
	{                                                                                \
		struct seam_##type *object = p;                                          \
                                                                                         \
		SEAM_FIELDS_##type(SET)                                                  \
	}                                                                                \
                                                                                         \
	static int64_t get_##type(const void *p, const char *field)                      \
	{                                                                                \
		const struct seam_##type *object = p;                                    \
                                                                                         \
		SEAM_FIELDS_##type(GET)                                                  \
		return 0;                                                                \
	}                                                                                \
                                                                                         \
	const struct layout_bits *layout_bits_##type(void)                               \
	{                                                                                \
		static const struct layout_bit bits[] = { SEAM_FIELDS_##type(ROW) };     \
		static const struct layout_bits view = {                                 \
			#type, sizeof(struct seam_##type), bits, sizeof bits / sizeof bits[0], set_##type, get_##type \
		};                                                                       \
                                                                                         \
		return &view;                                                            \
	}
SEAM_LAYOUT_BITS(ACCESS)
