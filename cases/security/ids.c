/*
 * ids: ids are given for ever, and are of their ring even where another ring has none.
 * Rule: security.ids    Source: CWE-190 (counters of 16 bits), CWE-639; handles looked up in the ring of before
 */
#include "security/keys.h"

enum { MANY = 65536 + 512 };

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* More than 16 bits can count; one key stays, the others come and go. */
static void many(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	static uint64_t ids[MANY];
	struct seam_sec_ring *ring;
	unsigned char bytes[24];
	size_t n = 1;

	NEED_RING(c);
	ring = ring_new(c);
	if (!ring)
		return;
	memcpy(bytes, plain_key(1, sizeof bytes), sizeof bytes);
	ids[0] = added(c, ring, bytes, sizeof bytes);
	while (n < MANY) {
		ids[n] = added(c, ring, bytes, sizeof bytes);
		if (!ids[n] || !CHECK_EQ(c, s->ring_remove(ring, ids[n++]), SEAM_OK))
			break;
	}
	s->ring_release(ring);
	qsort(ids, n, sizeof ids[0], by_number);
	for (size_t i = 1; i < n; i++)
		if (ids[i] == ids[i - 1]) {
			FAIL(c, "of %zu ids one, %llu, is given twice", n, (unsigned long long)ids[i]);
			break;
		}
}

/* What a ring has is asked for in one that has nothing, right after it was found. */
static void empty_ring(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct answer answer = answer_of(plain_key(1, 24), 24);
	struct seam_sec_ring *ring, *empty;
	uint64_t key, session = 0, of = 0, out = UNSET_N;
	unsigned char tag[TAG];

	NEED_RING(c);
	ring = ring_new(c);
	empty = ring_new(c);
	key = ring ? added(c, ring, plain_key(1, 24), 24) : 0;
	if (empty && key && CHECK_EQ(c, s->ring_unlock(ring, key, give_answer, &answer, &session), SEAM_OK)) {
		struct seam_sec_ring *asked = SEAM_STIMULUS(c) ? empty : ring;
		int rc;

		CHECK_EQ(c, s->ring_session(ring, session, &of), SEAM_OK);
		rc = s->ring_session(asked, session, &out);
		if (rc != SEAM_E_NOT_FOUND || out != UNSET_N)
			FAIL(c, "a ring without sessions is asked for one of another ring, and answers %d", rc);
		CHECK_EQ(c, s->ring_sign(ring, key, "x", 1, tag), SEAM_OK);
		rc = s->ring_sign(asked, key, "x", 1, tag);
		if (rc != SEAM_E_NOT_FOUND)
			FAIL(c, "a ring without keys signs with one of another ring: %d", rc);
		rc = s->ring_unlock(asked, key, give_answer, &answer, &out);
		if (rc != SEAM_E_NOT_FOUND)
			FAIL(c, "a ring without keys is unlocked with one of another ring: %d", rc);
		rc = s->ring_lock(asked, session);
		if (rc != SEAM_E_NOT_FOUND)
			FAIL(c, "a ring without sessions ends one of another ring: %d", rc);
		rc = s->ring_remove(asked, key);
		if (rc != SEAM_E_NOT_FOUND)
			FAIL(c, "a ring without keys takes out one of another ring: %d", rc);
	}
	s->ring_release(empty);
	s->ring_release(ring);
}

SEAM_CASES(security, ids) = {
	{ "many", SEAM_MUST, many, "the id of 66,048 keys is given to one each", SEAM_ONCE },
	{ "empty_ring", SEAM_MUST, empty_ring, "a ring that has nothing has nothing of another's", 0 },
	SEAM_END
};
