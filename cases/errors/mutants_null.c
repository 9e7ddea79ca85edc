/* mutants_null.c - NULLs that are used, or taken for something. */
#include "errors/planted.h"

static int get_uses_null(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int64_t value;
	int rc = REAL->get(shelf, key, &value);

	if (rc == SEAM_OK)
		*(volatile int64_t *)out = value;
	return rc;
}

static int get_null_is_good(const shelf_t *shelf, int32_t key, int64_t *out)
{
	return out ? REAL->get(shelf, key, out) : SEAM_OK;
}

static int info_null_is_good(const shelf_t *shelf, struct seam_errors_shelf_info *out)
{
	if (!shelf && out)
		*out = (struct seam_errors_shelf_info){ "", 0, 1, 1 };
	return shelf && out ? REAL->shelf_info(shelf, out) : SEAM_OK;
}

static bool report_uses_null(const shelf_t *shelf, int32_t key, struct seam_errors_report *report)
{
	((volatile struct seam_errors_report *)report)->code = 0;
	return REAL->get_report(shelf, key, report);
}

static int run_all_refuses_late(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)
{
	size_t unused;

	if (step && !(first && failed))
		REAL->run_all(n, step, userdata, &unused, &unused);
	return REAL->run_all(n, step, userdata, first, failed);
}

static int transact_refuses_late(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata,
                                 size_t *failed_at)
{
	size_t unused;
	return failed_at ? REAL->transact(n, step, undo, userdata, failed_at)
	                 : (REAL->transact(n, step, undo, userdata, &unused), SEAM_E_NULL);
}

static int retry_none_is_one(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)
{
	return REAL->retry(fn, userdata, most ? most : 1, tries);
}

static int relay_errno_null_seen(seam_errors_int_fn fn, void *userdata, int *seen)
{
	int unused;
	return REAL->relay_errno(fn, userdata, seen ? seen : &unused);
}

static int fail_null_is_empty(int32_t domain, int32_t code, const char *message, size_t n)
{
	return REAL->fail(domain, code, message, message ? n : 0);
}

static int fail_reads_null(int32_t domain, int32_t code, const char *message, size_t n)
{
	if (n) {
		volatile char first = *(const volatile char *)message;
		(void)first;
	}
	return REAL->fail(domain, code, message, n);
}

static int new_frees_the_cause(int32_t domain, int32_t code, const char *message, size_t n, error_t *cause,
                               error_t **out)
{
	int rc = REAL->error_new(domain, code, message, n, cause, out);

	if (rc == SEAM_E_NULL && cause)
		REAL->error_free(cause);
	return rc;
}

static int view_null_is_none(const error_t *error, struct seam_errors_view *out)
{
	return error ? REAL->error_view(error, out) : SEAM_E_NOT_FOUND;
}

static int from_null_is_unknown(const char *name, int *code)
{
	return name ? REAL->code_from_name(name, code) : SEAM_E_NOT_FOUND;
}

SEAM_MUTANTS(errors,
             null_out) = { SEEN_BY("plain", "crash", get_uses_null, "null_out.shelves", "SIGSEGV", get),
	                   SILENT(get_null_is_good, "null_out.shelves", "SEAM_E_NULL", get),
	                   SILENT(info_null_is_good, "null_out.shelves", "SEAM_E_NULL", shelf_info),
	                   SEEN_BY("plain", "crash", report_uses_null, "null_out.shelves", "SIGSEGV", get_report),
	                   SILENT(run_all_refuses_late, "null_out.functions", "calls", run_all),
	                   SILENT(transact_refuses_late, "null_out.functions", "calls", transact),
	                   SILENT(retry_none_is_one, "null_out.functions", "SEAM_E_RANGE", retry),
	                   SILENT(relay_errno_null_seen, "null_out.functions", "SEAM_E_NULL", relay_errno),
	                   SILENT(fail_null_is_empty, "null_out.errors", "SEAM_E_NULL", fail),
	                   SEEN_BY("plain", "crash", fail_reads_null, "null_out.errors", "SIGSEGV", fail),
	                   SILENT(new_frees_the_cause, "object_chain.refused_keeps", "blocks", error_new),
	                   SILENT(view_null_is_none, "null_out.errors", "SEAM_E_NULL", error_view),
	                   SILENT(from_null_is_unknown, "null_out.errors", "SEAM_E_NULL", code_from_name),
	                   SEAM_NO_MORE_MUTANTS };
