/* mutants_rest.c - what is wrong after a success, on the second thread, or the time after memory was out. */
#include "errors/planted.h"

#include <stdatomic.h>

static int scoped_success_clears(seam_errors_shelf_fn fn, void *userdata)
{
	int rc = REAL->scoped(fn, userdata);

	if (rc == SEAM_OK)
		REAL->last_error_clear();
	return rc;
}

static int put_stays_dirty(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	struct seam_errors_shelf_info info;
	bool over = REAL->shelf_info(shelf, &info) == SEAM_OK && info.mode == SEAM_SHELF_OVER;

	if (over && kind == SEAM_ITEM_PLAIN && REAL->contains(shelf, key))
		kind = SEAM_ITEM_DIRTY;
	return REAL->shelf_put(shelf, key, kind, value);
}

static int fail_of_one_thread(int32_t domain, int32_t code, const char *message, size_t n)
{
	static _Atomic(const char *) owner;
	static _Thread_local char here; /* its address names the thread */
	const char *first = NULL;

	if (!atomic_compare_exchange_strong(&owner, &first, &here) && first != &here && domain == 1)
		return code;
	return REAL->fail(domain, code, message, n);
}

static uint64_t live_is_none(void)
{
	return 0;
}

static int new_leaks_without_memory(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	static int leaked;
	error_t *part = NULL;
	int rc = REAL->shelf_new(mode, limit, label, out);

	if (rc == SEAM_E_MEMORY && !leaked++)
		(void)REAL->error_new(1, -1, NULL, 0, NULL, &part);
	return rc;
}

static int put_without_memory_is_good(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	int rc = REAL->shelf_put(shelf, key, kind, value);
	return rc == SEAM_E_MEMORY ? SEAM_OK : rc;
}

static int put_all_begins_without_memory(shelf_t *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	if (rc == SEAM_E_MEMORY)
		REAL->shelf_put(shelf, items[0].key, items[0].kind, items[0].value);
	return rc;
}

struct handled {
	seam_errors_reporter reporter;
	void *userdata;
	bool gone;
};

static int see_whether_gone(void *userdata, const struct seam_errors_view *error)
{
	struct handled *h = userdata;
	struct seam_errors_view view;
	int rc = h->reporter(h->userdata, error);

	h->gone = REAL->last_error(&view) == SEAM_E_NOT_FOUND;
	return rc;
}

static int attempt_stays_cleared(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                                 void *userdata)
{
	struct handled h = { reporter, userdata, false };
	int rc = REAL->attempt(shelf, key, out, reporter ? see_whether_gone : NULL, &h);

	if (h.gone)
		REAL->last_error_clear();
	return rc;
}

SEAM_MUTANTS(errors, rest) = {
	SILENT(scoped_success_clears, "cleanup.a_success_hides_nothing", "a scope that went well", scoped),
	SILENT(put_stays_dirty, "close.replaced", "SEAM_OK", shelf_put),
	SILENT(fail_of_one_thread, "last_error_threads.two_pending", "SEAM_OK", fail),
	SILENT(live_is_none, "live.counted", "live", live),
	SILENT(new_leaks_without_memory, "no_memory.making_a_shelf", "blocks", shelf_new),
	SILENT(put_without_memory_is_good, "no_memory.putting", "is lost or changed", shelf_put),
	SILENT(put_all_begins_without_memory, "no_memory_kept.batch", "info.count", shelf_put_all),
	SILENT(attempt_stays_cleared, "reporter.inner_success", "SEAM_E_NOT_FOUND", attempt),
	SEAM_NO_MORE_MUTANTS
};
