/* threads_wait.c - events, onces and boxes: what one thread does and another one waits for, or sees. */
#include "threads_inside.h"

#include "c.h"

#include <string.h>

int seam_c_thr_event_create(struct seam_thr_event **out)
{
	struct seam_thr_event *event;

	if (!out)
		return SEAM_E_NULL;
	event = seam_c_thr_take(sizeof *event);
	if (!event)
		return SEAM_E_MEMORY;
	sync_mutex_make(&event->lock);
	sync_cond_make(&event->changed);
	seam_c_thr_count(1);
	*out = event;
	return SEAM_OK;
}

int seam_c_thr_event_destroy(struct seam_thr_event *event)
{
	bool busy;

	if (!event)
		return SEAM_OK;
	sync_lock(&event->lock);
	busy = event->waiting > 0;
	sync_unlock(&event->lock);
	if (busy)
		return SEAM_E_STATE;
	sync_cond_end(&event->changed);
	sync_mutex_end(&event->lock);
	seam_c_thr_give(event, sizeof *event);
	seam_c_thr_count(-1);
	return SEAM_OK;
}

int seam_c_thr_event_wait(struct seam_thr_event *event)
{
	int rc = SEAM_E_STATE;

	if (!event)
		return SEAM_E_NULL;
	sync_lock(&event->lock);
	event->waiting++;
	while (!event->cancelled && event->wakes == 0)
		sync_wait(&event->changed, &event->lock);
	event->waiting--;
	if (!event->cancelled) {
		event->wakes--;
		rc = SEAM_OK;
	}
	sync_unlock(&event->lock);
	return rc;
}

int seam_c_thr_event_wake(struct seam_thr_event *event)
{
	int rc = SEAM_E_STATE;

	if (!event)
		return SEAM_E_NULL;
	sync_lock(&event->lock);
	if (!event->cancelled) {
		event->wakes++;
		sync_wake_all(&event->changed);
		rc = SEAM_OK;
	}
	sync_unlock(&event->lock);
	return rc;
}

int seam_c_thr_event_cancel(struct seam_thr_event *event)
{
	if (!event)
		return SEAM_E_NULL;
	sync_lock(&event->lock);
	event->cancelled = true;
	sync_wake_all(&event->changed);
	sync_unlock(&event->lock);
	return SEAM_OK;
}

int seam_c_thr_event_waiting(const struct seam_thr_event *event, uint64_t *out)
{
	struct seam_thr_event *e = (struct seam_thr_event *)(uintptr_t)event;

	if (!event || !out)
		return SEAM_E_NULL;
	sync_lock(&e->lock);
	*out = e->waiting;
	sync_unlock(&e->lock);
	return SEAM_OK;
}

int seam_c_thr_once_create(struct seam_thr_once **out)
{
	struct seam_thr_once *once;

	if (!out)
		return SEAM_E_NULL;
	once = seam_c_thr_take(sizeof *once);
	if (!once)
		return SEAM_E_MEMORY;
	sync_mutex_make(&once->lock);
	sync_cond_make(&once->changed);
	seam_c_thr_count(1);
	*out = once;
	return SEAM_OK;
}

int seam_c_thr_once_destroy(struct seam_thr_once *once)
{
	if (!once)
		return SEAM_OK;
	sync_cond_end(&once->changed);
	sync_mutex_end(&once->lock);
	seam_c_thr_give(once, sizeof *once);
	seam_c_thr_count(-1);
	return SEAM_OK;
}

/* With the lock held, which is given back while fn runs. */
static int run_first(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata)
{
	int64_t result = 0;
	int failed;

	once->state = ONCE_RUNNING;
	once->runner = sync_self();
	sync_unlock(&once->lock);
	failed = fn(userdata, &result);
	sync_lock(&once->lock);
	once->result = result;
	once->state = failed ? ONCE_NEW : ONCE_DONE;
	sync_wake_all(&once->changed);
	return failed ? SEAM_E_FAILED : SEAM_OK;
}

int seam_c_thr_once_run(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	int rc = SEAM_OK;

	if (!once || !fn || !out)
		return SEAM_E_NULL;
	sync_lock(&once->lock);
	while (once->state == ONCE_RUNNING && rc == SEAM_OK)
		if (sync_same(once->runner, sync_self()))
			rc = SEAM_E_STATE;
		else
			sync_wait(&once->changed, &once->lock);
	if (once->state == ONCE_NEW)
		rc = run_first(once, fn, userdata);
	if (rc == SEAM_OK)
		*out = once->result;
	sync_unlock(&once->lock);
	return rc;
}

int seam_c_thr_box_create(struct seam_thr_box **out)
{
	struct seam_thr_box *box;

	if (!out)
		return SEAM_E_NULL;
	box = seam_c_thr_take(sizeof *box);
	if (!box)
		return SEAM_E_MEMORY;
	sync_mutex_make(&box->lock);
	seam_c_thr_count(1);
	*out = box;
	return SEAM_OK;
}

int seam_c_thr_box_destroy(struct seam_thr_box *box)
{
	if (!box)
		return SEAM_OK;
	if (box->bytes)
		seam_c_thr_give(box->bytes, box->size);
	sync_mutex_end(&box->lock);
	seam_c_thr_give(box, sizeof *box);
	seam_c_thr_count(-1);
	return SEAM_OK;
}

int seam_c_thr_box_publish(struct seam_thr_box *box, const void *bytes, size_t size)
{
	unsigned char *copy, *old;
	size_t old_size;

	if (!box || !bytes)
		return SEAM_E_NULL;
	copy = seam_c_thr_take(size);
	if (!copy)
		return SEAM_E_MEMORY;
	memcpy(copy, bytes, size);
	sync_lock(&box->lock);
	old = box->bytes;
	old_size = box->size;
	box->bytes = copy;
	box->size = size;
	sync_unlock(&box->lock);
	if (old)
		seam_c_thr_give(old, old_size);
	return SEAM_OK;
}

int seam_c_thr_box_read(const struct seam_thr_box *box, void *bytes, size_t capacity, size_t *size)
{
	struct seam_thr_box *b = (struct seam_thr_box *)(uintptr_t)box;
	int rc = SEAM_E_NOT_FOUND;

	if (!box || !bytes || !size)
		return SEAM_E_NULL;
	sync_lock(&b->lock);
	if (b->bytes) {
		rc = b->size <= capacity ? SEAM_OK : SEAM_E_SPACE;
		*size = b->size;
		if (rc == SEAM_OK)
			memcpy(bytes, b->bytes, b->size);
	}
	sync_unlock(&b->lock);
	return rc;
}
