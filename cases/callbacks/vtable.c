/*
 * vtable: an object of functions, made by the host and driven by the peer.
 * Rule: callbacks.vtable    Source: libgit2's custom backends; COM; GObject interfaces; JNA's callback structs
 */
#include "callbacks/driven.h"

#include <seam/case.h>

static void in_order(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct callbacks_driven d = { .total = 99 };
	struct seam_object object = { &callbacks_whole, &d };
	const int64_t *in = (const void *)seam_in(c, callbacks_numbers, sizeof callbacks_numbers);
	int64_t *sum = seam_out(c, sizeof *sum);
	int *result = seam_out(c, sizeof *result);

	NEED(c, p->object_drive);
	REQUIRE(CHECK_EQ(c, p->object_drive(&object, in, 4, sum, result), SEAM_OK));
	CHECK_EQ(c, *result, 0);
	CHECK_EQ(c, *sum, ((7 * 3 - 5000000000) * 3 + 2) * 3 + 1);
	CHECK_STR(c, d.calls, "raaaatd");
}

static void no_reset(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_methods methods = callbacks_whole;
	struct callbacks_driven d = { .total = 1 };
	struct seam_object object = { &methods, &d };
	int64_t sum = 0;
	int result = 1;

	NEED(c, p->object_drive);
	if (SEAM_STIMULUS(c))
		methods.reset = NULL;
	REQUIRE(CHECK_EQ(c, p->object_drive(&object, NULL, 0, &sum, &result), SEAM_OK));
	CHECK_EQ(c, result, 0);
	CHECK_EQ(c, sum, 1);
	CHECK_STR(c, d.calls, "td");
}

static void missing(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct callbacks_driven d = { .n = 0 };
	struct seam_methods m[3] = { callbacks_whole, callbacks_whole, callbacks_whole };
	struct seam_object object = { NULL, &d };
	int64_t *sum = seam_out(c, sizeof *sum);
	int *result = seam_out(c, sizeof *result);

	NEED(c, p->object_drive);
	m[0].add = NULL;
	m[1].total = NULL;
	m[2].destroy = NULL;
	CHECK_EQ(c, p->object_drive(NULL, callbacks_numbers, 4, sum, result), SEAM_E_NULL);
	CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 4, sum, result), SEAM_E_NULL);
	for (int i = 0; i < 3; i++) {
		object.methods = &m[i];
		CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 4, sum, result), SEAM_E_NULL);
	}
	object.methods = &callbacks_whole;
	CHECK_EQ(c, p->object_drive(&object, NULL, 4, sum, result), SEAM_E_NULL);
	CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 4, NULL, result), SEAM_E_NULL);
	CHECK_EQ(c, p->object_drive(&object, callbacks_numbers, 4, sum, NULL), SEAM_E_NULL);
	CHECK_STR(c, d.calls, ""); /* a refused object stays the caller's: not even destroyed */
	CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
	CHECK_EQ(c, seam_untouched(c, result, sizeof *result), sizeof *result);
}

SEAM_CASES(callbacks, vtable) = {
	{ "in_order", SEAM_MUST, in_order, "the host's methods are called in order, destroy last and once", 0 },
	{ "no_reset", SEAM_MUST, no_reset, "an optional method that is NULL is not called", 0 },
	{ "missing", SEAM_MUST, missing, "an object without a required method is refused and left alone", 0 },
	SEAM_END
};
