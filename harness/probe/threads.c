/* threads.c - the threads and gates of a case. */
#include "../platform/platform.h"
#include "instrument.h"

#include <seam/thunk.h>
#include <stdatomic.h>

enum { MOST_THREADS = 80, MOST_GATES = 256 };

struct seam_thread {
	struct seam_case *c;
	seam_thread_fn fn;
	void *argument;
	size_t index;
	struct seam_gate *start;
	uintptr_t handle;
	atomic_bool used;
	bool ended; /* under `ends` */
};

struct seam_gate {
	struct seam_monitor monitor;
	bool made, open;
	size_t waiting;
};

static struct seam_thread threads[MOST_THREADS];
static struct seam_gate gates[MOST_GATES];
static struct seam_gate ends;
static atomic_size_t n_gates, n_running;

bool seam_threads_running(void)
{
	return atomic_load(&n_running) > 0;
}

struct seam_gate *seam_gate(struct seam_case *c)
{
	size_t at = atomic_fetch_add(&n_gates, 1);
	struct seam_gate *gate = &gates[at % MOST_GATES];

	if (at >= MOST_GATES)
		FAIL(c, "the case asks for more than %d gates", MOST_GATES);
	if (!gate->made)
		seam_monitor_make(&gate->monitor);
	gate->made = true;
	gate->open = false;
	gate->waiting = 0;
	return gate;
}

void seam_gate_open(struct seam_gate *gate)
{
	seam_monitor_enter(&gate->monitor);
	gate->open = true;
	seam_monitor_wake(&gate->monitor);
	seam_monitor_leave(&gate->monitor);
}

void seam_gate_wait(struct seam_gate *gate)
{
	seam_monitor_enter(&gate->monitor);
	gate->waiting++;
	seam_monitor_wake(&gate->monitor);
	while (!gate->open)
		seam_monitor_wait(&gate->monitor);
	seam_monitor_leave(&gate->monitor);
}

/* Opens the gate when so many are at it. */
static void open_when_all_wait(struct seam_gate *gate, size_t n)
{
	seam_monitor_enter(&gate->monitor);
	while (gate->waiting < n)
		seam_monitor_wait(&gate->monitor);
	gate->open = true;
	seam_monitor_wake(&gate->monitor);
	seam_monitor_leave(&gate->monitor);
}

static void run(void *argument)
{
	struct seam_thread *thread = argument;

	if (thread->start)
		seam_gate_wait(thread->start);
	thread->fn(thread->c, thread->index, thread->argument);
	seam_thunks_reset();
	seam_monitor_enter(&ends.monitor);
	thread->ended = true;
	seam_monitor_leave(&ends.monitor);
}

static struct seam_thread *start(struct seam_case *c, seam_thread_fn fn, size_t index, void *argument, struct seam_gate *gate)
{
	if (!ends.made)
		seam_monitor_make(&ends.monitor);
	ends.made = true;
	for (size_t i = 0; i < MOST_THREADS; i++) {
		struct seam_thread *thread = &threads[i];

		if (atomic_exchange(&thread->used, true))
			continue;
		thread->c = c;
		thread->fn = fn;
		thread->argument = argument;
		thread->index = index;
		thread->start = gate;
		thread->ended = false;
		atomic_fetch_add(&n_running, 1);
		if (seam_thread_new(run, thread, &thread->handle) == 0)
			return thread;
		atomic_fetch_sub(&n_running, 1);
		atomic_store(&thread->used, false);
		break;
	}
	FAIL(c, "a thread of the case cannot be started");
	return NULL;
}

struct seam_thread *seam_thread_start(struct seam_case *c, seam_thread_fn fn, void *argument)
{
	return start(c, fn, 0, argument, NULL);
}

void seam_thread_join(struct seam_case *c, struct seam_thread *thread)
{
	(void)c;
	if (!thread)
		return;
	seam_thread_wait(thread->handle);
	atomic_fetch_sub(&n_running, 1);
	atomic_store(&thread->used, false);
}

bool seam_thread_ended(struct seam_thread *thread)
{
	bool ended;

	seam_monitor_enter(&ends.monitor);
	ended = thread->ended;
	seam_monitor_leave(&ends.monitor);
	return ended;
}

void seam_together(struct seam_case *c, size_t n, seam_thread_fn fn, void *argument)
{
	struct seam_thread *all[64];
	struct seam_gate *gate = seam_gate(c);
	size_t made = 0;

	while (made < n && made < sizeof all / sizeof all[0] && (all[made] = start(c, fn, made, argument, gate)))
		made++;
	open_when_all_wait(gate, made);
	for (size_t i = 0; i < made; i++)
		seam_thread_join(c, all[i]);
}

void seam_threads_close(struct seam_case *c)
{
	for (size_t i = 0; i < MOST_THREADS; i++)
		if (atomic_load(&threads[i].used)) {
			FAIL(c, "the case left a thread of its own unjoined");
			seam_thread_join(c, &threads[i]);
		}
	atomic_store(&n_gates, 0);
}

struct forked {
	struct seam_case *c;
	int (*fn)(struct seam_case *c, void *argument);
	void *argument;
};

static int in_fork(void *argument)
{
	const struct forked *f = argument;

	return f->fn(f->c, f->argument);
}

int seam_fork(struct seam_case *c, int (*fn)(struct seam_case *c, void *argument), void *argument)
{
	struct forked f = { c, fn, argument };

	if (seam_traits(c) & SEAM_FORK_UNSAFE)
		return -1;
	return seam_fork_run(in_fork, &f);
}
