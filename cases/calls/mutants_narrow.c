/* mutants_narrow.c - narrow values that are not extended, or taken for as wide as their register. */
#include "planted.h"

#if PLANTED_CROSSINGS

/* The narrow arguments of a signature of scalars: each one's register or place on the stack. */
static void each_narrow(struct planted_registers *r, bool registers, bool stack,
                        void (*change)(const struct seam_type *type, uint64_t *word))
{
	unsigned ints = 0, floats = 0, words = 0;

	for (uint32_t a = 0; a < planted.sig->n_args; a++) {
		const struct seam_type *t = planted.sig->args[a];
		bool is_float = planted_is(t, "fd"), is_narrow = t->size < 4 && planted_is_integer(t);

		if (t->members || t->element || t->size > 8)
			return;
		if (is_float ? floats < 8 : ints < 6) {
			if (is_narrow && registers)
				change(t, &r->in[ints]);
			*(is_float ? &floats : &ints) += 1;
		} else {
			if (is_narrow && stack)
				change(t, &r->stack[words]);
			words++;
		}
	}
}

static void spoil_above(const struct seam_type *t, uint64_t *word)
{
	uint64_t mask = (1ull << (8 * t->size)) - 1;

	*word = (*word & mask) | (0x5EEDFACE12345678ull & ~mask);
}

/* Who takes 32 bits for the argument, and then cuts it to its range. */
static void saturate(const struct seam_type *t, uint64_t *word)
{
	bool is_signed = planted_is(t, "acs");
	int64_t most = (1ll << (8 * t->size - (is_signed ? 1 : 0))) - 1, least = is_signed ? -most - 1 : 0;
	int64_t value = is_signed ? (int64_t)(int32_t)*word : (int64_t)(uint32_t)*word;

	if (t->kind == SEAM_BOOL)
		value = value != 0;
	*word = (uint64_t)(value > most ? most : value < least ? least : value);
}

HOOKED(not_extended)
{
	each_narrow(r, true, false, spoil_above);
}
BEFORE_CALL(not_extended)

HOOKED(takes_the_register)
{
	each_narrow(r, true, false, saturate);
}
BEFORE_CALLEE(takes_the_register)

HOOKED(takes_the_slot)
{
	each_narrow(r, false, true, saturate);
}
BEFORE_CALLEE(takes_the_slot)

HOOKED(takes_the_whole_result)
{
	const struct seam_type *t = planted.sig->result;

	if (t->size < 4 && planted_is_integer(t))
		saturate(t, &r->rax);
}
AFTER_CALL(takes_the_whole_result)

SEAM_MUTANTS(calls, narrow) = {
	CALLER("caller_does_not_extend", not_extended_call, "narrow.extended", "extended to 32"),
	CALLEE("callee_takes_the_register", takes_the_register_op, "narrow.dirty", A),
	CALLEE("callee_takes_the_slot", takes_the_slot_op, "narrow.dirty_on_stack", A),
	CALLER("caller_takes_the_whole_result", takes_the_whole_result_call, "narrow.results", R),
	SEAM_NO_MORE_MUTANTS
};

#endif
