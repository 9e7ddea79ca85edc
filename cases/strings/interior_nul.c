/*
 * interior_nul: a counted string that holds a NUL is carried whole or refused with the NUL's position, as declared; it
 * is never cut.
 * Rule: strings.interior_nul    Source: RUSTSEC-2021-0123 (NSString cut at a NUL); CVE-2009-2408 (a name cut at one)
 */
#include "strings/expect.h"

/* Muted, the NULs are x. */
static const char *sent(struct seam_case *c, const char *bytes, size_t n)
{
	char copy[64];

	for (size_t i = 0; i < n; i++)
		copy[i] = bytes[i] || SEAM_STIMULUS(c) ? bytes[i] : 'x';
	return seam_in(c, copy, n);
}

static bool carries(const struct seam_case *c)
{
	return (seam_traits(c) & SEAM_NUL_CARRIED) != 0;
}

static void echoed(struct seam_case *c, const char *bytes, size_t n, size_t first)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t out_n = UNSET_N, at = UNSET_N;
	char *out = UNSET;
	int rc;

	NEED(c, s->echo_n);
	NEED(c, s->release);
	rc = s->echo_n(sent(c, bytes, n), n, &out, &out_n, &at);
	if (carries(c)) {
		if (CHECK_EQ(c, rc, SEAM_OK) && untouched_n(c, at))
			owned_n(c, out, out_n, bytes, n);
		return;
	}
	if (CHECK_EQ(c, rc, SEAM_E_NUL)) {
		CHECK_EQ(c, at, first);
		untouched(c, out);
		untouched_n(c, out_n);
	} else if (rc == SEAM_OK && out != UNSET) {
		s->release(out);
	}
}

static void front(struct seam_case *c)
{
	echoed(c, BYTES("\0ab"), 0);
}

static void middle(struct seam_case *c)
{
	echoed(c, BYTES("ab\0cd"), 2);
}

static void end(struct seam_case *c)
{
	echoed(c, BYTES("abc\0"), 3);
}

static void several(struct seam_case *c)
{
	echoed(c, BYTES("a\0\0b\0"), 1);
	echoed(c, BYTES("\0"), 0);
	echoed(c, BYTES("\xC3\xA9\0\xF0\x9F\xA6\x80\0"), 2);
}

static void position_unwanted(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t out_n = UNSET_N;
	char *out = UNSET;
	int rc;

	NEED(c, s->echo_n);
	NEED(c, s->release);
	rc = s->echo_n(sent(c, BYTES("ab\0cd")), 5, &out, &out_n, NULL);
	CHECK_REFUSED(c, rc, !carries(c), SEAM_E_NUL);
	if (rc == SEAM_OK)
		owned_n(c, out, out_n, BYTES("ab\0cd"));
	else
		untouched(c, out);
}

static void terminated(struct seam_case *c)
{
	static const struct {
		const char *bytes;
		size_t n, at;
	} samples[] = { { BYTES("\0ab"), 0 }, { BYTES("ab\0cd"), 2 }, { BYTES("abc\0"), 3 } };
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->terminate);
	NEED(c, s->release);
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		size_t at = UNSET_N;
		char *out = UNSET;
		int rc = s->terminate(sent(c, samples[i].bytes, samples[i].n), samples[i].n, &out, &at);

		if (CHECK_EQ(c, rc, SEAM_E_NUL) && CHECK_EQ(c, at, samples[i].at))
			untouched(c, out);
		else if (rc == SEAM_OK && out != UNSET)
			s->release(out);
	}
}

SEAM_CASES(strings, interior_nul) = {
	{ "front", SEAM_MUST, front, "a NUL in front is carried, or refused with position 0", 0 },
	{ "middle", SEAM_MUST, middle, "a NUL in the middle is carried, or refused with its position", 0 },
	{ "end", SEAM_MUST, end, "a NUL as last byte is carried, or refused; it is no terminator", 0 },
	{ "several", SEAM_MUST, several, "of several NULs all are carried, or the first one is reported", 0 },
	{ "position_unwanted", SEAM_MUST, position_unwanted, "the position may be left unasked for", 0 },
	{ "terminated", SEAM_MUST, terminated, "what cannot be a terminated string is refused, not cut", 0 },
	SEAM_END
};
