/* registered.h - what the registered cases share: a bus whose subscriptions write down each call. */
#ifndef SEAM_CALLBACKS_REGISTERED_H
#define SEAM_CALLBACKS_REGISTERED_H

#include "callbacks/callbacks.h"

#include <stdbool.h>

struct seam_case;

/* Static, so that a call that comes too late finds it, whatever became of the case. */
extern struct callbacks_log {
	unsigned n;
	int who[32];
	uint64_t id[32];
	int64_t event[32];
} callbacks_log;

/* The userdata of subscription i is &callbacks_tags[i], which holds i. */
extern int callbacks_tags[8];

int callbacks_on_event(uint64_t id, int64_t event, void *userdata);
/* A bus with n subscriptions, an empty log; false when the case is over. */
bool callbacks_open_bus(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus **bus, uint64_t *ids,
			int n);
/* fire_all calls exactly these, in this order. */
void callbacks_check_all(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus *bus, const int *who,
                         unsigned n);

#endif
