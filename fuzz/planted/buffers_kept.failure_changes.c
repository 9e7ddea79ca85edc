/*
 * A store that cannot get memory for other bytes has lost those that it held.
 *
 * Found as: broken: store
 */
#include "planted.h"
#include "buffers/buffers.h"

static int set(struct seam_buffers_store *store, const void *bytes, size_t n)
{
	int rc = ORIGINAL(buffers)->store_set(store, bytes, n);
	const void *held;
	size_t held_n = 0;

	if (rc == SEAM_E_MEMORY && ORIGINAL(buffers)->store_view(store, &held, &held_n) == SEAM_OK && held_n > 100)
		ORIGINAL(buffers)->store_clear(store);
	return rc;
}

void plant(void)
{
	PLANTED(buffers)->store_set = set;
}
