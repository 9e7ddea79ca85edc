/*
 * short_fill: the count returned is the count written, and the rest is as it was.
 * Rule: buffers.short_fill    Source: read(2), pread(2); io::Read; CWE-252
 */
#include "buffers/bytes.h"

enum { HELD = 10, ROOM = 16 };

static struct seam_buffers_store *store_of_ten(struct seam_case *c)
{
	struct seam_buffers_store *store = new_store(c);

	if (store)
		CHECK_EQ(c, SEAM_OPS(c, buffers)->store_set(store, numbered(c, HELD), HELD), SEAM_OK);
	return store;
}

/* From each offset, into rooms of each size. */
static void store_read(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;

	NEED_STORE(c);
	NEED(c, b->store_read);
	REQUIRE((store = store_of_ten(c)) != NULL);
	for (size_t offset = 0; offset <= HELD; offset++)
		for (size_t n = 0; n <= ROOM; n++) {
			unsigned char *to = seam_out(c, ROOM), expected[HELD];
			size_t fits = n < HELD - offset ? n : HELD - offset, done = 77;

			for (size_t i = 0; i < fits; i++)
				expected[i] = number(offset + i);
			if (!CHECK_EQ(c, b->store_read(store, offset, to, n, &done), SEAM_OK) ||
			    !CHECK_EQ(c, done, fits) || !CHECK_BYTES(c, to, fits, expected, fits) ||
			    !unwritten(c, to + fits, ROOM - fits, "the room behind the bytes that were read"))
				goto out;
		}
out:
	b->store_free(store);
}

static void behind_the_end(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	unsigned char *to = seam_out(c, 4);
	size_t *done = seam_out(c, sizeof *done);

	NEED_STORE(c);
	NEED(c, b->store_read);
	REQUIRE((store = store_of_ten(c)) != NULL);
	CHECK_EQ(c, b->store_read(store, HELD + 1, to, 4, done), SEAM_E_RANGE);
	CHECK_EQ(c, b->store_read(store, HELD + 1, NULL, 0, done), SEAM_E_RANGE);
	unwritten(c, to, 4, "the room of a read behind the end");
	unwritten(c, done, sizeof *done, "the count of a read behind the end");
	b->store_free(store);
}

/* Pieces of 3, one behind the other, are the whole; then comes the end, each time it is asked for. */
static void to_the_end(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	unsigned char whole[HELD + 3];
	size_t at = 0, done = 1;

	NEED_STORE(c);
	NEED(c, b->store_read);
	REQUIRE((store = store_of_ten(c)) != NULL);
	while (at < HELD && done && CHECK_EQ(c, b->store_read(store, at, whole + at, 3, &done), SEAM_OK) &&
	       CHECK(c, done <= 3))
		at += done;
	is_numbered(c, whole, at);
	CHECK_EQ(c, at, HELD);
	for (int i = 0; i < 2; i++) {
		CHECK_EQ(c, b->store_read(store, HELD, whole, 3, &done), SEAM_OK);
		CHECK_EQ(c, done, 0);
	}
	b->store_free(store);
}

/* n bytes into rooms of 3, 0, 4 and 2. */
static void scatter(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t sizes[] = { 3, 0, 4, 2 };

	NEED(c, b->scatter);
	for (size_t n = 0; n <= 12; n++) {
		struct seam_buffers_room rooms[4];
		size_t left = n, at = 0, done = 77;

		for (size_t i = 0; i < 4; i++)
			rooms[i] = (struct seam_buffers_room){ seam_out(c, sizes[i]), sizes[i] };
		REQUIRE(CHECK_EQ(c, b->scatter(numbered(c, n), n, rooms, 4, &done), SEAM_OK));
		REQUIRE(CHECK_EQ(c, done, n < 9 ? n : 9));
		for (size_t i = 0; i < 4; i++) {
			size_t part = left < sizes[i] ? left : sizes[i];
			const unsigned char *room = rooms[i].bytes;
			unsigned char expected[4];

			for (size_t k = 0; k < part; k++)
				expected[k] = number(at++);
			left -= part;
			REQUIRE(CHECK_BYTES(c, room, part, expected, part));
			REQUIRE(unwritten(c, room + part, sizes[i] - part,
			                  "the part of a room that nothing was left for"));
		}
	}
}

SEAM_CASES(buffers, short_fill) = {
	{ "store_read", SEAM_MUST, store_read, "the count is that of the bytes written; no byte more is written", 0 },
	{ "behind_the_end", SEAM_MUST, behind_the_end, "an offset behind the end is refused, and nothing is written",
	  0 },
	{ "to_the_end", SEAM_MUST, to_the_end, "reads one behind the other give the whole, then nothing", 0 },
	{ "scatter", SEAM_MUST, scatter, "rooms are filled in their order, the last one in part", 0 },
	SEAM_END
};
