/*
 * contain_abort: a peer that declares "a panic ends the process" ends it by abort(), and in no other way.
 * Rule: callbacks.contain_abort    Source: Rust, panic = "abort" and extern "C"; std::terminate; noexcept
 */
#include "callbacks/callbacks.h"

#include <limits.h>
#include <seam/case.h>

static void dies(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	NEED(c, p->raise);
	seam_expect_abort(c);
	if (SEAM_STIMULUS(c))
		FAIL(c, "raise returned %d", p->raise(SEAM_RAISE_TEXT, "the last words"));
}

static int raising_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	const struct seam_callbacks *p = userdata;

	(void)index, (void)value, (void)fraction, (void)name;
	return p->raise(SEAM_RAISE_TEXT, "the last words, inside a visit");
}

static void dies_in_callback(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int result = 0;

	NEED(c, p->raise && p->each);
	seam_expect_abort(c);
	if (SEAM_STIMULUS(c))
		FAIL(c, "each returned %d", p->each(1, raising_visit, (void *)p, &result));
}

static void dies_in_closure(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	seam_closure_fn fn = NULL;
	void *context = NULL;
	int64_t sum;

	NEED(c, p->closure_new);
	REQUIRE(CHECK_EQ(c, p->closure_new(INT64_MAX, &fn, &context), SEAM_OK));
	seam_expect_abort(c);
	if (SEAM_STIMULUS(c))
		FAIL(c, "the closure returned %d", fn(context, 1, &sum));
}

SEAM_CASES(callbacks, contain_abort) = {
	{ "dies", SEAM_MUST, dies, "a panic ends the process by abort()", SEAM_ISOLATED | SEAM_ONCE | SEAM_NEEDS(SEAM_PANIC_ABORTS) },
	{ "dies_in_callback", SEAM_MUST, dies_in_callback, "also below a callback: no frame of C is unwound",
	  SEAM_ISOLATED | SEAM_ONCE | SEAM_NEEDS(SEAM_PANIC_ABORTS) },
	{ "dies_in_closure", SEAM_MUST, dies_in_closure,
	  "also in a function that the peer made", SEAM_ISOLATED | SEAM_ONCE | SEAM_NEEDS(SEAM_PANIC_ABORTS) },
	SEAM_END
};
