/*
 * heartbeat: what is sent back is what came, however much was claimed, and no memory beside it.
 * Rule: security.heartbeat    Source: CVE-2014-0160
 */
#include "security/enemy.h"

static void replied(struct seam_case *c, const unsigned char *request, size_t n)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char expected[600] = { 0 };
	size_t reply_n = UNSET_N, size = n + 16;
	unsigned char *reply = seam_out(c, size + 8);

	memcpy(expected, request, n);
	seam_dirty_stack(c);
	if (!CHECK_EQ(c, s->heartbeat(seam_in(c, request, n), n, reply, size + 8, &reply_n), SEAM_OK) ||
	    !CHECK_EQ(c, reply_n, size))
		return;
	CHECK_BYTES(c, reply, size, expected, size);
	CHECK_EQ(c, seam_untouched(c, reply + size, 8), 8);
	reply = seam_out(c, size);
	CHECK_EQ(c, s->heartbeat(seam_in(c, request, n), n, reply, size, &reply_n), SEAM_OK);
	for (size_t less = 0; less < size; less += less < 20 ? 1 : 19) {
		reply = seam_out(c, less);
		reply_n = UNSET_N;
		if (!CHECK_EQ(c, s->heartbeat(seam_in(c, request, n), n, reply, less, &reply_n), SEAM_E_SPACE) ||
		    !CHECK_EQ(c, reply_n, size) || !CHECK_EQ(c, seam_untouched(c, reply, less), less))
			return;
	}
}

static void answers(struct seam_case *c)
{
	unsigned char request[302] = "\x2C\x01";

	NEED(c, SEAM_OPS(c, security)->heartbeat);
	replied(c, (const unsigned char *)"\5\0a\0c%n", 7);
	replied(c, (const unsigned char *)"\0\0", 2);
	for (size_t i = 2; i < sizeof request; i++)
		request[i] = (unsigned char)i;
	replied(c, request, sizeof request);
}

static void claims(struct seam_case *c)
{
	static const uint32_t lengths[] = { 0, 1, 3, 5, 6, 20, 255, 0x104, 0x1004, 0x4000, 0x7FFF, 0x8000, 0x8004, 0xFFFC, 0xFFFE, 0xFFFF };
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char request[6] = { 4, 0, 'a', 'b', 'c', 'd' }, *reply = seam_out(c, 70000);

	NEED(c, s->heartbeat);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		size_t reply_n = UNSET_N;
		int rc;

		if (SEAM_STIMULUS(c))
			number_to(request, lengths[i], 2);
		rc = s->heartbeat(seam_in(c, request, sizeof request), sizeof request, reply, 70000, &reply_n);
		if (!CHECK_EQ(c, rc, SEAM_E_RANGE) || !CHECK_EQ(c, reply_n, UNSET_N) ||
		    !CHECK_EQ(c, seam_untouched(c, reply, 70000), 70000)) {
			FAIL(c, "that was a request of 4 bytes that says %lu", (unsigned long)lengths[i]);
			return;
		}
	}
}

/* With the length itself cut, or more than its 16 bits can say. */
static void sizes(struct seam_case *c)
{
	static const uint64_t over[] = { 65538, 65540, 0x80000006u, 0x100000006u, UINT64_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);
	size_t reply_n = UNSET_N;
	unsigned char *reply = seam_out(c, 64);

	NEED(c, s->heartbeat);
	CHECK_EQ(c, s->heartbeat(NULL, 0, reply, 64, &reply_n), SEAM_E_RANGE);
	CHECK_EQ(c, s->heartbeat(seam_in(c, "\0", 1), 1, reply, 64, &reply_n), SEAM_E_RANGE);
	for (size_t i = 0; i < sizeof over / sizeof over[0]; i++)
		if ((size_t)over[i] == over[i])
			CHECK_EQ(c, s->heartbeat(seam_in(c, "\4\0abcd", 6), (size_t)over[i], reply, 64, &reply_n), SEAM_E_RANGE);
	CHECK_EQ(c, reply_n, UNSET_N);
	CHECK_EQ(c, seam_untouched(c, reply, 64), 64);
}

SEAM_CASES(security, heartbeat) = {
	{ "answers", SEAM_MUST, answers, "a reply is the request and zeros, in the space that there is", 0 },
	{ "claims", SEAM_MUST, claims, "a request that claims more or less than it has gets no reply", 0 },
	{ "sizes", SEAM_MUST, sizes, "a request that is cut, or longer than can be said, gets no reply", 0 },
	SEAM_END
};
