/*
 * The sentinels: for each field of a type a value of its own, all bytes set where the type allows, so that one in a
 * neighbour's place, cut short or stretched shows.
 */
#include "layout/types.h"
#include <float.h>
#include <string.h>

static unsigned char places[256]; /* what pointers point to */

static int one(int n) { return n + 1; }
static int two(int n) { return n + 2; }

/* Bytes that hold the value of a float of this size: the x87 format leaves 2 or 6 of its bytes unused. */
static size_t value_bytes(size_t size)
{
	return size > sizeof(double) && LDBL_MANT_DIG == 64 ? 10 : size;
}

static void floating(size_t size, int n, void *leaf)
{
	float f = -1.0f / 3 - (float)n;
	double d = -1.0 / 3 - n;
	long double l = -1.0L / 3 - n;
	const void *from = size == sizeof f ? (const void *)&f : size == sizeof d ? (const void *)&d : (const void *)&l;

	memcpy(leaf, from, size);
}

static void integer(const struct layout_type *type, const struct layout_field *field, int n, void *leaf)
{
	static const enum seam_grade grades[] = { SEAM_GRADE_BELOW, SEAM_GRADE_FAR };
	static const enum seam_flag flags[] = { SEAM_FLAG_HIGH, SEAM_FLAG_LOW };
	bool is_enum = strcmp(type->name, "enums") == 0;

	if (is_enum && strcmp(field->name, "grade") == 0) {
		memcpy(leaf, &grades[n & 1], sizeof grades[0]);
	} else if (is_enum && strcmp(field->name, "flag") == 0) {
		memcpy(leaf, &flags[n & 1], sizeof flags[0]);
	} else if (strcmp(type->name, "wchar") == 0) {
		wchar_t character = (wchar_t)(sizeof(wchar_t) < 4 ? 0x2603 + n : 0x1f600 + n); /* of Unicode */

		memcpy(leaf, &character, sizeof character);
	} else {
		for (size_t i = 0; i < field->size; i++)
			((unsigned char *)leaf)[i] = (unsigned char)(0x81 + 7 * n + 17 * (int)i);
	}
}

void layout_sentinel(const struct layout_type *type, size_t i, int round, void *leaf)
{
	const struct layout_field *field = &type->fields[i];
	int n = (int)i * 2 + round;
	bool truth = round != 0;
	const void *place = &places[n];
	int (*function)(int) = round ? one : two;

	memset(leaf, 0, field->size);
	switch (field->kind) {
	case SEAM_KIND_BOOL:
		memcpy(leaf, &truth, sizeof truth);
		break;
	case SEAM_KIND_FLOAT:
		floating(field->size, n, leaf);
		break;
	case SEAM_KIND_COMPLEX:
		floating(field->size / 2, n, leaf);
		floating(field->size / 2, n + 1, (unsigned char *)leaf + field->size / 2);
		break;
	case SEAM_KIND_POINTER:
		if (strcmp(type->name, "function") == 0)
			memcpy(leaf, &function, sizeof function);
		else
			memcpy(leaf, &place, sizeof place);
		break;
	default:
		integer(type, field, n, leaf);
	}
}

bool layout_same(const struct layout_field *field, const void *a, const void *b)
{
	size_t size = field->kind == SEAM_KIND_COMPLEX ? field->size / 2 : field->size;
	size_t used = field->kind == SEAM_KIND_INTEGER ? size : value_bytes(size);

	for (size_t at = 0; at < field->size; at += size)
		if (memcmp((const char *)a + at, (const char *)b + at, used) != 0)
			return false;
	return true;
}
