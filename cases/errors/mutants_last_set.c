/* mutants_last_set.c - last errors that are not set, or set by what should leave them. */
#include "errors/planted.h"

#include <stdio.h>
#include <string.h>

static int get_sets_none(const shelf_t *shelf, int32_t key, int64_t *out)
{
	struct kept k = keep();
	int rc = REAL->get(shelf, key, out);

	put_back(&k);
	return rc;
}

static int get_sets_failed(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);

	if (rc == SEAM_E_NOT_FOUND)
		REAL->fail(SEAM_DOMAIN_SHELF, SEAM_E_FAILED, "the key 20 has failed", 21);
	return rc;
}

static int get_says_nothing(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);

	if (rc != SEAM_OK)
		REAL->fail(SEAM_DOMAIN_SHELF, rc, "it failed", 9);
	return rc;
}

static int get_says_unsigned(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);
	char text[64];

	if (rc == SEAM_E_RANGE)
		REAL->fail(SEAM_DOMAIN_SHELF, rc, text, (size_t)snprintf(text, sizeof text, "key %u", (unsigned)key));
	return rc;
}

static int get_clears(const shelf_t *shelf, int32_t key, int64_t *out)
{
	REAL->last_error_clear();
	return REAL->get(shelf, key, out);
}

static const int64_t *find_sets_none(const shelf_t *shelf, int32_t key)
{
	struct kept k = keep();
	const int64_t *found = REAL->find(shelf, key);

	put_back(&k);
	return found;
}

static int attempt_another_domain(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                                  void *userdata)
{
	int rc = REAL->attempt(shelf, key, out, reporter, userdata);
	struct kept k = keep();

	if (rc != SEAM_OK && !reporter)
		REAL->fail(SEAM_DOMAIN_DEVICE, rc, k.text, k.view.message_n);
	return rc;
}

static int put_all_keeps(shelf_t *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	struct kept k = keep();
	int rc = REAL->shelf_put_all(shelf, items, n, bad);

	if (rc == SEAM_OK)
		put_back(&k);
	return rc;
}

static int put_all_null_unset(shelf_t *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	return shelf && (items || !n) && bad ? REAL->shelf_put_all(shelf, items, n, bad) : SEAM_E_NULL;
}

static int put_sets(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	int rc = REAL->shelf_put(shelf, key, kind, value);
	return rc == SEAM_E_STATE ? REAL->fail(1, rc, "taken", 5) : rc;
}

static int64_t read_clears(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	int64_t rc = REAL->read(shelf, first, values, n);

	if (rc > 0)
		REAL->last_error_clear();
	return rc;
}

static int fail_refused_clears(int32_t domain, int32_t code, const char *message, size_t n)
{
	int rc = REAL->fail(domain, code, message, n);

	if (!code)
		REAL->last_error_clear();
	return rc;
}

static int relay_sets(seam_errors_int_fn fn, void *userdata)
{
	int rc = REAL->relay(fn, userdata);

	if (rc < 0)
		REAL->fail(1, rc, "the host's function failed", 26);
	return rc;
}

static int new_sets(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	int rc = REAL->shelf_new(mode, limit, label, out);
	return rc == SEAM_E_RANGE ? REAL->fail(1, rc, "range", 5) : rc;
}

static void free_clears(error_t *error)
{
	REAL->error_free(error);
	REAL->last_error_clear();
}

SEAM_MUTANTS(errors, last_error_set) = {
	SILENT(get_sets_none, "last_error_set.by_getting", "there is no last error", get),
	SILENT(get_sets_failed, "last_error_set.by_getting", "code -1", get),
	SILENT(get_says_nothing, "last_error_set.by_getting", "does not name the key", get),
	SILENT(get_says_unsigned, "last_error_set.by_getting", "does not name the key -7", get),
	SILENT(get_clears, "last_error_set.kept", "the last error is gone", get),
	SILENT(find_sets_none, "last_error_set.by_getting", "find: it failed", find),
	SILENT(attempt_another_domain, "last_error_set.by_getting", "domain 2", attempt),
	SILENT(put_all_keeps, "last_error_set.by_putting", "SEAM_E_NOT_FOUND", shelf_put_all),
	SILENT(put_all_null_unset, "last_error_set.by_putting", "SEAM_E_NULL", shelf_put_all),
	SILENT(put_sets, "last_error_set.kept", "shelf_put(", shelf_put),
	SILENT(read_clears, "last_error_set.kept", "read(", read),
	SILENT(fail_refused_clears, "last_error_set.kept", "fail(1, 0", fail),
	SILENT(relay_sets, "last_error_set.kept", "relay(", relay),
	SILENT(new_sets, "last_error_set.kept", "shelf_new(", shelf_new),
	SILENT(free_clears, "last_error_set.kept", "error_free(", error_free),
	SEAM_NO_MORE_MUTANTS
};
