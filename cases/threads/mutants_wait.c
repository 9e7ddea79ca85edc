/* mutants_wait.c - wake-ups that are lost, things that are done twice, publications that are torn. */
#include "threads/planted.h"

#include <string.h>

static int wake_is_lost(struct seam_thr_event *event)
{
	uint64_t n = 0;

	if (event && REAL->event_waiting(event, &n) == SEAM_OK && n == 0 && !event->cancelled)
		return SEAM_OK;
	return REAL->event_wake(event);
}

static int wake_all(struct seam_thr_event *event)
{
	int rc = SEAM_OK;
	uint64_t n = 1;

	if (event)
		REAL->event_waiting(event, &n);
	for (uint64_t i = 0; i < (n ? n : 1) && rc == SEAM_OK; i++)
		rc = REAL->event_wake(event);
	return rc;
}

static int wake_counts_twice(struct seam_thr_event *event)
{
	int rc = REAL->event_wake(event);

	return rc == SEAM_OK ? REAL->event_wake(event) : rc;
}

static int wake_without_lock(struct seam_thr_event *event)
{
	if (!event)
		return SEAM_E_NULL;
	*(volatile uint64_t *)&event->wakes += 0;
	return REAL->event_wake(event);
}

static int cancel_wakes_nobody(struct seam_thr_event *event)
{
	if (!event)
		return SEAM_E_NULL;
	sync_lock(&event->lock);
	event->cancelled = true;
	sync_unlock(&event->lock);
	return SEAM_OK;
}

static int destroy_under_waiters(struct seam_thr_event *event)
{
	int rc = REAL->event_destroy(event);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static int once_looks_first(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	int64_t result = 0;

	if (once && fn && out && once->state == ONCE_NEW) {
		if (fn(userdata, &result) != 0)
			return SEAM_E_FAILED;
		once->result = result;
		once->state = ONCE_DONE;
	}
	return REAL->once_run(once, fn, userdata, out);
}

/* Says that it is done when it has begun. */
static int once_says_done(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	bool runs = false;

	if (once && fn && out) {
		sync_lock(&once->lock);
		runs = once->state == ONCE_RUNNING;
		sync_unlock(&once->lock);
	}
	if (runs) {
		*out = 0;
		return SEAM_OK;
	}
	return REAL->once_run(once, fn, userdata, out);
}

static int once_is_poisoned(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	int rc = REAL->once_run(once, fn, userdata, out);

	if (rc == SEAM_E_FAILED) {
		sync_lock(&once->lock);
		once->state = ONCE_DONE;
		sync_wake_all(&once->changed);
		sync_unlock(&once->lock);
	}
	return rc;
}

static int once_gives_failed_result(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	int rc = REAL->once_run(once, fn, userdata, out);

	if (rc == SEAM_E_FAILED)
		*out = once->result;
	return rc;
}

static int once_waits_for_itself(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	if (once && fn && out) {
		sync_lock(&once->lock);
		while (once->state == ONCE_RUNNING)
			sync_wait(&once->changed, &once->lock);
		sync_unlock(&once->lock);
	}
	return REAL->once_run(once, fn, userdata, out);
}

static int once_always(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out)
{
	int64_t result = 0;
	int rc = REAL->once_run(once, fn, userdata, out);

	if (rc == SEAM_OK && fn(userdata, &result) == 0)
		*out = result;
	return rc;
}

/* Over what is there, while others read it. */
static int publish_in_place(struct seam_thr_box *box, const void *bytes, size_t size)
{
	if (!box || !bytes || !box->bytes || size > box->size)
		return REAL->box_publish(box, bytes, size);
	memmove(box->bytes, bytes, size);
	return SEAM_OK;
}

/* Byte by byte, each of them atomic. */
static int publish_in_parts(struct seam_thr_box *box, const void *bytes, size_t size)
{
	const unsigned char *from = bytes;

	if (!box || !bytes || !box->bytes || size > box->size)
		return REAL->box_publish(box, bytes, size);
	for (size_t i = 0; i < size; i++)
		atomic_store_explicit((_Atomic unsigned char *)&box->bytes[i], from[i], memory_order_relaxed);
	return SEAM_OK;
}

static int read_what_fits(const struct seam_thr_box *box, void *bytes, size_t capacity, size_t *size)
{
	int rc = REAL->box_read(box, bytes, capacity, size);

	if (rc == SEAM_E_SPACE)
		memcpy(bytes, box->bytes, capacity);
	return rc;
}

/* The first one, once more, when three newer ones have been read. */
static int read_goes_back(const struct seam_thr_box *box, void *bytes, size_t capacity, size_t *size)
{
	static _Thread_local unsigned char first;
	static _Thread_local unsigned newer;
	int rc = REAL->box_read(box, bytes, capacity, size);
	unsigned char now;

	if (rc != SEAM_OK || *size < 90000)
		return rc;
	now = *(unsigned char *)bytes;
	if (first == 0)
		first = now;
	if (now > first && ++newer == 3) {
		*size += (size_t)(now - first);
		memset(bytes, first, *size);
	}
	return rc;
}

SEAM_MUTANTS(threads, wait) = {
	SILENT("wake_is_lost", "wait.wake_first", "a wake that came before the wait is lost", event_wake, wake_is_lost),
	SILENT("wake_all", "wait.one_each", "threads_read(&w.through) == n", event_wake, wake_all),
	SILENT("wake_counts_twice", "wait.wake_first", "seen == n", event_wake, wake_counts_twice),
	SEEN("wake_without_lock", "wait.many", "tsan", "data race", event_wake, wake_without_lock),
	HANGS("cancel_wakes_nobody", "wait.cancel", "is not let go by the cancel", event_cancel, cancel_wakes_nobody),
	LOUD("event_destroy_under_waiters", "wait.one_each", "SEAM_E_STATE", event_destroy, destroy_under_waiters),
	LOUD("once_looks_first", "once.sixteen", "threads_read(&o.runs) == 1u", once_run, once_looks_first),
	SILENT("once_says_done", "once.waits", "once_run came back on a second thread", once_run, once_says_done),
	SILENT("once_is_poisoned", "once.failure", "o.seen", once_run, once_is_poisoned),
	SILENT("once_gives_failed_result", "once.failure", "o.seen[0]", once_run, once_gives_failed_result),
	HANGS("once_waits_for_itself", "once.recursive", "called from its own function, does not come back", once_run, once_waits_for_itself),
	SILENT("once_always", "locks.once", "l.runs == 1u", once_run, once_always),
	SEEN("publish_in_place_race", "publish.whole", "tsan", "data race", box_publish, publish_in_place),
	LOUD("publish_in_place", "publish.whole", "that was not whole", box_publish, publish_in_place),
	SILENT("publish_in_parts", "publish.whole", "that was not whole", box_publish, publish_in_parts),
	SILENT("read_goes_back", "publish.whole", "threads_read(&p.back) == 0u", box_read, read_goes_back),
	SILENT("read_what_fits", "publish.copies", "seam_untouched(c, out, 8)", box_read, read_what_fits),
	SEAM_NO_MORE_MUTANTS
};
