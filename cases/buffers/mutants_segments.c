/* mutants_segments.c - segments and pointers: empty ones, NULL ones, the end of the array. */
#include "buffers/planted.h"

#define PIECES  const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size
#define ROWS    const void *const *rows, size_t count, size_t width, void *to, size_t *size, size_t *absent
#define SCATTER const void *from, size_t n, const struct seam_buffers_room *rooms, size_t count, size_t *done

/* ---- segments -------------------------------------------------------------------------------------------------- */

static int gather_ends_at_nothing(PIECES)
{
	size_t n = 0;

	while (pieces && n < count && count < 1000 && (pieces[n].size || n == 0))
		n++;
	return O->gather(pieces, pieces && count < 1000 ? n : count, to, size);
}

static int gather_skips_null(PIECES)
{
	struct seam_buffers_piece good[8];
	size_t n = 0;

	if (!pieces || count > 8)
		return O->gather(pieces, count, to, size);
	for (size_t i = 0; i < count; i++)
		if (pieces[i].bytes)
			good[n++] = pieces[i];
	return O->gather(good, n, to, size);
}

static int gather_copies_then_looks(PIECES)
{
	int rc = O->gather(pieces, count, to, size);

	if (rc == SEAM_E_NULL && pieces && count == 3 && to)
		copy_up(to, pieces[0].bytes, pieces[0].size);
	return rc;
}

static int scatter_from_the_start(SCATTER)
{
	int rc = O->scatter(from, n, rooms, count, done);
	size_t before = 0;

	for (size_t i = 0; !rc && i < count && before < *done; i++) {
		if (i && rooms[i].size == 1 && count == 50)
			set(rooms[i].bytes, 1, *(const unsigned char *)from);
		before += rooms[i].size;
	}
	return rc;
}

static int scatter_fills_up(SCATTER)
{
	int rc = O->scatter(from, n, rooms, count, done);
	size_t before = 0;

	for (size_t i = 0; !rc && i < count; i++) {
		if (before <= *done && *done < before + rooms[i].size)
			set((char *)rooms[i].bytes + (*done - before), before + rooms[i].size - *done, 0);
		before += rooms[i].size;
	}
	return rc;
}

static int scatter_until_null(SCATTER)
{
	int rc = O->scatter(from, n, rooms, count, done);

	return rc == SEAM_E_NULL && rooms && count == 3 ? O->scatter(from, n, rooms, 1, done) : rc;
}

/* ---- pointers -------------------------------------------------------------------------------------------------- */

static int rows_end_at_null(ROWS)
{
	size_t n = 0;

	while (rows && n < count && count < 100 && rows[n])
		n++;
	return O->gather_rows(rows, rows && count < 100 ? n : count, width, to, size, absent);
}

OP1(rows_null_is_refused, (ROWS),
    rows &&count == 3 && (!rows[0] || !rows[1] || !rows[2]) && width
            ? SEAM_E_NULL
            : O->gather_rows(rows, count, width, to, size, absent))

static int rows_tell_too_early(ROWS)
{
	int rc = O->gather_rows(rows, count, width, to, size, absent);

	if (rc == SEAM_E_SPACE)
		*absent = 1;
	return rc;
}

static int rows_look_at_nothing(ROWS)
{
	for (size_t i = 0; rows && !width && i < count; i++)
		look_at(rows[i], rows[i] != NULL);
	return O->gather_rows(rows, count, width, to, size, absent);
}

SEAM_MUTANTS(buffers, segments) = { SILENT(gather_ends_at_nothing, "segments.gather", "size", gather),
	                            SILENT(gather_skips_null, "segments.null_piece", "SEAM_E_NULL", gather),
	                            SILENT(gather_copies_then_looks, "segments.null_piece", "was written to", gather),
	                            SILENT(scatter_from_the_start, "segments.scatter", "number(i)", scatter),
	                            SILENT(scatter_fills_up, "short_fill.scatter", "part of a room", scatter),
	                            SILENT(scatter_until_null, "segments.null_room", "SEAM_E_NULL", scatter),
	                            SILENT(rows_end_at_null, "pointers.null_rows", "size", gather_rows),
	                            SILENT(rows_null_is_refused, "pointers.null_rows", "SEAM_OK", gather_rows),
	                            SILENT(rows_tell_too_early, "pointers.refused", "was written to", gather_rows),
	                            LOUD(rows_look_at_nothing, "pointers.no_width", gather_rows),
	                            SEAM_NO_MORE_MUTANTS };
