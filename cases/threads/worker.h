/* worker.h - a worker whose calls are written down. */
#ifndef SEAM_THREADS_WORKER_H
#define SEAM_THREADS_WORKER_H

#include "threads/stage.h"

enum { THREADS_POSTERS = 4, THREADS_POSTS = 300 };

struct threads_worker {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_worker *worker;
	struct seam_gate *entered, *go; /* the first call opens one and waits at the other, if they are there */
	threads_count calls, inside, wrong, released, on_host, late, over;
	int64_t last[THREADS_POSTERS]; /* of each poster, the last value seen; of the worker's thread alone */
	void (*act)(struct threads_worker *w, int64_t value);
	int rc;
};

/* Starts it; false when the case is over. */
bool threads_worker_start(struct seam_case *c, struct threads_worker *w);
/* Destroys it: its userdata has been released once, and nothing went wrong. */
void threads_worker_end(struct seam_case *c, struct threads_worker *w);
/* True on the host's threads that have been marked so. */
extern _Thread_local bool threads_is_host;

#endif
