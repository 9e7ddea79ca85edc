/* shared.h - a bus that threads share, and a thread that stays inside its first callback until it is let go. */
#ifndef SEAM_CALLBACKS_SHARED_H
#define SEAM_CALLBACKS_SHARED_H

#include "callbacks/callbacks.h"

#include <stdatomic.h>
#include <stdbool.h>

struct seam_case;
struct seam_gate;
struct seam_thread;

/* The userdata of a subscription. */
struct callbacks_party {
	struct callbacks_shared *shared;
	struct seam_gate *inside, *go; /* waits in its first call, when there */
	atomic_uint called, destroyed, called_dead;
};

struct callbacks_shared {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	struct callbacks_party of[4];
	uint64_t id[4];
	struct seam_thread *thread;
	uint32_t called;
	int result, fired, value; /* of this thread; of the other */
};

/* A bus with n subscriptions.  False when the case is over. */
bool callbacks_shared_open(struct seam_case *c, struct callbacks_shared *s, int kind, int n);
/* Another thread fires all, and is inside the first callback when this returns. */
void callbacks_shared_enter(struct seam_case *c, struct callbacks_shared *s);
/* It is let go, and has ended. */
void callbacks_shared_leave(struct seam_case *c, struct callbacks_shared *s);
/* The bus ends; each userdata has been released once. */
void callbacks_shared_close(struct seam_case *c, struct callbacks_shared *s);
/* Lets others run: a thread comes and goes. */
void callbacks_shared_yield(struct seam_case *c);

int callbacks_shared_event(uint64_t id, int64_t event, void *userdata);
void callbacks_shared_destroy(void *userdata);

#endif
