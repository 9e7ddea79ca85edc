/*
 * store: an object holds what it was last given, and nothing once it is cleared.
 * Rule: buffers.store    Source: CWE-416 (replaced by a part of itself), CWE-226; a clear that clears nothing
 */
#include "buffers/bytes.h"

#define NEED_ALL(c)                                                                                                    \
	NEED_STORE(c);                                                                                                 \
	NEED(c, SEAM_OPS(c, buffers)->store_clear);                                                                    \
	NEED(c, SEAM_OPS(c, buffers)->store_write)

/* Longer, shorter, as long: each in place of the one before. */
static void replaced(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t sizes[] = { 10, 100, 5, 5, 0, 64, 64, 1 };
	struct seam_buffers_store *store;

	NEED_ALL(c);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		unsigned char bytes[100];

		memset(bytes, (int)(0x40 + i), sizes[i]);
		CHECK_EQ(c, b->store_set(store, seam_in(c, bytes, sizes[i]), sizes[i]), SEAM_OK);
		holds(c, store, bytes, sizes[i]);
	}
	b->store_free(store);
}

/* By all its own bytes, by the last ones, by one, by none. */
static void by_a_part_of_itself(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t froms[] = { 0, 1, 8, 20, 21 };
	struct seam_buffers_store *store;
	unsigned char expected[22];

	NEED_ALL(c);
	REQUIRE((store = new_store(c)) != NULL);
	number_all(expected, sizeof expected);
	for (size_t i = 0; i < 5; i++) {
		const void *own = NULL;
		size_t n = 0;

		CHECK_EQ(c, b->store_set(store, numbered(c, 21), 21), SEAM_OK);
		CHECK_EQ(c, b->store_view(store, &own, &n), SEAM_OK);
		if (!CHECK_EQ(c, n, 21))
			break;
		CHECK_EQ(c, b->store_set(store, (const char *)own + froms[i], 21 - froms[i]), SEAM_OK);
		holds(c, store, expected + froms[i], 21 - froms[i]);
	}
	b->store_free(store);
}

static void cleared(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	struct seam_live empty, full;

	NEED_ALL(c);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_clear(store), SEAM_OK);
	empty = seam_live(c);
	for (size_t i = 0; i < 2; i++) {
		CHECK_EQ(c, b->store_set(store, numbered(c, 5000), 5000), SEAM_OK);
		full = seam_live(c);
		CHECK(c, full.bytes >= empty.bytes + 5000);
		CHECK_EQ(c, b->store_clear(store), SEAM_OK);
		holds(c, store, "", 0);
		CHECK_EQ(c, seam_live(c).bytes, empty.bytes);
		CHECK_EQ(c, b->store_write(store, 0, "x", 1), SEAM_E_RANGE);
	}
	b->store_free(store);
}

/* The lent memory of old contents goes when new ones come. */
static void holds_no_more(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	size_t blocks = 0;

	NEED_ALL(c);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t i = 0; i < 20; i++) {
		CHECK_EQ(c, b->store_set(store, numbered(c, 100 + i), 100 + i), SEAM_OK);
		if (i == 0)
			blocks = seam_live(c).blocks;
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks));
	}
	b->store_free(store);
	b->store_free(NULL);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void each_its_own(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *one, *other;

	NEED_ALL(c);
	REQUIRE((one = new_store(c)) != NULL);
	REQUIRE((other = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(one, "one", 3), SEAM_OK);
	CHECK_EQ(c, b->store_set(other, "other", 5), SEAM_OK);
	holds(c, one, "one", 3);
	CHECK_EQ(c, b->store_write(one, 0, "O", 1), SEAM_OK);
	holds(c, other, "other", 5);
	b->store_free(one);
	holds(c, other, "other", 5);
	b->store_free(other);
}

static void live(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *stores[5];
	uint64_t before;

	NEED_ALL(c);
	NEED(c, b->live);
	before = b->live();
	for (uint64_t i = 0; i < 5; i++) {
		REQUIRE((stores[i] = new_store(c)) != NULL);
		CHECK_EQ(c, b->live(), before + i + 1);
	}
	for (uint64_t i = 0; i < 5; i++) {
		b->store_free(stores[i]);
		CHECK_EQ(c, b->live(), before + 4 - i);
	}
}

SEAM_CASES(buffers, store) = {
	{ "replaced", SEAM_MUST, replaced, "new bytes take the place of old ones, whatever the lengths", 0 },
	{ "by_a_part_of_itself", SEAM_MUST, by_a_part_of_itself, "bytes that an object holds may be what replaces them",
	  0 },
	{ "cleared", SEAM_MUST, cleared, "a cleared object holds no bytes and no memory for them", 0 },
	{ "holds_no_more", SEAM_MUST, holds_no_more, "the memory of what was replaced is given back", 0 },
	{ "each_its_own", SEAM_MUST, each_its_own, "objects share no bytes", 0 },
	{ "live", SEAM_MUST, live, "live counts the stores that there are", 0 },
	SEAM_END
};
