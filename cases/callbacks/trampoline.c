/*
 * trampoline: functions made at run time carry their state, many at once, and go away.
 * Rule: callbacks.trampoline    Source: libffi closures; cgo's 2000 callbacks on Windows; koffi's 8192
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

#define MANY 1000

static size_t count_live(const struct seam_callbacks *p, int kind)
{
	size_t count = 0;

	return p->live && p->live(kind, &count) == SEAM_OK ? count : 0;
}

static void captured(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int64_t *sum = seam_out(c, sizeof *sum);
	seam_closure_fn fn = NULL;
	void *context = NULL;

	NEED(c, p->closure_new && p->closure_free);
	CHECK_EQ(c, p->closure_new(1, NULL, &context), SEAM_E_NULL);
	CHECK_EQ(c, p->closure_new(1, &fn, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->closure_free(NULL, NULL), SEAM_E_NULL);
	REQUIRE(CHECK_EQ(c, p->closure_new(5000000000, &fn, &context), SEAM_OK));
	CHECK_EQ(c, fn(context, 1, sum), SEAM_OK);
	CHECK_EQ(c, *sum, 5000000001);
	CHECK_EQ(c, fn(context, 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, fn(context, -10000000000, sum), SEAM_OK);
	CHECK_EQ(c, *sum, -4999999999);
	CHECK_EQ(c, p->closure_free(fn, context), SEAM_OK);
}

static void independent(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	seam_closure_fn fn[2] = { NULL, NULL };
	void *context[2] = { NULL, NULL };
	int64_t sum = 0;

	NEED(c, p->closure_new && p->closure_free);
	REQUIRE(CHECK_EQ(c, p->closure_new(100, &fn[0], &context[0]), SEAM_OK));
	REQUIRE(CHECK_EQ(c, p->closure_new(200, &fn[1], &context[1]), SEAM_OK));
	for (int i = 1; i <= 3; i++) {
		CHECK_EQ(c, fn[0](context[0], 1, &sum), SEAM_OK);
		CHECK_EQ(c, sum, 100 + i);
		CHECK_EQ(c, fn[1](context[1], 10, &sum), SEAM_OK);
		CHECK_EQ(c, sum, 200 + 10 * i);
	}
	CHECK_EQ(c, p->closure_free(fn[0], context[0]), SEAM_OK);
	CHECK_EQ(c, fn[1](context[1], 1, &sum), SEAM_OK); /* one outlives the other */
	CHECK_EQ(c, sum, 231);
	CHECK_EQ(c, p->closure_free(fn[1], context[1]), SEAM_OK);
}

static void many(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	static seam_closure_fn fn[MANY];
	static void *context[MANY];
	int made = 0, wrong = 0;
	size_t before;
	int64_t sum;

	NEED(c, p->closure_new && p->closure_free);
	before = count_live(p, SEAM_LIVE_CLOSURES);
	for (; made < MANY; made++) {
		int rc = p->closure_new(1000 * made, &fn[made], &context[made]);
		if (rc == SEAM_E_MEMORY && made >= 16)
			break; /* a limit of the peer's own */
		if (!CHECK_EQ(c, rc, SEAM_OK))
			break;
	}
	if (p->live)
		CHECK_EQ(c, count_live(p, SEAM_LIVE_CLOSURES), before + (size_t)made);
	for (int i = 0; i < made; i++) {
		sum = -1;
		if (fn[i](context[i], i % 7, &sum) != SEAM_OK || sum != 1000 * i + i % 7)
			wrong++;
	}
	CHECK_EQ(c, wrong, 0);
	for (int from = 0; from < 2; from++) /* every other one first */
		for (int i = from; i < made; i += 2)
			CHECK_EQ(c, p->closure_free(fn[i], context[i]), SEAM_OK);
	CHECK_EQ(c, count_live(p, SEAM_LIVE_CLOSURES), before);
}

static int add_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id;
	*(int64_t *)userdata += event;
	return 0;
}

static void many_registrations(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	static int64_t slots[MANY];
	static uint64_t ids[MANY];
	struct seam_bus *bus = NULL;
	size_t before, wrong = 0;
	uint32_t called = 0;
	int result = 1;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->unsubscribe && p->fire && p->fire_all && p->live);
	before = count_live(p, SEAM_LIVE_SUBSCRIPTIONS);
	REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	for (int i = 0; i < MANY; i++) {
		slots[i] = i;
		if (!CHECK_EQ(c, p->subscribe(bus, add_event, &slots[i], NULL, &ids[i]), SEAM_OK))
			break;
	}
	CHECK_EQ(c, count_live(p, SEAM_LIVE_SUBSCRIPTIONS), before + MANY);
	CHECK_EQ(c, p->fire_all(bus, 5000, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, MANY);
	CHECK_EQ(c, p->fire(bus, ids[MANY / 2], 1, &result), SEAM_OK);
	for (int i = 0; i < MANY; i++)
		wrong += slots[i] != i + 5000 + (i == MANY / 2);
	CHECK_EQ(c, wrong, 0u);
	for (int i = 0; i < MANY; i += 2)
		CHECK_EQ(c, p->unsubscribe(bus, ids[i]), SEAM_OK);
	CHECK_EQ(c, count_live(p, SEAM_LIVE_SUBSCRIPTIONS), before + MANY / 2);
	CHECK_EQ(c, p->fire_all(bus, 1, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, MANY / 2);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, count_live(p, SEAM_LIVE_SUBSCRIPTIONS), before);
}

SEAM_CASES(callbacks, trampoline) = {
	{ "captured", SEAM_MUST, captured, "a closure carries what it captured, and changes it", 0 },
	{ "independent", SEAM_MUST, independent, "closures keep their own state", 0 },
	{ "many", SEAM_MUST, many, "1000 closures live at once, or a clear error at the peer's limit", SEAM_ONCE },
	{ "many_registrations", SEAM_MUST, many_registrations,
	  "1000 registrations live at once, each its own", SEAM_ONCE },
	SEAM_END
};
