/* mutants_references.c - counted references, texts, transfers and closings that go wrong between threads. */
#include "threads/planted.h"

#include <inttypes.h>
#include <stdio.h>

static int retain_without_lock(struct seam_thr_account *account)
{
	account->references++;
	return SEAM_OK;
}

static int retain_in_two(struct seam_thr_account *account)
{
	add_in_two((_Atomic int64_t *)&account->references, 1);
	return SEAM_OK;
}

static int release_twice(struct seam_thr_account *account)
{
	seam_thr_release_fn release = account ? account->release : NULL;
	void *userdata = account ? account->userdata : NULL;
	uint64_t n = 0;

	if (account && REAL->account_references(account, &n) == SEAM_OK && n == 1 && release)
		release(userdata);
	return REAL->account_release(account);
}

static void release_real(void *account)
{
	REAL->account_release(account);
}

/* A thread that collects. */
static int release_elsewhere(struct seam_thr_account *account)
{
	sync_thread thread;

	if (sync_thread_start(&thread, release_real, account))
		sync_thread_join(thread);
	return SEAM_OK;
}

static int last_release_keeps(struct seam_thr_account *account)
{
	if (account && account->references > 1)
		return REAL->account_release(account);
	return SEAM_OK;
}

static int release_first_thing(struct seam_thr_account *account)
{
	if (account && account->release) {
		account->release(account->userdata);
		account->release = NULL;
	}
	return REAL->account_release(account);
}

static int describe_static(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	static char text[32];
	int64_t balance;
	int rc = REAL->account_get(account, &balance);

	if (rc == SEAM_OK) {
		snprintf(text, sizeof text, "%" PRId64, balance);
		fn(userdata, text);
	}
	return rc;
}

static int describe_per_thread(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	static _Thread_local char text[32];
	int64_t balance;
	int rc = REAL->account_get(account, &balance);

	if (rc == SEAM_OK) {
		snprintf(text, sizeof text, "%" PRId64, balance);
		fn(userdata, text);
	}
	return rc;
}

static int transfer_in_any_order(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	sync_lock(&from->lock);
	sync_lock(&to->lock);
	from->balance -= n;
	to->balance += n;
	sync_unlock(&to->lock);
	sync_unlock(&from->lock);
	return SEAM_OK;
}

static int transfer_locks_twice(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	if (from && from == to) {
		sync_lock(&from->lock);
		sync_lock(&to->lock);
	}
	return REAL->account_transfer(from, to, n);
}

static int transfer_keeps_lock(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	int rc = REAL->account_transfer(from, to, n);

	if (rc == SEAM_E_RANGE && n > 0)
		sync_lock(&to->lock);
	return rc;
}

static int transfer_makes_money(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	int rc = REAL->account_transfer(from, to, n);
	int64_t balance;

	if (rc == SEAM_E_RANGE && n > 0)
		REAL->account_add(to, n, &balance);
	return rc;
}

static int get_of_closed(const struct seam_thr_account *account, int64_t *out)
{
	int rc = REAL->account_get(account, out);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int close_does_not_wait(struct seam_thr_account *account)
{
	if (account && account->updating) {
		account->closed = true;
		return SEAM_OK;
	}
	return REAL->account_close(account);
}

static uint32_t close_says_refuses(uint32_t question)
{
	return question == SEAM_THR_CLOSE ? SEAM_THR_REFUSES : REAL->policy(question);
}

SEAM_MUTANTS(threads, references) = {
	SEEN("retain_without_lock", "reference.balanced", "tsan", "data race", account_retain, retain_without_lock),
	SILENT("retain_in_two", "reference.balanced", "n == ", account_retain, retain_in_two),
	SILENT("release_twice", "reference.balanced", "threads_read(&r.released) == 1u", account_release, release_twice),
	SILENT("release_elsewhere", "reference.last_one", "threads_read(&elsewhere) == 0u", account_release, release_elsewhere),
	LOUD("last_release_keeps", "reference.balanced", "threads_read(&r.released) == 1u", account_release, last_release_keeps),
	SILENT("release_first_thing", "reference.balanced", "threads_read(&r.released) == 0u", account_release, release_first_thing),
	LOUD("release_forgets_release", "locks_release.last", "l.runs == 1u", account_release, last_release_keeps),
	LOUD("describe_static", "describe.together", "on another thread another account was described", account_describe, describe_static),
	SILENT("describe_per_thread", "describe.nested", "within it another account was described", account_describe, describe_per_thread),
	SEEN("transfer_in_any_order", "transfer.both_ways", "tsan", "lock-order-inversion", account_transfer, transfer_in_any_order),
	HANGS("transfer_locks_twice", "transfer.same", "does not come back", account_transfer, transfer_locks_twice),
	HANGS("transfer_keeps_lock", "transfer.refused", "has left an account locked", account_transfer, transfer_keeps_lock),
	SILENT("transfer_makes_money", "transfer.refused", "balance == second", account_transfer, transfer_makes_money),
	SILENT("get_of_closed", "close.refuses", "SEAM_E_STATE", account_get, get_of_closed),
	LOUD("close_does_not_wait", "close.against_update", "which it says it waits for", account_close, close_does_not_wait),
	SILENT("close_says_refuses", "close.against_update", "which it says it does not", policy, close_says_refuses),
	SEAM_NO_MORE_MUTANTS
};
