/*
 * write: what the peer stores in a field C finds there, and nothing else has changed: no neighbour, no padding, nothing
 * behind the end.
 * Rules: layout.write layout.tail_padding    Source: C11 6.2.6; ctypes' and cffi's field setters
 */
#include "layout/types.h"
#include <string.h>

/* Writes one field into the object, which holds what earlier writes left and poison elsewhere. */
static bool one_field(struct seam_case *c, const struct layout_type *type, size_t i, int round, unsigned char *object)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const struct layout_field *field = &type->fields[i];
	LAYOUT_BUFFER(leaf);
	LAYOUT_BUFFER(before);
	size_t at;

	layout_sentinel(type, i, round, leaf);
	memcpy(before, object, type->object_size);
	const void *in = seam_in(c, leaf, field->size);
	int rc = ops->write(seam_in_string(c, type->name), seam_in_string(c, field->name), object, in);

	if (rc == SEAM_E_UNSUPPORTED)
		return false;
	if (rc != SEAM_OK) {
		FAIL(c, "%s.%s: write returns %d, expected 0", type->name, field->name, rc);
		return true;
	}
	if (!layout_same(field, object + field->offset, leaf)) {
		at = layout_first_difference(object + field->offset, leaf, field->size, 0, 0);
		FAIL(c, "%s.%s: byte %zu of the field is %02x after the write, expected %02x", type->name, field->name,
		     at, object[field->offset + at], leaf[at]);
	}
	at = layout_first_difference(object, before, type->object_size, field->offset, field->size);
	if (at < type->object_size)
		FAIL(c, "%s.%s: the write changed byte %zu of the object, outside the field (bytes %zu to %zu)",
		     type->name, field->name, at, field->offset, field->offset + field->size - 1);
	return true;
}

static void write_fields(struct seam_case *c, const struct layout_type *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const char *gap = NULL;
	NEED(c, ops->write);
	unsigned char *object = seam_out(c, type->object_size);

	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < type->n_fields; i++)
			if (type->fields[i].is_leaf && !one_field(c, type, i, round, object))
				gap = type->fields[i].name;
	if (gap)
		seam_skip(c, "the peer cannot express %s.%s", type->name, gap);
}

#define RUN(name) static void run_##name(struct seam_case *c) { write_fields(c, layout_type_##name()); }
LAYOUT_FIELD_TYPES(RUN)

#define ROW(name) \
	{ #name, SEAM_MUST, run_##name, "a field of " #name " that the peer writes is read by C, and only it changes", 0 },
SEAM_CASES(layout, write) = { LAYOUT_FIELD_TYPES(ROW) SEAM_END };
