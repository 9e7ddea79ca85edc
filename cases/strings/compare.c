/*
 * compare: the order is that of the bytes, as unsigned numbers: no locale, no case, no sign, no UTF-16.
 * Rule: strings.compare    Source: C11 7.24.4 (bytes as unsigned char); UTF-16 order of Java, JavaScript and .NET
 */
#include "strings/expect.h"

static void orders(struct seam_case *c, const char *a, const char *b)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *first = seam_in_string(c, a), *second = seam_in_string(c, SEAM_STIMULUS(c) ? b : a);
	int order = 77;

	NEED(c, s->compare);
	if (CHECK_EQ(c, s->compare(first, second, &order), SEAM_OK))
		CHECK(c, order < 0);
	order = -77;
	if (CHECK_EQ(c, s->compare(second, first, &order), SEAM_OK))
		CHECK(c, order > 0);
}

static void equal(struct seam_case *c)
{
	static const char *const texts[] = { "", "a", "\xC3\xA9", "\xFF", "some longer text that is the same" };
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->compare);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *other = seam_in_string(c, SEAM_STIMULUS(c) ? texts[i] : "muted");
		int order = 77;

		if (CHECK_EQ(c, s->compare(seam_in_string(c, texts[i]), other, &order), SEAM_OK))
			CHECK_EQ(c, order, 0);
	}
}

static void prefix(struct seam_case *c)
{
	orders(c, "", "a");
	orders(c, "ab", "abc");
	orders(c, "ab", "ab\x01");
}

static void letter_case(struct seam_case *c)
{
	orders(c, "B", "a");
	orders(c, "Zebra", "apple");
}

static void digits(struct seam_case *c)
{
	orders(c, "10", "9");
	orders(c, "a-b", "ab");
	orders(c, "a b", "aa");
}

static void unsigned_bytes(struct seam_case *c)
{
	orders(c, "z", "\xC3\xA9");
	orders(c, "\x7F", "\x80");
	orders(c, "\xC0\xAF", "\xFF");
}

/* U+FF5E comes before U+1F980 in UTF-8 and by code point; in UTF-16 the pair comes first. */
static void above_the_bmp(struct seam_case *c)
{
	orders(c, "\xEF\xBD\x9E", "\xF0\x9F\xA6\x80");
}

/* Composed and decomposed, ill-formed and ill-formed: alike to the eye, not alike. */
static void look_alikes(struct seam_case *c)
{
	orders(c, "e\xCC\x81", "\xC3\xA9");
	orders(c, "\xFE", "\xFF");
	orders(c, "a", "a ");
}

SEAM_CASES(strings, compare) = {
	{ "equal", SEAM_MUST, equal, "equal strings at different addresses are equal", 0 },
	{ "prefix", SEAM_MUST, prefix, "a string comes before what it begins", 0 },
	{ "letter_case", SEAM_MUST, letter_case, "letter case is not folded", 0 },
	{ "digits", SEAM_MUST, digits, "digits are not numbers, punctuation is not skipped", 0 },
	{ "unsigned_bytes", SEAM_MUST, unsigned_bytes, "bytes are compared as unsigned numbers", 0 },
	{ "above_the_bmp", SEAM_MUST, above_the_bmp, "the order is that of UTF-8, not of UTF-16", 0 },
	{ "look_alikes", SEAM_MUST, look_alikes, "strings that look alike are not equal", 0 },
	SEAM_END
};
