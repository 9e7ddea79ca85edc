/*
 * reentrant: a call may be made inside of another one, of the same signature too, and functions of the peer inside its own calls.
 * Rule: calls.via    Source: C11 6.5.2.2; an engine's buffers are each call's own
 */
#include "call.h"

#include <stdlib.h>

static struct {
	struct seam_case *c;
	const struct seam_calls *ops;
	struct seam_signature *sig;
	seam_fn of_peer; /* a callee of the peer: stores its arguments, returns the slot's value */
	int failed;
} now;

/* Values of one call on its own frame. */
static double by_peer(seam_fn fn, int depth, double x)
{
	double result = -1;
	void *args[] = { &depth, &x };
	struct seam_slots slots = { args, &result };

	if (now.ops->caller(now.sig, fn, &slots) != 0)
		now.failed++;
	return result;
}

/* x for each level, and once the depth. */
static double inner(int depth, double x)
{
	return depth == 0 ? x : x + depth + by_peer((seam_fn)inner, depth - 1, x);
}

static double through_callee(int depth, double x)
{
	double of_peer = ((double (*)(int, double))now.of_peer)(depth + 7, x + 0.5);

	return depth == 0 ? of_peer : of_peer + by_peer((seam_fn)through_callee, depth - 1, x);
}

static bool prepare(struct seam_case *c)
{
	const struct sides *sides = sides_open(c);

	now.c = c;
	now.ops = SEAM_OPS(c, calls);
	now.failed = 0;
	now.sig = seam_signature_parse("id>d", NULL);
	return sides && CHECK(c, now.sig != NULL) && sides_lay_out(sides, now.sig);
}

static void finish(void)
{
	CHECK_EQ(now.c, now.failed, 0);
	if (now.ops->release)
		now.ops->release(now.sig);
	free(now.sig);
}

void call_nested(struct seam_case *c)
{
	enum { DEPTH = 50 };
	double sum = 0;

	NEED(c, SEAM_OPS(c, calls)->caller);
	REQUIRE(prepare(c));
	if (SEAM_STIMULUS(c))
		sum = by_peer((seam_fn)inner, DEPTH, 0.25);
	CHECK_EQ(c, sum, 0.25 * (DEPTH + 1) + DEPTH * (DEPTH + 1) / 2);
	finish();
}

void call_both_ways(struct seam_case *c)
{
	enum { DEPTH = 20 };
	double sum = 0, x = 0, returned = 3.5;
	int depth = 0;
	void *args[] = { &depth, &x };
	struct seam_slots slots = { args, &returned };

	NEED(c, SEAM_OPS(c, calls)->caller);
	NEED(c, SEAM_OPS(c, calls)->callee);
	REQUIRE(prepare(c));
	if (CHECK_EQ(c, now.ops->callee(now.sig, &slots, &now.of_peer), 0) && SEAM_STIMULUS(c))
		sum = by_peer((seam_fn)through_callee, DEPTH, 0.25);
	CHECK_EQ(c, sum, 3.5 * (DEPTH + 1));
	CHECK_EQ(c, depth, 7);
	CHECK_EQ(c, x, 0.75);
	finish();
}

/* ---- mutants ---- */

static const struct seam_calls *right(void)
{
	return seam_original(calls);
}

/* One place for the result of the call that is open: an inner call takes it over. */
static int one_result_place(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static void *place;
	double result = 0;
	struct seam_slots own = { slots->arg, &result };
	int rc;

	if (sig->result->kind != SEAM_FLOAT64)
		return right()->caller(sig, fn, slots);
	place = slots->ret;
	rc = right()->caller(sig, fn, &own);
	*(double *)place = result;
	return rc;
}

/* A pool of sixteen frames, and no more. */
static int sixteen_frames(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static int open;
	int rc = SEAM_E_STATE;

	if (open < 16) {
		open++;
		rc = right()->caller(sig, fn, slots);
		open--;
	}
	return rc;
}

SEAM_MUTANTS(calls, reentrant) = { { "one_result_place", "calls.via.nested", "plain", "fail", "sum ==", true,
	                             SEAM_OP(calls, caller, one_result_place), 0 },
	                           { "sixteen_frames", "calls.via.both_ways", "plain", "fail", "now.failed", true,
	                             SEAM_OP(calls, caller, sixteen_frames), 0 },
	                           SEAM_NO_MORE_MUTANTS };
