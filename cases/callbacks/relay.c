/*
 * relay: a callback of every type gets its argument whole, and its result comes back whole.
 * Rule: callbacks.relay    Source: JDK TestUpcall; ctypes and cffi callbacks of every type; JNA by-value results
 */
#include "callbacks/relay.h"

#include <seam/case.h>
#include <string.h>

#define SEEN(name)                                                                                                     \
	struct callbacks_seen *s = userdata;                                                                           \
	s->order[s->n < CALLBACKS_TYPES ? s->n : 0] = #name;                                                           \
	s->n++;                                                                                                        \
	s->in.name = value;                                                                                            \
	return s->out.name
#define FUNCTION(type, name)                                                                                           \
	static type on_##name(type value, void *userdata)                                                              \
	{                                                                                                              \
		SEEN(name);                                                                                            \
	}
FUNCTION(int8_t, i8)
FUNCTION(uint8_t, u8)
FUNCTION(int16_t, i16)
FUNCTION(uint16_t, u16)
FUNCTION(int32_t, i32)
FUNCTION(uint32_t, u32)
FUNCTION(int64_t, i64)
FUNCTION(uint64_t, u64)
FUNCTION(float, f32)
FUNCTION(double, f64)
FUNCTION(bool, truth)
FUNCTION(void *, pointer)

const struct seam_relay callbacks_relay = {
	sizeof callbacks_relay,
	on_i8,
	on_u8,
	on_i16,
	on_u16,
	on_i32,
	on_u32,
	on_i64,
	on_u64,
	on_f32,
	on_f64,
	on_truth,
	on_pointer,
};

struct seam_values callbacks_edge(struct seam_case *c, bool low)
{
	struct seam_values v = { INT8_MAX,  UINT8_MAX,  INT16_MAX,   UINT16_MAX, INT32_MAX, UINT32_MAX,
		                 INT64_MAX, UINT64_MAX, 16777215.0f, 1e300,      true,      NULL };

	v.pointer = (void *)(uintptr_t)seam_tag(c, low ? 1 : 2);
	if (low)
		v = (struct seam_values){ INT8_MIN,          128,   INT16_MIN, 32768, INT32_MIN, 0x80000000u, INT64_MIN,
			                  UINT64_C(1) << 63, -0.1f, -5e-324,   false, v.pointer };
	return v;
}

#define SAME(name) CHECK_EQ(c, seen->name, expected->name)
void callbacks_check_values(struct seam_case *c, const struct seam_values *seen, const struct seam_values *expected)
{
	SAME(i8), SAME(u8), SAME(i16), SAME(u16), SAME(i32), SAME(u32), SAME(i64), SAME(u64);
	SAME(f64), SAME(truth), SAME(pointer);
	CHECK(c, memcmp(&seen->f32, &expected->f32, sizeof seen->f32) == 0);
}

static void check(struct seam_case *c, bool low)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_values in = callbacks_edge(c, low), *out = seam_out(c, sizeof *out);
	struct callbacks_seen s = { .out = callbacks_edge(c, !low) };
	const void *table = seam_in(c, &callbacks_relay, sizeof callbacks_relay), *given = seam_in(c, &in, sizeof in);

	NEED(c, p->relay);
	REQUIRE(CHECK_EQ(c, p->relay(table, given, &s, out), SEAM_OK));
	CHECK_EQ(c, s.n, CALLBACKS_TYPES);
	callbacks_check_values(c, &s.in, &in);
	callbacks_check_values(c, out, &s.out);
}

static void high(struct seam_case *c)
{
	check(c, false);
}

static void low(struct seam_case *c)
{
	check(c, true);
}

static void in_order(struct seam_case *c)
{
	static const char *const order[] = { "i8",  "u8",  "i16", "u16", "i32",   "u32",
		                             "i64", "u64", "f32", "f64", "truth", "pointer" };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct callbacks_seen s = { .n = 0 };
	struct seam_values both;

	NEED(c, p->relay);
	both = callbacks_edge(c, true);
	s.out = callbacks_edge(c, false);
	REQUIRE(CHECK_EQ(c, p->relay(&callbacks_relay, &both, &s, &both), SEAM_OK)); /* in and out are the same */
	REQUIRE(CHECK_EQ(c, s.n, CALLBACKS_TYPES));
	for (unsigned i = 0; i < CALLBACKS_TYPES; i++)
		CHECK_STR(c, s.order[i], order[i]);
	callbacks_check_values(c, &both, &s.out);
}

static bool odd(bool value, void *userdata)
{
	(void)userdata;
	return !value;
}

static void booleans(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const struct seam_relay only = { .size = sizeof only, .truth = odd };
	struct seam_values in, out;

	NEED(c, p->relay);
	memset(&in, 0, sizeof in);
	for (int i = 0; i < 4; i++) {
		unsigned char byte = 99;

		in.truth = i % 2;
		memset(&out, seam_poison(c), sizeof out);
		seam_dirty_stack(c);
		CHECK_EQ(c, p->relay(&only, &in, NULL, &out), SEAM_OK);
		memcpy(&byte, &out.truth, 1);
		CHECK_EQ(c, byte, (i + 1) % 2); /* 0 or 1, no other byte */
	}
}

SEAM_CASES(callbacks, relay) = {
	{ "high", SEAM_MUST, high, "the greatest values cross whole, as arguments and as results", 0 },
	{ "low", SEAM_MUST, low, "so do the least ones, and those whose top bit alone is set", 0 },
	{ "in_order", SEAM_MUST, in_order, "each function is called once, in the order of the members", 0 },
	{ "booleans", SEAM_MUST, booleans, "a bool is one byte, 0 or 1, in both directions", 0 },
	SEAM_END
};
