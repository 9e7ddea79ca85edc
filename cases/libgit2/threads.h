/* threads.h - a body on a thread of its own, and a place where threads wait for each other. */
#ifndef SEAM_LIBGIT2_THREADS_H
#define SEAM_LIBGIT2_THREADS_H

#include <pthread.h>
#include <seam/case.h>

struct aside {
	struct seam_case *c;
	void (*body)(struct seam_case *c, const char *what);
	const char *what;
};

static inline void *aside_start(void *payload)
{
	struct aside *a = (struct aside *)payload;
	a->body(a->c, a->what);
	return NULL;
}

/* Runs the body on a new thread: what a binding keeps of a callback that went wrong it keeps by thread, and so it is
 * this case's and no later one's.  A peer that is bound to its thread stays on it. */
static inline void aside(struct seam_case *c, void (*body)(struct seam_case *c, const char *what), const char *what)
{
	struct aside a = { c, body, what };
	pthread_t thread;
	if (seam_traits(c) & SEAM_THREAD_BOUND)
		body(c, what);
	else if (CHECK_EQ(c, pthread_create(&thread, NULL, aside_start, &a), 0))
		pthread_join(thread, NULL);
}

/* ---- pthread_barrier_t, which not every system has ------------------------------------------------------------------ */

struct meeting {
	pthread_mutex_t lock;
	pthread_cond_t all;
	unsigned expected, here, round;
};

#define MEETING_OF(n) { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, n, 0, 0 }

/* Returns when all that are expected have come. */
static inline void meet(struct meeting *m)
{
	pthread_mutex_lock(&m->lock);
	unsigned round = m->round;
	if (++m->here == m->expected) {
		m->here = 0;
		m->round++;
		pthread_cond_broadcast(&m->all);
	}
	while (round == m->round)
		pthread_cond_wait(&m->all, &m->lock);
	pthread_mutex_unlock(&m->lock);
}

#endif
