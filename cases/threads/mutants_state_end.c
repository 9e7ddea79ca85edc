/* mutants_state_end.c - threads that end, come from elsewhere, or own what they should not. */
#include "threads/planted.h"

#include <stdlib.h>

struct late_release {
	seam_thr_release_fn release;
	void *userdata;
};

static void call_release(void *userdata)
{
	struct late_release *late = userdata;

	late->release(late->userdata);
}

static void on_janitor(void *userdata)
{
	sync_thread thread;

	if (sync_thread_start(&thread, call_release, userdata))
		sync_thread_join(thread);
	free(userdata);
}

/* What a thread had is released by a thread that cleans up behind all. */
static int set_by_janitor(void *userdata, seam_thr_release_fn release)
{
	struct late_release *late;
	int rc;

	if (!release)
		return REAL->thread_set(userdata, release);
	late = malloc(sizeof *late);
	*late = (struct late_release){ release, userdata };
	rc = REAL->thread_set(late, on_janitor);
	if (rc != SEAM_OK)
		free(late);
	return rc;
}

static int set_not_at_end(void *userdata, seam_thr_release_fn release)
{
	(void)release;
	return REAL->thread_set(userdata, NULL);
}

static _Thread_local bool ending;

static void mark_ending(void *userdata)
{
	ending = true;
	call_release(userdata);
	ending = false;
	free(userdata);
}

/* The runtime is gone from this thread when the release comes back to it. */
static int set_panics_at_end(void *userdata, seam_thr_release_fn release)
{
	struct late_release *late;
	int rc;

	if (ending)
		return SEAM_E_PANIC;
	if (!release)
		return REAL->thread_set(userdata, NULL);
	late = malloc(sizeof *late);
	*late = (struct late_release){ release, userdata };
	rc = REAL->thread_set(late, mark_ending);
	if (rc != SEAM_OK)
		free(late);
	return rc;
}

static int error_set_once_a_thread(int32_t code, const char *message)
{
	const char *before;
	int32_t number;

	if (message && REAL->last_error(&number, &before) == SEAM_OK)
		return SEAM_E_PANIC;
	return REAL->last_error_set(code, message);
}

static int set_takes_256(void *userdata, seam_thr_release_fn release)
{
	static atomic_uint threads;
	static _Thread_local bool seen;

	if (!seen && atomic_fetch_add(&threads, 1) >= 256)
		return SEAM_E_MEMORY;
	seen = true;
	return REAL->thread_set(userdata, release);
}

struct update {
	struct seam_thr_account *account;
	seam_thr_update_fn fn;
	void *userdata;
	int rc;
};

static void run_update(void *argument)
{
	struct update *u = argument;

	u->rc = REAL->account_update(u->account, u->fn, u->userdata);
}

static int update_elsewhere(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	struct update u = { account, fn, userdata, SEAM_E_FAILED };
	sync_thread thread;

	if (sync_thread_start(&thread, run_update, &u))
		sync_thread_join(thread);
	return u.rc;
}

static int pinned_add_anywhere(struct seam_thr_pinned *pinned, int64_t n, int64_t *value)
{
	*value = pinned->value += n;
	return SEAM_OK;
}

static int pinned_destroy_says_ok(struct seam_thr_pinned *pinned)
{
	int rc = REAL->pinned_destroy(pinned);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int pinned_add_moves_in(struct seam_thr_pinned *pinned, int64_t n, int64_t *value)
{
	int rc = REAL->pinned_add(pinned, n, value);

	if (rc == SEAM_E_STATE)
		pinned->value += 1;
	return rc;
}

static int pinned_is_not_released(int64_t value, void *userdata, seam_thr_release_fn release, struct seam_thr_pinned **out)
{
	(void)release;
	return REAL->pinned_create(value, userdata, NULL, out);
}

SEAM_MUTANTS(threads, state_end) = {
	SILENT("set_by_janitor", "state_end.freed", "threads_read(&e.elsewhere) == 0u", thread_set, set_by_janitor),
	SILENT("set_not_at_end", "state_end.freed", "== n", thread_set, set_not_at_end),
	SILENT("set_panics_at_end", "state_end.release_calls", "threads_read(&e.wrong) == 0u", thread_set, set_panics_at_end),
	SILENT("error_set_once_a_thread", "state_end.host_before", "threads_read(&e.wrong) == 0u", last_error_set, error_set_once_a_thread),
	SILENT("error_set_once_before", "state_end.host_after", "threads_read(&e.wrong) == 0u", last_error_set, error_set_once_a_thread),
	SILENT("set_takes_256", "foreign.short_lived", "threads_read(&f.wrong) == 0u", thread_set, set_takes_256),
	SILENT("update_elsewhere", "foreign.short_lived", "threads_read(&f.wrong) == 0u", account_update, update_elsewhere),
	SILENT("thread_set_releases_none", "locks_release.thread_set", "l.runs == 1u", thread_set, set_not_at_end),
	SILENT("pinned_add_anywhere", "affinity.refused", "a.add_rc == SEAM_E_STATE", pinned_add, pinned_add_anywhere),
	SILENT("pinned_destroy_says_ok", "affinity.refused", "a.destroy_rc == SEAM_E_STATE", pinned_destroy, pinned_destroy_says_ok),
	SILENT("pinned_add_moves_in", "affinity.refused", "value == 40 + i", pinned_add, pinned_add_moves_in),
	SILENT("pinned_is_not_released", "affinity.ends", "threads_read(&a.released) == 3 * n", pinned_create, pinned_is_not_released),
	{ "bound_in_name_only", "threads.affinity.bound", "plain", "fail", "SEAM_E_STATE", true,
	  SEAM_OP(threads, pinned_add, pinned_add_anywhere), SEAM_THREAD_BOUND },
	SEAM_NO_MORE_MUTANTS
};
