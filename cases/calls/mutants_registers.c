/* mutants_registers.c - what every ABI promises of registers, stack and flags, broken. */
#include "planted.h"

#if PLANTED_CROSSINGS

/* ---- what a callee must keep ---- */

#define LOSES(name, number)                                                                                            \
	HOOKED(name)                                                                                                   \
	{                                                                                                              \
		r->saved[number] ^= 0xFF00;                                                                            \
	}                                                                                                              \
	AFTER_CALLEE(name)
LOSES(loses_rbx, 0)
LOSES(loses_r12, 1)
LOSES(loses_r13, 2)
LOSES(loses_r14, 3)
LOSES(loses_r15, 4)
LOSES(loses_rbp, 5)

HOOKED(rounds_up)
{
	r->fx.as.mxcsr ^= 0x4000;
}
AFTER_CALLEE(rounds_up)

HOOKED(flushes_denormals)
{
	r->fx.as.mxcsr |= 0x8000;
}
AFTER_CALLEE(flushes_denormals)

HOOKED(single_precision)
{
	r->fx.as.control &= 0xFCFF;
}
AFTER_CALLEE(single_precision)

/* One more value on the x87 stack, below what is there. */
HOOKED(leaves_a_value)
{
	for (unsigned bit = 7; bit < 8; bit--)
		if (!(r->fx.as.tags & 1u << bit)) {
			r->fx.as.tags |= (uint8_t)(1u << bit);
			return;
		}
}
AFTER_CALLEE(leaves_a_value)

HOOKED(calls_with_a_value)
{
	leaves_a_value(r);
}
BEFORE_CALL(calls_with_a_value)

HOOKED(other_address)
{
	if (planted_in_memory(planted.sig->result))
		r->rax += 8;
}
AFTER_CALLEE(other_address)

HOOKED(counts_none)
{
	if (planted.sig->variadic)
		r->rax &= ~0xFFull;
}
BEFORE_CALL(counts_none)

HOOKED(counts_too_many)
{
	r->rax |= 0xFF;
}
BEFORE_CALL(counts_too_many)

/* ---- flags and the stack ---- */

__attribute__((naked)) static void set_direction(void)
{
	__asm__("std\n\tretq");
}

static int calls_backwards(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	seam_fn way = planted_cross(sig, slots, fn);

	planted.last_before = set_direction;
	return O->caller(sig, way, slots);
}

static int returns_backwards(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	int rc = planted_cross_callee(sig, slots, out, NULL, NULL);

	planted.last_after = set_direction;
	return rc;
}

static int pops_an_argument(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	int rc = planted_cross_callee(sig, slots, out, NULL, NULL);

	planted.popped = 8;
	return rc;
}

static int leans(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	seam_fn way = planted_cross(sig, slots, fn);

	planted.lean = !sig->n_args && !sig->result->members ? 8 : 0;
	return O->caller(sig, way, slots);
}

/* ---- the op `caller` is a function, too ---- */

__attribute__((used)) static int original_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots) __asm__(
	"planted_original_caller");
static int original_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	return O->caller(sig, fn, slots);
}

/* Ends with these instructions, which no compiler knows of. */
#define OP_ENDS_WITH(name, instructions)                                                                               \
	__attribute__((naked)) static int name(__attribute__((unused)) const struct seam_signature *sig,               \
	                                       __attribute__((unused)) seam_fn fn,                                     \
	                                       __attribute__((unused)) struct seam_slots *slots)                       \
	{                                                                                                              \
		__asm__("subq $8, %rsp\n\tcallq planted_original_caller\n\taddq $8, %rsp\n\t" instructions "\n\tretq");  \
	}
OP_ENDS_WITH(op_loses_rbx, "notq %rbx")
OP_ENDS_WITH(op_loses_r15, "notq %r15")
OP_ENDS_WITH(op_leaves_direction, "std")
OP_ENDS_WITH(op_leaves_a_value, "fldz")

#define REGISTER(name, op, because) CALLEE(name, op, "registers.callee_saved", because)

SEAM_MUTANTS(calls, registers) = {
	REGISTER("callee_loses_rbx", loses_rbx_op, "rbx at the return"),
	REGISTER("callee_loses_rbp", loses_rbp_op, "rbp at the return"),
	REGISTER("callee_loses_r12", loses_r12_op, "r12 at the return"),
	REGISTER("callee_loses_r13", loses_r13_op, "r13 at the return"),
	REGISTER("callee_loses_r14", loses_r14_op, "r14 at the return"),
	REGISTER("callee_loses_r15", loses_r15_op, "r15 at the return"),
	CALLEE("callee_rounds_up", rounds_up_op, "registers.fp_environment", "MXCSR"),
	CALLEE("callee_flushes_denormals", flushes_denormals_op, "registers.fp_environment", "MXCSR"),
	CALLEE("callee_leaves_single_precision", single_precision_op, "registers.fp_environment", "x87 control word"),
	CALLEE("callee_leaves_a_value_on_x87", leaves_a_value_op, "registers.x87_stack", "x87 stack at the return"),
	CALLER("caller_calls_with_a_value_on_x87", calls_with_a_value_call, "registers.x87_stack", "x87 stack at the call"),
	CALLEE("callee_returns_another_address", other_address_op, "registers.hidden_pointer", "where the result in memory is"),
	CALLER("caller_counts_no_vectors", counts_none_call, "registers.vector_count", "al, the number of vector registers"),
	CALLER("caller_counts_255_vectors", counts_too_many_call, "registers.vector_count", "al, the number of vector registers"),
	CALLER("caller_calls_backwards", calls_backwards, "registers.direction_flag", "direction flag at the call"),
	CALLEE("callee_returns_backwards", returns_backwards, "registers.direction_flag", "direction flag at the return"),
	CALLEE("callee_pops_an_argument", pops_an_argument, "registers.stack_pointer", "rsp at the return"),
	CALLER("caller_leans", leans, "registers.stack_alignment", "rsp at the call"),
	CALLER("op_loses_rbx", op_loses_rbx, "registers.callee_saved", "the op caller itself: rbx"),
	CALLER("op_loses_r15", op_loses_r15, "registers.callee_saved", "the op caller itself: r15"),
	CALLER("op_leaves_direction", op_leaves_direction, "registers.direction_flag", "the op caller itself: direction flag"),
	CALLER("op_leaves_a_value_on_x87", op_leaves_a_value, "registers.x87_stack", "the op caller itself: x87 stack"),
	SEAM_NO_MORE_MUTANTS
};

#endif
