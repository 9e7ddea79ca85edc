/* mutants_scalars.c - calls by a wrong signature: a scalar as another one, conventions, variadic calls, order. */
#include "planted.h"

#if PLANTED_CROSSINGS

FAULT(float_as_int)
FAULT(double_as_long)
FAULT(int_as_float)
FAULT(long_as_double)
FAULT(float_as_double)
FAULT(double_as_float)
FAULT_CALLER(float_in_upper_half)
FAULT_CALLEE(half_as_short)
FAULT_CALLEE(long_double_as_double)
FAULT_CALLER(long_double_not_aligned)
FAULT_CALLEE(long_double_in_ten_bytes)
FAULT_CALLEE(long_double_in_integers)
FAULT_CALLER(signed_char_as_unsigned)
FAULT_CALLER(short_as_unsigned)
FAULT_CALLER(unsigned_char_as_signed)
FAULT_CALLER(unsigned_short_as_signed)
FAULT(pointer_in_32_bits)
FAULT(long_in_32_bits)
FAULT_CALLER(enum_as_char)
FAULT_CALLEE(enum_as_short)
FAULT_CALLER(wchar_as_char16)
FAULT_CALLEE(char16_as_char)
FAULT_CALLER(short_as_char)
FAULT_CALLEE(int_as_short)
FAULT_CALLER(int128_halves_swapped)
FAULT_CALLEE(uint128_halves_swapped)
FAULT(int128_in_one_register)
FAULT_CALLER(int128_split)
FAULT_CALLEE(uint128_split)
FAULT_CALLER(complex_float_in_integers)
FAULT_CALLEE(complex_float_split)
FAULT_CALLER(complex_double_in_memory)
FAULT_CALLER(complex_double_split)
FAULT_CALLEE(complex_long_double_in_registers)
FAULT_CALLEE(last_argument_lost)
FAULT(reversed)
FAULT(variadic_as_fixed)
FAULT_CALLER(fixed_as_variadic)
FAULT(ms_as_sysv)
FAULT(sysv_as_ms)

SEAM_MUTANTS(calls, scalars) = {
	CALLER("float_as_int", float_as_int_caller, "arity.floats", A),
	CALLEE("float_as_int_in_function", float_as_int_callee, "float.float", A),
	CALLER("double_as_long", double_as_long_caller, "arity.doubles", A),
	CALLEE("double_as_long_in_function", double_as_long_callee, "float.double", A),
	CALLER("int_as_float", int_as_float_caller, "enum.alone", A),
	CALLEE("int_as_float_in_function", int_as_float_callee, "int.int32", A),
	CALLER("long_as_double", long_as_double_caller, "function_pointer.alone", A),
	CALLEE("long_as_double_in_function", long_as_double_callee, "int.long", A),
	CALLER("float_as_double", float_as_double_caller, "float.float_and_double", A),
	CALLEE("float_as_double_in_function", float_as_double_callee, "float.float", A),
	CALLER("double_as_float", double_as_float_caller, "float.double", A),
	CALLEE("double_as_float_in_function", double_as_float_callee, "scalars.four_kinds", A),
	CALLER("float_in_upper_half", float_in_upper_half_caller, "arity.float_long", A),
	CALLEE("half_as_short", half_as_short_callee, "float.half", A),
	CALLEE("long_double_as_double", long_double_as_double_callee, "float.long_double", A),
	CALLER("long_double_not_aligned", long_double_not_aligned_caller, "float.long_double_on_stack", A),
	CALLEE("long_double_in_ten_bytes", long_double_in_ten_bytes_callee, "boundary.long_double", A),
	CALLEE("long_double_in_integers", long_double_in_integers_callee, "scalars.x87", R),
	CALLER("signed_char_zero_extended", signed_char_as_unsigned_caller, "narrow.extended", "extended to 32"),
	CALLER("short_zero_extended", short_as_unsigned_caller, "narrow.extended", "extended to 32"),
	CALLER("unsigned_char_sign_extended", unsigned_char_as_signed_caller, "narrow.extended", "extended to 32"),
	CALLER("unsigned_short_sign_extended", unsigned_short_as_signed_caller, "narrow.extended_on_stack", "extended to 32"),
	CALLER("pointer_in_32_bits", pointer_in_32_bits_caller, "pointer.alone", A),
	CALLEE("pointer_in_32_bits_in_function", pointer_in_32_bits_callee, "out_param.with_integers", A),
	CALLER("context_in_32_bits", pointer_in_32_bits_caller, "out_param.callback", A),
	CALLER("long_in_32_bits", long_in_32_bits_caller, "int.long", A),
	CALLEE("long_in_32_bits_in_function", long_in_32_bits_callee, "arity.longs", A),
	CALLER("enum_as_char", enum_as_char_caller, "enum.at_each_place", A),
	CALLEE("enum_loses_its_sign", enum_as_short_callee, "enum.alone", A),
	CALLER("wchar_as_char16", wchar_as_char16_caller, "wchar.alone", A),
	CALLEE("char16_as_char", char16_as_char_callee, "wchar.char16", A),
	CALLER("short_as_char", short_as_char_caller, "int.short", A),
	CALLEE("int_as_short", int_as_short_callee, "int.int", A),
	CALLER("int128_halves_swapped", int128_halves_swapped_caller, "int128.signed", A),
	CALLEE("uint128_halves_swapped", uint128_halves_swapped_callee, "int128.unsigned", A),
	CALLER("int128_in_one_register", int128_in_one_register_caller, "int128.signed", A),
	CALLEE("variadic_int128_in_one_register", int128_in_one_register_callee, "variadic.int128", A),
	CALLER("int128_split_between_register_and_stack", int128_split_caller, "int128.signed", A),
	CALLEE("uint128_split_between_register_and_stack", uint128_split_callee, "int128.unsigned", A),
	CALLER("complex_float_in_integers", complex_float_in_integers_caller, "complex.float", A),
	CALLEE("complex_float_as_two_floats", complex_float_split_callee, "complex.float", A),
	CALLER("complex_double_in_memory", complex_double_in_memory_caller, "complex.double", A),
	CALLER("complex_double_as_two_doubles", complex_double_split_caller, "boundary.double_complex", A),
	CALLEE("complex_long_double_in_registers", complex_long_double_in_registers_callee, "complex.long_double", A),
	CALLEE("last_argument_lost", last_argument_lost_callee, "scalars.sixty", A),
	CALLER("arguments_reversed", reversed_caller, "scalars.four_kinds", A),
	CALLEE("arguments_reversed_in_function", reversed_callee, "live.thousand", A),
	CALLER("variadic_float_not_promoted", variadic_as_fixed_caller, "variadic.promoted_float", A),
	CALLEE("variadic_float_taken_for_a_float", variadic_as_fixed_callee, "variadic.promoted_float", A),
	CALLER("variadic_count_not_set", variadic_as_fixed_caller, "variadic.many_doubles", "number of vector registers"),
	CALLER("variadic_struct_without_count", variadic_as_fixed_caller, "variadic.small_structs", "number of vector registers"),
	CALLER("variadic_large_struct_without_count", variadic_as_fixed_caller, "variadic.large_structs", "number of vector registers"),
	CALLER("fixed_float_promoted", fixed_as_variadic_caller, "variadic.fixed", A),
	CALLEE("ms_as_sysv", ms_as_sysv_callee, "convention.ms", A),
	LOUD_CALLER("ms_struct_as_sysv", ms_as_sysv_caller, "convention.ms_structs"),
	CALLER("sysv_as_ms", sysv_as_ms_caller, "convention.sysv", A),
	LOUD_CALLEE("sysv_struct_as_ms", sysv_as_ms_callee, "convention.sysv_structs"),
	SEAM_NO_MORE_MUTANTS
};

#endif
