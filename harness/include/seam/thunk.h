/*
 * seam/thunk.h - the call thunk: a function that stands before another one, of any signature, and watches the crossing.
 *
 * Its caller calls it as if it were the target: arguments stay where they are, registers and stack, and so does the
 * result.  On the way in and on the way back it checks what every ABI promises, and it can spoil what the ABI leaves
 * undefined, so that neither side can live by what the other happened to leave there.
 *
 * x86-64 (System V) and AArch64 (AAPCS64).  Elsewhere seam_thunk() gives the target itself, and seam_thunks_work() is false.
 */
#ifndef SEAM_THUNK_H
#define SEAM_THUNK_H

#include <seam/seam.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is broken on a crossing: bits of struct seam_crossing, `broken`. */
#define SEAM_STACK_MISALIGNED  (1u << 0)  /* at the call: psABI 3.2.2, AAPCS64 6.4.5.1                                        */
#define SEAM_DIRECTION_FLAG    (1u << 1)  /* set at the call or at the return: psABI 3.2.3                                    */
#define SEAM_VECTOR_COUNT      (1u << 2)  /* al, of a variadic call, is below the vector registers used or above 8            */
#define SEAM_CALLEE_SAVED      (1u << 3)  /* a register that the callee must keep came back changed                           */
#define SEAM_STACK_POINTER     (1u << 4)  /* the callee popped too much or too little                                         */
#define SEAM_HIDDEN_POINTER    (1u << 5)  /* a result in memory: rax is not the address that came in                         */
#define SEAM_FP_CONTROL        (1u << 6)  /* control bits of MXCSR, the x87 control word or FPCR came back changed, or a callback is
                                           * called with others than its op was called with                                   */
#define SEAM_X87_DEPTH         (1u << 7)  /* values left on the x87 stack, or taken from it, beyond the result's              */
#define SEAM_ARG_NOT_EXTENDED  (1u << 8)  /* an argument of 8 or 16 bits is not extended to 32 (de facto; the psABI is silent) */

#define SEAM_THUNK_INTS   8 /* rdi rsi rdx rcx r8 r9 (then 0), or x0 … x7 */
#define SEAM_THUNK_FLOATS 8 /* xmm0 … xmm7, or v0 … v7             */
#define SEAM_THUNK_STACK  512 /* bytes of stack arguments           */

/* A narrow value in memory: what stands above it in its 8 bytes is undefined. */
struct seam_narrow {
	uint32_t offset; /* from the first stack argument          */
	uint8_t bits;    /* of the value: 8, 16, 32                */
};

/* Where a signature's values are.  All zero but `known`: no arguments, no result. */
struct seam_thunk_use {
	bool known;                     /* false: only callee-saved registers are spoilt, only what needs no signature is checked */
	uint8_t int_args, float_args;   /* how many registers hold arguments (of a variadic call, also after the mark)  */
	uint8_t int_results, float_results; /* how many hold the result: rax rdx, xmm0 xmm1; x0 x1, v0 … v3             */
	uint8_t x87_results;            /* how many values on the x87 stack: 0, 1, 2 (_Complex long double)             */
	bool hidden_result;             /* the result's address came in as first argument (counted in int_args; on AArch64
	                                 * it is x8, and not counted)                                                   */
	bool variadic;
	uint8_t int_bits[SEAM_THUNK_INTS]; /* significant low bits of each argument register; 0: all 64                  */
	bool int_signed[SEAM_THUNK_INTS];
	bool int_part[SEAM_THUNK_INTS];    /* of a struct, union or array: nobody extends it; spoilt by ARGS alone           */
	uint8_t float_bits[SEAM_THUNK_FLOATS]; /* significant low bits of each vector register: 16, 32, 64 …; 0: all     */
	uint8_t int_result_bits[2], float_result_bits[4]; /* the same for results; 0: all                               */
	const struct seam_narrow *stack;  /* narrow stack arguments                                                     */
	uint32_t n_stack;
	bool stack_known;     /* with `known`: how much of the stack holds arguments is known too, and no more of it is read or copied */
	uint32_t stack_bytes; /* so much                                                                                              */
};

/* What spoils. */
#define SEAM_SPOIL_ARGS    (1u << 0) /* argument registers that are not used, scratch registers, bits above 32 of values that have fewer */
#define SEAM_SPOIL_NARROW  (1u << 1) /* with ARGS: also the bits above 8 and 16, which compilers extend though no ABI asks for it on x86-64 */
#define SEAM_SPOIL_RESULTS (1u << 2) /* result registers that are not used, bits above the value of those that are                 */
#define SEAM_SPOIL_SAVED   (1u << 3) /* fills the callee-saved registers with a pattern before the target runs (rbp and x29 are left: unwinders) */

/* A call, as the hooks of its crossing see it. */
struct seam_call {
	uint64_t ints[SEAM_THUNK_INTS]; /* the integer argument registers, in order; `before` may change them                 */
	void *stack;                    /* the first stack argument                                                           */
	void *sp;                       /* the caller's stack pointer at the call                                             */
	uint64_t results[2];            /* rax rdx, or x0 x1; for `after`                                                     */
	unsigned attempt;               /* 0, and one more each time the call is made again                                   */
	bool once;                      /* set by `before` at attempt 0: `after` will not ask for another one                 */
	uint64_t note[4];               /* the hooks' own: 0 at attempt 0, then as they leave it, to the end of this call     */
};

/* One target, watched.  The caller's memory; must live, and stay, as long as the thunk.  The first part is set by the caller. */
struct seam_crossing {
	void (*target)(void);
	struct seam_thunk_use use;
	unsigned spoil;   /* SEAM_SPOIL_…                                                                  */
	uint64_t pattern; /* what spoilt registers are filled with; differs from register to register     */

	/* Where the target is to put a result in memory, in the place of where its caller wants it: the thunk copies it on.  Aligned
	 * as the type asks; what lies around it is the owner's to look at.  NULL: straight to the caller's. */
	void *result;
	uint32_t result_size;

	/* The target is a function that the host gave to the peer: the state of floating point is to be at its call what it was at the
	 * call of the op that is open on this thread. */
	bool is_callback;
	/*
	 * Hooks; NULL: none.  They run on the calling thread, and may call anything.  `before`: on the way in, at each attempt.  `after`: on
	 * the way back, after the thunk's own checks; when it returns true, the call is made again, its arguments as they came in.  With
	 * `after`, the target gets a copy of the first SEAM_THUNK_STACK bytes of stack arguments, which are its own to change, each
	 * time anew.  A call that is left by a jump has no `after`; one that goes unwatched has neither.
	 */
	void (*before)(struct seam_crossing *crossing, struct seam_call *call);
	bool (*after)(struct seam_crossing *crossing, struct seam_call *call);
	bool once; /* `after` does not ask for another attempt, whatever it returns: there is no copy of the stack arguments */

	unsigned calls;  /* counted by the thunk                                                           */
	unsigned broken; /* SEAM_… bits, or'ed in by the thunk; the caller clears them                     */
	char what[160];  /* about the first bit that was set: register, expected and seen                  */
};

/* Whether thunks are made here. */
SEAM_EXPORT bool seam_thunks_work(void);
/*
 * A function that goes to crossing->target.  Until seam_thunk_end().  At most 2,048 live at once: then NULL.  A call may be nested in
 * another, of the same thunk too, and be made on any thread.  One that is left by longjmp is forgotten when the next one is made
 * from where it was made, or by seam_thunks_reset(), which a thread that ends calls if its calls may have been left so.
 */
SEAM_EXPORT void (*seam_thunk(struct seam_crossing *crossing))(void);
SEAM_EXPORT void seam_thunk_end(void (*thunk)(void));
/* Forgets the calls that are open on this thread, and resets the x87 stack. */
SEAM_EXPORT void seam_thunks_reset(void);

#ifdef __cplusplus
}
#endif
#endif
