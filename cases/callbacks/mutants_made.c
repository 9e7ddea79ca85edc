/* mutants_made.c - functions of the peer's that lose something of a value, or fail into what the stack held. */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <string.h>

static struct seam_echoes real;

/* One member of the reference's replaced; `value` is what came. */
#define MADE(what, type, name, result)                                                                                 \
	static type what##_function(type value, int fail)                                                              \
	{                                                                                                              \
		(void)fail;                                                                                            \
		return result;                                                                                         \
	}                                                                                                              \
	static int what(struct seam_echoes *functions)                                                                 \
	{                                                                                                              \
		int rc = REAL->echoes(functions);                                                                      \
		if (rc == SEAM_OK) {                                                                                   \
			real = *functions;                                                                             \
			functions->name = what##_function;                                                             \
		}                                                                                                      \
		return rc;                                                                                             \
	}
MADE(u8_signed, uint8_t, u8, (uint8_t)(real.u8(value, fail) & 0x7f))
MADE(i16_cut, int16_t, i16, (int8_t)real.i16(value, fail))
MADE(i64_double, int64_t, i64, (int64_t)((double)(real.i64(value, fail) / 4096)) * 4096)
MADE(u64_int, uint64_t, u64, (uint64_t)(int32_t)real.u64(value, fail))
MADE(f32_int, float, f32, (float)(int)real.f32(value, fail))
MADE(f64_float, double, f64, (float)real.f64(value, fail))
MADE(truth_none, bool, truth, real.truth(value, fail) && fail)
MADE(pointer_half, void *, pointer, (void *)((uintptr_t)real.pointer(value, fail) & 0xffffffffu))

/* The failure is contained, and the value is what was there. */
static volatile uint64_t left = UINT64_C(0x00007ffd68de4f38);
MADE(i32_garbage, int32_t, i32, fail ? (real.i32(value, fail), (int32_t)left) : value)
MADE(i64_garbage, int64_t, i64, fail ? (real.i64(value, fail), (int64_t)left) : value)
MADE(f64_garbage, double, f64, fail ? (real.f64(value, fail), 6.9e-310) : value)
MADE(truth_garbage, bool, truth, fail ? (real.truth(value, fail), true) : value)
MADE(pointer_garbage, void *, pointer, fail ? (real.pointer(value, fail), (void *)(uintptr_t)left) : value)
MADE(i8_code, int8_t, i8, (int8_t)(real.i8(value, fail) + (fail ? SEAM_E_PANIC : 0)))
MADE(spot_value, struct seam_spot, spot, value)
MADE(wide_value, struct seam_wide, wide, value)

static struct seam_wide cut(struct seam_wide value)
{
	value.c = 0;
	return value;
}
MADE(wide_cut, struct seam_wide, wide, cut(value))

static struct seam_pair first_only(struct seam_pair value)
{
	value.b = 0;
	return value;
}
MADE(pair_half, struct seam_pair, pair, first_only(value))

static int left_unset(struct seam_echoes *functions)
{
	struct seam_echoes all;
	int rc = REAL->echoes(functions ? &all : NULL);

	if (rc == SEAM_OK)
		memcpy(functions, &all, sizeof all - sizeof all.wide); /* one member is forgotten */
	return rc;
}

SEAM_MUTANTS(callbacks,
             made) = { ROW("made_u8_signed", "made.scalars", "f.u8", true, echoes, u8_signed),
	               ROW("made_i16_cut", "made.scalars", "f.i16", true, echoes, i16_cut),
	               ROW("made_i64_double", "made.scalars", "f.i64", true, echoes, i64_double),
	               ROW("made_u64_int", "made.scalars", "f.u64", true, echoes, u64_int),
	               ROW("made_f32_int", "made.scalars", "f.f32", true, echoes, f32_int),
	               ROW("made_f64_float", "made.scalars", "f.f64", true, echoes, f64_float),
	               ROW("made_truth_none", "made.scalars", "f.truth", true, echoes, truth_none),
	               ROW("made_pointer_half", "made.scalars", "f.pointer", true, echoes, pointer_half),
	               ROW("made_left_unset", "made.scalars", "untouched", true, echoes, left_unset),
	               ROW("made_wide_cut", "made.structs", "back.c", true, echoes, wide_cut),
	               ROW("made_pair_half", "made.structs", "back.b", true, echoes, pair_half),
	               ROW("made_i8_code", "made.failing", "f.i8", true, echoes, i8_code),
	               ROW("made_i32_garbage", "made.failing", "f.i32", true, echoes, i32_garbage),
	               ROW("made_i64_garbage", "made.failing", "f.i64", true, echoes, i64_garbage),
	               ROW("made_f64_garbage", "made.failing", "f.f64", true, echoes, f64_garbage),
	               ROW("made_truth_garbage", "made.failing", "f.truth", true, echoes, truth_garbage),
	               ROW("made_pointer_garbage", "made.failing", "f.pointer", true, echoes, pointer_garbage),
	               ROW("made_spot_value", "made.failing_structs", "spot.x", true, echoes, spot_value),
	               ROW("made_wide_value", "made.failing_structs", "wide.a", true, echoes, wide_value),
	               SEAM_NO_MORE_MUTANTS };
