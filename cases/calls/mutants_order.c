/* mutants_order.c - arguments that get lost, or change places, because of how many there are. */
#include "planted.h"

#include <string.h>

/* Argument `n` (from 1) is that before it, where both have the same type; else its first byte is wrong. */
static int with_lost(uint32_t n, const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static _Alignas(4096) unsigned char other[8192];
	void *arg[256];
	struct seam_slots lost = { arg, slots->ret };

	if (sig->n_args < n || n < 1 || sig->n_args > 256 || sig->args[n - 1]->size > sizeof other)
		return O->caller(sig, fn, slots);
	for (uint32_t a = 0; a < sig->n_args; a++)
		arg[a] = slots->arg[a];
	memcpy(other, arg[n - 1], sig->args[n - 1]->size);
	other[0] ^= 1;
	arg[n - 1] = n > 1 && sig->args[n - 2] == sig->args[n - 1] && sig->args[n - 1]->kind != SEAM_BOOL ? arg[n - 2] : other;
	return O->caller(sig, fn, &lost);
}

#define LOSES(n)                                                                                                       \
	static int loses_##n(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)                   \
	{                                                                                                              \
		return with_lost(n, sig, fn, slots);                                                                   \
	}
LOSES(2)
LOSES(3)
LOSES(6)
LOSES(7)
LOSES(8)
LOSES(9)
LOSES(10)
LOSES(13)
LOSES(17)
LOSES(20)
LOSES(31)
LOSES(33)
LOSES(40)
LOSES(60)
LOSES(64)
LOSES(100)

static int loses_last(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	return with_lost(sig->n_args, sig, fn, slots);
}

/* Two arguments of one type, so many places apart, change places. */
static int exchanged(uint32_t apart, const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	void *arg[256];
	struct seam_slots turned = { arg, slots->ret };

	if (sig->n_args <= apart || sig->n_args > 256 || sig->args[0] != sig->args[apart])
		return O->caller(sig, fn, slots);
	for (uint32_t a = 0; a < sig->n_args; a++)
		arg[a] = slots->arg[a];
	arg[0] = slots->arg[apart];
	arg[apart] = slots->arg[0];
	return O->caller(sig, fn, &turned);
}

#define EXCHANGES(n)                                                                                                   \
	static int exchanges_##n(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)               \
	{                                                                                                              \
		return exchanged(n, sig, fn, slots);                                                                   \
	}
EXCHANGES(1)
EXCHANGES(2)
EXCHANGES(3)
EXCHANGES(5)
EXCHANGES(8)

SEAM_MUTANTS(calls, order) = {
	CALLER("loses_the_100th_int", loses_100, "arity.ints", A),
	CALLER("loses_the_64th_long", loses_64, "arity.longs", A),
	CALLER("loses_the_60th_double", loses_60, "arity.doubles", A),
	CALLER("loses_the_33rd_float", loses_33, "arity.floats", A),
	CALLER("loses_the_17th_narrow", loses_17, "arity.narrow", A),
	CALLER("loses_the_9th_unsigned", loses_9, "arity.unsigned", A),
	CALLER("loses_the_40th_bool", loses_40, "arity.bools", A),
	CALLER("exchanges_bools_two_apart", exchanges_2, "arity.bools", A),
	CALLER("exchanges_bools_eight_apart", exchanges_8, "arity.bools", A),
	CALLER("loses_the_31st_pointer", loses_31, "arity.pointers", A),
	CALLER("exchanges_pointers_five_apart", exchanges_5, "arity.pointers", A),
	CALLER("loses_the_20th_of_int_double", loses_20, "arity.int_double", A),
	CALLER("loses_the_13th_of_float_long", loses_13, "arity.float_long", A),
	CALLER("loses_the_60th_of_all_kinds", loses_60, "arity.mixed", A),
	CALLER("loses_the_31st_argument", loses_31, "arity.thirty_and_more", A),
	CALLER("exchanges_large_neighbours", exchanges_1, "arity.large_frame", A),
	CALLER("loses_the_9th_of_nine_alike", loses_9, "int.nine_alike", A),
	CALLER("exchanges_pointers", exchanges_1, "pointer.several", A),
	CALLER("many_7_loses_the_last", loses_7, "many.7", A),
	CALLER("many_8_loses_the_last", loses_8, "many.8", A),
	CALLER("many_9_loses_the_last", loses_9, "many.9", A),
	CALLER("many_13_exchanges_two", exchanges_8, "many.13", A),
	CALLER("many_16_exchanges_two", exchanges_5, "many.16", A),
	CALLER("many_40_loses_the_last", loses_40, "many.40", A),
	CALLER("many_larger_loses_the_sixth", loses_6, "many.larger", A),
	CALLER("mix_loses_the_last_behind_ints", loses_last, "mixes.ints_then_doubles", A),
	CALLER("mix_loses_the_17th_behind_floats", loses_17, "mixes.floats_then_longs", A),
	CALLER("mix_loses_the_13th_of_int_float", loses_13, "mixes.int_float", A),
	CALLER("mix_exchanges_doubles", exchanges_2, "mixes.double_long", A),
	CALLER("mix_loses_the_10th_of_two_and_one", loses_10, "mixes.two_and_one", A),
	CALLER("mix_loses_what_a_free_register_gets", loses_last, "mixes.left_free", A),
	CALLER("mix_loses_the_sixth_integer", loses_6, "mixes.sixth_integer", A),
	CALLER("mix_loses_the_second_after_a_float", loses_2, "mixes.after_a_float", A),
	CALLER("out_params_exchanged", exchanges_3, "out_param.with_integers", A),
	CALLER("out_params_among_floats_exchanged", exchanges_3, "out_param.with_floats", A),
	CALLER("scalars_lose_the_20th", loses_20, "scalars.mostly_ints", A),
	CALLER("scalars_lose_the_31st", loses_31, "scalars.thirty", A),
	CALLER("scalars_lose_the_40th", loses_40, "scalars.sixty", A),
	CALLER("scalars_lose_the_third", loses_3, "scalars.none_returned", A),
	CALLER("scalars_lose_the_17th", loses_17, "scalars.narrow_returned", A),
	CALLER("random_loses_the_last_scalar", loses_last, "random.scalars", A),
	CALLER("random_loses_the_third_of_mixed", loses_3, "random.mixed", A),
	CALLER("random_loses_the_second_struct", loses_2, "random.structs", A),
	CALLER("random_loses_the_last_nested", loses_last, "random.nested", A),
	CALLER("random_loses_the_second_odd", loses_2, "random.odd", A),
	CALLER("variadic_loses_the_7th_int", loses_7, "variadic.many_ints", A),
	CALLER("variadic_loses_the_9th_double", loses_9, "variadic.many_doubles", A),
	CALLER("variadic_loses_the_last_of_mixed", loses_last, "variadic.mixed", A),
	CALLER("variadic_loses_the_last_fixed", loses_6, "variadic.fixed", A),
	CALLER("variadic_loses_the_only_fixed", loses_last, "variadic.none", A),
	CALLER("variadic_loses_the_last_where_it_returns", loses_last, "variadic.results", A),
	CALLER("variadic_loses_the_last_word", loses_last, "variadic.words", A),
	CALLER("known_loses_the_last", loses_last, "known.signatures", A),
	CALLER("vectorcall_loses_the_last", loses_last, "convention.vectorcall", A),
	CALLER("variadic_loses_a_promoted_integer", loses_2, "variadic.promoted_integer", A),
	SEAM_NO_MORE_MUTANTS
};
