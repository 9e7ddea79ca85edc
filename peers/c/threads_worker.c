/* threads_worker.c - a thread of the library's own, and its queue: nothing is called after its end, nothing is lost before. */
#include "threads_inside.h"

#include "c.h"

/* The next value, waiting for it; false when there is none any more. */
static bool next(struct seam_thr_worker *worker, int64_t *value)
{
	struct posted *posted;

	sync_lock(&worker->lock);
	while (!worker->first && !worker->stopping)
		sync_wait(&worker->changed, &worker->lock);
	posted = worker->first;
	if (posted) {
		worker->first = posted->next;
		if (!worker->first)
			worker->last = &worker->first;
	}
	sync_unlock(&worker->lock);
	if (!posted)
		return false;
	*value = posted->value;
	seam_c_thr_give(posted, sizeof *posted);
	return true;
}

static void run(void *argument)
{
	struct seam_thr_worker *worker = argument;
	int64_t value;

	sync_lock(&worker->lock);
	worker->id = sync_self();
	worker->has_id = true;
	sync_unlock(&worker->lock);
	while (next(worker, &value))
		worker->fn(worker->userdata, value);
}

int seam_c_thr_worker_start(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
			struct seam_thr_worker **out)
{
	struct seam_thr_worker *worker;

	if (!fn || !out)
		return SEAM_E_NULL;
	worker = seam_c_thr_take(sizeof *worker);
	if (!worker)
		return SEAM_E_MEMORY;
	sync_mutex_make(&worker->lock);
	sync_cond_make(&worker->changed);
	worker->last = &worker->first;
	worker->fn = fn;
	worker->userdata = userdata;
	worker->release = release;
	if (!sync_thread_start(&worker->thread, run, worker)) {
		sync_cond_end(&worker->changed);
		sync_mutex_end(&worker->lock);
		seam_c_thr_give(worker, sizeof *worker);
		return SEAM_E_FAILED;
	}
	seam_c_thr_count(1);
	*out = worker;
	return SEAM_OK;
}

int seam_c_thr_worker_post(struct seam_thr_worker *worker, int64_t value)
{
	struct posted *posted;
	bool stopping;

	if (!worker)
		return SEAM_E_NULL;
	posted = seam_c_thr_take(sizeof *posted);
	if (!posted)
		return SEAM_E_MEMORY;
	posted->value = value;
	sync_lock(&worker->lock);
	stopping = worker->stopping;
	if (!stopping) {
		*worker->last = posted;
		worker->last = &posted->next;
		sync_wake_all(&worker->changed);
	}
	sync_unlock(&worker->lock);
	if (stopping)
		seam_c_thr_give(posted, sizeof *posted);
	return stopping ? SEAM_E_STATE : SEAM_OK;
}

static bool is_own_thread(struct seam_thr_worker *worker)
{
	bool own;

	sync_lock(&worker->lock);
	own = worker->has_id && !worker->gone && sync_same(worker->id, sync_self());
	sync_unlock(&worker->lock);
	return own;
}

int seam_c_thr_worker_stop(struct seam_thr_worker *worker)
{
	bool join;

	if (!worker)
		return SEAM_E_NULL;
	if (is_own_thread(worker))
		return SEAM_E_STATE;
	sync_lock(&worker->lock);
	worker->stopping = true;
	sync_wake_all(&worker->changed);
	/* One joins, the others wait until it has. */
	join = !worker->joining;
	worker->joining = true;
	while (!join && !worker->gone)
		sync_wait(&worker->changed, &worker->lock);
	sync_unlock(&worker->lock);
	if (join) {
		sync_thread_join(worker->thread);
		sync_lock(&worker->lock);
		worker->gone = true;
		sync_wake_all(&worker->changed);
		sync_unlock(&worker->lock);
	}
	return SEAM_OK;
}

int seam_c_thr_worker_destroy(struct seam_thr_worker *worker)
{
	seam_thr_release_fn release;
	void *userdata;
	int rc;

	if (!worker)
		return SEAM_OK;
	rc = seam_c_thr_worker_stop(worker);
	if (rc != SEAM_OK)
		return rc;
	release = worker->release;
	userdata = worker->userdata;
	sync_cond_end(&worker->changed);
	sync_mutex_end(&worker->lock);
	seam_c_thr_give(worker, sizeof *worker);
	seam_c_thr_count(-1);
	if (release)
		release(userdata);
	return SEAM_OK;
}
