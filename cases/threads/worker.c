/*
 * worker: what threads post is delivered, once, in each one's order, on a thread of the peer's own.
 * Rule: threads.worker    Source: napi_threadsafe_function, JavaVM callbacks from native threads, lost wake-ups
 */
#include "threads/worker.h"

static void post(struct seam_case *c, size_t i, void *argument)
{
	struct threads_worker *w = argument;

	threads_is_host = true;
	for (int64_t n = 0; n < THREADS_POSTS; n++)
		if (w->s->worker_post(w->worker, (int64_t)i << 32 | n) != SEAM_OK) {
			FAIL(c, "a post was refused");
			return;
		}
}

static void each_once(struct seam_case *c)
{
	struct threads_worker w = { 0 };

	REQUIRE(threads_worker_start(c, &w));
	CHECK_EQ(c, threads_read(&w.calls), 0u); /* nothing is posted, nothing is called */
	seam_together(c, THREADS_POSTERS, post, &w);
	threads_reaches(c, &w.calls, THREADS_POSTERS * THREADS_POSTS, "what was posted is not delivered, though the worker is not stopped");
	CHECK_EQ(c, w.s->worker_stop(w.worker), SEAM_OK);
	CHECK_EQ(c, threads_read(&w.calls), (unsigned)THREADS_POSTERS * THREADS_POSTS);
	threads_worker_end(c, &w);
}

static void one_by_one(struct seam_case *c)
{
	struct threads_worker w = { 0 };

	REQUIRE(threads_worker_start(c, &w));
	for (unsigned n = 0; n < 200; n++) {
		CHECK_EQ(c, w.s->worker_post(w.worker, n), SEAM_OK);
		if (!threads_reaches(c, &w.calls, n + 1, "a value that was posted to an idle worker is not delivered"))
			break;
	}
	threads_worker_end(c, &w);
}

/* Posting does not wait for the call that is running, whichever thread posts. */
static void while_it_runs(struct seam_case *c)
{
	struct threads_worker w = { .entered = seam_gate(c), .go = seam_gate(c) };
	struct seam_thread *thread;

	REQUIRE(threads_worker_start(c, &w));
	CHECK_EQ(c, w.s->worker_post(w.worker, (int64_t)3 << 32), SEAM_OK);
	seam_gate_wait(w.entered);
	thread = seam_thread_start(c, post, &w);
	threads_ends(c, thread, "worker_post does not come back while the worker's callback runs");
	CHECK_EQ(c, threads_read(&w.calls), 1u);
	seam_gate_open(w.go);
	seam_thread_join(c, thread);
	threads_reaches(c, &w.calls, THREADS_POSTS + 1, "what was posted while the callback ran is not delivered");
	threads_worker_end(c, &w);
}

static void posts_more(struct threads_worker *w, int64_t value)
{
	if (value < 50 && w->s->worker_post(w->worker, value + 1) != SEAM_OK)
		threads_more(&w->wrong);
}

static void from_itself(struct seam_case *c)
{
	struct threads_worker w = { .act = posts_more };

	REQUIRE(threads_worker_start(c, &w));
	CHECK_EQ(c, w.s->worker_post(w.worker, 1), SEAM_OK);
	threads_reaches(c, &w.calls, 50, "what the worker's callback posts itself is not delivered");
	threads_worker_end(c, &w);
}

static void value_back(void *userdata, int64_t value)
{
	*(int64_t *)userdata = value;
}

static void whole_values(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);

	NEED(c, s->worker_start);
	REQUIRE(threads_any(c));
	for (uint32_t i = 0; i < 4; i++) {
		const int64_t values[] = { INT64_MIN, INT64_MAX, -1, (int64_t)seam_tag(c, i) };
		struct seam_thr_worker *worker = NULL;
		int64_t seen = 0;

		REQUIRE(CHECK_EQ(c, s->worker_start(value_back, &seen, NULL, &worker), SEAM_OK));
		CHECK_EQ(c, s->worker_post(worker, values[i]), SEAM_OK);
		if (s->policy(SEAM_THR_STOP) == SEAM_THR_DRAINS) {
			CHECK_EQ(c, s->worker_stop(worker), SEAM_OK);
			CHECK_EQ(c, seen, values[i]);
		}
		CHECK_EQ(c, s->worker_destroy(worker), SEAM_OK);
	}
}

SEAM_CASES(threads, worker) = {
	{ "each_once", SEAM_MUST, each_once, "what four threads post is delivered once, in each one's order, one at a time, on none of the host's threads", 0 },
	{ "one_by_one", SEAM_MUST, one_by_one, "an idle worker wakes for each value", 0 },
	{ "while_it_runs", SEAM_MUST, while_it_runs, "posting does not wait for the worker's callback", 0 },
	{ "from_itself", SEAM_MUST, from_itself, "the worker's callback can post to its own worker", 0 },
	{ "whole_values", SEAM_MUST, whole_values, "a worker's values arrive whole, with their userdata", 0 },
	SEAM_END
};
