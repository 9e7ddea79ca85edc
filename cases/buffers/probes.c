/* probes.c - what is looked at after each pass of each case: stores that live on, locks left held. */
#include "buffers/bytes.h"

static uint64_t live(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	return b->live ? b->live() : 0;
}

static void touch(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store = NULL;
	uint64_t out;

	if (b->digest)
		b->digest("touch", 5, &out);
	if (!b->store_new || !b->store_free || !b->store_set || b->store_new(&store) != SEAM_OK)
		return;
	b->store_set(store, "touch", 5);
	b->store_free(store);
}

SEAM_PROBES(buffers) = { .live = live, .touch = touch };
