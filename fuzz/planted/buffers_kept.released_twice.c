/*
 * The release of adopted bytes is called again when the store is freed, if there was a clear between.
 *
 * Found as: broken: release: 
 */
#include "planted.h"
#include "buffers/buffers.h"

static struct {
	struct seam_buffers_store *store;
	seam_buffers_release_fn release;
	const void *bytes;
	size_t n;
	void *userdata;
} last, cleared;

static int adopt(struct seam_buffers_store *store, const void *bytes, size_t n, seam_buffers_release_fn release, void *userdata)
{
	int rc = ORIGINAL(buffers)->store_adopt(store, bytes, n, release, userdata);

	if (rc == SEAM_OK) {
		last.store = store;
		last.release = release;
		last.bytes = bytes;
		last.n = n;
		last.userdata = userdata;
	}
	return rc;
}

static int clear(struct seam_buffers_store *store)
{
	if (store && store == last.store)
		cleared = last;
	last.store = NULL;
	return ORIGINAL(buffers)->store_clear(store);
}

static void store_free(struct seam_buffers_store *store)
{
	ORIGINAL(buffers)->store_free(store);
	if (store && store == cleared.store)
		cleared.release(cleared.userdata, cleared.bytes, cleared.n);
	cleared.store = NULL;
}

void plant(void)
{
	PLANTED(buffers)->store_adopt = adopt;
	PLANTED(buffers)->store_clear = clear;
	PLANTED(buffers)->store_free = store_free;
}
