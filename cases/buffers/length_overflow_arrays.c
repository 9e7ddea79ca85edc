/*
 * length_overflow: counts, widths and strides of arrays whose products and sums wrap.
 * Rule: buffers.length_overflow    Source: CWE-190, CWE-131; numpy's strides; readv(2), EINVAL for a sum over SSIZE_MAX
 */
#include "buffers/hostile.h"

#define OP(name, call, op, text)                                                                                       \
	HOSTILE(hostile_##name, call)                                                                                  \
	REFUSED(name, op, text)
#define SLICE(offset, rows, width, stride)                                                                             \
	b->slice(t->in, TINY, &(struct seam_buffers_slice){ offset, rows, width, stride }, t->to, t->size)

OP(decode, b->decode(t->in, n, t->out, t->size), decode, "decode")
OP(encode, b->encode(t->out, n, t->to, t->size), encode, "encode")
OP(slice_size, b->slice(t->in, n, &(struct seam_buffers_slice){ 0, 1, 1, 1 }, t->to, t->size), slice, "slice of a grid")
OP(slice_offset, SLICE(n, 2, 1, 1), slice, "slice from an offset")
OP(slice_rows, SLICE(0, n, 1, 0), slice, "slice of many rows")
OP(slice_width, SLICE(0, 2, n, 1), slice, "slice of a width")
OP(gather_count, b->gather(t->out, n, t->to, t->size), gather, "gather of many pieces")
OP(gather_piece, b->gather(&(struct seam_buffers_piece){ t->in, n }, 1, t->to, t->size), gather, "gather of a piece")
OP(scatter_n, b->scatter(t->in, n, &(struct seam_buffers_room){ t->to, TINY }, 1, t->out), scatter, "scatter")
OP(scatter_count, b->scatter(t->in, TINY, t->out, n, t->out), scatter, "scatter to many rooms")
OP(scatter_room, b->scatter(t->in, TINY, &(struct seam_buffers_room){ t->to, n }, 1, t->out), scatter,
   "scatter to a room")
OP(rows_count, b->gather_rows(t->out, n, 1, t->to, t->size, t->out), gather_rows, "gather_rows of many")
OP(rows_width, b->gather_rows((const void *[]){ t->in, t->in }, 2, n, t->to, t->size, t->out), gather_rows,
   "gather_rows of a width")

/* Strides whose product with the rows wraps round to a row that is there. */
static void slice_stride(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const ptrdiff_t strides[] = { PTRDIFF_MAX,     PTRDIFF_MIN, PTRDIFF_MIN + 1, PTRDIFF_MAX - 3,
		                             PTRDIFF_MIN / 2, 1 << 30,     -(1 << 30) };
	struct tiny t = tiny(c, ROOM);

	NEED(c, b->slice);
	for (size_t i = 0; i < sizeof strides / sizeof strides[0]; i++)
		for (size_t rows = 2; rows <= 5; rows++) {
			struct seam_buffers_slice which = { 1, rows, 1, strides[i] };

			REQUIRE(refused(c, "slice with a stride", &t, (size_t)strides[i],
			                b->slice(t.in, TINY, &which, t.to, t.size)));
			which.offset = TINY - 1;
			REQUIRE(refused(c, "slice with a stride", &t, (size_t)strides[i],
			                b->slice(t.in, TINY, &which, t.to, t.size)));
		}
}

/* rows * stride and rows * width: 2^32 and more, of numbers that are small; cut to 32 bits they fit. */
static void slice_products(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct tiny t = tiny(c, ROOM);
	const struct seam_buffers_slice slices[] = {
		{ 0, 65537, 1, 65536 }, { 4, 65537, 1, -65536 },    { 0, 65536, 65536, 0 }, { 0, 65537, 65537, 0 },
		{ 0, 5, 1, 1 << 30 },   { 0, 1 << 20, 1 << 20, 1 }, { 0, 2, 3, 1 << 29 },
	};

	NEED(c, b->slice);
	for (size_t i = 0; i < sizeof slices / sizeof slices[0]; i++)
		REQUIRE(refused(c, "slice number", &t, i, b->slice(t.in, TINY, &slices[i], t.to, t.size)));
}

/* Sizes that are all within the limit, and their sum is not: 5 in 32 bits. */
static void sums(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const size_t most = SEAM_BUFFERS_MOST;
	struct tiny t = tiny(c, ROOM);
	struct seam_buffers_piece pieces[5];
	struct seam_buffers_room rooms[5];

	for (size_t i = 0; i < 5; i++) {
		pieces[i] = (struct seam_buffers_piece){ t.in, i == 0 ? TINY : most };
		rooms[i] = (struct seam_buffers_room){ t.to, i == 0 ? TINY : most };
	}
	if (b->gather)
		refused(c, "gather of a sum", &t, 4 * most + TINY, b->gather(pieces, 5, t.to, t.size));
	if (b->gather)
		refused(c, "gather of a sum", &t, most + TINY, b->gather(pieces, 2, t.to, t.size));
	if (b->scatter)
		refused(c, "scatter to a sum", &t, 4 * most + TINY, b->scatter(t.in, TINY, rooms, 5, t.out));
	CHECK_EQ(c, *t.size, ROOM);
}

/* count * width, where each is small. */
static void rows_products(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct tiny t = tiny(c, ROOM);
	const void *rows[4] = { t.in, t.in, t.in, t.in };

	NEED(c, b->gather_rows);
	for (size_t count = 2; count <= 4; count++) {
		size_t width = SEAM_BUFFERS_MOST / count + 1;

		REQUIRE(refused(c, "gather_rows", &t, width, b->gather_rows(rows, count, width, t.to, t.size, t.out)));
	}
	refused(c, "gather_rows", &t, SEAM_BUFFERS_MOST,
	        b->gather_rows(rows, 4, SEAM_BUFFERS_MOST, t.to, t.size, t.out));
}

SEAM_CASES(buffers, length_overflow_arrays) = {
	{ "decode", SEAM_MUST, decode, "a length over the limit is refused, not cut", 0 },
	{ "encode", SEAM_MUST, encode, "a count whose bytes wrap round is refused", 0 },
	{ "slice_size", SEAM_MUST, slice_size, "the grid is refused, though the slice would fit", 0 },
	{ "slice_offset", SEAM_MUST, slice_offset, "offset + width does not wrap", 0 },
	{ "slice_rows", SEAM_MUST, slice_rows, "rows that are all the same are too many, too", 0 },
	{ "slice_width", SEAM_MUST, slice_width, "rows * width does not wrap", 0 },
	{ "slice_stride", SEAM_MUST, slice_stride, "rows * stride does not wrap, upwards or downwards", 0 },
	{ "slice_products", SEAM_MUST, slice_products, "products are not cut to 32 bits", 0 },
	{ "gather_count", SEAM_MUST, gather_count, "a count whose bytes wrap round is refused", 0 },
	{ "gather_piece", SEAM_MUST, gather_piece, "a piece over the limit is refused, not cut", 0 },
	{ "scatter_n", SEAM_MUST, scatter_n, "a length over the limit is refused, though the room is small", 0 },
	{ "scatter_count", SEAM_MUST, scatter_count, "a count whose bytes wrap round is refused", 0 },
	{ "scatter_room", SEAM_MUST, scatter_room, "a room over the limit is refused, not cut", 0 },
	{ "rows_count", SEAM_MUST, rows_count, "a count whose bytes wrap round is refused", 0 },
	{ "rows_width", SEAM_MUST, rows_width, "count * width does not wrap", 0 },
	{ "sums", SEAM_MUST, sums, "a sum of sizes over the limit is refused, and does not wrap", 0 },
	{ "rows_products", SEAM_MUST, rows_products, "a product just over the limit is refused", 0 },
	SEAM_END
};
