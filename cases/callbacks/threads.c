/*
 * threads: functions that the peer made, and its ops, on threads that its runtime has never seen.
 * Rule: callbacks.threads    Source: JNI AttachCurrentThread; PyGILState_Ensure; cgo's extra Ms; ruby-ffi without
 * its own thread
 */
#include "callbacks/relay.h"

#include <seam/case.h>
#include <stdio.h>
#include <string.h>

static bool begin(struct seam_case *c)
{
	if (!(seam_traits(c) & SEAM_THREAD_BOUND))
		return true;
	seam_skip(c, "the peer declares SEAM_THREAD_BOUND");
	return false;
}

struct closure {
	seam_closure_fn fn;
	void *context;
	int64_t sum;
	int rc;
};

static void call_closure(struct seam_case *c, size_t index, void *argument)
{
	struct closure *f = argument;

	(void)c, (void)index;
	f->rc = f->fn(f->context, 1, &f->sum);
}

static void closure(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct closure f = { NULL, NULL, 0, 0 };

	NEED(c, p->closure_new && p->closure_free);
	REQUIRE(begin(c));
	REQUIRE(CHECK_EQ(c, p->closure_new(INT64_MAX - 4, &f.fn, &f.context), SEAM_OK));
	for (int i = 0; i < 4; i++) { /* a new thread each time, and this one between */
		struct seam_thread *thread = seam_thread_start(c, call_closure, &f);

		REQUIRE(CHECK(c, thread != NULL));
		seam_thread_join(c, thread);
		CHECK_EQ(c, f.rc, SEAM_OK);
		CHECK_EQ(c, f.sum, INT64_MAX - 3 + i);
	}
	if (!(seam_traits(c) & SEAM_PANIC_ABORTS)) {
		struct seam_thread *thread = seam_thread_start(c, call_closure, &f);

		seam_thread_join(c, thread);
		CHECK_EQ(c, f.rc, SEAM_E_PANIC); /* contained there too */
	}
	CHECK_EQ(c, f.fn(f.context, -1, &f.sum), SEAM_OK);
	CHECK_EQ(c, f.sum, INT64_MAX - 1);
	CHECK_EQ(c, p->closure_free(f.fn, f.context), SEAM_OK);
}

static void use_object(struct seam_case *c, size_t index, void *argument)
{
	struct seam_object *object = argument;
	int64_t total = 0;

	(void)index;
	CHECK_EQ(c, object->methods->add(object->self, 5), SEAM_OK);
	CHECK_EQ(c, object->methods->total(object->self, &total), SEAM_OK);
	CHECK_EQ(c, total, 5000000005);
	object->methods->destroy(object->self); /* made on one thread, ended on another */
}

static void object(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_object made = { NULL, NULL };
	struct seam_thread *thread;

	NEED(c, p->object_new);
	REQUIRE(begin(c));
	REQUIRE(CHECK_EQ(c, p->object_new(5000000000, &made), SEAM_OK));
	thread = seam_thread_start(c, use_object, &made);
	REQUIRE(CHECK(c, thread != NULL));
	seam_thread_join(c, thread);
}

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id;
	*(int64_t *)userdata += event;
	return 3;
}

static void use_bus(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = *(struct seam_bus **)argument;
	int64_t sum = 0;
	uint64_t id = 0;
	int result = 0;

	(void)index;
	CHECK_EQ(c, p->subscribe(bus, on_event, &sum, NULL, &id), SEAM_OK);
	CHECK_EQ(c, p->fire(bus, id, 40, &result), SEAM_OK);
	CHECK_EQ(c, result, 3);
	CHECK_EQ(c, p->unsubscribe(bus, id), SEAM_OK);
	CHECK_EQ(c, sum, 40);
}

static void bus(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *made = NULL;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->unsubscribe && p->fire);
	REQUIRE(begin(c));
	REQUIRE(CHECK_EQ(c, p->bus_new(&made), SEAM_OK));
	for (int i = 0; i < 2; i++) {
		struct seam_thread *thread = seam_thread_start(c, use_bus, &made);

		REQUIRE(CHECK(c, thread != NULL));
		seam_thread_join(c, thread);
	}
	CHECK_EQ(c, p->bus_free(made), SEAM_OK);
}

/* Each has a closure, an object and a bus of its own; nothing is shared but the peer. */
static void use_all(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const struct seam_echoes *f = argument;
	struct closure own = { NULL, NULL, 0, 0 };
	int wrong = 0;

	REQUIRE(CHECK_EQ(c, p->closure_new(0, &own.fn, &own.context), SEAM_OK));
	for (int64_t i = 1; i <= 200; i++) {
		int64_t value = (int64_t)index << 40 | i;

		wrong += own.fn(own.context, (int64_t)index, &own.sum) != SEAM_OK || own.sum != i * (int64_t)index;
		wrong += f->i64 && f->i64(value, 0) != value;
		wrong += f->f64 && f->f64((double)value, 0) != (double)value;
	}
	CHECK_EQ(c, p->closure_free(own.fn, own.context), SEAM_OK);
	CHECK_EQ(c, wrong, 0);
}

static void at_once(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_echoes f;

	NEED(c, p->closure_new && p->closure_free);
	REQUIRE(begin(c));
	memset(&f, 0, sizeof f);
	if (p->echoes)
		CHECK_EQ(c, p->echoes(&f), SEAM_OK);
	seam_together(c, 4, use_all, &f);
}

SEAM_CASES(callbacks, threads) = {
	{ "closure", SEAM_MUST, closure, "a closure works, and fails, on a thread that the peer has never seen", 0 },
	{ "object", SEAM_MUST, object, "so do an object's methods, its end among them", 0 },
	{ "bus", SEAM_MUST, bus, "and a bus that another thread made", 0 },
	{ "at_once", SEAM_MUST, at_once, "what threads do at once, each with its own, does not mix", 0 },
	SEAM_END
};
