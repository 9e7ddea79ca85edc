/*
 * not_retained: when an op has returned, its inputs are the caller's again: rewritten, freed, unmapped.
 * Rule: buffers.not_retained    Source: cgo's pointer rules; RS-2025-0022; JNI's Get...Critical; WeakRef'd ArrayBuffer
 */
#include "buffers/bytes.h"

/* The memory is rewritten, then gone; each later look at it faults. */
static void gone(struct seam_case *c, const void *p)
{
	seam_rewrite(c, p);
	seam_drop(c, p);
}

/* Ops that take bytes and keep nothing, again and again, each time with memory that then goes. */
static void read(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	for (size_t i = 0; i < 3; i++) {
		const unsigned char *in = numbered(c, 64), *needle = numbered(c, 3);
		unsigned char *to = seam_out(c, 128);
		struct seam_buffers_summary summary;
		size_t size = 128, at = 0;
		uint64_t out = 0;

		if (b->digest && CHECK_EQ(c, b->digest(in, 64, &out), SEAM_OK))
			CHECK_EQ(c, out, hash(in, 64));
		if (b->describe)
			CHECK_EQ(c, b->describe(in, 64, &summary), SEAM_OK);
		if (b->sum_u32)
			CHECK_EQ(c, b->sum_u32(in, 16, &out), SEAM_OK);
		if (b->find)
			CHECK_EQ(c, b->find(in, 64, needle, 3, &at), SEAM_OK);
		if (b->hex)
			CHECK_EQ(c, b->hex(in, 64, to, &size), SEAM_OK);
		if (b->reverse)
			CHECK_EQ(c, b->reverse(in, 64, to), SEAM_OK);
		gone(c, in);
		gone(c, needle);
		gone(c, to);
	}
}

/* The same address with other bytes, of the same length, is another input. */
static void no_memory_of_it(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char *bytes = numbered_inout(c, 64);
	struct seam_buffers_summary summary;
	uint64_t out = 0;

	NEED(c, b->digest);
	CHECK_EQ(c, b->digest(bytes, 64, &out), SEAM_OK);
	CHECK_EQ(c, out, hash(bytes, 64));
	bytes[40] ^= 0xFF;
	CHECK_EQ(c, b->digest(bytes, 64, &out), SEAM_OK);
	CHECK_EQ(c, out, hash(bytes, 64));
	memset(bytes, 9, 64);
	NEED(c, b->describe);
	CHECK_EQ(c, b->describe(bytes, 64, &summary), SEAM_OK);
	CHECK_EQ(c, summary.most, 9);
	bytes[63] = 10;
	CHECK_EQ(c, b->describe(bytes, 64, &summary), SEAM_OK);
	CHECK_EQ(c, summary.most, 10);
}

/* What is kept is a copy. */
static void store(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t sizes[] = { 1, 8, 64, 5000 };
	struct seam_buffers_store *store;
	unsigned char expected[5000];

	NEED_STORE(c);
	REQUIRE((store = new_store(c)) != NULL);
	number_all(expected, sizeof expected);
	for (size_t i = 0; i < 4; i++) {
		const unsigned char *in = numbered(c, sizes[i]);

		CHECK_EQ(c, b->store_set(store, in, sizes[i]), SEAM_OK);
		seam_rewrite(c, in);
		if (!holds(c, store, expected, sizes[i]))
			goto out;
		seam_drop(c, in);
		holds(c, store, expected, sizes[i]);
	}
	if (b->store_write) {
		const char *in = seam_in(c, "written", 7);

		CHECK_EQ(c, b->store_write(store, 9, in, 7), SEAM_OK);
		gone(c, in);
		memcpy(expected + 9, "written", 7);
		holds(c, store, expected, 5000);
	}
out:
	b->store_free(store);
}

static void owned(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const unsigned char *in = numbered(c, 40), *more = numbered(c, 24);
	struct seam_buffers_owned o;
	unsigned char expected[64];

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	number_all(expected, 40);
	number_all(expected + 40, 24);
	REQUIRE(CHECK_EQ(c, b->owned_copy(in, 40, &o), SEAM_OK));
	gone(c, in);
	owns(c, &o, expected, 40);
	CHECK_EQ(c, b->owned_append(&o, more, 24), SEAM_OK);
	gone(c, more);
	owns(c, &o, expected, 64);
	b->owned_free(&o);
}

/* Arrays of structs and of pointers are inputs too, and so are the structs. */
static void arrays(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	for (size_t i = 0; i < 2; i++) {
		const char *one = seam_in(c, "one", 3), *two = seam_in(c, "two", 3);
		const struct seam_buffers_piece pieces[] = { { one, 3 }, { two, 3 } };
		const void *rows[] = { one, two };
		const void *array = seam_in(c, pieces, sizeof pieces), *pointers = seam_in(c, rows, sizeof rows);
		char to[6];
		size_t size = 6, absent;

		if (b->gather && CHECK_EQ(c, b->gather(array, 2, to, &size), SEAM_OK))
			CHECK_BYTES(c, to, size, "onetwo", 6);
		if (b->gather_rows && CHECK_EQ(c, b->gather_rows(pointers, 2, 3, to, &size, &absent), SEAM_OK))
			CHECK_BYTES(c, to, size, "onetwo", 6);
		gone(c, one);
		gone(c, two);
		gone(c, array);
		gone(c, pointers);
	}
}
SEAM_CASES(buffers, not_retained) = {
	{ "read", SEAM_MUST, read, "memory that was read or written is not touched by later calls", 0 },
	{ "no_memory_of_it", SEAM_MUST, no_memory_of_it, "bytes that have changed are read anew", 0 },
	{ "store", SEAM_MUST, store, "a store keeps a copy, whatever the length", 0 },
	{ "owned", SEAM_MUST, owned, "an owned buffer is a copy", 0 },
	{ "arrays", SEAM_MUST, arrays, "arrays, and what they point to, are not kept", 0 },
	SEAM_END
};
