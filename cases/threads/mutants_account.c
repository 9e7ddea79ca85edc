/* mutants_account.c - accounts that are not whole when many threads have them. */
#include "threads/planted.h"

#include <stdlib.h>

static int add_by_static_result(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	static _Atomic int64_t result;
	int64_t own = 0;
	int rc = REAL->account_add(account, n, &own);

	atomic_store_explicit(&result, own, memory_order_relaxed);
	step_aside();
	if (rc == SEAM_OK)
		*balance = atomic_load_explicit(&result, memory_order_relaxed);
	return rc;
}

struct bound_release {
	seam_thr_release_fn release;
	void *userdata;
	sync_id by;
};

static void release_here(void *userdata)
{
	struct bound_release bound = *(struct bound_release *)userdata;

	free(userdata);
	if (bound.release && sync_same(bound.by, sync_self()))
		bound.release(bound.userdata);
}

/* The release is in a table of the thread that made the account. */
static int create_bound(int64_t balance, void *userdata, seam_thr_release_fn release, struct seam_thr_account **out)
{
	struct bound_release *bound = malloc(sizeof *bound);
	int rc;

	*bound = (struct bound_release){ release, userdata, sync_self() };
	rc = REAL->account_create(balance, bound, release_here, out);
	if (rc != SEAM_OK)
		free(bound);
	return rc;
}

static int add_without_lock(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	if (!account || !balance)
		return SEAM_E_NULL;
	account->balance += n;
	*balance = account->balance;
	return SEAM_OK;
}

static int add_in_two_steps(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	if (!account || !balance)
		return SEAM_E_NULL;
	*balance = add_in_two((_Atomic int64_t *)&account->balance, n);
	return SEAM_OK;
}

static int add_reads_afterwards(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	int rc = REAL->account_add(account, n, balance);

	dawdle();
	return rc == SEAM_OK ? REAL->account_get(account, balance) : rc;
}

/* Const to its caller, and yet it writes. */
static int get_remembers(const struct seam_thr_account *account, int64_t *out)
{
	static volatile int64_t last;
	int rc = REAL->account_get(account, out);

	if (rc == SEAM_OK)
		last += *out;
	return rc;
}

static int references_remembers(const struct seam_thr_account *account, uint64_t *out)
{
	int rc = REAL->account_references(account, out);

	if (rc == SEAM_OK)
		*(void *volatile *)&((struct seam_thr_account *)(uintptr_t)account)->userdata = out;
	return rc;
}

static int get_is_cached(const struct seam_thr_account *account, int64_t *out)
{
	static _Thread_local const struct seam_thr_account *known;
	static _Thread_local int64_t balance;
	int rc = SEAM_OK;

	if (account != known)
		rc = REAL->account_get(account, &balance);
	if (rc == SEAM_OK && out) {
		known = account;
		*out = balance;
	}
	return rc;
}

static int add_refused_keeps_lock(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	int rc = REAL->account_add(account, n, balance);

	if (rc == SEAM_E_RANGE)
		sync_lock(&account->lock);
	return rc;
}

static int add_wraps(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	int rc = REAL->account_add(account, n, balance);

	if (rc != SEAM_E_RANGE)
		return rc;
	sync_lock(&account->lock);
	*balance = account->balance = (int64_t)((uint64_t)account->balance + (uint64_t)n);
	sync_unlock(&account->lock);
	return SEAM_OK;
}

SEAM_MUTANTS(threads, account) = {
	SILENT("add_by_static_result", "distinct.accounts", "threads_read(&d.wrong) == 0u", account_add, add_by_static_result),
	SILENT("create_bound", "moved.all", "m->released == 1u", account_create, create_bound),
	SEEN("account_add_without_lock", "shared.exact", "tsan", "data race", account_add, add_without_lock),
	SILENT("account_add_in_two", "shared.exact", "balance", account_add, add_in_two_steps),
	SILENT("add_reads_afterwards", "shared.exact", "sum == all", account_add, add_reads_afterwards),
	SEEN("get_remembers", "shared.readers", "tsan", "data race", account_get, get_remembers),
	SEEN("references_remembers", "shared.readers", "tsan", "data race", account_references, references_remembers),
	SILENT("get_is_cached", "shared.whole", "balance == -1", account_get, get_is_cached),
	HANGS("add_refused_keeps_lock", "shared.whole", "nothing was told", account_add, add_refused_keeps_lock),
	SILENT("add_wraps", "shared.whole", "SEAM_E_RANGE", account_add, add_wraps),
	SEAM_NO_MORE_MUTANTS
};
