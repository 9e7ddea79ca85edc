/*
 * many: more pieces than a system call takes, sums beyond 2^53, each length of a vector's rest.
 * Rule: buffers.many    Source: IOV_MAX in readv and writev; JavaScript's and Lua's numbers; SIMD loops and their rest
 */
#include "buffers/bytes.h"

#include <stdlib.h>

enum { PIECES = 3000, TOTAL = 70000 };

/* Sizes 0, 1, 2, 0, 1, 2, … */
static void pieces(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_piece *pieces = seam_out(c, PIECES * sizeof *pieces);
	const unsigned char *from = numbered(c, PIECES);
	unsigned char *to = seam_out(c, PIECES);
	size_t *size = a_size(c, PIECES);

	NEED(c, b->gather);
	for (size_t i = 0, at = 0; i < PIECES; at += i % 3, i++)
		pieces[i] = (struct seam_buffers_piece){ from + at, i % 3 };
	if (CHECK_EQ(c, b->gather(pieces, PIECES, to, size), SEAM_OK) && CHECK_EQ(c, *size, PIECES))
		is_numbered(c, to, PIECES);
}

static void rooms(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_room *rooms = seam_out(c, PIECES * sizeof *rooms);
	unsigned char *to = seam_out(c, PIECES);
	size_t *done = a_size(c, 99);

	NEED(c, b->scatter);
	for (size_t i = 0, at = 0; i < PIECES; at += i % 3, i++)
		rooms[i] = (struct seam_buffers_room){ to + at, i % 3 };
	if (CHECK_EQ(c, b->scatter(numbered(c, PIECES), PIECES, rooms, PIECES, done), SEAM_OK) &&
	    CHECK_EQ(c, *done, PIECES))
		is_numbered(c, to, PIECES);
}

/* More than 16 bits can count. */
static void large_rooms(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *to = seam_out(c, TOTAL + 5);
	const struct seam_buffers_room rooms[] = { { to, 1 }, { to + 1, TOTAL - 2 }, { to + TOTAL - 1, 6 } };
	size_t *done = a_size(c, 99);

	NEED(c, b->scatter);
	if (CHECK_EQ(c, b->scatter(numbered(c, TOTAL), TOTAL, rooms, 3, done), SEAM_OK) && CHECK_EQ(c, *done, TOTAL)) {
		is_numbered(c, to, TOTAL);
		unwritten(c, to + TOTAL, 5, "room behind the bytes that were scattered");
	}
}

/* Each length up to beyond the widest registers, from one place to another and in place. */
static void reversed(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->reverse);
	for (size_t n = 0; n <= 260; n += n < 140 ? 1 : 24) {
		unsigned char expected[260], *to = seam_out(c, n), *both = numbered_inout(c, n);

		for (size_t i = 0; i < n; i++)
			expected[i] = number(n - 1 - i);
		CHECK_EQ(c, b->reverse(numbered(c, n), n, to), SEAM_OK);
		REQUIRE(CHECK_BYTES(c, to, n, expected, n));
		CHECK_EQ(c, b->reverse(both, n, both), SEAM_OK);
		REQUIRE(CHECK_BYTES(c, both, n, expected, n));
	}
}

/* The sum is 2^53 and more, and odd; the digest is of 8 MiB. */
static void large_sum(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const size_t count = ((size_t)1 << 21) + 5, size = count * sizeof(uint32_t);
	uint64_t seen = 0;
	unsigned char *bytes;

	NEED(c, b->sum_u32);
	REQUIRE(CHECK(c, (bytes = malloc(size)) != NULL));
	memset(bytes, 0xff, size);
	CHECK_EQ(c, b->sum_u32(bytes, count, &seen), SEAM_OK);
	CHECK_EQ(c, seen, (uint64_t)count * UINT32_MAX);
	bytes[size - 1] = 0;
	if (b->digest && CHECK_EQ(c, b->digest(bytes, size, &seen), SEAM_OK))
		CHECK_EQ(c, seen, hash(bytes, size));
	free(bytes);
}

SEAM_CASES(buffers, many) = {
	{ "pieces", SEAM_MUST, pieces, "thousands of pieces, empty ones among them, are all gathered", 0 },
	{ "rooms", SEAM_MUST, rooms, "thousands of rooms, empty ones among them, are all filled", 0 },
	{ "large_rooms", SEAM_MUST, large_rooms, "what was scattered is counted, however much", 0 },
	{ "reversed", SEAM_MUST, reversed, "bytes are reversed whatever their number", 0 },
	{ "large_sum", SEAM_SHOULD, large_sum, "a sum is exact beyond 53 bits, and all of 8 MiB is read", SEAM_ONCE },
	SEAM_END
};
