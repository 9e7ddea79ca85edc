/*
 * nearly: what is nearly right is wrong: an answer and a line end, a tag that agrees up to a NUL, a key that took another's place.
 * Rule: security.nearly    Source: fgets and its newline; strncmp on MACs (CVE-2008-5077's kin); swap-remove; CWE-187, CWE-170
 */
#include "security/enemy.h"

enum { KEY = 24 };

#define NEED_RING(c)                                                                                                   \
	do {                                                                                                           \
		NEED((c), SEAM_OPS((c), security)->ring_make);                                                         \
		NEED((c), SEAM_OPS((c), security)->ring_release);                                                      \
		NEED((c), SEAM_OPS((c), security)->ring_add);                                                          \
		NEED((c), SEAM_OPS((c), security)->ring_remove);                                                       \
		NEED((c), SEAM_OPS((c), security)->ring_sign);                                                         \
		NEED((c), SEAM_OPS((c), security)->ring_unlock);                                                       \
	} while (0)

static void key_of(unsigned char *bytes, size_t n, unsigned which)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)(which * 31 + i + 1);
}

struct answer {
	struct seam_case *c;
	const unsigned char *bytes;
	size_t n;
	int64_t says;
	struct seam_sec_ring *ring; /* in which it opens a session itself, first */
	uint64_t id;
	int inner;
};

static int64_t answers(void *userdata, char *buffer, size_t size)
{
	struct answer *a = userdata;

	if (a->ring) {
		struct answer own = { a->c, a->bytes, a->n, (int64_t)a->n, NULL, 0, 0 };
		uint64_t session = 0;

		a->inner = SEAM_OPS(a->c, security)->ring_unlock(a->ring, a->id, answers, &own, &session);
	}
	memcpy(buffer, a->bytes, a->n < size ? a->n : size);
	return a->says;
}

/* With a line end; with a length beyond the buffer, which holds all of a key of the greatest length. */
static void answer(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char bytes[SEAM_SEC_KEY_MAX + 2];
	struct seam_sec_ring *ring = NULL;
	uint64_t id = 0, longest = 0, session = 0;
	struct answer a = { .c = c, .bytes = bytes };

	NEED_RING(c);
	REQUIRE(CHECK_EQ(c, s->ring_make(&ring), SEAM_OK));
	key_of(bytes, sizeof bytes, 1);
	CHECK_EQ(c, s->ring_add(ring, bytes, KEY, &id), SEAM_OK);
	CHECK_EQ(c, s->ring_add(ring, bytes, SEAM_SEC_KEY_MAX, &longest), SEAM_OK);
	for (size_t i = 0; i < 2; i++) {
		bytes[KEY] = i ? 0x20 : 0x0A;
		a.n = KEY + 1;
		a.says = KEY + 1;
		CHECK_EQ(c, s->ring_unlock(ring, id, answers, &a, &session), SEAM_E_FAILED);
	}
	key_of(bytes, sizeof bytes, 1);
	a.n = SEAM_SEC_KEY_MAX;
	a.says = SEAM_SEC_KEY_MAX + 1;
	CHECK_EQ(c, s->ring_unlock(ring, longest, answers, &a, &session), SEAM_E_FAILED);
	a.says = SEAM_SEC_KEY_MAX;
	CHECK_EQ(c, s->ring_unlock(ring, longest, answers, &a, &session), SEAM_OK);
	s->ring_release(ring);
}

/* The last session is opened while the op waits for its answer. */
static void sessions_meanwhile(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char bytes[KEY];
	struct seam_sec_ring *ring = NULL;
	uint64_t id = 0, session = 0;
	struct answer a = { .c = c, .bytes = bytes, .n = KEY, .says = KEY };

	NEED_RING(c);
	REQUIRE(CHECK_EQ(c, s->ring_make(&ring), SEAM_OK));
	key_of(bytes, KEY, 1);
	CHECK_EQ(c, s->ring_add(ring, bytes, KEY, &id), SEAM_OK);
	for (size_t i = 0; i + 1 < SEAM_SEC_SESSIONS_MAX; i++)
		CHECK_EQ(c, s->ring_unlock(ring, id, answers, &a, &session), SEAM_OK);
	a.ring = ring;
	a.id = id;
	a.inner = 1;
	CHECK_EQ(c, s->ring_unlock(ring, id, answers, &a, &session), SEAM_E_RANGE);
	CHECK_EQ(c, a.inner, SEAM_OK);
	s->ring_release(ring);
}

/* Of many keys some are taken out, each of the others still signs as itself. */
static void others_stay(struct seam_case *c)
{
	enum { KEYS = 20 };
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char bytes[KEY], tag[KEYS][SEAM_SEC_TAG], seen[SEAM_SEC_TAG];
	struct seam_sec_ring *ring = NULL;
	uint64_t ids[KEYS] = { 0 };

	NEED_RING(c);
	REQUIRE(CHECK_EQ(c, s->ring_make(&ring), SEAM_OK));
	for (unsigned i = 0; i < KEYS; i++) {
		key_of(bytes, KEY, i + 1);
		CHECK_EQ(c, s->ring_add(ring, bytes, KEY, &ids[i]), SEAM_OK);
		CHECK_EQ(c, s->ring_sign(ring, ids[i], "data", 4, tag[i]), SEAM_OK);
	}
	for (unsigned gone = 1; gone < KEYS; gone += 3) {
		CHECK_EQ(c, s->ring_remove(ring, ids[gone]), SEAM_OK);
		ids[gone] = 0;
		for (unsigned i = 0; i < KEYS; i++)
			if (ids[i] && (s->ring_sign(ring, ids[i], "data", 4, seen) || memcmp(seen, tag[i], sizeof seen)))
				FAIL(c, "with key %u of %d gone, key %u does not sign as it did", gone, KEYS, i);
	}
	s->ring_release(ring);
}

/* A tag with a NUL in it, and another one behind that. */
static void tag_behind_a_nul(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char bytes[KEY], tag[SEAM_SEC_TAG];
	struct seam_sec_key *key = NULL;
	unsigned found = 0;

	NEED(c, s->key_make);
	NEED(c, s->key_sign);
	NEED(c, s->key_verify);
	NEED(c, s->key_release);
	key_of(bytes, KEY, 1);
	REQUIRE(CHECK_EQ(c, s->key_make(bytes, KEY, &key), SEAM_OK));
	for (uint32_t i = 0; i < 2000 && !found; i++) {
		CHECK_EQ(c, s->key_sign(key, &i, sizeof i, tag), SEAM_OK);
		if (!memchr(tag, 0, SEAM_SEC_TAG / 2))
			continue;
		found++;
		tag[SEAM_SEC_TAG - 1] ^= 1;
		CHECK_EQ(c, s->key_verify(key, &i, sizeof i, tag, SEAM_SEC_TAG), SEAM_E_FAILED);
	}
	if (!found)
		FAIL(c, "of 2000 tags none has a NUL in its first half: they are not tags");
	s->key_release(key);
}

/* Two keys of the same bytes are described alike, a third one otherwise: then something of the bytes is told. */
static void told_by_a_line(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char bytes[KEY];
	char *line[3] = { NULL };
	size_t n[3] = { 0 };

	NEED(c, s->key_make);
	NEED(c, s->key_describe);
	NEED(c, s->key_release);
	for (size_t i = 0; i < 3; i++) {
		struct seam_sec_key *key = NULL;

		key_of(bytes, KEY, i < 2 ? 1 : 2);
		if (CHECK_EQ(c, s->key_make(bytes, KEY, &key), SEAM_OK))
			CHECK_EQ(c, s->key_describe(key, &line[i], &n[i]), SEAM_OK);
		s->key_release(key);
	}
	if (line[0] && line[1] && line[2] && n[0] == n[1] && memcmp(line[0], line[1], n[0]) == 0 &&
	    (n[2] != n[0] || memcmp(line[0], line[2], n[0]) != 0))
		FAIL(c, "the line tells keys apart by their bytes: %s, and %s", line[0], line[2]);
	for (size_t i = 0; i < 3; i++)
		if (line[i])
			seam_free_lent(c, line[i]);
}

SEAM_CASES(security, nearly) = {
	{ "answer", SEAM_MUST, answer, "an answer is the key to the byte, or not the key", 0 },
	{ "sessions_meanwhile", SEAM_MUST, sessions_meanwhile, "sessions are counted when one is opened, not before", 0 },
	{ "others_stay", SEAM_MUST, others_stay, "a key that is taken out takes no other's place or id", 0 },
	{ "tag_behind_a_nul", SEAM_MUST, tag_behind_a_nul, "tags are compared behind their NULs", 0 },
	{ "told_by_a_line", SEAM_MUST, told_by_a_line, "a description does not depend on a key's bytes", 0 },
	SEAM_END
};
