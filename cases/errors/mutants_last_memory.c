/* mutants_last_memory.c - failures that are lost for want of memory to describe them. */
#include "errors/planted.h"

#include <string.h>

/* Whether the next request for lent memory fails, which it then has. */
static bool out_of_memory(void)
{
	error_t *error = NULL;

	if (REAL->error_new(1, -1, "x", 1, NULL, &error) != SEAM_OK)
		return true;
	REAL->error_free(error);
	return false;
}

static int fail_is_memory(int32_t domain, int32_t code, const char *message, size_t n)
{
	return n && out_of_memory() ? SEAM_E_MEMORY : REAL->fail(domain, code, message, n);
}

static int fail_sets_memory(int32_t domain, int32_t code, const char *message, size_t n)
{
	if (!n || !out_of_memory())
		return REAL->fail(domain, code, message, n);
	REAL->fail(domain, SEAM_E_MEMORY, NULL, 0);
	return code;
}

static int fail_sets_nothing(int32_t domain, int32_t code, const char *message, size_t n)
{
	return n && code && out_of_memory() ? code : REAL->fail(domain, code, message, n);
}

static int get_is_memory(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);
	struct seam_errors_view view;

	if (rc == SEAM_E_NOT_FOUND && REAL->last_error(&view) == SEAM_OK && strstr(view.message, "no memory"))
		return SEAM_E_MEMORY;
	return rc;
}

static const int64_t *find_clears(const shelf_t *shelf, int32_t key)
{
	const int64_t *found = REAL->find(shelf, key);
	struct seam_errors_view view;

	if (!found && REAL->last_error(&view) == SEAM_OK && strstr(view.message, "no memory"))
		REAL->last_error_clear();
	return found;
}

struct reported {
	seam_errors_reporter reporter;
	void *userdata;
};

static int not_of_memory(void *userdata, const struct seam_errors_view *error)
{
	struct reported *r = userdata;
	return strstr(error->message, "no memory") ? 0 : r->reporter(r->userdata, error);
}

static int attempt_untold(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                          void *userdata)
{
	struct reported r = { reporter, userdata };
	return REAL->attempt(shelf, key, out, reporter ? not_of_memory : NULL, &r);
}

static int panic_memory(const char *text)
{
	int rc = REAL->panic(text);
	struct seam_errors_view view;

	if (rc == SEAM_E_PANIC && REAL->last_error(&view) == SEAM_OK && strstr(view.message, "no memory"))
		return SEAM_E_MEMORY;
	return rc;
}

SEAM_MUTANTS(errors, last_error_memory) = {
	SILENT(fail_is_memory, "last_error_memory.code_comes_through", "the code is -7", fail),
	SILENT(fail_sets_memory, "last_error_memory.code_comes_through", "code -7", fail),
	SILENT(fail_sets_nothing, "last_error_memory.code_comes_through", "the last error is domain", fail),
	SILENT(get_is_memory, "last_error_memory.code_comes_through", "get: without memory", get),
	SILENT(find_clears, "last_error_memory.code_comes_through", "there is no last error", find),
	SILENT(attempt_untold, "last_error_memory.code_comes_through", "told", attempt),
	SILENT(panic_memory, "last_error_memory.code_comes_through", "panic: without memory", panic),
	SEAM_NO_MORE_MUTANTS
};
