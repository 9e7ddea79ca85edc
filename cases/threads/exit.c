/*
 * exit: a process can end while a worker of the peer's is running.
 * Rule: threads.exit    Source: std::terminate of a joinable std::thread; Py_Finalize with threads; destructors of static objects
 */
#include "threads/stage.h"

#include <stdlib.h>

enum { CODE = 23, NO_WORKER = 24 };

struct leaving {
	const struct seam_threads *s;
	struct seam_gate *entered, *never;
	bool busy;
};

static void on_value(void *userdata, int64_t value)
{
	struct leaving *l = userdata;

	(void)value;
	if (!l->busy)
		return;
	seam_gate_open(l->entered);
	seam_gate_wait(l->never);
}

static int leaves(struct seam_case *c, void *argument)
{
	struct leaving *l = argument;
	struct seam_thr_worker *worker = NULL;

	(void)c;
	if (l->s->worker_start(on_value, l, NULL, &worker) != SEAM_OK || l->s->worker_post(worker, 1) != SEAM_OK)
		return NO_WORKER;
	if (l->busy)
		seam_gate_wait(l->entered);
	exit(CODE);
}

static void run(struct seam_case *c, bool busy)
{
	struct leaving l = { .s = SEAM_OPS(c, threads), .busy = busy };
	int code;

	NEED(c, l.s->policy && l.s->worker_start);
	REQUIRE(threads_any(c));
	if (l.s->policy(SEAM_THR_FORK) != SEAM_THR_WORKS) {
		seam_skip(c, "the peer does not work in a child process, which could be ended");
		return;
	}
	l.entered = seam_gate(c);
	l.never = seam_gate(c);
	code = seam_fork(c, leaves, &l);
	if (code < 0)
		seam_skip(c, "there is no fork here");
	else if (code != CODE)
		FAIL(c, "a process that exits with %d while a worker of the peer's is %s ends with %d%s", CODE,
		     busy ? "calling" : "idle", code, code > 128 ? ", by a signal" : "");
}

static void idle(struct seam_case *c)
{
	run(c, false);
}

static void calling(struct seam_case *c)
{
	run(c, true);
}

SEAM_CASES(threads, exit) = {
	{ "idle", SEAM_SHOULD, idle, "a process can exit while an idle worker is there", SEAM_ISOLATED | SEAM_ONCE },
	{ "calling", SEAM_SHOULD, calling, "a process can exit while a worker is in its callback", SEAM_ISOLATED | SEAM_ONCE },
	SEAM_END
};
