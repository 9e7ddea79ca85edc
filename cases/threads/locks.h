/* locks.h - a callback from which another thread calls everything that takes a lock. */
#ifndef SEAM_THREADS_LOCKS_H
#define SEAM_THREADS_LOCKS_H

#include "threads/stage.h"

struct threads_locks {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_account *account, *second;
	struct seam_thr_source *source;
	struct seam_thread *other;
	const char *from;
	unsigned runs;
	uint64_t id;
};

/* To be called by the callback: another thread's calls come back.  Once. */
void threads_call_elsewhere(struct threads_locks *l);
/* Runs `op`, which gets `from`'s callback called, on handles that another thread uses then. */
void threads_locks_run(struct seam_case *c, void (*op)(struct threads_locks *l), const char *from);

#define THREADS_LOCKS_FROM(name, op, what)                                                                             \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		threads_locks_run(c, op, what);                                                                        \
	}

#endif
