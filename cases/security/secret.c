/*
 * secret: what a key was made of is gone when the key is: from freed blocks, from the stack, from everywhere.
 * Rule: security.secret    Source: CWE-14, CWE-226, CWE-244; zeroize, explicit_bzero; RUSTSEC-2019-0029
 */
#include "security/keys.h"

/* Nothing of the key is left; said of a case that has been mute, it proves nothing. */
static void gone(struct seam_case *c)
{
	if (!SEAM_STIMULUS(c))
		FAIL(c, "the key has not been released");
	seam_secret_gone(c);
}

static void release(struct seam_case *c)
{
	static const size_t sizes[] = { 16, 32, 64, 256 };
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char tag[TAG];

	NEED_KEYS(c);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct seam_sec_key *key = key_of(c, seam_secret(c, sizes[i]), sizes[i]);

		if (!key)
			return;
		CHECK_EQ(c, s->key_sign(key, "data", 4, tag), SEAM_OK);
		CHECK_EQ(c, s->key_verify(key, "data", 4, tag, TAG), SEAM_OK);
		CHECK_EQ(c, s->key_verify(key, "date", 4, tag, TAG), SEAM_E_FAILED);
		s->key_release(key);
		gone(c);
	}
}

/* Other bytes in its place, as many or fewer: those that were there are gone at once, also the rest behind the new ones. */
static void replace(struct seam_case *c)
{
	static const size_t sizes[] = { 256, 64, 24, 16 };
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 64);
	unsigned char tag[TAG], expected[TAG];

	NEED_KEYS(c);
	NEED(c, s->key_replace);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct seam_sec_key *key = key_of(c, secret, 64);

		if (!key)
			return;
		CHECK_EQ(c, s->key_replace(key, plain_key(3, sizes[i]), sizes[i]), SEAM_OK);
		gone(c);
		if (tag_by(c, plain_key(3, sizes[i]), sizes[i], "x", 1, expected) &&
		    CHECK_EQ(c, s->key_sign(key, "x", 1, tag), SEAM_OK))
			CHECK_BYTES(c, tag, TAG, expected, TAG);
		s->key_release(key);
	}
}

static void clone(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 48);
	struct seam_sec_key *key, *copy = UNSET;
	unsigned char tag[TAG], expected[TAG];

	NEED_KEYS(c);
	NEED(c, s->key_clone);
	NEED(c, s->key_replace);
	key = key_of(c, secret, 48);
	if (!key)
		return;
	CHECK_EQ(c, s->key_sign(key, "x", 1, expected), SEAM_OK);
	if (!CHECK_EQ(c, s->key_clone(key, &copy), SEAM_OK) || !CHECK(c, copy != key && copy != UNSET)) {
		s->key_release(key);
		return;
	}
	CHECK_EQ(c, s->key_replace(key, plain_key(1, 32), 32), SEAM_OK);
	s->key_release(key);
	CHECK_EQ(c, s->key_sign(copy, "x", 1, tag), SEAM_OK);
	CHECK_BYTES(c, tag, TAG, expected, TAG);
	s->key_release(copy);
	gone(c);
}

static void parsed(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 40);
	unsigned char tag[TAG], expected[TAG];

	NEED_KEYS(c);
	NEED(c, s->key_parse);
	if (!tag_by(c, secret, 40, "x", 1, expected))
		return;
	for (int upper = 0; upper < 2; upper++) {
		struct seam_sec_key *key = UNSET;

		if (!CHECK_EQ(c, s->key_parse(digits_of(c, secret, 40, upper, SIZE_MAX), 80, NULL, 0, &key), SEAM_OK))
			return;
		CHECK_EQ(c, s->key_sign(key, "x", 1, tag), SEAM_OK);
		CHECK_BYTES(c, tag, TAG, expected, TAG);
		s->key_release(key);
	}
	gone(c);
}

SEAM_CASES(security, secret) = {
	{ "release", SEAM_MUST, release, "a key that is released is gone from memory", 0 },
	{ "replace", SEAM_MUST, replace, "bytes that are replaced are gone, all of them", 0 },
	{ "clone", SEAM_MUST, clone, "a clone is a copy, and goes as a key does", 0 },
	{ "parsed", SEAM_MUST, parsed, "nor is there a copy of what was parsed", 0 },
	SEAM_END
};
