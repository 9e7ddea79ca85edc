/*
 * why: digits are digits and nothing else, and the reason of a refusal is the same whatever was refused.
 * Rule: security.why    Source: strtoul's prefixes; CWE-209, messages that quote the byte they stumbled at
 */
#include "security/keys.h"

enum { DIGITS = 48 };

static void prefixes(struct seam_case *c)
{
	static const char *const texts[] = { "0x00112233445566778899aabbccddeeff", "0X00112233445566778899aabbccddeeff",
		                             "\\x00112233445566778899aabbccddeeff", " +00112233445566778899aabbccddeeff",
		                             "00112233445566778899aabbccddeeff\r\n", "00112233445566778899aabbccddee0x",
		                             "0x0x2233445566778899aabbccddeeff", "00:11:22:33:44:55:66:77:88:99:aa:bb:cc", "-0112233445566778899aabbccddeeff" };
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED_KEYS(c);
	NEED(c, s->key_parse);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct seam_sec_key *key = UNSET;
		const char *text = SEAM_STIMULUS(c) ? texts[i] : "00112233445566778899aabbccddeeff";
		int rc = s->key_parse(seam_in(c, text, strlen(text)), strlen(text), NULL, 0, &key);

		if (rc != SEAM_E_ENCODING)
			FAIL(c, "\"%s\" is taken for digits, or refused for another reason: %d", texts[i], rc);
		if (rc == SEAM_OK)
			s->key_release(key);
	}
}

/* Why `byte` at this place among such digits is refused. */
static bool reason(struct seam_case *c, char digit, size_t place, char byte, char *why, size_t why_size)
{
	struct seam_sec_key *key = UNSET;
	char digits[DIGITS];

	memset(digits, digit, DIGITS);
	digits[place] = byte;
	memset(why, 0, why_size);
	return CHECK_EQ(c, SEAM_OPS(c, security)->key_parse(seam_in(c, digits, DIGITS), DIGITS, why, why_size, &key), SEAM_E_ENCODING);
}

/* The same twice is answered alike: then what differs in the third is told by the text. */
static void same_for_all(struct seam_case *c)
{
	static const char others[][2] = { { '3', '^' }, { '3', 'x' }, { '3', ' ' }, { '7', '~' }, { 'b', '~' } };
	char first[200], second[200], other[200];

	NEED_KEYS(c);
	NEED(c, SEAM_OPS(c, security)->key_parse);
	for (size_t place = 0; place < DIGITS; place += 23) {
		if (!reason(c, '3', place, '~', first, sizeof first) || !reason(c, '3', place, '~', second, sizeof second))
			return;
		for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
			if (reason(c, others[i][0], place, others[i][1], other, sizeof other) && !strcmp(first, second) && strcmp(first, other))
				FAIL(c, "the reason tells what was refused: \"%s\", and \"%s\"", first, other);
	}
}

SEAM_CASES(security, why) = {
	{ "prefixes", SEAM_MUST, prefixes, "no prefix, sign, separator or line end belongs to digits", 0 },
	{ "same_for_all", SEAM_MUST, same_for_all, "the reason does not depend on the bytes that are refused", 0 },
	SEAM_END
};
