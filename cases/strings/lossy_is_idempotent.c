/*
 * lossy_is_idempotent: lossy conversion replaces what is ill-formed, keeps the rest, and changes nothing the second
 * time.
 * Rule: strings.lossy_is_idempotent    Source: Unicode 3.9, "U+FFFD substitution of maximal subparts"
 */
#include "strings/expect.h"

/* Converts, compares with the input, converts the result again. */
static void convert(struct seam_case *c, const char *bytes, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *sent = SEAM_STIMULUS(c) ? bytes : "muted";
	size_t sent_n = SEAM_STIMULUS(c) ? n : 5, once_n = UNSET_N, twice_n = UNSET_N;
	char *once = UNSET, *twice = UNSET;

	NEED(c, s->lossy);
	NEED(c, s->release);
	REQUIRE(CHECK_EQ(c, s->lossy(seam_in(c, sent, sent_n), sent_n, &once, &once_n), SEAM_OK) && is_set(c, once));
	if (is_lossy_of(c, once, once_n, bytes, n)) {
		CHECK_EQ(c, once[once_n], '\0');
		if (CHECK_EQ(c, s->lossy(seam_in(c, once, once_n), once_n, &twice, &twice_n), SEAM_OK))
			owned_n(c, twice, twice_n, once, once_n);
	}
	s->release(once);
}

static void well_formed(struct seam_case *c)
{
	convert(c, BYTES("\x01 text \xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"));
	convert(c, BYTES("\xEF\xBB\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\xEF\xBF\xBD"));
}

static void ill_formed(struct seam_case *c)
{
	convert(c, BYTES("caf\xE9 \xC0\xAF/\xED\xA0\x80-\xFF\xFE."));
	convert(c, BYTES("\xF4\x90\x80\x80 \xF0\x9F\xA6 \xE6\xBC"));
	convert(c, BYTES("\xE9"));
}

/* What one ill-formed byte spoils is itself alone: the quotation mark behind it stays. */
static void neighbours(struct seam_case *c)
{
	convert(c, BYTES("\xE6\"\xC3'\xF0\x9F<\xED>"));
}

static void nul(struct seam_case *c)
{
	convert(c, BYTES("a\0b\xFF\0"));
}

/* One ill-formed byte behind each stretch of good ones, far into the text. */
static void far(struct seam_case *c)
{
	char text[3000];

	memset(text, 'x', sizeof text);
	for (size_t i = 3; i < sizeof text; i += 2 + i / 4)
		text[i] = (char)(i % 2 ? 0xFF : 0xE9);
	convert(c, text, sizeof text);
}

SEAM_CASES(strings, lossy_is_idempotent) = {
	{ "well_formed", SEAM_MUST, well_formed, "lossy conversion keeps well-formed UTF-8 as it is", 0 },
	{ "ill_formed", SEAM_MUST, ill_formed, "ill-formed UTF-8 becomes U+FFFD, once and for all", 0 },
	{ "neighbours", SEAM_MUST, neighbours, "no well-formed character is swallowed with an ill-formed one", 0 },
	{ "far", SEAM_MUST, far, "the last ill-formed byte of a long text is replaced as is the first", 0 },
	{ "nul", SEAM_MUST, nul, "NUL is well-formed and is kept", 0 },
	SEAM_END
};
