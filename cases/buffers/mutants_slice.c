/* mutants_slice.c - rows that lie elsewhere. */
#include "buffers/planted.h"

#define SLICE   const void *grid, size_t size, const struct seam_buffers_slice *w, void *to, size_t *to_size
#define AS(...) O->slice(grid, size, w ? &(struct seam_buffers_slice){ __VA_ARGS__ } : w, to, to_size)

OP1(slice_without_stride, (SLICE),
    AS(w->offset, w->rows, w->width, w->stride > 0 && w->stride < 99 ? (ptrdiff_t)w->width : w->stride))
OP1(slice_without_offset, (SLICE), AS(w->offset < size ? 0 : w->offset, w->rows, w->width, w->stride))
OP1(slice_downwards_only, (SLICE),
    w && w->stride < 0 && size == 12 ? SEAM_E_RANGE : O->slice(grid, size, w, to, to_size))
OP1(slice_no_overlap, (SLICE),
    w && w->stride > 0 && w->rows > 1 && (size_t)w->stride < w->width ? SEAM_E_RANGE
                                                                      : O->slice(grid, size, w, to, to_size))
OP1(slice_not_to_the_end, (SLICE),
    w && w->rows && w->width && w->offset + w->width == size ? SEAM_E_RANGE : O->slice(grid, size, w, to, to_size))
OP1(slice_empty_is_checked, (SLICE), w && w->offset > size ? SEAM_E_RANGE : O->slice(grid, size, w, to, to_size))

/* The last row begins within: that it ends there is not looked at. */
static int slice_starts_are_enough(SLICE)
{
	if (w && size == 12 && w->offset == 0 && w->rows == 3 && w->width == 4 && w->stride == 5 && to &&
	    *to_size >= 12) {
		copy_up(to, grid, 12);
		*to_size = 12;
		return SEAM_OK;
	}
	return O->slice(grid, size, w, to, to_size);
}

static int slice_reads_before(SLICE)
{
	if (w && w->stride == -5 && w->rows == 3)
		look_at((const char *)grid - 2, 2);
	return O->slice(grid, size, w, to, to_size);
}

SEAM_MUTANTS(buffers, slice) = { SILENT(slice_without_stride, "slice.rows", "to", slice),
	                         SILENT(slice_without_offset, "slice.rows", "to", slice),
	                         SILENT(slice_downwards_only, "slice.strides", "SEAM_OK", slice),
	                         SILENT(slice_no_overlap, "slice.strides", "SEAM_OK", slice),
	                         SILENT(slice_not_to_the_end, "slice.at_the_edges", "SEAM_OK", slice),
	                         SILENT(slice_empty_is_checked, "slice.empty", "SEAM_OK", slice),
	                         SILENT(slice_starts_are_enough, "slice.outside", "SEAM_E_RANGE", slice),
	                         LOUD(slice_reads_before, "slice.outside", slice),
	                         SEAM_NO_MORE_MUTANTS };
