/* mutants_quiet.c - what only a checker sees: stale and uncounted bytes that are read, and of which nothing is made. */
#include "buffers/planted.h"

static int append_looks_at_the_old(struct seam_buffers_owned *b, const void *p, size_t n)
{
	unsigned char *before = b ? b->bytes : NULL;
	int rc = O->owned_append(b, p, n);

	if (!rc && before && b->bytes != before)
		look_at(before, 1);
	return rc;
}

static int set_looks_at_the_old(struct seam_buffers_store *s, const void *p, size_t n)
{
	const unsigned char *before = s ? s->copy : NULL;
	int rc = O->store_set(s, p, n);

	if (!rc && before)
		look_at(before, 1);
	return rc;
}

SEAM_MUTANTS(buffers,
             quiet) = { QUIET(append_looks_at_the_old, "owned.append", "asan", "use-after-poison", owned_append),
	                QUIET(set_looks_at_the_old, "store.replaced", "asan", "use-after-poison", store_set),
	                SEAM_NO_MORE_MUTANTS };
