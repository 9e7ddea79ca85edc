/* callbacks_bus.h - what a bus is made of. */
#ifndef SEAM_PEERS_C_CALLBACKS_BUS_H
#define SEAM_PEERS_C_CALLBACKS_BUS_H

#include "sync.h"

#include "callbacks/callbacks.h"

struct subscription {
	struct subscription *next;
	uint64_t id;
	struct seam_subscription is;
	bool ended; /* not called any more; taken out of the list when nothing is running */
};

struct watch {
	unsigned users; /* the bus, and each fire_all that began with it */
	struct seam_watch is;
};

struct seam_bus {
	sync_mutex lock; /* guards all below */
	bool serial;
	unsigned turns;             /* serial: how many times the thread that fires has its turn … */
	sync_id firing;             /* … which is this one … */
	sync_cond turned;           /* … and woken when it has none */
	struct subscription *first; /* by descending priority */
	struct watch *watch;
	uint64_t last_id;
	unsigned running; /* calls that are somewhere in the list */
	bool closed;
};

#endif
