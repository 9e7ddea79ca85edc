/*
 * tag: a tag depends on all of the key and all of the data, and on nothing else.
 * Rule: security.tag    Source: CWE-325, CWE-345; MACs over a prefix, keys cut at a NUL
 */
#include "security/keys.h"

static void same_again(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char first[TAG], *again = seam_out(c, TAG);
	struct seam_sec_key *key;

	NEED_KEYS(c);
	if (!tag_by(c, plain_key(1, 32), 32, "some data", 9, first))
		return;
	key = key_of(c, seam_in(c, plain_key(1, 32), 32), 32);
	if (!key)
		return;
	seam_dirty_stack(c);
	CHECK_EQ(c, s->key_sign(key, "others", 6, again), SEAM_OK);
	CHECK_EQ(c, s->key_sign(key, seam_in(c, "some data", 9), 9, again), SEAM_OK);
	CHECK_BYTES(c, again, TAG, first, TAG);
	CHECK_EQ(c, s->key_verify(key, seam_in(c, "some data", 9), 9, seam_in(c, first, TAG), TAG), SEAM_OK);
	CHECK_EQ(c, s->key_verify(key, "others", 6, first, TAG), SEAM_E_FAILED);
	CHECK_EQ(c, s->key_sign(key, NULL, 0, again), SEAM_OK);
	CHECK_EQ(c, s->key_verify(key, NULL, 0, again, TAG), SEAM_OK);
	s->key_release(key);
}

/* Turns over four bits of each byte of the key, or the data: each byte of the tag must be another one at least once. */
static void depends(struct seam_case *c, bool on_key, size_t n)
{
	unsigned char key[SEAM_SEC_KEY_MAX], data[400], tag[TAG], other[TAG];
	unsigned char *turned = on_key ? key : data;
	size_t key_n = on_key ? n : 16, data_n = on_key ? 5 : n;

	NEED_KEYS(c);
	memcpy(key, plain_key(1, sizeof key), sizeof key);
	memset(data, 0, sizeof data);
	if (!tag_by(c, key, key_n, data, data_n, tag))
		return;
	for (size_t i = 0; i < n; i++) {
		unsigned unchanged[TAG] = { 0 };

		for (unsigned bit = 0; bit < 8; bit += 2) {
			turned[i] ^= (unsigned char)(1u << bit);
			if (!tag_by(c, key, key_n, data, data_n, other))
				return;
			for (size_t b = 0; b < TAG; b++)
				unchanged[b] += tag[b] == other[b];
			turned[i] ^= (unsigned char)(1u << bit);
			if (!memcmp(tag, other, TAG)) {
				FAIL(c, "the tag is the same with byte %zu of %zu of the %s another", i, n, on_key ? "key" : "data");
				return;
			}
		}
		for (size_t b = 0; b < TAG; b++)
			if (unchanged[b] == 4) {
				FAIL(c, "byte %zu of the tag does not depend on byte %zu of the %s", b, i, on_key ? "key" : "data");
				return;
			}
	}
}

static void of_the_key(struct seam_case *c)
{
	depends(c, true, 16);
	depends(c, true, 256);
}

static void of_the_data(struct seam_case *c)
{
	depends(c, false, 1);
	depends(c, false, 33);
	depends(c, false, 300);
}

/* Lengths count: zeros at the end, and where the key ends and the data starts. */
static void of_the_lengths(struct seam_case *c)
{
	unsigned char zeros[64] = { 0 }, tags[60][TAG];
	size_t n = 0;

	NEED_KEYS(c);
	for (size_t data_n = 0; data_n < 30; data_n++)
		if (!tag_by(c, zeros, 16, zeros, data_n, tags[n++]))
			return;
	for (size_t key_n = 17; key_n < 47; key_n++)
		if (!tag_by(c, zeros, key_n, zeros, 46 - key_n, tags[n++]))
			return;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (!memcmp(tags[i], tags[j], TAG)) {
				FAIL(c, "two tags are the same, of keys and data of different lengths (%zu and %zu)", i, j);
				return;
			}
}

/* All of the data, up to the most there may be; a NUL is no end. */
static void long_data(struct seam_case *c)
{
	unsigned char *data = space(c, SEAM_SEC_TEXT_MAX), tag[TAG], other[TAG];
	static const size_t places[] = { 0, 1, 255, 256, 1000, 4096, 65534, 65535 };

	if (data && SEAM_OPS(c, security)->key_make && tag_by(c, plain_key(2, 20), 20, data, SEAM_SEC_TEXT_MAX, tag))
		for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
			data[places[i]]++;
			if (tag_by(c, plain_key(2, 20), 20, data, SEAM_SEC_TEXT_MAX, other) && !memcmp(tag, other, TAG))
				FAIL(c, "byte %zu of 65536 does not count", places[i]);
			data[places[i]]--;
		}
	free(data);
}

SEAM_CASES(security, tag) = {
	{ "same_again", SEAM_MUST, same_again, "a tag is the same again, whatever was signed between", 0 },
	{ "of_the_key", SEAM_MUST, of_the_key, "a tag depends on each byte of the key", SEAM_ONCE },
	{ "of_the_data", SEAM_MUST, of_the_data, "a tag depends on each byte of the data", SEAM_ONCE },
	{ "of_the_lengths", SEAM_MUST, of_the_lengths, "a tag depends on both lengths", SEAM_ONCE },
	{ "long_data", SEAM_MUST, long_data, "a tag is of all the data", SEAM_ONCE },
	SEAM_END
};
