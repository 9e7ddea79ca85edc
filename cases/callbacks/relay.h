/* relay.h - what the relay cases share: functions of every type that write down what they get. */
#ifndef SEAM_CALLBACKS_RELAY_H
#define SEAM_CALLBACKS_RELAY_H

#include "callbacks/callbacks.h"

struct seam_case;

#define CALLBACKS_TYPES 12u

struct callbacks_seen {
	unsigned n;
	const char *order[CALLBACKS_TYPES];
	struct seam_values in, out; /* what came, and what is returned */
};

/* All functions there; their userdata is a struct callbacks_seen. */
extern const struct seam_relay callbacks_relay;
/* The least or the greatest value of each type, the pointer being a tag. */
struct seam_values callbacks_edge(struct seam_case *c, bool low);
void callbacks_check_values(struct seam_case *c, const struct seam_values *seen, const struct seam_values *expected);

#endif
