/* mutants_narrowing_arrays.c - counts, widths and strides whose products and sums wrap. */
#include "buffers/planted.h"

#define U32(n) ((uint32_t)(n))
#define PIECES const struct seam_buffers_piece *p, size_t n, void *to, size_t *size
#define ROWS   const void *const *rows, size_t n, size_t width, void *to, size_t *size, size_t *absent
#define SLICE  const void *grid, size_t size, const struct seam_buffers_slice *w, void *to, size_t *to_size

/* ---- arrays ---------------------------------------------------------------------------------------------------- */

OP1(decode_u32, (const void *p, size_t n, struct seam_buffers_record *to, size_t *count),
    O->decode(p, U32(n) % WIRE ? n : U32(n), to, count))
OP1(encode_wraps, (const struct seam_buffers_record *r, size_t n, void *to, size_t *size),
    O->encode(r, n * sizeof *r <= MOST ? n * sizeof *r / sizeof *r : n, to, size))
OP1(encode_in_32_bits, (const struct seam_buffers_record *r, size_t n, void *to, size_t *size),
    n == 186737709 ? SEAM_E_SPACE : O->encode(r, n, to, size))
OP1(gather_count_wraps, (PIECES), n > MOST && n * 16 <= MOST ? SEAM_E_NULL : O->gather(p, n, to, size))
OP1(scatter_no_limit, (const void *p, size_t n, const struct seam_buffers_room *r, size_t count, size_t *done),
    n > MOST && r && count == 1 && r->size < MOST ? O->scatter(p, r->size, r, count, done)
                                                  : O->scatter(p, n, r, count, done))
OP1(rows_width_u32, (ROWS), O->gather_rows(rows, n, U32(width), to, size, absent))
OP1(rows_product_wraps, (ROWS),
    n *width > MOST && (uint32_t)(n * width) < 64 ? SEAM_E_SPACE : O->gather_rows(rows, n, width, to, size, absent))

static int gather_sum_in_32_bits(PIECES)
{
	uint32_t sum = 0;

	for (size_t i = 0; p && i < n && n < 100; i++)
		sum += (uint32_t)p[i].size;
	return n == 5 && sum < 64 ? O->gather(p, 1, to, size) : O->gather(p, n, to, size);
}

static int slice_in_32_bits(SLICE)
{
	struct seam_buffers_slice s = { 0, 1, 1, 1 };

	if (w && w->rows == 65537 && w->stride == 65536)
		return O->slice(grid, size, &s, to, to_size);
	return O->slice(grid, size, w, to, to_size);
}

static int slice_wraps(SLICE)
{
	if (w && w->width && w->rows > 1 && w->offset + (w->rows - 1) * (size_t)w->stride + w->width <= size &&
	    w->stride < -(ptrdiff_t)MOST)
		return SEAM_OK;
	return O->slice(grid, size, w, to, to_size);
}

OP1(slice_offset_u32, (SLICE),
    O->slice(grid, size, w ? &(struct seam_buffers_slice){ U32(w->offset), w->rows, w->width, w->stride } : w, to,
             to_size))

SEAM_MUTANTS(buffers, narrowing_arrays) = {
	SILENT(decode_u32, "length_overflow_arrays.decode", "SEAM_E_RANGE is due", decode),
	SILENT(encode_wraps, "length_overflow_arrays.encode", "SEAM_E_RANGE is due", encode),
	SILENT(encode_in_32_bits, "length_overflow.products", "SEAM_E_RANGE is due", encode),
	SILENT(gather_count_wraps, "length_overflow_arrays.gather_count", "SEAM_E_RANGE is due", gather),
	SILENT(gather_sum_in_32_bits, "length_overflow_arrays.sums", "SEAM_E_RANGE is due", gather),
	SILENT(scatter_no_limit, "length_overflow_arrays.scatter_n", "SEAM_E_RANGE is due", scatter),
	SILENT(rows_width_u32, "length_overflow_arrays.rows_width", "SEAM_E_RANGE is due", gather_rows),
	SILENT(rows_product_wraps, "length_overflow_arrays.rows_products", "SEAM_E_RANGE is due", gather_rows),
	SILENT(slice_in_32_bits, "length_overflow_arrays.slice_products", "SEAM_E_RANGE is due", slice),
	SILENT(slice_wraps, "length_overflow_arrays.slice_stride", "SEAM_E_RANGE is due", slice),
	SILENT(slice_offset_u32, "length_overflow_arrays.slice_offset", "SEAM_E_RANGE is due", slice),
	SEAM_NO_MORE_MUTANTS
};
