/*
 * registered: a stored callback is called later, in its turn, and never after its end.
 * Rule: callbacks.registered    Source: koffi, callback after unregister; libuv uv_close; FFI guide 7
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

static struct log {
	unsigned n;
	int who[32];
	uint64_t id[32];
	int64_t event[32];
} events; /* static: a call that comes too late finds it, whatever became of the case */

static int tags[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	if (events.n < 32) {
		events.who[events.n] = *(int *)userdata;
		events.id[events.n] = id;
		events.event[events.n] = event;
	}
	events.n++;
	return 0;
}

static int on_other_event(uint64_t id, int64_t event, void *userdata)
{
	return on_event(id, -event, userdata);
}

static bool open_bus(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus **bus, uint64_t *ids, int n)
{
	bool ok;

	if (!p->bus_new || !p->bus_free || !p->subscribe || !p->unsubscribe || !p->replace || !p->fire || !p->fire_all) {
		seam_skip(c, "the peer does not offer a bus");
		return false;
	}
	events = (struct log){ 0, { 0 }, { 0 }, { 0 } };
	ok = CHECK_EQ(c, p->bus_new(bus), SEAM_OK);
	for (int i = 0; i < n && ok; i++) {
		ids[i] = 0;
		ok = CHECK_EQ(c, p->subscribe(*bus, on_event, &tags[i], NULL, &ids[i]), SEAM_OK);
	}
	return ok;
}

/* fire_all calls exactly these, in this order. */
static void check_all(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus *bus, const int *who, unsigned n)
{
	uint32_t called = 999;
	int result = 999;

	events.n = 0;
	if (!CHECK_EQ(c, p->fire_all(bus, 5, &called, &result), SEAM_OK))
		return;
	CHECK_EQ(c, called, n);
	CHECK_EQ(c, result, 0);
	if (CHECK_EQ(c, events.n, n))
		CHECK_BYTES(c, events.who, n * sizeof *who, who, n * sizeof *who);
}

static void later(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[2];
	int result = 1;

	REQUIRE(open_bus(c, p, &bus, ids, 2));
	CHECK_EQ(c, events.n, 0u); /* subscribing calls nothing */
	CHECK_EQ(c, p->fire(bus, ids[1], -5000000000, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	if (CHECK_EQ(c, events.n, 1u)) {
		CHECK_EQ(c, events.who[0], 1);
		CHECK_EQ(c, events.id[0], ids[1]);
		CHECK_EQ(c, events.event[0], -5000000000);
	}
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, events.n, 1u);
}

static void in_order(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[6];

	REQUIRE(open_bus(c, p, &bus, ids, 6));
	check_all(c, p, bus, (const int[]){ 0, 1, 2, 3, 4, 5 }, 6);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(c, events.id[i], ids[i]);
	CHECK_EQ(c, p->unsubscribe(bus, ids[2]), SEAM_OK);
	CHECK_EQ(c, p->subscribe(bus, on_event, &tags[6], NULL, &ids[2]), SEAM_OK);
	check_all(c, p, bus, (const int[]){ 0, 1, 3, 4, 5, 6 }, 6); /* a new one comes last, in no freed slot */
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void not_after_unsubscribe(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[3];
	int *result = seam_out(c, sizeof *result);

	REQUIRE(open_bus(c, p, &bus, ids, 3));
	CHECK_EQ(c, p->unsubscribe(bus, ids[1]), SEAM_OK);
	CHECK_EQ(c, p->fire(bus, ids[1], 1, result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seam_untouched(c, result, sizeof *result), sizeof *result);
	CHECK_EQ(c, events.n, 0u);
	check_all(c, p, bus, (const int[]){ 0, 2 }, 2);
	CHECK_EQ(c, p->unsubscribe(bus, ids[1]), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->replace(bus, ids[1], on_event, &tags[5], NULL), SEAM_E_NOT_FOUND);
	check_all(c, p, bus, (const int[]){ 0, 2 }, 2);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, events.n, 2u);
}

static void ids_are_not_reused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[1], id = 0;
	int result;

	REQUIRE(open_bus(c, p, &bus, ids, 1));
	CHECK_EQ(c, p->unsubscribe(bus, ids[0]), SEAM_OK);
	CHECK_EQ(c, p->subscribe(bus, on_event, &tags[1], NULL, &id), SEAM_OK);
	CHECK(c, id != 0 && id != ids[0]);
	CHECK_EQ(c, p->fire(bus, ids[0], 1, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->fire(bus, 0, 1, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, events.n, 0u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void replaced(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[3];

	REQUIRE(open_bus(c, p, &bus, ids, 3));
	CHECK_EQ(c, p->replace(bus, ids[1], on_other_event, &tags[7], NULL), SEAM_OK);
	check_all(c, p, bus, (const int[]){ 0, 7, 2 }, 3); /* same turn, other userdata … */
	CHECK_EQ(c, events.event[1], -5);                  /* … and other function         */
	CHECK_EQ(c, events.id[1], ids[1]);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void buses_are_apart(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL, *other = NULL;
	uint64_t ids[2], id = 0;

	REQUIRE(open_bus(c, p, &bus, ids, 2));
	if (CHECK_EQ(c, p->bus_new(&other), SEAM_OK) && CHECK(c, other != bus)) {
		CHECK_EQ(c, p->subscribe(other, on_event, &tags[6], NULL, &id), SEAM_OK);
		check_all(c, p, bus, (const int[]){ 0, 1 }, 2);
		check_all(c, p, other, (const int[]){ 6 }, 1);
		CHECK_EQ(c, p->bus_free(other), SEAM_OK);
	}
	check_all(c, p, bus, (const int[]){ 0, 1 }, 2);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

SEAM_CASES(callbacks, registered) = {
	{ "later", SEAM_MUST, later, "a stored callback is called by fire alone, with id, event and userdata", 0 },
	{ "in_order", SEAM_MUST, in_order, "fire_all calls in the order of subscription", 0 },
	{ "not_after_unsubscribe", SEAM_MUST, not_after_unsubscribe, "an ended subscription is never called again", 0 },
	{ "ids_are_not_reused", SEAM_MUST, ids_are_not_reused, "an old id never names a new subscription", 0 },
	{ "replaced", SEAM_MUST, replaced, "replace changes function and userdata and keeps id and turn", 0 },
	{ "buses_are_apart", SEAM_MUST, buses_are_apart, "a subscription belongs to one bus", 0 },
	SEAM_END
};
