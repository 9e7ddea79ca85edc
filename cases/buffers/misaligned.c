/*
 * misaligned: bytes at odd addresses work as they do anywhere.
 * Rule: buffers.misaligned    Source: RS-2021-0145 and its like; C11 6.3.2.3p7; JNA, Float64Array on an odd offset; SSE
 */
#include "buffers/bytes.h"

/* The bytes, `by` bytes behind an address that 8 divides. */
static const unsigned char *shifted(struct seam_case *c, const void *bytes, size_t n, size_t by)
{
	unsigned char *p = seam_out(c, n + 16);

	while ((uintptr_t)p % 8 != by)
		p++;
	return memcpy(p, bytes, n);
}

static void sum_u32(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	uint32_t numbers[33];
	uint64_t expected = 0, seen;

	NEED(c, b->sum_u32);
	for (uint32_t i = 0; i < 33; i++)
		expected += numbers[i] = (uint32_t)seam_tag(c, i);
	for (size_t by = 0; by < 8; by++) {
		seen = 0;
		CHECK_EQ(c, b->sum_u32(shifted(c, numbers, sizeof numbers, by), 33, &seen), SEAM_OK);
		if (!CHECK_EQ(c, seen, expected))
			FAIL(c, "numbers %zu bytes behind an aligned address", by);
	}
}

static void digest(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char bytes[67];
	uint64_t seen;

	NEED(c, b->digest);
	number_all(bytes, sizeof bytes);
	for (size_t by = 0; by < 8; by++) {
		seen = 0;
		CHECK_EQ(c, b->digest(shifted(c, bytes, sizeof bytes, by), sizeof bytes, &seen), SEAM_OK);
		CHECK_EQ(c, seen, hash(bytes, sizeof bytes));
	}
}

/* 64-bit members and doubles on the wire lie at odd addresses in any case. */
static void wire(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_record in[3], out[3];

	NEED(c, b->encode);
	NEED(c, b->decode);
	memset(in, 0, sizeof in);
	for (uint32_t i = 0; i < 3; i++)
		in[i] = (struct seam_buffers_record){ (uint8_t)i, seam_tag(c, i), (uint16_t)seam_tag(c, i + 9),
			                              i + 0.37, i };
	for (size_t by = 0; by < 8; by++) {
		unsigned char *bytes = seam_out(c, sizeof in + by);
		size_t size = 3 * SEAM_BUFFERS_WIRE, count = 3;

		REQUIRE(CHECK_EQ(c, b->encode(in, 3, bytes + by, &size), SEAM_OK));
		REQUIRE(CHECK_EQ(c, b->decode(bytes + by, size, out, &count), SEAM_OK));
		for (size_t i = 0; i < 3; i++) {
			CHECK_EQ(c, out[i].kind, in[i].kind);
			CHECK_EQ(c, out[i].serial, in[i].serial);
			CHECK_EQ(c, out[i].flags, in[i].flags);
			CHECK_EQ(c, out[i].weight, in[i].weight);
			CHECK_EQ(c, out[i].id, in[i].id);
		}
	}
}

static void copies(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char bytes[41];

	NEED(c, b->reverse);
	NEED(c, b->move);
	number_all(bytes, sizeof bytes);
	for (size_t by = 0; by < 8; by++) {
		unsigned char *to = seam_out(c, 64);

		CHECK_EQ(c, b->reverse(shifted(c, bytes, 41, by), 41, to + 7 - by), SEAM_OK);
		CHECK_EQ(c, b->reverse(to + 7 - by, 41, to + 7 - by), SEAM_OK);
		is_numbered(c, to + 7 - by, 41);
		CHECK_EQ(c, b->move(to, 64, by, 7 - by, 41), SEAM_OK);
		is_numbered(c, to + by, 41);
	}
}

static void kept(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	unsigned char bytes[23], *to;
	size_t size = 23;

	NEED_STORE(c);
	NEED(c, b->store_copy);
	number_all(bytes, sizeof bytes);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t by = 0; by < 8; by++) {
		to = seam_out(c, 32);
		CHECK_EQ(c, b->store_set(store, shifted(c, bytes, 23, by), 23), SEAM_OK);
		CHECK_EQ(c, b->store_copy(store, to + by, &size), SEAM_OK);
		is_numbered(c, to + by, 23);
	}
	b->store_free(store);
}

SEAM_CASES(buffers, misaligned) = {
	{ "sum_u32", SEAM_MUST, sum_u32, "numbers of 4 bytes at an odd address are summed as elsewhere", 0 },
	{ "digest", SEAM_MUST, digest, "the digest does not depend on the address", 0 },
	{ "wire", SEAM_MUST, wire, "records are packed to, and unpacked from, any address", 0 },
	{ "copies", SEAM_MUST, copies, "bytes are reversed and moved from and to any address", 0 },
	{ "kept", SEAM_MUST, kept, "bytes are stored from, and copied to, any address", 0 },
	SEAM_END
};
