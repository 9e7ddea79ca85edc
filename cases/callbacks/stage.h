/* stage.h - a bus on which one subscription does something to the bus while it is being called. */
#ifndef SEAM_CALLBACKS_STAGE_H
#define SEAM_CALLBACKS_STAGE_H

#include "callbacks/callbacks.h"

#include <stdbool.h>

struct seam_case;

enum callbacks_deed { NOTHING, END_ITSELF, END_NEXT, ADD, REPLACE_ITSELF, REPLACE_NEXT, FREE_BUS };

struct callbacks_stage {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	struct actor {
		struct callbacks_stage *stage;
		enum callbacks_deed deed;
		unsigned called, destroyed, called_dead;
	} actor[3], extra[40];
	uint64_t ids[3], extra_ids[40];
	unsigned extras;
	int rc, open; /* what the deed returned; how many ops a closed bus did not refuse */
};

/* Three subscriptions; the middle one does the deed during the first fire_all.  False when the case is over. */
bool callbacks_play(struct seam_case *c, struct callbacks_stage *s, enum callbacks_deed deed, uint32_t *called);
/* Fires again, `expected` being called, then ends the bus: everything has been released once. */
void callbacks_finish(struct seam_case *c, struct callbacks_stage *s, uint32_t expected);

#endif
