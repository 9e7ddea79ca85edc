/* mutants_retained.c - inputs that are kept, and inputs that are written to. */
#include "buffers/planted.h"

#define READS  const void *p, size_t n, uint64_t *out
#define STORE  struct seam_buffers_store *s
#define PIECES const struct seam_buffers_piece *pieces, size_t count, void *to, size_t *size

/* ---- kept and written to --------------------------------------------------------------------------------------- */

static int digest_remembers(READS)
{
	static const void *last;
	static size_t last_n;
	static uint64_t last_out;
	int rc;

	if (p && p == last && n == last_n && n == 64 && out) {
		*out = last_out;
		return SEAM_OK;
	}
	rc = O->digest(p, n, out);
	if (!rc) {
		last = p;
		last_n = n;
		last_out = *out;
	}
	return rc;
}

static int digest_looks_back(READS)
{
	static const void *last;

	if (n == 64)
		look_at(last, last != NULL);
	last = n == 64 ? p : NULL;
	return O->digest(p, n, out);
}

/* What does not fit a small copy is borrowed. */
static int set_borrows_the_long(STORE, const void *p, size_t n)
{
	int rc = O->store_set(s, p, n);

	if (!rc && n > 1000)
		s->bytes = p;
	return rc;
}

static int gather_keeps_the_array(PIECES)
{
	static const struct seam_buffers_piece *last;

	if (count == 2)
		look_at(last, last != NULL);
	last = count == 2 ? pieces : NULL;
	return O->gather(pieces, count, to, size);
}

static int digest_scribbles(READS)
{
	if (p && n == 2 * WIRE)
		set((void *)(uintptr_t)p, 1, 0);
	return O->digest(p, n, out);
}

/* Ends the text for a moment, as strtok and its like do, and repairs it. */
static int digest_ends_for_a_moment(READS)
{
	unsigned char last = p && n && n < MOST ? ((const unsigned char *)p)[n - 1] : 0;

	if (p && n && n < MOST) {
		set((void *)((uintptr_t)p + n - 1), 1, 0);
		set((void *)((uintptr_t)p + n - 1), 1, last);
	}
	return O->digest(p, n, out);
}

static int gather_counts_down(PIECES)
{
	int rc = O->gather(pieces, count, to, size);

	if (!rc && count == 2)
		((struct seam_buffers_piece *)(uintptr_t)pieces)[1].size = 0;
	return rc;
}

static int reverse_takes_the_source_along(const void *from, size_t n, void *to)
{
	int rc = O->reverse(from, n, to);

	if (!rc && n == 2 * WIRE)
		O->reverse(from, n, (void *)(uintptr_t)from);
	return rc;
}

SEAM_MUTANTS(buffers,
             retained) = { SILENT(digest_remembers, "not_retained.no_memory_of_it", "hash(bytes, 64)", digest),
	                   LOUD(digest_looks_back, "not_retained.read", digest),
	                   SILENT(set_borrows_the_long, "not_retained.store", "seen", store_set),
	                   LOUD(gather_keeps_the_array, "not_retained.arrays", gather),
	                   SILENT(digest_scribbles, "const_input.bytes", "digest wrote", digest),
	                   LOUD(digest_ends_for_a_moment, "bounds_read.digest", digest),
	                   SILENT(gather_counts_down, "const_input.arrays", "pieces", gather),
	                   SILENT(reverse_takes_the_source_along, "const_input.bytes", "reverse wrote", reverse),
	                   SEAM_NO_MORE_MUTANTS };
