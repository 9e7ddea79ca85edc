/*
 * vtable_stops: a method that fails ends the drive; its value comes back, and destroy follows.
 * Rule: callbacks.vtable_stops    Source: libgit2's custom backends; git_odb_foreach; COM's HRESULT
 */
#include "callbacks/driven.h"

#include <limits.h>
#include <seam/case.h>

static void add(struct seam_case *c)
{
	static const int values[] = { 1, -1, 7, SEAM_E_NULL, INT_MAX, INT_MIN };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;

	NEED(c, p->object_drive);
	stimulus = SEAM_STIMULUS(c);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct callbacks_driven d = { .stop = stimulus ? values[i] : 0, .stop_at = 2 };
		struct seam_object object = { &callbacks_whole, &d };
		int64_t *sum = seam_out(c, sizeof *sum);
		int result = 0;

		REQUIRE(CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 4, sum, &result), SEAM_OK));
		CHECK_EQ(c, result, values[i]);
		CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
		CHECK_STR(c, d.calls, "raad");
	}
}

static int fail(void *self)
{
	callbacks_note(self, 'r');
	return -7;
}

static int fail_total(void *self, int64_t *out)
{
	callbacks_note(self, 't');
	*out = 1234;
	return INT_MIN;
}

static void reset_and_total(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_methods methods = callbacks_whole;
	struct callbacks_driven d = { .n = 0 }, e = { .n = 0 };
	struct seam_object object = { &methods, &d };
	int64_t *sum = seam_out(c, sizeof *sum);
	int result = 0;
	bool stimulus;

	NEED(c, p->object_drive);
	stimulus = SEAM_STIMULUS(c);
	methods.reset = stimulus ? fail : callbacks_whole.reset;
	CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 4, sum, &result), SEAM_OK);
	CHECK_EQ(c, result, -7);
	CHECK_STR(c, d.calls, "rd");
	methods = callbacks_whole;
	methods.total = stimulus ? fail_total : callbacks_whole.total;
	object.self = &e;
	CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 2, sum, &result), SEAM_OK);
	CHECK_EQ(c, result, INT_MIN);
	CHECK_STR(c, e.calls, "raatd");
	CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
}

SEAM_CASES(callbacks, vtable_stops) = {
	{ "add", SEAM_MUST, add, "a method's failure ends the drive, comes back exactly, and destroy follows", 0 },
	{ "reset_and_total", SEAM_MUST, reset_and_total, "reset and total may fail as add may", 0 },
	SEAM_END
};
