/* mutants_process.c - what the peer does to its process and to its callers; what it makes of NULL. */
#include "threads/planted.h"

#include <stdlib.h>

static uint32_t says_refuses_in_child(uint32_t question)
{
	return question == SEAM_THR_FORK ? SEAM_THR_REFUSES : REAL->policy(question);
}

static atomic_int running;

static void terminate_if_running(void)
{
	if (atomic_load(&running) > 0)
		abort(); /* as a std::thread that was not joined */
}

static int start_to_be_joined(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release, struct seam_thr_worker **out)
{
	int rc = REAL->worker_start(fn, userdata, release, out);

	if (rc == SEAM_OK && atomic_fetch_add(&running, 1) == 0)
		atexit(terminate_if_running);
	return rc;
}

static int start_leaves_signals_blocked(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
					struct seam_thr_worker **out)
{
	int rc = REAL->worker_start(fn, userdata, release, out);

	if (rc == SEAM_OK)
		sync_signals_block();
	return rc;
}

static int get_null_is_state(const struct seam_thr_account *account, int64_t *out)
{
	return account && out ? REAL->account_get(account, out) : SEAM_E_STATE;
}

static int add_null_locked(struct seam_thr_account *account, int64_t n, int64_t *balance)
{
	int64_t unused;

	return REAL->account_add(account, n, balance ? balance : &unused);
}

static int fire_null(struct seam_thr_source *source, int64_t value)
{
	sync_lock(&source->lock);
	sync_unlock(&source->lock);
	return REAL->source_fire(source, value);
}

static int register_null_counts(struct seam_thr_source *source, seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
				uint64_t *id)
{
	uint64_t unused;

	return REAL->source_register(source, fn, userdata, release, id ? id : &unused);
}

static int publish_null_is_empty(struct seam_thr_box *box, const void *bytes, size_t size)
{
	return bytes ? REAL->box_publish(box, bytes, size) : REAL->box_publish(box, "", 0);
}

static int errno_of_nothing(seam_thr_call_fn fn, void *userdata, int *error)
{
	int unused;

	return REAL->errno_after(fn, userdata, error ? error : &unused);
}

SEAM_MUTANTS(threads, process) = {
	SILENT("says_refuses_in_child", "fork.in_child", "which is to be refused", policy, says_refuses_in_child),
	SILENT("start_to_be_joined", "exit.idle", "by a signal", worker_start, start_to_be_joined),
	SILENT("start_to_be_joined_busy", "exit.calling", "by a signal", worker_start, start_to_be_joined),
	SILENT("start_leaves_signals_blocked", "caller.kept", "the calling thread was, and is", worker_start, start_leaves_signals_blocked),
	SILENT("get_null_is_state", "null.account", "SEAM_E_NULL", account_get, get_null_is_state),
	SILENT("add_null_locked", "null.account", "SEAM_E_NULL", account_add, add_null_locked),
	{ "fire_null", "threads.null.source_and_worker", "plain", "crash", "SIGSEGV", false, SEAM_OP(threads, source_fire, fire_null), 0 },
	SILENT("register_null_counts", "null.source_and_worker", "SEAM_E_NULL", source_register, register_null_counts),
	SILENT("publish_null_is_empty", "null_others.handles", "SEAM_E_NULL", box_publish, publish_null_is_empty),
	SILENT("errno_of_nothing", "null_others.thread", "SEAM_E_NULL", errno_after, errno_of_nothing),
	SEAM_NO_MORE_MUTANTS
};
