/*
 * sort: a comparator decides the order, with any int, and cannot do harm when it is wrong.
 * Rule: callbacks.sort    Source: qsort(3) and its bindings; glibc 2.37's qsort bounds bug; Rust 1.81 sort_by
 */
#include "callbacks/callbacks.h"

#include <limits.h>
#include <seam/case.h>

struct order {
	int sign, big; /* what is returned for "differs": sign * big, or the two extremes when big is 0 */
	int64_t unit;  /* numbers are compared by number / unit */
	unsigned calls;
};

static int by_order(int64_t a, int64_t b, void *userdata)
{
	struct order *o = userdata;

	o->calls++;
	a /= o->unit;
	b /= o->unit;
	if (a == b)
		return 0;
	if ((a < b) == (o->sign > 0))
		return o->big ? -o->big : INT_MIN;
	return o->big ? o->big : INT_MAX;
}

static void check_sort(struct seam_case *c, struct order *o, const int64_t *in, const int64_t *out, size_t n)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int64_t *items = seam_inout(c, in, n * sizeof *in);

	NEED(c, p->sort);
	REQUIRE(CHECK_EQ(c, p->sort(items, n, by_order, o), SEAM_OK));
	CHECK_BYTES(c, items, n * sizeof *items, out, n * sizeof *out);
}

static void ascending(struct seam_case *c)
{
	static const int64_t in[] = { 5, -1, INT64_MAX, 0, INT64_MIN, 7, 3, 4294967296, 2 };
	static const int64_t out[] = { INT64_MIN, -1, 0, 2, 3, 5, 7, 4294967296, INT64_MAX };

	check_sort(c, &(struct order){ 1, 1, 1, 0 }, in, out, sizeof in / sizeof in[0]);
}

static void descending(struct seam_case *c)
{
	static const int64_t in[] = { 5, -1, 9, 0, 7 }, out[] = { 9, 7, 5, 0, -1 };

	check_sort(c, &(struct order){ -1, 300, 1, 0 }, in, out, 5);
}

static void any_int(struct seam_case *c)
{
	static const int64_t in[] = { 5, -1, 9, 0, 7, 6 }, out[] = { -1, 0, 5, 6, 7, 9 };

	check_sort(c, &(struct order){ 1, 65536, 1, 0 }, in, out, 6);
	check_sort(c, &(struct order){ 1, 256, 1, 0 }, in, out, 6);
	check_sort(c, &(struct order){ 1, 0, 1, 0 }, in, out, 6);
}

static void stable(struct seam_case *c)
{
	int64_t in[60], out[60];

	for (size_t i = 0; i < 60; i++) {
		in[i] = (int64_t)((i * 7 % 3) * 1000 + i);
		out[i] = 0;
	}
	for (size_t key = 0, k = 0; key < 3; key++)
		for (size_t i = 0; i < 60; i++)
			if (in[i] / 1000 == (int64_t)key)
				out[k++] = in[i];
	check_sort(c, &(struct order){ 1, 1, 1000, 0 }, in, out, 60);
}

static void many(struct seam_case *c)
{
	int64_t in[600], out[600];

	for (int64_t i = 0; i < 600; i++) {
		in[i] = i * 7919 % 600 - 300; /* 7919 and 600 have no common factor: each once */
		out[i] = i - 300;
	}
	check_sort(c, &(struct order){ 1, 1, 1, 0 }, in, out, 600);
}

static int always_before(int64_t a, int64_t b, void *userdata)
{
	(void)a, (void)b;
	++*(unsigned *)userdata;
	return -1;
}

static int always_after(int64_t a, int64_t b, void *userdata)
{
	(void)a, (void)b;
	++*(unsigned *)userdata;
	return 1;
}

static int at_random(int64_t a, int64_t b, void *userdata)
{
	unsigned *state = userdata;

	(void)a, (void)b;
	*state = *state * 1103515245u + 12345u;
	return (int)(*state >> 16) % 3 - 1;
}

static void inconsistent(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	static const seam_compare_fn liars[] = { always_before, always_after, at_random };
	int64_t in[100];

	NEED(c, p->sort);
	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "a sort that notices the contradiction may panic, and this peer's panics end the process");
		return;
	}
	for (int64_t i = 0; i < 100; i++)
		in[i] = (i * 37) % 100;
	for (size_t k = 0; k < sizeof liars / sizeof liars[0]; k++) {
		int64_t *items = seam_inout(c, in, sizeof in);
		unsigned state = 1, seen[100] = { 0 }, wrong = 0;
		int rc = p->sort(items, 100, liars[k], &state);

		if (rc != SEAM_OK && rc != SEAM_E_FAILED && rc != SEAM_E_PANIC)
			FAIL(c, "sort returned %d, which is not one of 0, %d, %d", rc, SEAM_E_FAILED, SEAM_E_PANIC);
		CHECK(c, state != 1); /* it was asked */
		for (size_t i = 0; i < 100; i++)
			if (items[i] < 0 || items[i] >= 100 || seen[items[i]]++ > 0)
				wrong++;
		CHECK_EQ(c, wrong, 0u);
	}
}

static void few(struct seam_case *c)
{
	static const int64_t in[] = { 42 };

	check_sort(c, &(struct order){ 1, 1, 1, 0 }, in, in, 0);
	check_sort(c, &(struct order){ 1, 1, 1, 0 }, in, in, 1);
}

SEAM_CASES(callbacks, sort) = {
	{ "ascending", SEAM_MUST, ascending, "numbers reach the comparator whole, and end in its order", 0 },
	{ "descending", SEAM_MUST, descending, "the comparator decides, not the numbers", 0 },
	{ "any_int", SEAM_MUST, any_int, "a comparator may return any int, INT_MIN included", 0 },
	{ "stable", SEAM_MUST, stable, "equal numbers keep their order", 0 },
	{ "many", SEAM_MUST, many, "more numbers than fit a small buffer", 0 },
	{ "inconsistent", SEAM_MUST, inconsistent,
	  "a comparator that contradicts itself loses and doubles nothing", 0 },
	{ "few", SEAM_MUST, few, "none and one are sorted", 0 },
	SEAM_END
};
