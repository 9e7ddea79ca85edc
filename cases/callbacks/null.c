/*
 * null: a NULL callback or out-parameter is refused before anything happens; a NULL userdata is a userdata.
 * Rule: callbacks.null    Source: RS-2026-0008 and its kin; JNA and cffi on NULL function pointers
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

static unsigned calls;
static void *seen;

static int count_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	seen = userdata;
	calls++;
	return 0;
}

static int count_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event;
	seen = userdata;
	calls++;
	return 0;
}

static void count_destroy(void *userdata)
{
	++*(unsigned *)userdata;
}

static int ascending(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return (a > b) - (a < b);
}

static void each(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int *result = seam_out(c, sizeof *result);

	NEED(c, p->each);
	calls = 0;
	CHECK_EQ(c, p->each(3, NULL, &calls, result), SEAM_E_NULL);
	CHECK_EQ(c, p->each(0, NULL, &calls, result), SEAM_E_NULL);
	CHECK_EQ(c, seam_untouched(c, result, sizeof *result), sizeof *result);
	CHECK_EQ(c, p->each(3, count_visit, &calls, NULL), SEAM_E_NULL);
	CHECK_EQ(c, calls, 0u);
}

static void walk(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	NEED(c, p->walk);
	CHECK_EQ(c, p->walk(3, NULL, &calls), SEAM_E_NULL);
	CHECK_EQ(c, p->walk(0, NULL, NULL), SEAM_E_NULL);
}

static void sort(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const int64_t before[2] = { 2, 1 };
	int64_t *items = seam_inout(c, before, sizeof before);

	NEED(c, p->sort);
	CHECK_EQ(c, p->sort(items, 2, NULL, NULL), SEAM_E_NULL);
	CHECK_BYTES(c, items, sizeof before, before, sizeof before);
	CHECK_EQ(c, p->sort(NULL, 2, ascending, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->sort(NULL, 0, ascending, NULL), SEAM_OK);
}

static void subscribe(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	uint64_t *id = seam_out(c, sizeof *id);
	struct seam_bus *bus = NULL;
	unsigned destroyed = 0;
	uint32_t called = 1;
	int result = 1;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->fire_all);
	CHECK_EQ(c, p->bus_new(NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->bus_free(NULL), SEAM_OK);
	CHECK_EQ(c, p->subscribe(NULL, count_event, &destroyed, count_destroy, id), SEAM_E_NULL);
	REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(bus, NULL, &destroyed, count_destroy, id), SEAM_E_NULL);
	CHECK_EQ(c, seam_untouched(c, id, sizeof *id), sizeof *id);
	CHECK_EQ(c, p->subscribe(bus, count_event, &destroyed, count_destroy, NULL), SEAM_E_NULL);
	calls = 0;
	CHECK_EQ(c, p->fire_all(bus, 1, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, 0u);
	CHECK_EQ(c, result, 0);
	CHECK_EQ(c, p->fire_all(NULL, 1, &called, &result), SEAM_E_NULL);
	CHECK_EQ(c, p->fire_all(bus, 1, NULL, &result), SEAM_E_NULL);
	CHECK_EQ(c, p->fire_all(bus, 1, &called, NULL), SEAM_E_NULL);
	CHECK_EQ(c, calls, 0u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, destroyed, 0u); /* a refused userdata stays the caller's */
}

static void replace(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	unsigned old = 0, new = 0;
	uint64_t id = 0;
	int result = 1;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->replace && p->fire);
	REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(bus, count_event, &old, count_destroy, &id), SEAM_OK);
	CHECK_EQ(c, p->replace(bus, id, NULL, &new, count_destroy), SEAM_E_NULL);
	CHECK_EQ(c, p->replace(NULL, id, count_event, &new, count_destroy), SEAM_E_NULL);
	CHECK_EQ(c, old, 0u);
	seen = NULL;
	CHECK_EQ(c, p->fire(bus, id, 1, &result), SEAM_OK);
	CHECK_EQ(c, seen, &old);
	CHECK_EQ(c, p->fire(bus, id, 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->fire(NULL, id, 1, &result), SEAM_E_NULL);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, old, 1u);
	CHECK_EQ(c, new, 0u);
}

static void userdata(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int result;

	NEED(c, p->each);
	seen = &calls;
	calls = 0;
	CHECK_EQ(c, p->each(1, count_visit, NULL, &result), SEAM_OK);
	CHECK_EQ(c, calls, 1u);
	CHECK_EQ(c, seen, NULL);
}

SEAM_CASES(callbacks, null) = {
	{ "each", SEAM_MUST, each, "each refuses a NULL visit or result and writes nothing", 0 },
	{ "walk", SEAM_MUST, walk, "walk refuses a NULL visit, also with nothing to visit", 0 },
	{ "sort", SEAM_MUST, sort, "sort refuses a NULL comparator; NULL items are none", 0 },
	{ "subscribe", SEAM_MUST, subscribe,
	  "a NULL callback is refused, not stored; the userdata stays the caller's", 0 },
	{ "replace", SEAM_MUST, replace, "a refused replace leaves the old subscription in force", 0 },
	{ "userdata", SEAM_MUST, userdata, "a NULL userdata arrives as NULL", 0 },
	SEAM_END
};
