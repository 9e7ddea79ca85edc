/* deep.h - ops that are called again from their own callbacks, to a given depth. */
#ifndef SEAM_CALLBACKS_DEEP_H
#define SEAM_CALLBACKS_DEEP_H

#include "callbacks/callbacks.h"

#include <stdbool.h>

struct seam_case;

struct callbacks_deep {
	const struct seam_callbacks *p;
	struct seam_case *c;
	int (*go)(struct callbacks_deep *d); /* calls an op whose callback goes down; 0, or what went wrong */
	int depth, limit, deepest;
	int failed, lost; /* the first error of an op; levels that did not find their own */
};

/* Whether the peer offers what d->go needs. */
bool callbacks_deep_can(const struct callbacks_deep *d);
/* One level down, if there is one. */
void callbacks_down(struct callbacks_deep *d);

int callbacks_deep_walk(struct callbacks_deep *d);
int callbacks_deep_sort(struct callbacks_deep *d);
int callbacks_deep_fire_all(struct callbacks_deep *d);
int callbacks_deep_drive(struct callbacks_deep *d);
int callbacks_deep_relay(struct callbacks_deep *d);
int callbacks_deep_twelve(struct callbacks_deep *d);
int callbacks_deep_ask(struct callbacks_deep *d);
int callbacks_deep_transfer(struct callbacks_deep *d);
int callbacks_deep_join(struct callbacks_deep *d);

#endif
