/*
 * threads_bus: a bus that threads share: ended, replaced and freed on one thread while another is inside a callback.
 * Rule: callbacks.threads_bus    Source: koffi, JNA and libuv, use after unregister; g_signal_handler_disconnect;
 * PEP 788
 */
#include "callbacks/shared.h"

#include <seam/case.h>
#include <string.h>

static void fire_second(struct seam_case *c, size_t index, void *argument)
{
	struct callbacks_shared *s = argument;

	(void)index;
	CHECK_EQ(c, s->p->fire(s->bus, s->id[1], 7, &s->result), SEAM_OK);
}

static void parallel(struct seam_case *c)
{
	struct seam_thread *thread;
	struct callbacks_shared s;

	REQUIRE(callbacks_shared_open(c, &s, SEAM_BUS_SHARED, 2));
	callbacks_shared_enter(c, &s); /* a thread is inside the first callback */
	CHECK_EQ(c, s.p->lock_probe(s.bus), SEAM_OK);
	thread = seam_thread_start(c, fire_second, &s);
	REQUIRE(CHECK(c, thread != NULL));
	for (int i = 0; i < 20000 && !seam_thread_ended(thread); i++)
		callbacks_shared_yield(c);
	if (!seam_thread_ended(thread))
		FAIL(c, "fire waits for a callback that another thread is inside");
	callbacks_shared_leave(c, &s);
	seam_thread_join(c, thread);
	CHECK_EQ(c, s.result, 0);
	CHECK_EQ(c, s.of[1].called, 2u);
	CHECK_EQ(c, s.of[0].called, 1u);
	callbacks_shared_close(c, &s);
}

static void unsubscribed_while_called(struct seam_case *c)
{
	struct callbacks_shared s;

	REQUIRE(callbacks_shared_open(c, &s, SEAM_BUS_SHARED, 3));
	callbacks_shared_enter(c, &s);
	CHECK_EQ(c, s.p->unsubscribe(s.bus, s.id[0]), SEAM_OK);
	CHECK_EQ(c, s.p->fire(s.bus, s.id[0], 1, &s.result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s.of[0].destroyed, 0u); /* its callback has the userdata still */
	CHECK_EQ(c, s.p->unsubscribe(s.bus, s.id[2]), SEAM_OK);
	callbacks_shared_leave(c, &s);
	CHECK_EQ(c, s.of[0].destroyed, 1u);
	CHECK_EQ(c, s.of[0].called_dead, 0u);
	CHECK_EQ(c, s.of[1].called, 1u);
	CHECK_EQ(c, s.of[2].called, 0u); /* its turn had not come */
	CHECK_EQ(c, s.of[2].destroyed, 1u);
	CHECK_EQ(c, s.called, 2u);
	callbacks_shared_close(c, &s);
}

static void replaced_while_called(struct seam_case *c)
{
	struct callbacks_shared s;

	REQUIRE(callbacks_shared_open(c, &s, SEAM_BUS_SHARED, 1));
	callbacks_shared_enter(c, &s);
	CHECK_EQ(c, s.p->replace(s.bus, s.id[0], callbacks_shared_event, &s.of[3], callbacks_shared_destroy), SEAM_OK);
	CHECK_EQ(c, s.of[0].destroyed, 0u);
	CHECK_EQ(c, s.p->fire(s.bus, s.id[0], 1, &s.result), SEAM_OK);
	CHECK_EQ(c, s.of[3].called, 1u); /* the new one, at once */
	callbacks_shared_leave(c, &s);
	CHECK_EQ(c, s.of[0].destroyed, 1u);
	CHECK_EQ(c, s.of[3].destroyed, 0u);
	callbacks_shared_close(c, &s);
	CHECK_EQ(c, s.of[3].destroyed, 1u);
}

static void freed_while_called(struct seam_case *c)
{
	struct callbacks_shared s;
	int rc;

	REQUIRE(callbacks_shared_open(c, &s, SEAM_BUS_SHARED, 3));
	callbacks_shared_enter(c, &s);
	rc = s.p->bus_free(s.bus);
	CHECK_EQ(c, s.of[0].destroyed, 0u);
	if (rc == SEAM_OK) { /* deferred */
		CHECK_EQ(c, s.p->fire(s.bus, s.id[1], 1, &s.result), SEAM_E_STATE);
		callbacks_shared_leave(c, &s);
		CHECK_EQ(c, s.of[1].called + s.of[2].called, 0u);
		for (int i = 0; i < 3; i++)
			CHECK_EQ(c, s.of[i].destroyed, 1u);
		return;
	}
	CHECK_EQ(c, rc, SEAM_E_STATE); /* refused */
	callbacks_shared_leave(c, &s);
	CHECK_EQ(c, s.of[2].called, 1u);
	callbacks_shared_close(c, &s);
}

enum { ROUNDS = 60 };

struct crowd {
	struct callbacks_shared s;
	struct callbacks_party of[2][ROUNDS];
	uint64_t id[2][ROUNDS];
};

static void subscribe_and_end(struct seam_case *c, size_t index, void *argument)
{
	struct crowd *all = argument;
	const struct seam_callbacks *p = all->s.p;
	struct seam_bus *bus = all->s.bus;
	int wrong = 0, result = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct callbacks_party *own = &all->of[index][i];
		uint64_t *id = &all->id[index][i];

		wrong += p->subscribe(bus, callbacks_shared_event, own, callbacks_shared_destroy, id) != SEAM_OK;
		wrong += p->fire(bus, *id, 1, &result) != SEAM_OK || own->called != 1;
		wrong += p->unsubscribe(bus, *id) != SEAM_OK;
		wrong += p->fire(bus, *id, 1, &result) != SEAM_E_NOT_FOUND;
	}
	CHECK_EQ(c, wrong, 0);
}

static void many(struct seam_case *c)
{
	static struct crowd all;
	unsigned same = 0, wrong = 0;

	REQUIRE(callbacks_shared_open(c, &all.s, SEAM_BUS_SHARED, 1));
	memset(all.of, 0, sizeof all.of);
	seam_together(c, 2, subscribe_and_end, &all);
	callbacks_shared_close(c, &all.s);
	for (int i = 0; i < ROUNDS; i++) {
		for (int k = 0; k < ROUNDS; k++)
			same += all.id[0][i] == all.id[1][k];
		wrong += all.of[0][i].destroyed != 1 || all.of[1][i].destroyed != 1;
	}
	CHECK_EQ(c, same, 0u); /* an id is one subscription's */
	CHECK_EQ(c, wrong, 0u);
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus **bus = seam_out(c, sizeof *bus);

	NEED(c, p->bus_new_for);
	CHECK_EQ(c, p->bus_new_for(SEAM_BUS_SHARED, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->bus_new_for(0, bus), SEAM_E_RANGE);
	CHECK_EQ(c, p->bus_new_for(3, bus), SEAM_E_RANGE);
	CHECK_EQ(c, p->bus_new_for(-1, bus), SEAM_E_RANGE);
	CHECK_EQ(c, seam_untouched(c, bus, sizeof *bus), sizeof *bus);
}

SEAM_CASES(callbacks, threads_bus) = {
	{ "parallel", SEAM_MUST, parallel, "no lock is held while a callback of another thread runs", 0 },
	{ "unsubscribed_while_called", SEAM_MUST, unsubscribed_while_called,
	  "what another thread ends during its call has its userdata until it returns", 0 },
	{ "replaced_while_called", SEAM_MUST, replaced_while_called, "so has what another thread replaces", 0 },
	{ "freed_while_called", SEAM_MUST, freed_while_called,
	  "freeing a bus that another thread fires is refused or deferred", 0 },
	{ "many", SEAM_MUST, many, "two threads subscribe, fire and end at once, and nothing is lost", 0 },
	{ "refused", SEAM_MUST, refused, "an unknown kind of bus is refused", 0 },
	SEAM_END
};
