/*
 * reentry_bus: a callback changes the bus that is calling it: ends itself or another, adds, replaces, ends the bus.
 * Rule: callbacks.reentry    Source: iterator invalidation in observer lists; Qt, GLib and libuv on emission
 */
#include "callbacks/stage.h"

#include <seam/case.h>

static void ends_itself(struct seam_case *c)
{
	static struct callbacks_stage s;
	uint32_t called = 999;

	REQUIRE(callbacks_play(c, &s, END_ITSELF, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 3u);
	CHECK_EQ(c, s.actor[2].called, 1u);
	CHECK_EQ(c, s.actor[1].destroyed, 1u);
	callbacks_finish(c, &s, 2);
	CHECK_EQ(c, s.actor[1].called, 1u);
}

static void ends_another(struct seam_case *c)
{
	static struct callbacks_stage s;
	uint32_t called = 999;

	REQUIRE(callbacks_play(c, &s, END_NEXT, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 2u);
	CHECK_EQ(c, s.actor[2].called, 0u);
	CHECK_EQ(c, s.actor[2].destroyed, 1u);
	callbacks_finish(c, &s, 2);
}

static void adds(struct seam_case *c)
{
	static struct callbacks_stage s;
	uint32_t called = 999;

	REQUIRE(callbacks_play(c, &s, ADD, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, s.extras, 40u);
	CHECK_EQ(c, called, 3u); /* the new ones are for the next time */
	CHECK_EQ(c, s.extra[0].called + s.extra[39].called, 0u);
	callbacks_finish(c, &s, 43);
	CHECK_EQ(c, s.extra[0].called, 1u);
	CHECK_EQ(c, s.extra[39].called, 1u);
	CHECK_EQ(c, s.extra[39].destroyed, 1u);
}

static void replaces_itself(struct seam_case *c)
{
	static struct callbacks_stage s;
	uint32_t called = 999;

	REQUIRE(callbacks_play(c, &s, REPLACE_ITSELF, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 3u);
	CHECK_EQ(c, s.extra[0].called, 0u);
	CHECK_EQ(c, s.actor[1].destroyed, 1u);
	callbacks_finish(c, &s, 3);
	CHECK_EQ(c, s.extra[0].called, 1u);
	CHECK_EQ(c, s.extra[0].destroyed, 1u);
}

static void replaces_another(struct seam_case *c)
{
	static struct callbacks_stage s;
	uint32_t called = 999;

	REQUIRE(callbacks_play(c, &s, REPLACE_NEXT, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 3u);
	CHECK_EQ(c, s.actor[2].called, 0u);
	CHECK_EQ(c, s.extra[0].called, 1u);
	callbacks_finish(c, &s, 3);
	CHECK_EQ(c, s.extra[0].destroyed, 1u);
}

static void frees_the_bus(struct seam_case *c)
{
	static struct callbacks_stage s;
	uint32_t called = 999;

	REQUIRE(callbacks_play(c, &s, FREE_BUS, &called));
	if (s.actor[1].deed == FREE_BUS && s.rc == SEAM_OK) { /* deferred */
		CHECK_EQ(c, s.open, 0); /* every op says SEAM_E_STATE */
		CHECK_EQ(c, s.extra[0].called + s.extra[0].destroyed, 0u);
		CHECK_EQ(c, called, 2u);
		CHECK_EQ(c, s.actor[2].called, 0u);
		for (int i = 0; i < 3; i++)
			CHECK_EQ(c, s.actor[i].destroyed, 1u);
		return;
	}
	CHECK_EQ(c, s.rc, SEAM_E_STATE); /* refused */
	REQUIRE(CHECK_EQ(c, s.actor[2].called, 1u));
	CHECK_EQ(c, s.actor[0].destroyed + s.actor[1].destroyed + s.actor[2].destroyed, 0u);
	callbacks_finish(c, &s, 3);
}

SEAM_CASES(callbacks, reentry_bus) = {
	{ "ends_itself", SEAM_MUST, ends_itself, "a subscription may end itself; the others have their turn", 0 },
	{ "ends_another", SEAM_MUST, ends_another, "one that is ended before its turn is passed over", 0 },
	{ "adds", SEAM_MUST, adds, "subscriptions made by a callback are called from the next firing on", 0 },
	{ "replaces_itself", SEAM_MUST, replaces_itself, "a subscription may replace itself", 0 },
	{ "replaces_another", SEAM_MUST, replaces_another,
	  "one that is replaced before its turn: the new one is called", 0 },
	{ "frees_the_bus", SEAM_MUST, frees_the_bus, "freeing the bus that is calling is refused or deferred", 0 },
	SEAM_END
};
