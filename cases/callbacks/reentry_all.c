/*
 * reentry_all: every op that calls back may be called from its own callback, a thousand deep.
 * Rule: callbacks.reentry    Source: as reentry; thread-local "current call" slots (koffi issue 15: a nested call
 * clobbered them)
 */
#include "callbacks/deep.h"

#include <seam/case.h>
#include <string.h>

/* The innermost has been reached, nothing failed on the way, and on the way back each level has found its own. */
static void check(struct seam_case *c, int (*go)(struct callbacks_deep *d))
{
	struct callbacks_deep d = { .p = SEAM_OPS(c, callbacks), .c = c, .go = go };

	d.limit = SEAM_STIMULUS(c) ? 1000 : 1;
	if (!callbacks_deep_can(&d)) {
		seam_skip(c, "the peer does not offer the op");
		return;
	}
	callbacks_down(&d);
	CHECK_EQ(c, d.deepest, 1000);
	CHECK_EQ(c, d.failed, 0);
	CHECK_EQ(c, d.lost, 0); /* levels whose arguments or results were not their own afterwards */
	if (d.p->lock_probe)
		CHECK_EQ(c, d.p->lock_probe(NULL), SEAM_OK);
}

#define DEEP(op)                                                                                                       \
	static void op##_deep(struct seam_case *c)                                                                     \
	{                                                                                                              \
		check(c, callbacks_deep_##op);                                                                         \
	}
DEEP(walk)
DEEP(sort)
DEEP(fire_all)
DEEP(drive)
DEEP(relay)
DEEP(twelve)
DEEP(ask)
DEEP(transfer)
DEEP(join)

SEAM_CASES(callbacks, reentry_all) = { { "walk", SEAM_MUST, walk_deep,
	                                 "walk may be called from its callback, 1000 deep", SEAM_ONCE },
	                               { "sort", SEAM_MUST, sort_deep, "sort may", SEAM_ONCE },
	                               { "fire_all", SEAM_MUST, fire_all_deep, "fire_all may", SEAM_ONCE },
	                               { "object_drive", SEAM_MUST, drive_deep, "object_drive may", SEAM_ONCE },
	                               { "relay", SEAM_MUST, relay_deep, "relay may", SEAM_ONCE },
	                               { "call_twelve", SEAM_MUST, twelve_deep, "call_twelve may", SEAM_ONCE },
	                               { "ask", SEAM_MUST, ask_deep, "ask may", SEAM_ONCE },
	                               { "transfer", SEAM_MUST, transfer_deep, "transfer may", SEAM_ONCE },
	                               { "join", SEAM_MUST, join_deep, "join may", SEAM_ONCE },
	                               SEAM_END };
