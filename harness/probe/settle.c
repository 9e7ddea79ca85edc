/* settle.c - what must be so again when a pass is over: nobody holds a lock, the peer holds as much as before, the heap does not grow. */
#include "../platform/platform.h"
#include "instrument.h"

#include <stdatomic.h>

enum {
	EVERY = 20,          /* milliseconds between two looks at the thread          */
	ASLEEP = 75,         /* looks in a row at which it sleeps: it is stuck        */
	PATIENCE = 350,      /* looks after which it is stuck, whatever it does       */
	REPETITIONS = 40,    /* all of which must grow for the heap to grow           */
	EXIT_STUCK = 68
};

static const struct seam_probes *probes;
static uint64_t live_before;
static int64_t heap;

void seam_register_probes(const struct seam_probes *p)
{
	probes = p;
}

bool seam_is_not_repeated(size_t offset)
{
	if (!probes)
		return true;
	for (const size_t *at = probes ? probes->not_repeated : NULL; at && *at != SEAM_NO_MORE_OPS; at++)
		if (*at == offset)
			return true;
	return false;
}

/* A case that is meant to leave its process damaged, or wants a peer that nobody has called, is left alone. */
static bool is_left_alone(const struct seam_case *c)
{
	return (c->entry->row->flags & (SEAM_ISOLATED | SEAM_FIRST)) || c->skipped;
}

void seam_settle_open(struct seam_case *c)
{
	if (probes && probes->live && seam_carries(SEAM_LIFE) && !is_left_alone(c))
		live_before = probes->live(c);
}

static struct toucher {
	struct seam_monitor monitor;
	bool made, ended;
	atomic_long number;
	struct seam_case *c;
} toucher;

static void touch(void *argument)
{
	struct toucher *t = argument;

	atomic_store(&t->number, seam_thread_number());
	probes->touch(t->c);
	seam_monitor_enter(&t->monitor);
	t->ended = true;
	seam_monitor_wake(&t->monitor);
	seam_monitor_leave(&t->monitor);
}

/* Whether it came back.  A thread that does not run when it could is asleep; on a loaded machine it is not. */
static bool comes_back(void)
{
	int looks = 0, asleep = 0;
	bool ended;

	seam_monitor_enter(&toucher.monitor);
	while (!toucher.ended && asleep < ASLEEP && looks++ < PATIENCE) {
		long number = atomic_load(&toucher.number);

		seam_monitor_wait_for(&toucher.monitor, EVERY);
		asleep = number && seam_thread_sleeps(number) ? asleep + 1 : 0;
	}
	ended = toucher.ended;
	seam_monitor_leave(&toucher.monitor);
	return ended;
}

static void try_locks(struct seam_case *c)
{
	uintptr_t thread;

	if (!toucher.made)
		seam_monitor_make(&toucher.monitor);
	toucher.made = true;
	toucher.ended = false;
	toucher.c = c;
	atomic_store(&toucher.number, 0);
	if (seam_thread_new(touch, &toucher, &thread) != 0)
		return;
	if (comes_back()) {
		seam_thread_wait(thread);
		return;
	}
	seam_instrument_fail(SEAM_LOCK, "a call on another thread does not come back: the case's calls have left a lock held");
	seam_event("end", c->entry->id, "fail", (char *)NULL);
	seam_event("leave", (char *)NULL);
	seam_leave(EXIT_STUCK);
}

void seam_settle_close(struct seam_case *c)
{
	uint64_t now;

	if (!probes || is_left_alone(c))
		return;
	if (probes->live && seam_carries(SEAM_LIFE) && (now = probes->live(c)) != live_before)
		seam_instrument_fail(SEAM_LIFE, "the peer says that it holds %llu things for the host; before, it held %llu",
		                     (unsigned long long)now, (unsigned long long)live_before);
	if (probes->touch && seam_carries(SEAM_LOCK))
		try_locks(c);
}

static bool is_measured(const struct seam_case *c)
{
	return seam_carries(SEAM_GROWTH) && !is_left_alone(c) && !(c->entry->row->flags & SEAM_ONCE) && !c->failures && !c->stepped;
}

void seam_growth_mark(struct seam_case *c)
{
	if (is_measured(c))
		heap = seam_heap_in_use();
}

void seam_growth_look(struct seam_case *c, void (*again)(struct seam_case *c))
{
	int64_t first = 0, now = 0;

	if (!is_measured(c))
		return;
	/* The pass before made the caches; what grows with every pass after it is no cache. */
	for (int i = 0; i < REPETITIONS; i++) {
		now = seam_heap_in_use();
		if (now <= heap)
			return;
		if (i == 0)
			first = now - heap;
		heap = now;
		again(c);
		if (c->failures)
			return;
	}
	seam_instrument_fail(SEAM_GROWTH, "the C heap grows with each repetition of the case, by %lld bytes the first time and %lld the last of %d",
	                     (long long)first, (long long)(now - heap > 0 ? now - heap : first), REPETITIONS);
}
