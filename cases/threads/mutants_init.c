/* mutants_init.c - libraries that count, set up or end wrongly. */
#include "threads/planted.h"

static int init_sets_up_each_time(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	uint32_t n = 0;
	int rc = REAL->lib_init(setup, userdata, &n);

	if (rc == SEAM_OK && n > 1 && setup)
		setup(userdata, NULL);
	if (rc == SEAM_OK && count)
		*count = n;
	return rc;
}

/* A flag instead of a count. */
static int init_is_a_flag(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	int64_t total;

	if (REAL->lib_add(0, &total) == SEAM_OK) {
		if (count)
			*count = 2;
		return SEAM_OK;
	}
	return REAL->lib_init(setup, userdata, count);
}

static int init_passes_a_result(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	static int64_t result;
	int64_t total;

	if (setup && REAL->lib_add(0, &total) != SEAM_OK) {
		int failed = setup(userdata, &result);

		return failed ? SEAM_E_FAILED : REAL->lib_init(NULL, NULL, count);
	}
	return REAL->lib_init(setup, userdata, count);
}

static int shutdown_ends_all(uint32_t *count)
{
	uint32_t left = 1;
	int rc = REAL->lib_shutdown(&left);

	while (rc == SEAM_OK && left > 0 && REAL->lib_shutdown(&left) == SEAM_OK)
		;
	if (rc == SEAM_OK && count)
		*count = left;
	return rc;
}

static int shutdown_beyond_0(uint32_t *count)
{
	int rc = REAL->lib_shutdown(count);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int add_before_init(int64_t n, int64_t *total)
{
	int rc = REAL->lib_add(n, total);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int add_keeps_the_last_total(int64_t n, int64_t *total)
{
	static _Atomic int64_t kept;
	int rc = REAL->lib_add(n, total);

	if (rc == SEAM_OK)
		*total = atomic_fetch_add(&kept, n) + n;
	return rc;
}

static int init_sets_up_once_ever(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	static atomic_bool done;
	int rc = REAL->lib_init(atomic_load(&done) ? NULL : setup, userdata, count);

	if (rc == SEAM_OK)
		atomic_store(&done, true);
	return rc;
}

static int init_counts_failures(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	int rc = REAL->lib_init(setup, userdata, count);

	if (rc == SEAM_E_FAILED)
		REAL->lib_init(NULL, NULL, NULL);
	return rc;
}

static int init_never_after_failure(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	static atomic_bool failed;
	int rc = atomic_load(&failed) ? SEAM_E_FAILED : REAL->lib_init(setup, userdata, count);

	if (rc == SEAM_E_FAILED)
		atomic_store(&failed, true);
	return rc;
}

static int add_in_setup_counts(int64_t n, int64_t *total)
{
	int rc = REAL->lib_add(n, total);

	if (rc == SEAM_E_STATE && total)
		*total = n;
	return rc;
}

static int init_without_memory(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	int rc = REAL->lib_init(setup, userdata, count);

	if (rc == SEAM_E_MEMORY && setup)
		setup(userdata, NULL);
	return rc;
}

SEAM_MUTANTS(threads, init) = {
	SILENT("init_without_memory", "init_fails.no_memory", "setup.calls == 0", lib_init, init_without_memory),
	SILENT("init_sets_up_each_time", "init.counts", "setup.calls == 1", lib_init, init_sets_up_each_time),
	SILENT("init_is_a_flag", "init.counts", "count == up[i]", lib_init, init_is_a_flag),
	SILENT("init_passes_a_result", "init.counts", "setup.results == 0", lib_init, init_passes_a_result),
	SILENT("shutdown_ends_all", "init.counts", "count == down[i]", lib_shutdown, shutdown_ends_all),
	SILENT("shutdown_beyond_0", "init.refused", "SEAM_E_STATE", lib_shutdown, shutdown_beyond_0),
	SILENT("add_before_init", "init.refused", "SEAM_E_STATE", lib_add, add_before_init),
	SILENT("add_writes_refused", "init.refused", "total == 99", lib_add, add_in_setup_counts),
	SILENT("add_keeps_the_last_total", "init.again", "total == 7", lib_add, add_keeps_the_last_total),
	SILENT("init_sets_up_once_ever", "init.again", "setup.calls == round", lib_init, init_sets_up_once_ever),
	LOUD("init_counts_failures", "init_fails.fails_first", "SEAM_E_STATE", lib_init, init_counts_failures),
	SILENT("init_never_after_failure", "init_fails.fails_first", "SEAM_OK", lib_init, init_never_after_failure),
	SILENT("add_in_setup_counts", "init.in_setup", "setup.refused == 3", lib_add, add_in_setup_counts),
	SEAM_NO_MORE_MUTANTS
};
