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

SEAM_CASES(security, most) = { { "payload", SEAM_MUST, payload, "a payload of any length that 16 bits say is answered", 0 },
	                       { "numbers", SEAM_MUST, numbers, "the last of the most numbers may be chosen", 0 },
	                       SEAM_END };
