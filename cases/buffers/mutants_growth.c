/* mutants_growth.c - memory of the peer's own that is never given back. */
#include "buffers/planted.h"

#include <stdlib.h>

/* Each is reached from the one after it: no search for leaks tells them. */
static void *volatile chain;

static void keep(size_t size)
{
	void **block = malloc(size + sizeof *block);

	if (!block)
		return;
	*block = chain;
	chain = block;
}

static int digest_caches(const void *p, size_t n, uint64_t *out)
{
	int rc = O->digest(p, n, out);

	if (!rc && n == 11)
		keep(256);
	return rc;
}

static int adopt_keeps_a_node(struct seam_buffers_store *s, const void *p, size_t n, seam_buffers_release_fn f, void *u)
{
	int rc = O->store_adopt(s, p, n, f, u);

	if (rc == SEAM_E_RANGE)
		keep(512);
	return rc;
}

SEAM_MUTANTS_OF(buffers,
                growth) = { SILENT(digest_caches, "bounds_read.bytes_are_data", "growth: ", digest),
	                    SILENT(adopt_keeps_a_node, "length_overflow_kept.store_adopt", "growth: ", store_adopt),
	                    SEAM_NO_MORE_MUTANTS };
