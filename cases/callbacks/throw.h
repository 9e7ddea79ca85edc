/* throw.h - what throw.c needs of C++: callbacks that throw, callbacks behind a C++ shield, and calls that catch. */
#ifndef SEAM_CALLBACKS_THROW_H
#define SEAM_CALLBACKS_THROW_H

#include "callbacks/callbacks.h"

#ifdef __cplusplus
extern "C" {
#endif

struct callbacks_throw {
	const struct seam_callbacks *p;
	int stimulus; /* 0: nothing is thrown          */
	int shielded; /* the callback catches its own  */
	int code;     /* what the shield returns       */
	struct seam_bus *bus;
	uint64_t id;
	unsigned calls, caught; /* caught: inside the callback */
	int rc, result;         /* of the op; rc is 1 when the op did not return */
	int64_t items[8];
};

enum callbacks_op { CALLBACKS_EACH, CALLBACKS_WALK, CALLBACKS_SORT, CALLBACKS_FIRE, CALLBACKS_FIRE_ALL };

/* What came of a call: it returned; the exception arrived, payload and type intact; something else arrived. */
enum callbacks_outcome { CALLBACKS_RETURNED, CALLBACKS_CAUGHT, CALLBACKS_GARBLED };

/* Calls the op with a callback that throws at its second call (sort: fifth; fire: first), inside a try block. */
int callbacks_throw_over(struct callbacks_throw *t, int op);
/* The event callback, to be subscribed. */
int callbacks_throwing_event(uint64_t id, int64_t event, void *userdata);

#ifdef __cplusplus
}
#endif
#endif
