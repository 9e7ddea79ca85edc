/*
 * relay_structs: structs by value and many arguments, into a callback and out of it.
 * Rule: callbacks.relay    Source: libffi closures; Racket CS and JNA on struct results; JDK TestUpcallHighArity
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <string.h>

struct seen {
	unsigned n;
	struct seam_structs in, out;
};

static struct seam_spot on_spot(struct seam_spot value, void *userdata)
{
	struct seen *s = userdata;

	s->n++;
	s->in.spot = value;
	return s->out.spot;
}

static struct seam_pair on_pair(struct seam_pair value, void *userdata)
{
	struct seen *s = userdata;

	s->n++;
	s->in.pair = value;
	return s->out.pair;
}

static struct seam_wide on_wide(struct seam_wide value, void *userdata)
{
	struct seen *s = userdata;

	s->n++;
	s->in.wide = value;
	return s->out.wide;
}

static void check(struct seam_case *c, const struct seam_structs *seen, const struct seam_structs *expected)
{
	CHECK_EQ(c, seen->spot.x, expected->spot.x);
	CHECK_EQ(c, seen->spot.n, expected->spot.n);
	CHECK_EQ(c, seen->pair.a, expected->pair.a);
	CHECK_EQ(c, seen->pair.b, expected->pair.b);
	CHECK_EQ(c, seen->wide.a, expected->wide.a);
	CHECK_EQ(c, seen->wide.b, expected->wide.b);
	CHECK_EQ(c, seen->wide.c, expected->wide.c);
}

static const struct seam_structs one = { { 1.5, -7 }, { 0.25f, -8.5f }, { INT64_MIN + 1, -2.75, INT32_MIN } };
static const struct seam_structs two = { { -3.5, INT32_MAX }, { 9.5f, 1e30f }, { 5000000000, 1e-300, 77 } };

static void structs(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const struct seam_relay_structs table = { sizeof table, on_spot, on_pair, on_wide };
	struct seam_structs *out = seam_out(c, sizeof *out);
	struct seen s = { .out = two };

	NEED(c, p->relay_structs);
	REQUIRE(CHECK_EQ(c,
	                 p->relay_structs((const void *)seam_in(c, &table, sizeof table),
	                                  (const void *)seam_in(c, &one, sizeof one), &s, out),
	                 SEAM_OK));
	CHECK_EQ(c, s.n, 3u);
	check(c, &s.in, &one);
	check(c, out, &two);
}

static void structs_optional(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const struct seam_relay_structs none = { .size = sizeof none }, no_size = { .size = 1 };
	struct seam_structs *out = seam_out(c, sizeof *out);

	NEED(c, p->relay_structs);
	CHECK_EQ(c, p->relay_structs(&none, &one, NULL, out), SEAM_OK);
	CHECK_EQ(c, p->relay_structs(&no_size, &one, NULL, out), SEAM_E_VERSION);
	CHECK_EQ(c, p->relay_structs(NULL, &one, NULL, out), SEAM_E_NULL);
	CHECK_EQ(c, p->relay_structs(&none, NULL, NULL, out), SEAM_E_NULL);
	CHECK_EQ(c, p->relay_structs(&none, &one, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
}

struct twelve {
	struct seam_twelve in;
	unsigned n;
};

static double on_twelve(int8_t a, double b, uint8_t c, float d, int16_t e, uint16_t f, int32_t g, uint32_t h, int64_t i,
                        uint64_t j, void *k, bool l, void *userdata)
{
	struct twelve *s = userdata;

	s->n++;
	s->in = (struct seam_twelve){ a, b, c, d, e, f, g, h, i, j, k, l };
	return -1.25e-200;
}

static void twelve(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_twelve v = { -100,        1e300,      200,       -4.5f,      -30000,    60000,
		                 -2000000000, 4000000000, INT64_MIN, UINT64_MAX, (void *)1, true };
	double *result = seam_out(c, sizeof *result);
	struct twelve s = { .n = 0 };

	NEED(c, p->call_twelve);
	v.k = (void *)(uintptr_t)seam_tag(c, 12);
	REQUIRE(CHECK_EQ(c, p->call_twelve((const void *)seam_in(c, &v, sizeof v), on_twelve, &s, result), SEAM_OK));
	CHECK_EQ(c, s.n, 1u);
	CHECK_EQ(c, *result, -1.25e-200);
	CHECK_EQ(c, s.in.a, v.a), CHECK_EQ(c, s.in.b, v.b), CHECK_EQ(c, s.in.c, v.c), CHECK_EQ(c, s.in.d, v.d);
	CHECK_EQ(c, s.in.e, v.e), CHECK_EQ(c, s.in.f, v.f), CHECK_EQ(c, s.in.g, v.g), CHECK_EQ(c, s.in.h, v.h);
	CHECK_EQ(c, s.in.i, v.i), CHECK_EQ(c, s.in.j, v.j), CHECK_EQ(c, s.in.k, v.k), CHECK_EQ(c, s.in.l, v.l);
	CHECK_EQ(c, p->call_twelve(NULL, on_twelve, &s, result), SEAM_E_NULL);
	CHECK_EQ(c, p->call_twelve(&v, NULL, &s, result), SEAM_E_NULL);
	CHECK_EQ(c, p->call_twelve(&v, on_twelve, &s, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s.n, 1u);
}

SEAM_CASES(callbacks, relay_structs) = {
	{ "structs", SEAM_MUST, structs, "structs cross by value, as arguments and as results", 0 },
	{ "structs_optional", SEAM_MUST, structs_optional, "a function that is NULL is not called", 0 },
	{ "twelve", SEAM_MUST, twelve, "twelve arguments and the userdata arrive, each at its place", 0 },
	SEAM_END
};
