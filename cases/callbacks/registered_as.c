/*
 * registered_as: an id names one subscription of one bus, for good.
 * Rule: callbacks.registered_as    Source: reused timer and watch ids; libuv handles; sqlite3_update_hook
 */
#include "callbacks/registered.h"

#include <seam/case.h>

static int on_other_event(uint64_t id, int64_t event, void *userdata)
{
	return callbacks_on_event(id, -event, userdata);
}

static void ids_are_not_reused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[1], id = 0;
	int result;

	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 1));
	CHECK_EQ(c, p->unsubscribe(bus, ids[0]), SEAM_OK);
	CHECK_EQ(c, p->subscribe(bus, callbacks_on_event, &callbacks_tags[1], NULL, &id), SEAM_OK);
	CHECK(c, id != 0 && id != ids[0]);
	CHECK_EQ(c, p->fire(bus, ids[0], 1, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->fire(bus, 0, 1, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, callbacks_log.n, 0u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void replaced(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[3];

	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 3));
	CHECK_EQ(c, p->replace(bus, ids[1], on_other_event, &callbacks_tags[7], NULL), SEAM_OK);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 7, 2 }, 3); /* same turn, other userdata … */
	CHECK_EQ(c, callbacks_log.event[1], -5);                  /* … and other function         */
	CHECK_EQ(c, callbacks_log.id[1], ids[1]);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void buses_are_apart(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL, *other = NULL;
	uint64_t ids[2], id = 0;
	size_t one = 0, two = 0;

	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 2));
	if (p->live)
		CHECK_EQ(c, p->live(SEAM_LIVE_BUSES, &one), SEAM_OK);
	if (CHECK_EQ(c, p->bus_new(&other), SEAM_OK) && CHECK(c, other != bus)) {
		CHECK_EQ(c, p->subscribe(other, callbacks_on_event, &callbacks_tags[6], NULL, &id), SEAM_OK);
		callbacks_check_all(c, p, bus, (const int[]){ 0, 1 }, 2);
		if (p->live && p->live(SEAM_LIVE_BUSES, &two) == SEAM_OK)
			CHECK_EQ(c, two, one + 1);
		callbacks_check_all(c, p, other, (const int[]){ 6 }, 1);
		CHECK_EQ(c, p->bus_free(other), SEAM_OK);
	}
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1 }, 2);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

SEAM_CASES(callbacks, registered_as) = {
	{ "ids_are_not_reused", SEAM_MUST, ids_are_not_reused, "an old id never names a new subscription", 0 },
	{ "replaced", SEAM_MUST, replaced, "replace changes function and userdata and keeps id and turn", 0 },
	{ "buses_are_apart", SEAM_MUST, buses_are_apart, "a subscription belongs to one bus", 0 },
	SEAM_END
};
