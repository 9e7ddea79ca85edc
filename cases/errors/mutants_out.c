/* mutants_out.c - out-parameters that are written by what failed. */
#include "errors/planted.h"

#include <string.h>

static int get_makes_zero(const shelf_t *shelf, int32_t key, int64_t *out)
{
	if (out)
		*out = 0;
	return REAL->get(shelf, key, out);
}

static int get_errno_makes_minus_one(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get_errno(shelf, key, out);

	if (rc && out)
		*out = -1;
	return rc;
}

static int get_error_writes_code(const shelf_t *shelf, int32_t key, int64_t *out, error_t **error)
{
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_E_FAILED && out)
		*out = rc;
	return rc;
}

static int attempt_writes_half(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                               void *userdata)
{
	int rc = REAL->attempt(shelf, key, out, reporter, userdata);

	if (rc != SEAM_OK && out)
		memset(out, 0, 4);
	return rc;
}

static int64_t read_clears_first(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	if (values && n)
		memset(values, 0, n * sizeof *values);
	return REAL->read(shelf, first, values, n);
}

static int shelf_new_makes_null(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	int rc = REAL->shelf_new(mode, limit, label, out);

	if (rc != SEAM_OK && out)
		*out = NULL;
	return rc;
}

static int error_new_makes_null(int32_t domain, int32_t code, const char *message, size_t n, error_t *cause,
                                error_t **out)
{
	int rc = REAL->error_new(domain, code, message, n, cause, out);

	if (rc != SEAM_OK && out)
		*out = NULL;
	return rc;
}

static int last_error_makes_zero(struct seam_errors_view *out)
{
	if (out)
		*out = (struct seam_errors_view){ 0, 0, NULL, 0 };
	return REAL->last_error(out);
}

static int cause_makes_null(const error_t *error, const error_t **out)
{
	if (out)
		*out = NULL;
	return REAL->error_cause(error, out);
}

static int take_makes_null(error_t **out)
{
	if (out)
		*out = NULL;
	return REAL->last_error_take(out);
}

SEAM_MUTANTS(errors, out_untouched) = {
	SILENT(get_makes_zero, "out_untouched.values", "get: the out-parameter", get),
	SILENT(get_errno_makes_minus_one, "out_untouched.values", "get_errno: the out-parameter", get_errno),
	SILENT(get_error_writes_code, "out_untouched.values", "get_error: the out-parameter", get_error),
	SILENT(attempt_writes_half, "out_untouched.values", "attempt: the out-parameter", attempt),
	SILENT(read_clears_first, "out_untouched.values", "read: the out-parameter", read),
	SILENT(shelf_new_makes_null, "out_untouched.objects", "shelf_new: the out-parameter", shelf_new),
	SILENT(error_new_makes_null, "out_untouched.objects", "error_new: the out-parameter", error_new),
	SILENT(last_error_makes_zero, "out_untouched.objects", "last_error: the out-parameter", last_error),
	SILENT(cause_makes_null, "out_untouched.objects", "error_cause: the out-parameter", error_cause),
	SILENT(take_makes_null, "out_untouched.objects", "last_error_take: the out-parameter", last_error_take),
	SEAM_NO_MORE_MUTANTS
};
