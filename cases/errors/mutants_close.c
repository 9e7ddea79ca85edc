/* mutants_close.c - closing that says nothing, or does not close. */
#include "errors/planted.h"

#include <string.h>

static int close_is_good(shelf_t *shelf)
{
	struct seam_errors_view view;
	int before = REAL->last_error(&view);

	if (REAL->shelf_close(shelf) != SEAM_OK && before == SEAM_E_NOT_FOUND)
		REAL->last_error_clear();
	return SEAM_OK;
}

static int close_keeps_dirty(shelf_t *shelf)
{
	struct seam_errors_shelf_info info;
	int64_t values[1];

	if (REAL->shelf_info(shelf, &info) == SEAM_OK && info.count == 2 && strcmp(info.label, "close") == 0 &&
	    REAL->read(shelf, 1, values, 1) == 1 && values[0] == -5)
		return REAL->fail(SEAM_DOMAIN_SHELF, SEAM_E_FAILED, "dirty", 5); /* and it is not freed */
	return REAL->shelf_close(shelf);
}

static int close_clears(shelf_t *shelf)
{
	REAL->last_error_clear();
	return REAL->shelf_close(shelf);
}

static int close_null_is_failure(shelf_t *shelf)
{
	return shelf ? REAL->shelf_close(shelf) : SEAM_E_NULL;
}

static int close_unset(shelf_t *shelf)
{
	int rc = REAL->shelf_close(shelf);

	if (rc != SEAM_OK)
		REAL->last_error_clear();
	return rc;
}

static int close_memory(shelf_t *shelf)
{
	int rc = REAL->shelf_close(shelf);
	struct seam_errors_view view;

	if (rc == SEAM_E_FAILED && REAL->last_error(&view) == SEAM_OK && strstr(view.message, "no memory"))
		return SEAM_E_MEMORY;
	return rc;
}

SEAM_MUTANTS(errors, close) = { SILENT(close_is_good, "close.dirty", "SEAM_E_FAILED", shelf_close),
	                        SILENT(close_keeps_dirty, "close.dirty", "blocks", shelf_close),
	                        SILENT(close_clears, "close.clean", "the last error is gone", shelf_close),
	                        SILENT(close_null_is_failure, "close.clean", "SEAM_OK", shelf_close),
	                        SILENT(close_unset, "close.dirty", "SEAM_E_NOT_FOUND", shelf_close),
	                        SILENT(close_memory, "last_error_memory.closing", "SEAM_E_FAILED", shelf_close),
	                        SEAM_NO_MORE_MUTANTS };
