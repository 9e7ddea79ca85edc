/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_CALLBACKS_PLANTED_H
#define SEAM_CALLBACKS_PLANTED_H

#include "callbacks/callbacks.h"

#include <seam/case.h>

#define REAL seam_original(callbacks)

struct relay { /* stands between the reference and the case's callback */
	seam_visit_fn visit;
	void *userdata;
};

static inline int by_number(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return (a > b) - (a < b);
}

#endif
