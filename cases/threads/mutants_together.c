/* mutants_together.c - libraries that are not one thing for many threads. */
#include "threads/planted.h"

/* Whoever counts as initialised is let in before setup is over. */
static int init_before_setup(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	uint32_t n = 0;
	int rc = REAL->lib_init(NULL, NULL, &n);

	if (rc == SEAM_OK && n == 1 && setup)
		setup(userdata, NULL);
	if (rc == SEAM_OK && count)
		*count = n;
	return rc;
}

/* Looks whether somebody has set up, and then sets up: not one step. */
static int init_looks_first(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	static atomic_bool ready;

	if (!atomic_load(&ready) && setup)
		setup(userdata, NULL);
	atomic_store(&ready, true);
	return REAL->lib_init(NULL, NULL, count);
}

static int init_counts_in_two(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	static _Atomic int64_t users;
	int rc = REAL->lib_init(setup, userdata, NULL);

	for (int i = 0; i < 20; i++)
		dawdle();
	if (rc == SEAM_OK && count)
		*count = (uint32_t)(add_in_two(&users, 1) % 16 / 2);
	return rc;
}

struct first_try {
	seam_thr_setup_fn setup;
	void *userdata;
};

static atomic_uint failures;

static int try_setup(void *userdata, int64_t *result)
{
	struct first_try *first = userdata;
	int failed = first->setup ? first->setup(first->userdata, result) : 0;

	if (failed)
		atomic_fetch_add(&failures, 1);
	return failed;
}

/* One failure is everybody's who waits. */
static int init_fails_all(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	struct first_try first = { setup, userdata };
	unsigned before = atomic_load(&failures);
	int rc = REAL->lib_init(try_setup, &first, count);

	if (rc == SEAM_OK && atomic_load(&failures) != before) {
		REAL->lib_shutdown(NULL);
		rc = SEAM_E_FAILED;
	}
	return rc;
}

static int shutdown_ends_all(uint32_t *count)
{
	uint32_t left = 1;
	int rc = REAL->lib_shutdown(&left);

	while (rc == SEAM_OK && left > 0 && REAL->lib_shutdown(&left) == SEAM_OK)
		;
	if (count && rc == SEAM_OK)
		*count = 0;
	return rc;
}

static int add_without_lock(int64_t n, int64_t *total)
{
	static volatile int64_t all;
	int rc = REAL->lib_add(n, total);

	if (rc == SEAM_OK) {
		all += n;
		*total = all;
	}
	return rc;
}

static int lib_add_in_two(int64_t n, int64_t *total)
{
	static _Atomic int64_t all;
	int rc = REAL->lib_add(n, total);

	if (rc == SEAM_OK)
		*total = add_in_two(&all, n);
	return rc;
}

/* What was made is asked for afterwards, when others have made more of it. */
static int add_asks_afterwards(int64_t n, int64_t *total)
{
	int rc = REAL->lib_add(n, total);

	dawdle();
	return rc == SEAM_OK ? REAL->lib_add(0, total) : rc;
}

SEAM_MUTANTS(threads, init_together) = {
	SILENT("init_before_setup", "init_together.waits", "lib_init came back on a second thread", lib_init, init_before_setup),
	SILENT("init_before_setup_used", "init_together.use", "SEAM_E_STATE", lib_init, init_before_setup),
	SILENT("init_looks_first", "init_together.sixteen", "threads_read(&t.setups) == 1u", lib_init, init_looks_first),
	SILENT("init_counts_in_two", "init_together.sixteen", "were told that there are", lib_init, init_counts_in_two),
	SILENT("init_fails_all", "init_together.next_one", "SEAM_OK", lib_init, init_fails_all),
	SILENT("shutdown_ends_all_users", "total.users", "threads_read(&t.wrong) == 0u", lib_shutdown, shutdown_ends_all),
	SEEN("add_without_lock", "total.exact", "tsan", "data race", lib_add, add_without_lock),
	SILENT("lib_add_in_two", "total.exact", "total", lib_add, lib_add_in_two),
	SILENT("add_asks_afterwards", "total.exact", "sum == all", lib_add, add_asks_afterwards),
	SEAM_NO_MORE_MUTANTS
};
