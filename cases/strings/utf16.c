/*
 * utf16: conversion keeps every character, pairs included; what has no counterpart is refused or replaced, as declared.
 * Rule: strings.utf16    Source: Unicode 3.9, D91; RFC 2781; the bug history of JNA WString and of koffi str16
 */
#include "strings/expect.h"

/* Units and their number, as two arguments. */
#define UNITS(...) (const uint16_t[]){ __VA_ARGS__ }, sizeof((const uint16_t[]){ __VA_ARGS__ }) / sizeof(uint16_t)

/* Both ways; muted, something else is sent than is expected. */
static void both(struct seam_case *c, const char *text, size_t n, const uint16_t *units, size_t n_units)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t out_n = UNSET_N;
	uint16_t *wide = UNSET;
	char *out = UNSET;

	NEED(c, s->utf16_from_utf8);
	NEED(c, s->utf16_to_utf8);
	NEED(c, s->utf16_release);
	NEED(c, s->release);
	if (!SEAM_STIMULUS(c))
		n = n_units = 0;
	if (CHECK_EQ(c, s->utf16_to_utf8(seam_in(c, units, n_units * 2), n_units, &out, &out_n, NULL), SEAM_OK))
		owned_n(c, out, out_n, text, SEAM_STIMULUS(c) ? n : 1);
	out_n = UNSET_N;
	if (CHECK_EQ(c, s->utf16_from_utf8(seam_in(c, text, n), n, &wide, &out_n, NULL), SEAM_OK) && is_set(c, wide)) {
		if (CHECK_EQ(c, out_n, SEAM_STIMULUS(c) ? n_units : 1) &&
		    CHECK_BYTES(c, wide, n_units * 2, units, n_units * 2))
			CHECK_EQ(c, wide[n_units], 0);
		s->utf16_release(wide);
	}
}

static void basic(struct seam_case *c)
{
	both(c, BYTES("A\xC3\xA9\xE6\xBC\xA2\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"),
	     UNITS('A', 0xE9, 0x6F22, 0xD7FF, 0xE000, 0xFFFF));
}

static void pairs(struct seam_case *c)
{
	both(c, BYTES("\xF0\x90\x80\x80\xF0\x9F\xA6\x80x\xF4\x8F\xBF\xBF"),
	     UNITS(0xD800, 0xDC00, 0xD83E, 0xDD80, 'x', 0xDBFF, 0xDFFF));
}

static void byte_order_mark(struct seam_case *c)
{
	both(c, BYTES("\xEF\xBB\xBF" "a"), UNITS(0xFEFF, 'a'));
	both(c, BYTES("\xEF\xBF\xBE" "a"), UNITS(0xFFFE, 'a'));
	both(c, BYTES("a"), UNITS('a'));
}

/* Muted, the surrogate is a letter. */
static void lone(struct seam_case *c, const uint16_t *units, size_t n, const char *lossy, size_t lossy_n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const uint16_t *sent = SEAM_STIMULUS(c) ? units : (const uint16_t[]){ 'm', 'u', 't', 'e' };
	size_t out_n = UNSET_N, at = UNSET_N;
	char *out = UNSET;
	int rc;

	NEED(c, s->utf16_to_utf8);
	NEED(c, s->release);
	rc = s->utf16_to_utf8(seam_in(c, sent, n * sizeof *sent), n, &out, &out_n, &at);
	if (seam_traits(c) & SEAM_LOSSY && !(seam_traits(c) & SEAM_UTF8_ONLY)) {
		if (CHECK_EQ(c, rc, SEAM_OK))
			owned_n(c, out, out_n, lossy, lossy_n);
	} else if (CHECK_EQ(c, rc, SEAM_E_ENCODING)) {
		(void)(untouched(c, out) && untouched_n(c, out_n) && untouched_n(c, at));
	} else if (rc == SEAM_OK && out != UNSET) {
		s->release(out);
	}
}

static void lone_surrogates(struct seam_case *c)
{
	lone(c, UNITS(0xD83E), BYTES("\xEF\xBF\xBD"));
	lone(c, UNITS(0xDD80, 'a'), BYTES("\xEF\xBF\xBD" "a"));
	lone(c, UNITS('a', 0xD83E, 'b', 'c'), BYTES("a\xEF\xBF\xBD" "bc"));
	lone(c, UNITS(0xDD80, 0xD83E), BYTES("\xEF\xBF\xBD\xEF\xBF\xBD"));
	lone(c, UNITS(0xD83E, 0xD83E, 0xDD80), BYTES("\xEF\xBF\xBD\xF0\x9F\xA6\x80"));
}

static void ill_formed(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	uint16_t *wide = UNSET;
	size_t n = UNSET_N;
	int rc;

	NEED(c, s->utf16_from_utf8);
	NEED(c, s->utf16_release);
	rc = s->utf16_from_utf8(seam_in(c, SEAM_STIMULUS(c) ? "a\xED\xA0\xBDz" : "amutz", 5), 5, &wide, &n, NULL);
	if (seam_traits(c) & SEAM_LOSSY && !(seam_traits(c) & SEAM_UTF8_ONLY)) {
		if (CHECK_EQ(c, rc, SEAM_OK) && is_set(c, wide) && CHECK(c, n >= 3 && n <= 5)) {
			CHECK_EQ(c, wide[0], 'a');
			for (size_t i = 1; i < n - 1; i++)
				CHECK_EQ(c, wide[i], 0xFFFD);
			CHECK_EQ(c, wide[n - 1], 'z');
		}
	} else if (CHECK_EQ(c, rc, SEAM_E_ENCODING)) {
		(void)(untouched(c, wide) && untouched_n(c, n));
	}
	if (rc == SEAM_OK && wide != UNSET)
		s->utf16_release(wide);
}

SEAM_CASES(strings, utf16) = {
	{ "basic", SEAM_MUST, basic, "characters of one unit convert both ways", 0 },
	{ "pairs", SEAM_MUST, pairs, "characters of two units convert both ways", 0 },
	{ "byte_order_mark", SEAM_MUST, byte_order_mark, "a byte order mark is a character; none is added", 0 },
	{ "lone_surrogates", SEAM_MUST, lone_surrogates, "a lone surrogate is refused, or replaced, as declared", 0 },
	{ "ill_formed", SEAM_MUST, ill_formed, "UTF-8 that encodes a surrogate makes no UTF-16", 0 },
	SEAM_END
};
