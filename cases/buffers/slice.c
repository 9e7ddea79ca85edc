/*
 * slice: the rows that are asked for, and a row that does not lie within is refused.
 * Rule: buffers.slice    Source: numpy's strides, image rows with pitch, java.nio slices; CWE-125
 */
#include "buffers/bytes.h"

/* From a grid of 12 letters. */
static void sliced(struct seam_case *c, size_t offset, size_t rows, size_t width, ptrdiff_t stride,
                   const char *expected)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const struct seam_buffers_slice which = { offset, rows, width, stride };
	size_t n = expected ? strlen(expected) : 0, *size = a_size(c, expected ? n : 32);
	unsigned char *to = seam_out(c, expected ? n : 32);
	int rc = b->slice(seam_in(c, "abcdefghijkl", 12), 12, &which, to, size);

	if (rc != (expected ? SEAM_OK : SEAM_E_RANGE)) {
		FAIL(c, "%zu rows of %zu from %zu with a stride of %td: %d, where %s is due", rows, width, offset,
		     stride, rc, expected ? "SEAM_OK" : "SEAM_E_RANGE");
	} else if (expected) {
		CHECK_EQ(c, *size, n);
		CHECK_BYTES(c, to, n, expected, n);
	} else {
		CHECK_EQ(c, *size, 32);
		unwritten(c, to, 32, "the room of a slice that was refused");
	}
}

static void rows(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->slice);
	sliced(c, 0, 1, 12, 12, "abcdefghijkl");
	sliced(c, 0, 3, 4, 4, "abcdefghijkl");
	sliced(c, 1, 3, 2, 4, "bcfgjk");
	sliced(c, 5, 1, 1, 99, "f");
	sliced(c, 0, 12, 1, 1, "abcdefghijkl");
}

static void strides(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->slice);
	sliced(c, 3, 4, 1, 0, "dddd");          /* the same row again      */
	sliced(c, 0, 3, 4, 2, "abcdcdefefgh");  /* rows overlap            */
	sliced(c, 8, 3, 4, -4, "ijklefghabcd"); /* upwards                 */
	sliced(c, 11, 12, 1, -1, "lkjihgfedcba");
	sliced(c, 2, 2, 2, -1, "cdbc");
	sliced(c, 0, 2, 2, 10, "abkl");
}

/* The first and the last row end exactly where the grid does. */
static void at_the_edges(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->slice);
	sliced(c, 11, 1, 1, 5, "l");
	sliced(c, 2, 2, 5, 5, "cdefghijkl");
	sliced(c, 9, 4, 3, -3, "jklghidefabc");
}

static void outside(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->slice);
	sliced(c, 12, 1, 1, 0, NULL);
	sliced(c, 11, 1, 2, 0, NULL);
	sliced(c, 0, 1, 13, 0, NULL);
	sliced(c, 3, 2, 5, 5, NULL);  /* the last row is one byte too far           */
	sliced(c, 0, 3, 4, 5, NULL);  /* the last row begins within, ends outside   */
	sliced(c, 8, 4, 4, -4, NULL); /* the last row is a row before the start     */
	sliced(c, 8, 3, 4, -5, NULL); /* … two bytes before the start               */
	sliced(c, 9, 3, 4, -4, NULL); /* the first row ends outside, others do not  */
	sliced(c, 0, 2, 1, -1, NULL);
	sliced(c, 0, 13, 1, 1, NULL);
}

static void empty(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->slice);
	sliced(c, 0, 0, 4, 4, "");
	sliced(c, 0, 3, 0, 4, "");
	sliced(c, 12, 1, 0, 1, "");
	sliced(c, 4000, 0, 4, 4, "");
	sliced(c, 4000, 5, 0, -4, "");
}

SEAM_CASES(buffers,
           slice) = { { "rows", SEAM_MUST, rows, "rows come one behind the other, without what lies between them", 0 },
	              { "strides", SEAM_MUST, strides, "a stride may be 0, less than the width, or negative", 0 },
	              { "at_the_edges", SEAM_MUST, at_the_edges, "a row may begin and end where the grid does", 0 },
	              { "outside", SEAM_MUST, outside, "a slice of which one byte lies outside is refused whole", 0 },
	              { "empty", SEAM_MUST, empty, "no rows, or rows of nothing, lie anywhere", 0 },
	              SEAM_END };
