/*
 * vtable: an object of functions, made by the host and driven by the peer.
 * Rule: callbacks.vtable    Source: libgit2's custom backends; COM; GObject interfaces; JNA's callback structs
 */
#include "callbacks/callbacks.h"

#include <limits.h>
#include <seam/case.h>

struct driven {
	char calls[32]; /* r, a, t, d, in the order of the calls */
	unsigned n;
	int64_t total;
	int stop;          /* what add returns … */
	unsigned stop_at;  /* … the how manieth time, from 1 */
	unsigned adds;
};

static void note(struct driven *d, char call)
{
	if (d->n + 1 < sizeof d->calls)
		d->calls[d->n++] = call;
}

static int reset(void *self)
{
	note(self, 'r');
	((struct driven *)self)->total = 0;
	return 0;
}

static int add(void *self, int64_t n)
{
	struct driven *d = self;

	note(d, 'a');
	d->total = d->total * 3 + n; /* the order shows */
	return ++d->adds == d->stop_at ? d->stop : 0;
}

static int total(void *self, int64_t *out)
{
	note(self, 't');
	*out = ((struct driven *)self)->total;
	return 0;
}

static void destroy(void *self)
{
	note(self, 'd');
}

static const int64_t numbers[4] = { 7, -5000000000, 2, 1 };
static const struct seam_methods whole = { sizeof whole, reset, add, total, destroy };

static void in_order(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct driven d = { .total = 99 };
	struct seam_object object = { &whole, &d };
	const int64_t *in = (const void *)seam_in(c, numbers, sizeof numbers);
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
	struct seam_methods methods = whole;
	struct driven d = { .total = 1 };
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

static void stops(struct seam_case *c)
{
	static const int values[] = { 1, -1, 7, SEAM_E_NULL, INT_MAX, INT_MIN };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool stimulus;

	NEED(c, p->object_drive);
	stimulus = SEAM_STIMULUS(c);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct driven d = { .stop = stimulus ? values[i] : 0, .stop_at = 2 };
		struct seam_object object = { &whole, &d };
		int64_t *sum = seam_out(c, sizeof *sum);
		int result = 0;

		REQUIRE(CHECK_EQ(c, p->object_drive(&object, numbers, 4, sum, &result), SEAM_OK));
		CHECK_EQ(c, result, values[i]);
		CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
		CHECK_STR(c, d.calls, "raad");
	}
}

static void missing(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct driven d = { .n = 0 };
	struct seam_methods m[3] = { whole, whole, whole };
	struct seam_object object = { NULL, &d };
	int64_t *sum = seam_out(c, sizeof *sum);
	int *result = seam_out(c, sizeof *result);

	NEED(c, p->object_drive);
	m[0].add = NULL;
	m[1].total = NULL;
	m[2].destroy = NULL;
	CHECK_EQ(c, p->object_drive(NULL, numbers, 4, sum, result), SEAM_E_NULL);
	CHECK_EQ(c, p->object_drive(&object, numbers, 4, sum, result), SEAM_E_NULL);
	for (int i = 0; i < 3; i++) {
		object.methods = &m[i];
		CHECK_EQ(c, p->object_drive(&object, numbers, 4, sum, result), SEAM_E_NULL);
	}
	object.methods = &whole;
	CHECK_EQ(c, p->object_drive(&object, NULL, 4, sum, result), SEAM_E_NULL);
	CHECK_EQ(c, p->object_drive(&object, numbers, 4, NULL, result), SEAM_E_NULL);
	CHECK_EQ(c, p->object_drive(&object, numbers, 4, sum, NULL), SEAM_E_NULL);
	CHECK_STR(c, d.calls, ""); /* a refused object stays the caller's: not even destroyed */
	CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
	CHECK_EQ(c, seam_untouched(c, result, sizeof *result), sizeof *result);
}

SEAM_CASES(callbacks, vtable) = {
	{ "in_order", SEAM_MUST, in_order, "the host's methods are called in order, destroy last and once", 0 },
	{ "no_reset", SEAM_MUST, no_reset, "an optional method that is NULL is not called", 0 },
	{ "stops", SEAM_MUST, stops, "a method's failure ends the drive, comes back exactly, and destroy follows", 0 },
	{ "missing", SEAM_MUST, missing, "an object without a required method is refused and left alone", 0 },
	SEAM_END
};
