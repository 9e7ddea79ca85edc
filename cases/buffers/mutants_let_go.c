/* mutants_let_go.c - adopted buffers that are not let go, or not once, when the store changes. */
#include "buffers/planted.h"

#define STORE struct seam_buffers_store *s
#define BYTES const void *p, size_t n

static int set_forgets_release(STORE, BYTES)
{
	if (s && s->release && p && n && n <= MOST)
		*s = (struct seam_buffers_store){ 0 };
	return O->store_set(s, p, n);
}

static int set_releases_then_fails(STORE, BYTES)
{
	seam_buffers_release_fn f = s ? s->release : NULL;
	struct seam_buffers_store was = s ? *s : (struct seam_buffers_store){ 0 };
	int rc = O->store_set(s, p, n);

	if (rc == SEAM_E_MEMORY && f)
		f(was.userdata, was.bytes, was.size);
	return rc;
}

/* Released before it is copied from: it is gone by then. */
static int set_lets_go_first(STORE, BYTES)
{
	if (s && s->release && n == 45)
		O->store_clear(s);
	return O->store_set(s, p, n);
}

static int clear_releases_twice(STORE)
{
	struct seam_buffers_store was = s ? *s : (struct seam_buffers_store){ 0 };
	int rc = O->store_clear(s);

	if (!rc && was.release && was.size)
		was.release(was.userdata, was.bytes, was.size);
	return rc;
}

static int clear_releases_later(STORE)
{
	if (s && s->release)
		return s->size = 0, SEAM_OK;
	return O->store_clear(s);
}

static void free_forgets_release(STORE)
{
	if (s)
		s->release = NULL;
	O->store_free(s);
}

static int write_into_adopted(STORE, size_t at, BYTES)
{
	int rc = O->store_write(s, at, p, n);

	return rc == SEAM_E_STATE && !n ? SEAM_OK : rc;
}

SEAM_MUTANTS(buffers, let_go) = {
	SILENT(set_forgets_release, "adopt.let_go", "release was called 0 times", store_set),
	SILENT(set_releases_then_fails, "adopt_failure.of_others", "store_set without memory", store_set),
	LOUD(set_lets_go_first, "adopt.replaced_by_itself", store_set),
	SILENT(clear_releases_twice, "adopt.let_go", "release was called 2 times", store_clear),
	SILENT(clear_releases_later, "adopt.let_go", "store_clear: release was called 0 times", store_clear),
	SILENT(free_forgets_release, "adopt.without_a_copy", "after store_free", store_free),
	SILENT(write_into_adopted, "adopt_failure.of_others", "SEAM_E_STATE", store_write),
	SEAM_NO_MORE_MUTANTS
};
