/* mutants_kinds.c - failures that are told as others, or as successes. */
#include "errors/planted.h"

#include <errno.h>

static int get_all_failed(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);
	return rc == SEAM_E_NOT_FOUND || rc == SEAM_E_RANGE ? SEAM_E_FAILED : rc;
}

static int get_error_bad_is_missing(const shelf_t *shelf, int32_t key, int64_t *out, error_t **error)
{
	int rc = REAL->get_error(shelf, key, out, error);
	return rc == SEAM_E_RANGE ? SEAM_E_NOT_FOUND : rc;
}

static int attempt_broken_is_missing(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                                     void *userdata)
{
	int rc = REAL->attempt(shelf, key, out, reporter, userdata);
	return rc == SEAM_E_FAILED ? SEAM_E_NOT_FOUND : rc;
}

static int64_t read_minus_one(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	int64_t rc = REAL->read(shelf, first, values, n);
	return rc < 0 && rc != SEAM_E_NULL ? -1 : rc;
}

static int errno_always_einval(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (rc)
		errno = EINVAL;
	return rc;
}

static int errno_broken_is_missing(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (rc && errno == EIO)
		errno = ENOENT;
	return rc;
}

static int put_taken_is_good(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	int rc = REAL->shelf_put(shelf, key, kind, value);
	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int put_full_is_memory(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	int rc = REAL->shelf_put(shelf, key, kind, value);
	return rc == SEAM_E_SPACE ? SEAM_E_MEMORY : rc;
}

static int put_full_before_over(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	struct seam_errors_shelf_info info;

	if (REAL->shelf_info(shelf, &info) == SEAM_OK && info.mode == SEAM_SHELF_OVER && info.count == info.limit)
		return SEAM_E_SPACE;
	return REAL->shelf_put(shelf, key, kind, value);
}

static int put_over_always(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	const int64_t *old = REAL->contains(shelf, key) && kind == SEAM_ITEM_PLAIN ? REAL->find(shelf, key) : NULL;

	REAL->last_error_clear();
	if (old)
		*(int64_t *)(uintptr_t)old = value;
	return REAL->shelf_put(shelf, key, kind, value);
}

SEAM_MUTANTS(errors, kinds_of_failure) = {
	SILENT(get_all_failed, "kinds_of_failure.by_code", "get says -1", get),
	SILENT(get_error_bad_is_missing, "kinds_of_failure.by_code", "get_error says -12", get_error),
	SILENT(attempt_broken_is_missing, "kinds_of_failure.by_code", "attempt says -12", attempt),
	SILENT(read_minus_one, "kinds_of_failure.by_code", "read says -1", read),
	SILENT(errno_always_einval, "kinds_of_failure.by_errno", "get_errno is -1", get_errno),
	SILENT(errno_broken_is_missing, "kinds_of_failure.by_errno", "get_errno is -1", get_errno),
	SILENT(put_taken_is_good, "kinds_of_failure.of_putting", "SEAM_E_STATE", shelf_put),
	SILENT(put_full_is_memory, "kinds_of_failure.of_putting", "SEAM_E_SPACE", shelf_put),
	SILENT(put_full_before_over, "kinds_of_failure.replacing", "SEAM_OK", shelf_put),
	SILENT(put_over_always, "kinds_of_failure.of_putting", "errors_value", shelf_put),
	SEAM_NO_MORE_MUTANTS
};
