/* mutants_ints.c - integers that are converted wrongly on the way. */
#include "planted.h"

#include <string.h>

static uint64_t get(const struct seam_type *t, const unsigned char *at)
{
	uint64_t v = 0;

	memcpy(&v, at, t->size < 8 ? t->size : 8);
	return v;
}

static void put(const struct seam_type *t, unsigned char *at, uint64_t v)
{
	memcpy(at, &v, t->size < 8 ? t->size : 8);
}

static bool is_integer(const struct seam_type *t)
{
	return planted_is_integer(t) && t->size <= 8;
}

/* Through a double, which has 53 bits; what does not fit saturates. */
CHANGE(through_double)
{
	UNUSED;
	if (planted_is(t, "LQNJM") || t->kind == SEAM_UINT64) {
		volatile double d = (double)get(t, at);

		put(t, at, d >= 18446744073709551615.0 ? UINT64_MAX : (uint64_t)d);
	} else if (is_integer(t) && t->size == 8) {
		volatile double d = (double)(int64_t)get(t, at);

		put(t, at, d >= 9223372036854775807.0 ? INT64_MAX : (uint64_t)(int64_t)d);
	}
}
ARGUMENTS(through_double)
RESULT(through_double)
FUNCTION(through_double)

/* Unsigned numbers are cut off where signed ones end: a language whose widest integer is signed. */
CHANGE(cut_off)
{
	uint64_t most = (1ull << (8 * (t->size & 15) - 1)) - 1;

	UNUSED;
	if ((planted_is(t, "LQNJM") || t->kind == SEAM_UINT64) && get(t, at) > most)
		put(t, at, most);
}
ARGUMENTS(cut_off)
RESULT(cut_off)

/* The same of other widths. */
CHANGE(negative_is_zero)
{
	uint64_t top = 1ull << (8 * (t->size & 15) - 1);

	UNUSED;
	if (is_integer(t) && t->kind != SEAM_BOOL && (get(t, at) & top))
		put(t, at, 0);
}
ARGUMENTS(negative_is_zero)
RESULT(negative_is_zero)
FUNCTION(negative_is_zero)

CHANGE(least_is_symmetric)
{
	uint64_t top = 1ull << (8 * (t->size & 15) - 1);

	UNUSED;
	if (is_integer(t) && t->size >= 1 && get(t, at) == top && t->kind != SEAM_BOOL)
		put(t, at, top + 1);
}
ARGUMENTS(least_is_symmetric)

CHANGE(through_float)
{
	UNUSED;
	if (is_integer(t) && t->size == 4) {
		volatile float f = (float)(int32_t)get(t, at);

		put(t, at, f >= 2147483520.0f ? 0x7fffffff : (uint64_t)(int64_t)f);
	}
}
ARGUMENTS(through_float)

CHANGE(seven_bits)
{
	UNUSED;
	if (t->size == 1)
		*at &= 0x7f;
}
ARGUMENTS(seven_bits)
RESULT(seven_bits)

CHANGE(bytes_turned)
{
	UNUSED;
	if (is_integer(t) && t->size == 2) {
		unsigned char low = at[0];

		at[0] = at[1];
		at[1] = low;
	}
}
ARGUMENTS(bytes_turned)
RESULT(bytes_turned)

CHANGE(upper_half_is_sign)
{
	uint64_t low, sign;

	UNUSED;
	if (t->kind != SEAM_INT128 && t->kind != SEAM_UINT128)
		return;
	memcpy(&low, at, 8);
	sign = low >> 63 ? UINT64_MAX : 0;
	memcpy(at + 8, &sign, 8);
}
ARGUMENTS(upper_half_is_sign)
RESULT(upper_half_is_sign)

SEAM_MUTANTS(calls, ints) = {
	CALLER("schar_negative_is_zero", negative_is_zero_caller, "int.schar", A),
	CALLER("uchar_in_seven_bits", seven_bits_caller, "int.uchar", A),
	CALLER("short_bytes_turned", bytes_turned_caller, "int.short", A),
	CALLER("ushort_result_bytes_turned", bytes_turned_result, "int.ushort", R),
	CALLER("int_through_float", through_float_caller, "int.int", A),
	CALLER("uint_negative_is_zero", negative_is_zero_result, "int.uint", R),
	CALLER("long_negative_is_zero", negative_is_zero_caller, "int.long", A),
	CALLER("ulong_result_cut_off", cut_off_result, "int.ulong", R),
	CALLER("llong_through_double", through_double_caller, "int.llong", A),
	CALLEE("llong_arrives_through_double", through_double_callee, "int.llong", A),
	CALLER("ullong_cut_off", cut_off_caller, "int.ullong", A),
	CALLEE("int8_arrives_negative_as_zero", negative_is_zero_callee, "int.int8", A),
	CALLER("int16_least_is_symmetric", least_is_symmetric_caller, "int.int16", A),
	CALLER("int32_least_is_symmetric", least_is_symmetric_caller, "int.int32", A),
	CALLER("int64_least_is_symmetric", least_is_symmetric_caller, "int.int64", A),
	CALLER("uint8_result_in_seven_bits", seven_bits_result, "int.uint8", R),
	CALLER("uint16_bytes_turned", bytes_turned_caller, "int.uint16", A),
	CALLER("uint32_through_float", through_float_caller, "int.uint32", A),
	CALLER("uint64_cut_off", cut_off_caller, "int.uint64", A),
	CALLER("ptrdiff_least_is_symmetric", least_is_symmetric_caller, "int.ptrdiff", A),
	CALLER("size_cut_off", cut_off_caller, "int.size", A),
	CALLER("intptr_negative_is_zero", negative_is_zero_caller, "int.intptr", A),
	CALLER("uintptr_result_cut_off", cut_off_result, "int.uintptr", R),
	CALLEE("intmax_arrives_through_double", through_double_callee, "int.intmax", A),
	CALLER("uintmax_cut_off", cut_off_caller, "int.uintmax", A),
	CALLER("char_in_seven_bits", seven_bits_caller, "char.alone", A),
	CALLER("char_result_in_seven_bits", seven_bits_result, "char.at_each_place", R),
	CALLEE("char_arrives_negative_as_zero", negative_is_zero_callee, "char.among_floats", A),
	CALLER("enum_negative_is_zero", negative_is_zero_caller, "enum.among_floats", A),
	CALLER("int128_upper_half_is_sign", upper_half_is_sign_caller, "int128.signed", A),
	CALLER("uint128_upper_half_is_sign", upper_half_is_sign_result, "int128.unsigned", R),
	CALLER("int128_sixth_upper_half_is_sign", upper_half_is_sign_caller, "int128.after_five", A),
	CALLER("variadic_int128_upper_half_is_sign", upper_half_is_sign_caller, "variadic.int128", A),
	CALLER("wchar_negative_is_zero", negative_is_zero_caller, "wchar.among_floats", A),
	CALLER("words_cut_off", cut_off_caller, "scalars.words", A),
	CALLER("signed_negative_is_zero", negative_is_zero_caller, "scalars.signed", A),
	CALLER("unsigned_result_through_double", through_double_result, "scalars.unsigned", R),
	CALLER("both_signs_least_is_symmetric", least_is_symmetric_caller, "scalars.both_signs", A),
	CALLER("pairs_bytes_turned", bytes_turned_caller, "int.pairs", A),
	SEAM_NO_MORE_MUTANTS
};
