/*
 * made: functions of every type that the peer makes: what C hands in and gets back is whole, and defined on failure.
 * Rule: callbacks.made    Source: ctypes hands out what the stack held when a callback raises; cffi's error=; JNA,
 * koffi
 */
#include "callbacks/relay.h"

#include <seam/case.h>
#include <string.h>

#define ECHO(name)                                                                                                     \
	do {                                                                                                           \
		if (f.name)                                                                                            \
			CHECK_EQ(c, f.name(v.name, 0), v.name);                                                        \
	} while (0)

static bool get(struct seam_case *c, struct seam_echoes *f)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_echoes *out = seam_out(c, sizeof *out);

	if (!p->echoes) {
		seam_skip(c, "the peer does not offer echoes");
		return false;
	}
	if (!CHECK_EQ(c, p->echoes(out), SEAM_OK))
		return false;
	for (size_t at = 0; at < sizeof *out; at += sizeof(void *))
		CHECK(c, seam_untouched(c, (char *)out + at, sizeof(void *)) < sizeof(void *)); /* all are stored */
	*f = *out;
	return CHECK_EQ(c, p->echoes(NULL), SEAM_E_NULL);
}

static void scalars(struct seam_case *c)
{
	struct seam_echoes f;

	REQUIRE(get(c, &f));
	for (int low = 0; low < 2; low++) {
		const struct seam_values v = callbacks_edge(c, low);

		seam_dirty_stack(c);
		ECHO(i8);
		ECHO(u8);
		ECHO(i16);
		ECHO(u16);
		ECHO(i32);
		ECHO(u32);
		ECHO(i64);
		ECHO(u64);
		ECHO(f32);
		ECHO(f64);
		ECHO(truth);
		ECHO(pointer);
	}
	if (f.pointer)
		CHECK_EQ(c, f.pointer(NULL, 0), NULL);
	/* what a double does not hold, and the sign of zero */
	if (f.i64)
		CHECK_EQ(c, f.i64(-9007199254740993, 0), -9007199254740993);
	if (f.u64)
		CHECK_EQ(c, f.u64(9007199254740993u, 0), 9007199254740993u);
	if (f.f32)
		CHECK_EQ(c, f.f32(-0.0f, 0), -0.0f);
	if (f.f64)
		CHECK_EQ(c, f.f64(-0.0, 0), -0.0);
}

static void structs(struct seam_case *c)
{
	struct seam_echoes f;

	REQUIRE(get(c, &f));
	if (!f.spot && !f.pair && !f.wide) {
		seam_skip(c, "the peer's language makes no functions that return structs");
		return;
	}
	for (int32_t i = -1; i < 2; i++) {
		struct seam_spot spot = { i - 0.5, INT32_MAX - i * i };
		struct seam_pair pair = { (float)i + 0.25f, -1e30f };
		struct seam_wide wide = { INT64_MIN + 5 + i, 1e-300 * i, INT32_MIN + i * i };

		seam_dirty_stack(c);
		if (f.spot) {
			struct seam_spot back = f.spot(spot, 0);
			CHECK_EQ(c, back.x, spot.x);
			CHECK_EQ(c, back.n, spot.n);
		}
		if (f.pair) {
			struct seam_pair back = f.pair(pair, 0);
			CHECK_EQ(c, back.a, pair.a);
			CHECK_EQ(c, back.b, pair.b);
		}
		if (f.wide) {
			struct seam_wide back = f.wide(wide, 0);
			CHECK_EQ(c, back.a, wide.a);
			CHECK_EQ(c, back.b, wide.b);
			CHECK_EQ(c, back.c, wide.c);
		}
	}
}

#define FAILS(name)                                                                                                    \
	do {                                                                                                           \
		if (f.name) {                                                                                          \
			memset(&v.name, 0, sizeof v.name);                                                             \
			seam_dirty_stack(c);                                                                           \
			CHECK_EQ(c, f.name(given.name, fail), v.name);                                                 \
		}                                                                                                      \
	} while (0)

/* After a failure: the zero of the type, whatever is on the stack and in the registers. */
static void failing(struct seam_case *c)
{
	const struct seam_values given = callbacks_edge(c, true);
	struct seam_values v = given;
	struct seam_echoes f;
	int fail;

	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
		return;
	}
	REQUIRE(get(c, &f));
	for (int round = 0; round < 3; round++) {
		fail = SEAM_STIMULUS(c) ? (int[]){ 1, -1, 256 }[round] : 0;
		FAILS(i8);
		FAILS(u8);
		FAILS(i16);
		FAILS(u16);
		FAILS(i32);
		FAILS(u32);
		FAILS(i64);
		FAILS(u64);
		FAILS(f32);
		FAILS(f64);
		FAILS(pointer);
		if (f.truth)
			CHECK_EQ(c, f.truth(true, fail), false);
	}
}

static void failing_structs(struct seam_case *c)
{
	struct seam_spot spot = { 1.5, 3 };
	struct seam_wide wide = { 5, 2.5, 4 };
	struct seam_echoes f;
	int fail = SEAM_STIMULUS(c) ? -1 : 0;

	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
		return;
	}
	REQUIRE(get(c, &f));
	if (!f.spot || !f.wide) {
		seam_skip(c, "the peer's language makes no functions that return structs");
		return;
	}
	spot = f.spot(spot, fail);
	CHECK_EQ(c, spot.x, 0.0);
	CHECK_EQ(c, spot.n, 0);
	wide = f.wide(wide, fail);
	CHECK_EQ(c, wide.a, 0);
	CHECK_EQ(c, wide.b, 0.0);
	CHECK_EQ(c, wide.c, 0);
}

SEAM_CASES(callbacks, made) = {
	{ "scalars", SEAM_MUST, scalars, "a function that the peer made takes and returns each type whole", 0 },
	{ "structs", SEAM_MUST, structs, "so it does with structs by value", 0 },
	{ "failing", SEAM_MUST, failing, "one that fails returns the zero of its type, not what the stack held", 0 },
	{ "failing_structs", SEAM_MUST, failing_structs, "and a struct of zeros", 0 },
	SEAM_END
};
