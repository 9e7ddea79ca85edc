/* mutants_places.c - arguments and results in other registers, and on other places of the stack, than theirs. */
#include "planted.h"

#if PLANTED_CROSSINGS

static void change_places(uint64_t *a, uint64_t *b)
{
	uint64_t other = *a;

	*a = *b;
	*b = other;
}

static bool two_eightbytes(void)
{
	return planted.sig->result->size > 8 && planted.sig->result->size <= 16;
}

HOOKED(rax_for_rdx)
{
	if (two_eightbytes())
		change_places(&r->rax, &r->in[2]);
}
AFTER_CALL(rax_for_rdx)
AFTER_CALLEE(rax_for_rdx)

HOOKED(xmm1_for_xmm0)
{
	if (two_eightbytes() && !planted.sig->result->element)
		change_places(r->fx.as.xmm[0], r->fx.as.xmm[1]);
}
AFTER_CALL(xmm1_for_xmm0)

HOOKED(float_result_in_rax)
{
	if (planted_is(planted.sig->result, "fd"))
		r->fx.as.xmm[0][0] = r->rax;
}
AFTER_CALL(float_result_in_rax)

HOOKED(integer_result_in_xmm0)
{
	if (planted_is(planted.sig->result, "lqi"))
		r->rax = r->fx.as.xmm[0][0];
}
AFTER_CALL(integer_result_in_xmm0)

HOOKED(sixth_register_forgotten)
{
	r->in[5] = r->in[4];
}
BEFORE_CALL(sixth_register_forgotten)
BEFORE_CALLEE(sixth_register_forgotten)

HOOKED(eighth_float_forgotten)
{
	r->fx.as.xmm[7][0] = r->fx.as.xmm[6][0];
}
BEFORE_CALL(eighth_float_forgotten)
BEFORE_CALLEE(eighth_float_forgotten)

/* How many words scalars take on the stack. */
static unsigned words_on_stack(void)
{
	unsigned ints = 0, floats = 0, words = 0;

	for (uint32_t a = 0; a < planted.sig->n_args; a++) {
		const struct seam_type *t = planted.sig->args[a];

		if (t->members || t->element || t->size > 8)
			return 0;
		if (planted_is(t, "fd") ? floats++ >= 8 : ints++ >= 6)
			words++;
	}
	return words;
}

HOOKED(stack_slots_exchanged)
{
	if (words_on_stack() >= 2)
		change_places(&r->stack[0], &r->stack[1]);
}
BEFORE_CALL(stack_slots_exchanged)

HOOKED(last_slot_is_next)
{
	unsigned n = words_on_stack();

	if (n >= 2)
		r->stack[n - 1] = r->stack[n - 2];
}
BEFORE_CALLEE(last_slot_is_next)

SEAM_MUTANTS(calls, places) = {
	CALLER("caller_takes_rax_for_rdx", rax_for_rdx_call, "int128.signed", R),
	CALLEE("callee_returns_rax_for_rdx", rax_for_rdx_op, "int128.unsigned", R),
	CALLER("caller_takes_xmm1_for_xmm0", xmm1_for_xmm0_call, "copy.in_registers", R),
	CALLER("caller_takes_xmm1_of_hfa", xmm1_for_xmm0_call, "hfa.double", R),
	CALLER("caller_takes_a_float_from_rax", float_result_in_rax_call, "float.float", R),
	CALLER("caller_takes_an_integer_from_xmm0", integer_result_in_xmm0_call, "mixes.double_long", R),
	CALLER("caller_forgets_the_sixth_register", sixth_register_forgotten_call, "mixes.sixth_integer", A),
	CALLEE("callee_forgets_the_sixth_register", sixth_register_forgotten_op, "int.nine_alike", A),
	CALLER("caller_forgets_the_eighth_float", eighth_float_forgotten_call, "mixes.floats_then_longs", A),
	CALLEE("callee_forgets_the_eighth_float", eighth_float_forgotten_op, "arity.doubles", A),
	CALLER("caller_exchanges_stack_slots", stack_slots_exchanged_call, "arity.longs", A),
	CALLEE("callee_takes_the_last_slot_for_the_next", last_slot_is_next_op, "narrow.on_stack", A),
	SEAM_NO_MORE_MUTANTS
};

#endif
