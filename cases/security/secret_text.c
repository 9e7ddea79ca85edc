/*
 * secret_text: no text that an op gives says anything of a secret.
 * Rule: security.secret_text    Source: CWE-209, CWE-532; #[derive(Debug)] over keys; errors that quote their input
 */
#include "security/keys.h"

static void describe(struct seam_case *c)
{
	static const size_t sizes[] = { 16, 33, 100, 256 };
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED_KEYS(c);
	NEED(c, s->key_describe);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		const unsigned char *secret = seam_secret(c, sizes[i]);
		struct seam_sec_key *key = key_of(c, secret, sizes[i]);
		size_t out_n = UNSET_N;
		char *out = UNSET, length[8];

		if (!key)
			return;
		snprintf(length, sizeof length, "%zu", sizes[i]);
		if (CHECK_EQ(c, s->key_describe(key, &out, &out_n), SEAM_OK) && CHECK(c, out != UNSET)) {
			CHECK_EQ(c, out[out_n], 0);
			CHECK_EQ(c, strlen(out), out_n);
			CHECK(c, strstr(out, length) != NULL);
			CHECK(c, !strchr(out, '\n'));
			tells_nothing(c, out, out_n, secret, sizes[i]);
			block_is(c, out, out_n + 1, 1, out, out_n);
		}
		s->key_release(key);
	}
}

/* Parses what is refused, and reads why. */
static void is_refused(struct seam_case *c, const char *digits, size_t n, int code, const unsigned char *secret, size_t secret_n)
{
	static const size_t sizes[] = { 0, 1, 2, 8, 20, 200, 1000 };
	const struct seam_security *s = SEAM_OPS(c, security);

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct seam_sec_key *key = UNSET;
		char *why = seam_out(c, sizes[i]);
		size_t kept;

		if (!CHECK_EQ(c, s->key_parse(digits, n, sizes[i] ? why : NULL, sizes[i], &key), code) || !CHECK(c, key == UNSET))
			return;
		if (!sizes[i])
			continue;
		if (!CHECK(c, memchr(why, 0, sizes[i]) != NULL))
			return;
		CHECK(c, sizes[i] < 8 || *why);
		kept = strlen(why);
		tells_nothing(c, why, kept, secret, secret_n);
		/* Not even a part: no 4 of the digits in a row. */
		for (size_t from = 0; n >= 4 && n < 2000 && from + 4 <= n; from++)
			for (size_t at = 0; at + 4 <= kept; at++)
				if (!memcmp(why + at, digits + from, 4)) {
					FAIL(c, "the text says \"%.4s\", which are 4 of the digits", why + at);
					return;
				}
	}
}

static void why(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 40);

	NEED_KEYS(c);
	NEED(c, s->key_parse);
	is_refused(c, digits_of(c, secret, 40, false, SEAM_STIMULUS(c) ? 0 : SIZE_MAX), 80, SEAM_E_ENCODING, secret, 40);
	is_refused(c, digits_of(c, secret, 40, false, 41), 80, SEAM_E_ENCODING, secret, 40);
	is_refused(c, digits_of(c, secret, 40, true, 79), 80, SEAM_E_ENCODING, secret, 40);
	is_refused(c, digits_of(c, secret, 40, false, SIZE_MAX), 79, SEAM_E_ENCODING, secret, 40);
	is_refused(c, digits_of(c, secret, 40, false, SIZE_MAX), 30, SEAM_E_RANGE, secret, 40);
	is_refused(c, digits_of(c, secret, 40, false, SIZE_MAX), 0, SEAM_E_RANGE, secret, 40);
}

static void why_on_success(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const unsigned char *secret = seam_secret(c, 16);
	struct seam_sec_key *key = UNSET;
	char *text = seam_out(c, 40);

	NEED_KEYS(c);
	NEED(c, s->key_parse);
	if (CHECK_EQ(c, s->key_parse(digits_of(c, secret, 16, false, SIZE_MAX), 32, text, 40, &key), SEAM_OK))
		s->key_release(key);
	CHECK_EQ(c, seam_untouched(c, text, 40), 40);
}

/* What is a digit, and what is none. */
static void digits(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	char text[33] = "00112233445566778899aAbBcCdDeEfF";

	NEED_KEYS(c);
	NEED(c, s->key_parse);
	for (unsigned byte = 0; byte < 256; byte++) {
		struct seam_sec_key *key = UNSET;
		bool digit = byte && strchr("0123456789abcdefABCDEF", (int)byte);
		int rc;

		text[byte % 32] = (char)byte;
		rc = s->key_parse(seam_in(c, text, 32), 32, NULL, 0, &key);
		if (rc != (digit ? SEAM_OK : SEAM_E_ENCODING))
			FAIL(c, "the byte 0x%02x among the digits: %d", byte, rc);
		if (rc == SEAM_OK)
			s->key_release(key);
		text[byte % 32] = '0';
	}
}

SEAM_CASES(security, secret_text) = {
	{ "describe", SEAM_MUST, describe, "a key's description gives its length, and nothing of it", 0 },
	{ "why", SEAM_MUST, why, "a refusal gives a reason that fits, and nothing of what was refused", 0 },
	{ "why_on_success", SEAM_MUST, why_on_success, "success gives no reason", 0 },
	{ "digits", SEAM_MUST, digits, "a digit is one of 22 bytes", 0 },
	SEAM_END
};
