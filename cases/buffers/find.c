/*
 * find: what is sought is found at both ends, and never by reading past one.
 * Rule: buffers.find    Source: memmem(3); CWE-126; off-by-one in windowed searches
 */
#include "buffers/bytes.h"

#define NOWHERE SIZE_MAX

static void sought(struct seam_case *c, const char *hay, size_t hay_n, const char *needle, size_t needle_n,
                   size_t expected)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	size_t *at = seam_out(c, sizeof *at);
	int rc = b->find(seam_in(c, hay, hay_n), hay_n, seam_in(c, needle, needle_n), needle_n, at);

	if (expected == NOWHERE) {
		if (CHECK_EQ(c, rc, SEAM_E_NOT_FOUND))
			unwritten(c, at, sizeof *at, "find's out-parameter, by SEAM_E_NOT_FOUND,");
	} else if (CHECK_EQ(c, rc, SEAM_OK)) {
		CHECK_EQ(c, *at, expected);
	}
}

static void at_the_ends(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->find);
	sought(c, "needle in hay", 13, "needle", 6, 0);
	sought(c, "hay or needle", 13, "needle", 6, 7);
	sought(c, "needle", 6, "needle", 6, 0);
	sought(c, "hay", 3, "y", 1, 2);
	sought(c, "hay", 3, "h", 1, 0);
}

/* The beginning of the needle stands at the end of the haystack; the rest would lie behind it. */
static void cut_at_the_end(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->find);
	for (size_t n = 0; n < 6; n++)
		sought(c, "hay needle", 4 + n, "needle", 6, NOWHERE);
	sought(c, "n", 1, "needle", 6, NOWHERE);
}

/* The bytes go on behind the counted ones, in memory that may be read. */
static void not_behind_the_end(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const char *hay = seam_in(c, "hay needle", 10);
	size_t at = 99;

	NEED(c, b->find);
	CHECK_EQ(c, b->find(hay, 9, "needle", 6, &at), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, b->find(hay + 5, 5, "needle", 6, &at), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, b->find(hay, 10, "needles", 6, &at), SEAM_OK);
	CHECK_EQ(c, at, 4);
}

static void first_of_many(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->find);
	sought(c, "abcabcabc", 9, "abc", 3, 0);
	sought(c, "xxabcabc", 8, "abc", 3, 2);
	/* Beginnings of the needle overlap. */
	sought(c, "aaaaab", 6, "aab", 3, 3);
	sought(c, "abababac", 8, "ababac", 6, 2);
	sought(c, "mississippi", 11, "issip", 5, 4);
}

static void any_bytes(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->find);
	sought(c, "a\0b\0c", 5, "\0c", 2, 3);
	sought(c, "\0\0\0\1", 4, "\0\1", 2, 2);
	sought(c, "\177\200\377", 3, "\377", 1, 2);
	sought(c, "abc", 3, "\0", 1, NOWHERE);
	sought(c, "ABC", 3, "b", 1, NOWHERE);
}

/* Places that have the needle's sum, its ends, its low bits, or as much of it as a byte can count. */
static void alike(struct seam_case *c)
{
	static const size_t lengths[] = { 255, 256, 257, 300, 512 };
	unsigned char hay[1024], needle[512];

	NEED(c, SEAM_OPS(c, buffers)->find);
	sought(c, "baab", 4, "ab", 2, 2);
	sought(c, "acbd abcd", 9, "abcd", 4, 5);
	sought(c, "a\303\251b", 4, "\303\251b", 3, 1);
	sought(c, "CiC\351\303\251", 6, "\303\251", 2, 4);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		size_t n = lengths[i];

		number_all(needle, n);
		memcpy(hay, needle, n);
		hay[n - 2] ^= 0x80;
		memcpy(hay + n, needle, n);
		sought(c, (const char *)hay, n, (const char *)needle, n, NOWHERE);
		sought(c, (const char *)hay, 2 * n, (const char *)needle, n, n);
	}
}

SEAM_CASES(buffers, find) = {
	{ "at_the_ends", SEAM_MUST, at_the_ends, "a needle at the start or the end of the haystack is found", 0 },
	{ "cut_at_the_end", SEAM_MUST, cut_at_the_end,
	  "a needle that is not whole is not found, and nothing is read for it", 0 },
	{ "not_behind_the_end", SEAM_MUST, not_behind_the_end, "what stands behind the counted bytes is not found", 0 },
	{ "first_of_many", SEAM_MUST, first_of_many, "the first place is reported, where beginnings overlap too", 0 },
	{ "any_bytes", SEAM_MUST, any_bytes, "NUL and bytes above 127 are sought as any other", 0 },
	{ "alike", SEAM_MUST, alike, "each byte of the needle counts", 0 },
	SEAM_END
};
