/*
 * bounded_work: work grows with what is asked, not beyond: no pattern makes it grow out of hand.
 * Rule: security.bounded_work    Source: CWE-1333, CWE-407; RUSTSEC-2022-0013 (regex); counted in calls, not in time
 */
#include "security/enemy.h"

struct counted {
	struct seam_case *c;
	uint64_t calls, most, over;
};

static int same(void *userdata, uint8_t pattern, uint8_t text)
{
	struct counted *counted = userdata;

	counted->calls++;
	if (counted->calls > 64 * counted->most) /* it would never end */
		counted->over++;
	return (pattern | 0x20) == (text | 0x20);
}

static void matched(struct seam_case *c, const char *pattern, size_t pattern_n, const char *text, size_t text_n, bool folded, int32_t is)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct counted counted = { c, 0, (pattern_n + 1) * (text_n + 1), 0 };
	int32_t out = 7;

	NEED(c, s->match);
	CHECK_EQ(c, s->match(seam_in(c, pattern, pattern_n), pattern_n, seam_in(c, text, text_n), text_n, folded ? same : NULL, &counted, &out),
	         SEAM_OK);
	if (out != is)
		FAIL(c, "a pattern of %zu bytes, the first 0x%02x, and a text of %zu: %ld, not %ld", pattern_n,
		     pattern_n ? (unsigned)(unsigned char)*pattern : 0, text_n, (long)out, (long)is);
	if (counted.calls > counted.most)
		FAIL(c, "%llu pairs of bytes are compared, of %zu and %zu bytes, and %llu are allowed", (unsigned long long)counted.calls,
		     pattern_n, text_n, (unsigned long long)counted.most);
}

static void results(struct seam_case *c)
{
	static const struct {
		const char *pattern, *text;
		int32_t is;
	} samples[] = {
		{ "", "", 1 },        { "", "a", 0 },       { "*", "", 1 },        { "*", "abc", 1 },     { "**", "", 1 },
		{ "?", "", 0 },       { "?", "a", 1 },      { "?", "ab", 0 },      { "a", "a", 1 },       { "a", "b", 0 },
		{ "abc", "ab", 0 },   { "ab", "abc", 0 },   { "a*c", "abbc", 1 },  { "a*c", "abcb", 0 },  { "a*b*c", "aXbYbZc", 1 },
		{ "*a*b", "aab", 1 }, { "*ab", "aabab", 1 }, { "*ab", "aaba", 0 }, { "a?*", "a", 0 },     { "a*?", "ab", 1 },
		{ "*x*", "abc", 0 },  { "?*?", "a", 0 },    { "a**b", "ab", 1 },   { "%s*%n", "%s1%n", 1 }, { "a\n*", "a\nb", 1 },
		{ "[a]", "a", 0 },    { "\\*", "\\x", 1 },
	};

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		for (int folded = 0; folded < 2; folded++)
			matched(c, samples[i].pattern, strlen(samples[i].pattern), samples[i].text, strlen(samples[i].text), folded,
			        samples[i].is);
	matched(c, "ABC", 3, "abc", 3, true, 1);
	matched(c, "ABC", 3, "abc", 3, false, 0);
	matched(c, BYTES("a\0b"), BYTES("a\0c"), false, 0);
	matched(c, BYTES("a\0*"), BYTES("a\0c"), false, 1);
	matched(c, BYTES("a"), BYTES("a\0"), false, 0);
	matched(c, BYTES("\xFF*\x80"), BYTES("\xFF\x80\x80"), false, 1);
}

static void stars(struct seam_case *c)
{
	static const char pattern[] = "*a*a*a*a*a*a*a*b";
	char text[25];

	memset(text, 'a', sizeof text);
	if (SEAM_STIMULUS(c))
		matched(c, pattern, sizeof pattern - 1, text, sizeof text, true, 0);
	else
		FAIL(c, "nothing is asked");
	matched(c, "*?*?*?*?*b", 10, text, sizeof text, true, 0);
	text[24] = 'b';
	matched(c, pattern, sizeof pattern - 1, text, sizeof text, true, 1);
}

static void grows(struct seam_case *c)
{
	char pattern[64], text[600];

	memset(text, 'a', sizeof text);
	for (size_t i = 0; i < sizeof pattern; i++)
		pattern[i] = i % 2 ? 'a' : '*';
	pattern[sizeof pattern - 1] = 'b';
	for (size_t n = 1; n <= 3; n++)
		matched(c, pattern + sizeof pattern - 2 * n, 2 * n, text, sizeof text, true, 0);
	memset(pattern, '*', sizeof pattern);
	matched(c, pattern, sizeof pattern, text, sizeof text, true, 1);
	matched(c, text, sizeof text, text, sizeof text, true, 1);
}

SEAM_CASES(security, bounded_work) = {
	{ "results", SEAM_MUST, results, "a pattern matches what it says", 0 },
	{ "stars", SEAM_MUST, stars, "many * do not multiply the work", 0 },
	{ "grows", SEAM_MUST, grows, "the work is a product of the lengths, no more", 0 },
	SEAM_END
};
