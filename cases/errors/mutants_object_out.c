/* mutants_object_out.c - failures told by no object, another, or two. */
#include "errors/planted.h"

#define GET_ARGUMENTS const shelf_t *shelf, int32_t key, int64_t *out, error_t **error

static int error_on_success(GET_ARGUMENTS)
{
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_OK && error)
		REAL->error_new(SEAM_DOMAIN_SHELF, 1, "success", 7, NULL, error);
	return rc;
}

static int error_not_made(GET_ARGUMENTS)
{
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_E_RANGE && error && *error) {
		REAL->error_free(*error);
		*error = NULL;
	}
	return rc;
}

static int error_overwritten(GET_ARGUMENTS)
{
	error_t *before = error ? *error : NULL;
	int rc;

	if (before)
		*error = NULL;
	rc = REAL->get_error(shelf, key, out, error);
	if (before && !*error)
		*error = before;
	else if (before)
		REAL->error_free(before);
	return rc;
}

static int error_state_only_on_failure(GET_ARGUMENTS)
{
	int64_t value;
	return error && *error && REAL->get_error(shelf, key, &value, NULL) == SEAM_OK
	               ? REAL->get_error(shelf, key, out, NULL)
	               : REAL->get_error(shelf, key, out, error);
}

static int error_made_anyway(GET_ARGUMENTS)
{
	error_t *unwanted = NULL;
	return REAL->get_error(shelf, key, out, error ? error : &unwanted);
}

static int error_required(GET_ARGUMENTS)
{
	return error ? REAL->get_error(shelf, key, out, error) : SEAM_E_NULL;
}

/* Makes the object again, with another code, domain or cause. */
static void remake(error_t **error, int32_t domain, int32_t code, int32_t cause_code)
{
	error_t *cause = NULL, *made = NULL;

	if (cause_code && REAL->error_new(SEAM_DOMAIN_DEVICE, cause_code, "device", 6, NULL, &cause) != SEAM_OK)
		return;
	if (REAL->error_new(domain, code, "made again", 10, cause, &made) != SEAM_OK)
		return;
	REAL->error_free(*error);
	*error = made;
}

static int error_cause_positive(GET_ARGUMENTS)
{
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_E_FAILED && error && *error)
		remake(error, SEAM_DOMAIN_SHELF, rc, 70013);
	return rc;
}

static int error_cause_dropped(GET_ARGUMENTS)
{
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_E_FAILED && error && *error)
		remake(error, SEAM_DOMAIN_SHELF, rc, 0);
	return rc;
}

static int error_cause_as_code(GET_ARGUMENTS)
{
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_E_FAILED && error && *error)
		remake(error, SEAM_DOMAIN_DEVICE, -70013, -70013);
	return rc;
}

static int error_is_memory(GET_ARGUMENTS)
{
	int rc = REAL->get_error(shelf, key, out, error);
	return rc != SEAM_OK && rc != SEAM_E_STATE && shelf && out && error && !*error ? SEAM_E_MEMORY : rc;
}

static int error_half_leaks(GET_ARGUMENTS)
{
	error_t *lost = NULL;
	int rc = REAL->get_error(shelf, key, out, error);

	if (rc == SEAM_E_FAILED && error && !*error)
		REAL->error_new(SEAM_DOMAIN_DEVICE, -1, "left behind", 11, NULL, &lost);
	return rc;
}

SEAM_MUTANTS(errors, object_out) = {
	SILENT(error_on_success, "object_out.on_success", "error == NULL", get_error),
	SILENT(error_not_made, "object_out.on_failure", "*error is NULL", get_error),
	SILENT(error_overwritten, "object_out.over_another", "SEAM_E_STATE", get_error),
	SILENT(error_state_only_on_failure, "object_out.over_another", "SEAM_E_STATE", get_error),
	SILENT(error_made_anyway, "object_out.not_wanted", "blocks", get_error),
	SILENT(error_required, "object_out.not_wanted", "SEAM_E_FAILED", get_error),
	SILENT(error_cause_positive, "object_out.on_failure", "code", get_error),
	SILENT(error_cause_dropped, "object_out.on_failure", "SEAM_OK", get_error),
	SILENT(error_cause_as_code, "object_out.on_failure", "domain", get_error),
	SILENT(error_is_memory, "object_memory.code_comes_through", "the code is -7", get_error),
	SILENT(error_half_leaks, "object_memory.code_comes_through", "a part of it is lost", get_error),
	SEAM_NO_MORE_MUTANTS
};
