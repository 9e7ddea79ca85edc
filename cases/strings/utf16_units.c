/*
 * utf16_units: a UTF-16 terminator is a unit of two zero bytes, a length counts units, and units may stand at odd
 * addresses and at the edge of memory.
 * Rule: strings.utf16_units    Source: CWE-135, CWE-188; misaligned uint16_t in packed file formats (UBSan alignment)
 */
#include "strings/expect.h"

/* Bytes in which single zeros stand everywhere but two together, as one unit, only at the end. */
static const uint16_t zeros[] = { 0x0041, 0x0100, 0x4100, 0x0001, 0x0100, 0 };

/* Where the units begin: at an even address, then at an odd one.  The size leaves no byte before or behind. */
static const void *at_offset(struct seam_case *c, const uint16_t *units, size_t n, size_t odd)
{
	unsigned char bytes[64] = { 0 };

	memcpy(bytes + odd, units, n * sizeof *units);
	return seam_in(c, bytes, n * sizeof *units + odd) + odd;
}

static void length(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;

	NEED(c, s->utf16_length);
	if (CHECK_EQ(c, s->utf16_length(seam_in(c, zeros, sizeof zeros), &n), SEAM_OK))
		CHECK_EQ(c, n, sizeof zeros / sizeof zeros[0] - 1);
	if (CHECK_EQ(c, s->utf16_length(seam_in(c, zeros + 5, sizeof zeros[0]), &n), SEAM_OK))
		CHECK_EQ(c, n, 0);
	CHECK_EQ(c, s->utf16_length(NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->utf16_length(zeros, NULL), SEAM_E_NULL);
}

/* One zero byte too many on either side moves the pairs of zeros out of step. */
static void length_at_odd_address(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const void *odd = at_offset(c, zeros, sizeof zeros / sizeof zeros[0], 1);
	const void *even = at_offset(c, zeros, sizeof zeros / sizeof zeros[0], 2);
	size_t n = UNSET_N;

	NEED(c, s->utf16_length);
	if (CHECK_EQ(c, s->utf16_length(odd, &n), SEAM_OK))
		CHECK_EQ(c, n, sizeof zeros / sizeof zeros[0] - 1);
	if (CHECK_EQ(c, s->utf16_length(even, &n), SEAM_OK))
		CHECK_EQ(c, n, sizeof zeros / sizeof zeros[0] - 1);
}

static void odd_address(struct seam_case *c)
{
	static const uint16_t units[] = { 'a', 0x6F22, 0xD83E, 0xDD80 };
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->utf16_to_utf8);
	NEED(c, s->release);
	for (size_t odd = 0; odd < 4; odd++) {
		size_t n = UNSET_N;
		char *out = UNSET;

		if (CHECK_EQ(c, s->utf16_to_utf8(at_offset(c, units, 4, odd), 4, &out, &n, NULL), SEAM_OK))
			owned_n(c, out, n, BYTES("a\xE6\xBC\xA2\xF0\x9F\xA6\x80"));
	}
}

/* The counted units have no terminator, and the partner of a high surrogate is not looked for behind them. */
static void no_terminator(struct seam_case *c)
{
	static const uint16_t units[] = { 'a', 'b', 0xD83E, 0xDD80 };
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N;
	char *out = UNSET;
	int rc;

	NEED(c, s->utf16_to_utf8);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->utf16_to_utf8(seam_in(c, units, 4), 2, &out, &n, NULL), SEAM_OK))
		owned_n(c, out, n, BYTES("ab"));
	out = UNSET;
	if (CHECK_EQ(c, s->utf16_to_utf8(seam_in(c, units, sizeof units), 2, &out, &n, NULL), SEAM_OK))
		owned_n(c, out, n, BYTES("ab"));
	out = UNSET;
	rc = s->utf16_to_utf8(seam_in(c, units, 3 * sizeof units[0]), 3, &out, &n, NULL);
	if (rc == SEAM_OK && seam_traits(c) & SEAM_LOSSY)
		owned_n(c, out, n, BYTES("ab\xEF\xBF\xBD"));
	else
		CHECK_EQ(c, rc, SEAM_E_ENCODING);
}

SEAM_CASES(strings, utf16_units) = {
	{ "length", SEAM_MUST, length, "a terminator is two zero bytes of one unit; a length counts units", 0 },
	{ "length_at_odd_address", SEAM_MUST, length_at_odd_address, "units are measured at odd addresses", 0 },
	{ "odd_address", SEAM_MUST, odd_address, "units are converted from any address", 0 },
	{ "no_terminator", SEAM_MUST, no_terminator, "counted units are taken by their number, no more is read", 0 },
	SEAM_END
};
