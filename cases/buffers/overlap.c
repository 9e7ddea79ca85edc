/*
 * overlap: source and target overlap as declared: moved as if through a copy, the same, or refused.
 * Rule: buffers.overlap    Source: memmove(3), C11 7.24.2.1; restrict; &[u8] beside &mut [u8]; glibc's memcpy of 2010
 */
#include "buffers/bytes.h"

enum { WHOLE = 96 };

/* Each distance, each length, upwards and downwards. */
static void move(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *bytes = seam_out(c, WHOLE), expected[WHOLE], part[WHOLE];
	static const size_t lengths[] = { 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64 };

	NEED(c, b->move);
	for (size_t to = 0; to <= 32; to++)
		for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
			size_t n = lengths[l], from = 16;

			number_all(expected, WHOLE);
			memcpy(part, expected + from, n);
			memcpy(expected + to, part, n);
			number_all(bytes, WHOLE);
			REQUIRE(CHECK_EQ(c, b->move(bytes, WHOLE, to, from, n), SEAM_OK));
			if (memcmp(bytes, expected, WHOLE) != 0) {
				FAIL(c, "%zu bytes moved from %zu to %zu are not what they were", n, from, to);
				return;
			}
		}
}

static void reverse_in_place(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->reverse);
	for (size_t n = 1; n <= 40; n++) {
		unsigned char *bytes = numbered_inout(c, n), expected[40];

		for (size_t i = 0; i < n; i++)
			expected[i] = number(n - 1 - i);
		REQUIRE(CHECK_EQ(c, b->reverse(bytes, n, bytes), SEAM_OK));
		REQUIRE(CHECK_BYTES(c, bytes, n, expected, n));
	}
}

/* Overlaps of all but one byte, and of one byte only. */
static void reverse_refused(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t aparts[] = { 1, 2, 8, 15 };
	unsigned char *bytes = numbered_inout(c, 31);

	NEED(c, b->reverse);
	for (size_t i = 0; i < 4; i++) {
		CHECK_EQ(c, b->reverse(bytes, 16, bytes + aparts[i]), SEAM_E_RANGE);
		CHECK_EQ(c, b->reverse(bytes + aparts[i], 16, bytes), SEAM_E_RANGE);
		is_numbered(c, bytes, 31);
	}
}

/* Side by side is no overlap. */
static void side_by_side(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *bytes = numbered_inout(c, 32), expected[16];

	NEED(c, b->reverse);
	for (size_t i = 0; i < 16; i++)
		expected[i] = number(15 - i);
	CHECK_EQ(c, b->reverse(bytes, 16, bytes + 16), SEAM_OK);
	is_numbered(c, bytes, 16);
	CHECK_BYTES(c, bytes + 16, 16, expected, 16);
	CHECK_EQ(c, b->reverse(bytes + 16, 16, bytes), SEAM_OK);
	is_numbered(c, bytes, 16);
}

/* A store's own bytes, written over its own bytes. */
static void store_write(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	static const struct {
		size_t to, from, n;
	} ways[] = { { 1, 0, 60 }, { 0, 1, 60 }, { 8, 0, 32 }, { 0, 8, 32 }, { 5, 5, 20 }, { 3, 0, 61 }, { 0, 3, 61 } };

	NEED_STORE(c);
	NEED(c, b->store_write);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		unsigned char expected[64], part[64];
		const void *own = NULL;
		size_t n = 0;

		number_all(expected, 64);
		CHECK_EQ(c, b->store_set(store, expected, 64), SEAM_OK);
		memcpy(part, expected + ways[i].from, ways[i].n);
		memcpy(expected + ways[i].to, part, ways[i].n);
		CHECK_EQ(c, b->store_view(store, &own, &n), SEAM_OK);
		if (!CHECK_EQ(c, n, 64))
			break;
		CHECK_EQ(c, b->store_write(store, ways[i].to, (const char *)own + ways[i].from, ways[i].n), SEAM_OK);
		holds(c, store, expected, 64);
	}
	b->store_free(store);
}

SEAM_CASES(buffers, overlap) = {
	{ "move", SEAM_MUST, move, "bytes that are moved over themselves arrive as they were, in both directions", 0 },
	{ "reverse_in_place", SEAM_MUST, reverse_in_place, "in and out may be the same memory where that is said", 0 },
	{ "reverse_refused", SEAM_MUST, reverse_refused,
	  "an overlap that is not allowed is refused, and nothing is written", 0 },
	{ "side_by_side", SEAM_MUST, side_by_side, "memory that only touches does not overlap", 0 },
	{ "store_write", SEAM_MUST, store_write, "an object's own bytes may be written over itself", 0 },
	SEAM_END
};
