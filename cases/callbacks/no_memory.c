/*
 * no_memory: when the lent allocator gives none, the op says so, the userdata stays the caller's, and all goes on.
 * Rule: callbacks.no_memory    Source: CWE-690; g_signal_connect_data; CWE-415 on the error path
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

static unsigned ended;

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event, (void)userdata;
	return 3;
}

static void on_end(void *userdata)
{
	(void)userdata;
	ended++;
}

/* Whether the op failed for want of memory.  A peer with memory of its own makes no request, and one that asks again
 * may be given some: both succeed. */
static bool came_to_it(struct seam_case *c, size_t before, int rc)
{
	size_t asked = seam_requests(c) - before;

	seam_fail_request(c, 0);
	if (asked < 2 || rc != SEAM_OK)
		CHECK_EQ(c, rc, asked ? SEAM_E_MEMORY : SEAM_OK);
	return rc != SEAM_OK;
}

static size_t arm(struct seam_case *c)
{
	size_t before = seam_requests(c);

	if (SEAM_STIMULUS(c))
		seam_fail_request(c, 1);
	return before;
}

/* A peer with memory of its own has nothing that can fail here. */
static void unless_it_never_asks(struct seam_case *c)
{
	if (!seam_requests(c))
		seam_skip(c, "the peer asks the lent allocator for nothing here");
}

static void subscribe(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t id = 0, other = 0;
	unsigned expected = 0;
	int result = 0;
	size_t before;

	NEED(c, p->bus_new && p->bus_free && p->subscribe && p->replace && p->fire);
	ended = 0;
	before = arm(c);
	if (came_to_it(c, before, p->bus_new(&bus))) {
		CHECK_EQ(c, bus, NULL);
		REQUIRE(CHECK_EQ(c, p->bus_new(&bus), SEAM_OK));
	}
	CHECK_EQ(c, p->subscribe(bus, on_event, &id, on_end, &id), SEAM_OK);
	before = arm(c);
	if (came_to_it(c, before, p->subscribe(bus, on_event, &other, on_end, &other)))
		CHECK_EQ(c, other, 0);
	else
		expected++;
	CHECK_EQ(c, ended, 0);
	before = arm(c);
	if (!came_to_it(c, before, p->replace(bus, id, on_event, &other, on_end)))
		expected++;
	CHECK_EQ(c, ended, expected - (other != 0));
	if (CHECK_EQ(c, p->fire(bus, id, 1, &result), SEAM_OK))
		CHECK_EQ(c, result, 3);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, ended, expected + 1);
	unless_it_never_asks(c);
}

static void made(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_object object = { NULL, NULL };
	seam_closure_fn fn = NULL;
	void *context = NULL;
	size_t before;

	NEED(c, p->closure_new && p->closure_free && p->object_new);
	before = arm(c);
	if (came_to_it(c, before, p->closure_new(1, &fn, &context)))
		CHECK(c, !fn && !context);
	else
		CHECK_EQ(c, p->closure_free(fn, context), SEAM_OK);
	before = arm(c);
	if (came_to_it(c, before, p->object_new(1, &object)))
		CHECK(c, !object.methods && !object.self);
	else
		object.methods->destroy(object.self);
	unless_it_never_asks(c);
}

SEAM_CASES(callbacks, no_memory) = {
	{ "subscribe", SEAM_MUST, subscribe, "what cannot be stored stays the caller's, undestroyed", 0 },
	{ "made", SEAM_MUST, made, "a closure or object that cannot be made writes nothing", 0 },
	SEAM_END
};
