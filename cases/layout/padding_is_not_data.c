/*
 * padding_is_not_data: the bytes of a struct that leave the peer hold its fields, and zero where there is none.
 * Rule: layout.padding_is_not_data    Source: RS-2026-0134; CVE-2010-4083's class, kernel info leaks by struct padding
 */
#include "layout/types.h"
#include <string.h>

/* The object with every field its sentinel, and what stands in its padding: what it leaves must not depend on it. */
static void object_with(const struct layout_type *type, unsigned char padding, unsigned char *object)
{
	LAYOUT_BUFFER(leaf);

	memset(object, padding, LAYOUT_MAX);
	for (size_t i = 0; i < type->n_fields; i++) {
		if (!type->fields[i].is_leaf)
			continue;
		layout_sentinel(type, i, 0, leaf);
		memcpy(object + type->fields[i].offset, leaf, type->fields[i].size);
	}
}

static void emit(struct seam_case *c, const struct layout_type *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	LAYOUT_BUFFER(object);
	LAYOUT_BUFFER(expected);
	NEED(c, ops->emit);
	unsigned char *bytes = seam_out(c, type->size);

	object_with(type, SEAM_STIMULUS(c) ? seam_poison(c) : 0, object);
	object_with(type, 0, expected);
	seam_dirty_stack(c);
	int rc = ops->emit(seam_in_string(c, type->name), seam_in(c, object, type->size), bytes, type->size);

	if (rc == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer cannot express %s", type->name);
		return;
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	CHECK_BYTES(c, bytes, type->size, expected, type->size);
	/* The contrast that the case lives by: a plain copy would not do. */
	CHECK(c, memcmp(object, expected, type->size) != 0);
}

static void fixed12(struct seam_case *c) { emit(c, layout_type_fixed12()); }
static void fixed24(struct seam_case *c) { emit(c, layout_type_fixed24()); }
static void nested(struct seam_case *c) { emit(c, layout_type_nested()); }
static void signature(struct seam_case *c) { emit(c, layout_type_signature()); }

/* One byte short: refused, nothing written; and a buffer at an odd address does. */
static void space(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const struct layout_type *type = layout_type_fixed24();
	LAYOUT_BUFFER(object);
	NEED(c, ops->emit);
	const size_t short_by = SEAM_STIMULUS(c) ? 1 : 0;
	unsigned char *bytes = seam_out(c, type->size);

	object_with(type, 0, object);
	int rc = ops->emit(seam_in_string(c, type->name), seam_in(c, object, type->size), bytes, type->size - short_by);

	if (rc == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer cannot express %s", type->name);
		return;
	}
	CHECK_EQ(c, rc, SEAM_E_SPACE);
	CHECK_EQ(c, seam_untouched(c, bytes, type->size), type->size);
}

static void odd_address(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const struct layout_type *type = layout_type_fixed24();
	LAYOUT_BUFFER(object);
	NEED(c, ops->emit);
	unsigned char *bytes = seam_out(c, type->size + 2);

	object_with(type, 0, object);
	int rc = ops->emit(seam_in_string(c, type->name), seam_in(c, object, type->size), bytes + 1, type->size + 1);

	if (rc == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer cannot express %s", type->name);
		return;
	}
	CHECK_EQ(c, rc, SEAM_OK);
	CHECK_BYTES(c, bytes + 1, type->size, object, type->size);
	CHECK_EQ(c, seam_untouched(c, bytes, 1), 1);
	CHECK_EQ(c, seam_untouched(c, bytes + 1 + type->size, 1), 1);
}

SEAM_CASES(layout, padding_is_not_data) = {
	{ "fixed12", SEAM_MUST, fixed12, "the padding of {u8, u32, u8} leaves the peer as zero", 0 },
	{ "fixed24", SEAM_MUST, fixed24, "the padding of {u8, u64, u8} leaves the peer as zero", 0 },
	{ "nested", SEAM_MUST, nested, "the padding of nested structs leaves the peer as zero", 0 },
	{ "signature", SEAM_MUST, signature, "the padding at the end leaves the peer as zero", 0 },
	{ "space", SEAM_MUST, space, "a buffer that is one byte short is refused and left alone", 0 },
	{ "odd_address", SEAM_MUST, odd_address, "bytes have no alignment, and only the size of the type is written", 0 },
	SEAM_END
};
