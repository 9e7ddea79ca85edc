/*
 * number: a number has one form, and fits; anything else is refused, not guessed at.
 * Rule: security.number    Source: strtol's leniency (CWE-20, CWE-190); CVE-2021-29921 (leading zeros)
 */
#include "security/enemy.h"

#include <inttypes.h>
#include <stdio.h>

#define NONE ((int64_t)0x5EA05EA05EA05EA0)

static void answered(struct seam_case *c, const char *text, size_t n, int64_t min, int64_t max, int code)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	int64_t out = NONE;
	int rc;

	NEED(c, s->number_parse);
	rc = s->number_parse(seam_in(c, text, n), n, min, max, &out);
	if (rc != code)
		FAIL(c, "\"%.*s\" (%zu bytes, the first 0x%02x) is answered with %d, not %d", n && (unsigned char)text[n - 1] < 0x7F ? (int)(n < 40 ? n : 40) : 0,
		     n ? text : "", n, n ? (unsigned)(unsigned char)text[0] : 0, rc, code);
	CHECK_EQ(c, out, NONE);
}

static void values(struct seam_case *c)
{
	static const int64_t numbers[] = { 0, 1, -1, 9, 10, -10, 99, INT32_MAX, INT32_MIN, (int64_t)INT32_MAX + 1, UINT32_MAX,
		                           (int64_t)UINT32_MAX + 1, INT64_MAX, INT64_MIN, INT64_MAX - 1, INT64_MIN + 1,
		                           1000000000000000000 };
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->number_parse);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		char text[32];
		int n = snprintf(text, sizeof text, "%" PRId64, numbers[i]);
		int64_t out = NONE;

		CHECK_EQ(c, s->number_parse(seam_in(c, text, (size_t)n), (size_t)n, INT64_MIN, INT64_MAX, &out), SEAM_OK);
		CHECK_EQ(c, out, numbers[i]);
		out = NONE;
		CHECK_EQ(c, s->number_parse(seam_in(c, text, (size_t)n), (size_t)n, numbers[i], numbers[i], &out), SEAM_OK);
		CHECK_EQ(c, out, numbers[i]);
	}
}

static void form(struct seam_case *c)
{
	static const char *const texts[] = { "+1", " 1", "1 ", "\t1", "\n1", "1\n", "01", "00", "-01", "-0", "-", "--1", "+", "0x10", "0X1F", "10h",
		                             "1e3", "1E3", "1.0", "1.", ".1", "1,000", "1_000", "1'000", "1l", "1u", "0b1", "0o7", "abc",
		                             "1a", "a1", "1-", "1-2", "- 1", "inf", "nan", "null", "\xD9\xA1", "\xEF\xBC\x91",
		                             "\xE2\x88\x92\x31", "\xC2\xB2", "1\xA0", "/", ":", "1/", "1:", "9223372036854775808x",
		                             "x9223372036854775808", "99999999999999999999999999 " };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		answered(c, texts[i], strlen(texts[i]), INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
	for (size_t n = 2; n <= 64; n += n < 36 ? 1 : 28)
		for (size_t at = 0; at < n; at += at < 18 ? 17 : 5) {
			char digits[64];

			memset(digits, '1', sizeof digits);
			digits[at] = 'x';
			answered(c, digits, n, INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
		}
	answered(c, "", 0, INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
	answered(c, NULL, 0, INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
}

static void nul(struct seam_case *c)
{
	answered(c, BYTES("12\0"), INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
	answered(c, BYTES("1\0002"), INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
	answered(c, BYTES("\0001"), INT64_MIN, INT64_MAX, SEAM_E_ENCODING);
}

static void range(struct seam_case *c)
{
	static const char *const texts[] = { "9223372036854775808",  "-9223372036854775809",  "9223372036854775810", "9999999999999999999",
		                             "18446744073709551615", "18446744073709551616",  "18446744073709551617", "-18446744073709551615",
		                             "36893488147419103233", "340282366920938463463374607431768211457",
		                             "100000000000000000000000000000000000000000000000000000000000001" };
	char text[400];

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		answered(c, texts[i], strlen(texts[i]), INT64_MIN, INT64_MAX, SEAM_E_RANGE);
	memset(text, '9', sizeof text);
	answered(c, text, sizeof text, INT64_MIN, INT64_MAX, SEAM_E_RANGE);
}

static void bounds(struct seam_case *c)
{
	answered(c, BYTES("11"), 0, 10, SEAM_E_RANGE);
	answered(c, BYTES("-1"), 0, 10, SEAM_E_RANGE);
	answered(c, BYTES("266"), 0, 10, SEAM_E_RANGE);
	answered(c, BYTES("65546"), 0, 10, SEAM_E_RANGE);
	answered(c, BYTES("4294967301"), 0, 10, SEAM_E_RANGE);
	answered(c, BYTES("-4294967291"), 0, 10, SEAM_E_RANGE);
	answered(c, BYTES("-11"), -10, -5, SEAM_E_RANGE);
	answered(c, BYTES("-4"), -10, -5, SEAM_E_RANGE);
	answered(c, BYTES("5"), 6, 4, SEAM_E_RANGE);
	answered(c, BYTES("9223372036854775807"), INT64_MIN, INT64_MAX - 1, SEAM_E_RANGE);
	answered(c, BYTES("-9223372036854775808"), INT64_MIN + 1, INT64_MAX, SEAM_E_RANGE);
}

SEAM_CASES(security, number) = {
	{ "values", SEAM_MUST, values, "each number of 64 bits is read", 0 },
	{ "form", SEAM_MUST, form, "a number in any other form is refused", 0 },
	{ "nul", SEAM_MUST, nul, "a NUL ends no number", 0 },
	{ "range", SEAM_MUST, range, "what does not fit 64 bits is refused: it neither wraps nor is clamped", 0 },
	{ "bounds", SEAM_MUST, bounds, "what is out of bounds is refused, in all its bits", 0 },
	SEAM_END
};
