/*
 * read: what C stores in a field the peer finds there, whatever neighbours and padding hold.
 * Rule: layout.read    Source: C11 6.2.6; ctypes' and cffi's field getters
 */
#include "layout/types.h"
#include <string.h>

/* Every field its sentinel, padding poison; field i last, since a union's members share their bytes. */
static const void *object_with(struct seam_case *c, const struct layout_type *type, size_t i, int round)
{
	LAYOUT_BUFFER(object);
	LAYOUT_BUFFER(leaf);

	memset(object, seam_poison(c), sizeof object);
	for (size_t k = 0; k <= type->n_fields; k++) {
		size_t which = k < type->n_fields ? k : i;
		const struct layout_field *field = &type->fields[which];

		if (!field->is_leaf)
			continue;
		layout_sentinel(type, which, round, leaf);
		memcpy(object + field->offset, leaf, field->size);
	}
	return seam_in(c, object, type->object_size);
}

static bool one_field(struct seam_case *c, const struct layout_type *type, size_t i, int round)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const struct layout_field *field = &type->fields[i];
	const void *object = object_with(c, type, i, round);
	unsigned char *leaf = seam_out(c, field->size);
	LAYOUT_BUFFER(expected);
	int rc = ops->read(seam_in_string(c, type->name), seam_in_string(c, field->name), object, leaf);

	if (rc == SEAM_E_UNSUPPORTED)
		return false;
	layout_sentinel(type, i, round, expected);
	if (rc != SEAM_OK) {
		FAIL(c, "%s.%s: read returns %d, expected 0", type->name, field->name, rc);
	} else if (!layout_same(field, leaf, expected)) {
		size_t at = layout_first_difference(leaf, expected, field->size, 0, 0);

		FAIL(c, "%s.%s: byte %zu of the value read is %02x, expected %02x", type->name, field->name, at,
		     leaf[at], expected[at]);
	}
	return true;
}

static void read_fields(struct seam_case *c, const struct layout_type *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const char *gap = NULL;
	NEED(c, ops->read);

	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < type->n_fields; i++)
			if (type->fields[i].is_leaf && !one_field(c, type, i, round))
				gap = type->fields[i].name;
	if (gap)
		seam_skip(c, "the peer cannot express %s.%s", type->name, gap);
}

#define RUN(name) static void run_##name(struct seam_case *c) { read_fields(c, layout_type_##name()); }
LAYOUT_FIELD_TYPES(RUN)

#define ROW(name) { #name, SEAM_MUST, run_##name, "a field of " #name " that C writes is read by the peer", 0 },
SEAM_CASES(layout, read) = { LAYOUT_FIELD_TYPES(ROW) SEAM_END };
