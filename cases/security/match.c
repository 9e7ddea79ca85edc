/*
 * match: three bytes of a pattern are special, the host says what is the same, and everything else is a byte.
 * Rule: security.match    Source: fnmatch(3)'s FNM_PATHNAME, FNM_PERIOD and brackets; `== 1` for a C truth; CWE-595
 */
#include "security/enemy.h"

static void matches(struct seam_case *c, const char *pattern, const char *text, int32_t is)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	size_t pattern_n = strlen(pattern), text_n = strlen(text);
	int32_t out = 7;

	NEED(c, s->match);
	CHECK_EQ(c, s->match(seam_in(c, pattern, pattern_n), pattern_n, seam_in(c, text, text_n), text_n, NULL, NULL, &out), SEAM_OK);
	if (out != is)
		FAIL(c, "the pattern %s and the text %s: %ld, not %ld", pattern, text, (long)out, (long)is);
}

static void bytes_like_any(struct seam_case *c)
{
	matches(c, "*", ".hidden", 1);
	matches(c, "?idden", ".idden", 1);
	matches(c, "a*c", "a/b/c", 1);
	matches(c, "a?c", "a/c", 1);
	matches(c, "\\*", "*", 0);
	matches(c, "\\*", "\\", 1);
	matches(c, "\\?", "?", 0);
	matches(c, "[ab]", "a", 0);
	matches(c, "[ab]", "[ab]", 1);
	matches(c, "{a,b}", "a", 0);
	matches(c, "?", "\xC3\xA9", 0);
	matches(c, "??", "\xC3\xA9", 1);
	matches(c, "ab*", "ab", 1);
	matches(c, "ab***", "ab", 1);
	matches(c, "*", "", 1);
}

struct pairs {
	struct seam_case *c;
	int yes;
	unsigned wrong, specials;
};

/* Of the pattern are upper-case letters, of the text lower-case ones. */
static int same(void *userdata, uint8_t pattern, uint8_t text)
{
	struct pairs *p = userdata;

	p->wrong += !(pattern >= 'A' && pattern <= 'Z' && text >= 'a' && text <= 'z');
	p->specials += pattern == '*' || pattern == '?';
	return (pattern | 0x20) == text ? p->yes : 0;
}

/* What is not 0 says yes, whatever its sign and its lowest byte. */
static void yes_is_not_0(struct seam_case *c)
{
	static const int answers[] = { 1, 2, -1, 256, 65536, INT32_MIN, INT32_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->match);
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		struct pairs p = { c, answers[i], 0, 0 };
		int32_t out = 7;

		CHECK_EQ(c, s->match(seam_in(c, "AB*D", 4), 4, seam_in(c, "abcd", 4), 4, same, &p, &out), SEAM_OK);
		if (out != 1)
			FAIL(c, "the host says %d, which is yes, and the text does not match", answers[i]);
		if (p.wrong || p.specials)
			FAIL(c, "the host is asked for a byte of the text as one of the pattern, or for a * or ?");
	}
}

static int different(void *userdata, uint8_t pattern, uint8_t text)
{
	(void)userdata;
	return pattern != text;
}

/* The host is asked about equal bytes too, and believed. */
static void host_decides(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	int32_t out = 7;

	NEED(c, s->match);
	CHECK_EQ(c, s->match("abc", 3, "abc", 3, different, NULL, &out), SEAM_OK);
	CHECK_EQ(c, out, 0);
	CHECK_EQ(c, s->match("abc", 3, "bca", 3, different, NULL, &out), SEAM_OK);
	CHECK_EQ(c, out, 1);
}

SEAM_CASES(security, match) = {
	{ "bytes_like_any", SEAM_MUST, bytes_like_any, "nothing but * and ? is special in a pattern, and nothing in a text", 0 },
	{ "yes_is_not_0", SEAM_MUST, yes_is_not_0, "every answer but 0 says that two bytes are the same", 0 },
	{ "host_decides", SEAM_MUST, host_decides, "what is the same is what the host says, equal bytes included", 0 },
	SEAM_END
};
