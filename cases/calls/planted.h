/*
 * planted.h - what the mutants of this group are made of: faults in values, at the crossing, and in the signature.
 *
 * A mutant replaces one op: its `caller` makes wrong calls, its `callee` makes wrong functions.
 */
#ifndef SEAM_CALLS_PLANTED_H
#define SEAM_CALLS_PLANTED_H

#include <calls/calls.h>
#include <calls/faults.h>
#include <seam/case.h>

#define O seam_original(calls)

/* Where the runner's thunk counts calls. */
#if (defined(__x86_64__) || defined(__aarch64__)) && !defined(_WIN32)
#define PLANTED_COUNTED 1
#else
#define PLANTED_COUNTED 0
#endif
/* Where crossings can be planted; what is wrong about a signature is so on this ABI, and may be right on another. */
#if defined(__x86_64__) && !defined(_WIN32)
#define PLANTED_CROSSINGS 1
#else
#define PLANTED_CROSSINGS 0
#endif

/* ---- values: scalars of the slots changed on the way ------------------------------------------------------------- */

/* Changes one scalar: `size` bytes at `at`, argument `arg` or, when that is n_args, the result. */
typedef void (*planted_change)(const struct seam_signature *sig, uint32_t arg, const struct seam_type *type, unsigned char *at);

/* Visits the scalars of a value; bit-fields are left out, of a union its first member is taken. */
void planted_scalars(const struct seam_signature *sig, uint32_t arg, const struct seam_type *type, void *value, planted_change change);
/* The reference's call with arguments changed before it, and the result after it; either may be NULL. */
int planted_call(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, planted_change arguments, planted_change result);
/* The same of whole values, struct and scalar alike. */
int planted_call_whole(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, planted_change arguments,
                       planted_change result);
/* The reference's function, its arguments changed as they arrive, its result as it returns; x86-64. */
int planted_callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out, planted_change arguments,
                   planted_change result);

/* A change of scalars by name, and the ops that it makes: of a caller's arguments, of what comes back to it, of a function's arguments. */
#define CHANGE(name)                                                                                                   \
	static void name(const struct seam_signature *sig, uint32_t arg, const struct seam_type *t, unsigned char *at)
#define ARGUMENTS(name)                                                                                                \
	static int name##_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)               \
	{                                                                                                              \
		return planted_call(sig, fn, slots, name, NULL);                                                       \
	}
#define RESULT(name)                                                                                                   \
	static int name##_result(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)               \
	{                                                                                                              \
		return planted_call(sig, fn, slots, NULL, name);                                                       \
	}
#define FUNCTION(name)                                                                                                 \
	static int name##_callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)             \
	{                                                                                                              \
		return planted_callee(sig, slots, out, name, NULL);                                                    \
	}
#define UNUSED ((void)sig, (void)arg, (void)t)
/* What a failure's message is about. */
#define A "argument"
#define R "the result"

/* ---- the crossing: registers and stack changed on the way; x86-64, System V --------------------------------------------- */

struct planted_registers {
	union {
		unsigned char area[512];
		struct {
			uint16_t control, status;
			uint8_t tags, unused[19];
			uint32_t mxcsr, mxcsr_mask;
			uint64_t x87[8][2];
			uint64_t xmm[16][2];
		} as;
	} fx;
	uint64_t in[6]; /* rdi rsi rdx rcx r8 r9 */
	uint64_t rax;
	uint64_t saved[6]; /* rbx r12 r13 r14 r15 rbp */
	uint64_t *stack;   /* the first argument on the stack */
};

struct planted_crossing {
	seam_fn target;
	void (*before)(struct planted_registers *); /* at the call   */
	void (*after)(struct planted_registers *);  /* at the return */
	void (*last_before)(void), (*last_after)(void); /* what no image holds: the direction flag */
	uint64_t lean, popped; /* bytes by which the stack is too low at the call, too high at the return */
	uint64_t back;
	const struct seam_signature *sig;
	struct seam_slots *slots;
};
/* The only one: what is called, and what is done to it. */
extern struct planted_crossing planted;
/* Makes `planted` a crossing that does nothing wrong yet, before this target. */
seam_fn planted_cross(const struct seam_signature *sig, struct seam_slots *slots, seam_fn target);

typedef void (*planted_hook)(struct planted_registers *);
/* The reference's ops, with hooks on the way. */
int planted_cross_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, planted_hook before, planted_hook after);
int planted_cross_callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out, planted_hook before,
                         planted_hook after);

/* A hook, and the op that it makes: of a function or of a call, as it begins or as it is over. */
#define HOOKED(name) static void name(struct planted_registers *r)
#define AFTER_CALLEE(name)                                                                                             \
	static int name##_op(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)                 \
	{                                                                                                              \
		return planted_cross_callee(sig, slots, out, NULL, name);                                              \
	}
#define BEFORE_CALLEE(name)                                                                                            \
	static int name##_op(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)                 \
	{                                                                                                              \
		return planted_cross_callee(sig, slots, out, name, NULL);                                              \
	}
#define BEFORE_CALL(name)                                                                                              \
	static int name##_call(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)                 \
	{                                                                                                              \
		return planted_cross_caller(sig, fn, slots, name, NULL);                                               \
	}
#define AFTER_CALL(name)                                                                                               \
	static int name##_call(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)                 \
	{                                                                                                              \
		return planted_cross_caller(sig, fn, slots, NULL, name);                                               \
	}

/* ---- the signature: a wrong one in its place (faults.h) --------------------------------------------------------------- */

int planted_fault_caller(const char *fault, const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots);
int planted_fault_callee(const char *fault, const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out);

/* ---- what signatures are like ------------------------------------------------------------------------------------------ */

bool planted_is(const struct seam_type *type, const char *letters); /* one of these one-letter scalars */
bool planted_is_integer(const struct seam_type *type);                /* of any width, a character, enum or _Bool too */
bool planted_in_memory(const struct seam_type *type);               /* a struct or union of more than 16 bytes */

/* The ops of one fault, by name. */
#define FAULT_CALLER(name)                                                                                             \
	static int name##_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)               \
	{                                                                                                              \
		return planted_fault_caller(#name, sig, fn, slots);                                                    \
	}
#define FAULT_CALLEE(name)                                                                                             \
	static int name##_callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)             \
	{                                                                                                              \
		return planted_fault_callee(#name, sig, slots, out);                                                   \
	}
#define FAULT(name) FAULT_CALLER(name) FAULT_CALLEE(name)
/* A silent mutant of an op, claimed by a case of the group, for a reason. */
#define CALLER(name, op, id, because) { name, "calls." id, "plain", "fail", because, true, SEAM_OP(calls, caller, op), 0 }
#define CALLEE(name, op, id, because) { name, "calls." id, "plain", "fail", because, true, SEAM_OP(calls, callee, op), 0 }
#define LAYOUT(name, op, id, because) { name, "calls." id, "plain", "fail", because, true, SEAM_OP(calls, layout, op), 0 }
/* One that ends the process, as faults on the stack do. */
#define LOUD_CALLER(name, op, id) { name, "calls." id, "plain", "crash", "", false, SEAM_OP(calls, caller, op), 0 }
#define LOUD_CALLEE(name, op, id) { name, "calls." id, "plain", "crash", "", false, SEAM_OP(calls, callee, op), 0 }

#endif
