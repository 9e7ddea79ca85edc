/* planted.h - what the planted bugs of this group share.  Some reach into the reference: threads_inside.h is its. */
#ifndef SEAM_THREADS_PLANTED_H
#define SEAM_THREADS_PLANTED_H

#include "threads_inside.h"

#include "threads/stage.h"

#define REAL seam_original(threads)

/* Seen by an oracle alone, and seen by a checker. */
#define SILENT(name, in, because, member, function)                                                                    \
	{                                                                                                              \
		name, "threads." in, "plain", "fail", because, true, SEAM_OP(threads, member, function), 0             \
	}
#define SEEN(name, in, flavour, because, member, function)                                                             \
	{                                                                                                              \
		name, "threads." in, flavour, "finding", because, false, SEAM_OP(threads, member, function), 0         \
	}
/* Seen by the oracle, which says so before the thread that waits for ever is ended with its process. */
#define HANGS(name, in, because, member, function)                                                                     \
	{                                                                                                              \
		name, "threads." in, "plain", "timeout", because, true, SEAM_OP(threads, member, function), 0          \
	}
/* Seen by the oracle, and in another case by a checker too. */
#define LOUD(name, in, because, member, function)                                                                      \
	{                                                                                                              \
		name, "threads." in, "plain", "fail", because, false, SEAM_OP(threads, member, function), 0            \
	}

/* So long that another thread comes between, if it can. */
static inline void dawdle(void)
{
	for (volatile int i = 0; i < 300; i++)
		;
}

static inline void do_nothing(void *argument)
{
	(void)argument;
}

/* Lets every other thread come between. */
static inline void step_aside(void)
{
	sync_thread thread;

	if (sync_thread_start(&thread, do_nothing, NULL))
		sync_thread_join(thread);
}

/* A read and a write, each atomic, that are not one: what checkers of data races do not see. */
static inline int64_t add_in_two(_Atomic int64_t *at, int64_t n)
{
	int64_t seen = atomic_load_explicit(at, memory_order_relaxed);

	dawdle();
	atomic_store_explicit(at, seen + n, memory_order_relaxed);
	return seen + n;
}

#endif
