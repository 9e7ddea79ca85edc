/* threads_account.c - a shared handle: a lock of its own, counted references, and updates that keep others out without it. */
#include "threads_inside.h"

#include "c.h"

#include <inttypes.h>
#include <stdio.h>

int seam_c_thr_account_create(int64_t balance, void *userdata, seam_thr_release_fn release, struct seam_thr_account **out)
{
	struct seam_thr_account *account;

	if (!out)
		return SEAM_E_NULL;
	account = seam_c_thr_take(sizeof *account);
	if (!account)
		return SEAM_E_MEMORY;
	sync_mutex_make(&account->lock);
	sync_cond_make(&account->changed);
	account->references = 1;
	account->balance = balance;
	account->userdata = userdata;
	account->release = release;
	seam_c_thr_count(1);
	*out = account;
	return SEAM_OK;
}

int seam_c_thr_account_retain(struct seam_thr_account *account)
{
	if (!account)
		return SEAM_E_NULL;
	sync_lock(&account->lock);
	account->references++;
	sync_unlock(&account->lock);
	return SEAM_OK;
}

int seam_c_thr_account_release(struct seam_thr_account *account)
{
	seam_thr_release_fn release;
	void *userdata;
	bool last;

	if (!account)
		return SEAM_OK;
	sync_lock(&account->lock);
	last = --account->references == 0;
	sync_unlock(&account->lock);
	if (!last)
		return SEAM_OK;
	release = account->release;
	userdata = account->userdata;
	sync_cond_end(&account->changed);
	sync_mutex_end(&account->lock);
	seam_c_thr_give(account, sizeof *account);
	seam_c_thr_count(-1);
	if (release)
		release(userdata);
	return SEAM_OK;
}

/* The lock of a handle that is const to the caller is still ours to take. */
static sync_mutex *lock_of(const struct seam_thr_account *account)
{
	return &((struct seam_thr_account *)(uintptr_t)account)->lock;
}

int seam_c_thr_account_references(const struct seam_thr_account *account, uint64_t *out)
{
	if (!account || !out)
		return SEAM_E_NULL;
	sync_lock(lock_of(account));
	*out = account->references;
	sync_unlock(lock_of(account));
	return SEAM_OK;
}

/* With the lock held. */
static bool in_own_update(const struct seam_thr_account *account)
{
	return account->updating && sync_same(account->updater, sync_self());
}

int seam_c_thr_account_get(const struct seam_thr_account *account, int64_t *out)
{
	int rc = SEAM_E_STATE;

	if (!account || !out)
		return SEAM_E_NULL;
	sync_lock(lock_of(account));
	if (!account->closed && !in_own_update(account)) {
		*out = account->balance;
		rc = SEAM_OK;
	}
	sync_unlock(lock_of(account));
	return rc;
}

/* With the lock held, which it gives back to wait: when it is SEAM_OK, no update is running and the account is open. */
static int may_change(struct seam_thr_account *account)
{
	while (account->updating) {
		if (in_own_update(account))
			return SEAM_E_STATE;
		sync_wait(&account->changed, &account->lock);
	}
	return account->closed ? SEAM_E_STATE : SEAM_OK;
}

static bool too_much(int64_t a, int64_t b)
{
	return b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b;
}

int seam_c_thr_account_add(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	int rc;

	if (!account || !balance)
		return SEAM_E_NULL;
	sync_lock(&account->lock);
	rc = may_change(account);
	if (rc == SEAM_OK && too_much(account->balance, n))
		rc = SEAM_E_RANGE;
	if (rc == SEAM_OK) {
		account->balance += n;
		*balance = account->balance;
	}
	sync_unlock(&account->lock);
	return rc;
}

int seam_c_thr_account_update(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	int64_t balance;
	int rc;

	if (!account || !fn)
		return SEAM_E_NULL;
	sync_lock(&account->lock);
	rc = may_change(account);
	if (rc == SEAM_OK) {
		account->updating = true;
		account->updater = sync_self();
		balance = account->balance;
		sync_unlock(&account->lock);
		balance = fn(userdata, balance);
		sync_lock(&account->lock);
		account->balance = balance;
		account->updating = false;
		sync_wake_all(&account->changed);
	}
	sync_unlock(&account->lock);
	return rc;
}

static bool own_update(struct seam_thr_account *account)
{
	bool own;

	sync_lock(&account->lock);
	own = in_own_update(account);
	sync_unlock(&account->lock);
	return own;
}

/* Waits for one account alone: two locks are never held while waiting. */
static int settle(struct seam_thr_account *account)
{
	int rc;

	sync_lock(&account->lock);
	rc = may_change(account);
	sync_unlock(&account->lock);
	return rc;
}

/* Both locks are held, and nothing is running. */
static int move(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	if (from->closed || to->closed)
		return SEAM_E_STATE;
	if (n > from->balance || (from != to && too_much(to->balance, n)))
		return SEAM_E_RANGE;
	from->balance -= n;
	to->balance += n;
	return SEAM_OK;
}

int seam_c_thr_account_transfer(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n)
{
	/* Two locks are always taken in the order of their addresses. */
	struct seam_thr_account *first = (uintptr_t)from < (uintptr_t)to ? from : to;
	struct seam_thr_account *second = first == from ? to : from;
	int rc;

	if (!from || !to)
		return SEAM_E_NULL;
	if (n < 0)
		return SEAM_E_RANGE;
	if (own_update(from) || own_update(to))
		return SEAM_E_STATE;
	for (;;) {
		bool running;

		if ((rc = settle(first)) != SEAM_OK || (rc = settle(second)) != SEAM_OK)
			return rc;
		sync_lock(&first->lock);
		if (second != first)
			sync_lock(&second->lock);
		running = first->updating || second->updating;
		if (!running)
			rc = move(from, to, n);
		if (second != first)
			sync_unlock(&second->lock);
		sync_unlock(&first->lock);
		if (!running)
			return rc;
	}
}

int seam_c_thr_account_describe(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	char text[24];
	int64_t balance;
	int rc;

	if (!account || !fn)
		return SEAM_E_NULL;
	rc = seam_c_thr_account_get(account, &balance);
	if (rc == SEAM_OK) {
		snprintf(text, sizeof text, "%" PRId64, balance);
		fn(userdata, text);
	}
	return rc;
}

int seam_c_thr_account_close(struct seam_thr_account *account)
{
	int rc;

	if (!account)
		return SEAM_E_NULL;
	sync_lock(&account->lock);
	rc = may_change(account);
	if (rc == SEAM_OK)
		account->closed = true;
	sync_unlock(&account->lock);
	return rc;
}
