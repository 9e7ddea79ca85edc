/* mutants_worker.c - workers that lose, reorder, or do not end. */
#include "threads/planted.h"

#include <stdlib.h>
#include <string.h>

static int post_at_front(struct seam_thr_worker *worker, int64_t value)
{
	int rc = REAL->worker_post(worker, value);

	if (rc != SEAM_OK)
		return rc;
	sync_lock(&worker->lock);
	if (worker->first && worker->first->next) { /* the first two change places */
		int64_t first = worker->first->value;

		worker->first->value = worker->first->next->value;
		worker->first->next->value = first;
	}
	sync_unlock(&worker->lock);
	return rc;
}

static int post_calls_itself(struct seam_thr_worker *worker, int64_t value)
{
	if (!worker)
		return SEAM_E_NULL;
	worker->fn(worker->userdata, value);
	return SEAM_OK;
}

static int post_twice(struct seam_thr_worker *worker, int64_t value)
{
	int rc = REAL->worker_post(worker, value);

	return rc == SEAM_OK && value % 100 == 99 ? REAL->worker_post(worker, value) : rc;
}

/* Values wait until there are two. */
static int post_wakes_late(struct seam_thr_worker *worker, int64_t value)
{
	static _Atomic int64_t kept;
	static atomic_bool keeps;

	if (!worker)
		return SEAM_E_NULL;
	if (!atomic_exchange(&keeps, true)) {
		atomic_store(&kept, value);
		return SEAM_OK;
	}
	atomic_store(&keeps, false);
	REAL->worker_post(worker, atomic_load(&kept));
	return REAL->worker_post(worker, value);
}

static int post_waits(struct seam_thr_worker *worker, int64_t value)
{
	int rc = REAL->worker_post(worker, value);

	for (bool left = rc == SEAM_OK; left;) {
		dawdle();
		sync_lock(&worker->lock);
		left = worker->first != NULL;
		sync_unlock(&worker->lock);
	}
	return rc;
}

static int post_not_from_itself(struct seam_thr_worker *worker, int64_t value)
{
	if (worker && worker->has_id && sync_same(worker->id, sync_self()))
		return SEAM_E_STATE;
	return REAL->worker_post(worker, value);
}

static int post_32_bits(struct seam_thr_worker *worker, int64_t value)
{
	return REAL->worker_post(worker, (int32_t)value);
}

static int post_without_lock(struct seam_thr_worker *worker, int64_t value)
{
	int rc = REAL->worker_post(worker, value);

	if (rc == SEAM_OK && worker->first)
		*(volatile int64_t *)&worker->first->value += 0;
	return rc;
}

static int post_after_stop(struct seam_thr_worker *worker, int64_t value)
{
	int rc = REAL->worker_post(worker, value);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

/* Tells the thread, and does not wait for it. */
static int stop_does_not_wait(struct seam_thr_worker *worker)
{
	if (!worker)
		return SEAM_E_NULL;
	sync_lock(&worker->lock);
	worker->stopping = true;
	sync_wake_all(&worker->changed);
	sync_unlock(&worker->lock);
	return SEAM_OK;
}

static int stop_once(struct seam_thr_worker *worker)
{
	if (worker && worker->stopping)
		return SEAM_E_STATE;
	return REAL->worker_stop(worker);
}

static int stop_itself_says_ok(struct seam_thr_worker *worker)
{
	int rc = REAL->worker_stop(worker);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int stop_itself_waits(struct seam_thr_worker *worker)
{
	if (worker && worker->has_id && sync_same(worker->id, sync_self()))
		for (;;) {
			sync_lock(&worker->lock);
			sync_wait(&worker->changed, &worker->lock);
			sync_unlock(&worker->lock);
		}
	return REAL->worker_stop(worker);
}

static uint32_t says_drops(uint32_t question)
{
	return question == SEAM_THR_STOP ? SEAM_THR_DROPS : REAL->policy(question);
}

static int destroy_releases_none(struct seam_thr_worker *worker)
{
	if (worker)
		worker->release = NULL;
	return REAL->worker_destroy(worker);
}

static int destroy_leaves_thread(struct seam_thr_worker *worker)
{
	seam_thr_release_fn release = worker ? worker->release : NULL;

	if (release)
		release(worker->userdata);
	return SEAM_OK;
}

struct relay {
	seam_thr_value_fn fn;
	void *userdata;
	seam_thr_release_fn release;
};

static void end_relay(void *userdata)
{
	struct relay relay = *(struct relay *)userdata;

	free(userdata);
	if (relay.release)
		relay.release(relay.userdata);
}

static int start_by(seam_thr_value_fn by, const struct relay *to, struct seam_thr_worker **out)
{
	struct relay *relay = malloc(sizeof *relay);
	int rc;

	*relay = *to;
	rc = REAL->worker_start(by, relay, end_relay, out);
	if (rc != SEAM_OK)
		free(relay);
	return rc;
}

static void call_with_signals(void *userdata, int64_t value)
{
	const struct relay *relay = userdata;
	sync_signals none;

	memset(&none, 0, sizeof none);
	sync_signals_restore(none);
	relay->fn(relay->userdata, value);
}

static int start_with_signals(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release, struct seam_thr_worker **out)
{
	struct relay relay = { fn, userdata, release };

	return fn ? start_by(call_with_signals, &relay, out) : SEAM_E_NULL;
}

static void call_with_error(void *userdata, int64_t value)
{
	const struct relay *relay = userdata;

	REAL->last_error_set(-1, "inherited");
	relay->fn(relay->userdata, value);
}

static int start_with_error(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release, struct seam_thr_worker **out)
{
	struct relay relay = { fn, userdata, release };

	return fn ? start_by(call_with_error, &relay, out) : SEAM_E_NULL;
}

SEAM_MUTANTS(threads, worker) = {
	SILENT("post_at_front", "worker.while_it_runs", "threads_read(&w->wrong) == 0u", worker_post, post_at_front),
	SILENT("post_calls_itself", "worker.each_once", "threads_read(&w->on_host) == 0u", worker_post, post_calls_itself),
	SILENT("post_twice", "worker.each_once", "threads_read(&w.calls) ==", worker_post, post_twice),
	SILENT("post_wakes_late", "worker.one_by_one", "posted to an idle worker is not delivered", worker_post, post_wakes_late),
	SILENT("post_waits", "worker.while_it_runs", "worker_post does not come back", worker_post, post_waits),
	SILENT("post_not_from_itself", "worker.from_itself", "what the worker's callback posts itself", worker_post, post_not_from_itself),
	SILENT("post_32_bits", "worker.whole_values", "seen == values[i]", worker_post, post_32_bits),
	SEEN("post_without_lock", "worker.each_once", "tsan", "data race", worker_post, post_without_lock),
	SILENT("post_after_stop", "worker_end.waits", "SEAM_E_STATE", worker_post, post_after_stop),
	SILENT("stop_does_not_wait", "worker_end.waits", "worker_stop came back while", worker_stop, stop_does_not_wait),
	SILENT("stop_does_not_wait_queue", "worker_end.queue", "worker_stop came back while", worker_stop, stop_does_not_wait),
	SILENT("stop_once", "worker_end.twice", "SEAM_OK", worker_stop, stop_once),
	SILENT("stop_itself_says_ok", "worker_end.itself", "w.rc == SEAM_OK", worker_stop, stop_itself_says_ok),
	HANGS("stop_itself_waits", "worker_end.itself", "is not called any more", worker_stop, stop_itself_waits),
	SILENT("says_drops", "worker_end.queue", "threads_read(&w.calls)", policy, says_drops),
	SILENT("worker_destroy_releases_none", "worker_end.without_stop", "threads_read(&w->released) == 1u", worker_destroy, destroy_releases_none),
	LOUD("worker_destroy_leaves_thread", "worker_end.without_stop", "w.s->live() == live", worker_destroy, destroy_leaves_thread),
	SILENT("start_with_signals", "worker_caller.signals_blocked", "a handler of the host's can run there", worker_start, start_with_signals),
	SILENT("start_with_error", "worker_caller.own_state", "k.error_rc == SEAM_E_NOT_FOUND", worker_start, start_with_error),
	SEAM_NO_MORE_MUTANTS
};
