/* mutants_classes.c - calls by a wrong signature: structs in the wrong class, in the wrong place, taken apart. */
#include "planted.h"

#if PLANTED_CROSSINGS

FAULT(class_swapped)
FAULT(first_class_for_both)
FAULT(second_eightbyte_dropped)
FAULT(eightbytes_swapped)
FAULT_CALLER(in_memory)
FAULT_CALLEE(in_registers)
FAULT(odd_size_rounded_down)
FAULT(member_short)
FAULT(vector_as_struct)
FAULT(array_as_pointer)
FAULT_CALLEE(inner_not_aligned)
FAULT(by_pointer)
FAULT(taken_apart)
FAULT_CALLER(union_by_first)
FAULT_CALLEE(packed_as_aligned)
FAULT_CALLEE(alignment_ignored)
FAULT_CALLER(bit_fields_as_members)
FAULT(empty_in_a_register)
FAULT_CALLER(hidden_pointer_too_much)

SEAM_MUTANTS(calls, classes) = {
	CALLER("class_swapped", class_swapped_caller, "boundary.float_float", A),
	CALLEE("class_swapped_in_function", class_swapped_callee, "boundary.int_int", A),
	CALLER("class_of_long_swapped", class_swapped_caller, "boundary.long", A),
	CALLEE("class_of_pointer_swapped", class_swapped_callee, "boundary.pointer", A),
	CALLER("class_of_chars_swapped", class_swapped_caller, "boundary.chars_8", A),
	CALLER("class_of_char_short_swapped", class_swapped_caller, "boundary.char_short", A),
	CALLEE("class_of_double_swapped", class_swapped_callee, "boundary.double", A),
	CALLER("class_of_float_swapped", class_swapped_caller, "boundary.float", A),
	CALLER("class_of_one_field_swapped", class_swapped_caller, "fields.one", A),
	CALLER("first_class_for_both", first_class_for_both_caller, "boundary.long_float", A),
	CALLEE("first_class_for_both_in_function", first_class_for_both_callee, "boundary.float_long", A),
	CALLER("first_class_of_char_double", first_class_for_both_caller, "boundary.char_double", A),
	CALLEE("first_class_of_double_char", first_class_for_both_callee, "boundary.double_char", A),
	CALLEE("first_class_of_three_members", first_class_for_both_callee, "boundary.float_float_char", A),
	CALLER("first_class_of_two_fields", first_class_for_both_caller, "fields.two", A),
	CALLER("first_class_of_pointer_and", first_class_for_both_caller, "fields.pointer_and", A),
	CALLER("second_eightbyte_dropped", second_eightbyte_dropped_caller, "boundary.three_floats", A),
	CALLEE("second_eightbyte_dropped_in_function", second_eightbyte_dropped_callee, "boundary.long_long", A),
	CALLER("second_eightbyte_of_result_dropped", second_eightbyte_dropped_caller, "struct_out.16", R),
	CALLER("eightbytes_swapped", eightbytes_swapped_caller, "boundary.double_double", A),
	CALLEE("eightbytes_swapped_in_function", eightbytes_swapped_callee, "boundary.long_long", A),
	CALLER("memory_instead_of_registers", in_memory_caller, "boundary.double_double", A),
	CALLER("small_in_memory", in_memory_caller, "boundary.float", A),
	CALLEE("registers_instead_of_memory", in_registers_callee, "boundary.three_longs", A),
	CALLEE("doubles_in_registers", in_registers_callee, "boundary.three_doubles", A),
	CALLER("odd_size_rounded_down", odd_size_rounded_down_caller, "boundary.five_chars", A),
	CALLEE("odd_size_rounded_down_in_function", odd_size_rounded_down_callee, "struct_in.7", A),
	CALLER("member_short", member_short_caller, "fields.two", A),
	CALLEE("member_short_in_function", member_short_callee, "hfa.double", A),
	CALLER("vector_as_struct", vector_as_struct_caller, "vector.bytes_16", A),
	CALLEE("vector_as_struct_in_function", vector_as_struct_callee, "vector.bytes_8", A),
	CALLER("array_as_pointer", array_as_pointer_caller, "array.one", A),
	CALLEE("array_of_floats_as_pointer", array_as_pointer_callee, "array.floats", A),
	CALLEE("array_of_integers_as_pointer", array_as_pointer_callee, "array.integers", A),
	CALLEE("inner_not_aligned", inner_not_aligned_callee, "nested.off_eight", A),
	CALLEE("array_of_structs_by_pointer", by_pointer_callee, "array.structs", A),
	CALLEE("inner_by_pointer", by_pointer_callee, "nested.inner", A),
	CALLER("single_by_pointer", by_pointer_caller, "nested.single", A),
	CALLER("bool_and_by_pointer", by_pointer_caller, "fields.bool_and", A),
	CALLER("struct_by_pointer", by_pointer_caller, "boundary.char_short", A),
	CALLEE("copy_in_memory_by_pointer", by_pointer_callee, "copy.in_memory", A),
	CALLER("hfa_taken_apart", taken_apart_caller, "boundary.float_float", A),
	CALLEE("hfa_taken_apart_in_function", taken_apart_callee, "hfa.float", A),
	CALLEE("three_fields_taken_apart", taken_apart_callee, "fields.three", A),
	CALLER("two_longs_split", taken_apart_caller, "many.larger", A),
	CALLER("union_by_first_member", union_by_first_caller, "union.plain", A),
	CALLEE("packed_as_aligned", packed_as_aligned_callee, "packed.misaligned", A),
	LOUD_CALLEE("packed_inside_as_aligned", packed_as_aligned_callee, "packed.inside"),
	CALLEE("alignment_of_sixteen_ignored", alignment_ignored_callee, "aligned.sixteen", A),
	CALLEE("alignment_of_members_ignored", alignment_ignored_callee, "aligned.members", A),
	CALLEE("alignment_of_more_ignored", alignment_ignored_callee, "aligned.more", A),
	CALLEE("alignment_up_to_eight_ignored", alignment_ignored_callee, "aligned.up_to_eight", A),
	CALLER("bit_fields_as_members", bit_fields_as_members_caller, "bit_field.packed", A),
	CALLER("empty_takes_a_register", empty_in_a_register_caller, "empty.struct", A),
	CALLEE("empty_takes_a_register_in_function", empty_in_a_register_callee, "empty.struct", A),
	CALLER("hidden_pointer_too_much", hidden_pointer_too_much_caller, "struct_out.8", A),
	CALLER("hidden_pointer_for_two_eightbytes", hidden_pointer_too_much_caller, "boundary.long_long", A),
	SEAM_NO_MORE_MUTANTS
};

#endif
