/*
 * verify: a tag is right in all its bytes, or wrong.
 * Rule: security.verify    Source: CVE-2022-0778's neighbours; CVE-2012-2122; tags cut to what the sender sends (CVE-2015-9235)
 */
#include "security/keys.h"

struct signing {
	struct seam_sec_key *key;
	unsigned char tag[TAG];
};

static bool signing_of(struct seam_case *c, struct signing *signing)
{
	signing->key = key_of(c, plain_key(5, 32), 32);
	if (signing->key && CHECK_EQ(c, SEAM_OPS(c, security)->key_sign(signing->key, "data", 4, signing->tag), SEAM_OK))
		return true;
	SEAM_OPS(c, security)->key_release(signing->key);
	return false;
}

static bool wrong(struct seam_case *c, const struct signing *signing, const void *tag, size_t n, const char *what)
{
	int rc = SEAM_OPS(c, security)->key_verify(signing->key, "data", 4, tag, n);

	if (rc == SEAM_OK)
		FAIL(c, "%s (%zu bytes) is taken for the tag", what, n);
	else
		CHECK_EQ(c, rc, SEAM_E_FAILED);
	return rc == SEAM_E_FAILED;
}

static void one_bit(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct signing signing;
	unsigned char tag[TAG];
	char what[64];

	NEED_KEYS(c);
	if (!signing_of(c, &signing))
		return;
	memcpy(tag, signing.tag, TAG);
	CHECK_EQ(c, s->key_verify(signing.key, "data", 4, tag, TAG), SEAM_OK);
	for (unsigned bit = 0; bit < 8 * TAG; bit++) {
		tag[bit / 8] ^= SEAM_STIMULUS(c) ? (unsigned char)(1u << bit % 8) : 0;
		snprintf(what, sizeof what, "a tag with bit %u of byte %u another", bit % 8, bit / 8);
		if (!wrong(c, &signing, tag, TAG, what))
			break;
		memcpy(tag, signing.tag, TAG);
	}
	CHECK_EQ(c, s->key_verify(signing.key, "data", 4, tag, TAG), SEAM_OK);
	s->key_release(signing.key);
}

static void two_bytes(struct seam_case *c)
{
	static const unsigned char adds[][2] = { { 0x80, 0x80 }, { 1, 0xFF }, { 1, 1 } };
	struct signing signing;
	unsigned char tag[TAG];

	NEED_KEYS(c);
	if (!signing_of(c, &signing))
		return;
	for (size_t i = 0; i < sizeof adds / sizeof adds[0]; i++)
		for (size_t at = 0; at + 1 < TAG; at++)
			for (size_t to = at + 1; to < TAG; to += 6) {
				memcpy(tag, signing.tag, TAG);
				tag[at] = (unsigned char)(tag[at] + adds[i][0]);
				tag[to] = (unsigned char)(tag[to] + adds[i][1]);
				wrong(c, &signing, tag, TAG, "a tag with two bytes others, by sums that cancel");
				memcpy(tag, signing.tag, TAG);
				tag[at] ^= adds[i][0];
				tag[to] ^= adds[i][0];
				wrong(c, &signing, tag, TAG, "a tag with two bytes others by the same bits");
			}
	SEAM_OPS(c, security)->key_release(signing.key);
}

static void length(struct seam_case *c)
{
	static const uint64_t sizes[] = { 0, 1, 2, 4, 8, 16, 31, 33, 64, 288, 65568, 0x80000020u, 0x100000020u, UINT64_MAX };
	unsigned char *tag;
	struct signing signing;

	NEED_KEYS(c);
	tag = space(c, 70000);
	if (tag && signing_of(c, &signing)) {
		memcpy(tag, signing.tag, TAG);
		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
			if ((size_t)sizes[i] == sizes[i])
				wrong(c, &signing, tag, (size_t)sizes[i], "a tag of another length");
		wrong(c, &signing, NULL, 0, "no tag");
		SEAM_OPS(c, security)->key_release(signing.key);
	}
	free(tag);
}

/* Other tags: of nothing, of other data, by another key, in another order; and a key that is its own tag. */
static void others(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char tag[TAG] = { 0 };
	struct signing signing;

	NEED_KEYS(c);
	if (!signing_of(c, &signing))
		return;
	wrong(c, &signing, tag, TAG, "a tag of zeros");
	memset(tag, 0xFF, TAG);
	wrong(c, &signing, tag, TAG, "a tag of ones");
	wrong(c, &signing, plain_key(5, TAG), TAG, "the key");
	s->key_sign(signing.key, "date", 4, tag);
	wrong(c, &signing, tag, TAG, "the tag of other data");
	s->key_sign(signing.key, "data\0", 5, tag);
	wrong(c, &signing, tag, TAG, "the tag of the data and a NUL");
	s->key_sign(signing.key, "dat", 3, tag);
	wrong(c, &signing, tag, TAG, "the tag of a part of the data");
	if (tag_by(c, plain_key(6, 32), 32, "data", 4, tag))
		wrong(c, &signing, tag, TAG, "the tag by another key");
	for (size_t i = 0; i < TAG; i++)
		tag[i] = signing.tag[TAG - 1 - i];
	wrong(c, &signing, tag, TAG, "the tag in reverse");
	s->key_release(signing.key);
}

SEAM_CASES(security, verify) = {
	{ "one_bit", SEAM_MUST, one_bit, "a tag with one bit another, whichever, is wrong", 0 },
	{ "two_bytes", SEAM_MUST, two_bytes, "two differences do not cancel each other", 0 },
	{ "length", SEAM_MUST, length, "a tag of another length is wrong, also a part of the right one, and none", 0 },
	{ "others", SEAM_MUST, others, "a tag of something else is wrong", 0 },
	SEAM_END
};
