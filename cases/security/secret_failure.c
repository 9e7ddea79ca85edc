/*
 * secret_failure: an op that fails leaves nothing behind of the secret that it was given.
 * Rule: security.secret_failure    Source: CWE-459, CWE-226: error paths that return before they wipe
 */
#include "security/keys.h"

static void gone(struct seam_case *c)
{
	if (!SEAM_STIMULUS(c))
		FAIL(c, "nothing has failed");
	seam_secret_gone(c);
}

static void no_memory(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 64);
	const char *digits = digits_of(c, secret, 64, false, SIZE_MAX);

	NEED_KEYS(c);
	for (size_t k = 1; k < 4; k++) {
		struct seam_sec_key *key = UNSET;
		char *why = seam_out(c, 64);
		int rc;

		seam_fail_request(c, k);
		rc = s->key_make(secret, 64, &key);
		seam_fail_request(c, 0);
		if (rc == SEAM_OK)
			s->key_release(key);
		else if (CHECK_EQ(c, rc, SEAM_E_MEMORY))
			CHECK(c, key == UNSET);
		gone(c);
		key = UNSET;
		seam_fail_request(c, k);
		rc = s->key_parse ? s->key_parse(digits, 128, why, 64, &key) : SEAM_E_MEMORY;
		seam_fail_request(c, 0);
		CHECK_EQ(c, seam_untouched(c, why, 64), 64);
		if (rc == SEAM_OK)
			s->key_release(key);
		else if (CHECK_EQ(c, rc, SEAM_E_MEMORY))
			CHECK(c, key == UNSET);
		gone(c);
	}
}

static void wrong_length(struct seam_case *c)
{
	static const size_t sizes[] = { 0, 8, 15, 257, 300, 256 + 32, SIZE_MAX, SIZE_MAX / 2, SIZE_MAX - 256 };
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 256);
	unsigned char *writable = seam_out(c, 300);
	struct seam_sec_ring *ring = NULL;
	struct seam_sec_key *key;
	const char *more;

	NEED_KEYS(c);
	memcpy(writable, secret, 256);
	more = seam_in(c, writable, 300);
	key = key_of(c, plain_key(1, 32), 32);
	if (s->ring_make && s->ring_add && s->ring_release)
		ring = ring_new(c);
	for (size_t i = 0; key && i < sizeof sizes / sizeof sizes[0]; i++) {
		struct seam_sec_key *other = UNSET;
		uint64_t id = UNSET_N;

		CHECK_EQ(c, s->key_make(more, sizes[i], &other), SEAM_E_RANGE);
		CHECK(c, other == UNSET);
		if (s->key_replace)
			CHECK_EQ(c, s->key_replace(key, more, sizes[i]), SEAM_E_RANGE);
		if (ring)
			CHECK_EQ(c, s->ring_add(ring, more, sizes[i], &id), SEAM_E_RANGE);
		CHECK_EQ(c, id, UNSET_N);
	}
	gone(c);
	s->key_release(key);
	if (ring)
		s->ring_release(ring);
}

/* A replacement that is refused changes nothing: the key is what it was. */
static void refused_replacement(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 32);
	unsigned char tag[TAG], expected[TAG];
	struct seam_sec_key *key;

	NEED_KEYS(c);
	NEED(c, s->key_replace);
	key = key_of(c, secret, 32);
	if (!key)
		return;
	CHECK_EQ(c, s->key_sign(key, "x", 1, expected), SEAM_OK);
	CHECK_EQ(c, s->key_replace(key, plain_key(1, 15), 15), SEAM_E_RANGE);
	CHECK_EQ(c, s->key_replace(key, NULL, 32), SEAM_E_NULL);
	CHECK_EQ(c, s->key_sign(key, "x", 1, tag), SEAM_OK);
	CHECK_BYTES(c, tag, TAG, expected, TAG);
	s->key_release(key);
	gone(c);
}

static void bad_digit(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 64);

	NEED_KEYS(c);
	NEED(c, s->key_parse);
	for (size_t at = 0; at < 128; at += at < 120 ? 17 : 1) {
		struct seam_sec_key *key = UNSET;
		char *why = seam_out(c, 100);

		CHECK_EQ(c, s->key_parse(digits_of(c, secret, 64, false, at), 128, why, 100, &key), SEAM_E_ENCODING);
		CHECK(c, key == UNSET);
	}
	gone(c);
}

SEAM_CASES(security, secret_failure) = {
	{ "no_memory", SEAM_MUST, no_memory, "without memory there is no key, and no trace of it", 0 },
	{ "wrong_length", SEAM_MUST, wrong_length, "bytes of a wrong length make no key, and are kept nowhere", 0 },
	{ "refused_replacement", SEAM_MUST, refused_replacement, "a replacement that is refused leaves the key as it was", 0 },
	{ "bad_digit", SEAM_MUST, bad_digit, "what was read up to a wrong digit is gone", 0 },
	SEAM_END
};
