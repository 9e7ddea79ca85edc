/*
 * once: a one-shot callback is called exactly once, then released, whatever happens inside it.
 * Rule: callbacks.once    Source: cgo.Handle deleted twice; napi one-shot references; GLib's G_SOURCE_REMOVE; ffi
 * AutoPointer
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <stddef.h>
#include <string.h>

struct shot {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	unsigned called, destroyed, called_dead;
	int again[4]; /* what the ops on its own id say inside */
};

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct shot *s = userdata;
	uint32_t called;
	int result;

	s->called++;
	s->called_dead += s->destroyed;
	if (event == 9 && s->called == 1) {
		s->again[0] = s->p->fire(s->bus, id, 9, &result);
		s->again[1] = s->p->unsubscribe(s->bus, id);
		s->again[2] = s->p->replace(s->bus, id, on_event, s, NULL);
		s->again[3] = s->p->fire_all(s->bus, 9, &called, &result);
		s->called_dead += s->destroyed;
	}
	return 4;
}

static void on_destroy(void *userdata)
{
	((struct shot *)userdata)->destroyed++;
}

static bool begin(struct seam_case *c, struct shot *s, bool once, uint64_t *id)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_subscription is = { sizeof is, on_event, s, on_destroy, 0, 0 };
	void *given;

	*s = (struct shot){ .p = p };
	if (!p->subscribe_with || !p->bus_new || !p->bus_free || !p->fire || !p->fire_all || !p->unsubscribe ||
	    !p->replace) {
		seam_skip(c, "the peer does not offer subscribe_with and a bus");
		return false;
	}
	is.flags = once ? SEAM_SUBSCRIBE_ONCE : 0;
	given = seam_inout(c, &is, sizeof is);
	if (!CHECK_EQ(c, p->bus_new(&s->bus), SEAM_OK) || !CHECK_EQ(c, p->subscribe_with(s->bus, given, id), SEAM_OK))
		return false;
	seam_rewrite(c, given); /* the struct is the caller's again */
	seam_drop(c, given);
	return CHECK(c, *id != 0);
}

static void by_fire(struct seam_case *c)
{
	struct shot s;
	uint64_t id = 0;
	int result = 1;

	REQUIRE(begin(c, &s, SEAM_STIMULUS(c), &id));
	CHECK_EQ(c, s.p->fire(s.bus, id, 1, &result), SEAM_OK);
	CHECK_EQ(c, result, 4);
	CHECK_EQ(c, s.destroyed, 1u); /* at once, not at the end of the bus */
	CHECK_EQ(c, s.p->fire(s.bus, id, 1, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s.p->unsubscribe(s.bus, id), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s.called, 1u);
	CHECK_EQ(c, s.p->bus_free(s.bus), SEAM_OK);
	CHECK_EQ(c, s.destroyed, 1u);
}

static void by_fire_all(struct seam_case *c)
{
	struct shot s;
	uint64_t id = 0;
	uint32_t called = 9;
	int result = 1;

	REQUIRE(begin(c, &s, SEAM_STIMULUS(c), &id));
	CHECK_EQ(c, s.p->fire_all(s.bus, 1, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, 1u);
	CHECK_EQ(c, result, 4);
	CHECK_EQ(c, s.destroyed, 1u);
	CHECK_EQ(c, s.p->fire_all(s.bus, 1, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, 0u);
	CHECK_EQ(c, result, 0);
	CHECK_EQ(c, s.called, 1u);
	CHECK_EQ(c, s.p->bus_free(s.bus), SEAM_OK);
	CHECK_EQ(c, s.destroyed, 1u);
}

static void from_inside(struct seam_case *c)
{
	struct shot s;
	uint64_t id = 0;
	int result = 1;

	REQUIRE(begin(c, &s, SEAM_STIMULUS(c), &id));
	CHECK_EQ(c, s.p->fire(s.bus, id, 9, &result), SEAM_OK);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, s.again[i], SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s.again[3], SEAM_OK);
	CHECK_EQ(c, s.called, 1u);
	CHECK_EQ(c, s.called_dead, 0u); /* its userdata is there until it returns */
	CHECK_EQ(c, s.destroyed, 1u);
	CHECK_EQ(c, s.p->bus_free(s.bus), SEAM_OK);
}

static void never(struct seam_case *c)
{
	struct shot s;
	uint64_t id = 0;

	REQUIRE(begin(c, &s, true, &id));
	CHECK_EQ(c, s.p->unsubscribe(s.bus, id), SEAM_OK);
	CHECK_EQ(c, s.destroyed, 1u);
	CHECK_EQ(c, s.p->bus_free(s.bus), SEAM_OK);
	CHECK_EQ(c, s.called, 0u);
	CHECK_EQ(c, s.destroyed, 1u);
}

SEAM_CASES(callbacks, once) = {
	{ "by_fire", SEAM_MUST, by_fire, "a one-shot callback is called once by fire, then released", 0 },
	{ "by_fire_all", SEAM_MUST, by_fire_all, "so it is by fire_all", 0 },
	{ "from_inside", SEAM_MUST, from_inside, "inside it is over already, but its userdata is not released", 0 },
	{ "never", SEAM_MUST, never, "one that is never called is released too", 0 },
	SEAM_END
};
