/*
 * narrowing: a size_t does not become a smaller type unseen: 255, 256, 32767, 32768, 65535, 65536, and a little more.
 * Rule: buffers.narrowing    Source: CWE-197; len() as u16 in wire code; jshort and UInt16 in bindings; -Wconversion
 */
#include "buffers/bytes.h"

static const size_t sizes[] = { 127, 128, 255, 256, 257, 32767, 32768, 32769, 65535, 65536, 65541, 131077 };
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static void digest(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->digest);
	for (size_t i = 0; i < SIZES; i++) {
		const unsigned char *in = numbered(c, sizes[i]);
		uint64_t seen = 0;

		CHECK_EQ(c, b->digest(in, sizes[i], &seen), SEAM_OK);
		if (seen != hash(in, sizes[i])) {
			FAIL(c, "%zu bytes were not all digested", sizes[i]);
			return;
		}
	}
}

/* What counts stands behind byte 65535: sizes and indices that come out do not shrink either. */
static void describe(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->describe);
	for (size_t i = 0; i < SIZES; i++) {
		size_t n = sizes[i], zeros = n / 2;
		unsigned char *in = seam_out(c, n);
		struct seam_buffers_summary s;

		memset(in, 9, n - zeros);
		memset(in + n - zeros, 0, zeros);
		REQUIRE(CHECK_EQ(c, b->describe(in, n, &s), SEAM_OK));
		REQUIRE(CHECK_EQ(c, s.size, n) && CHECK_EQ(c, s.first_zero, n - zeros) && CHECK_EQ(c, s.zeros, zeros));
	}
}

static void sum_u32(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->sum_u32);
	for (size_t i = 0; i < SIZES - 1; i++) {
		uint32_t *in = seam_out(c, sizes[i] * sizeof *in);
		uint64_t seen = 0;

		for (size_t k = 0; k < sizes[i]; k++)
			in[k] = 3;
		CHECK_EQ(c, b->sum_u32(in, sizes[i], &seen), SEAM_OK);
		REQUIRE(CHECK_EQ(c, seen, (uint64_t)3 * sizes[i]));
	}
}

static void find(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->find);
	for (size_t i = 0; i < SIZES; i++) {
		unsigned char *hay = seam_out(c, sizes[i]);
		size_t at = 0;

		memset(hay, 'h', sizes[i]);
		hay[sizes[i] - 1] = 'n';
		CHECK_EQ(c, b->find(hay, sizes[i], "hn", 2, &at), SEAM_OK);
		REQUIRE(CHECK_EQ(c, at, sizes[i] - 2));
	}
}

static void hex(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->hex);
	for (size_t i = 0; i < SIZES; i++) {
		size_t size = 2 * sizes[i], needed = 0;
		unsigned char *in = seam_out(c, sizes[i]), *to = seam_out(c, size);

		memset(in, 0xAA, sizes[i]);
		CHECK_EQ(c, b->hex(in, sizes[i], NULL, &needed), SEAM_E_SPACE);
		REQUIRE(CHECK_EQ(c, needed, 2 * sizes[i]));
		CHECK_EQ(c, b->hex(in, sizes[i], to, &size), SEAM_OK);
		REQUIRE(all_are(c, to, 2 * sizes[i], 'a', "hex"));
	}
}

static void owned(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	NEED(c, b->owned_resize);
	for (size_t i = 0; i < SIZES; i++) {
		size_t n = sizes[i];
		const unsigned char *in = numbered(c, n);
		struct seam_buffers_owned o;
		bool good;

		REQUIRE(CHECK_EQ(c, b->owned_copy(in, n, &o), SEAM_OK));
		good = owns(c, &o, in, n) && CHECK_EQ(c, b->owned_append(&o, in, n), SEAM_OK) && sound(c, &o) &&
		       CHECK_EQ(c, o.size, 2 * n) && is_numbered(c, o.bytes, n) && is_numbered(c, o.bytes + n, n) &&
		       CHECK_EQ(c, b->owned_resize(&o, 4 * n, 0xEE), SEAM_OK) && sound(c, &o) &&
		       CHECK_EQ(c, o.size, 4 * n) && is_numbered(c, o.bytes, n) &&
		       all_are(c, o.bytes + 2 * n, 2 * n, 0xEE, "the bytes that owned_resize added");
		b->owned_free(&o);
		REQUIRE(CHECK(c, good));
	}
}

/* Bytes, and an offset, behind 65535. */
static void store(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	bool good = true;

	NEED_STORE(c);
	NEED(c, b->store_read);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t i = 0; good && i < SIZES; i++) {
		const unsigned char *in = numbered(c, sizes[i]);
		unsigned char last = 0, *to = seam_out(c, 140000);
		size_t done = 0;

		good = CHECK_EQ(c, b->store_set(store, in, sizes[i]), SEAM_OK) && holds(c, store, in, sizes[i]) &&
		       CHECK_EQ(c, b->store_read(store, sizes[i] - 1, &last, 1, &done), SEAM_OK) &&
		       CHECK_EQ(c, last, number(sizes[i] - 1)) &&
		       CHECK_EQ(c, b->store_read(store, 0, to, 140000, &done), SEAM_OK) &&
		       CHECK_EQ(c, done, sizes[i]) && is_numbered(c, to, done);
	}
	b->store_free(store);
}

SEAM_CASES(buffers, narrowing) = { { "digest", SEAM_MUST, digest, "lengths over 8, 15 and 16 bits are read whole", 0 },
	                           { "describe", SEAM_MUST, describe,
	                             "sizes, counts and indices over 16 bits come out whole", 0 },
	                           { "sum_u32", SEAM_MUST, sum_u32, "counts over 16 bits are summed whole", 0 },
	                           { "find", SEAM_MUST, find, "places behind byte 65535 are found", 0 },
	                           { "hex", SEAM_MUST, hex, "needed sizes over 16 bits come back whole", 0 },
	                           { "owned", SEAM_MUST, owned, "an owned buffer's sizes are whole", 0 },
	                           { "store", SEAM_MUST, store, "a store's sizes and offsets are whole", 0 },
	                           SEAM_END };
