/* mutants_stores.c - what a store holds, and views of it that do not stand. */
#include "buffers/planted.h"

#define STORE struct seam_buffers_store *s
#define BYTES const void *p, size_t n
#define VIEW  const struct seam_buffers_store *s, const void **p, size_t *n

static int set_keeps_the_tail(STORE, BYTES)
{
	if (!s || !s->copy || !p || !n || n >= s->size || n == 21)
		return O->store_set(s, p, n);
	memcpy(s->copy, p, n);
	return SEAM_OK;
}

static int set_frees_first(STORE, BYTES)
{
	const unsigned char *own = s ? s->copy : NULL;
	size_t size = s ? s->size : 0;

	if (!own || !p || n > size || (uintptr_t)p < (uintptr_t)own || (uintptr_t)p >= (uintptr_t)own + size)
		return O->store_set(s, p, n);
	O->store_clear(s);
	return O->store_set(s, p, n);
}

static int set_leaks(STORE, BYTES)
{
	if (s && p && n && n <= MOST && s->copy && s->size > 99 && s->size < 130)
		*s = (struct seam_buffers_store){ 0 };
	return O->store_set(s, p, n);
}

static int clear_keeps_the_memory(STORE)
{
	if (!s || !s->copy)
		return O->store_clear(s);
	*s = (struct seam_buffers_store){ 0 }; /* for the next time, it is meant */
	return SEAM_OK;
}

static uint64_t live_of_ever(void)
{
	static uint64_t most;
	uint64_t now = O->live();

	if (now > most)
		most = now;
	return most;
}

static uint64_t live_is_one(void)
{
	return O->live() ? 1 : 0;
}

static void free_of_null(STORE)
{
	if (!s)
		look_at((const void *)(uintptr_t)8, 1);
	O->store_free(s);
}

/* ---- views ----------------------------------------------------------------------------------------------------- */

/* Shown from one place, which is every store's. */
static int view_of_a_static(VIEW)
{
	static unsigned char shown[256];
	int rc = O->store_view(s, p, n);

	if (!rc && *n && *n <= sizeof shown) {
		memcpy(shown, *p, *n);
		*p = shown;
	}
	return rc;
}

static int read_spoils_the_view(const struct seam_buffers_store *s, size_t at, void *to, size_t n, size_t *done)
{
	int rc = O->store_read(s, at, to, n, done);

	if (!rc && s->copy && at == 3)
		set(s->copy, 1, (unsigned char)(s->copy[0] + 1));
	return rc;
}

static int set_clears_on_failure(STORE, BYTES)
{
	int rc = O->store_set(s, p, n);

	if (rc && s && s->copy && s->size == 9)
		O->store_clear(s);
	return rc;
}

static int view_stale_length(VIEW)
{
	static const struct seam_buffers_store *last;
	static size_t length;
	int rc = O->store_view(s, p, n);

	if (!rc && s == last && *n == 5 && length == 6)
		*n = length;
	if (!rc) {
		last = s;
		length = *n;
	}
	return rc;
}

static int write_to_a_copy(STORE, size_t at, BYTES)
{
	int rc = O->store_write(s, at, p, 0);

	return rc || n != 2 || s->size != 6 ? O->store_write(s, at, p, n) : SEAM_OK;
}

SEAM_MUTANTS(buffers, stores) = { SILENT(set_keeps_the_tail, "store.replaced", "seen_n", store_set),
	                          SILENT(set_frees_first, "store.by_a_part_of_itself", "seen", store_set),
	                          SILENT(set_leaks, "store.holds_no_more", "seam_live(c).blocks", store_set),
	                          SILENT(clear_keeps_the_memory, "store.cleared", "seam_live(c).bytes", store_clear),
	                          SILENT(live_of_ever, "store.live", "b->live()", live),
	                          SILENT(live_is_one, "store.live", "b->live()", live),
	                          LOUD(free_of_null, "store.holds_no_more", store_free),
	                          SILENT(view_of_a_static, "view.through_others", "v.bytes", store_view),
	                          SILENT(read_spoils_the_view, "view.through_reads", "v.bytes", store_read),
	                          SILENT(set_clears_on_failure, "view.through_failure", "v.", store_set),
	                          SILENT(view_stale_length, "view.anew", "v.n", store_view),
	                          SILENT(write_to_a_copy, "view.anew", "v.bytes", store_write),
	                          SEAM_NO_MORE_MUTANTS };
