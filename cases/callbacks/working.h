/* working.h - what the work cases share: visits and a `done` that write down what comes, and on which thread. */
#ifndef SEAM_CALLBACKS_WORKING_H
#define SEAM_CALLBACKS_WORKING_H

#include "callbacks/callbacks.h"

#include <stdbool.h>

struct seam_case;
struct seam_gate;

struct callbacks_working {
	const struct seam_callbacks *p;
	struct seam_work *work;
	bool use_peer, wait_inside;
	unsigned stop_at, cancel_at; /* the k-th visit stops with `stop`, or cancels; 0: none does */
	int stop;
	struct seam_gate *inside, *go; /* the second visit stays inside, when there */
	/* read when the work has been waited for */
	unsigned visits, dones, wrong, refused, after_done;
	int status, result;
	uint32_t visited;
	const char *on_host, *on_visit, *on_done; /* an address that names the thread */
};

int callbacks_on_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata);
void callbacks_on_done(int status, uint32_t visited, int result, void *userdata);

/* False when the case is over. */
bool callbacks_work_prepare(struct seam_case *c, struct callbacks_working *w);
bool callbacks_work_go(struct seam_case *c, struct callbacks_working *w, uint32_t count, int where);
/* Both. */
bool callbacks_work_begin(struct seam_case *c, struct callbacks_working *w, uint32_t count, int where);
/* `done` has come once, with this. */
void callbacks_work_check(struct seam_case *c, const struct callbacks_working *w, int status, uint32_t visited,
                          int result);

#endif
