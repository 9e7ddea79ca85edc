/*
 * longjmp: a callback jumps, and the host's shield, the callback that the peer was given, is where the jump lands: to
 * the peer it is a callback like any other.  Asked of every peer; see longjmp_over for jumps over its own frames.
 * Rule: callbacks.longjmp    Source: libpng, Lua, libjpeg error handlers; RFC 2945 on longjmp; libffi longjmp.c
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <setjmp.h>

#define CODE (-4242)

struct shield {
	jmp_buf back;
	bool stimulus;
	unsigned calls;
};

/* What the callback is to call, and what leaves by a jump. */
static void jump(struct shield *s)
{
	if (s->stimulus)
		longjmp(s->back, 1);
}

static int shielded(struct shield *s)
{
	s->calls++;
	if (setjmp(s->back) == 0) {
		jump(s);
		return 0;
	}
	return CODE;
}

static int shielded_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)value, (void)fraction, (void)name;
	return index == 2 ? shielded(userdata) : 0;
}

static int shielded_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event;
	return shielded(userdata);
}

static void shield_each(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct shield s = { .calls = 0 };
	int result = 0;

	NEED(c, p->each);
	s.stimulus = SEAM_STIMULUS(c);
	for (unsigned i = 1; i <= 3; i++) {
		CHECK_EQ(c, p->each(5, shielded_visit, &s, &result), SEAM_OK);
		CHECK_EQ(c, result, CODE);
		CHECK_EQ(c, s.calls, i);
	}
}

static void shield_walk(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct shield s = { .calls = 0 };

	NEED(c, p->walk);
	s.stimulus = SEAM_STIMULUS(c);
	for (unsigned i = 1; i <= 3; i++) {
		CHECK_EQ(c, p->walk(5, shielded_visit, &s), CODE);
		CHECK_EQ(c, s.calls, i);
	}
}

static void shield_fire(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct shield s = { .calls = 0 };
	struct seam_bus *bus = NULL;
	uint64_t id = 0;
	uint32_t called = 0;
	int result = 0;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->fire && p->fire_all);
	s.stimulus = SEAM_STIMULUS(c);
	REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(bus, shielded_event, &s, NULL, &id), SEAM_OK);
	CHECK_EQ(c, p->fire(bus, id, 1, &result), SEAM_OK);
	CHECK_EQ(c, result, CODE);
	CHECK_EQ(c, p->fire_all(bus, 1, &called, &result), SEAM_OK);
	CHECK_EQ(c, result, CODE);
	CHECK_EQ(c, called, 1u);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

SEAM_CASES(callbacks, longjmp) = {
	{ "shield_each", SEAM_MUST, shield_each, "a jump stopped in the callback is a value like others to each", 0 },
	{ "shield_walk", SEAM_MUST, shield_walk, "and to walk", 0 },
	{ "shield_fire", SEAM_MUST, shield_fire, "and to fire and fire_all", 0 },
	SEAM_END
};
