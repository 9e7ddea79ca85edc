/* mutants_cleanup.c - cleaning up that hides what went wrong. */
#include "errors/planted.h"

static int scoped_clears(seam_errors_shelf_fn fn, void *userdata)
{
	int rc = REAL->scoped(fn, userdata);

	if (rc != SEAM_E_NULL && rc != SEAM_E_MEMORY)
		REAL->last_error_clear();
	return rc;
}

/* Keeps the shelf's own way of closing, with a mistake in it. */
static int scope(seam_errors_shelf_fn fn, void *userdata, int *closed)
{
	shelf_t *shelf = NULL;
	int rc;

	*closed = SEAM_OK;
	if (!fn)
		return SEAM_E_NULL;
	rc = REAL->shelf_new(SEAM_SHELF_ONCE, 8, "scoped", &shelf);
	if (rc != SEAM_OK)
		return rc;
	rc = fn(userdata, shelf);
	*closed = REAL->shelf_close(shelf);
	return rc;
}

static int scoped_closing_sets(seam_errors_shelf_fn fn, void *userdata)
{
	int closed, rc = scope(fn, userdata, &closed);
	return rc != SEAM_OK ? rc : closed;
}

static int scoped_closing_wins(seam_errors_shelf_fn fn, void *userdata)
{
	int closed, rc = scope(fn, userdata, &closed);
	return closed != SEAM_OK ? closed : rc;
}

static int scoped_closing_is_lost(seam_errors_shelf_fn fn, void *userdata)
{
	int closed;
	return scope(fn, userdata, &closed);
}

static int scoped_leaks_on_failure(seam_errors_shelf_fn fn, void *userdata)
{
	shelf_t *shelf = NULL;
	int rc = fn ? REAL->shelf_new(SEAM_SHELF_ONCE, 8, "scoped", &shelf) : SEAM_E_NULL;

	if (rc != SEAM_OK)
		return rc;
	rc = fn(userdata, shelf);
	return rc != SEAM_OK ? rc : REAL->shelf_close(shelf);
}

static int scoped_without_memory(seam_errors_shelf_fn fn, void *userdata)
{
	int rc = REAL->scoped(fn, userdata);
	return rc == SEAM_E_MEMORY ? (REAL->last_error_clear(), rc) : rc;
}

SEAM_MUTANTS(errors, cleanup) = { SILENT(scoped_clears, "cleanup.the_reason_stays", "SEAM_E_NOT_FOUND", scoped),
	                          SILENT(scoped_closing_sets, "cleanup.the_reason_stays", "domain", scoped),
	                          SILENT(scoped_closing_wins, "cleanup.the_reason_stays", "codes[i]", scoped),
	                          SILENT(scoped_leaks_on_failure, "cleanup.the_reason_stays", "blocks", scoped),
	                          SILENT(scoped_closing_is_lost, "cleanup.its_own_is_told", "SEAM_E_FAILED", scoped),
	                          SILENT(scoped_without_memory, "cleanup.no_memory", "the last error is gone", scoped),
	                          SEAM_NO_MORE_MUTANTS };
