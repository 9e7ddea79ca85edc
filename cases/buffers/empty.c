/*
 * empty: no bytes are no bytes, whether the pointer is NULL, dangling or good.
 * Rule: buffers.empty    Source: RS-2026-0008, RS-2023-0044; slice::from_raw_parts; memcpy with NULL; Go &b[0]
 */
#include "buffers/bytes.h"

static void read(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	for (size_t i = 0; i < NOTHINGS; i++) {
		const void *p = no_bytes(c, i);
		struct seam_buffers_summary s = { 1, 1, 1, 1, 1, 1 };
		uint64_t out = 99;

		if (b->digest && CHECK_EQ(c, b->digest(p, 0, &out), SEAM_OK))
			CHECK_EQ(c, out, hash(NULL, 0));
		if (b->sum_u32 && CHECK_EQ(c, b->sum_u32(p, 0, &out), SEAM_OK))
			CHECK_EQ(c, out, 0);
		if (b->describe && CHECK_EQ(c, b->describe(p, 0, &s), SEAM_OK))
			CHECK(c, !s.least && !s.most && !s.size && !s.last && !s.zeros && !s.first_zero);
	}
}

static void find(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->find);
	for (size_t i = 0; i < NOTHINGS; i++) {
		const void *p = no_bytes(c, i);
		size_t at = 99;

		CHECK_EQ(c, b->find(numbered(c, 4), 4, p, 0, &at), SEAM_OK);
		CHECK_EQ(c, at, 0);
		at = 99;
		CHECK_EQ(c, b->find(p, 0, p, 0, &at), SEAM_OK);
		CHECK_EQ(c, at, 0);
		at = 99;
		CHECK_EQ(c, b->find(p, 0, numbered(c, 1), 1, &at), SEAM_E_NOT_FOUND);
		CHECK_EQ(c, at, 99);
	}
}

/* The empty result fits where there is no room at all. */
static void results(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	for (size_t i = 0; i < NOTHINGS * NOTHINGS; i++) {
		const void *p = no_bytes(c, i % NOTHINGS), *array = no_bytes(c, i % ALIGNED);
		void *to = (void *)(uintptr_t)no_bytes(c, i / NOTHINGS), *records = (void *)(uintptr_t)array;
		struct seam_buffers_slice which = { .offset = 4, .rows = 1, .width = 0, .stride = 1 };
		size_t size = 0, absent = 0;

		if (b->hex)
			CHECK_EQ(c, b->hex(p, 0, to, &size), SEAM_OK);
		if (b->decode)
			CHECK_EQ(c, b->decode(p, 0, records, &size), SEAM_OK);
		if (b->encode)
			CHECK_EQ(c, b->encode(array, 0, to, &size), SEAM_OK);
		if (b->gather)
			CHECK_EQ(c, b->gather(array, 0, to, &size), SEAM_OK);
		if (b->slice)
			CHECK_EQ(c, b->slice(numbered(c, 2), 2, &which, to, &size), SEAM_OK);
		if (b->gather_rows)
			CHECK_EQ(c, b->gather_rows(array, 0, 5, to, &size, &absent), SEAM_OK);
		CHECK(c, size == 0 && absent == 0);
	}
}

/* What is moved, reversed, raised or scattered. */
static void in_place(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	for (size_t i = 0; i < NOTHINGS; i++) {
		void *p = (void *)(uintptr_t)no_bytes(c, i);
		struct seam_buffers_room room = { p, 0 };
		size_t done = 99;

		if (b->reverse)
			CHECK_EQ(c, b->reverse(p, 0, p), SEAM_OK);
		if (b->move)
			CHECK_EQ(c, b->move(p, 0, 0, 0, 0), SEAM_OK);
		if (b->raise)
			CHECK_EQ(c, b->raise((void *)(uintptr_t)no_bytes(c, i % ALIGNED), 0, 7), SEAM_OK);
		if (b->scatter && CHECK_EQ(c, b->scatter(numbered(c, 3), 3, &room, 1, &done), SEAM_OK))
			CHECK_EQ(c, done, 0);
		if (b->scatter && CHECK_EQ(c, b->scatter(p, 0, NULL, 0, &done), SEAM_OK))
			CHECK_EQ(c, done, 0);
	}
}

static void owned(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	for (size_t i = 0; i < NOTHINGS; i++) {
		const void *p = no_bytes(c, i);
		struct seam_buffers_owned o;

		memset(&o, WAS, sizeof o);
		REQUIRE(CHECK_EQ(c, b->owned_copy(p, 0, &o), SEAM_OK));
		REQUIRE(owns(c, &o, "", 0));
		CHECK_EQ(c, b->owned_append(&o, p, 0), SEAM_OK);
		owns(c, &o, "", 0);
		CHECK_EQ(c, b->owned_append(&o, "x", 1), SEAM_OK);
		CHECK_EQ(c, b->owned_append(&o, p, 0), SEAM_OK);
		owns(c, &o, "x", 1);
		b->owned_free(&o);
	}
}

static void store(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	size_t n = 0;

	NEED_STORE(c);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t i = 0; i < NOTHINGS; i++) {
		const void *p = no_bytes(c, i);
		void *to = (void *)(uintptr_t)p;

		holds(c, store, "", 0);
		CHECK_EQ(c, b->store_set(store, "something", 9), SEAM_OK);
		if (b->store_read)
			CHECK_EQ(c, b->store_read(store, 9, to, 0, &n), SEAM_OK);
		if (b->store_write)
			CHECK_EQ(c, b->store_write(store, 9, p, 0), SEAM_OK);
		CHECK_EQ(c, b->store_set(store, p, 0), SEAM_OK);
		if (b->store_copy)
			CHECK_EQ(c, b->store_copy(store, to, &n), SEAM_OK);
		CHECK_EQ(c, n, 0);
	}
	b->store_free(store);
}
SEAM_CASES(buffers, empty) = {
	{ "read", SEAM_MUST, read, "no bytes are read where there are none, and the result is that of none", 0 },
	{ "find", SEAM_MUST, find, "the empty needle stands at 0, also in the empty haystack", 0 },
	{ "results", SEAM_MUST, results, "the empty result fits in the empty room", 0 },
	{ "in_place", SEAM_MUST, in_place, "nothing is done to nothing", 0 },
	{ "owned", SEAM_MUST, owned, "an empty buffer is a good one", 0 },
	{ "store", SEAM_MUST, store, "no bytes are stored as none, in place of what was there", 0 },
	SEAM_END
};
