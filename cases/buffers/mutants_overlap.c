/* mutants_overlap.c - overlaps that are copied the wrong way round, refused, or not. */
#include "buffers/planted.h"

#define STORE struct seam_buffers_store *s

/* ---- overlap --------------------------------------------------------------------------------------------------- */

static int move_upwards(void *bytes, size_t size, size_t to, size_t from, size_t n)
{
	int rc = O->move(bytes, size, to, from, 0);

	if (!rc && n <= size && to <= size - n && from <= size - n)
		copy_up((char *)bytes + to, (char *)bytes + from, n);
	else if (!rc)
		rc = O->move(bytes, size, to, from, n);
	return rc;
}

static int move_downwards(void *bytes, size_t size, size_t to, size_t from, size_t n)
{
	volatile unsigned char *p = bytes;

	if (!p || size > MOST || n > size || to > size - n || from > size - n)
		return O->move(bytes, size, to, from, n);
	while (n--)
		p[to + n] = p[from + n];
	return SEAM_OK;
}

OP1(reverse_refuses_in_place, (const void *from, size_t n, void *to),
    from == to && n ? SEAM_E_RANGE : O->reverse(from, n, to))
OP1(reverse_refuses_a_touch, (const void *from, size_t n, void *to),
    n < MOST && n && to == (const char *)from + n ? SEAM_E_RANGE : O->reverse(from, n, to))

static int reverse_to_the_middle(const void *from, size_t n, void *to)
{
	const volatile unsigned char *p = from;

	if (!p || from != to || n > MOST)
		return O->reverse(from, n, to);
	for (size_t i = 0; i < n; i++)
		((volatile unsigned char *)to)[i] = p[n - 1 - i];
	return SEAM_OK;
}

static int reverse_any_overlap(const void *from, size_t n, void *to)
{
	int rc = O->reverse(from, n, to);

	if (rc != SEAM_E_RANGE || n > MOST)
		return rc;
	copy_up(to, from, n);
	return SEAM_OK;
}

static int write_upwards(STORE, size_t at, const void *p, size_t n)
{
	int rc = O->store_write(s, at, p, 0);

	if (rc || n > s->size - at || (!p && n))
		return rc ? rc : O->store_write(s, at, p, n);
	copy_up(s->copy + at, p, n);
	return SEAM_OK;
}

SEAM_MUTANTS(buffers, overlap) = { SILENT(move_upwards, "overlap.move", "are not what they were", move),
	                           SILENT(move_downwards, "overlap.move", "are not what they were", move),
	                           SILENT(reverse_refuses_in_place, "overlap.reverse_in_place", "SEAM_OK", reverse),
	                           SILENT(reverse_to_the_middle, "overlap.reverse_in_place", "bytes", reverse),
	                           SILENT(reverse_any_overlap, "overlap.reverse_refused", "SEAM_E_RANGE", reverse),
	                           SILENT(reverse_refuses_a_touch, "overlap.side_by_side", "SEAM_OK", reverse),
	                           SILENT(write_upwards, "overlap.store_write", "seen", store_write),
	                           SEAM_NO_MORE_MUTANTS };
