/*
 * error_value: when a function that the peer made fails inside, what C sees is defined, not what the stack held.
 * Rule: callbacks.error_value    Source: ctypes and cffi callbacks that raise (onerror, error=); JNA's handler
 */
#include "callbacks/callbacks.h"

#include <limits.h>
#include <seam/case.h>

static bool contains(struct seam_case *c)
{
	if (!(seam_traits(c) & SEAM_PANIC_ABORTS))
		return true;
	seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
	return false;
}

static void closure(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int64_t *sum = seam_out(c, sizeof *sum), step;
	seam_closure_fn fn = NULL;
	void *context = NULL;

	NEED(c, p->closure_new && p->closure_free);
	REQUIRE(contains(c));
	step = SEAM_STIMULUS(c) ? 100 : 1;
	REQUIRE(CHECK_EQ(c, p->closure_new(INT64_MAX - 50, &fn, &context), SEAM_OK));
	for (int i = 0; i < 3; i++) {
		seam_dirty_stack(c);
		CHECK_EQ(c, fn(context, step, sum), SEAM_E_PANIC);
		CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
	}
	CHECK_EQ(c, fn(context, 50, sum), SEAM_OK); /* the state is as it was, and the closure works */
	CHECK_EQ(c, *sum, INT64_MAX);
	CHECK_EQ(c, fn(context, INT64_MIN, sum), SEAM_OK);
	CHECK_EQ(c, *sum, -1);
	CHECK_EQ(c, fn(context, INT64_MIN, sum), SEAM_E_PANIC);
	CHECK_EQ(c, *sum, -1);
	CHECK_EQ(c, p->closure_free(fn, context), SEAM_OK);
}

/* Longer than any message about overflow can be. */
static const char long_text[] = "012345678901234567890123456789012345678901234567890123456789012345678901234567"
                                "012345678901234567890123456789012345678901234567890123456789012345678901234567"
                                "012345678901234567890123456789012345678901234567890123456789012345678901234567";

static void closure_message(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	seam_closure_fn fn = NULL;
	void *context = NULL;
	char buffer[300];
	size_t before = 0, after = 0;
	int64_t sum = 0;

	NEED(c, p->closure_new && p->closure_free && p->last_message && p->raise);
	REQUIRE(contains(c));
	if (p->raise(SEAM_RAISE_TEXT, long_text) == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer's language has no failures");
		return;
	}
	CHECK_EQ(c, p->last_message(NULL, 0, &before), SEAM_E_SPACE);
	REQUIRE(CHECK_EQ(c, p->closure_new(INT64_MAX, &fn, &context), SEAM_OK));
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, fn(context, 1, &sum), SEAM_E_PANIC);
	CHECK_EQ(c, p->closure_free(fn, context), SEAM_OK);
	CHECK_EQ(c, p->last_message(buffer, sizeof buffer, &after), SEAM_OK);
	CHECK(c, after > 0 && after != before);
}

static void method(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_object object = { NULL, NULL };
	int64_t total = 0, step;

	NEED(c, p->object_new);
	REQUIRE(contains(c));
	step = SEAM_STIMULUS(c) ? -3 : 3;
	REQUIRE(CHECK_EQ(c, p->object_new(INT64_MIN + 1, &object), SEAM_OK));
	REQUIRE(CHECK(c, object.methods && object.methods->add && object.methods->total && object.methods->destroy));
	for (int i = 0; i < 3; i++) {
		seam_dirty_stack(c);
		CHECK_EQ(c, object.methods->add(object.self, step), SEAM_E_PANIC);
	}
	CHECK_EQ(c, object.methods->add(object.self, 1), SEAM_OK);
	CHECK_EQ(c, object.methods->total(object.self, &total), SEAM_OK);
	CHECK_EQ(c, total, INT64_MIN + 2);
	object.methods->destroy(object.self);
}

SEAM_CASES(callbacks, error_value) = {
	{ "closure", SEAM_MUST, closure,
	  "a closure that fails returns SEAM_E_PANIC, writes nothing, keeps its state", 0 },
	{ "closure_message", SEAM_SHOULD, closure_message, "its failure has a message, as that of an op has", 0 },
	{ "method", SEAM_MUST, method, "a method that fails returns SEAM_E_PANIC and keeps its state", 0 },
	SEAM_END
};
