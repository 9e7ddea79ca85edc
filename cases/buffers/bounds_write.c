/*
 * bounds_write: an op writes what it is said to write, and nothing before or behind it.
 * Rule: buffers.bounds_write    Source: CWE-787, CWE-193; guard pages at both ends
 */
#include "buffers/bytes.h"

enum { LONGEST = 40 };

static void hex(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->hex);
	for (size_t n = 1; n <= LONGEST; n++) {
		size_t size = 2 * n;
		unsigned char *to = seam_out(c, size);

		REQUIRE(CHECK_EQ(c, b->hex(numbered(c, n), n, to, &size), SEAM_OK));
		REQUIRE(CHECK_EQ(c, size, 2 * n));
		for (size_t i = 0; i < size; i++) {
			unsigned digit = i % 2 ? number(i / 2) % 16u : number(i / 2) / 16u;

			REQUIRE(CHECK_EQ(c, to[i], "0123456789abcdef"[digit]));
		}
	}
}

static void reverse(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->reverse);
	for (size_t n = 1; n <= LONGEST; n++) {
		unsigned char *to = seam_out(c, n), expected[LONGEST];

		for (size_t i = 0; i < n; i++)
			expected[i] = number(n - 1 - i);
		REQUIRE(CHECK_EQ(c, b->reverse(numbered(c, n), n, to), SEAM_OK));
		REQUIRE(CHECK_BYTES(c, to, n, expected, n));
	}
}

/* The whole is as long as the ranges need; then with bytes around them. */
static void move(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->move);
	for (size_t n = 1; n <= LONGEST; n++)
		for (size_t around = 0; around < 3; around++) {
			size_t size = 2 * n + 2 * around;
			unsigned char *bytes = numbered_inout(c, size), expected[2 * LONGEST + 4];

			memcpy(expected, bytes, size);
			memcpy(expected + around, bytes + around + n, n);
			REQUIRE(CHECK_EQ(c, b->move(bytes, size, around, around + n, n), SEAM_OK));
			REQUIRE(CHECK_BYTES(c, bytes, size, expected, size));
		}
}

static void move_past_the_end(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *bytes = numbered_inout(c, 8);

	NEED(c, b->move);
	CHECK_EQ(c, b->move(bytes, 8, 1, 0, 8), SEAM_E_RANGE);
	CHECK_EQ(c, b->move(bytes, 8, 0, 1, 8), SEAM_E_RANGE);
	CHECK_EQ(c, b->move(bytes, 8, 9, 0, 0), SEAM_E_RANGE);
	CHECK_EQ(c, b->move(bytes, 8, 0, 9, 0), SEAM_E_RANGE);
	is_numbered(c, bytes, 8);
	CHECK_EQ(c, b->move(bytes, 8, 8, 0, 0), SEAM_OK);
	CHECK_EQ(c, b->move(bytes, 8, 0, 8, 0), SEAM_OK);
	is_numbered(c, bytes, 8);
	CHECK_EQ(c, b->move(bytes, 8, 0, 0, 8), SEAM_OK);
	is_numbered(c, bytes, 8);
}

static void store_read(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;

	NEED_STORE(c);
	NEED(c, b->store_read);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(store, numbered(c, LONGEST), LONGEST), SEAM_OK);
	for (size_t n = 1; n <= LONGEST; n++) {
		unsigned char *to = seam_out(c, n), expected[LONGEST];
		size_t done = 0;

		for (size_t i = 0; i < n; i++)
			expected[i] = number(LONGEST - n + i);
		CHECK_EQ(c, b->store_read(store, LONGEST - n, to, n, &done), SEAM_OK);
		CHECK_EQ(c, done, n);
		if (!CHECK_BYTES(c, to, n, expected, n))
			break;
	}
	b->store_free(store);
}

/* A write to the last byte, then one byte further. */
static void store_write(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	unsigned char expected[16];

	NEED_STORE(c);
	NEED(c, b->store_write);
	REQUIRE((store = new_store(c)) != NULL);
	number_all(expected, 16);
	CHECK_EQ(c, b->store_set(store, numbered(c, 16), 16), SEAM_OK);
	CHECK_EQ(c, b->store_write(store, 9, seam_in(c, "7 bytes", 7), 7), SEAM_OK);
	memcpy(expected + 9, "7 bytes", 7);
	holds(c, store, expected, 16);
	CHECK_EQ(c, b->store_write(store, 10, seam_in(c, "SEVENTH", 7), 7), SEAM_E_RANGE);
	CHECK_EQ(c, b->store_write(store, 0, numbered(c, 17), 17), SEAM_E_RANGE);
	CHECK_EQ(c, b->store_write(store, 17, NULL, 0), SEAM_E_RANGE);
	holds(c, store, expected, 16);
	CHECK_EQ(c, b->store_write(store, 16, NULL, 0), SEAM_OK);
	CHECK_EQ(c, b->store_write(store, 0, seam_in(c, "HEAD", 4), 4), SEAM_OK);
	memcpy(expected, "HEAD", 4);
	holds(c, store, expected, 16);
	b->store_free(store);
}

SEAM_CASES(buffers, bounds_write) = {
	{ "hex", SEAM_MUST, hex, "a result that fits exactly is written from its first byte to its last", 0 },
	{ "reverse", SEAM_MUST, reverse, "n bytes are written, of each length", 0 },
	{ "move", SEAM_MUST, move, "the bytes around those that are moved to stay as they were", 0 },
	{ "move_past_the_end", SEAM_MUST, move_past_the_end,
	  "a range that does not lie within is refused and nothing moves", 0 },
	{ "store_read", SEAM_MUST, store_read,
	  "the last bytes of an object are read, and no more than there is room for", 0 },
	{ "store_write", SEAM_MUST, store_write, "a write past the end is refused whole: nothing of it is written", 0 },
	SEAM_END
};
