/*
 * pointers: an array of pointers, some of them NULL; its end is its count, not a NULL.
 * Rule: buffers.pointers    Source: char ** with a count; Option<&T> as a nullable pointer; argv habits
 */
#include "buffers/bytes.h"

static void gathered(struct seam_case *c, const void *const *rows, size_t count, size_t width, const char *expected,
                     size_t gone)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	size_t n = strlen(expected), size = n, *absent = seam_out(c, sizeof *absent);
	unsigned char *to = seam_out(c, n);

	REQUIRE(CHECK_EQ(c,
	                 b->gather_rows((const void *)seam_in(c, rows, count * sizeof *rows), count, width, to, &size,
	                                absent),
	                 SEAM_OK));
	CHECK_EQ(c, size, n);
	CHECK_BYTES(c, to, n, expected, n);
	CHECK_EQ(c, *absent, gone);
}

static void rows(struct seam_case *c)
{
	const void *rows[3] = { seam_in(c, "one.", 4), seam_in(c, "two.", 4), seam_in(c, "six.", 4) };

	NEED(c, SEAM_OPS(c, buffers)->gather_rows);
	gathered(c, rows, 3, 4, "one.two.six.", 0);
	gathered(c, rows, 1, 4, "one.", 0);
	gathered(c, rows, 3, 1, "ots", 0);
}

static void null_rows(struct seam_case *c)
{
	const void *p = seam_in(c, "row", 3);

	NEED(c, SEAM_OPS(c, buffers)->gather_rows);
	gathered(c, (const void *[]){ NULL, p, p }, 3, 3, "rowrow", 1);
	gathered(c, (const void *[]){ p, NULL, p }, 3, 3, "rowrow", 1);
	gathered(c, (const void *[]){ p, p, NULL }, 3, 3, "rowrow", 1);
	gathered(c, (const void *[]){ NULL, NULL, p, NULL }, 4, 3, "row", 3);
	gathered(c, (const void *[]){ NULL, NULL }, 2, 3, "", 2);
}

/* Rows of no bytes are there, or not; they are not looked at. */
static void no_width(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->gather_rows);
	gathered(c, (const void *[]){ seam_in(c, NULL, 0), NULL, (const void *)(uintptr_t)1 }, 3, 0, "", 1);
}

static void refused(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const void *rows[2] = { "ab", NULL };
	unsigned char *to = seam_out(c, 2);
	size_t *absent = seam_out(c, sizeof *absent), size = 1;

	NEED(c, b->gather_rows);
	CHECK_EQ(c, b->gather_rows(rows, 2, 2, to, &size, absent), SEAM_E_SPACE);
	CHECK_EQ(c, size, 2);
	unwritten(c, to, 2, "a room that is too small");
	unwritten(c, absent, sizeof *absent, "the count of absent rows, by SEAM_E_SPACE,");
}

SEAM_CASES(buffers, pointers) = {
	{ "rows", SEAM_MUST, rows, "each row is read where its pointer says", 0 },
	{ "null_rows", SEAM_MUST, null_rows, "a NULL row is left out and counted; it does not end the array", 0 },
	{ "no_width", SEAM_MUST, no_width, "rows of no bytes are not looked at", 0 },
	{ "refused", SEAM_MUST, refused, "a count that belongs to success is not written on failure", 0 },
	SEAM_END
};
