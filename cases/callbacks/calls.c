/*
 * calls: a callback is called as often as was said, in order, with the arguments of its turn, and not afterwards.
 * Rule: callbacks.calls    Source: FFI guide 7; koffi's and cgo's callback tests
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <stdio.h>

struct visits {
	struct seam_case *c;
	uint32_t count, out_of_turn;
};

static int count_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct visits *v = userdata;

	(void)value, (void)fraction, (void)name;
	if (index != v->count && v->out_of_turn++ == 0)
		FAIL(v->c, "visit number %u got index %u", v->count, index);
	v->count++;
	return 0;
}

static void check_count(struct seam_case *c, uint32_t count)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct visits v = { c, 0, 0 };
	int *result = seam_out(c, sizeof *result);

	NEED(c, p->each);
	REQUIRE(CHECK_EQ(c, p->each(count, count_visit, &v, result), SEAM_OK));
	CHECK_EQ(c, v.count, count);
	CHECK_EQ(c, *result, 0);
}

static void none(struct seam_case *c)
{
	check_count(c, 0);
}

static void one(struct seam_case *c)
{
	check_count(c, 1);
}

static void in_order(struct seam_case *c)
{
	check_count(c, 50);
}

static void many(struct seam_case *c)
{
	check_count(c, 70000);
}

static int check_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct visits *v = userdata;
	char expected[32];

	snprintf(expected, sizeof expected, "item %u", v->count);
	CHECK_EQ(v->c, index, v->count);
	CHECK_EQ(v->c, value, SEAM_VISIT_VALUE(v->count));
	CHECK_EQ(v->c, fraction, v->count + 0.5);
	CHECK_STR(v->c, name, expected);
	v->count++;
	return 0;
}

static void arguments(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct visits v = { c, 0, 0 };
	int result;

	NEED(c, p->each);
	seam_dirty_stack(c);
	REQUIRE(CHECK_EQ(c, p->each(12, check_visit, &v, &result), SEAM_OK));
	CHECK_EQ(c, v.count, 12u);
}

static void walk_arguments(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct visits v = { c, 0, 0 };

	NEED(c, p->walk);
	seam_dirty_stack(c);
	CHECK_EQ(c, p->walk(12, check_visit, &v), 0);
	CHECK_EQ(c, v.count, 12u);
}

static int keep_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	((const void **)userdata)[0] = userdata;
	return 0;
}

static void userdata_as_is(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const void *slot = NULL;
	int result;

	NEED(c, p->each);
	REQUIRE(CHECK_EQ(c, p->each(1, keep_visit, &slot, &result), SEAM_OK));
	CHECK_EQ(c, slot, &slot);
}

static _Thread_local char here; /* its address names the thread */

static int note_thread(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	*(const char **)userdata = &here;
	return 0;
}

static void same_thread(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const char *seen = NULL;
	int result;

	NEED(c, p->each);
	CHECK_EQ(c, p->each(1, note_thread, &seen, &result), SEAM_OK);
	CHECK_EQ(c, seen, (const char *)&here);
}

static void not_retained(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct visits early = { c, 0, 0 }, late = { c, 0, 0 };
	int result;

	NEED(c, p->each);
	CHECK_EQ(c, p->each(3, count_visit, &early, &result), SEAM_OK);
	CHECK_EQ(c, p->each(5, count_visit, &late, &result), SEAM_OK);
	CHECK_EQ(c, early.count, 3u);
	CHECK_EQ(c, late.count, 5u);
}

SEAM_CASES(callbacks, calls) = {
	{ "none", SEAM_MUST, none, "a count of 0 calls nothing, and the result is 0", 0 },
	{ "one", SEAM_MUST, one, "a count of 1 calls once", 0 },
	{ "in_order", SEAM_MUST, in_order, "items are visited once each, in ascending order", 0 },
	{ "many", SEAM_MUST, many, "the count is not cut to 16 bits", SEAM_ONCE },
	{ "arguments", SEAM_MUST, arguments, "each visit gets the arguments of its own item", 0 },
	{ "walk_arguments", SEAM_MUST, walk_arguments, "walk visits as each does", 0 },
	{ "same_thread", SEAM_MUST, same_thread, "a callback runs on the thread that called the op", 0 },
	{ "userdata_as_is", SEAM_MUST, userdata_as_is, "the userdata that arrives is the pointer that was given", 0 },
	{ "not_retained", SEAM_MUST, not_retained, "a visit is not called after each has returned", 0 },
	SEAM_END
};
