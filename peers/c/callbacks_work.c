/*
 * callbacks_work.c - group `callbacks`: work on a thread of the peer's own.
 *
 * `done` is claimed by whoever finds all visits over and it not called yet, under the lock; it runs without it.
 */
#include "sync.h"

#include "callbacks_parts.h"

struct seam_work {
	sync_mutex lock; /* guards all below */
	sync_cond changed;
	sync_thread thread;
	sync_id worker, caller; /* who makes the visits, once begun; who is in `done`, while in_done */
	uint32_t count, visited;
	seam_visit_fn visit;
	seam_done_fn done;
	void *userdata;
	int where, status, result;
	bool cancelled, begun, visits_over, in_done, done_over;
};

static void make_visits(struct seam_work *w)
{
	sync_lock(&w->lock);
	w->worker = sync_self();
	w->begun = true;
	while (w->visited < w->count && w->result == 0 && !w->cancelled) {
		int value;

		sync_unlock(&w->lock);
		value = seam_c_visit(w->visited, w->visit, w->userdata);
		sync_lock(&w->lock);
		w->visited++;
		w->result = value;
	}
	w->status = w->visited < w->count && w->result == 0 ? SEAM_E_STATE : SEAM_OK;
	w->visits_over = true;
	sync_wake_all(&w->changed);
	sync_unlock(&w->lock);
}

/* With the lock, which is let go of meanwhile. */
static void call_done(struct seam_work *w)
{
	w->in_done = true;
	w->caller = sync_self();
	sync_unlock(&w->lock);
	w->done(w->status, w->visited, w->result, w->userdata);
	sync_lock(&w->lock);
	w->in_done = false;
	w->done_over = true;
	sync_wake_all(&w->changed);
}

static void work(void *argument)
{
	struct seam_work *w = argument;

	make_visits(w);
	if (w->where == SEAM_DONE_THERE) {
		sync_lock(&w->lock);
		call_done(w);
		sync_unlock(&w->lock);
	}
}

static void free_work(struct seam_work *w)
{
	sync_cond_end(&w->changed);
	sync_mutex_end(&w->lock);
	FREE(w);
}

int seam_c_work_start(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                      struct seam_work **out)
{
	struct seam_work *w;
	bool started;

	if (!visit || !done || !out)
		return SEAM_E_NULL;
	if (where != SEAM_DONE_THERE && where != SEAM_DONE_HERE)
		return SEAM_E_RANGE;
	w = NEW(struct seam_work);
	if (!w)
		return SEAM_E_MEMORY;
	*w = (struct seam_work){ .count = count, .visit = visit, .done = done, .userdata = userdata, .where = where };
	sync_mutex_make(&w->lock);
	sync_cond_make(&w->changed);
	sync_lock(&w->lock); /* no visit begins before all is stored */
	started = sync_thread_start(&w->thread, work, w);
	if (started) {
		atomic_fetch_add(&seam_c_alive[SEAM_LIVE_WORKS], 1);
		*out = w;
	}
	sync_unlock(&w->lock);
	if (started)
		return SEAM_OK;
	free_work(w);
	return SEAM_E_FAILED;
}

int seam_c_work_cancel(struct seam_work *w)
{
	if (!w)
		return SEAM_E_NULL;
	sync_lock(&w->lock);
	w->cancelled = true;
	sync_unlock(&w->lock);
	return SEAM_OK;
}

/* Whether the caller is inside a callback of this work; with the lock. */
static bool is_inside(const struct seam_work *w)
{
	return (w->begun && sync_same(w->worker, sync_self())) || (w->in_done && sync_same(w->caller, sync_self()));
}

/* Waits; with the lock. */
static void wait_for(struct seam_work *w)
{
	while (!w->visits_over || (w->where == SEAM_DONE_THERE && !w->done_over))
		sync_wait(&w->changed, &w->lock);
	if (!w->done_over)
		call_done(w);
}

int seam_c_work_wait(struct seam_work *w)
{
	int rc = SEAM_E_STATE;

	if (!w)
		return SEAM_E_NULL;
	sync_lock(&w->lock);
	if (!is_inside(w)) {
		wait_for(w);
		rc = SEAM_OK;
	}
	sync_unlock(&w->lock);
	return rc;
}

int seam_c_work_free(struct seam_work *w)
{
	if (!w)
		return SEAM_OK;
	sync_lock(&w->lock);
	if (is_inside(w)) {
		sync_unlock(&w->lock);
		return SEAM_E_STATE;
	}
	w->cancelled = true;
	wait_for(w);
	sync_unlock(&w->lock);
	sync_thread_join(w->thread);
	atomic_fetch_sub(&seam_c_alive[SEAM_LIVE_WORKS], 1);
	free_work(w);
	return SEAM_OK;
}
