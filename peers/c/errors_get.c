/* errors_get.c - one thing, said in each of C's ways. */
#include "errors_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- one thing, said in each of C's ways ------------------------------------------------------------------------- */

/* What every way of getting agrees on. */
static int look(const struct seam_errors_shelf *shelf, int32_t key, const struct seam_errors_item **item)
{
	if (!shelf)
		return SEAM_E_NULL;
	if (key < 0)
		return SEAM_E_RANGE;
	*item = errors_item_at(shelf, key);
	if (!*item)
		return SEAM_E_NOT_FOUND;
	return (*item)->kind == SEAM_ITEM_BROKEN ? SEAM_E_FAILED : SEAM_OK;
}

struct text {
	char bytes[64];
	size_t n;
};

static struct text explain(int rc, int32_t key)
{
	const char *why = rc == SEAM_E_NULL        ? "is asked for with NULL"
	                  : rc == SEAM_E_RANGE     ? "is negative"
	                  : rc == SEAM_E_NOT_FOUND ? "is not there"
	                                           : "is of a broken item";
	struct text text;

	text.n = (size_t)snprintf(text.bytes, sizeof text.bytes, "the key %ld %s", (long)key, why);
	return text;
}

static int failed_to_get(int rc, int32_t key)
{
	struct text why = explain(rc, key);

	errors_set_last(SEAM_DOMAIN_SHELF, rc, why.bytes, why.n);
	return rc;
}

static int look_for_value(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out)
{
	const struct seam_errors_item *item;
	int rc = out ? look(shelf, key, &item) : SEAM_E_NULL;

	if (rc == SEAM_OK)
		*out = item->value;
	return rc;
}

int errors_get(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out)
{
	int rc = look_for_value(shelf, key, out);
	return rc == SEAM_OK ? rc : failed_to_get(rc, key);
}

const int64_t *errors_find(const struct seam_errors_shelf *shelf, int32_t key)
{
	const struct seam_errors_item *item;
	int rc = look(shelf, key, &item);

	if (rc == SEAM_OK)
		return &item->value;
	failed_to_get(rc, key);
	return NULL;
}

bool errors_contains(const struct seam_errors_shelf *shelf, int32_t key)
{
	return shelf && errors_item_at(shelf, key);
}

int64_t errors_read_values(const struct seam_errors_shelf *shelf, int32_t first, int64_t *values, size_t n)
{
	size_t done = 0;

	if (!shelf || (!values && n))
		return SEAM_E_NULL;
	while (done < n && done <= (size_t)INT32_MAX - (size_t)(first > 0 ? first : 0)) {
		const struct seam_errors_item *item;
		int rc = look(shelf, (int32_t)(first + (int64_t)done), &item);

		if (rc != SEAM_OK)
			return done ? (int64_t)done : rc;
		values[done++] = item->value;
	}
	return (int64_t)done;
}

int errors_get_errno(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out)
{
	int rc = look_for_value(shelf, key, out);

	if (rc == SEAM_OK)
		return 0;
	errno = rc == SEAM_E_NOT_FOUND ? ENOENT : rc == SEAM_E_FAILED ? EIO : EINVAL;
	return -1;
}

bool errors_get_report(const struct seam_errors_shelf *shelf, int32_t key, struct seam_errors_report *report)
{
	const struct seam_errors_item *item;
	int rc = look(shelf, key, &item);

	if (!report)
		return false;
	memset(report, 0, sizeof *report);
	report->value = rc == SEAM_OK ? item->value : 0;
	report->code = rc;
	report->key = key;
	snprintf(report->text, sizeof report->text, "%s", errors_code_name(rc));
	return rc == SEAM_OK;
}

/* The object for a failure to get; NULL when memory is out. */
static struct seam_errors_error *error_of_get(int rc, int32_t key, const struct seam_errors_item *item)
{
	struct seam_errors_error *cause = NULL, *error = NULL;
	struct text why = explain(rc, key);

	if (rc == SEAM_E_FAILED &&
	    errors_object_new(SEAM_DOMAIN_DEVICE, (int32_t)item->value, "the device failed", 17, NULL, &cause))
		return NULL;
	if (errors_object_new(SEAM_DOMAIN_SHELF, rc, why.bytes, why.n, cause, &error) != SEAM_OK)
		errors_object_free(cause);
	return error;
}

int errors_get_error(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out, struct seam_errors_error **error)
{
	const struct seam_errors_item *item = NULL;
	int rc;

	if (error && *error)
		return SEAM_E_STATE;
	rc = out ? look(shelf, key, &item) : SEAM_E_NULL;
	if (rc == SEAM_OK)
		*out = item->value;
	else if (error)
		*error = error_of_get(rc, key, item);
	return rc;
}
