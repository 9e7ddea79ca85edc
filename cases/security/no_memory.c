/*
 * no_memory: ops that ask the host for something give nothing, and keep nothing, when memory is out.
 * Rule: security.no_memory    Source: CWE-252, CWE-401; the ops that the allocator instrument does not repeat
 */
#include "security/keys.h"

enum { MOST = 12 };

static int64_t read_message(void *userdata, uint64_t offset, void *buffer, size_t n)
{
	const struct wire *w = userdata;

	if (offset > w->n || n > w->n - offset)
		return -1;
	memcpy(buffer, w->bytes + offset, n);
	return (int64_t)n;
}

static void fetch(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct wire w, message;

	NEED_MESSAGES(c);
	NEED(c, s->message_fetch);
	wire_rich(&message);
	w.n = 0;
	wire_number(&w, message.n, 4);
	wire_bytes(&w, message.bytes, message.n);
	for (size_t k = 1; k < MOST; k++) {
		struct seam_sec_message *out = UNSET;
		size_t blocks = seam_live(c).blocks;
		int rc;

		seam_fail_request(c, k);
		rc = s->message_fetch(read_message, &w, &out);
		seam_fail_request(c, 0);
		if (rc == SEAM_OK) {
			s->message_release(out);
			break;
		}
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		CHECK(c, out == UNSET);
		CHECK_EQ(c, seam_live(c).blocks, blocks);
	}
}

static void unlock(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct answer answer = answer_of(plain_key(1, 32), 32);
	struct seam_sec_ring *ring;
	uint64_t id;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	id = added(c, ring, plain_key(1, 32), 32);
	for (size_t k = 1; k < MOST; k++) {
		uint64_t session = UNSET_N;
		size_t blocks = seam_live(c).blocks;
		int rc;

		seam_fail_request(c, k);
		rc = s->ring_unlock(ring, id, give_answer, &answer, &session);
		seam_fail_request(c, 0);
		if (rc == SEAM_OK)
			break;
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		CHECK_EQ(c, session, UNSET_N);
		CHECK_EQ(c, seam_live(c).blocks, blocks);
	}
	s->ring_release(ring);
}

static void count_line(void *userdata, const char *line, size_t n)
{
	(void)line;
	*(size_t *)userdata += n;
}

static void log_line(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->log_refused);
	for (size_t k = 1; k < MOST; k++) {
		size_t n = 0, blocks = seam_live(c).blocks;
		int rc;

		seam_fail_request(c, k);
		rc = s->log_refused("bob", 3, count_line, &n);
		seam_fail_request(c, 0);
		CHECK_EQ(c, seam_live(c).blocks, blocks);
		CHECK_EQ(c, n, rc == SEAM_OK ? sizeof "refused: \"bob\"\n" - 1 : 0);
		if (rc == SEAM_OK)
			break;
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
	}
}

static int give(void *userdata, const void **bytes, size_t *n)
{
	++*(size_t *)userdata;
	*bytes = "abc";
	*n = 3;
	return 0;
}

static void supply(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->supply);
	for (size_t k = 1; k < MOST; k++) {
		size_t out_n = UNSET_N, calls = 0, blocks = seam_live(c).blocks;
		void *out = UNSET;
		int rc;

		seam_fail_request(c, k);
		rc = s->supply(give, &calls, &out, &out_n);
		seam_fail_request(c, 0);
		if (rc == SEAM_OK) {
			block_is(c, out, 3, 1, "abc", 3);
			break;
		}
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		CHECK(c, out == UNSET && out_n == UNSET_N && calls <= 1);
		CHECK_EQ(c, seam_live(c).blocks, blocks);
	}
}

SEAM_CASES(security, no_memory) = {
	{ "fetch", SEAM_MUST, fetch, "a message that is fetched without memory is none, and nothing is left of it", 0 },
	{ "unlock", SEAM_MUST, unlock, "no session is opened without memory", 0 },
	{ "log_line", SEAM_MUST, log_line, "a line is written whole or not at all", 0 },
	{ "supply", SEAM_MUST, supply, "a block that is not to be had is an error", 0 },
	SEAM_END
};
