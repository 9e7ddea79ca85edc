/*
 * null_others: a pointer that is NULL is refused by the smaller handles too, and by what a thread asks of itself.
 * Rule: threads.null_others    Source: FFI guide; free(NULL)
 */
#include "threads/stage.h"

static threads_count called;

static void on_call(void *userdata)
{
	(void)userdata;
	threads_more(&called);
}

static int on_setup(void *userdata, int64_t *result)
{
	(void)userdata;
	(void)result;
	threads_more(&called);
	return 0;
}

#define REFUSED(call) CHECK_EQ(c, s->call, SEAM_E_NULL)

static void others(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_once *once = NULL;
	struct seam_thr_event *event = NULL;
	struct seam_thr_box *box = NULL;
	struct seam_thr_pinned *pinned = NULL;
	int64_t n = 99;
	size_t size = 99;
	uint64_t u = 99;

	NEED(c, s->once_create && s->event_create && s->box_create && s->pinned_create);
	REFUSED(once_create(NULL));
	REFUSED(once_run(NULL, on_setup, NULL, &n));
	REFUSED(event_create(NULL));
	REFUSED(event_wait(NULL));
	REFUSED(event_wake(NULL));
	REFUSED(event_cancel(NULL));
	REFUSED(event_waiting(NULL, &u));
	REFUSED(box_create(NULL));
	REFUSED(box_publish(NULL, "x", 1));
	REFUSED(box_read(NULL, &n, sizeof n, &size));
	REFUSED(pinned_create(1, NULL, on_call, NULL));
	REFUSED(pinned_add(NULL, 1, &n));
	REQUIRE(CHECK_EQ(c, s->once_create(&once), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->event_create(&event), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->box_create(&box), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->pinned_create(1, NULL, NULL, &pinned), SEAM_OK));
	REFUSED(once_run(once, NULL, NULL, &n));
	REFUSED(once_run(once, on_setup, NULL, NULL));
	REFUSED(event_waiting(event, NULL));
	REFUSED(box_publish(box, NULL, 1));
	CHECK_EQ(c, s->box_read(box, &n, sizeof n, &size), SEAM_E_NOT_FOUND);
	REFUSED(box_read(box, NULL, 1, &size));
	REFUSED(box_read(box, &n, sizeof n, NULL));
	REFUSED(pinned_add(pinned, 1, NULL));
	CHECK(c, n == 99 && size == 99 && u == 99);
	CHECK_EQ(c, s->once_destroy(once), SEAM_OK);
	CHECK_EQ(c, s->event_destroy(event), SEAM_OK);
	CHECK_EQ(c, s->box_destroy(box), SEAM_OK);
	CHECK_EQ(c, s->pinned_destroy(pinned), SEAM_OK);
	CHECK_EQ(c, s->once_destroy(NULL), SEAM_OK);
	CHECK_EQ(c, s->event_destroy(NULL), SEAM_OK);
	CHECK_EQ(c, s->box_destroy(NULL), SEAM_OK);
	CHECK_EQ(c, s->pinned_destroy(NULL), SEAM_OK);
	CHECK_EQ(c, threads_read(&called), 0u);
}

static void thread(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	const char *message;
	int32_t code;
	int64_t total;
	int error = 99;

	NEED(c, s->last_error_set && s->thread_get && s->errno_after && s->lib_add);
	REFUSED(last_error_set(1, NULL));
	REFUSED(last_error(NULL, &message));
	REFUSED(last_error(&code, NULL));
	REFUSED(thread_get(NULL));
	REFUSED(errno_after(NULL, NULL, &error));
	REFUSED(errno_after(on_call, NULL, NULL));
	REFUSED(lib_add(1, NULL));
	CHECK_EQ(c, error, 99);
	CHECK_EQ(c, s->lib_add(1, &total), SEAM_E_STATE);
	CHECK_EQ(c, threads_read(&called), 0u);
}

SEAM_CASES(threads, null_others) = {
	{ "handles", SEAM_MUST, others, "NULL is refused by events, onces, boxes and pinned handles, and destroy takes it", 0 },
	{ "thread", SEAM_MUST, thread, "NULL is refused where a thread's own things and the library are asked", 0 },
	SEAM_END
};
