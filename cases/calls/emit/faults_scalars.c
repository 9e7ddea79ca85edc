/* faults_scalars.c - one scalar taken for another. */
#include "faults.h"

#include <string.h>

static bool is(const struct seam_type *t, const char *letters)
{
	return strlen(t->text) == 1 && strchr(letters, *t->text) != NULL;
}

static bool is_text(const struct seam_type *t, const char *text)
{
	return strcmp(t->text, text) == 0;
}

static bool put(struct wrong *w, enum faults_how how, const char *type)
{
	wrong_add(w, how, 0, type);
	return true;
}

static int put_result(char *text, size_t size, enum faults_how how, const char *type)
{
	snprintf(text, size, "%s", type);
	return (int)how;
}

/* A kind that takes scalars with one of these letters for another type, as argument and as result. */
#define TAKES(name, letters, how, type)                                                                                \
	static bool name##_argument(struct wrong *w, const struct seam_type *t)                                        \
	{                                                                                                              \
		return is(t, letters) && put(w, how, type);                                                            \
	}                                                                                                              \
	static int name##_result(char *text, size_t size, const struct seam_type *t)                                   \
	{                                                                                                              \
		return is(t, letters) ? put_result(text, size, how, type) : -1;                                        \
	}
#define TAKES_TEXT(name, of, how, type)                                                                                \
	static bool name##_argument(struct wrong *w, const struct seam_type *t)                                        \
	{                                                                                                              \
		return is_text(t, of) && put(w, how, type);                                                            \
	}                                                                                                              \
	static int name##_result(char *text, size_t size, const struct seam_type *t)                                   \
	{                                                                                                              \
		return is_text(t, of) ? put_result(text, size, how, type) : -1;                                        \
	}
#define SPLITS(name, of, half, size)                                                                                   \
	static bool name##_argument(struct wrong *w, const struct seam_type *t)                                        \
	{                                                                                                              \
		if (!is_text(t, of))                                                                                   \
			return false;                                                                                  \
		wrong_add(w, FAULTS_PLAIN, 0, half);                                                                   \
		wrong_add(w, FAULTS_PLAIN, size, half);                                                                \
		return true;                                                                                           \
	}

TAKES(float_as_int, "f", FAULTS_PLAIN, "I")
TAKES(double_as_long, "d", FAULTS_PLAIN, "L")
TAKES(int_as_float, "iIeE", FAULTS_PLAIN, "f")
TAKES(long_as_double, "lLqQnNjJmMpP", FAULTS_PLAIN, "d")
TAKES(float_as_double, "f", FAULTS_TO_DOUBLE, "d")
TAKES(double_as_float, "d", FAULTS_TO_FLOAT, "f")
TAKES(float_in_upper_half, "f", FAULTS_HIGH, "d")
TAKES(half_as_short, "h", FAULTS_PLAIN, "S")
TAKES(long_double_as_double, "D", FAULTS_FROM_LONG, "d")
TAKES(long_double_not_aligned, "D", FAULTS_PLAIN, "{cl[7c]}!")
TAKES(long_double_in_ten_bytes, "D", FAULTS_PLAIN, "{ci[3c]}!")
TAKES(long_double_in_integers, "D", FAULTS_PLAIN, "{ll}")
TAKES(signed_char_as_unsigned, "ac", FAULTS_PLAIN, "A")
TAKES(short_as_unsigned, "s", FAULTS_PLAIN, "S")
TAKES(unsigned_char_as_signed, "Ab", FAULTS_PLAIN, "a")
TAKES(unsigned_short_as_signed, "Su", FAULTS_PLAIN, "s")
TAKES(narrow_as_int, "bcaAsSu", FAULTS_PLAIN, "i")
TAKES(pointer_in_32_bits, "pP", FAULTS_PLAIN, "I")
TAKES(long_in_32_bits, "lqnjmLQNJM", FAULTS_PLAIN, "i")
TAKES(enum_as_char, "eE", FAULTS_PLAIN, "a")
TAKES(enum_as_short, "eE", FAULTS_PLAIN, "S")
TAKES(wchar_as_char16, "wU", FAULTS_PLAIN, "u")
TAKES(char16_as_char, "u", FAULTS_PLAIN, "A")
TAKES(short_as_char, "sS", FAULTS_PLAIN, "a")
TAKES(int_as_short, "iI", FAULTS_PLAIN, "s")
TAKES_TEXT(int128_halves_swapped, "x16", FAULTS_SWAPPED, "x16")
TAKES_TEXT(uint128_halves_swapped, "X16", FAULTS_SWAPPED, "X16")
TAKES_TEXT(int128_in_one_register, "x16", FAULTS_PLAIN, "l")
TAKES_TEXT(complex_float_in_integers, "Zf", FAULTS_PLAIN, "l")
TAKES_TEXT(complex_double_in_memory, "Zd", FAULTS_PLAIN, "{cd[7c]}!")
TAKES_TEXT(complex_long_double_in_registers, "ZD", FAULTS_PLAIN, "{ll}")
SPLITS(int128_split, "x16", "l", 8)
SPLITS(uint128_split, "X16", "L", 8)
SPLITS(complex_float_split, "Zf", "f", 4)
SPLITS(complex_double_split, "Zd", "d", 8)

#define BOTH(name, rules) { #name, name##_argument, name##_result, NULL, rules }
#define ARGUMENT(name, rules) { #name, name##_argument, NULL, NULL, rules }

const struct kind scalar_kinds[] = {
	BOTH(float_as_int, "float.float arity.floats scalars.floats mixes. scalars.int_float variadic.fixed"),
	BOTH(double_as_long, "float.double arity.doubles scalars.long_double mixes.double_long variadic.many_doubles"),
	BOTH(int_as_float, "int.int int.uint int.int32 int.uint32 enum. mixes.int_float scalars.int_float"),
	BOTH(long_as_double, "int.l int.ul int.uintmax int.int64 int.uint64 pointer. function_pointer. scalars.pointers via."),
	BOTH(float_as_double, "float. arity.floats scalars.floats scalars.narrow_float convention."),
	BOTH(double_as_float, "float.double float.float_and arity.doubles scalars.four_kinds out_param.with_floats"),
	BOTH(float_in_upper_half, "float.float arity.float_long scalars.floats mixes.two_and_one"),
	BOTH(half_as_short, "float.half"),
	BOTH(long_double_as_double, "float.long_double scalars.x87 boundary.long_double"),
	BOTH(long_double_not_aligned, "float.long_double boundary.long_double variadic.long_double scalars.x87"),
	BOTH(long_double_in_ten_bytes, "float.long_double boundary.long_double"),
	BOTH(long_double_in_integers, "float.long_double boundary.long_double scalars.x87"),
	BOTH(signed_char_as_unsigned, "narrow. int.schar int.int8 char. scalars.signed"),
	BOTH(short_as_unsigned, "narrow. int.short int.int16 scalars.signed"),
	BOTH(unsigned_char_as_signed, "narrow. int.uchar int.uint8 bool."),
	BOTH(unsigned_short_as_signed, "narrow. int.ushort int.uint16 wchar.char16"),
	BOTH(narrow_as_int, "narrow. int.schar int.uchar int.short int.ushort bool. char. arity.narrow arity.bools"),
	BOTH(pointer_in_32_bits, "pointer. function_pointer. out_param. via. arity.pointers scalars.pointers"),
	BOTH(long_in_32_bits, "int. arity.longs scalars.words"),
	BOTH(enum_as_char, "enum. scalars.char_bool"),
	BOTH(enum_as_short, "enum. scalars.char_bool"),
	BOTH(wchar_as_char16, "wchar. scalars.characters"),
	BOTH(char16_as_char, "wchar. scalars.characters"),
	BOTH(short_as_char, "int.short int.ushort int.int16 int.uint16 arity.narrow int.pairs"),
	BOTH(int_as_short, "int.int int.uint int.int32 int.uint32 arity.ints int.nine_alike"),
	BOTH(int128_halves_swapped, "int128. variadic.int128"),
	BOTH(uint128_halves_swapped, "int128."),
	BOTH(int128_in_one_register, "int128. variadic.int128"),
	BOTH(complex_float_in_integers, "complex.float"),
	BOTH(complex_double_in_memory, "complex.double boundary.double_complex"),
	BOTH(complex_long_double_in_registers, "complex.long_double"),
	ARGUMENT(int128_split, "int128. variadic.int128"),
	ARGUMENT(uint128_split, "int128."),
	ARGUMENT(complex_float_split, "complex.float"),
	ARGUMENT(complex_double_split, "complex.double boundary.double_complex"),
	{ NULL, NULL, NULL, NULL, NULL }
};
