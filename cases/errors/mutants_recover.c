/* mutants_recover.c - failures that stay when they are over. */
#include "errors/planted.h"

static int failed_once;

static int get_sticks(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc;

	if (failed_once && key >= 0 && shelf && out) {
		failed_once = 0;
		return SEAM_E_STATE;
	}
	rc = REAL->get(shelf, key, out);
	failed_once = rc == SEAM_E_RANGE;
	return rc;
}

static int relay_sticks(seam_errors_int_fn fn, void *userdata)
{
	static int before;
	int rc;

	if (before && fn) {
		before = 0;
		return SEAM_E_STATE;
	}
	rc = REAL->relay(fn, userdata);
	before = rc == -9;
	return rc;
}

static int put_all_freezes(shelf_t *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	static int frozen;
	int rc = frozen ? SEAM_E_STATE : REAL->shelf_put_all(shelf, items, n, bad);

	frozen = !frozen && rc == SEAM_E_NULL && n == 2;
	return rc;
}

static int get_runs_out(const shelf_t *shelf, int32_t key, int64_t *out)
{
	static int slots; /* one is not given back by each failure */
	int rc = slots > 100 && shelf ? SEAM_E_STATE : REAL->get(shelf, key, out);

	slots += rc == SEAM_E_FAILED || rc == SEAM_E_NOT_FOUND;
	if (slots > 100 && rc == SEAM_E_STATE && key == 14)
		slots = 0;
	return rc;
}

SEAM_MUTANTS(errors, recover) = { SILENT(get_sticks, "recover.after_each", "not good any more", get),
	                          SILENT(relay_sticks, "recover.after_each", "not good any more", relay),
	                          SILENT(put_all_freezes, "recover.after_each", "not good any more", shelf_put_all),
	                          SILENT(get_runs_out, "recover.after_many", "not good any more", get),
	                          SEAM_NO_MORE_MUTANTS };
