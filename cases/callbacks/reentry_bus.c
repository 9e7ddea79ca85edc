/*
 * reentry_bus: a callback changes the bus that is calling it: ends itself or another, adds, replaces, ends the bus.
 * Rule: callbacks.reentry    Source: iterator invalidation in observer lists; Qt, GLib and libuv on emission
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

enum deed { NOTHING, END_ITSELF, END_NEXT, ADD, REPLACE_ITSELF, REPLACE_NEXT, FREE_BUS };

struct stage {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	struct actor {
		struct stage *stage;
		enum deed deed;
		unsigned called, destroyed, called_dead;
	} actor[3], extra[40];
	uint64_t ids[3], extra_ids[40];
	unsigned extras;
	int rc, again; /* what the deed returned, and what the bus said to a second bus_free */
};

static int on_event(uint64_t id, int64_t event, void *userdata);

static void on_destroy(void *userdata)
{
	((struct actor *)userdata)->destroyed++;
}

static void act(struct stage *s, struct actor *a, uint64_t id)
{
	uint64_t next = s->ids[2];

	switch (a->deed) {
	case END_ITSELF:
		s->rc = s->p->unsubscribe(s->bus, id);
		break;
	case END_NEXT:
		s->rc = s->p->unsubscribe(s->bus, next);
		break;
	case ADD: /* many, so that a growing array moves */
		for (s->extras = 0; s->extras < 40 && s->rc <= SEAM_OK; s->extras++) {
			s->rc = s->p->subscribe(s->bus, on_event, &s->extra[s->extras], on_destroy,
			                        &s->extra_ids[s->extras]);
			if (s->rc)
				break;
		}
		break;
	case REPLACE_ITSELF:
		s->rc = s->p->replace(s->bus, id, on_event, &s->extra[0], on_destroy);
		break;
	case REPLACE_NEXT:
		s->rc = s->p->replace(s->bus, next, on_event, &s->extra[0], on_destroy);
		break;
	case FREE_BUS:
		s->rc = s->p->bus_free(s->bus);
		if (s->rc == SEAM_OK)
			s->again = s->p->bus_free(s->bus);
		break;
	case NOTHING:
		break;
	}
}

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct actor *a = userdata;

	(void)event;
	a->called++;
	a->called_dead += a->destroyed;
	if (a->called == 1)
		act(a->stage, a, id);
	return 0;
}

/* Three subscriptions, the middle one does the deed during the first fire_all. */
static bool play(struct seam_case *c, struct stage *s, enum deed deed, uint32_t *called)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool ok;
	int result = 1;

	if (!p->bus_new || !p->bus_free || !p->subscribe || !p->unsubscribe || !p->replace || !p->fire_all) {
		seam_skip(c, "the peer does not offer a bus");
		return false;
	}
	*s = (struct stage){ .p = p, .rc = 1 };
	ok = CHECK_EQ(c, p->bus_new(&s->bus), SEAM_OK);
	for (int i = 0; i < 40; i++)
		s->extra[i].stage = s;
	for (int i = 0; i < 3 && ok; i++) {
		s->actor[i].stage = s;
		ok = CHECK_EQ(c, p->subscribe(s->bus, on_event, &s->actor[i], on_destroy, &s->ids[i]), SEAM_OK);
	}
	if (!ok)
		return false;
	s->rc = 0;
	s->actor[1].deed = SEAM_STIMULUS(c) ? deed : NOTHING;
	ok = CHECK_EQ(c, p->fire_all(s->bus, 1, called, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	CHECK_EQ(c, s->actor[0].called, 1u);
	CHECK_EQ(c, s->actor[1].called, 1u);
	CHECK_EQ(c, s->actor[0].called_dead + s->actor[1].called_dead + s->actor[2].called_dead, 0u);
	return ok;
}

/* Fires again, then ends the bus: everything has been released once. */
static void finish(struct seam_case *c, struct stage *s, uint32_t expected)
{
	uint32_t called = 999;
	int result;

	CHECK_EQ(c, s->p->fire_all(s->bus, 2, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, expected);
	CHECK_EQ(c, s->p->bus_free(s->bus), SEAM_OK);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, s->actor[i].destroyed, 1u);
}

static void ends_itself(struct seam_case *c)
{
	static struct stage s;
	uint32_t called = 999;

	REQUIRE(play(c, &s, END_ITSELF, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 3u);
	CHECK_EQ(c, s.actor[2].called, 1u);
	CHECK_EQ(c, s.actor[1].destroyed, 1u);
	finish(c, &s, 2);
	CHECK_EQ(c, s.actor[1].called, 1u);
}

static void ends_another(struct seam_case *c)
{
	static struct stage s;
	uint32_t called = 999;

	REQUIRE(play(c, &s, END_NEXT, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 2u);
	CHECK_EQ(c, s.actor[2].called, 0u);
	CHECK_EQ(c, s.actor[2].destroyed, 1u);
	finish(c, &s, 2);
}

static void adds(struct seam_case *c)
{
	static struct stage s;
	uint32_t called = 999;

	REQUIRE(play(c, &s, ADD, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, s.extras, 40u);
	CHECK_EQ(c, called, 3u); /* the new ones are for the next time */
	CHECK_EQ(c, s.extra[0].called + s.extra[39].called, 0u);
	finish(c, &s, 43);
	CHECK_EQ(c, s.extra[0].called, 1u);
	CHECK_EQ(c, s.extra[39].called, 1u);
	CHECK_EQ(c, s.extra[39].destroyed, 1u);
}

static void replaces_itself(struct seam_case *c)
{
	static struct stage s;
	uint32_t called = 999;

	REQUIRE(play(c, &s, REPLACE_ITSELF, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 3u);
	CHECK_EQ(c, s.extra[0].called, 0u);
	CHECK_EQ(c, s.actor[1].destroyed, 1u);
	finish(c, &s, 3);
	CHECK_EQ(c, s.extra[0].called, 1u);
	CHECK_EQ(c, s.extra[0].destroyed, 1u);
}

static void replaces_another(struct seam_case *c)
{
	static struct stage s;
	uint32_t called = 999;

	REQUIRE(play(c, &s, REPLACE_NEXT, &called));
	CHECK_EQ(c, s.rc, SEAM_OK);
	CHECK_EQ(c, called, 3u);
	CHECK_EQ(c, s.actor[2].called, 0u);
	CHECK_EQ(c, s.extra[0].called, 1u);
	finish(c, &s, 3);
	CHECK_EQ(c, s.extra[0].destroyed, 1u);
}

static void frees_the_bus(struct seam_case *c)
{
	static struct stage s;
	uint32_t called = 999;

	REQUIRE(play(c, &s, FREE_BUS, &called));
	if (s.actor[1].deed == FREE_BUS && s.rc == SEAM_OK) { /* deferred */
		CHECK_EQ(c, s.again, SEAM_E_STATE);
		CHECK_EQ(c, called, 2u);
		CHECK_EQ(c, s.actor[2].called, 0u);
		for (int i = 0; i < 3; i++)
			CHECK_EQ(c, s.actor[i].destroyed, 1u);
		return;
	}
	CHECK_EQ(c, s.rc, SEAM_E_STATE); /* refused */
	REQUIRE(CHECK_EQ(c, s.actor[2].called, 1u));
	CHECK_EQ(c, s.actor[0].destroyed + s.actor[1].destroyed + s.actor[2].destroyed, 0u);
	finish(c, &s, 3);
}

SEAM_CASES(callbacks, reentry_bus) = {
	{ "ends_itself", SEAM_MUST, ends_itself, "a subscription may end itself; the others have their turn", 0 },
	{ "ends_another", SEAM_MUST, ends_another, "one that is ended before its turn is passed over", 0 },
	{ "adds", SEAM_MUST, adds, "subscriptions made by a callback are called from the next firing on", 0 },
	{ "replaces_itself", SEAM_MUST, replaces_itself, "a subscription may replace itself", 0 },
	{ "replaces_another", SEAM_MUST, replaces_another, "one that is replaced before its turn: the new one is called", 0 },
	{ "frees_the_bus", SEAM_MUST, frees_the_bus, "freeing the bus that is calling is refused or deferred", 0 },
	SEAM_END
};
