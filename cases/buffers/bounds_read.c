/*
 * bounds_read: of n counted bytes all are read, and nothing before or behind them.
 * Rule: buffers.bounds_read    Source: RS-2025-0020; CWE-125, CWE-193; guard pages at both ends
 */
#include "buffers/bytes.h"

enum { LONGEST = 70 }; /* longer than what a vector unit takes at once */

static void digest(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->digest);
	for (size_t n = 0; n <= LONGEST; n++) {
		const unsigned char *in = numbered(c, n);
		uint64_t seen = 0;

		REQUIRE(CHECK_EQ(c, b->digest(in, n, &seen), SEAM_OK));
		if (seen == hash(in, n))
			continue;
		if (n > 1 && seen == hash(in, n - 1))
			FAIL(c, "the digest of %zu bytes leaves out the last one", n);
		else if (n > 1 && seen == hash(in + 1, n - 1))
			FAIL(c, "the digest of %zu bytes leaves out the first one", n);
		else
			FAIL(c, "the digest of %zu bytes is wrong", n);
		return;
	}
}

static void describe(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->describe);
	for (size_t n = 1; n <= LONGEST; n++) {
		unsigned char bytes[LONGEST];
		struct seam_buffers_summary seen;

		/* What is sought stands at the ends. */
		memset(bytes, 100, n);
		bytes[0] = 200;
		bytes[n - 1] = 7;
		REQUIRE(CHECK_EQ(c, b->describe(seam_in(c, bytes, n), n, &seen), SEAM_OK));
		REQUIRE(CHECK_EQ(c, seen.least, 7));
		REQUIRE(CHECK_EQ(c, seen.most, n == 1 ? 7 : 200));
		REQUIRE(CHECK_EQ(c, seen.last, 7));
		REQUIRE(CHECK_EQ(c, seen.size, n));
		REQUIRE(CHECK_EQ(c, seen.zeros, 0));
		REQUIRE(CHECK_EQ(c, seen.first_zero, n));
	}
}

static void zero_at_the_ends(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_summary seen;
	unsigned char bytes[9] = { 5, 5, 5, 5, 5, 5, 5, 5, 0 };

	NEED(c, b->describe);
	REQUIRE(CHECK_EQ(c, b->describe(seam_in(c, bytes, 9), 9, &seen), SEAM_OK));
	CHECK_EQ(c, seen.first_zero, 8);
	CHECK_EQ(c, seen.zeros, 1);
	/* A byte that is not counted is not looked at, though it could be. */
	REQUIRE(CHECK_EQ(c, b->describe(seam_in(c, bytes, 9), 8, &seen), SEAM_OK));
	CHECK_EQ(c, seen.first_zero, 8);
	CHECK_EQ(c, seen.zeros, 0);
	CHECK_EQ(c, seen.last, 5);
	bytes[0] = 0;
	REQUIRE(CHECK_EQ(c, b->describe(seam_in(c, bytes, 9), 9, &seen), SEAM_OK));
	CHECK_EQ(c, seen.first_zero, 0);
	CHECK_EQ(c, seen.zeros, 2);
	CHECK_EQ(c, seen.least, 0);
}

/* count counts numbers, not bytes. */
static void sum_u32(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->sum_u32);
	for (size_t count = 0; count <= LONGEST / 4; count++) {
		uint32_t numbers[LONGEST / 4 + 1];
		uint64_t seen = 0, expected = 0;

		for (size_t i = 0; i < count; i++)
			expected += numbers[i] = (uint32_t)seam_tag(c, (uint32_t)i);
		REQUIRE(CHECK_EQ(c, b->sum_u32(seam_in(c, numbers, count * 4), count, &seen), SEAM_OK));
		REQUIRE(CHECK_EQ(c, seen, expected));
	}
}

static void sum_is_of_64_bits(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const uint32_t numbers[] = { UINT32_MAX, UINT32_MAX, UINT32_MAX };
	uint64_t seen = 0;

	NEED(c, b->sum_u32);
	REQUIRE(CHECK_EQ(c, b->sum_u32(seam_in(c, numbers, sizeof numbers), 3, &seen), SEAM_OK));
	CHECK_EQ(c, seen, UINT64_C(3) * UINT32_MAX);
}

/* NUL, 0xFF, `%` and line ends are bytes as any other: a buffer has no terminator. */
static void bytes_are_data(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const unsigned char bytes[] = { 0, 'a', 0, 0xFF, '%', 'n', '\r', '\n', 0x1A, 0x80, 0 };
	uint64_t seen = 0;

	NEED(c, b->digest);
	REQUIRE(CHECK_EQ(c, b->digest(seam_in(c, bytes, sizeof bytes), sizeof bytes, &seen), SEAM_OK));
	CHECK_EQ(c, seen, hash(bytes, sizeof bytes));
}

SEAM_CASES(buffers, bounds_read) = {
	{ "digest", SEAM_MUST, digest, "all n bytes are read and none beside them", 0 },
	{ "describe", SEAM_MUST, describe, "the first and the last byte count, and none beside them", 0 },
	{ "zero_at_the_ends", SEAM_MUST, zero_at_the_ends,
	  "what stands at an end is found, what stands behind it is not", 0 },
	{ "sum_u32", SEAM_MUST, sum_u32, "a count of numbers is not a count of bytes", 0 },
	{ "sum_is_of_64_bits", SEAM_MUST, sum_is_of_64_bits, "a sum of 32-bit numbers is not cut to 32 bits", 0 },
	{ "bytes_are_data", SEAM_MUST, bytes_are_data, "no byte ends a buffer or is translated", 0 },
	SEAM_END
};
