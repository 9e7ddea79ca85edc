/*
 * const_input: what comes in by a pointer to const is never written, not for a moment.
 * Rule: buffers.const_input    Source: C11 6.7.3p6; strings in read-only sections; casts in bindings that drop const
 */
#include "buffers/bytes.h"

enum { N = 2 * SEAM_BUFFERS_WIRE };

/* In writable memory, a write shows afterwards; seam_in's, which the other cases use, faults at once. */
static void bytes(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *in = numbered_inout(c, N), to[2 * N];
	struct seam_buffers_record records[2];
	struct seam_buffers_summary summary;
	struct seam_buffers_slice which = { .offset = 0, .rows = 2, .width = 4, .stride = 8 };
	struct seam_buffers_room room = { to, sizeof to };
	size_t size = sizeof to, count = 2;
	uint64_t out;

	if (b->digest && b->digest(in, N, &out) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "digest wrote to its input");
	if (b->describe && b->describe(in, N, &summary) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "describe wrote to its input");
	if (b->sum_u32 && b->sum_u32(in, N / 4, &out) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "sum_u32 wrote to its input");
	if (b->find && b->find(in, N, in + 9, 5, &size) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "find wrote to its input");
	if (b->hex && (size = sizeof to, b->hex(in, N, to, &size)) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "hex wrote to its input");
	if (b->reverse && b->reverse(in, N, to) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "reverse wrote to its source");
	if (b->decode && b->decode(in, N, records, &count) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "decode wrote to its input");
	if (b->slice && (size = sizeof to, b->slice(in, N, &which, to, &size)) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "slice wrote to its grid");
	if (b->scatter && b->scatter(in, N, &room, 1, &size) == SEAM_OK && !is_numbered(c, in, N))
		FAIL(c, "scatter wrote to its source");
}

/* Read-only memory is enough for every input, structs and arrays among them. */
static void read_only(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_record records[2] = { { .kind = 1, .id = 2 }, { .kind = 3, .id = 4 } };
	const struct seam_buffers_slice slice = { .offset = 1, .rows = 2, .width = 4, .stride = 8 };
	const struct seam_buffers_piece pieces[] = { { numbered(c, 3), 3 }, { numbered(c, 4), 4 } };
	const void *rows[] = { numbered(c, 4), NULL };
	unsigned char *to = seam_out(c, N);
	const struct seam_buffers_room rooms[] = { { to, 3 }, { to + 3, 9 } };
	size_t size = N, absent;

	if (b->encode)
		CHECK_EQ(c, b->encode((const void *)seam_in(c, records, sizeof records), 2, to, &size), SEAM_OK);
	if (b->slice)
		CHECK_EQ(c, b->slice(numbered(c, 16), 16, (const void *)seam_in(c, &slice, sizeof slice), to, &size),
		         SEAM_OK);
	size = N;
	if (b->gather)
		CHECK_EQ(c, b->gather((const void *)seam_in(c, pieces, sizeof pieces), 2, to, &size), SEAM_OK);
	if (b->gather_rows)
		CHECK_EQ(c, b->gather_rows((const void *)seam_in(c, rows, sizeof rows), 2, 4, to, &size, &absent),
		         SEAM_OK);
	if (b->scatter)
		CHECK_EQ(c, b->scatter(numbered(c, 9), 9, (const void *)seam_in(c, rooms, sizeof rooms), 2, &size),
		         SEAM_OK);
}

/* The bytes of arrays of pieces, and the arrays, are as they were. */
static void arrays(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *in = numbered_inout(c, 7), to[16];
	struct seam_buffers_piece pieces[] = { { in, 3 }, { in + 3, 4 } };
	struct seam_buffers_room rooms[] = { { to, 3 }, { to + 3, 9 } };
	struct seam_buffers_record record = { .kind = 9, .serial = 1234, .flags = 77, .weight = 0.5, .id = 5 };
	size_t size = sizeof to, done;

	if (b->gather && CHECK_EQ(c, b->gather(pieces, 2, to, &size), SEAM_OK)) {
		CHECK(c,
		      pieces[0].bytes == in && pieces[0].size == 3 && pieces[1].bytes == in + 3 && pieces[1].size == 4);
		is_numbered(c, in, 7);
	}
	if (b->scatter && CHECK_EQ(c, b->scatter(in, 7, rooms, 2, &done), SEAM_OK))
		CHECK(c, rooms[0].bytes == to && rooms[0].size == 3 && rooms[1].bytes == to + 3 && rooms[1].size == 9);
	NEED(c, b->encode);
	size = SEAM_BUFFERS_WIRE;
	CHECK_EQ(c, b->encode(&record, 1, seam_out(c, size), &size), SEAM_OK);
	CHECK(c, record.kind == 9 && record.serial == 1234 && record.flags == 77 && record.weight == 0.5 &&
	                 record.id == 5);
}

/* Bytes that are kept are copied, not moved: the caller's stay. */
static void kept(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *in = numbered_inout(c, 20);
	struct seam_buffers_store *store;
	struct seam_buffers_owned o = { NULL, 0, 0 };

	NEED_STORE(c);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(store, in, 20), SEAM_OK);
	if (b->store_write)
		CHECK_EQ(c, b->store_write(store, 0, "other bytes", 11), SEAM_OK);
	b->store_free(store);
	is_numbered(c, in, 20);
	NEED_OWNED(c);
	REQUIRE(CHECK_EQ(c, b->owned_copy(in, 20, &o), SEAM_OK));
	if (o.bytes && o.bytes != in)
		memset(o.bytes, 0, 20);
	b->owned_free(&o);
	is_numbered(c, in, 20);
}

SEAM_CASES(buffers, const_input) = {
	{ "bytes", SEAM_MUST, bytes, "bytes that are read stay as they were", 0 },
	{ "read_only", SEAM_MUST, read_only, "inputs in memory that cannot be written are as good as others", 0 },
	{ "arrays", SEAM_MUST, arrays, "arrays of pieces, and the pieces, stay as they were", 0 },
	{ "kept", SEAM_MUST, kept, "what is done to a copy is not done to the caller's bytes", 0 },
	SEAM_END
};
