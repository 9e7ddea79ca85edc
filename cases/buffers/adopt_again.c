/*
 * adopt_again: the same bytes again, or equal ones: to let go is still to let go.
 * Rule: buffers.adopt_again    Source: "if (ptr == self->ptr) return" in setters; caches keyed by content; CWE-401, CWE-416
 */
#include "buffers/adopt.h"

enum { N = 50 };

static void counted_release(void *userdata, const void *bytes, size_t size)
{
	struct lot *lot = userdata;

	lot->released++;
	CHECK_EQ(lot->c, bytes, lot->bytes);
	CHECK_EQ(lot->c, size, lot->size);
}

/* The same bytes, length and function: two adoptions all the same, each with its userdata. */
static void adopted_twice(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct lot one = a_lot(c, N), other = one;
	struct seam_buffers_store *store;

	NEED_ADOPT(c);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_adopt(store, one.bytes, N, counted_release, &one), SEAM_OK);
	CHECK_EQ(c, b->store_adopt(store, one.bytes, N, counted_release, &other), SEAM_OK);
	released(c, &one, 1, "the first adoption, after the second");
	released(c, &other, 0, "the second adoption, while it is held");
	CHECK_EQ(c, b->store_adopt(store, one.bytes, N, counted_release, &other), SEAM_OK);
	released(c, &other, 1, "the second adoption, after one that is the same in all");
	is_numbered(c, one.bytes, N);
	holds(c, store, one.bytes, N);
	b->store_free(store);
	released(c, &one, 1, "the first adoption, at the end");
	released(c, &other, 2, "the second and the third, at the end");
}

/* Two stores hold the same memory: it belongs to neither. */
static void adopted_by_two(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct lot one = a_lot(c, N), other = one;
	struct seam_buffers_store *stores[2];

	NEED_ADOPT(c);
	REQUIRE((stores[0] = new_store(c)) != NULL);
	REQUIRE((stores[1] = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_adopt(stores[0], one.bytes, N, counted_release, &one), SEAM_OK);
	CHECK_EQ(c, b->store_adopt(stores[1], one.bytes, N, counted_release, &other), SEAM_OK);
	b->store_free(stores[1]);
	released(c, &one, 0, "the first store's adoption");
	released(c, &other, 1, "the second store's");
	holds(c, stores[0], one.bytes, N);
	b->store_free(stores[0]);
	released(c, &one, 1, "the first store's adoption, at the end");
}

/* Kept as a copy from now on: bytes that are equal, the very same ones, and the first of them. */
static void set_to_the_same(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char expected[N];

	NEED_ADOPT(c);
	number_all(expected, N);
	for (int way = 0; way < 3; way++) {
		struct lot lot = a_lot(c, N);
		struct seam_buffers_store *store = new_store(c);
		size_t n = way == 2 ? N / 2 : N;

		REQUIRE(store != NULL);
		if (adopt(c, store, &lot)) {
			CHECK_EQ(c, b->store_set(store, way == 0 ? numbered(c, N) : lot.bytes, n), SEAM_OK);
			if (released(c, &lot, 1, way ? "store_set of the adopted bytes" : "store_set of equal bytes"))
				holds(c, store, expected, n);
		}
		b->store_free(store);
		released(c, &lot, 1, "at the end");
	}
}

SEAM_CASES(buffers, adopt_again) = {
	{ "adopted_twice", SEAM_MUST, adopted_twice, "the same memory may be adopted again: each adoption is released", 0 },
	{ "adopted_by_two", SEAM_MUST, adopted_by_two, "the same memory may be adopted by two: each releases its own", 0 },
	{ "set_to_the_same", SEAM_MUST, set_to_the_same, "adopted bytes are let go though equal ones take their place", 0 },
	SEAM_END
};
