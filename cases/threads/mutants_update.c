/* mutants_update.c - updates between which something comes. */
#include "threads/planted.h"

static int update_in_two(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	int64_t balance;
	int rc = REAL->account_get(account, &balance);

	if (rc != SEAM_OK || !fn)
		return rc == SEAM_OK ? SEAM_E_NULL : rc;
	balance = fn(userdata, balance);
	sync_lock(&account->lock);
	account->balance = balance;
	sync_unlock(&account->lock);
	return SEAM_OK;
}

/* Compares and swaps, and asks again when it was not quick enough. */
static int update_asks_again(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	for (;;) {
		int64_t balance, next;
		int rc = REAL->account_get(account, &balance);
		bool same;

		if (rc != SEAM_OK)
			return rc;
		next = fn(userdata, balance);
		sync_lock(&account->lock);
		same = account->balance == balance;
		if (same)
			account->balance = next;
		sync_unlock(&account->lock);
		if (same)
			return SEAM_OK;
	}
}

static int add_does_not_wait(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	sync_lock(&account->lock);
	account->balance += n;
	*balance = account->balance;
	sync_unlock(&account->lock);
	return SEAM_OK;
}

static int transfer_does_not_wait(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	int64_t balance;

	add_does_not_wait(from, -n, &balance);
	return add_does_not_wait(to, n, &balance);
}

static int update_without_lock(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	account->balance = fn(userdata, account->balance);
	return SEAM_OK;
}

static int update_twice(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	int64_t balance;

	if (fn && REAL->account_get(account, &balance) == SEAM_OK)
		fn(userdata, balance); /* a trial */
	return REAL->account_update(account, fn, userdata);
}

static int update_by_two(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	_Atomic int64_t *balance = (_Atomic int64_t *)&account->balance;
	int64_t next = fn(userdata, atomic_load_explicit(balance, memory_order_relaxed));

	dawdle();
	atomic_store_explicit(balance, next, memory_order_relaxed);
	return SEAM_OK;
}

static int add_waits_for_itself(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	sync_lock(&account->lock);
	while (account->updating)
		sync_wait(&account->changed, &account->lock);
	sync_unlock(&account->lock);
	return REAL->account_add(account, n, balance);
}

static int get_in_update(const struct seam_thr_account *account, int64_t *out)
{
	*out = account->balance;
	return SEAM_OK;
}

static int update_over_lock(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	if (!account || !fn)
		return SEAM_E_NULL;
	sync_lock(&account->lock);
	account->balance = fn(userdata, account->balance);
	sync_unlock(&account->lock);
	return SEAM_OK;
}

static int describe_over_lock(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	struct seam_thr_account *a = (struct seam_thr_account *)(uintptr_t)account;

	if (!account || !fn)
		return SEAM_E_NULL;
	sync_lock(&a->lock);
	fn(userdata, a->balance == 0 ? "0" : "1234567890123");
	sync_unlock(&a->lock);
	return SEAM_OK;
}

SEAM_MUTANTS(threads, update) = {
	SILENT("update_in_two", "update.against_add", "the change is lost", account_update, update_in_two),
	SILENT("update_asks_again", "update.against_add", "u.calls_seen == 1", account_update, update_asks_again),
	SILENT("add_does_not_wait", "update.against_add", "balance == expected", account_add, add_does_not_wait),
	SILENT("update_in_two_of_two", "update.against_update", "the change is lost", account_update, update_in_two),
	SILENT("transfer_does_not_wait", "update.against_transfer", "the change is lost", account_transfer, transfer_does_not_wait),
	SILENT("update_twice", "update.against_update", "calls_seen", account_update, update_twice),
	SEEN("update_without_lock", "update.exact", "tsan", "data race", account_update, update_without_lock),
	SILENT("update_by_two", "update.exact", "balance", account_update, update_by_two),
	HANGS("add_waits_for_itself", "recursion.update", "called from its own update, does not come back", account_add, add_waits_for_itself),
	SILENT("get_in_update", "recursion.update", "SEAM_E_STATE", account_get, get_in_update),
	SILENT("update_over_lock", "locks.update", "a lock is held over it", account_update, update_over_lock),
	SILENT("describe_over_lock", "locks.describe", "a lock is held over it", account_describe, describe_over_lock),
	SILENT("describe_blocks_add", "describe.changes", "while a callback of account_describe is running", account_describe, describe_over_lock),
	SEAM_NO_MORE_MUTANTS
};
