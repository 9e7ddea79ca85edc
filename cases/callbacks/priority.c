/*
 * priority: subscriptions are called by priority, and an options struct is read as far as it goes, and not kept.
 * Rule: callbacks.priority    Source: libgit2's option structs; signal and hook chains (GLib, Apache, netfilter)
 */
#include "callbacks/registered.h"

#include <limits.h>
#include <seam/case.h>
#include <string.h>
#include <stddef.h>

static bool add(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus *bus, int tag, int32_t priority,
                uint64_t *id)
{
	struct seam_subscription is = { sizeof is, callbacks_on_event, &callbacks_tags[tag], NULL, priority, 0 };

	return CHECK_EQ(c, p->subscribe_with(bus, &is, id), SEAM_OK);
}

static void in_order(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[8] = { 0 };

	NEED(c, p->subscribe_with);
	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 1)); /* 0: priority 0 */
	CHECK(c, add(c, p, bus, 1, -5, &ids[1]));
	CHECK(c, add(c, p, bus, 2, INT32_MAX, &ids[2]));
	CHECK(c, add(c, p, bus, 3, 7, &ids[3]));
	CHECK(c, add(c, p, bus, 4, INT32_MIN, &ids[4]));
	CHECK(c, add(c, p, bus, 5, 7, &ids[5])); /* after 3 */
	CHECK(c, add(c, p, bus, 6, 0, &ids[6])); /* after 0 */
	callbacks_check_all(c, p, bus, (const int[]){ 2, 3, 5, 0, 6, 1, 4 }, 7);
	CHECK_EQ(c, p->replace(bus, ids[3], callbacks_on_event, &callbacks_tags[7], NULL), SEAM_OK);
	CHECK_EQ(c, p->unsubscribe(bus, ids[0]), SEAM_OK);
	callbacks_check_all(c, p, bus, (const int[]){ 2, 7, 5, 6, 1, 4 }, 6); /* replace keeps the priority */
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

struct adder {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	int rc;
};

static int adding_event(uint64_t id, int64_t event, void *userdata)
{
	struct adder *a = userdata;
	struct seam_subscription is = { sizeof is, callbacks_on_event, &callbacks_tags[3], NULL, -10, 0 };

	(void)id, (void)event;
	a->rc = a->p->subscribe_with(a->bus, &is, &id);
	return 0;
}

/* Made during a firing, with a priority whose turn is still to come: it is for the next time all the same. */
static void not_yet(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct adder a = { p, NULL, 1 };
	uint64_t id = 0, last = 0;
	uint32_t called = 0;
	int result = 0;

	NEED(c, p->subscribe_with);
	REQUIRE(callbacks_open_bus(c, p, &a.bus, &id, 0));
	CHECK_EQ(c, p->subscribe(a.bus, adding_event, &a, NULL, &id), SEAM_OK);
	CHECK(c, add(c, p, a.bus, 1, -20, &last));
	CHECK_EQ(c, p->fire_all(a.bus, 5, &called, &result), SEAM_OK);
	CHECK_EQ(c, a.rc, SEAM_OK);
	CHECK_EQ(c, called, 2u);
	CHECK_EQ(c, callbacks_log.n, 1u);
	CHECK_EQ(c, p->unsubscribe(a.bus, id), SEAM_OK);
	callbacks_check_all(c, p, a.bus, (const int[]){ 3, 1 }, 2);
	CHECK_EQ(c, p->bus_free(a.bus), SEAM_OK);
}

/* The struct of an older host. */
static void shorter(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_subscription is = { 0, callbacks_on_event, &callbacks_tags[1], NULL, 100, SEAM_SUBSCRIBE_ONCE };
	struct {
		struct seam_subscription known;
		uint64_t more;
	} newer;
	struct seam_bus *bus = NULL;
	uint64_t ids[2] = { 0 };

	NEED(c, p->subscribe_with);
	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 1));
	is.size = SEAM_STIMULUS(c) ? offsetof(struct seam_subscription, priority) : sizeof is;
	CHECK_EQ(c, p->subscribe_with(bus, (const void *)seam_in(c, &is, is.size), &ids[1]), SEAM_OK);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1 }, 2);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1 }, 2);
	/* one that ends before `flags`, and one of a newer host */
	is.size = offsetof(struct seam_subscription, flags);
	is.priority = -1;
	is.flags = UINT32_MAX; /* would be refused: the struct is aligned, so there is no page that could end here */
	CHECK_EQ(c, p->subscribe_with(bus, &is, &ids[1]), SEAM_OK);
	memset(&newer, 0xFF, sizeof newer);
	newer.known = (struct seam_subscription){ sizeof newer, callbacks_on_event, &callbacks_tags[2], NULL, -2, 0 };
	CHECK_EQ(c, p->subscribe_with(bus, &newer.known, &ids[1]), SEAM_OK);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1, 1, 2 }, 4);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1, 1, 2 }, 4);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static unsigned destroyed;

static void count_destroy(void *userdata)
{
	(void)userdata;
	destroyed++;
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_subscription is = { sizeof is, callbacks_on_event, &callbacks_tags[1], count_destroy, 0, 0 };
	uint64_t *id = seam_out(c, sizeof *id), none;
	struct seam_bus *bus = NULL;

	NEED(c, p->subscribe_with);
	REQUIRE(callbacks_open_bus(c, p, &bus, &none, 0));
	destroyed = 0;
	CHECK_EQ(c, p->subscribe_with(NULL, &is, id), SEAM_E_NULL);
	CHECK_EQ(c, p->subscribe_with(bus, NULL, id), SEAM_E_NULL);
	CHECK_EQ(c, p->subscribe_with(bus, &is, NULL), SEAM_E_NULL);
	is.flags = 2;
	CHECK_EQ(c, p->subscribe_with(bus, &is, id), SEAM_E_RANGE);
	is.flags = 0x80000000u | SEAM_SUBSCRIBE_ONCE;
	CHECK_EQ(c, p->subscribe_with(bus, &is, id), SEAM_E_RANGE);
	is.flags = 0;
	is.size = offsetof(struct seam_subscription, priority) - 1;
	CHECK_EQ(c, p->subscribe_with(bus, &is, id), SEAM_E_VERSION);
	is.size = sizeof is;
	is.callback = NULL;
	CHECK_EQ(c, p->subscribe_with(bus, &is, id), SEAM_E_NULL);
	CHECK_EQ(c, seam_untouched(c, id, sizeof *id), sizeof *id);
	callbacks_check_all(c, p, bus, NULL, 0);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, destroyed, 0u); /* what was refused is still the caller's */
}

SEAM_CASES(callbacks, priority) = {
	{ "in_order", SEAM_MUST, in_order, "higher priorities first, equal ones in the order of subscription", 0 },
	{ "not_yet", SEAM_MUST, not_yet, "one made during a firing waits for the next, whatever its priority", 0 },
	{ "shorter", SEAM_MUST, shorter, "members behind the struct's size are not read, and 0", 0 },
	{ "refused", SEAM_MUST, refused, "unknown flags, NULL and a size that cannot be are refused", 0 },
	SEAM_END
};
