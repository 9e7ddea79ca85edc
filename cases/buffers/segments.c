/*
 * segments: arrays of pointer and length are gathered and scattered in their order, empty ones among them.
 * Rule: buffers.segments    Source: readv(2), writev(2); IoSlice; ByteBuffer[]; uv_buf_t
 */
#include "buffers/bytes.h"

static void gather(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const struct seam_buffers_piece pieces[] = {
		{ NULL, 0 },
		{ seam_in(c, "first", 5), 5 },
		{ seam_in(c, NULL, 0), 0 },
		{ seam_in(c, "\0", 1), 1 },
		{ seam_in(c, "third, longer", 13), 13 },
		{ (const void *)(uintptr_t)64, 0 },
	};
	size_t size = 19;
	unsigned char *to = seam_out(c, size);

	NEED(c, b->gather);
	REQUIRE(CHECK_EQ(c, b->gather((const void *)seam_in(c, pieces, sizeof pieces), 6, to, &size), SEAM_OK));
	CHECK_EQ(c, size, 19);
	CHECK_BYTES(c, to, 19, "first\0third, longer", 19);
}

/* The same bytes more than once; one piece; a hundred. */
static void gather_many(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_piece pieces[100];
	unsigned char expected[150], *to = seam_out(c, 150);
	const unsigned char *in = numbered(c, 100);
	size_t size = 150, at = 0;

	NEED(c, b->gather);
	for (size_t i = 0; i < 100; i++) {
		pieces[i] = (struct seam_buffers_piece){ in + i, i == 99 ? 1 : 1 + i % 2 };
		for (size_t k = 0; k < pieces[i].size; k++)
			expected[at++] = number(i + k);
	}
	REQUIRE(CHECK_EQ(c, b->gather(pieces, 100, to, &size), SEAM_OK));
	CHECK_EQ(c, size, at);
	CHECK_BYTES(c, to, at, expected, at);
	size = 3;
	REQUIRE(CHECK_EQ(c, b->gather(&(struct seam_buffers_piece){ in, 3 }, 1, to, &size), SEAM_OK));
	is_numbered(c, to, 3);
}

/* A piece without bytes, but with a size, in the middle: nothing of the others is copied either. */
static void null_piece(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const struct seam_buffers_piece pieces[] = { { "one", 3 }, { NULL, 2 }, { "two", 3 } };
	unsigned char *to = seam_out(c, 32);
	size_t size = 32;

	NEED(c, b->gather);
	CHECK_EQ(c, b->gather(pieces, 3, to, &size), SEAM_E_NULL);
	CHECK_EQ(c, size, 32);
	unwritten(c, to, 32, "the room of a gather that was refused");
}

static void null_room(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *to = seam_out(c, 6);
	const struct seam_buffers_room rooms[] = { { to, 3 }, { NULL, 2 }, { to + 3, 3 } };
	size_t *done = seam_out(c, sizeof *done);

	NEED(c, b->scatter);
	CHECK_EQ(c, b->scatter(numbered(c, 8), 8, rooms, 3, done), SEAM_E_NULL);
	unwritten(c, to, 6, "a room of a scatter that was refused");
	unwritten(c, done, sizeof *done, "the count of a scatter that was refused");
}

/* Rooms of one byte, from the last to the first. */
static void scatter(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_room rooms[50];
	unsigned char *to = seam_out(c, 50);
	size_t done = 0;

	NEED(c, b->scatter);
	for (size_t i = 0; i < 50; i++)
		rooms[i] = (struct seam_buffers_room){ to + 49 - i, 1 };
	REQUIRE(CHECK_EQ(c, b->scatter(numbered(c, 50), 50, (const void *)seam_in(c, rooms, sizeof rooms), 50, &done),
	                 SEAM_OK));
	CHECK_EQ(c, done, 50);
	for (size_t i = 0; i < 50; i++)
		REQUIRE(CHECK_EQ(c, to[49 - i], number(i)));
}

/* What was gathered is scattered, and is what it was. */
static void there_and_back(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const unsigned char *in = numbered(c, 60);
	const struct seam_buffers_piece pieces[] = { { in, 11 }, { in + 11, 30 }, { in + 41, 19 } };
	unsigned char *whole = seam_out(c, 60), *to = seam_out(c, 60);
	const struct seam_buffers_room rooms[] = { { to, 29 }, { to + 29, 1 }, { to + 30, 30 } };
	size_t size = 60, done = 0;

	NEED(c, b->gather);
	NEED(c, b->scatter);
	CHECK_EQ(c, b->gather(pieces, 3, whole, &size), SEAM_OK);
	CHECK_EQ(c, b->scatter(whole, 60, rooms, 3, &done), SEAM_OK);
	CHECK_EQ(c, done, 60);
	is_numbered(c, to, 60);
}

SEAM_CASES(buffers, segments) = {
	{ "gather", SEAM_MUST, gather, "pieces come one behind the other; empty ones add nothing", 0 },
	{ "gather_many", SEAM_MUST, gather_many, "pieces may overlap each other, and be many", 0 },
	{ "null_piece", SEAM_MUST, null_piece, "a NULL piece with a size is refused, and nothing is copied", 0 },
	{ "null_room", SEAM_MUST, null_room, "a NULL room with a size is refused, and nothing is copied", 0 },
	{ "scatter", SEAM_MUST, scatter, "each room gets its own bytes", 0 },
	{ "there_and_back", SEAM_MUST, there_and_back, "what is gathered and scattered is what it was", 0 },
	SEAM_END
};
