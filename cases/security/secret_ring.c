/*
 * secret_ring: a ring leaves no key behind where it lay, and no answer where it was compared.
 * Rule: security.secret_ring    Source: CWE-244 (realloc() of secrets); prompts that keep the last answer
 */
#include "security/keys.h"

static void gone(struct seam_case *c)
{
	if (!SEAM_STIMULUS(c))
		FAIL(c, "nothing is over");
	seam_secret_gone(c);
}

/* The ring grows with the secret in it: where it lay before, it is gone. */
static void grows(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 32);
	unsigned char tag[TAG], expected[TAG];
	struct seam_sec_ring *ring;
	uint64_t id;

	NEED_KEYS(c);
	NEED_RING(c);
	ring = ring_new(c);
	if (!ring || !tag_by(c, secret, 32, "x", 1, expected))
		return;
	id = added(c, ring, secret, 32);
	for (unsigned i = 0; i < SEAM_SEC_KEYS_MAX - 1; i++)
		added(c, ring, plain_key(i, 16 + i), 16 + i);
	CHECK_EQ(c, s->ring_sign(ring, id, "x", 1, tag), SEAM_OK);
	CHECK_BYTES(c, tag, TAG, expected, TAG);
	CHECK_EQ(c, s->ring_remove(ring, id), SEAM_OK);
	gone(c);
	s->ring_release(ring);
}

/* Taken out, first or last of them; and released with the ring. */
static void ends(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 200);

	NEED_RING(c);
	for (int last = 0; last < 3; last++) {
		struct seam_sec_ring *ring = ring_new(c);
		uint64_t id;

		if (!ring)
			return;
		if (last)
			added(c, ring, plain_key(1, 20), 20);
		id = added(c, ring, secret, 200);
		if (last != 1)
			added(c, ring, plain_key(2, 20), 20);
		if (last < 2) {
			CHECK_EQ(c, s->ring_remove(ring, id), SEAM_OK);
			gone(c);
		}
		s->ring_release(ring);
		gone(c);
	}
}

/* An answer that is wrong may be right for another key, or a slip of the finger away: it goes, too. */
static void wrong_answer(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 64);
	struct seam_sec_ring *ring;
	uint64_t id, session = UNSET_N;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	id = added(c, ring, plain_key(1, 32), 32);
	for (int64_t says = -1; says <= 257; says += 86) {
		struct answer answer = answer_of(secret, 64);

		answer.says = says;
		CHECK_EQ(c, s->ring_unlock(ring, id, give_answer, &answer, &session), SEAM_E_FAILED);
		gone(c);
	}
	CHECK_EQ(c, session, UNSET_N);
	s->ring_release(ring);
	gone(c);
}

static void right_answer(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 64);
	struct answer answer = answer_of(secret, 64);
	uint64_t id, session = 0, of = 0;
	struct seam_sec_ring *ring;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	id = added(c, ring, secret, 64);
	if (CHECK_EQ(c, s->ring_unlock(ring, id, give_answer, &answer, &session), SEAM_OK)) {
		CHECK_EQ(c, s->ring_session(ring, session, &of), SEAM_OK);
		CHECK_EQ(c, of, id);
	}
	CHECK_EQ(c, s->ring_remove(ring, id), SEAM_OK);
	gone(c);
	s->ring_release(ring);
}

SEAM_CASES(security, secret_ring) = {
	{ "grows", SEAM_MUST, grows, "a ring that grows leaves no keys behind where they were", 0 },
	{ "ends", SEAM_MUST, ends, "a key is gone when it is taken out, or when its ring is released", 0 },
	{ "wrong_answer", SEAM_MUST, wrong_answer, "a wrong answer is gone", 0 },
	{ "right_answer", SEAM_MUST, right_answer, "a right answer is gone, once it has been compared", 0 },
	SEAM_END
};
