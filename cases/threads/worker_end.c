/*
 * worker_end: after stop no call comes, the queue is drained or dropped as declared, and a worker does not wait for itself.
 * Rule: threads.worker_end    Source: use after stop; self-join (EDEADLK); GLib's worker threads at unload
 */
#include "threads/worker.h"

static void stops(struct seam_case *c, size_t i, void *argument)
{
	struct threads_worker *w = argument;

	(void)c;
	(void)i;
	threads_is_host = true;
	seam_gate_open(w->entered);
	w->rc = w->s->worker_stop(w->worker);
	threads_more(&w->over);
}

/* Stops it while its first call is running and `queued` more values wait. */
static void against_call(struct seam_case *c, unsigned queued)
{
	struct threads_worker w = { .entered = seam_gate(c), .go = seam_gate(c), .rc = 99 };
	struct seam_thread *thread;
	uint32_t policy;

	REQUIRE(threads_worker_start(c, &w));
	policy = w.s->policy(SEAM_THR_STOP);
	REQUIRE(CHECK(c, policy == SEAM_THR_DRAINS || policy == SEAM_THR_DROPS));
	for (unsigned n = 0; n <= queued; n++)
		CHECK_EQ(c, w.s->worker_post(w.worker, n), SEAM_OK);
	seam_gate_wait(w.entered);
	w.entered = seam_gate(c);
	thread = seam_thread_start(c, stops, &w);
	seam_gate_wait(w.entered);
	threads_waits(c, thread, "worker_stop came back while the worker's callback was running");
	seam_gate_open(w.go);
	seam_thread_join(c, thread);
	CHECK_EQ(c, w.rc, SEAM_OK);
	CHECK_EQ(c, threads_read(&w.calls), policy == SEAM_THR_DRAINS ? queued + 1 : 1u);
	CHECK_EQ(c, w.s->worker_post(w.worker, 1000), SEAM_E_STATE);
	CHECK_EQ(c, w.s->worker_stop(w.worker), SEAM_OK);
	for (int i = 0; i < 20; i++)
		threads_yield(c);
	CHECK_EQ(c, threads_read(&w.calls), policy == SEAM_THR_DRAINS ? queued + 1 : 1u);
	threads_worker_end(c, &w);
}

static void waits(struct seam_case *c)
{
	against_call(c, 0);
}

static void queue(struct seam_case *c)
{
	against_call(c, 5);
}

static void without_stop(struct seam_case *c)
{
	struct threads_worker w = { 0 };
	uint64_t live = SEAM_OPS(c, threads)->live ? SEAM_OPS(c, threads)->live() : 0;

	REQUIRE(threads_worker_start(c, &w));
	CHECK_EQ(c, w.s->live(), live + 1);
	threads_worker_end(c, &w);
	CHECK_EQ(c, w.s->live(), live);
}

static void stop_self(struct threads_worker *w, int64_t value)
{
	int rc = w->s->worker_stop(w->worker);

	(void)value;
	if (rc != (w->s->policy(SEAM_THR_STOP_SELF) == SEAM_THR_REFUSES ? SEAM_E_STATE : SEAM_OK))
		w->rc = rc ? rc : 1;
	rc = w->s->worker_destroy(w->worker);
	if (rc != SEAM_E_STATE)
		w->rc = rc ? rc : 1;
}

static void itself(struct seam_case *c)
{
	struct threads_worker w = { .act = stop_self, .entered = seam_gate(c), .go = seam_gate(c) };
	uint32_t policy;

	REQUIRE(threads_worker_start(c, &w));
	policy = w.s->policy(SEAM_THR_STOP_SELF);
	REQUIRE(CHECK(c, policy == SEAM_THR_REFUSES || policy == SEAM_THR_DEFERS));
	CHECK_EQ(c, w.s->worker_post(w.worker, 1), SEAM_OK);
	seam_gate_wait(w.entered);
	CHECK_EQ(c, w.s->worker_post(w.worker, 2), SEAM_OK);
	seam_gate_open(w.go);
	if (policy == SEAM_THR_REFUSES)
		threads_reaches(c, &w.calls, 2, "a worker that was refused to stop itself is not called any more");
	else
		CHECK_EQ(c, w.s->worker_stop(w.worker), SEAM_OK);
	threads_worker_end(c, &w);
	CHECK_EQ(c, w.rc, SEAM_OK);
	if (policy == SEAM_THR_REFUSES || w.s->policy(SEAM_THR_STOP) == SEAM_THR_DRAINS)
		CHECK_EQ(c, threads_read(&w.calls), 2u);
	else
		CHECK_EQ(c, threads_read(&w.calls), 1u);
}

static void stop_together(struct seam_case *c, size_t i, void *argument)
{
	struct threads_worker *w = argument;

	(void)i;
	CHECK_EQ(c, w->s->worker_stop(w->worker), SEAM_OK);
	threads_more(&w->over);
}

static void twice(struct seam_case *c)
{
	struct threads_worker w = { 0 };

	REQUIRE(threads_worker_start(c, &w));
	for (unsigned n = 0; n < 100; n++)
		CHECK_EQ(c, w.s->worker_post(w.worker, n), SEAM_OK);
	seam_together(c, 4, stop_together, &w);
	threads_worker_end(c, &w);
}

SEAM_CASES(threads, worker_end) = {
	{ "waits", SEAM_MUST, waits, "stopping waits for the call that is running; after it no call comes and no post is taken", 0 },
	{ "queue", SEAM_MUST, queue, "what is queued when the worker is stopped is delivered, or dropped, as the peer says", 0 },
	{ "without_stop", SEAM_MUST, without_stop, "destroying a worker that was not stopped stops it", 0 },
	{ "itself", SEAM_MUST, itself, "a worker that stops itself is refused or deferred, as the peer says; destroying itself is refused", 0 },
	{ "twice", SEAM_MUST, twice, "four threads stop one worker: it is over when any of them comes back", 0 },
	SEAM_END
};
