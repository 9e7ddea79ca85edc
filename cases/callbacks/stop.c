/*
 * stop: what a callback returns comes back exactly, and ends the iteration when it is not 0.
 * Rule: callbacks.stop    Source: git_*_foreach and its bindings; PEP 788; koffi, callbacks that return int
 */
#include "callbacks/callbacks.h"

#include <limits.h>
#include <seam/case.h>

struct stopper {
	uint32_t at, count;
	int value;
};

static const int values[] = { 0, 1, -1, 7, 255, 256, -256, 65536, SEAM_E_PANIC, INT_MAX, INT_MIN };
#define N_VALUES (sizeof values / sizeof values[0])

static int stop_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct stopper *s = userdata;

	(void)value, (void)fraction, (void)name;
	s->count++;
	return index == s->at ? s->value : 0;
}

static int stop_event(uint64_t id, int64_t event, void *userdata)
{
	struct stopper *s = userdata;

	(void)id, (void)event;
	s->count++;
	return s->value;
}

static void each_value(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;

	NEED(c, p->each);
	stimulus = SEAM_STIMULUS(c);
	for (size_t i = 0; i < N_VALUES; i++) {
		struct stopper s = { 3, 0, stimulus ? values[i] : 0 };
		int *result = seam_out(c, sizeof *result);

		REQUIRE(CHECK_EQ(c, p->each(6, stop_visit, &s, result), SEAM_OK));
		REQUIRE(CHECK_EQ(c, *result, values[i]));
	}
}

static void each_stops(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;

	NEED(c, p->each);
	stimulus = SEAM_STIMULUS(c);
	for (size_t i = 0; i < N_VALUES; i++) {
		for (uint32_t at = 0; at < 5; at += 2) {
			struct stopper s = { at, 0, stimulus ? values[i] : 0 };
			int result = 0;

			REQUIRE(CHECK_EQ(c, p->each(5, stop_visit, &s, &result), SEAM_OK));
			REQUIRE(CHECK_EQ(c, s.count, values[i] ? at + 1 : 5));
		}
	}
}

static void walk_value(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;

	NEED(c, p->walk);
	stimulus = SEAM_STIMULUS(c);
	for (size_t i = 0; i < N_VALUES; i++) {
		struct stopper s = { 3, 0, stimulus ? values[i] : 0 };

		REQUIRE(CHECK_EQ(c, p->walk(6, stop_visit, &s), values[i]));
		REQUIRE(CHECK_EQ(c, s.count, values[i] ? 4 : 6));
	}
}

static void fire_value(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;
	struct seam_bus *bus = NULL;
	struct stopper s = { 0, 0, 0 };
	uint64_t id = 0;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->fire);
	stimulus = SEAM_STIMULUS(c);
	REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(bus, stop_event, &s, NULL, &id), SEAM_OK);
	for (size_t i = 0; i < N_VALUES; i++) {
		int *result = seam_out(c, sizeof *result);

		s.value = stimulus ? values[i] : 0;
		if (!CHECK_EQ(c, p->fire(bus, id, 1, result), SEAM_OK) || !CHECK_EQ(c, *result, values[i]))
			break;
	}
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void fire_all_value(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;
	struct seam_bus *bus = NULL;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->fire_all);
	stimulus = SEAM_STIMULUS(c);
	for (size_t i = 0; i < N_VALUES; i++) {
		struct stopper s[3] = { { 0, 0, 0 }, { 0, 0, stimulus ? values[i] : 0 }, { 0, 0, 0 } };
		uint32_t *called = seam_out(c, sizeof *called), expected = values[i] ? 2 : 3;
		int *result = seam_out(c, sizeof *result);
		uint64_t id;

		REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
		for (size_t k = 0; k < 3; k++)
			CHECK_EQ(c, p->subscribe(bus, stop_event, &s[k], NULL, &id), SEAM_OK);
		if (CHECK_EQ(c, p->fire_all(bus, 1, called, result), SEAM_OK)) {
			CHECK_EQ(c, *result, values[i]);
			CHECK_EQ(c, *called, expected);
			CHECK_EQ(c, s[0].count + s[1].count + s[2].count, expected);
		}
		CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	}
}

SEAM_CASES(callbacks, stop) = {
	{ "each_value", SEAM_MUST, each_value, "the stopping visit's value comes back from each exactly", 0 },
	{ "each_stops", SEAM_MUST, each_stops, "any value but 0 stops each there and then, 0 does not", 0 },
	{ "walk_value", SEAM_MUST, walk_value, "walk stops at any value but 0 and returns it exactly", 0 },
	{ "fire_value", SEAM_MUST, fire_value, "a subscription's value comes back from fire exactly", 0 },
	{ "fire_all_value", SEAM_MUST, fire_all_value, "fire_all stops at any value but 0 and reports it exactly", 0 },
	SEAM_END
};
