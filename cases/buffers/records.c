/*
 * records: structs of an array, one stride apart, all their members; on the wire, packed and big-endian.
 * Rule: buffers.records    Source: ctypes arrays of structs, JNA toArray; CWE-188, CWE-467; ntohl forgotten
 */
#include "buffers/bytes.h"

enum { N = 4 };

static struct seam_buffers_record tagged(struct seam_case *c, uint32_t i)
{
	return (struct seam_buffers_record){
		.kind = (uint8_t)seam_tag(c, 5 * i),
		.serial = seam_tag(c, 5 * i + 1),
		.flags = (uint16_t)seam_tag(c, 5 * i + 2),
		.weight = -1.5 * (double)seam_tag(c, 5 * i + 3),
		.id = (uint32_t)seam_tag(c, 5 * i + 4),
	};
}

static void big_endian(unsigned char *to, uint64_t value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)(value >> 8 * (n - 1 - i));
}

static void packed(unsigned char *wire, const struct seam_buffers_record *r)
{
	wire[0] = r->kind;
	big_endian(wire + 1, r->serial, 8);
	big_endian(wire + 9, r->flags, 2);
	memcpy(wire + 11, &r->weight, 8);
	big_endian(wire + 19, r->id, 4);
}

static bool same(struct seam_case *c, const struct seam_buffers_record *seen,
                 const struct seam_buffers_record *expected)
{
	return CHECK_EQ(c, seen->kind, expected->kind) && CHECK_EQ(c, seen->serial, expected->serial) &&
	       CHECK_EQ(c, seen->flags, expected->flags) && CHECK_EQ(c, seen->weight, expected->weight) &&
	       CHECK_EQ(c, seen->id, expected->id);
}

static void encode(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->encode);
	for (uint32_t n = 1; n <= N; n++) {
		struct seam_buffers_record records[N];
		unsigned char expected[N * SEAM_BUFFERS_WIRE], *to = seam_out(c, n * SEAM_BUFFERS_WIRE);
		size_t size = n * SEAM_BUFFERS_WIRE;

		memset(records, WAS, sizeof records);
		for (uint32_t i = 0; i < n; i++) {
			records[i] = tagged(c, i);
			packed(expected + i * SEAM_BUFFERS_WIRE, &records[i]);
		}
		REQUIRE(CHECK_EQ(c, b->encode((const void *)seam_in(c, records, n * sizeof *records), n, to, &size),
		                 SEAM_OK));
		REQUIRE(CHECK_EQ(c, size, n * SEAM_BUFFERS_WIRE));
		REQUIRE(CHECK_BYTES(c, to, size, expected, size));
	}
}

static void decode(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->decode);
	for (uint32_t n = 1; n <= N; n++) {
		unsigned char wire[N * SEAM_BUFFERS_WIRE];
		struct seam_buffers_record *to = seam_out(c, n * sizeof *to);
		size_t size = n * SEAM_BUFFERS_WIRE, *count = a_size(c, n);

		for (uint32_t i = 0; i < n; i++)
			packed(wire + i * SEAM_BUFFERS_WIRE, &(struct seam_buffers_record[]){ tagged(c, i) }[0]);
		REQUIRE(CHECK_EQ(c, b->decode(seam_in(c, wire, size), size, to, count), SEAM_OK));
		REQUIRE(CHECK_EQ(c, *count, n));
		for (uint32_t i = 0; i < n; i++)
			REQUIRE(same(c, &to[i], &(struct seam_buffers_record[]){ tagged(c, i) }[0]));
	}
}

/* A byte too few, a byte too many, and less than a record. */
static void half_a_record(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t sizes[] = { 1, SEAM_BUFFERS_WIRE - 1, SEAM_BUFFERS_WIRE + 1, 2 * SEAM_BUFFERS_WIRE - 1 };
	struct seam_buffers_record *to = seam_out(c, 2 * sizeof *to);

	NEED(c, b->decode);
	for (size_t i = 0; i < 4; i++) {
		size_t *count = a_size(c, 2);

		CHECK_EQ(c, b->decode(numbered(c, sizes[i]), sizes[i], to, count), SEAM_E_RANGE);
		CHECK_EQ(c, *count, 2);
		REQUIRE(unwritten(c, to, 2 * sizeof *to, "the room of a decode that was refused"));
	}
}

/* Only the ids change, of just the records that are counted; their sum wraps. */
static void raise(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->raise);
	for (int n = 0; n <= N; n++) {
		struct seam_buffers_record *records = seam_out(c, N * sizeof *records), expected[N];

		for (uint32_t i = 0; i < N; i++) {
			records[i] = expected[i] = tagged(c, i);
			if ((int)i < n)
				expected[i].id += 0xF0000001u;
		}
		REQUIRE(CHECK_EQ(c, b->raise(records, n, 0xF0000001u), SEAM_OK));
		for (uint32_t i = 0; i < N; i++)
			REQUIRE(same(c, &records[i], &expected[i]));
	}
}

SEAM_CASES(buffers, records) = {
	{ "encode", SEAM_MUST, encode, "each member of each record is at its place on the wire, big-endian", 0 },
	{ "decode", SEAM_MUST, decode, "each member of each record is read from its place on the wire", 0 },
	{ "half_a_record", SEAM_MUST, half_a_record, "bytes that are no whole records are refused, not rounded", 0 },
	{ "raise", SEAM_MUST, raise, "records are changed in place, the counted ones, and only as told", 0 },
	SEAM_END
};
