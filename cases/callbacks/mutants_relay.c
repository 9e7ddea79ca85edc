/* mutants_relay.c - values that do not cross whole, into callbacks and out of them. */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static struct seam_relay f; /* the case's table, and its userdata */
static struct seam_relay_structs fs;
static seam_twelve_fn f12;
static void *given;

static void take(const struct seam_relay *functions)
{
	memset(&f, 0, sizeof f);
	memcpy(&f, functions, functions->size < sizeof f ? functions->size - functions->size % 8 : sizeof f);
}

/* One function replaced by one that gets, or gives, `value` changed. */
#define WRAP(what, type, name, argument, result)                                                                       \
	static type what##_function(type value, void *userdata)                                                        \
	{                                                                                                              \
		value = (type)(argument);                                                                              \
		value = f.name(value, userdata);                                                                       \
		return (type)(result);                                                                                 \
	}                                                                                                              \
	static int what(const struct seam_relay *functions, const struct seam_values *in, void *userdata,              \
	                struct seam_values *out)                                                                       \
	{                                                                                                              \
		struct seam_relay mine;                                                                                \
		if (!functions || functions->size < sizeof mine)                                                       \
			return REAL->relay(functions, in, userdata, out);                                              \
		take(functions);                                                                                       \
		mine = f;                                                                                              \
		if (mine.name)                                                                                         \
			mine.name = what##_function;                                                                   \
		return REAL->relay(&mine, in, userdata, out);                                                          \
	}
WRAP(i8_unsigned, int8_t, i8, value & 0x7f, value)
WRAP(u8_signed, uint8_t, u8, value > 127 ? 127 : value, value)
WRAP(i16_byte, int16_t, i16, value, (int8_t)value)
WRAP(u16_signed, uint16_t, u16, value, value > 32767 ? 32767 : value)
WRAP(i32_float, int32_t, i32, (int32_t)(float)(value / 2) * 2, value)
WRAP(u32_signed, uint32_t, u32, value, value > INT32_MAX ? INT32_MAX : value)
WRAP(i64_cut, int64_t, i64, (int32_t)value, value)
WRAP(i64_result_cut, int64_t, i64, value, (int32_t)value)
WRAP(u64_double, uint64_t, u64, (uint64_t)((double)(value >> 1)) << 1, value)
WRAP(u64_saturates, uint64_t, u64, value, value > INT64_MAX ? INT64_MAX : value)
WRAP(f32_promoted, float, f32, (float)((int)(value * 4)) / 4, value)
WRAP(f64_float, double, f64, (float)value, value)
WRAP(f64_result_flushed, double, f64, value, value > -1e-300 && value < 1e-300 ? 0 : value)
WRAP(truth_lost, bool, truth, value, false)
WRAP(truth_inverted, bool, truth, !value, value)

static void *half_function(void *value, void *userdata)
{
	return f.pointer((void *)((uintptr_t)value & 0xffffffffu), userdata);
}

static int pointer_half(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                        struct seam_values *out)
{
	struct seam_relay mine;

	if (!functions || functions->size < sizeof mine)
		return REAL->relay(functions, in, userdata, out);
	take(functions);
	mine = f;
	if (mine.pointer)
		mine.pointer = half_function;
	return REAL->relay(&mine, in, userdata, out);
}

static int pointer_result_lost(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                               struct seam_values *out)
{
	int rc = REAL->relay(functions, in, userdata, out);

	if (rc == SEAM_OK && functions->size >= sizeof *functions && functions->pointer)
		out->pointer = in->pointer;
	return rc;
}

static int truth_raw(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                     struct seam_values *out)
{
	int rc = REAL->relay(functions, in, userdata, out);

	if (rc == SEAM_OK && functions->size >= sizeof *functions && functions->truth && out->truth)
		memset(&out->truth, 0xff, 1); /* "true" as some languages have it */
	return rc;
}

static int calls_twice(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                       struct seam_values *out)
{
	if (functions && in && out && functions->size >= sizeof *functions && functions->u16)
		functions->u16(in->u16, userdata);
	return REAL->relay(functions, in, userdata, out);
}

static int backwards(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                     struct seam_values *out)
{
	struct seam_relay first = { .size = sizeof first }, rest;
	int rc;

	if (!functions || !in || !out || functions->size < sizeof first)
		return REAL->relay(functions, in, userdata, out);
	rest = *functions;
	first.pointer = rest.pointer;
	rest.pointer = NULL;
	rc = REAL->relay(&first, in, userdata, out);
	return rc ? rc : REAL->relay(&rest, in, userdata, out);
}

static int calls_null(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                      struct seam_values *out)
{
	if (functions && in && out && functions->size >= sizeof *functions)
		out->f64 = (*(double (*const volatile *)(double, void *))&functions->f64)(in->f64, userdata);
	return REAL->relay(functions, in, userdata, out);
}

static int stores_zero(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                       struct seam_values *out)
{
	int rc = REAL->relay(functions, in, userdata, out);

	if (rc == SEAM_OK && functions->size >= sizeof *functions && !functions->pointer)
		out->pointer = NULL;
	return rc;
}

/* The table is taken for one of this version. */
static int whole_table(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                       struct seam_values *out)
{
	struct seam_relay mine;

	if (!functions || functions->size < sizeof mine.size)
		return REAL->relay(functions, in, userdata, out);
	memcpy(&mine, functions, sizeof mine);
	if (functions->size > sizeof mine.size)
		mine.size = sizeof mine;
	return REAL->relay(&mine, in, userdata, out);
}

static int exact_size(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                      struct seam_values *out)
{
	if (functions && functions->size > sizeof *functions)
		return SEAM_E_VERSION;
	return REAL->relay(functions, in, userdata, out);
}

static int any_size(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                    struct seam_values *out)
{
	int rc = REAL->relay(functions, in, userdata, out);
	return rc == SEAM_E_VERSION ? SEAM_OK : rc;
}

static struct seam_spot spot_argument(struct seam_spot value, void *userdata)
{
	value.n = (int32_t)value.x; /* both halves in one register */
	return fs.spot(value, userdata);
}

static struct seam_wide wide_result(struct seam_wide value, void *userdata)
{
	struct seam_wide back = fs.wide(value, userdata);

	back.c = 0; /* the third word is beyond what registers return */
	return back;
}

static struct seam_pair pair_swapped(struct seam_pair value, void *userdata)
{
	struct seam_pair back = { value.b, value.a };
	return fs.pair(back, userdata);
}

#define STRUCTS(what, name)                                                                                            \
	static int what(const struct seam_relay_structs *functions, const struct seam_structs *in, void *userdata,     \
	                struct seam_structs *out)                                                                      \
	{                                                                                                              \
		struct seam_relay_structs mine;                                                                        \
		if (!functions || functions->size < sizeof mine || !functions->name)                                   \
			return REAL->relay_structs(functions, in, userdata, out);                                      \
		mine = fs = *functions;                                                                                \
		mine.name = what##_function;                                                                           \
		return REAL->relay_structs(&mine, in, userdata, out);                                                  \
	}
#define spot_squeezed_function spot_argument
#define wide_cut_function      wide_result
#define pair_turned_function   pair_swapped
STRUCTS(spot_squeezed, spot)
STRUCTS(wide_cut, wide)
STRUCTS(pair_turned, pair)

static int structs_null(const struct seam_relay_structs *functions, const struct seam_structs *in, void *userdata,
                        struct seam_structs *out)
{
	struct seam_spot (*volatile spot)(struct seam_spot, void *) = functions ? functions->spot : NULL;

	if (functions && in && out && functions->size >= sizeof *functions)
		out->spot = spot(in->spot, userdata);
	return REAL->relay_structs(functions, in, userdata, out);
}

static double narrow_function(int8_t a, double b, uint8_t c, float d, int16_t e, uint16_t g, int32_t h, uint32_t i,
                              int64_t j, uint64_t k, void *l, bool m, void *userdata)
{
	return (float)f12(a, b, c, d, e, g, h, i, (int32_t)j, k, l, m, userdata);
}

static int twelve_narrow(const struct seam_twelve *values, seam_twelve_fn callback, void *userdata, double *result)
{
	f12 = callback;
	return REAL->call_twelve(values, callback ? narrow_function : NULL, userdata, result);
}

/* Arguments on the stack in the other order. */
static double turned_function(int8_t a, double b, uint8_t c, float d, int16_t e, uint16_t g, int32_t h, uint32_t i,
                              int64_t j, uint64_t k, void *l, bool m, void *userdata)
{
	return f12(a, b, c, d, e, g, h, i, (int64_t)k, (uint64_t)j, l, m, userdata);
}

static int twelve_turned(const struct seam_twelve *values, seam_twelve_fn callback, void *userdata, double *result)
{
	f12 = callback;
	return REAL->call_twelve(values, callback ? turned_function : NULL, userdata, result);
}

/* The thirteenth is not passed. */
static double lost_function(int8_t a, double b, uint8_t c, float d, int16_t e, uint16_t g, int32_t h, uint32_t i,
                            int64_t j, uint64_t k, void *l, bool m, void *userdata)
{
	(void)userdata;
	return f12(a, b, c, d, e, g, h, i, j, k, l, m, given);
}

static int twelve_userdata(const struct seam_twelve *values, seam_twelve_fn callback, void *userdata, double *result)
{
	f12 = callback;
	given = (void *)(uintptr_t)8;
	return REAL->call_twelve(values, callback ? lost_function : NULL, userdata, result);
}

SEAM_MUTANTS(callbacks, relay) = {
	ROW("relay_i8_unsigned", "relay.low", "seen->i8", true, relay, i8_unsigned),
	ROW("relay_u8_signed", "relay.high", "seen->u8", true, relay, u8_signed),
	ROW("relay_i16_byte", "relay.high", "seen->i16", true, relay, i16_byte),
	ROW("relay_u16_signed", "relay.low", "seen->u16", true, relay, u16_signed),
	ROW("relay_i32_float", "relay.high", "seen->i32", true, relay, i32_float),
	ROW("relay_u32_signed", "relay.low", "seen->u32", true, relay, u32_signed),
	ROW("relay_i64_cut", "relay.low", "seen->i64", true, relay, i64_cut),
	ROW("relay_i64_result_cut", "relay.high", "seen->i64", true, relay, i64_result_cut),
	ROW("relay_u64_double", "relay.high", "seen->u64", true, relay, u64_double),
	ROW("relay_u64_saturates", "relay.low", "seen->u64", true, relay, u64_saturates),
	ROW("relay_f32_rounded", "relay.low", "f32", true, relay, f32_promoted),
	ROW("relay_f64_float", "relay.high", "seen->f64", true, relay, f64_float),
	ROW("relay_f64_flushed", "relay.high", "seen->f64", true, relay, f64_result_flushed),
	ROW("relay_truth_lost", "relay.low", "seen->truth", true, relay, truth_lost),
	ROW("relay_truth_inverted", "relay.high", "seen->truth", true, relay, truth_inverted),
	ROW("relay_truth_raw", "relay.booleans", "byte", true, relay, truth_raw),
	ROW("relay_pointer_half", "relay.low", "seen->pointer", true, relay, pointer_half),
	ROW("relay_pointer_result_lost", "relay.high", "seen->pointer", true, relay, pointer_result_lost),
	ROW("relay_calls_twice", "relay.in_order", "s.n", true, relay, calls_twice),
	ROW("relay_backwards", "relay.in_order", "order", true, relay, backwards),
	CRASH("relay_calls_null", "relay_table.optional", relay, calls_null),
	ROW("relay_stores_zero", "relay_table.optional", "untouched", true, relay, stores_zero),
	CRASH("relay_whole_table", "relay_table.shorter", relay, whole_table),
	ROW("relay_ignores_size", "relay_table.size_decides", "s.n", true, relay, whole_table),
	ROW("relay_exact_size", "relay_table.longer", "SEAM_OK", true, relay, exact_size),
	ROW("relay_any_size", "relay_table.refused", "SEAM_E_VERSION", true, relay, any_size),
	ROW("structs_spot_squeezed", "relay_structs.structs", "spot.n", true, relay_structs, spot_squeezed),
	ROW("structs_wide_cut", "relay_structs.structs", "wide.c", true, relay_structs, wide_cut),
	ROW("structs_pair_turned", "relay_structs.structs", "pair.a", true, relay_structs, pair_turned),
	CRASH("structs_calls_null", "relay_structs.structs_optional", relay_structs, structs_null),
	ROW("twelve_narrow", "relay_structs.twelve", "result", true, call_twelve, twelve_narrow),
	ROW("twelve_turned", "relay_structs.twelve", "s.in.i", true, call_twelve, twelve_turned),
	CRASH("twelve_userdata", "relay_structs.twelve", call_twelve, twelve_userdata),
	SEAM_NO_MORE_MUTANTS
};
