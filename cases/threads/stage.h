/* stage.h - how the cases of this group see what another thread does: by gates and ends, not by luck. */
#ifndef SEAM_THREADS_STAGE_H
#define SEAM_THREADS_STAGE_H

#include "threads/threads.h"

#include <seam/case.h>

#include <stdatomic.h>

/* What threads count together.  Read and written by locked instructions alone, which every checker knows. */
typedef atomic_uint threads_count;

static inline unsigned threads_read(threads_count *n)
{
	unsigned seen = 0;

	atomic_compare_exchange_strong(n, &seen, seen);
	return seen;
}

static inline unsigned threads_more(threads_count *n)
{
	return atomic_fetch_add(n, 1) + 1;
}

/* False, and `skip`, when the peer may be called on one thread only. */
bool threads_any(struct seam_case *c);
/* The thread ends, however long that takes a slow machine; it is not joined.  False, with a failure that says `what`, when it does not. */
bool threads_ends(struct seam_case *c, struct seam_thread *thread, const char *what);
/* The count gets there. */
bool threads_reaches(struct seam_case *c, threads_count *n, unsigned least, const char *what);
/*
 * The thread, which has been let go, does not end while it is given every chance to.  False, with a failure that says `what`, when it does.
 * What should wait, and does not, needs no more time than a thread needs to run: it is given that of a hundred others.
 */
bool threads_waits(struct seam_case *c, struct seam_thread *thread, const char *what);
/* Gives every other thread the chance to run. */
void threads_yield(struct seam_case *c);

#endif
