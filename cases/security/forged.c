/*
 * forged: an id that was not given for this, here, is not one: not zero, not a neighbour, not of another kind or ring.
 * Rule: security.forged    Source: CWE-843 (type confusion), CWE-639; RUSTSEC-2020-0016; handles as indices
 */
#include "security/keys.h"

/* Two rings, with two keys and a session each. */
struct rings {
	struct seam_sec_ring *ring[2];
	uint64_t key[2][2], session[2];
};

static void end(struct seam_case *c, struct rings *r)
{
	for (size_t i = 0; i < 2; i++)
		if (r->ring[i])
			SEAM_OPS(c, security)->ring_release(r->ring[i]);
}

static bool begin(struct seam_case *c, struct rings *r)
{
	const struct seam_security *s = SEAM_OPS(c, security);

	*r = (struct rings){ { NULL, NULL }, { { 0, 0 }, { 0, 0 } }, { 0, 0 } };
	for (unsigned i = 0; i < 2; i++) {
		struct answer answer;

		r->ring[i] = ring_new(c);
		for (unsigned k = 0; r->ring[i] && k < 2; k++)
			r->key[i][k] = added(c, r->ring[i], plain_key(2 * i + k, 24), 24);
		answer = answer_of(plain_key(2 * i + 1, 24), 24);
		if (!r->ring[i] || !CHECK_EQ(c, s->ring_unlock(r->ring[i], r->key[i][1], give_answer, &answer, &r->session[i]), SEAM_OK)) {
			end(c, r);
			return false;
		}
	}
	return true;
}

/* No op takes this for a key, nor for a session, of the first ring. */
static void nobody(struct seam_case *c, struct rings *r, uint64_t id, bool key, bool session, const char *what)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct answer answer = answer_of(plain_key(1, 24), 24);
	unsigned char *tag = seam_out(c, TAG);
	uint64_t out = UNSET_N;

	if (key && (s->ring_sign(r->ring[0], id, "x", 1, tag) != SEAM_E_NOT_FOUND || seam_untouched(c, tag, TAG) != TAG))
		FAIL(c, "%s is taken for a key, to sign with", what);
	else if (key && s->ring_unlock(r->ring[0], id, give_answer, &answer, &out) != SEAM_E_NOT_FOUND)
		FAIL(c, "%s is taken for a key, to unlock", what);
	else if (key && s->ring_remove(r->ring[0], id) != SEAM_E_NOT_FOUND)
		FAIL(c, "%s is taken for a key, to remove", what);
	else if (session && s->ring_session(r->ring[0], id, &out) != SEAM_E_NOT_FOUND)
		FAIL(c, "%s is taken for a session", what);
	else if (session && s->ring_lock(r->ring[0], id) != SEAM_E_NOT_FOUND)
		FAIL(c, "%s is taken for a session, to end", what);
	CHECK_EQ(c, out, UNSET_N);
}

/* The first ring is as it was. */
static void as_before(struct seam_case *c, struct rings *r)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char tag[TAG];
	uint64_t of = 0;

	for (size_t k = 0; k < 2; k++)
		CHECK_EQ(c, s->ring_sign(r->ring[0], r->key[0][k], "x", 1, tag), SEAM_OK);
	CHECK_EQ(c, s->ring_session(r->ring[0], r->session[0], &of), SEAM_OK);
	CHECK_EQ(c, of, r->key[0][1]);
}

static void number(struct seam_case *c)
{
	static const uint64_t plain[] = { 0, UINT64_MAX, UINT64_MAX - 1, INT64_MAX, (uint64_t)INT64_MIN, UINT32_MAX, 0x80000000u, INT32_MAX };
	struct rings r;

	NEED_RING(c);
	if (!begin(c, &r))
		return;
	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
		nobody(c, &r, plain[i], true, true, "a number that was never given");
	for (int bit = 8; bit < 64; bit++)
		nobody(c, &r, r.key[0][0] ^ (uint64_t)1 << bit, true, true, "an id with another bit");
	for (uint64_t i = 1; i < 70; i++) {
		nobody(c, &r, r.session[1] + i, true, true, "a number that is still to be given");
		if (r.key[0][0] > i)
			nobody(c, &r, r.key[0][0] - i, true, true, "a number from before");
	}
	as_before(c, &r);
	end(c, &r);
}

static void other_kind(struct seam_case *c)
{
	struct rings r;

	NEED_RING(c);
	if (!begin(c, &r))
		return;
	nobody(c, &r, r.session[0], true, false, "a session's id");
	nobody(c, &r, r.key[0][0], false, true, "a key's id");
	nobody(c, &r, r.key[0][1], false, true, "the key's id, of which there is a session,");
	as_before(c, &r);
	end(c, &r);
}

static void other_ring(struct seam_case *c)
{
	struct rings r;

	NEED_RING(c);
	if (!begin(c, &r))
		return;
	for (size_t k = 0; k < 2; k++)
		nobody(c, &r, r.key[1][k], true, true, "a key of another ring");
	nobody(c, &r, r.session[1], true, true, "a session of another ring");
	as_before(c, &r);
	end(c, &r);
}

/* Ids of all kinds and rings are different: keys, sessions, and those of a ring that is gone. */
static void never_twice(struct seam_case *c)
{
	uint64_t ids[8 * 6];
	struct rings r;
	size_t n = 0;

	NEED_RING(c);
	for (size_t round = 0; round < 8 && begin(c, &r); round++) {
		for (size_t i = 0; i < 2; i++) {
			ids[n++] = r.key[i][0];
			ids[n++] = r.key[i][1];
			ids[n++] = r.session[i];
		}
		end(c, &r);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (ids[i] == ids[j]) {
				FAIL(c, "the id %llu is given twice", (unsigned long long)ids[i]);
				return;
			}
}

SEAM_CASES(security, forged) = {
	{ "number", SEAM_MUST, number, "a number that was not given is no id", 0 },
	{ "other_kind", SEAM_MUST, other_kind, "a session is no key, a key no session", 0 },
	{ "other_ring", SEAM_MUST, other_ring, "what is in another ring is not in this one", 0 },
	{ "never_twice", SEAM_MUST, never_twice, "an id is given once, in whichever ring", 0 },
	SEAM_END
};
