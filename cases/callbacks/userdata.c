/*
 * userdata: each registration keeps its own, and it is released exactly once, by its own destructor.
 * Rule: callbacks.userdata    Source: FFI guide 7; libgit2's payloads; sqlite3_create_function_v2
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

struct owned {
	unsigned called, destroyed, after_end; /* after_end: calls that came when it was released already */
	int value;
};

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct owned *o = userdata;

	(void)id, (void)event;
	o->called++;
	o->after_end += o->destroyed;
	return o->value;
}

static void on_destroy(void *userdata)
{
	((struct owned *)userdata)->destroyed++;
}

static void on_other_destroy(void *userdata)
{
	((struct owned *)userdata)->destroyed += 100;
}

static bool open_bus(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus **bus)
{
	if (!p->bus_new || !p->bus_free || !p->subscribe || !p->unsubscribe || !p->replace || !p->fire) {
		seam_skip(c, "the peer does not offer a bus");
		return false;
	}
	return CHECK_EQ(c, p->bus_new(bus), SEAM_OK);
}

static void two_registrations(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct owned first = { 0, 0, 0, 11 }, second = { 0, 0, 0, 22 };
	struct seam_bus *bus = NULL;
	uint64_t one = 0, two = 0;
	int result = 0;

	REQUIRE(open_bus(c, p, &bus));
	CHECK_EQ(c, p->subscribe(bus, on_event, &first, NULL, &one), SEAM_OK);
	CHECK_EQ(c, p->subscribe(bus, on_event, &second, NULL, &two), SEAM_OK);
	CHECK(c, one != 0 && two != 0 && one != two);
	CHECK_EQ(c, p->fire(bus, one, 1, &result), SEAM_OK);
	CHECK_EQ(c, result, 11);
	CHECK_EQ(c, p->fire(bus, two, 1, &result), SEAM_OK);
	CHECK_EQ(c, result, 22);
	CHECK_EQ(c, first.called, 1u);
	CHECK_EQ(c, second.called, 1u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void on_unsubscribe(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct owned gone = { 0, 0, 0, 0 }, stays = { 0, 0, 0, 0 };
	struct seam_bus *bus = NULL;
	uint64_t one = 0, two = 0;

	REQUIRE(open_bus(c, p, &bus));
	CHECK_EQ(c, p->subscribe(bus, on_event, &gone, on_destroy, &one), SEAM_OK);
	CHECK_EQ(c, p->subscribe(bus, on_event, &stays, on_destroy, &two), SEAM_OK);
	CHECK_EQ(c, p->unsubscribe(NULL, one), SEAM_E_NULL);
	CHECK_EQ(c, p->unsubscribe(bus, one), SEAM_OK);
	CHECK_EQ(c, gone.destroyed, 1u);
	CHECK_EQ(c, stays.destroyed, 0u);
	CHECK_EQ(c, p->unsubscribe(bus, one), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, gone.destroyed, 1u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, gone.destroyed, 1u);
	CHECK_EQ(c, stays.destroyed, 1u);
}

static void on_replace(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct owned old = { 0, 0, 0, 0 }, new = { 0, 0, 0, 0 };
	struct seam_bus *bus = NULL;
	uint64_t id = 0;

	REQUIRE(open_bus(c, p, &bus));
	CHECK_EQ(c, p->subscribe(bus, on_event, &old, on_destroy, &id), SEAM_OK);
	CHECK_EQ(c, p->replace(bus, id, on_event, &new, on_other_destroy), SEAM_OK);
	CHECK_EQ(c, old.destroyed, 1u);
	CHECK_EQ(c, new.destroyed, 0u);
	CHECK_EQ(c, p->replace(bus, id, on_event, &new, on_destroy), SEAM_OK); /* the same userdata again */
	CHECK_EQ(c, new.destroyed, 100u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, old.destroyed, 1u);
	CHECK_EQ(c, new.destroyed, 101u);
}

static void on_bus_free(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct owned owned[5] = { { 0, 0, 0, 0 } };
	struct seam_bus *bus = NULL;
	uint64_t id = 0;
	int result;

	REQUIRE(open_bus(c, p, &bus));
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ(c, p->subscribe(bus, on_event, &owned[i], i == 2 ? NULL : on_destroy, &id), SEAM_OK);
	CHECK_EQ(c, p->fire(bus, id, 1, &result), SEAM_OK);
	CHECK_EQ(c, owned[4].called, 1u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ(c, owned[i].destroyed, i == 2 ? 0u : 1u);
}

static void not_on_failure(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct owned owned = { 0, 0, 0, 0 };
	struct seam_bus *bus = NULL;
	uint64_t id = 0;

	REQUIRE(open_bus(c, p, &bus));
	CHECK_EQ(c, p->subscribe(bus, on_event, NULL, NULL, &id), SEAM_OK);
	CHECK_EQ(c, p->unsubscribe(bus, id), SEAM_OK);
	CHECK_EQ(c, p->replace(bus, id, on_event, &owned, on_destroy), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, owned.destroyed, 0u);
}

SEAM_CASES(callbacks, userdata) = {
	{ "two_registrations", SEAM_MUST, two_registrations, "two registrations of one function keep their own", 0 },
	{ "on_unsubscribe", SEAM_MUST, on_unsubscribe, "unsubscribe releases that userdata, once", 0 },
	{ "on_replace", SEAM_MUST, on_replace, "replace releases the old userdata by the old destructor, once", 0 },
	{ "on_bus_free", SEAM_MUST, on_bus_free, "bus_free releases every userdata that has a destructor, once", 0 },
	{ "not_on_failure", SEAM_MUST, not_on_failure, "a failed call leaves the userdata with its caller", 0 },
	SEAM_END
};
