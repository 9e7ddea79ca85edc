/*
 * exact: NULL is a userdata like any, the same callback again is another one, numbers and results are taken whole.
 * Rule: threads.exact    Source: GDestroyNotify and NULL data; addEventListener; JavaScript's 53 bits; errno of setters; CWE-681
 */
#include "threads/stage.h"

#include <errno.h>

static threads_count released, called;

static void release(void *userdata)
{
	(void)userdata;
	threads_more(&released);
}

static void call(void *userdata, int64_t value)
{
	(void)userdata;
	(void)value;
	threads_more(&called);
}

/* Whether release has come this often since the last time. */
static bool came(struct seam_case *c, uint32_t *before, uint32_t n)
{
	bool held = CHECK_EQ(c, threads_read(&released) - *before, n);

	*before = (uint32_t)threads_read(&released);
	return held;
}

static void null_userdata(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_account *account = NULL;
	struct seam_thr_source *source = NULL;
	struct seam_thr_worker *worker = NULL;
	struct seam_thr_pinned *pinned = NULL;
	uint32_t before = (uint32_t)threads_read(&released);
	uint64_t id = 0;

	if (s->account_create && CHECK_EQ(c, s->account_create(1, NULL, release, &account), SEAM_OK)) {
		CHECK_EQ(c, s->account_release(account), SEAM_OK);
		came(c, &before, 1);
	}
	if (s->thread_set && CHECK_EQ(c, s->thread_set(NULL, release), SEAM_OK)) {
		CHECK_EQ(c, s->thread_forget(), SEAM_OK);
		came(c, &before, 1);
	}
	if (s->source_create && CHECK_EQ(c, s->source_create(&source), SEAM_OK)) {
		CHECK_EQ(c, s->source_register(source, call, NULL, release, &id), SEAM_OK);
		CHECK_EQ(c, s->source_destroy(source), SEAM_OK);
		came(c, &before, 1);
	}
	if (s->worker_start && CHECK_EQ(c, s->worker_start(call, NULL, release, &worker), SEAM_OK)) {
		CHECK_EQ(c, s->worker_destroy(worker), SEAM_OK);
		came(c, &before, 1);
	}
	if (s->pinned_create && CHECK_EQ(c, s->pinned_create(1, NULL, release, &pinned), SEAM_OK)) {
		CHECK_EQ(c, s->pinned_destroy(pinned), SEAM_OK);
		came(c, &before, 1);
	}
}

static void the_same_again(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_source *source = NULL;
	uint32_t before = (uint32_t)threads_read(&released), calls = (uint32_t)threads_read(&called);
	uint64_t ids[2] = { 0, 0 };

	NEED(c, s->source_create && s->source_register && s->source_fire && s->source_unregister && s->source_destroy);
	REQUIRE(CHECK_EQ(c, s->source_create(&source), SEAM_OK));
	for (int i = 0; i < 2; i++)
		CHECK_EQ(c, s->source_register(source, call, &called, release, &ids[i]), SEAM_OK);
	CHECK(c, ids[0] != ids[1]);
	CHECK_EQ(c, s->source_fire(source, 1), SEAM_OK);
	CHECK_EQ(c, threads_read(&called) - calls, 2u);
	/* a number is compared whole */
	CHECK_EQ(c, s->source_unregister(source, ids[0] ^ UINT64_C(1) << 32), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s->source_unregister(source, ids[0]), SEAM_OK);
	came(c, &before, 1);
	CHECK_EQ(c, s->source_fire(source, 2), SEAM_OK);
	CHECK_EQ(c, threads_read(&called) - calls, 3u);
	CHECK_EQ(c, s->source_destroy(source), SEAM_OK);
	came(c, &before, 1);
}

static void leave(void *userdata)
{
	errno = *(const int *)userdata;
}

static void numbers(struct seam_case *c)
{
	static const int left[] = { 0, 1, 4096, INT32_MAX, -1, INT32_MIN };
	const struct seam_threads *s = SEAM_OPS(c, threads);
	int64_t total = 0;
	int error = 99;

	if (s->errno_after)
		for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
			errno = 77;
			CHECK_EQ(c, s->errno_after(leave, (void *)(uintptr_t)&left[i], &error), SEAM_OK);
			CHECK_EQ(c, error, left[i]);
		}
	errno = 0;
	if (s->last_error_set && s->last_error && s->thread_forget) {
		static const char text[] = "100% of %s, and %n: a message that is longer than what a small buffer has room for, 128 bytes or so, to its very end";
		const char *message = NULL;
		int32_t code = 99;

		CHECK_EQ(c, s->last_error_set(0, text), SEAM_OK); /* 0 is a code like any */
		if (CHECK_EQ(c, s->last_error(&code, &message), SEAM_OK) && CHECK_EQ(c, code, 0))
			CHECK_STR(c, message, text);
		CHECK_EQ(c, s->thread_forget(), SEAM_OK);
	}
	if (s->lib_init && CHECK_EQ(c, s->lib_init(NULL, NULL, NULL), SEAM_OK)) {
		CHECK_EQ(c, s->lib_add(INT64_MAX, &total), SEAM_OK);
		CHECK_EQ(c, s->lib_add(1, &total), SEAM_OK);
		CHECK_EQ(c, total, INT64_MIN); /* modulo 2^64 */
		CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
	}
}

static void empty(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_event *event = NULL;
	struct seam_thr_box *box = NULL;
	size_t size = 99;
	char byte;

	if (s->box_create && CHECK_EQ(c, s->box_create(&box), SEAM_OK)) {
		CHECK_EQ(c, s->box_publish(box, "", 0), SEAM_OK); /* nothing is something */
		CHECK_EQ(c, s->box_read(box, &byte, 1, &size), SEAM_OK);
		CHECK_EQ(c, size, 0u);
		CHECK_EQ(c, s->box_destroy(box), SEAM_OK);
	}
	if (s->event_create && CHECK_EQ(c, s->event_create(&event), SEAM_OK)) {
		CHECK_EQ(c, s->event_wake(event), SEAM_OK);
		CHECK_EQ(c, s->event_cancel(event), SEAM_OK);
		CHECK_EQ(c, s->event_wait(event), SEAM_E_STATE); /* a wake that nobody used is over, too */
		CHECK_EQ(c, s->event_destroy(event), SEAM_OK);
	}
}

SEAM_CASES(threads, exact) = {
	{ "null_userdata", SEAM_MUST, null_userdata, "a NULL userdata is released like any, once", 0 },
	{ "the_same_again", SEAM_MUST, the_same_again, "the same callback and userdata again is another registration", 0 },
	{ "numbers", SEAM_MUST, numbers, "errno is stored as it was left, and a total wraps", 0 },
	{ "empty", SEAM_MUST, empty, "no bytes are a publication; a wake does not outlast the cancel", 0 },
	SEAM_END
};
