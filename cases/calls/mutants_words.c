/* mutants_words.c - booleans, pointers, characters and enums that are taken for less, or for more, than they are. */
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

CHANGE(always_true)
{
	UNUSED;
	if (t->kind == SEAM_BOOL)
		*at = 1;
}
ARGUMENTS(always_true)
RESULT(always_true)
FUNCTION(always_true)

CHANGE(all_bits_true)
{
	UNUSED;
	if (t->kind == SEAM_BOOL && *at)
		*at = 0xFF;
}
FUNCTION(all_bits_true)

CHANGE(null_is_something)
{
	static unsigned char dummy[16];
	void *instead = dummy;

	UNUSED;
	if (planted_is(t, "pP") && get(t, at) == 0)
		memcpy(at, &instead, sizeof instead);
}
ARGUMENTS(null_is_something)
RESULT(null_is_something)
FUNCTION(null_is_something)

/* Low bits taken for a tag. */
CHANGE(tagged)
{
	UNUSED;
	if (t->kind == SEAM_DATA_POINTER)
		*at &= 0xF8;
}
ARGUMENTS(tagged)
RESULT(tagged)

/* A surrogate has no place in a character of a safe language. */
CHANGE(no_surrogate)
{
	UNUSED;
	if ((t->kind == SEAM_CHAR16 && (get(t, at) & 0x8000)) || (planted_is(t, "Uw") && get(t, at) > 0x10FFFF))
		put(t, at, 0xFFFD);
}
ARGUMENTS(no_surrogate)
RESULT(no_surrogate)

/* Only the enum's constants are values. */
CHANGE(unknown_is_first)
{
	UNUSED;
	if ((t->kind == SEAM_ENUM_SIGNED || t->kind == SEAM_ENUM_UNSIGNED) && get(t, at) > 0)
		put(t, at, 0);
}
ARGUMENTS(unknown_is_first)
RESULT(unknown_is_first)

SEAM_MUTANTS(calls, words) = {
	CALLER("bool_always_true", always_true_caller, "bool.alone", A),
	CALLEE("bool_arrives_true", always_true_callee, "bool.at_each_place", A),
	CALLER("bool_result_always_true", always_true_result, "bool.among_floats", R),
	CALLEE("bool_with_all_bits", all_bits_true_callee, "bool.alone", A),
	CALLER("enum_unknown_is_first", unknown_is_first_caller, "enum.alone", A),
	CALLER("enum_result_unknown_is_first", unknown_is_first_result, "enum.at_each_place", R),
	CALLER("unsigned_enum_unknown_is_first", unknown_is_first_caller, "enum.unsigned", A),
	CALLER("null_function_replaced", null_is_something_caller, "function_pointer.alone", A),
	CALLEE("null_function_arrives_replaced", null_is_something_callee, "function_pointer.at_each_place", A),
	CALLER("null_function_replaced_among_floats", null_is_something_caller, "function_pointer.among_floats", A),
	CALLER("null_function_result_replaced", null_is_something_result, "via.function_pointer", R),
	CALLER("null_replaced", null_is_something_caller, "pointer.alone", A),
	CALLER("pointer_tagged", tagged_caller, "pointer.at_each_place", A),
	CALLER("pointer_result_tagged", tagged_result, "pointer.among_floats", R),
	CALLEE("null_arrives_replaced", null_is_something_callee, "pointer.several", A),
	CALLER("out_param_tagged", tagged_caller, "out_param.with_integers", A),
	CALLER("out_param_null_replaced", null_is_something_caller, "out_param.with_floats", A),
	CALLER("pointer_to_pointer_tagged", tagged_caller, "out_param.pointer_to_pointer", A),
	CALLER("context_tagged", tagged_caller, "out_param.callback", A),
	CALLER("wchar_beyond_unicode_replaced", no_surrogate_caller, "wchar.alone", A),
	CALLER("wchar_result_beyond_unicode_replaced", no_surrogate_result, "wchar.at_each_place", R),
	CALLER("surrogate_replaced", no_surrogate_caller, "wchar.char16", A),
	CALLER("char32_beyond_unicode_replaced", no_surrogate_caller, "wchar.char32", A),
	CALLER("characters_replaced", no_surrogate_caller, "scalars.characters", A),
	CALLER("chars_always_true", always_true_caller, "scalars.char_bool", A),
	CALLER("pointers_tagged", tagged_caller, "scalars.pointers", A),
	SEAM_NO_MORE_MUTANTS
};
