/*
 * length: a length counts bytes, not characters, and leaves the terminator out.
 * Rule: strings.length    Source: CWE-135 (wrong number of bytes of a multi-byte string), CWE-193 (off by one)
 */
#include "strings/expect.h"

static void is(struct seam_case *c, const char *text, size_t want)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;

	NEED(c, s->length);
	if (CHECK_EQ(c, s->length(seam_in_string(c, SEAM_STIMULUS(c) ? text : "muted"), &n), SEAM_OK))
		CHECK_EQ(c, n, want);
}

static void of_bytes(struct seam_case *c)
{
	is(c, BYTES("\xC3\xA9\xE6\xBC\xA2\xF0\x9F\xA6\x80"));
}

static void without_terminator(struct seam_case *c)
{
	is(c, BYTES("x"));
	is(c, BYTES("sixteen bytes it"));
}

static void of_empty(struct seam_case *c)
{
	is(c, BYTES(""));
}

static void of_ill_formed(struct seam_case *c)
{
	is(c, BYTES("\xFF\xC0\xAF\xED\xA0\x80"));
}

SEAM_CASES(strings, length) = {
	{ "of_bytes", SEAM_MUST, of_bytes, "a length counts bytes, not characters", 0 },
	{ "without_terminator", SEAM_MUST, without_terminator, "a length leaves the terminator out", 0 },
	{ "of_empty", SEAM_MUST, of_empty, "the empty string has length 0", 0 },
	{ "of_ill_formed", SEAM_MUST, of_ill_formed, "a length does not look at the encoding", 0 },
	SEAM_END
};
