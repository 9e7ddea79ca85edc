/*
 * long: no op has a fixed buffer, or a length of 8 or 16 bits.
 * Rule: strings.long    Source: CWE-120; CWE-197; MAX_PATH; char msg[256]
 */
#include "strings/through.h"

/* More than 16 bits can count, and more than a page. */
enum { LONG = 70001 };

static char text[LONG + 1];

/* No two stretches of it look alike; the last character is the only one of two bytes. */
static const char *long_text(void)
{
	for (unsigned i = 0; i < LONG; i++)
		text[i] = (char)('a' + (i * 2654435761u >> 16) % 26);
	memcpy(text + LONG - 2, "\xC3\xA9", 2);
	return text;
}

static void measured(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = seam_in_string(c, SEAM_STIMULUS(c) ? long_text() : "muted"), *other = NULL;
	size_t n = UNSET_N;
	int order = 0;

	NEED(c, s->length);
	if (CHECK_EQ(c, s->length(in, &n), SEAM_OK))
		CHECK_EQ(c, n, LONG);
	text[LONG - 1] = '\xAA';
	other = seam_in_string(c, text);
	if (s->compare && CHECK_EQ(c, s->compare(other, in, &order), SEAM_OK))
		CHECK(c, order > 0);
}

static void copies(struct seam_case *c)
{
	strings_through_copies(c, long_text(), LONG);
}

static void joins(struct seam_case *c)
{
	strings_through_joins(c, long_text(), LONG);
}

static void conversions(struct seam_case *c)
{
	strings_through_utf(c, long_text(), LONG);
}

static void kept(struct seam_case *c)
{
	strings_through_keepers(c, long_text(), LONG);
}

static void pieces(struct seam_case *c)
{
	strings_through_pieces(c, long_text(), LONG);
}

SEAM_CASES(strings, long) = {
	{ "measured", SEAM_MUST, measured, "a string of 70001 bytes is measured, and compared to its end", 0 },
	{ "copies", SEAM_MUST, copies, "a string of 70001 bytes is copied whole", 0 },
	{ "joins", SEAM_MUST, joins, "strings of 70001 bytes are joined whole", 0 },
	{ "conversions", SEAM_MUST, conversions, "a string of 70001 bytes is converted whole, there and back", 0 },
	{ "kept", SEAM_MUST, kept, "a string of 70001 bytes is kept whole by stores, lists and the message", 0 },
	{ "pieces", SEAM_MUST, pieces, "a piece of 70001 bytes is a piece", 0 },
	SEAM_END
};
