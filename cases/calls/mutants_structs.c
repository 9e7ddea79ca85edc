/* mutants_structs.c - structs that are copied wrongly: a tail lost, an eightbyte, too much or in the wrong place. */
#include "planted.h"

#include <string.h>

#define LOST_ON_THE_WAY(name)                                                                                          \
	static int name##_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)               \
	{                                                                                                              \
		return planted_call_whole(sig, fn, slots, name, NULL);                                                 \
	}
#define LOST_BY_THE_RESULT(name)                                                                                       \
	static int name##_result(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)               \
	{                                                                                                              \
		return planted_call_whole(sig, fn, slots, NULL, name);                                                 \
	}

/* The bytes of a struct from one on are not copied: what was there before stands there. */
static void lose(const struct seam_type *t, unsigned char *at, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; t->members && i < to && i < t->size; i++)
		at[i] ^= 0xFF;
}

#define LOSE(name, from, to)                                                                                           \
	CHANGE(name)                                                                                                   \
	{                                                                                                              \
		UNUSED;                                                                                                \
		lose(t, at, from, to);                                                                                 \
	}

/* Copied in words: what is left over is lost. */
LOSE(rest_of_eight_lost, t->size / 8 * 8, t->size)
LOSE(rest_of_four_lost, t->size / 4 * 4, t->size)
LOSE(rest_of_two_lost, t->size / 2 * 2, t->size)
LOSE(last_eight_lost, t->size >= 8 ? t->size - 8 : 0, t->size)
LOSE(behind_eight_lost, 8, t->size)
LOSE(behind_sixteen_lost, 16, t->size)
LOSE(behind_64_lost, 64, t->size)
LOSE(behind_128_lost, 128, t->size)
LOSE(behind_1000_lost, 1000, t->size)
LOSE(behind_4000_lost, 4000, t->size)
LOSE(first_byte_lost, 0, 1)
LOSE(last_byte_lost, t->size - 1, t->size)
/* Every eightbyte's last byte: what an array of seven chars was taken for. */
CHANGE(eighth_bytes_lost)
{
	UNUSED;
	for (uint32_t i = 7; i < t->size; i += 8)
		lose(t, at, i, i + 1);
}
/* One bit of what a bit-field's unit begins with. */
CHANGE(first_bit_turned)
{
	UNUSED;
	if (t->members && t->size)
		at[0] ^= 1;
}
/* Taken for big-endian: the first eight bytes stand the other way round. */
CHANGE(first_eight_turned)
{
	UNUSED;
	for (uint32_t i = 0; t->members && t->size >= 8 && i < 4; i++) {
		unsigned char other = at[i];

		at[i] = at[7 - i];
		at[7 - i] = other;
	}
}
/* Shifted by a byte, as a struct is that was read from an offset too low. */
CHANGE(shifted)
{
	UNUSED;
	if (t->members && t->size > 1)
		memmove(at + 1, at, t->size - 1);
}
LOST_ON_THE_WAY(rest_of_eight_lost)
LOST_BY_THE_RESULT(rest_of_eight_lost)
LOST_ON_THE_WAY(rest_of_four_lost)
LOST_BY_THE_RESULT(rest_of_four_lost)
LOST_ON_THE_WAY(rest_of_two_lost)
LOST_BY_THE_RESULT(rest_of_two_lost)
LOST_ON_THE_WAY(last_eight_lost)
LOST_BY_THE_RESULT(last_eight_lost)
LOST_ON_THE_WAY(behind_eight_lost)
LOST_BY_THE_RESULT(behind_eight_lost)
LOST_ON_THE_WAY(behind_sixteen_lost)
LOST_BY_THE_RESULT(behind_sixteen_lost)
LOST_ON_THE_WAY(behind_64_lost)
LOST_BY_THE_RESULT(behind_64_lost)
LOST_ON_THE_WAY(behind_128_lost)
LOST_ON_THE_WAY(behind_1000_lost)
LOST_BY_THE_RESULT(behind_1000_lost)
LOST_ON_THE_WAY(behind_4000_lost)
LOST_ON_THE_WAY(first_byte_lost)
LOST_BY_THE_RESULT(first_byte_lost)
LOST_ON_THE_WAY(last_byte_lost)
LOST_BY_THE_RESULT(last_byte_lost)
LOST_ON_THE_WAY(eighth_bytes_lost)
LOST_BY_THE_RESULT(eighth_bytes_lost)
LOST_ON_THE_WAY(first_bit_turned)
LOST_BY_THE_RESULT(first_bit_turned)
LOST_ON_THE_WAY(first_eight_turned)
LOST_ON_THE_WAY(shifted)
LOST_BY_THE_RESULT(shifted)

#define IN(n, what)  CALLER("struct_in_" #n "_" #what, what##_caller, "struct_in." #n, A)
#define OUT(n, what) CALLER("struct_out_" #n "_" #what, what##_result, "struct_out." #n, R)
/* Sizes that leave a rest of 1 to 7 behind eightbytes. */
#define REST(n, m, o, p, q, r, s)                                                                                      \
	IN(n, rest_of_eight_lost), OUT(n, rest_of_two_lost), IN(m, rest_of_four_lost), OUT(m, rest_of_eight_lost),     \
		IN(o, rest_of_two_lost), OUT(o, rest_of_four_lost), IN(p, rest_of_eight_lost), OUT(p, first_byte_lost), \
		IN(q, rest_of_four_lost), OUT(q, rest_of_eight_lost), IN(r, shifted), OUT(r, rest_of_four_lost),       \
		IN(s, rest_of_two_lost), OUT(s, shifted)

SEAM_MUTANTS(calls, structs) = {
	REST(1, 2, 3, 4, 5, 6, 7),
	REST(9, 10, 11, 12, 13, 14, 15),
	REST(17, 18, 19, 20, 21, 22, 23),
	REST(25, 26, 27, 28, 29, 30, 31),
	REST(33, 34, 35, 36, 37, 38, 39),
	REST(41, 42, 43, 44, 45, 46, 47),
	REST(49, 50, 51, 52, 53, 54, 55),
	REST(57, 58, 59, 60, 61, 62, 63),
	IN(8, first_eight_turned),
	OUT(8, eighth_bytes_lost),
	IN(16, last_eight_lost),
	OUT(16, behind_eight_lost),
	IN(24, behind_sixteen_lost),
	OUT(24, last_eight_lost),
	IN(32, eighth_bytes_lost),
	OUT(32, shifted),
	IN(40, last_eight_lost),
	OUT(40, behind_sixteen_lost),
	IN(48, shifted),
	OUT(48, eighth_bytes_lost),
	IN(56, last_byte_lost),
	OUT(56, last_eight_lost),
	IN(64, behind_sixteen_lost),
	OUT(64, last_byte_lost),
	CALLER("big_65_behind_64_lost", behind_64_lost_caller, "big.65", A),
	CALLER("big_72_result_behind_64_lost", behind_64_lost_result, "big.72", R),
	CALLER("big_100_rest_of_eight_lost", rest_of_eight_lost_caller, "big.100", A),
	CALLER("big_128_last_eight_lost", last_eight_lost_result, "big.128", R),
	CALLER("big_256_behind_128_lost", behind_128_lost_caller, "big.256", A),
	CALLER("big_999_result_rest_of_four_lost", rest_of_four_lost_result, "big.999", R),
	CALLER("big_1008_behind_1000_lost", behind_1000_lost_caller, "big.1008", A),
	CALLER("big_1009_result_behind_1000_lost", behind_1000_lost_result, "big.1009", R),
	CALLER("big_1024_behind_1000_lost", behind_1000_lost_caller, "big.1024", A),
	CALLER("big_4096_behind_4000_lost", behind_4000_lost_caller, "big.4096", A),
	CALLER("large_frame_behind_64_lost", behind_64_lost_caller, "arity.large_frame", A),
	CALLER("bit_field_first_bit_turned", first_bit_turned_caller, "bit_field.one_unit", A),
	CALLER("bit_field_result_turned", first_bit_turned_result, "bit_field.mixed", R),
	CALLER("bit_field_behind_four_lost", rest_of_eight_lost_caller, "bit_field.crossing", A),
	CALLER("bit_field_new_unit_lost", last_byte_lost_caller, "bit_field.new_unit", A),
	CALLER("bit_field_packed_shifted", shifted_result, "bit_field.packed", R),
	CALLER("bit_field_unnamed_turned", first_bit_turned_caller, "bit_field.unnamed", A),
	CALLER("vector_in_struct_last_eight_lost", last_eight_lost_caller, "vector.bytes_16", A),
	CALLER("vector_in_struct_turned", first_eight_turned_caller, "vector.bytes_8", A),
	/* The two C compilers end the process among themselves there. */
	{ "other_vector_in_struct_first_byte_lost", "calls.vector.other_sizes", "plain", "crash", A, true,
	  SEAM_OP(calls, caller, first_byte_lost_caller), 0 },
	CALLER("packed_in_place_first_byte_lost", first_byte_lost_caller, "packed.in_place", A),
	CALLER("nested_union_first_byte_lost", first_byte_lost_result, "union.nested", R),
	CALLER("aligned_sixteen_first_byte_lost", first_byte_lost_caller, "aligned.sixteen", A),
	CALLER("aligned_more_first_byte_lost", first_byte_lost_result, "aligned.more", R),
	CALLER("aligned_members_behind_eight_lost", behind_eight_lost_caller, "aligned.members", A),
	CALLER("aligned_up_to_eight_shifted", shifted_caller, "aligned.up_to_eight", A),
	SEAM_NO_MORE_MUTANTS
};
