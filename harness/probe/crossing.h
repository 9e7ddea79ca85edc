/*
 * crossing.h - the thunk's own parts: what thunk.c has for all machines, and one file has for each (thunk_x86_64.c …).
 *
 * Between the caller's call and the target's first instruction, and again on the way back, every register may hold a
 * value.  So what runs there (`SEAM_WATCHER`) uses general registers alone, calls nothing but its like, and is left alone by
 * sanitizers and profilers: an instrumented function would overwrite what MemorySanitizer knows about the arguments.
 */
#ifndef SEAM_CROSSING_H
#define SEAM_CROSSING_H

#include <seam/thunk.h>

#if !defined(_WIN32) && defined(__x86_64__)
#define SEAM_THUNKS 1
#define SEAM_SAVED  6 /* rbx r12 r13 r14 r15 rbp */
#define SEAM_HELD   9 /* rdi rsi rdx rcx r8 r9, rax r10 r11 */
#elif !defined(_WIN32) && defined(__aarch64__)
#define SEAM_THUNKS 1
#define SEAM_SAVED  19 /* x19 … x28, d8 … d15, x29 */
#define SEAM_HELD   16 /* x0 … x15 */
#else
#define SEAM_THUNKS 0
#endif

/* Whether what the thunk itself leaves on the stack is cleared before `after` runs, for a hook that looks there.  True unless told
 * otherwise. */
extern bool seam_thunk_clears;

#if SEAM_THUNKS

#if defined(__x86_64__)
#define SEAM_GENERAL __attribute__((target("general-regs-only")))
#elif defined(__clang__)
#define SEAM_GENERAL /* not known to it: the image has all vector registers, so that they may be used */
#else
#define SEAM_GENERAL __attribute__((target("general-regs-only")))
#endif
#ifdef __clang__
#define SEAM_WATCHER                                                                                                   \
	__attribute__((disable_sanitizer_instrumentation, no_sanitize("all"), no_profile_instrument_function,          \
	               no_instrument_function, no_builtin)) SEAM_GENERAL
#else
#define SEAM_WATCHER                                                                                                   \
	__attribute__((no_sanitize("all"), no_sanitize_coverage, no_profile_instrument_function,                       \
	               no_instrument_function, no_stack_protector)) SEAM_GENERAL
#endif
#define SEAM_HIDDEN __attribute__((visibility("hidden")))

/* What MemorySanitizer knows about arguments and results, as its runtime has it for each thread. */
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define SEAM_SHADOW 1
#endif
#endif
struct shadow {
#ifdef SEAM_SHADOW
	uint64_t args[100], variadic[100], overflow;
	uint32_t origins[200], variadic_origins[200];
#else
	char none;
#endif
};

/* A call that is open: one that has not returned yet. */
struct frame {
	struct frame *below; /* of the same thread, made earlier       */
	struct seam_crossing *crossing;
	uint64_t back;              /* the return address                    */
	uint64_t caller;            /* the caller's stack pointer            */
	uint64_t stack;             /* what it is when the target returns: lower, where that has stack arguments of its own */
	uint64_t own[SEAM_SAVED];   /* the caller's callee-saved registers                   */
	uint64_t given[SEAM_SAVED]; /* what the target was given in them                     */
	uint64_t result;            /* the address that was given to the target for a result in memory */
	uint64_t wanted;            /* the address that came in for it                        */
	uint64_t control;           /* of floating point                                      */
	uint64_t mark;              /* of this frame, in patterns                             */
	bool marked;                /* `given` has it                                         */
	bool hooked, ends_hooked;   /* its `held` is in use; `after` is called                */
	unsigned depth;             /* of the x87 stack                                       */
	uint32_t next_free;
};

/* With what a call that has hooks came in. */
struct held {
	uint64_t in[SEAM_HELD];
	uint64_t vector[SEAM_THUNK_FLOATS][2];
	struct seam_call call;
	struct shadow shadow; /* what MemorySanitizer knows about the arguments */
	uint64_t out[96];     /* the image, while `after` looks at the stack    */
};

SEAM_HIDDEN struct seam_crossing *seam_crossing_of(uint64_t number);
/* Opens a call on this thread, which was made from there and returns to there; the image is what it came in with.  NULL when too many are open: this one goes unwatched. */
SEAM_HIDDEN struct frame *seam_frame_open(struct seam_crossing *crossing, uint64_t caller, uint64_t back, uint64_t image);
/* The call of a callback finds floating point as the op around it did. */
SEAM_HIDDEN void seam_frame_control(const struct frame *frame, const char *name);
/* Closes the call that returns with these registers. */
SEAM_HIDDEN struct frame *seam_frame_close(uint64_t stack, const uint64_t saved[SEAM_SAVED]);
/* Gives its memory back. */
SEAM_HIDDEN void seam_frame_free(struct frame *frame);
/* Sets the bit; says why if it is the first: "NAME: TEXT: expected 0x…, seen 0x…". */
SEAM_HIDDEN void seam_crossing_broken(struct seam_crossing *crossing, unsigned bit, const char *name, const char *text,
                                      uint64_t expected, uint64_t seen);

/* ---- hooks: called between the ways, when the registers have been stored ---- */
SEAM_HIDDEN struct held *seam_held(const struct frame *frame);
/* The call is the first attempt of it. */
SEAM_HIDDEN void seam_hooks_open(const struct frame *frame, const uint64_t *ints, unsigned n);
/* Calls `before`, gives what it made of the argument registers, and makes the copy of the stack arguments. */
SEAM_HIDDEN void seam_hooks_before(struct frame *frame, uint64_t *ints, unsigned n);
/* Whether the call is to be made again; it is open again then. */
SEAM_HIDDEN bool seam_hooks_after(struct frame *frame, void *image, size_t size, uint64_t first, uint64_t second);

/* The machine's. */
enum { SEAM_MOST_THUNKS = 2048, SEAM_ENTRY_SIZE = 16 };
/* Where the target has stack arguments of its own, they stand below the image of the way in, and between the two the hooks have their
 * struct seam_call: what the thunk leaves on the stack is all above what the target leaves there. */
enum { SEAM_SHIFT = SEAM_THUNK_STACK + 192 };
_Static_assert(sizeof(struct seam_call) <= 192 - 32, "it stands above the arguments, and below the return address");
SEAM_HIDDEN extern const unsigned char seam_thunk_entries[];
/* Where targets return to, the first time and again. */
SEAM_HIDDEN extern const unsigned char seam_thunk_back[], seam_thunk_back_again[];
SEAM_HIDDEN void seam_thunk_reset_x87(void);

/* What register number `n` is spoilt with. */
SEAM_WATCHER static inline uint64_t spoilt(const struct seam_crossing *crossing, unsigned n)
{
	return crossing->pattern ^ 0x0101010101010101u * (n + 1);
}

SEAM_WATCHER static inline uint64_t spoilt_above(uint64_t value, unsigned bits, uint64_t pattern)
{
	uint64_t above = bits == 0 || bits >= 64 ? 0 : ~(uint64_t)0 << bits;

	return (value & ~above) | (pattern & above);
}

/* A vector register: two halves. */
SEAM_WATCHER static inline void spoil_vector(const struct seam_crossing *crossing, uint64_t half[2], unsigned n,
                                             unsigned bits)
{
	half[0] = spoilt_above(half[0], bits, spoilt(crossing, n));
	if (bits && bits <= 64)
		half[1] = spoilt(crossing, n + 1);
	else
		half[1] = spoilt_above(half[1], bits ? bits - 64 : 0, spoilt(crossing, n + 1));
}

/* Up to where the bits of a narrow argument count: compilers rely on 8 and 16 being extended to 32, unless told to be spoilt, too. */
SEAM_WATCHER static inline unsigned significant(const struct seam_crossing *crossing, unsigned bits, bool part)
{
	return (bits == 8 || bits == 16) && !part && !(crossing->spoil & SEAM_SPOIL_NARROW) ? 32 : bits;
}

SEAM_WATCHER static inline void spoil_stack(const struct seam_crossing *crossing, unsigned char *stack)
{
	for (uint32_t i = 0; i < crossing->use.n_stack; i++) {
		const struct seam_narrow *narrow = &crossing->use.stack[i];
		uint64_t *slot = (uint64_t *)(void *)(stack + narrow->offset);

		*slot = spoilt_above(*slot, significant(crossing, narrow->bits, false),
		                     spoilt(crossing, 0x60 + (i & 0xF)));
	}
}

/* Argument registers `in`, vectors `vector`; `n` numbers them for the pattern. */
SEAM_WATCHER static inline void spoil_args(const struct seam_crossing *crossing, uint64_t *in, unsigned n_in,
                                           uint64_t (*vector)[2])
{
	const struct seam_thunk_use *use = &crossing->use;

	for (unsigned i = 0; i < n_in; i++)
		in[i] = i < use->int_args
		                ? spoilt_above(in[i], significant(crossing, use->int_bits[i], use->int_part[i]),
		                               spoilt(crossing, i))
		                : spoilt(crossing, i);
	for (unsigned i = 0; i < SEAM_THUNK_FLOATS; i++)
		if (i >= use->float_args) {
			vector[i][0] = spoilt(crossing, 0x20 + 2 * i);
			vector[i][1] = spoilt(crossing, 0x21 + 2 * i);
		} else {
			spoil_vector(crossing, vector[i], 0x20 + 2 * i, use->float_bits[i]);
		}
}

/* Takes the result from where the target put it to where its caller wants it.  A loop that no compiler takes for memcpy. */
SEAM_WATCHER static inline void seam_crossing_result(const struct seam_crossing *crossing, const struct frame *frame)
{
	const unsigned char *from = crossing->result;
	unsigned char *to = (unsigned char *)(uintptr_t)frame->wanted;

	for (uint32_t i = 0; i < crossing->result_size; i++) {
		to[i] = from[i];
		__asm__ volatile("" : : : "memory");
	}
}

#endif
#endif
