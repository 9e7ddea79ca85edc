/* mutants_floats.c - floating-point values that lose bits on the way: NaNs, the sign of zero, denormals, digits. */
#include "planted.h"

#include <float.h>
#include <string.h>

/* The parts of a float or double. */
struct parts {
	uint64_t bits, sign, infinity, quiet;
};

static bool parts_of(const struct seam_type *t, const unsigned char *at, struct parts *p)
{
	unsigned fraction = t->kind == SEAM_FLOAT64 ? 52 : t->kind == SEAM_FLOAT32 ? 23 : 10;

	if (t->kind != SEAM_FLOAT64 && t->kind != SEAM_FLOAT32 && t->kind != SEAM_FLOAT16)
		return false;
	*p = (struct parts){ 0, 1ull << (8 * t->size - 1), 0, 1ull << (fraction - 1) };
	p->infinity = (p->sign - 1) >> fraction << fraction;
	memcpy(&p->bits, at, t->size);
	return true;
}

CHANGE(minus_zero_lost)
{
	struct parts p;

	UNUSED;
	if (parts_of(t, at, &p) && p.bits == p.sign)
		memset(at, 0, t->size);
}
ARGUMENTS(minus_zero_lost)
RESULT(minus_zero_lost)

CHANGE(denormal_flushed)
{
	struct parts p;

	UNUSED;
	if (parts_of(t, at, &p) && !(p.bits & p.infinity)) {
		p.bits &= p.sign;
		memcpy(at, &p.bits, t->size);
	}
}
ARGUMENTS(denormal_flushed)
RESULT(denormal_flushed)
FUNCTION(denormal_flushed)

/* Any NaN is the NaN. */
CHANGE(one_nan)
{
	struct parts p;

	UNUSED;
	if (parts_of(t, at, &p) && (p.bits & (p.sign - 1)) > p.infinity) {
		p.bits = p.infinity | p.quiet;
		memcpy(at, &p.bits, t->size);
	}
}
ARGUMENTS(one_nan)
RESULT(one_nan)
FUNCTION(one_nan)

CHANGE(quieted)
{
	struct parts p;

	UNUSED;
	if (parts_of(t, at, &p) && (p.bits & (p.sign - 1)) > p.infinity) {
		p.bits |= p.quiet;
		memcpy(at, &p.bits, t->size);
	}
}
ARGUMENTS(quieted)
RESULT(quieted)

CHANGE(infinity_saturates)
{
	struct parts p;

	UNUSED;
	if (parts_of(t, at, &p) && (p.bits & (p.sign - 1)) == p.infinity) {
		p.bits--;
		memcpy(at, &p.bits, t->size);
	}
}
ARGUMENTS(infinity_saturates)
RESULT(infinity_saturates)
FUNCTION(infinity_saturates)

/* Written as text with too few digits. */
CHANGE(last_bit_rounded)
{
	struct parts p;

	UNUSED;
	if (parts_of(t, at, &p))
		at[0] &= 0xFE;
}
ARGUMENTS(last_bit_rounded)
RESULT(last_bit_rounded)
FUNCTION(last_bit_rounded)

CHANGE(digits_of_a_double)
{
	long double D;
	volatile double d;

	UNUSED;
	if (t->kind != SEAM_LDOUBLE || sizeof D == sizeof d)
		return;
	memcpy(&D, at, sizeof D);
	d = (double)D;
	D = d;
	memcpy(at, &D, LDBL_MANT_DIG == 64 ? 10 : sizeof D);
}
ARGUMENTS(digits_of_a_double)
RESULT(digits_of_a_double)
FUNCTION(digits_of_a_double)

/* ---- both parts of a complex number ---- */

static void turn_parts(const struct seam_signature *sig, uint32_t arg, const struct seam_type *t, unsigned char *at)
{
	unsigned char first[16];

	UNUSED;
	if (t->kind != SEAM_COMPLEX)
		return;
	memcpy(first, at, t->element->size);
	memcpy(at, at + t->element->size, t->element->size);
	memcpy(at + t->element->size, first, t->element->size);
}

static void conjugate(const struct seam_signature *sig, uint32_t arg, const struct seam_type *t, unsigned char *at)
{
	UNUSED;
	if (t->kind == SEAM_COMPLEX)
		at[t->size - 1 - (t->element->kind == SEAM_LDOUBLE ? t->element->size - 10 : 0)] ^= 0x80;
}

static int turn_parts_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	return planted_call_whole(sig, fn, slots, turn_parts, NULL);
}

static int turn_parts_result(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	return planted_call_whole(sig, fn, slots, NULL, turn_parts);
}

static int conjugate_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	return planted_call_whole(sig, fn, slots, conjugate, NULL);
}

SEAM_MUTANTS(calls, floats) = {
	CALLER("float_minus_zero_lost", minus_zero_lost_caller, "float.float", A),
	CALLER("double_minus_zero_lost", minus_zero_lost_result, "float.double", R),
	CALLER("float_denormal_flushed", denormal_flushed_caller, "float.float_and_double", A),
	CALLER("double_denormal_flushed", denormal_flushed_result, "float.double", R),
	CALLEE("float_arrives_flushed", denormal_flushed_callee, "float.float", A),
	CALLER("float_has_one_nan", one_nan_caller, "float.float", A),
	CALLER("double_has_one_nan", one_nan_result, "float.double", R),
	CALLEE("double_arrives_as_one_nan", one_nan_callee, "float.double", A),
	CALLER("float_quieted", quieted_caller, "float.signalling", A),
	CALLER("float_result_quieted", quieted_result, "float.signalling", R),
	CALLER("double_quieted", quieted_caller, "float.signalling_double", A),
	CALLER("float_infinity_saturates", infinity_saturates_caller, "float.float", A),
	CALLER("half_infinity_saturates", infinity_saturates_result, "float.half", R),
	CALLER("half_has_one_nan", one_nan_caller, "float.half", A),
	CALLER("long_double_as_digits_of_a_double", digits_of_a_double_caller, "float.long_double", A),
	CALLER("long_double_result_as_digits_of_a_double", digits_of_a_double_result, "float.long_double", R),
	CALLEE("long_double_arrives_as_digits_of_a_double", digits_of_a_double_callee, "float.long_double_on_stack", A),
	CALLER("complex_float_turned", turn_parts_caller, "complex.float", A),
	CALLER("complex_double_turned", turn_parts_result, "complex.double", R),
	CALLER("complex_long_double_conjugated", conjugate_caller, "complex.long_double", A),
	CALLER("double_complex_conjugated", conjugate_caller, "boundary.double_complex", A),
	CALLER("long_double_loses_digits_at_the_boundary", digits_of_a_double_caller, "boundary.long_double", A),
	CALLER("hfa_float_has_one_nan", one_nan_caller, "hfa.float", A),
	CALLER("hfa_double_last_bit_rounded", last_bit_rounded_result, "hfa.double", R),
	CALLEE("hfa_float_double_arrives_flushed", denormal_flushed_callee, "hfa.float_double", A),
	CALLER("hfa_half_has_one_nan", one_nan_caller, "hfa.half", A),
	CALLER("floats_have_one_nan", one_nan_caller, "scalars.floats", A),
	CALLER("int_float_rounded", last_bit_rounded_caller, "scalars.int_float", A),
	CALLER("long_double_mix_flushed", denormal_flushed_caller, "scalars.long_double", A),
	CALLEE("four_kinds_arrive_rounded", last_bit_rounded_callee, "scalars.four_kinds", A),
	CALLER("narrow_float_saturates", infinity_saturates_caller, "scalars.narrow_float", A),
	CALLEE("mostly_floats_arrive_saturated", infinity_saturates_callee, "scalars.mostly_floats", A),
	CALLER("x87_loses_digits", digits_of_a_double_caller, "scalars.x87", A),
	CALLER("returned_float_has_one_nan", one_nan_result, "scalars.float_returned", R),
	CALLER("variadic_float_has_one_nan", one_nan_caller, "variadic.promoted_float", A),
	CALLER("variadic_long_double_loses_digits", digits_of_a_double_caller, "variadic.long_double", A),
	SEAM_NO_MORE_MUTANTS
};
