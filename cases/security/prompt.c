/*
 * prompt: an answer is what the prompt wrote, as long as it says and there is room for, to the question that was put.
 * Rule: security.prompt    Source: PAM and pinentry callbacks; libgit2 credentials; CWE-20, CWE-287
 */
#include "security/keys.h"

struct prompted {
	struct seam_case *c;
	struct seam_sec_ring *ring;
	uint64_t id, other;
	struct answer answer;
	void (*act)(struct prompted *prompted);
};

static int64_t act_and_answer(void *userdata, char *buffer, size_t size)
{
	struct prompted *prompted = userdata;

	prompted->act(prompted);
	return give_answer(&prompted->answer, buffer, size);
}

/* Unlocks a key of plain_key(1, 32); the ring has one more. */
static void unlocked(struct seam_case *c, struct prompted *prompted, seam_sec_prompt_fn prompt, void *userdata, int code)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	uint64_t session = UNSET_N, of = 0;

	prompted->c = c;
	prompted->ring = ring_new(c);
	if (!prompted->ring)
		return;
	prompted->id = added(c, prompted->ring, plain_key(1, 32), 32);
	prompted->other = added(c, prompted->ring, plain_key(2, 32), 32);
	CHECK_EQ(c, s->ring_unlock(prompted->ring, prompted->id, prompt, userdata, &session), code);
	if (code != SEAM_OK)
		CHECK_EQ(c, session, UNSET_N);
	else if (CHECK_EQ(c, s->ring_session(prompted->ring, session, &of), SEAM_OK))
		CHECK_EQ(c, of, prompted->id);
	s->ring_release(prompted->ring);
}

static void answered(struct seam_case *c, const void *bytes, size_t n, int64_t says, int code)
{
	struct prompted prompted = { .answer = answer_of(bytes, n) };

	prompted.answer.says = says;
	unlocked(c, &prompted, give_answer, &prompted.answer, code);
	CHECK_EQ(c, prompted.answer.calls, 1);
	CHECK_EQ(c, prompted.answer.size, SEAM_SEC_KEY_MAX);
	CHECK(c, prompted.answer.zero);
}

static void right_or_wrong(struct seam_case *c)
{
	unsigned char bytes[SEAM_SEC_KEY_MAX] = { 0 };

	NEED_RING(c);
	memcpy(bytes, plain_key(1, 32), 32);
	answered(c, bytes, 32, 32, SEAM_OK);
	answered(c, plain_key(2, 32), 32, 32, SEAM_E_FAILED);
	for (size_t at = 0; at < 32; at++) {
		bytes[at] ^= 0x80;
		answered(c, bytes, 32, 32, SEAM_E_FAILED);
		bytes[at] ^= 0x80;
	}
}

static void length(struct seam_case *c)
{
	static const int64_t says[] = { 0, 1, 8, 16, 31, 33, 64, 255, 256, 257, 288, 512, 0x10020, INT32_MAX, 0x80000020, 0x100000020, INT64_MAX,
		                        -1, -32, -224, INT32_MIN, INT64_MIN, INT64_MIN + 32 };
	unsigned char bytes[SEAM_SEC_KEY_MAX] = { 0 };

	NEED_RING(c);
	memcpy(bytes, plain_key(1, 32), 32);
	for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
		answered(c, bytes, 32, SEAM_STIMULUS(c) ? says[i] : 32, SEAM_E_FAILED);
}

/* It says that it has answered and has written nothing: neither the right answer of before nor zeros are taken. */
static void nothing_written(struct seam_case *c)
{
	NEED_RING(c);
	for (int i = 0; i < 3; i++) {
		answered(c, plain_key(1, 32), 32, 32, SEAM_OK);
		answered(c, SEAM_STIMULUS(c) ? "" : (const char *)plain_key(1, 32), SEAM_STIMULUS(c) ? 0 : 32, 32, SEAM_E_FAILED);
	}
}

static void take_out(struct prompted *prompted)
{
	CHECK_EQ(prompted->c, SEAM_OPS(prompted->c, security)->ring_remove(prompted->ring, prompted->id), SEAM_OK);
}

static void removed_meanwhile(struct seam_case *c)
{
	struct prompted prompted = { .act = take_out };

	NEED_RING(c);
	if (!SEAM_STIMULUS(c)) {
		FAIL(c, "the key stays");
		return;
	}
	prompted.answer = answer_of(plain_key(1, 32), 32);
	unlocked(c, &prompted, act_and_answer, &prompted, SEAM_E_NOT_FOUND);
	/* Another key is in its place by now: its answer does not count. */
	prompted.answer = answer_of(plain_key(2, 32), 32);
	unlocked(c, &prompted, act_and_answer, &prompted, SEAM_E_NOT_FOUND);
}

/* The ring grows, and its keys move. */
static void put_in(struct prompted *prompted)
{
	for (unsigned i = 0; i < 40; i++)
		added(prompted->c, prompted->ring, plain_key(10 + i, 32), 32);
}

static void grown_meanwhile(struct seam_case *c)
{
	struct prompted prompted = { .act = put_in };
	unsigned char bytes[32];

	NEED_RING(c);
	memcpy(bytes, plain_key(1, 32), 32);
	prompted.answer = answer_of(bytes, 32);
	unlocked(c, &prompted, act_and_answer, &prompted, SEAM_OK);
	if (!SEAM_STIMULUS(c))
		FAIL(c, "the ring has not grown");
}

/* A right answer to another question, within this one, is no answer to it. */
static void ask_within(struct prompted *prompted)
{
	struct answer answer = answer_of(plain_key(2, 32), 32);
	uint64_t session = 0;

	CHECK_EQ(prompted->c, SEAM_OPS(prompted->c, security)->ring_unlock(prompted->ring, prompted->other, give_answer, &answer, &session),
	         SEAM_OK);
}

static void within_another(struct seam_case *c)
{
	struct prompted prompted = { .act = ask_within };

	NEED_RING(c);
	prompted.answer = answer_of(NULL, 0);
	prompted.answer.says = 32;
	unlocked(c, &prompted, act_and_answer, &prompted, SEAM_E_FAILED);
	CHECK(c, prompted.answer.zero);
	prompted.answer = answer_of(plain_key(1, 32), 32);
	if (SEAM_STIMULUS(c))
		prompted.answer.says = -1;
	unlocked(c, &prompted, act_and_answer, &prompted, SEAM_E_FAILED);
}

SEAM_CASES(security, prompt) = {
	{ "right_or_wrong", SEAM_MUST, right_or_wrong, "the right answer opens a session, one bit off it does not", 0 },
	{ "length", SEAM_MUST, length, "an answer has the key's length, and not more than there is room for", 0 },
	{ "nothing_written", SEAM_MUST, nothing_written, "an answer of before is not taken for one that was not given", 0 },
	{ "removed_meanwhile", SEAM_MUST, removed_meanwhile, "a key that is taken out while the prompt asks is not there", 0 },
	{ "grown_meanwhile", SEAM_MUST, grown_meanwhile, "keys may move while the prompt asks", 0 },
	{ "within_another", SEAM_MUST, within_another, "an answer counts for its own question", 0 },
	SEAM_END
};
