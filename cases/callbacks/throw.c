/*
 * throw: a callback throws a C++ exception.  Behind a C++ shield every peer takes it for a value; over the peer's
 * frames only a peer that declares SEAM_UNWIND_SAFE is asked: it arrives, or ends there as SEAM_E_PANIC; never as
 * success, and never with the lock held.
 * Rule: callbacks.throw    Source: RFC 2945 ("C-unwind"); pybind11; "caught silently with the lock held"
 */
#include "callbacks/throw.h"

#include <seam/case.h>

static bool begin(struct seam_case *c, struct callbacks_throw *t, bool shielded)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool ok = false;

	*t = (struct callbacks_throw){
		.p = p, .shielded = shielded, .code = -1729, .result = 77,
		.items = { 8, 7, 6, 5, 4, 3, 2, 1 },
	};
	if (!shielded && !(seam_traits(c) & SEAM_UNWIND_SAFE))
		seam_skip(c, "the peer does not declare SEAM_UNWIND_SAFE");
	else if (!p->each || !p->walk || !p->sort || !p->bus_new || !p->bus_free || !p->subscribe || !p->fire ||
	         !p->fire_all || !p->live || !p->lock_probe)
		seam_skip(c, "the peer does not offer all the ops that a throw is tried on");
	else
		ok = true;
	t->stimulus = ok && SEAM_STIMULUS(c);
	return ok;
}

/* The exception went through, or ended as SEAM_E_PANIC; the peer is as it was. */
static void check_over(struct seam_case *c, struct callbacks_throw *t, int op)
{
	size_t before = 0, after = 1;
	struct seam_live lent = seam_live(c);

	t->p->live(SEAM_LIVE_SUBSCRIPTIONS, &before);
	for (int round = 0; round < 3; round++) { /* a second throw finds what the first left behind */
		int outcome;

		t->calls = 0;
		outcome = callbacks_throw_over(t, op);
		REQUIRE(CHECK(c, outcome != CALLBACKS_GARBLED));
		if (outcome == CALLBACKS_RETURNED)
			REQUIRE(CHECK_EQ(c, t->rc, SEAM_E_PANIC));
		CHECK_EQ(c, t->result, 77); /* no out-parameter is written */
		REQUIRE(CHECK_EQ(c, t->calls, op == CALLBACKS_SORT ? 5u : op < CALLBACKS_SORT ? 2u : 1u));
		REQUIRE(CHECK_EQ(c, t->p->lock_probe(t->bus), SEAM_OK));
	}
	t->p->live(SEAM_LIVE_SUBSCRIPTIONS, &after);
	CHECK_EQ(c, after, before);
	CHECK_EQ(c, seam_live(c).blocks, lent.blocks);
}

static void over(struct seam_case *c, int op)
{
	struct callbacks_throw t;

	REQUIRE(begin(c, &t, false));
	check_over(c, &t, op);
	if (op == CALLBACKS_SORT) {
		unsigned seen = 0;
		for (int i = 0; i < 8; i++)
			if (t.items[i] >= 1 && t.items[i] <= 8)
				seen |= 1u << t.items[i];
		CHECK_EQ(c, seen, 0x1feu);
	}
}

static void over_each(struct seam_case *c)
{
	over(c, CALLBACKS_EACH);
}

static void over_walk(struct seam_case *c)
{
	over(c, CALLBACKS_WALK);
}

static void over_sort(struct seam_case *c)
{
	over(c, CALLBACKS_SORT);
}

static void over_fire(struct seam_case *c)
{
	struct callbacks_throw t;
	int result = 0;

	REQUIRE(begin(c, &t, false));
	REQUIRE(CHECK_EQ(c, t.p->bus_new(&t.bus), SEAM_OK));
	CHECK_EQ(c, t.p->subscribe(t.bus, callbacks_throwing_event, &t, NULL, &t.id), SEAM_OK);
	check_over(c, &t, CALLBACKS_FIRE);
	check_over(c, &t, CALLBACKS_FIRE_ALL);
	CHECK_EQ(c, t.p->fire(t.bus, t.id, 9, &result), SEAM_OK);
	CHECK_EQ(c, result, 5);
	CHECK_EQ(c, t.p->bus_free(t.bus), SEAM_OK); /* which counts no firing that is over */
}

static void shield(struct seam_case *c)
{
	struct callbacks_throw t;

	REQUIRE(begin(c, &t, true));
	CHECK_EQ(c, callbacks_throw_over(&t, CALLBACKS_EACH), CALLBACKS_RETURNED);
	CHECK_EQ(c, t.rc, SEAM_OK);
	CHECK_EQ(c, t.result, t.code);
	CHECK_EQ(c, callbacks_throw_over(&t, CALLBACKS_WALK), CALLBACKS_RETURNED);
	CHECK_EQ(c, t.rc, t.code);
	CHECK_EQ(c, t.caught, 2u);
	CHECK_EQ(c, t.calls, 4u);
}

static void shield_fire(struct seam_case *c)
{
	struct callbacks_throw t;

	REQUIRE(begin(c, &t, true));
	REQUIRE(CHECK_EQ(c, t.p->bus_new(&t.bus), SEAM_OK));
	CHECK_EQ(c, t.p->subscribe(t.bus, callbacks_throwing_event, &t, NULL, &t.id), SEAM_OK);
	CHECK_EQ(c, callbacks_throw_over(&t, CALLBACKS_FIRE), CALLBACKS_RETURNED);
	CHECK_EQ(c, t.rc, SEAM_OK);
	CHECK_EQ(c, t.result, t.code);
	CHECK_EQ(c, callbacks_throw_over(&t, CALLBACKS_FIRE_ALL), CALLBACKS_RETURNED);
	CHECK_EQ(c, t.rc, SEAM_OK);
	CHECK_EQ(c, t.result, t.code);
	CHECK_EQ(c, t.caught, 2u);
	CHECK_EQ(c, t.p->bus_free(t.bus), SEAM_OK);
}

SEAM_CASES(callbacks, throw) = {
	{ "over_each", SEAM_MUST, over_each,
	  "an exception over each arrives or becomes SEAM_E_PANIC, nothing stays held", SEAM_UNWINDS },
	{ "over_walk", SEAM_MUST, over_walk, "the same over walk", SEAM_UNWINDS },
	{ "over_sort", SEAM_MUST, over_sort, "the same over sort, with the same numbers in some order", SEAM_UNWINDS },
	{ "over_fire", SEAM_MUST, over_fire, "the same over fire and fire_all, and the bus is whole", SEAM_UNWINDS },
	{ "shield", SEAM_MUST, shield,
	  "an exception stopped in the callback is a value like others to each and walk", 0 },
	{ "shield_fire", SEAM_MUST, shield_fire, "and to fire and fire_all", 0 },
	SEAM_END
};
