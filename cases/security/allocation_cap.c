/*
 * allocation_cap: a request for too much is an error, before any memory is asked for; a product does not wrap.
 * Rule: security.allocation_cap    Source: CWE-789, CWE-190; RUSTSEC-2020-0006 (capacity overflow aborts)
 */
#include "security/enemy.h"

#define BIG ((size_t)1 << (sizeof(size_t) * 4)) /* BIG * BIG is 0 */

static void product(struct seam_case *c)
{
	static const size_t pairs[][2] = {
		{ SEAM_SEC_ALLOC_MAX + 1, 1 },
		{ 1, SEAM_SEC_ALLOC_MAX + 1 },
		{ SEAM_SEC_ALLOC_MAX / 2 + 1, 2 },
		{ 1025, 1024 },
		{ 65536, 65536 },
		{ BIG, BIG },
		{ BIG / 2, BIG * 2 },
		{ BIG + 1, BIG },
		{ SIZE_MAX, 1 },
		{ 1, SIZE_MAX },
		{ SIZE_MAX, SIZE_MAX },
		{ SIZE_MAX / 2 + 1, 2 },
		{ SIZE_MAX / 8 + 2, 8 },
		{ 8, SIZE_MAX / 8 + 2 },
		{ SIZE_MAX / 16 + 1, 16 },
		{ 3, SIZE_MAX / 3 + 1 },
		{ SIZE_MAX - 15, 1 },
		{ INT32_MAX, 1 },
		{ (size_t)INT32_MAX + 1, 1 },
		{ (size_t)1 << 31, 4 },
		{ ((size_t)1 << 31) + 4, 2 },
		{ UINT32_MAX, 1 },
	};
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->array_make);
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		size_t requests = seam_requests(c);
		void *out = UNSET;
		int rc = s->array_make(pairs[i][0], pairs[i][1], &out);

		if (rc != SEAM_E_RANGE)
			FAIL(c, "%zu times %zu bytes are answered with %d, not SEAM_E_RANGE", pairs[i][0], pairs[i][1], rc);
		else if (out != UNSET)
			FAIL(c, "%zu times %zu bytes are refused, and the out-parameter is written", pairs[i][0], pairs[i][1]);
		else if (seam_requests(c) != requests)
			FAIL(c, "%zu times %zu bytes are refused only after memory was asked for", pairs[i][0], pairs[i][1]);
		else
			continue;
		if (rc == SEAM_OK && seam_is_lent(c, out, NULL, NULL))
			seam_free_lent(c, out);
		return;
	}
}

static void is_made(struct seam_case *c, size_t count, size_t size)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	static const unsigned char zeros[64];
	size_t n = count * size, step;
	void *out = UNSET;

	REQUIRE(CHECK_EQ(c, s->array_make(count, size, &out), SEAM_OK));
	if (!CHECK(c, out != UNSET && seam_is_lent(c, out, NULL, NULL)))
		return;
	for (size_t at = 0; at < n; at += step) {
		step = n - at < sizeof zeros ? n - at : sizeof zeros;
		if (!CHECK_BYTES(c, (unsigned char *)out + at, step, zeros, step))
			break;
	}
	block_is(c, out, n, 16, zeros, n < sizeof zeros ? n : sizeof zeros);
}

static void lawful(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, security)->array_make);
	is_made(c, 1, 1);
	is_made(c, 7, 24);
	is_made(c, 24, 7);
	is_made(c, SEAM_SEC_ALLOC_MAX, 1);
	is_made(c, 1, SEAM_SEC_ALLOC_MAX);
	is_made(c, SEAM_SEC_ALLOC_MAX / 8, 8);
}

static void nothing(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, security)->array_make);
	is_made(c, 0, 8);
	is_made(c, 8, 0);
	is_made(c, 0, 0);
	is_made(c, SIZE_MAX, 0);
	is_made(c, 0, SIZE_MAX);
}

SEAM_CASES(security, allocation_cap) = {
	{ "product", SEAM_MUST, product, "too much is refused before any memory is asked for, whatever the product wraps to", 0 },
	{ "lawful", SEAM_MUST, lawful, "what is allowed is given, exactly, and all 0", 0 },
	{ "nothing", SEAM_MUST, nothing, "nothing, however many times, is a block of its own", 0 },
	SEAM_END
};
