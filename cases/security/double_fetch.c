/*
 * double_fetch: what was checked is what is used: memory that others write is read once.
 * Rule: security.double_fetch    Source: CVE-2008-2252, CVE-2016-6516, XSA-155; CWE-367
 */
#include "security/enemy.h"

/* Memory of an enemy: each byte turns over once it has been read.  Where `lies` is set, what a read returns. */
struct shared {
	struct seam_case *c;
	struct wire w; /* the length, and the message */
	unsigned char turned[2048];
	unsigned read[2048];
	uint64_t extent;
	int64_t answer; /* of the read at `at`, when `lies` */
	uint64_t at;
	bool lies, stays;
	unsigned reads;
};

static int64_t read_shared(void *userdata, uint64_t offset, void *buffer, size_t n)
{
	struct shared *shared = userdata;

	shared->reads++;
	if (shared->lies && offset >= shared->at)
		return shared->answer;
	if (offset > shared->w.n || n > shared->w.n - offset) {
		FAIL(shared->c, "%zu bytes at %llu are asked for, of %zu", n, (unsigned long long)offset, shared->w.n);
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)offset + i;

		if (shared->read[at]++ == 1)
			FAIL(shared->c, "byte %zu of the shared memory is read twice", at);
		((unsigned char *)buffer)[i] = shared->read[at] > 1 && !shared->stays ? shared->turned[at] : shared->w.bytes[at];
	}
	return (int64_t)n;
}

/* A message behind its length; what it turns into is one of four bytes more. */
static void share(struct seam_case *c, struct shared *shared, const struct wire *message)
{
	memset(shared, 0, sizeof *shared);
	shared->c = c;
	wire_number(&shared->w, message->n, 4);
	wire_bytes(&shared->w, message->bytes, message->n);
	for (size_t i = 0; i < shared->w.n; i++)
		shared->turned[i] = (unsigned char)(shared->w.bytes[i] + (i == 0 || i == 10 ? 4 : 0));
}

#define NEED_FETCH(c)                                                                                                  \
	do {                                                                                                           \
		NEED_MESSAGES(c);                                                                                      \
		NEED((c), SEAM_OPS((c), security)->message_fetch);                                                     \
	} while (0)

static void read_once(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message = UNSET;
	struct shared shared;
	struct wire w;

	NEED_FETCH(c);
	wire_single(&w, SEAM_SEC_TEXT, "abcdefgh", 8);
	share(c, &shared, &w);
	shared.stays = !SEAM_STIMULUS(c);
	if (shared.stays)
		FAIL(c, "the memory does not change");
	if (!CHECK_EQ(c, s->message_fetch(read_shared, &shared, &message), SEAM_OK))
		return;
	memset(&shared.w, 0xFF, sizeof shared.w);
	item_is(c, message, 0, SEAM_SEC_TEXT, 0, 0, "abcdefgh", 8);
	s->message_release(message);
}

static int fetched(struct seam_case *c, struct shared *shared)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message = UNSET;
	int rc = s->message_fetch(read_shared, shared, &message);

	if (rc == SEAM_OK && message && message != UNSET)
		s->message_release(message);
	else
		CHECK(c, message == UNSET);
	return rc;
}

/* Of the length, nothing is read on when it is too great or too small. */
static void length(struct seam_case *c)
{
	static const uint64_t lengths[] = { 0, 1, 4, SEAM_SEC_MESSAGE_MAX + 1, 0x7FFFFFFF, 0x80000000u, 0xFFFFFFFBu, 0xFFFFFFFCu,
		                            0xFFFFFFFFu };
	struct shared shared;
	struct wire w;

	NEED_FETCH(c);
	wire_rich(&w);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		share(c, &shared, &w);
		if (SEAM_STIMULUS(c))
			number_to(shared.w.bytes, lengths[i], 4);
		CHECK_EQ(c, fetched(c, &shared), SEAM_E_RANGE);
		for (size_t at = 4; lengths[i] > SEAM_SEC_MESSAGE_MAX && at < shared.w.n; at++)
			if (!CHECK_EQ(c, shared.read[at], 0))
				break;
	}
	for (size_t cut = 1; cut < w.n - 5; cut++) {
		share(c, &shared, &w);
		number_to(shared.w.bytes, w.n - cut, 4);
		shared.w.n -= cut;
		if (!CHECK_EQ(c, fetched(c, &shared), SEAM_E_RANGE))
			return;
	}
}

static void answers(struct seam_case *c)
{
	static const int64_t lies[] = { 0, 1, 3, 5, -1, INT32_MIN, INT32_MAX, INT64_MIN, INT64_MAX, 0x100000004, 0x104 };
	struct shared shared;
	struct wire w;

	NEED_FETCH(c);
	wire_rich(&w);
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
		for (uint64_t at = 0; at <= 4; at += 4) {
			share(c, &shared, &w);
			shared.lies = SEAM_STIMULUS(c);
			shared.at = at;
			shared.answer = lies[i] == 0x100000004 && at ? 0x100000000 + (int64_t)w.n : lies[i];
			if (!CHECK_EQ(c, fetched(c, &shared), SEAM_E_FAILED)) {
				FAIL(c, "that was an answer of %lld bytes at %llu", (long long)lies[i], (unsigned long long)at);
				return;
			}
		}
}

SEAM_CASES(security, double_fetch) = {
	{ "read_once", SEAM_MUST, read_once, "no byte of shared memory is read a second time", 0 },
	{ "length", SEAM_MUST, length, "a length in shared memory is checked before it is used", 0 },
	{ "answers", SEAM_MUST, answers, "a read that gives another number of bytes than asked for has failed", 0 },
	SEAM_END
};
