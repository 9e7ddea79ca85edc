/*
 * caps: there is a greatest number of things, it is reached, and beyond it is an error that leaves all as it is.
 * Rule: security.caps    Source: CWE-770, CWE-400
 */
#include "security/keys.h"

static void keys(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	uint64_t ids[SEAM_SEC_KEYS_MAX], id = UNSET_N;
	struct seam_sec_ring *ring;
	unsigned char tag[TAG];

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	for (unsigned i = 0; i < SEAM_SEC_KEYS_MAX; i++)
		ids[i] = added(c, ring, plain_key(i, 16), 16);
	for (unsigned i = 0; i < 3; i++)
		CHECK_EQ(c, s->ring_add(ring, plain_key(99, 16), 16, &id), SEAM_E_RANGE);
	CHECK_EQ(c, id, UNSET_N);
	for (unsigned i = 0; i < SEAM_SEC_KEYS_MAX; i++)
		CHECK_EQ(c, s->ring_sign(ring, ids[i], "x", 1, tag), SEAM_OK);
	CHECK_EQ(c, s->ring_remove(ring, ids[5]), SEAM_OK);
	CHECK(c, added(c, ring, plain_key(99, 16), 16) != 0);
	CHECK_EQ(c, s->ring_add(ring, plain_key(99, 16), 16, &id), SEAM_E_RANGE);
	s->ring_release(ring);
}

static void sessions(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	uint64_t ids[SEAM_SEC_SESSIONS_MAX] = { 0 }, key, more = UNSET_N, of;
	struct answer answer = answer_of(plain_key(1, 16), 16);
	struct seam_sec_ring *ring;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	key = added(c, ring, plain_key(1, 16), 16);
	for (unsigned i = 0; i < SEAM_SEC_SESSIONS_MAX; i++)
		CHECK_EQ(c, s->ring_unlock(ring, key, give_answer, &answer, &ids[i]), SEAM_OK);
	for (unsigned i = 0; i < 3; i++)
		CHECK_EQ(c, s->ring_unlock(ring, key, give_answer, &answer, &more), SEAM_E_RANGE);
	CHECK_EQ(c, more, UNSET_N);
	for (unsigned i = 0; i < SEAM_SEC_SESSIONS_MAX; i++) {
		of = 0;
		CHECK_EQ(c, s->ring_session(ring, ids[i], &of), SEAM_OK);
		CHECK_EQ(c, of, key);
	}
	CHECK_EQ(c, s->ring_lock(ring, ids[3]), SEAM_OK);
	CHECK_EQ(c, s->ring_unlock(ring, key, give_answer, &answer, &more), SEAM_OK);
	s->ring_release(ring);
}

static void data(struct seam_case *c)
{
	static const uint64_t sizes[] = { SEAM_SEC_TEXT_MAX + 1, 0x80000000u, 0x100000001u, INT64_MAX, UINT64_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);
	const char *in = seam_in(c, "1", 1);
	unsigned char *tag = seam_out(c, TAG);
	struct seam_sec_key *key;
	char *out = UNSET;
	int64_t number = 1;
	int32_t is = 7;

	NEED_KEYS(c);
	key = key_of(c, plain_key(1, 16), 16);
	for (size_t i = 0; key && i < sizeof sizes / sizeof sizes[0]; i++) {
		size_t n = (size_t)sizes[i], out_n = UNSET_N;

		if (n != sizes[i])
			continue;
		CHECK_EQ(c, s->key_sign(key, in, n, tag), SEAM_E_RANGE);
		CHECK_EQ(c, s->key_verify(key, in, n, tag, TAG), SEAM_E_RANGE);
		for (uint32_t how = SEAM_SEC_SHELL; s->quote && how <= SEAM_SEC_LOG; how++)
			CHECK_EQ(c, s->quote(how, in, n, &out, &out_n), SEAM_E_RANGE);
		if (s->number_parse)
			CHECK_EQ(c, s->number_parse(in, n, 0, 10, &number), SEAM_E_RANGE);
		if (s->match) {
			CHECK_EQ(c, s->match(in, n, in, 1, NULL, NULL, &is), SEAM_E_RANGE);
			CHECK_EQ(c, s->match(in, 1, in, n, NULL, NULL, &is), SEAM_E_RANGE);
		}
		if (s->report_fill)
			CHECK_EQ(c, s->report_fill(1, 1, in, n, (void *)tag), SEAM_E_RANGE);
		if (s->equal && n > SEAM_SEC_ALLOC_MAX) {
			CHECK_EQ(c, s->equal(in, n, in, 1, &is), SEAM_E_RANGE);
			CHECK_EQ(c, s->equal(in, 1, in, n, &is), SEAM_E_RANGE);
			CHECK_EQ(c, s->equal(in, n, in, n, &is), SEAM_E_RANGE);
		}
		CHECK(c, out == UNSET && out_n == UNSET_N && number == 1 && is == 7);
	}
	CHECK_EQ(c, seam_untouched(c, tag, TAG), TAG);
	s->key_release(key);
}

SEAM_CASES(security, caps) = {
	{ "keys", SEAM_MUST, keys, "a ring takes as many keys as it says, and refuses the next", 0 },
	{ "sessions", SEAM_MUST, sessions, "a ring opens as many sessions as it says, and refuses the next", 0 },
	{ "data", SEAM_MUST, data, "each op refuses a length over its maximum before it reads", 0 },
	SEAM_END
};
