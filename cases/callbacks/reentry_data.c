/*
 * reentry_data: what an op was given is still its own when a callback has called the peer again; a destructor may call
 * it too.
 * Rule: callbacks.reentry_data    Source: qsort without userdata; static buffers for names; finalizers under a lock
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <string.h>

struct visits {
	const struct seam_callbacks *p;
	struct visits *inner; /* visited in the middle of each visit; NULL: none */
	unsigned calls, wrong;
};

static int on_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct visits *v = userdata;
	int result = 0;

	(void)value, (void)fraction;
	v->calls++;
	if (v->inner && v->p->each(5, on_visit, v->inner, &result) != SEAM_OK)
		v->wrong++;
	if (strncmp(name, "item ", 5) != 0 || name[5] != (char)('0' + index) || name[6])
		v->wrong++;
	return 0;
}

static void visits(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct visits inner = { p, NULL, 0, 0 }, outer = { p, NULL, 0, 0 };
	int result = -1;

	NEED(c, p->each);
	outer.inner = SEAM_STIMULUS(c) ? &inner : NULL;
	CHECK_EQ(c, p->each(3, on_visit, &outer, &result), SEAM_OK);
	CHECK_EQ(c, outer.calls, 3);
	CHECK_EQ(c, inner.calls, 15);
	CHECK_EQ(c, outer.wrong + inner.wrong, 0);
}

struct order {
	const struct seam_callbacks *p;
	int64_t items[3];
	bool nested; /* sorts its own items, downwards, in the middle of each comparison */
};

static int down(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return a < b ? 1 : a > b ? -1 : 0;
}

static int up(int64_t a, int64_t b, void *userdata)
{
	struct order *o = userdata;

	if (o->nested)
		o->p->sort(o->items, 3, down, NULL);
	return a < b ? -1 : a > b;
}

static void sorts(struct seam_case *c)
{
	static const int64_t sorted[] = { 1, 2, 3, 4, 5, 6 }, downwards[] = { 3, 2, 1 };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int64_t items[] = { 4, 1, 6, 2, 5, 3 };
	struct order o = { p, { 1, 2, 3 }, SEAM_STIMULUS(c) };

	NEED(c, p->sort);
	CHECK_EQ(c, p->sort(items, 6, up, &o), SEAM_OK);
	CHECK_BYTES(c, items, sizeof items, sorted, sizeof sorted);
	CHECK_BYTES(c, o.items, sizeof o.items, downwards, sizeof downwards);
}

struct ending {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	uint64_t other;
	unsigned ended, events;
	int rc, result;
};

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event;
	if (userdata)
		((struct ending *)userdata)->events++;
	return 0;
}

static void fires_another(void *userdata)
{
	struct ending *e = userdata;

	e->ended++;
	e->rc = e->p->fire(e->bus, e->other, 1, &e->result);
}

static void destructor(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct ending e = { p, NULL, 0, 0, 0, -1, -1 };
	uint64_t id = 0;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->unsubscribe && p->fire);
	REQUIRE(CHECK_EQ(c, p->bus_new(&e.bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(e.bus, on_event, &e, NULL, &e.other), SEAM_OK);
	CHECK_EQ(c, p->subscribe(e.bus, on_event, &e, SEAM_STIMULUS(c) ? fires_another : NULL, &id), SEAM_OK);
	CHECK_EQ(c, p->unsubscribe(e.bus, id), SEAM_OK);
	CHECK_EQ(c, e.ended, 1);
	CHECK_EQ(c, e.rc, SEAM_OK);
	CHECK_EQ(c, e.events, 1);
	CHECK_EQ(c, p->bus_free(e.bus), SEAM_OK);
}

static unsigned null_ended;

static void ends_null(void *userdata)
{
	null_ended += userdata == NULL;
}

static void null_userdata(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t id = 0;

	NEED(c, p->bus_new && p->bus_free && p->subscribe);
	null_ended = 0;
	REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(bus, on_event, SEAM_STIMULUS(c) ? NULL : (void *)&id, ends_null, &id), SEAM_OK);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, null_ended, 1);
}

SEAM_CASES(callbacks, reentry_data) = {
	{ "visits", SEAM_MUST, visits, "name and userdata of a visit outlive the visits within it", 0 },
	{ "sorts", SEAM_MUST, sorts, "a comparator may sort something else, another way", 0 },
	{ "destructor", SEAM_MUST, destructor, "a destructor may call the bus, whose other subscriptions go on", 0 },
	{ "null_userdata", SEAM_MUST, null_userdata, "a NULL userdata is destroyed like any other", 0 },
	SEAM_END
};
