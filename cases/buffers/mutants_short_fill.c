/* mutants_short_fill.c - counts that are not what was written. */
#include "buffers/planted.h"

#define READS const struct seam_buffers_store *store, size_t offset, void *to, size_t n, size_t *done

/* ---- short fills ----------------------------------------------------------------------------------------------- */

static int read_tells_what_was_asked(READS)
{
	int rc = O->store_read(store, offset, to, n, done);

	if (!rc)
		*done = n;
	return rc;
}

static int read_fills_up(READS)
{
	int rc = O->store_read(store, offset, to, n, done);

	if (!rc)
		set((char *)to + *done, n - *done, 0);
	return rc;
}

OP1(read_end_is_an_error, (READS),
    store &&offset == store->size && offset ? SEAM_E_RANGE : O->store_read(store, offset, to, n, done))
OP1(read_behind_is_the_end, (READS),
    store &&done &&offset > store->size && offset < MOST ? (*done = 0, SEAM_OK)
                                                         : O->store_read(store, offset, to, n, done))

static int scatter_counts_the_room(const void *p, size_t n, const struct seam_buffers_room *rooms, size_t count,
                                   size_t *done)
{
	int rc = O->scatter(p, n, rooms, count, done);

	for (size_t i = *done = 0; !rc && i < count; i++)
		*done += rooms[i].size;
	return rc;
}

SEAM_MUTANTS(buffers,
             short_fill) = { SILENT(read_tells_what_was_asked, "short_fill.store_read", "done", store_read),
	                     SILENT(read_fills_up, "short_fill.store_read", "room behind the bytes", store_read),
	                     SILENT(read_end_is_an_error, "short_fill.to_the_end", "SEAM_OK", store_read),
	                     SILENT(read_behind_is_the_end, "short_fill.behind_the_end", "SEAM_E_RANGE", store_read),
	                     SILENT(scatter_counts_the_room, "short_fill.scatter", "done", scatter),
	                     SEAM_NO_MORE_MUTANTS };
