/* driven.h - an object of the host's that writes down which of its methods were called. */
#ifndef SEAM_CALLBACKS_DRIVEN_H
#define SEAM_CALLBACKS_DRIVEN_H

#include "callbacks/callbacks.h"

struct callbacks_driven {
	char calls[32]; /* r, a, t, d, in the order of the calls */
	unsigned n;
	int64_t total;
	int stop;          /* what add returns … */
	unsigned stop_at;  /* … the how manieth time, from 1 */
	unsigned adds;
};

extern const int64_t callbacks_numbers[4];
/* All methods there. */
extern const struct seam_methods callbacks_whole;

void callbacks_note(struct callbacks_driven *d, char call);

#endif
