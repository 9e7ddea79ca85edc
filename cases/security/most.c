/*
 * most: the longest payload, the most numbers, a sum that wraps: what is allowed is done.
 * Rule: security.most    Source: lengths of 16 bits taken as signed; `>=` for `>`; sums that saturate
 */
#include "security/enemy.h"

static void payload(struct seam_case *c)
{
	static const size_t lengths[] = { 32767, 32768, 65535 };
	static unsigned char request[2 + 65535];
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->heartbeat);
	for (size_t i = 0; i < 3; i++) {
		size_t n = 2 + lengths[i], reply_n = 0;
		unsigned char *reply = seam_out(c, n + 16);

		memset(request, 'p', n);
		number_to(request, lengths[i], 2);
		if (CHECK_EQ(c, s->heartbeat(seam_in(c, request, n), n, reply, n + 16, &reply_n), SEAM_OK) && CHECK_EQ(c, reply_n, n + 16))
			CHECK_BYTES(c, reply, n, request, n);
	}
}

static int64_t last(void *userdata, const uint64_t *numbers, size_t n)
{
	(void)userdata, (void)numbers;
	return (int64_t)n - 1;
}

static void numbers(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	uint64_t *of = seam_out(c, 1024 * sizeof *of), out = 0;

	NEED(c, s->pick);
	for (uint32_t i = 0; i < 1024; i++)
		of[i] = seam_tag(c, i);
	CHECK_EQ(c, s->pick(of, 1024, last, NULL, &out), SEAM_OK);
	CHECK_EQ(c, out, of[1023]);
}

struct given {
	size_t capacity;
	uint64_t sum;
};

static int64_t give_the_greatest(void *userdata, uint64_t *of, size_t capacity)
{
	struct given *given = userdata;
	size_t n = capacity < 3 ? capacity : 3;

	given->capacity = capacity;
	for (size_t i = 0; i < n; i++)
		given->sum += of[i] = UINT64_MAX - 2 * i;
	return (int64_t)n;
}

static void sum(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct given given = { 0, 0 };
	uint64_t seen = 0;
	size_t count = 0;

	NEED(c, s->gather);
	REQUIRE(CHECK_EQ(c, s->gather(give_the_greatest, &given, &count, &seen), SEAM_OK));
	CHECK_EQ(c, count, given.capacity < 3 ? given.capacity : 3);
	if (seen != given.sum)
		FAIL(c, "a sum over 64 bits is %#llx, and wraps to %#llx", (unsigned long long)seen, (unsigned long long)given.sum);
}

SEAM_CASES(security, most) = { { "payload", SEAM_MUST, payload, "a payload of any length that 16 bits say is answered", 0 },
	                       { "numbers", SEAM_MUST, numbers, "the last of the most numbers may be chosen", 0 },
	                       { "sum", SEAM_MUST, sum, "a sum over 64 bits wraps", 0 },
	                       SEAM_END };
