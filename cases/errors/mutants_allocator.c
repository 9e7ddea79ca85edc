/* mutants_allocator.c - what goes wrong with lent memory, and without it. */
#include "errors/planted.h"

static int fail_stores_late(int32_t domain, int32_t code, const char *message, size_t n)
{
	struct seam_errors_view old;
	bool any = REAL->last_error(&old) == SEAM_OK && old.message_n == 36;
	int rc = REAL->fail(domain, code, message, n);

	if (any && rc == -2)
		*(volatile char *)(uintptr_t)old.message = 0; /* which is freed by now */
	return rc;
}

static int new_has_failed(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	int rc = REAL->shelf_new(mode, limit, label, out);
	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

static int put_is_good_without(shelf_t *shelf, int32_t key, int32_t kind, int64_t value)
{
	int rc = REAL->shelf_put(shelf, key, kind, value);
	return rc == SEAM_E_MEMORY ? SEAM_E_SPACE : rc;
}

static int take_writes_without(error_t **out)
{
	error_t *taken = NULL;
	int rc = REAL->last_error_take(out ? &taken : NULL);

	if (rc == SEAM_OK || rc == SEAM_E_MEMORY)
		*out = rc == SEAM_OK ? taken : (error_t *)(void *)out;
	return rc;
}

static int object_half_made(int32_t domain, int32_t code, const char *message, size_t n, error_t *cause, error_t **out)
{
	error_t *half = NULL, *made = NULL;
	int rc = REAL->error_new(domain, code, message, n, cause, out ? &made : NULL);

	if (rc != SEAM_OK)
		return rc;
	rc = REAL->error_new(domain, code, NULL, 0, NULL, &half);
	if (rc != SEAM_OK)
		return rc; /* and what was made first is lost */
	REAL->error_free(half);
	*out = made;
	return rc;
}

SEAM_MUTANTS_OF(errors, allocator) = { SILENT(fail_stores_late, "last_error.the_last_one", "lent allocator: ", fail),
	                               SILENT(new_has_failed, "report.whole", "lent allocator: ", shelf_new),
	                               SILENT(put_is_good_without, "report.whole", "lent allocator: ", shelf_put),
	                               SILENT(take_writes_without, "last_error_take.whole",
	                                      "lent allocator: ", last_error_take),
	                               SILENT(object_half_made, "object.moved", "lent allocator: ", error_new),
	                               SEAM_NO_MORE_MUTANTS };
