/*
 * length_overflow: a size that no memory has is refused before anything is touched, and so is one whose product wraps.
 * Rule: buffers.length_overflow    Source: CWE-190, CWE-680, CWE-195; calloc; Vec::with_capacity; slice lengths
 */
#include "buffers/hostile.h"

#define OP(name, call, op, text)                                                                                       \
	HOSTILE(hostile_##name, call)                                                                                  \
	REFUSED(name, op, text)

OP(digest, b->digest(t->in, n, t->out), digest, "digest")
OP(describe, b->describe(t->in, n, t->out), describe, "describe")
OP(sum_u32, b->sum_u32(t->in, n, t->out), sum_u32, "sum_u32")
OP(find_hay, b->find(t->in, n, t->in, TINY, t->out), find, "find in a haystack")
OP(find_needle, b->find(t->in, TINY, t->in, n, t->out), find, "find for a needle")
OP(hex, b->hex(t->in, n, t->to, t->size), hex, "hex")
OP(reverse, b->reverse(t->in, n, t->to), reverse, "reverse")
OP(move_size, b->move(t->to, n, 0, 0, TINY), move, "move within")
OP(move_to, b->move(t->to, ROOM, n, 0, TINY), move, "move to")
OP(move_from, b->move(t->to, ROOM, 0, n, TINY), move, "move from")
OP(move_n, b->move(t->to, ROOM, 1, 0, n), move, "move")

/* Products and sums just beyond the limit, of numbers that are within it. */
static void products(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const size_t most = SEAM_BUFFERS_MOST;
	struct tiny t = tiny(c, ROOM);
	struct seam_buffers_record *records = seam_out(c, sizeof *records);
	size_t record = sizeof *records;

	if (b->sum_u32)
		refused(c, "sum_u32", &t, most / 4 + 1, b->sum_u32(t.in, most / 4 + 1, t.out));
	if (b->hex)
		refused(c, "hex", &t, most / 2 + 1, b->hex(t.in, most / 2 + 1, t.to, t.size));
	if (b->encode)
		refused(c, "encode", &t, most / record + 1, b->encode(records, most / record + 1, t.to, t.size));
	/* 23 times this is 11 in 32 bits, 40 times this 24. */
	if (b->encode)
		refused(c, "encode", &t, 186737709, b->encode(records, 186737709, t.to, t.size));
	if (b->encode)
		refused(c, "encode", &t, 107374183, b->encode(records, 107374183, t.to, t.size));
	if (b->raise)
		refused(c, "raise", &t, 107374183, b->raise(records, 107374183, 1));
	if (b->gather)
		refused(c, "gather", &t, most / 16 + 1,
		        b->gather(t.out, most / sizeof(struct seam_buffers_piece) + 1, t.to, t.size));
	unwritten(c, records, record, "a record");
}

/* A count that is a signed number: below 0, and more than there can be. */
static void raise(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const int counts[] = { -1,        -2,      -65535,       -65536 + 1, INT32_MIN, INT32_MIN + 1,
		                      INT32_MAX, 1 << 30, (1 << 28) + 1 };
	struct seam_buffers_record *records = seam_out(c, sizeof *records);

	NEED(c, b->raise);
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
		int rc = b->raise(records, counts[i], 1);

		if (rc != SEAM_E_RANGE)
			FAIL(c, "raise of %d records: %d, where SEAM_E_RANGE is due", counts[i], rc);
		REQUIRE(unwritten(c, records, sizeof *records, "raise"));
	}
}

HOSTILE(room_hex, b->hex(t->in, n, t->to, t->size))
HOSTILE(room_encode, b->encode(NULL, 0 * n, t->to, t->size))
HOSTILE(room_decode, b->decode(t->in, 0 * n, t->to, t->size))
HOSTILE(room_gather, b->gather(&(struct seam_buffers_piece){ t->in, n }, 1, t->to, t->size))
HOSTILE(room_gather_rows, b->gather_rows((const void *[]){ t->in }, 1, n, t->to, t->size, t->out))
HOSTILE(room_slice, b->slice(t->in, n, &(struct seam_buffers_slice){ 0, 1, n, 0 }, t->to, t->size))

static void rooms(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	if (b->hex)
		sweep_rooms(c, "hex into a room", room_hex);
	if (b->encode)
		sweep_rooms(c, "encode into a room", room_encode);
	if (b->decode)
		sweep_rooms(c, "decode into a room", room_decode);
	if (b->gather)
		sweep_rooms(c, "gather into a room", room_gather);
	if (b->gather_rows)
		sweep_rooms(c, "gather_rows into a room", room_gather_rows);
	if (b->slice)
		sweep_rooms(c, "slice into a room", room_slice);
}

SEAM_CASES(buffers, length_overflow) = {
	{ "digest", SEAM_MUST, digest, "a length over the limit is refused, not cut", 0 },
	{ "describe", SEAM_MUST, describe, "a length over the limit is refused, not cut", 0 },
	{ "sum_u32", SEAM_MUST, sum_u32, "a count whose bytes wrap round is refused", 0 },
	{ "find_hay", SEAM_MUST, find_hay, "a length over the limit is refused, not cut", 0 },
	{ "find_needle", SEAM_MUST, find_needle, "hay - needle does not wrap", 0 },
	{ "hex", SEAM_MUST, hex, "a length whose double wraps round is refused", 0 },
	{ "reverse", SEAM_MUST, reverse, "a length over the limit is refused, not cut", 0 },
	{ "move_size", SEAM_MUST, move_size, "the whole is refused, though the part would fit", 0 },
	{ "move_to", SEAM_MUST, move_to, "to + n does not wrap", 0 },
	{ "move_from", SEAM_MUST, move_from, "from + n does not wrap", 0 },
	{ "move_n", SEAM_MUST, move_n, "to + n and from + n do not wrap", 0 },
	{ "products", SEAM_MUST, products, "a product just over the limit is refused, as is one that wraps in 32 bits",
	  0 },
	{ "raise", SEAM_MUST, raise, "a negative count is refused, not taken as a large one", 0 },
	{ "rooms", SEAM_MUST, rooms, "a room over the limit is refused, not cut", 0 },
	SEAM_END
};
