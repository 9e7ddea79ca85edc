/* mutants_state.c - what a thread has is another thread's, or nobody's. */
#include "threads/planted.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One for all: the first message that anybody asked for. */
static int last_error_of_all(int32_t *code, const char **message)
{
	static _Atomic(char *) kept;
	int rc = REAL->last_error(code, message);
	char *none = NULL, *copy;

	if (rc != SEAM_OK)
		return rc;
	copy = malloc(strlen(*message) + 1);
	strcpy(copy, *message);
	if (!atomic_compare_exchange_strong(&kept, &none, copy))
		free(copy);
	*message = atomic_load(&kept);
	return rc;
}

static int last_error_static(int32_t *code, const char **message)
{
	static char text[128];
	int rc = REAL->last_error(code, message);

	if (rc == SEAM_OK) {
		snprintf(text, sizeof text, "%s", *message);
		*message = text;
	}
	return rc;
}

static int last_error_moves(int32_t *code, const char **message)
{
	static _Thread_local char text[2][128];
	static _Thread_local int turn;
	int rc = REAL->last_error(code, message);

	if (rc == SEAM_OK) {
		turn = 1 - turn;
		snprintf(text[turn], sizeof text[turn], "%s", *message);
		*message = text[turn];
	}
	return rc;
}

static int last_error_set_short(int32_t code, const char *message)
{
	char text[40];

	if (!message)
		return SEAM_E_NULL;
	snprintf(text, sizeof text, "%s", message);
	return REAL->last_error_set(code, text);
}

static int add_sets_last_error(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	int rc = REAL->account_add(account, n, balance);

	if (rc == SEAM_E_RANGE)
		REAL->last_error_set(rc, "the sum is too large");
	return rc;
}

static int forget_forgets_no_error(void)
{
	const char *message;
	int32_t code;

	return REAL->last_error(&code, &message) == SEAM_OK ? SEAM_OK : REAL->thread_forget();
}

static int errno_is_clobbered(seam_thr_call_fn fn, void *userdata, int *error)
{
	int rc = REAL->errno_after(fn, userdata, error);

	if (rc == SEAM_OK) {
		errno = EACCES;
		*error = errno;
	}
	return rc;
}

static int errno_is_shared(seam_thr_call_fn fn, void *userdata, int *error)
{
	static _Atomic int shared;
	int own = 0, rc = REAL->errno_after(fn, userdata, &own);

	atomic_store_explicit(&shared, own, memory_order_relaxed);
	step_aside();
	if (rc == SEAM_OK)
		*error = atomic_load_explicit(&shared, memory_order_relaxed);
	return rc;
}

static int set_releases_nothing(void *userdata, seam_thr_release_fn release)
{
	(void)release;
	return REAL->thread_set(userdata, NULL);
}

static int set_same_is_nothing(void *userdata, seam_thr_release_fn release)
{
	void *now = NULL;

	if (REAL->thread_get(&now) == SEAM_OK && now == userdata && userdata)
		return SEAM_OK;
	return REAL->thread_set(userdata, release);
}

static int get_inherits(void **out)
{
	static _Atomic(void *) newest;
	int rc = REAL->thread_get(out);

	if (rc == SEAM_OK)
		atomic_store(&newest, *out);
	if (rc == SEAM_E_NOT_FOUND && atomic_load(&newest)) {
		*out = atomic_load(&newest);
		rc = SEAM_OK;
	}
	return rc;
}

static uint64_t states_never_fewer(void)
{
	static _Atomic uint64_t most;
	uint64_t n = REAL->thread_states();

	if (n > atomic_load(&most))
		atomic_store(&most, n);
	return atomic_load(&most);
}

SEAM_MUTANTS(threads, state) = {
	SILENT("last_error_of_all", "last_error.own", "main thread's", last_error, last_error_of_all),
	LOUD("last_error_static", "last_error.own", "main thread's", last_error, last_error_static),
	SILENT("last_error_moves", "last_error.own", "(const void *)again", last_error, last_error_moves),
	SILENT("last_error_set_short", "last_error.kept", "me, so that it m", last_error_set, last_error_set_short),
	SILENT("add_sets_last_error", "last_error.kept", "code == 7", account_add, add_sets_last_error),
	LOUD("forget_forgets_no_error", "last_error.own", "SEAM_E_NOT_FOUND", thread_forget, forget_forgets_no_error),
	SILENT("errno_is_clobbered", "last_error.system_errors", "error == left", errno_after, errno_is_clobbered),
	SILENT("errno_is_shared", "last_error.system_errors", "error == left", errno_after, errno_is_shared),
	SILENT("set_releases_nothing", "state.replaced", "threads_read(&t.released[0]) == 1u", thread_set, set_releases_nothing),
	SILENT("set_same_is_nothing", "state.replaced", "threads_read(&t.released[1]) == 1u", thread_set, set_same_is_nothing),
	SILENT("get_inherits", "state.own", "SEAM_E_NOT_FOUND", thread_get, get_inherits),
	SILENT("states_never_fewer", "state.replaced", "== states", thread_states, states_never_fewer),
	SEAM_NO_MORE_MUTANTS
};
