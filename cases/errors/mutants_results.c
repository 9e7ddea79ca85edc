/* mutants_results.c - results that are taken for what they are not. */
#include "errors/planted.h"

static int get_negative_is_failure(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);
	return rc == SEAM_OK && *out < 0 ? SEAM_E_FAILED : rc;
}

static int get_returns_the_value(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);
	return rc == SEAM_OK && *out > SEAM_E_NOT_FOUND && *out < 0 ? (int)*out : rc;
}

static int errno_minus_one_is_failure(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get_errno(shelf, key, out);
	return rc == 0 && *out == -1 ? -1 : rc;
}

static int64_t read_stops_at_negative(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	int64_t rc = REAL->read(shelf, first, values, n);
	return rc == 1 && values[0] < 0 ? values[0] : rc;
}

static const int64_t *find_zero_is_null(const shelf_t *shelf, int32_t key)
{
	const int64_t *value = REAL->find(shelf, key);
	return value && *value ? value : NULL;
}

static const int64_t *find_err_ptr(const shelf_t *shelf, int32_t key)
{
	const int64_t *value = REAL->find(shelf, key);
	return value ? value : (const int64_t *)(intptr_t)SEAM_E_NOT_FOUND;
}

static const int64_t *find_in_a_static(const shelf_t *shelf, int32_t key)
{
	static int64_t found;
	const int64_t *value = REAL->find(shelf, key);

	if (value)
		found = *value;
	return value ? &found : NULL;
}

static const int64_t *find_broken_too(const shelf_t *shelf, int32_t key)
{
	static const int64_t none = 0;
	const int64_t *value = REAL->find(shelf, key);
	return value || !REAL->contains(shelf, key) ? value : &none;
}

static bool contains_what_it_gets(const shelf_t *shelf, int32_t key)
{
	int64_t value;
	return shelf && REAL->get_error(shelf, key, &value, NULL) == SEAM_OK;
}

static bool contains_unless_zero(const shelf_t *shelf, int32_t key)
{
	int64_t value;
	return REAL->get_error(shelf, key, &value, NULL); /* a code taken for an answer */
}

static bool contains_byte(const shelf_t *shelf, int32_t key)
{
	return REAL->contains(shelf, key > 255 ? key & 255 : key);
}

SEAM_MUTANTS(errors, zero_negative_null) = {
	SILENT(get_negative_is_failure, "zero_negative_null.values", "get: the value", get),
	SILENT(get_returns_the_value, "zero_negative_null.values", "get: the value", get),
	SILENT(errno_minus_one_is_failure, "zero_negative_null.values", "get_errno: the value", get_errno),
	SILENT(read_stops_at_negative, "zero_negative_null.values", "read: the value", read),
	SILENT(find_zero_is_null, "zero_negative_null.null_is_failure", "NULL for the value 0", find),
	SILENT(find_err_ptr, "zero_negative_null.null_is_failure", "NULL", find),
	SILENT(find_broken_too, "zero_negative_null.null_is_failure", "NULL", find),
	SILENT(find_in_a_static, "zero_negative_null.found_stays", "one != two", find),
	SILENT(contains_what_it_gets, "zero_negative_null.yes_and_no", "KEY_BROKEN", contains),
	SILENT(contains_unless_zero, "zero_negative_null.yes_and_no", "KEY_FIRST", contains),
	SILENT(contains_byte, "zero_negative_null.yes_and_no", "KEY_FIRST + 256", contains),
	SEAM_NO_MORE_MUTANTS
};
