/* calls/call.h - one signature, called one way in one round, and what was wrong with it. */
#ifndef SEAM_CALLS_CALL_H
#define SEAM_CALLS_CALL_H

#include "calls.h"
#include "leaves.h"
#include "rules.h"

#include <seam/thunk.h>

enum way { PEER_CALLS_C, C_CALLS_PEER, WAYS };
extern const char *const way_names[WAYS];

/* A signature made ready: types laid out, leaves listed, memory laid out for a caller's slots and a callee's. */
struct call {
	const struct seam_signature *sig;
	const struct sides *sides;
	uint32_t function; /* its number in the sides' tables */
	struct leaves leaves;
	size_t first_leaf[SEAM_MOST_ARGS + 2]; /* of each argument, then of the result, then the end */
	struct seam_slots given, seen;         /* the caller's; the callee's                          */
	bool muted;
	unsigned rule_flags;
	unsigned registers; /* of a rule about registers: SEAM_STACK_MISALIGNED … that it is about */
	bool flip; /* a bit of one expected value is turned over, which must show; `flipped` says that it was */
	bool flipped;
	unsigned flip_at;
	char what[400]; /* the first thing that was wrong */
};

/* 0, or -1 when memory is out or the values do not fit. */
int call_open(struct call *call, const struct seam_signature *sig, const struct sides *sides, uint32_t function);
void call_close(struct call *call);

/* Asks the peer for what is needed before a way can be called at all: 0, SEAM_E_UNSUPPORTED, or another failure, told in `what`. */
int call_prepare(struct call *call, const struct seam_calls *ops, enum way way, seam_fn *peer_callee);
/* One round against one side.  0, SEAM_E_UNSUPPORTED, or -1: `what` tells. */
int call_round(struct call *call, const struct seam_calls *ops, enum way way, seam_fn peer_callee, unsigned side, enum round round);
/* Many calls with the same values, the last one's seen.  As call_round. */
int call_hot(struct call *call, const struct seam_calls *ops, enum way way, seam_fn peer_callee, unsigned side, unsigned times);
/* reentrant.c: the bodies of the rules of calls inside of calls. */
void call_nested(struct seam_case *c);
void call_both_ways(struct seam_case *c);

/* Whether what each side calls on each other arrives: if not, C's compilers disagree. */
bool call_is_decided(struct call *call);

#endif
