/* threads.c - the threads group's table, what all its files use, and the library as a whole. */
#include "threads_inside.h"

#include "c.h"

#include <string.h>

/* One lock for the counts, one for the library; neither is held while host code or the other's op runs. */
static sync_mutex counts = SYNC_MUTEX, library = SYNC_MUTEX, starting = SYNC_MUTEX;
static sync_cond library_changed = SYNC_COND;
static uint64_t live_things;
static bool started;

static struct {
	uint32_t users;
	bool setting_up;
	sync_id by;
	uint64_t *total; /* lent; NULL: not initialised */
} lib;

void *seam_c_thr_take(size_t size)
{
	void *block = seam_c_host->alloc(seam_c_host, size, _Alignof(max_align_t));

	return block ? memset(block, 0, size) : NULL;
}

void seam_c_thr_give(void *block, size_t size)
{
	seam_c_host->free(seam_c_host, block, size, _Alignof(max_align_t));
}

static void before_fork(void)
{
	sync_lock(&library);
	seam_c_thr_states_lock();
	sync_lock(&counts);
}

static void after_fork(void)
{
	sync_unlock(&counts);
	seam_c_thr_states_unlock();
	sync_unlock(&library);
}

void seam_c_thr_ready(void)
{
	sync_lock(&starting);
	if (!started)
		sync_around_fork(before_fork, after_fork);
	started = true;
	sync_unlock(&starting);
}

void seam_c_thr_count(int n)
{
	seam_c_thr_ready();
	sync_lock(&counts);
	live_things += (uint64_t)n;
	sync_unlock(&counts);
}

static uint64_t live(void)
{
	uint64_t n;

	seam_c_thr_ready();
	sync_lock(&counts);
	n = live_things;
	sync_unlock(&counts);
	return n;
}

static uint32_t policy(uint32_t question)
{
	switch (question) {
	case SEAM_THR_CLOSE: return SEAM_THR_WAITS;
	case SEAM_THR_UNREGISTER: return SEAM_THR_WAITS;
	case SEAM_THR_FIRE: return SEAM_THR_PARALLEL;
	case SEAM_THR_NEST: return SEAM_THR_NESTS;
	case SEAM_THR_STOP: return SEAM_THR_DRAINS;
	case SEAM_THR_STOP_SELF: return SEAM_THR_REFUSES;
	case SEAM_THR_FORK: return SEAM_THR_WORKS;
	}
	return 0;
}

/* Takes the library's lock when no setup is running; false, without it, when that is this thread's own. */
static bool library_lock(void)
{
	seam_c_thr_ready();
	sync_lock(&library);
	while (lib.setting_up) {
		if (sync_same(lib.by, sync_self())) {
			sync_unlock(&library);
			return false;
		}
		sync_wait(&library_changed, &library);
	}
	return true;
}

/* With the library's lock held, and given back while `setup` runs. */
static int set_up(seam_thr_setup_fn setup, void *userdata)
{
	uint64_t *total = seam_c_thr_take(sizeof *total);
	int failed = 0;

	if (!total)
		return SEAM_E_MEMORY;
	lib.setting_up = true;
	lib.by = sync_self();
	sync_unlock(&library);
	if (setup)
		failed = setup(userdata, NULL);
	sync_lock(&library);
	lib.setting_up = false;
	sync_wake_all(&library_changed);
	if (failed) {
		seam_c_thr_give(total, sizeof *total);
		return SEAM_E_FAILED;
	}
	lib.total = total;
	return SEAM_OK;
}

static int lib_init(seam_thr_setup_fn setup, void *userdata, uint32_t *count)
{
	int rc = SEAM_OK;

	if (!library_lock())
		return SEAM_E_STATE;
	if (lib.users == 0)
		rc = set_up(setup, userdata);
	if (rc == SEAM_OK) {
		lib.users++;
		if (count)
			*count = lib.users;
	}
	sync_unlock(&library);
	return rc;
}

static int lib_shutdown(uint32_t *count)
{
	int rc = SEAM_E_STATE;

	if (!library_lock())
		return SEAM_E_STATE;
	if (lib.users > 0) {
		if (--lib.users == 0) {
			seam_c_thr_give(lib.total, sizeof *lib.total);
			lib.total = NULL;
		}
		if (count)
			*count = lib.users;
		rc = SEAM_OK;
	}
	sync_unlock(&library);
	return rc;
}

static int lib_add(int64_t n, int64_t *total)
{
	int rc = SEAM_E_STATE;

	if (!total)
		return SEAM_E_NULL;
	if (!library_lock())
		return SEAM_E_STATE;
	if (lib.users > 0) {
		*lib.total += (uint64_t)n;
		*total = (int64_t)*lib.total;
		rc = SEAM_OK;
	}
	sync_unlock(&library);
	return rc;
}

const struct seam_threads seam_c_threads = {
	.live = live,
	.policy = policy,
	.lib_init = lib_init,
	.lib_shutdown = lib_shutdown,
	.lib_add = lib_add,
	.account_create = seam_c_thr_account_create,
	.account_retain = seam_c_thr_account_retain,
	.account_release = seam_c_thr_account_release,
	.account_references = seam_c_thr_account_references,
	.account_get = seam_c_thr_account_get,
	.account_add = seam_c_thr_account_add,
	.account_update = seam_c_thr_account_update,
	.account_transfer = seam_c_thr_account_transfer,
	.account_describe = seam_c_thr_account_describe,
	.account_close = seam_c_thr_account_close,
	.last_error_set = seam_c_thr_last_error_set,
	.last_error = seam_c_thr_last_error,
	.thread_set = seam_c_thr_thread_set,
	.thread_get = seam_c_thr_thread_get,
	.thread_forget = seam_c_thr_thread_forget,
	.thread_states = seam_c_thr_thread_states,
	.errno_after = seam_c_thr_errno_after,
	.source_create = seam_c_thr_source_create,
	.source_destroy = seam_c_thr_source_destroy,
	.source_register = seam_c_thr_source_register,
	.source_unregister = seam_c_thr_source_unregister,
	.source_fire = seam_c_thr_source_fire,
	.worker_start = seam_c_thr_worker_start,
	.worker_post = seam_c_thr_worker_post,
	.worker_stop = seam_c_thr_worker_stop,
	.worker_destroy = seam_c_thr_worker_destroy,
	.event_create = seam_c_thr_event_create,
	.event_destroy = seam_c_thr_event_destroy,
	.event_wait = seam_c_thr_event_wait,
	.event_wake = seam_c_thr_event_wake,
	.event_cancel = seam_c_thr_event_cancel,
	.event_waiting = seam_c_thr_event_waiting,
	.once_create = seam_c_thr_once_create,
	.once_destroy = seam_c_thr_once_destroy,
	.once_run = seam_c_thr_once_run,
	.box_create = seam_c_thr_box_create,
	.box_destroy = seam_c_thr_box_destroy,
	.box_publish = seam_c_thr_box_publish,
	.box_read = seam_c_thr_box_read,
	.pinned_create = seam_c_thr_pinned_create,
	.pinned_add = seam_c_thr_pinned_add,
	.pinned_destroy = seam_c_thr_pinned_destroy,
};
