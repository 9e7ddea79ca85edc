/* mutants_bounds_write.c - writes beside what an op is said to write. */
#include "buffers/planted.h"

#define MOVES void *bytes, size_t size, size_t to, size_t from, size_t n

/* ---- writes ---------------------------------------------------------------------------------------------------- */

OP1(move_checks_the_source_only, (MOVES), O->move(bytes, size == 8 && to + n == 9 ? 9 : size, to, from, n))
OP1(move_one_more, (MOVES), O->move(bytes, size, to, from, from + n < size && to + n < size && n ? n + 1 : n))
OP1(move_cuts, (MOVES),
    O->move(bytes, size, to, from,
            size < MOST && to <= size && from <= size && n <= size ? (to + n > size     ? size - to
                                                                      : from + n > size ? size - from
                                                                                        : n)
                                                                   : n))

static int reverse_one_more(const void *from, size_t n, void *to)
{
	int rc = O->reverse(from, n, to);

	if (!rc && n && from != to)
		set((char *)to + n, 1, 0);
	return rc;
}

static int reverse_leaves_the_middle(const void *from, size_t n, void *to)
{
	unsigned char middle = to && n < MOST && n % 2 ? ((unsigned char *)to)[n / 2] : 0;
	int rc = O->reverse(from, n, to);

	if (!rc && n % 2)
		((unsigned char *)to)[n / 2] = middle;
	return rc;
}

static int write_what_fits(struct seam_buffers_store *store, size_t offset, const void *bytes, size_t n)
{
	int rc = O->store_write(store, offset, bytes, n);

	if (rc == SEAM_E_RANGE && n < MOST && offset < store->size)
		O->store_write(store, offset, bytes, store->size - offset);
	return rc;
}

OP1(write_refuses_the_end, (struct seam_buffers_store * s, size_t offset, const void *p, size_t n),
    s &&n &&offset + n == s->size ? SEAM_E_RANGE : O->store_write(s, offset, p, n))

static int read_one_more(const struct seam_buffers_store *store, size_t offset, void *to, size_t n, size_t *done)
{
	int rc = O->store_read(store, offset, to, n, done);

	if (!rc && n && *done == n)
		set((char *)to + n, 1, 0);
	return rc;
}

SEAM_MUTANTS(buffers,
             bounds_write) = { LOUD(move_checks_the_source_only, "bounds_write.move_past_the_end", move),
	                       SILENT(move_one_more, "bounds_write.move", "bytes", move),
	                       SILENT(move_cuts, "bounds_write.move_past_the_end", "SEAM_E_RANGE", move),
	                       LOUD(reverse_one_more, "bounds_write.reverse", reverse),
	                       SILENT(reverse_leaves_the_middle, "bounds_write.reverse", "to", reverse),
	                       SILENT(write_what_fits, "bounds_write.store_write", "seen", store_write),
	                       SILENT(write_refuses_the_end, "bounds_write.store_write", "SEAM_OK", store_write),
	                       LOUD(read_one_more, "bounds_write.store_read", store_read),
	                       SEAM_NO_MORE_MUTANTS };
