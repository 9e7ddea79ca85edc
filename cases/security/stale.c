/*
 * stale: an id whose thing is gone stays nobody's; what moves in the ring keeps its own.
 * Rule: security.stale    Source: CWE-613, CWE-825; ABA of slots that are used again
 */
#include "security/keys.h"

static void removed(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_ring *ring;
	unsigned char tag[TAG];
	uint64_t id, session = UNSET_N;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	id = added(c, ring, plain_key(1, 32), 32);
	CHECK_EQ(c, s->ring_remove(ring, id), SEAM_OK);
	for (unsigned i = 0; i < 5; i++) {
		struct answer answer = answer_of(plain_key(1, 32), 32);

		CHECK_EQ(c, s->ring_sign(ring, id, "x", 1, tag), SEAM_E_NOT_FOUND);
		CHECK_EQ(c, s->ring_unlock(ring, id, give_answer, &answer, &session), SEAM_E_NOT_FOUND);
		CHECK_EQ(c, s->ring_remove(ring, id), SEAM_E_NOT_FOUND);
		CHECK(c, added(c, ring, plain_key(1, 32), 32) != id);
	}
	s->ring_release(ring);
}

/* A session ends with its key, and by itself; the others go on. */
static void session(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_ring *ring;
	uint64_t key[2], of[2][3] = { { 0 } }, seen = UNSET_N;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	for (unsigned k = 0; k < 2; k++)
		key[k] = added(c, ring, plain_key(k, 32), 32);
	for (unsigned i = 0; i < 6; i++) {
		struct answer answer = answer_of(plain_key(i % 2, 32), 32);

		CHECK_EQ(c, s->ring_unlock(ring, key[i % 2], give_answer, &answer, &of[i % 2][i / 2]), SEAM_OK);
	}
	CHECK_EQ(c, s->ring_lock(ring, of[1][0]), SEAM_OK);
	CHECK_EQ(c, s->ring_session(ring, of[1][0], &seen), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s->ring_lock(ring, of[1][0]), SEAM_E_NOT_FOUND);
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, s->ring_remove(ring, key[0]), SEAM_OK);
	for (size_t i = 0; i < 3; i++) {
		CHECK_EQ(c, s->ring_session(ring, of[0][i], &seen), SEAM_E_NOT_FOUND);
		CHECK_EQ(c, seen, UNSET_N);
	}
	for (size_t i = 1; i < 3; i++) {
		seen = UNSET_N;
		CHECK_EQ(c, s->ring_session(ring, of[1][i], &seen), SEAM_OK);
		CHECK_EQ(c, seen, key[1]);
		seen = UNSET_N;
	}
	s->ring_release(ring);
}

/* Each key signs as itself, whichever others are taken out, and added. */
static void others_stay(struct seam_case *c)
{
	enum { KEYS = 9 };
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char tag[TAG], expected[TAG];
	struct seam_sec_ring *ring;
	uint64_t ids[KEYS];

	NEED_RING(c);
	NEED_KEYS(c);
	ring = ring_new(c);
	if (!ring)
		return;
	for (unsigned i = 0; i < KEYS; i++)
		ids[i] = added(c, ring, plain_key(i, 16 + i), 16 + i);
	for (unsigned turn = 0; turn < 12; turn++) {
		unsigned out = turn * 5 % KEYS;

		CHECK_EQ(c, s->ring_remove(ring, ids[out]), SEAM_OK);
		if (turn % 3)
			ids[out] = added(c, ring, plain_key(out, 16 + out), 16 + out);
		for (unsigned i = 0; i < KEYS; i++) {
			bool there = i != out || turn % 3;

			if (!CHECK_EQ(c, s->ring_sign(ring, ids[i], "x", 1, tag), there ? SEAM_OK : SEAM_E_NOT_FOUND) ||
			    (there && (!tag_by(c, plain_key(i, 16 + i), 16 + i, "x", 1, expected) ||
			               !CHECK_BYTES(c, tag, TAG, expected, TAG)))) {
				s->ring_release(ring);
				return;
			}
		}
		if (!(turn % 3))
			ids[out] = added(c, ring, plain_key(out, 16 + out), 16 + out);
	}
	s->ring_release(ring);
}

SEAM_CASES(security, stale) = {
	{ "removed", SEAM_MUST, removed, "the id of a key that was taken out is never one again", 0 },
	{ "session", SEAM_MUST, session, "a session ends with its key, and only with its own", 0 },
	{ "others_stay", SEAM_MUST, others_stay, "the other keys stay who they are", 0 },
	SEAM_END
};
