/*
 * thread: a destructor of userdata runs on the thread that caused it, not on one of the peer's own.
 * Rule: ownership.thread    Source: finalizer threads of collectors; GLib main contexts
 */
#include "ownership/ownership.h"

#include <seam/case.h>

static _Thread_local int callers;
static int on_callers, elsewhere;

static void release(void *userdata)
{
	(void)userdata;
	*(callers ? &on_callers : &elsewhere) += 1;
}

static void released(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_slot *slot = NULL;

	NEED(c, s->slot_set && s->slot_clear);
	callers = 1;
	on_callers = elsewhere = 0;
	REQUIRE(CHECK_EQ(c, s->slot_create(&slot), SEAM_OK));
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, s->slot_set(slot, NULL, release), SEAM_OK);
	CHECK_EQ(c, s->slot_clear(slot), SEAM_OK);
	s->slot_destroy(slot);
	CHECK_EQ(c, elsewhere, 0);
	CHECK_EQ(c, on_callers, 3);
}

SEAM_CASES(ownership, thread) = {
	{ "released", SEAM_MUST, released, "userdata is released on the thread that called the op", 0 },
	SEAM_END
};
