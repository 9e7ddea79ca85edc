/*
 * threads_serial: a bus that is declared serial never runs two callbacks at once, whoever fires.
 * Rule: callbacks.threads_serial    Source: SQLite in serialized mode; FUSE -s; JavaScript and Tcl event loops
 */
#include "callbacks/shared.h"

#include <seam/case.h>
#include <string.h>

enum { THREADS = 4, ROUNDS = 25 };

struct serial {
	struct callbacks_shared s;
	struct seam_case *c;
	atomic_uint inside, together, depth;
	uint64_t plain; /* without a lock of the case's: for the checkers, and for lost additions */
};

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct serial *b = userdata;
	uint64_t plain = b->plain;

	(void)id;
	atomic_fetch_add(&b->together, atomic_fetch_add(&b->inside, 1));
	if (event % 8 == 0)
		callbacks_shared_yield(b->c);
	atomic_fetch_sub(&b->inside, 1);
	b->plain = plain + 1;
	return 0;
}

static void fire_many(struct seam_case *c, size_t index, void *argument)
{
	struct serial *b = argument;
	int wrong = 0, result = 0;
	uint32_t called = 0;

	for (int i = 0; i < ROUNDS; i++) {
		if (index % 2)
			wrong += b->s.p->fire(b->s.bus, b->s.id[3], i, &result) != SEAM_OK;
		else
			wrong += b->s.p->fire_all(b->s.bus, i, &called, &result) != SEAM_OK || called != 1;
	}
	CHECK_EQ(c, wrong, 0);
}

static void never_two(struct seam_case *c)
{
	static struct serial b;

	memset(&b, 0, sizeof b);
	REQUIRE(callbacks_shared_open(c, &b.s, SEAM_BUS_SERIAL, 0));
	b.c = c;
	REQUIRE(CHECK_EQ(c, b.s.p->subscribe(b.s.bus, on_event, &b, NULL, &b.s.id[3]), SEAM_OK));
	seam_together(c, THREADS, fire_many, &b);
	if (atomic_load(&b.together) > 0)
		FAIL(c, "callbacks of a serial bus ran at once on several threads, %u times", atomic_load(&b.together));
	CHECK_EQ(c, b.plain, (uint64_t)THREADS * ROUNDS);
	CHECK_EQ(c, b.s.p->bus_free(b.s.bus), SEAM_OK);
}

static int on_nested(uint64_t id, int64_t event, void *userdata)
{
	struct serial *b = userdata;
	int result = 0;

	if (event == 0)
		return 100;
	if (b->s.p->fire(b->s.bus, id, event - 1, &result) != SEAM_OK)
		return -1;
	return result + 1;
}

static void nests(struct seam_case *c)
{
	static struct serial b;
	int result = 0;

	memset(&b, 0, sizeof b);
	REQUIRE(callbacks_shared_open(c, &b.s, SEAM_BUS_SERIAL, 0));
	REQUIRE(CHECK_EQ(c, b.s.p->subscribe(b.s.bus, on_nested, &b, NULL, &b.s.id[3]), SEAM_OK));
	CHECK_EQ(c, b.s.p->fire(b.s.bus, b.s.id[3], SEAM_STIMULUS(c) ? 50 : 0, &result), SEAM_OK);
	CHECK_EQ(c, result, 150);
	CHECK_EQ(c, b.s.p->bus_free(b.s.bus), SEAM_OK);
}

static void others_do_not_wait(struct seam_case *c)
{
	struct callbacks_shared s;
	uint64_t id = 0;

	REQUIRE(callbacks_shared_open(c, &s, SEAM_BUS_SERIAL, 2));
	callbacks_shared_enter(c, &s);
	CHECK_EQ(c, s.p->lock_probe(s.bus), SEAM_OK);
	CHECK_EQ(c, s.p->subscribe(s.bus, callbacks_shared_event, &s.of[2], callbacks_shared_destroy, &id), SEAM_OK);
	CHECK_EQ(c, s.p->unsubscribe(s.bus, s.id[0]), SEAM_OK);
	CHECK_EQ(c, s.of[0].destroyed, 0u);
	callbacks_shared_leave(c, &s);
	CHECK_EQ(c, s.called, 2u); /* the new one is for the next time */
	s.id[2] = id;
	callbacks_shared_close(c, &s);
}

SEAM_CASES(callbacks, threads_serial) = {
	{ "never_two", SEAM_MUST, never_two, "no two callbacks of a serial bus run at once", SEAM_ONCE },
	{ "nests", SEAM_MUST, nests, "the thread whose turn it is may fire again", 0 },
	{ "others_do_not_wait", SEAM_MUST, others_do_not_wait, "only firing waits for a turn", 0 },
	SEAM_END
};
