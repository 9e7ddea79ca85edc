/* mutants_within.c - what fails in the host's function, told otherwise outside. */
#include "errors/planted.h"

static int transact_begins_clean(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata,
                                 size_t *failed_at)
{
	if (step && failed_at)
		REAL->last_error_clear();
	return REAL->transact(n, step, undo, userdata, failed_at);
}

static int transact_ends_clean(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata,
                               size_t *failed_at)
{
	int rc = REAL->transact(n, step, undo, userdata, failed_at);

	if (rc < SEAM_E_NOT_FOUND)
		REAL->last_error_clear();
	return rc;
}

static int run_all_says_its_own(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)
{
	int rc = REAL->run_all(n, step, userdata, first, failed);

	if (rc < SEAM_E_NOT_FOUND)
		REAL->fail(SEAM_DOMAIN_SHELF, rc, "a step failed", 13);
	return rc;
}

static int retry_clears_success(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)
{
	int rc = REAL->retry(fn, userdata, most, tries);

	if (rc >= 0)
		REAL->last_error_clear();
	return rc;
}

static int64_t relay_int64_clears(seam_errors_int64_fn fn, void *userdata)
{
	int64_t rc = REAL->relay_int64(fn, userdata);

	REAL->last_error_clear();
	return rc;
}

static int relay_errno_says_its_own(seam_errors_int_fn fn, void *userdata, int *seen)
{
	int rc = REAL->relay_errno(fn, userdata, seen);

	if (rc < SEAM_E_NOT_FOUND)
		REAL->fail(SEAM_DOMAIN_DEVICE, rc, "the call failed", 15);
	return rc;
}

SEAM_MUTANTS(errors, callbacks_within) = {
	SILENT(transact_begins_clean, "callbacks_within.succeeding", "transact: the last error is gone", transact),
	SILENT(transact_ends_clean, "callbacks_within.failing", "SEAM_E_NOT_FOUND", transact),
	SILENT(run_all_says_its_own, "callbacks_within.failing", "domain", run_all),
	SILENT(retry_clears_success, "callbacks_within.succeeding", "retry: the last error is gone", retry),
	SILENT(relay_int64_clears, "callbacks_within.failing", "SEAM_E_NOT_FOUND", relay_int64),
	SILENT(relay_errno_says_its_own, "callbacks_within.failing", "domain", relay_errno),
	SEAM_NO_MORE_MUTANTS
};
