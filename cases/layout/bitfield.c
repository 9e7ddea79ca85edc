/*
 * bitfield: what the peer stores in a bit-field C reads, its neighbours in the same unit unchanged, and the other way.
 * Rules: layout.bitfield_write layout.bitfield_read    Source: psABI, bit-fields; GCC's and ctypes' bit-field tests
 */
#include "layout/types.h"
#include <string.h>

#define N_PATTERNS 5

/* Zero, all bits, the sign bit alone, the rest alone, alternating. */
static int64_t pattern(const struct layout_bit *bit, int which)
{
	const int64_t all = (INT64_C(1) << bit->width) - 1, top = INT64_C(1) << (bit->width - 1);
	const int64_t bits[N_PATTERNS] = { 0, all, top, all - top, all & INT64_C(0x5555555555555555) };
	int64_t value = bits[which];

	return bit->is_signed && (value & top) ? value - all - 1 : value;
}

/* The bits of the object that belong to a field. */
static void value_bits(const struct layout_bits *type, unsigned char *mask)
{
	memset(mask, 0, LAYOUT_MAX);
	for (size_t i = 0; i < type->n_bits; i++)
		type->set(mask, type->bits[i].name, type->bits[i].is_signed ? -1 : pattern(&type->bits[i], 1));
}

static bool write_one(struct seam_case *c, const struct layout_bits *type, const struct layout_bit *bit, int64_t value,
                      unsigned char *object)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	LAYOUT_BUFFER(expected);
	LAYOUT_BUFFER(mask);
	int64_t *leaf = seam_inout(c, &value, sizeof value);

	memcpy(expected, object, type->size);
	type->set(expected, bit->name, value);
	value_bits(type, mask);
	int rc = ops->write(seam_in_string(c, type->name), seam_in_string(c, bit->name), object, leaf);

	if (rc == SEAM_E_UNSUPPORTED)
		return false;
	if (rc != SEAM_OK)
		FAIL(c, "%s.%s: write returns %d, expected 0", type->name, bit->name, rc);
	else if (type->get(object, bit->name) != value)
		FAIL(c, "%s.%s: C reads %lld after the write, expected %lld", type->name, bit->name,
		     (long long)type->get(object, bit->name), (long long)value);
	for (size_t i = 0; i < type->size; i++)
		if (rc == SEAM_OK && (object[i] & mask[i]) != (expected[i] & mask[i])) {
			FAIL(c, "%s.%s: byte %zu of the object is %02x after the write, expected %02x (in use: bits %02x)",
			     type->name, bit->name, i, object[i], expected[i], mask[i]);
			break;
		}
	return true;
}

static bool read_one(struct seam_case *c, const struct layout_bits *type, const struct layout_bit *bit, int64_t value)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	LAYOUT_BUFFER(object);
	int64_t *leaf = seam_out(c, sizeof *leaf);

	memset(object, seam_poison(c), sizeof object);
	type->set(object, bit->name, value);
	int rc = ops->read(seam_in_string(c, type->name), seam_in_string(c, bit->name),
	                   seam_in(c, object, type->size), leaf);

	if (rc == SEAM_E_UNSUPPORTED)
		return false;
	if (rc != SEAM_OK)
		FAIL(c, "%s.%s: read returns %d, expected 0", type->name, bit->name, rc);
	else if (*leaf != value)
		FAIL(c, "%s.%s: the peer reads %lld, expected %lld", type->name, bit->name, (long long)*leaf,
		     (long long)value);
	return true;
}

static void bitfield_write(struct seam_case *c, const struct layout_bits *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	bool gap = false;
	NEED(c, ops->write);
	unsigned char *object = seam_out(c, type->size);

	for (int which = 0; which < N_PATTERNS; which++)
		for (size_t i = 0; i < type->n_bits; i++)
			gap |= !write_one(c, type, &type->bits[i], pattern(&type->bits[i], which), object);
	if (gap)
		seam_skip(c, "the peer cannot express the bit-fields of %s", type->name);
}

static void bitfield_read(struct seam_case *c, const struct layout_bits *type)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	bool gap = false;
	NEED(c, ops->read);

	for (int which = 0; which < N_PATTERNS; which++)
		for (size_t i = 0; i < type->n_bits; i++)
			gap |= !read_one(c, type, &type->bits[i], pattern(&type->bits[i], which));
	if (gap)
		seam_skip(c, "the peer cannot express the bit-fields of %s", type->name);
}

#define RUN(name)                                                                                                  \
	static void write_##name(struct seam_case *c) { bitfield_write(c, layout_bits_##name()); }                 \
	static void read_##name(struct seam_case *c) { bitfield_read(c, layout_bits_##name()); }
SEAM_LAYOUT_BITS(RUN)

#define WRITE(name) \
	{ #name, SEAM_MUST, write_##name, "a field of " #name " that the peer writes is read by C, and only it changes", 0 },
SEAM_CASES(layout, bitfield_write) = { SEAM_LAYOUT_BITS(WRITE) SEAM_END };

#define READ(name) { #name, SEAM_MUST, read_##name, "a field of " #name " that C writes is read by the peer", 0 },
SEAM_CASES(layout, bitfield_read) = { SEAM_LAYOUT_BITS(READ) SEAM_END };
