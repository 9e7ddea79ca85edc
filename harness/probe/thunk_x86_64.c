/* thunk_x86_64.c - the call thunk on x86-64 where the System V ABI holds: the two ways, and what is checked and spoilt there. */
#include "crossing.h"

#if SEAM_THUNKS && defined(__x86_64__)

#include <stddef.h>

/* The registers, as the assembler below stores them and loads them again.  `fx` is what fxsave makes of them. */
struct image {
	union {
		unsigned char area[512];
		struct {
			uint16_t control, status;
			uint8_t tags; /* a bit for each x87 register that holds a value */
			uint8_t unused[19];
			uint32_t mxcsr, mxcsr_mask;
			uint64_t x87[8][2];
			uint64_t xmm[16][2];
		} as;
	} fx;
	uint64_t in[6]; /* rdi rsi rdx rcx r8 r9 */
	uint64_t rax, r10, r11;
	uint64_t saved[SEAM_SAVED];
	uint64_t flags;
	uint64_t stack; /* on the way in: of the return address; on the way back: after the return */
	uint64_t number, target;
};
_Static_assert(offsetof(struct image, fx.as.xmm) == 160 && offsetof(struct image, in) == 512 &&
                       offsetof(struct image, rax) == 560 && offsetof(struct image, saved) == 584 &&
                       offsetof(struct image, flags) == 632 && offsetof(struct image, stack) == 640 &&
                       offsetof(struct image, number) == 648 && offsetof(struct image, target) == 656 &&
                       sizeof(struct image) == 664,
               "as the assembler has it");

enum { INTS = 6, SCRATCH = 3 /* rax r10 r11 */, DIRECTION = 1u << 10, MXCSR_CONTROL = 0xFFC0, MOST_X87_RESULTS = 2 };
_Static_assert(SEAM_SHIFT == 704 && (int)SEAM_MOST_THUNKS == 2048 && INTS + SCRATCH == SEAM_HELD, "as the assembler has it");

SEAM_HIDDEN uint64_t seam_thunk_enter(struct image *image);
SEAM_HIDDEN uint64_t seam_thunk_leave(struct image *image);

/* ---- the way in --------------------------------------------------------------------------------------------------- */

/* As it was, so that the next one who changes it is seen, too; MXCSR's status bits stay. */
SEAM_WATCHER static void restore_fp_control(struct image *image, uint64_t control)
{
	image->fx.as.mxcsr = (image->fx.as.mxcsr & ~(uint32_t)MXCSR_CONTROL) | (uint32_t)(control & MXCSR_CONTROL);
	image->fx.as.control = (uint16_t)(control >> 32);
	__asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(image->fx.as.mxcsr), "m"(image->fx.as.control));
}

/* A C function finds the x87 stack empty. */
SEAM_WATCHER static void empty_x87(const struct image *image)
{
	__asm__ volatile("fninit\n\tfldcw %0" : : "m"(image->fx.as.control));
}

/* All that is floating point's, as it was stored. */
SEAM_WATCHER static void restore_fp(const struct image *image)
{
	__asm__ volatile("fxrstor64 %0" : : "m"(image->fx));
}

SEAM_WATCHER static uint64_t fp_control(const struct image *image)
{
	return (uint64_t)image->fx.as.control << 32 | (image->fx.as.mxcsr & MXCSR_CONTROL);
}

SEAM_WATCHER static unsigned x87_depth(const struct image *image)
{
	unsigned depth = 0;

	for (unsigned tags = image->fx.as.tags; tags; tags &= tags - 1)
		depth++;
	return depth;
}

SEAM_WATCHER static void check_extended(struct seam_crossing *crossing, const struct image *image)
{
	static const char name[6][4] = { "rdi", "rsi", "rdx", "rcx", "r8", "r9" };
	const struct seam_thunk_use *use = &crossing->use;

	for (unsigned i = 0; i < 6 && i < use->int_args; i++) {
		unsigned bits = use->int_bits[i];
		uint32_t seen = (uint32_t)image->in[i], expected;

		if ((bits != 8 && bits != 16) || use->int_part[i])
			continue;
		expected = seen & ((1u << bits) - 1);
		if (use->int_signed[i] && expected >> (bits - 1))
			expected |= ~(uint32_t)0 << bits;
		if (seen != expected)
			seam_crossing_broken(crossing, SEAM_ARG_NOT_EXTENDED, name[i],
			                     bits == 8 ? ", an argument of 8 bits, extended to 32"
			                               : ", an argument of 16 bits, extended to 32",
			                     expected, seen);
	}
}

SEAM_WATCHER static void check_call(struct seam_crossing *crossing, const struct image *image)
{
	const struct seam_thunk_use *use = &crossing->use;
	uint8_t al = (uint8_t)image->rax;

	if ((image->stack + 8) % 16)
		seam_crossing_broken(crossing, SEAM_STACK_MISALIGNED, "rsp", " at the call, its last four bits", 0,
		                     (image->stack + 8) % 16);
	if (image->flags & DIRECTION)
		seam_crossing_broken(crossing, SEAM_DIRECTION_FLAG, "direction flag", " at the call", 0, 1);
	if (!use->known) {
		if (image->fx.as.tags)
			seam_crossing_broken(crossing, SEAM_X87_DEPTH, "x87 stack", " at the call, its depth", 0,
			                     x87_depth(image));
		return;
	}
	if (use->variadic && (al < use->float_args || al > 8))
		seam_crossing_broken(crossing, SEAM_VECTOR_COUNT, "al",
		                     ", the number of vector registers with arguments", use->float_args, al);
	check_extended(crossing, image);
}

SEAM_WATCHER static void spoil_call(const struct seam_crossing *crossing, struct frame *frame, struct image *image)
{
	if (crossing->use.known && crossing->spoil & SEAM_SPOIL_ARGS) {
		spoil_args(crossing, image->in, 6, image->fx.as.xmm);
		image->rax =
			crossing->use.variadic ? spoilt_above(image->rax, 8, spoilt(crossing, 6)) : spoilt(crossing, 6);
		image->r10 = spoilt(crossing, 10);
		image->r11 = spoilt(crossing, 11);
		for (unsigned i = SEAM_THUNK_FLOATS; i < 16; i++) {
			image->fx.as.xmm[i][0] = spoilt(crossing, 0x20 + 2 * i);
			image->fx.as.xmm[i][1] = spoilt(crossing, 0x21 + 2 * i);
		}
		spoil_stack(crossing, (unsigned char *)(uintptr_t)frame->stack);
	}
	if (crossing->spoil & SEAM_SPOIL_SAVED) {
		for (unsigned i = 0; i < SEAM_SAVED - 1; i++)
			image->saved[i] = spoilt(crossing, 0x10 + i) ^ frame->mark;
		frame->marked = true;
	}
}

SEAM_WATCHER static void hold(const struct frame *frame, const struct image *image)
{
	struct held *held = seam_held(frame);

	for (unsigned i = 0; i < INTS; i++)
		held->in[i] = image->in[i];
	held->in[INTS] = image->rax;
	held->in[INTS + 1] = image->r10;
	held->in[INTS + 2] = image->r11;
	for (unsigned i = 0; i < SEAM_THUNK_FLOATS; i++)
		for (unsigned half = 0; half < 2; half++)
			held->vector[i][half] = image->fx.as.xmm[i][half];
	seam_hooks_open(frame, image->in, INTS);
}

/* All arguments as they came in, and what `before` makes of them. */
SEAM_WATCHER static void hooks_in(struct frame *frame, struct image *image)
{
	const struct held *held = seam_held(frame);

	for (unsigned i = 0; i < INTS; i++)
		image->in[i] = held->in[i];
	image->rax = held->in[INTS];
	image->r10 = held->in[INTS + 1];
	image->r11 = held->in[INTS + 2];
	for (unsigned i = 0; i < SEAM_THUNK_FLOATS; i++)
		for (unsigned half = 0; half < 2; half++)
			image->fx.as.xmm[i][half] = held->vector[i][half];
	seam_hooks_before(frame, image->in, INTS);
	restore_fp(image);
}

/* What the target is called with; the first time, and again. */
SEAM_WATCHER static void attempt(struct seam_crossing *crossing, struct frame *frame, struct image *image)
{
	uint64_t *slot;

	if (frame->hooked)
		hooks_in(frame, image);
	slot = (uint64_t *)(uintptr_t)(frame->stack - 8);
	frame->result = frame->wanted = image->in[0];
	if (crossing->use.known && crossing->use.hidden_result && crossing->result)
		image->in[0] = frame->result = (uint64_t)(uintptr_t)crossing->result;
	if (crossing->spoil)
		spoil_call(crossing, frame, image);
	for (unsigned i = 0; i < SEAM_SAVED; i++)
		frame->given[i] = image->saved[i];
	/* Where the assembler finds them, once the stack pointer is the target's: no signal overwrites what is so near below it. */
	slot[-1] = frame->own[SEAM_SAVED - 1];
	slot[-2] = image->target;
	image->stack = frame->stack;
}

/* Whether the call comes back here. */
SEAM_WATCHER uint64_t seam_thunk_enter(struct image *image)
{
	struct seam_crossing *crossing = seam_crossing_of(image->number);
	struct frame *frame =
		seam_frame_open(crossing, image->stack + 8, *(uint64_t *)(uintptr_t)image->stack,
		                (uint64_t)(uintptr_t)image);

	image->target = (uint64_t)(uintptr_t)crossing->target;
	check_call(crossing, image);
	if (!frame)
		return 0;
	frame->control = fp_control(image);
	frame->depth = x87_depth(image);
	seam_frame_control(frame, "x87 control word and MXCSR");
	for (unsigned i = 0; i < SEAM_SAVED; i++)
		frame->own[i] = image->saved[i];
	if (frame->hooked)
		hold(frame, image);
	attempt(crossing, frame, image);
	return 1;
}

/* ---- the way back ------------------------------------------------------------------------------------------------- */

SEAM_WATCHER static void check_x87(struct seam_crossing *crossing, const struct frame *frame, unsigned depth)
{
	unsigned least = frame->depth, most = least + MOST_X87_RESULTS;

	if (crossing->use.known)
		least = most = least + crossing->use.x87_results;
	if (depth < least || depth > most)
		seam_crossing_broken(crossing, SEAM_X87_DEPTH, "x87 stack", " at the return, its depth",
		                     depth < least ? least : most, depth);
}

SEAM_WATCHER static void check_return(struct seam_crossing *crossing, const struct frame *frame,
                                      struct image *image)
{
	static const char name[SEAM_SAVED][4] = { "rbx", "r12", "r13", "r14", "r15", "rbp" };

	for (unsigned i = 0; i < SEAM_SAVED; i++)
		if (image->saved[i] != frame->given[i])
			seam_crossing_broken(crossing, SEAM_CALLEE_SAVED, name[i], " at the return", frame->given[i],
			                     image->saved[i]);
	if (image->stack != frame->stack)
		seam_crossing_broken(crossing, SEAM_STACK_POINTER, "rsp", " at the return", frame->stack, image->stack);
	if (image->flags & DIRECTION)
		seam_crossing_broken(crossing, SEAM_DIRECTION_FLAG, "direction flag", " at the return", 0, 1);
	if (crossing->use.known && crossing->use.hidden_result && image->rax != frame->result)
		seam_crossing_broken(crossing, SEAM_HIDDEN_POINTER, "rax", ", where the result in memory is",
		                     frame->result, image->rax);
	if (fp_control(image) != frame->control) {
		seam_crossing_broken(crossing, SEAM_FP_CONTROL, "x87 control word and MXCSR", " at the return",
		                     frame->control, fp_control(image));
		restore_fp_control(image, frame->control);
	}
	check_x87(crossing, frame, x87_depth(image));
}

SEAM_WATCHER static void spoil_return(const struct seam_crossing *crossing, struct image *image)
{
	const struct seam_thunk_use *use = &crossing->use;
	unsigned n = use->hidden_result && !use->int_results ? 1 : use->int_results;

	image->rax =
		n > 0 ? spoilt_above(image->rax, use->hidden_result ? 0 : use->int_result_bits[0], spoilt(crossing, 0))
		      : spoilt(crossing, 0);
	image->in[2] =
		n > 1 ? spoilt_above(image->in[2], use->int_result_bits[1], spoilt(crossing, 1)) : spoilt(crossing, 1);
	for (unsigned i = 0; i < 6; i++)
		if (i != 2)
			image->in[i] = spoilt(crossing, 2 + i);
	image->r10 = spoilt(crossing, 10);
	image->r11 = spoilt(crossing, 11);
	for (unsigned i = 0; i < 16; i++)
		if (i < use->float_results && i < 2) {
			spoil_vector(crossing, image->fx.as.xmm[i], 0x20 + 2 * i, use->float_result_bits[i]);
		} else {
			image->fx.as.xmm[i][0] = spoilt(crossing, 0x20 + 2 * i);
			image->fx.as.xmm[i][1] = spoilt(crossing, 0x21 + 2 * i);
		}
}

/* Whether the call is made again. */
SEAM_WATCHER static bool hooks_out(struct frame *frame, struct image *image)
{
	bool again;

	empty_x87(image);
	again = seam_hooks_after(frame, image, sizeof *image, image->rax, image->in[2]);
	if (again)
		image->fx.as.tags = 0, image->fx.as.status = 0; /* the result is forgotten */
	restore_fp(image);
	return again;
}

/* Whether the call is made again. */
SEAM_WATCHER uint64_t seam_thunk_leave(struct image *image)
{
	struct frame *frame = seam_frame_close(image->stack, image->saved);
	struct seam_crossing *crossing = frame->crossing;
	uint64_t *slot = (uint64_t *)(uintptr_t)(frame->caller - 8);

	check_return(crossing, frame, image);
	if (frame->result != frame->wanted) {
		seam_crossing_result(crossing, frame);
		image->rax = frame->wanted;
	}
	for (unsigned i = 0; i < SEAM_SAVED; i++)
		image->saved[i] = frame->own[i];
	if (frame->ends_hooked && hooks_out(frame, image)) {
		image->target = (uint64_t)(uintptr_t)crossing->target;
		frame->depth = 0;
		attempt(crossing, frame, image);
		return 1;
	}
	if (crossing->use.known && crossing->spoil & SEAM_SPOIL_RESULTS)
		spoil_return(crossing, image);
	/* Where the assembler finds them, once the stack pointer is the caller's again. */
	slot[0] = frame->back;
	slot[-1] = frame->own[SEAM_SAVED - 1];
	image->stack = frame->caller - 8;
	seam_frame_free(frame);
	return 0;
}

SEAM_WATCHER void seam_thunk_reset_x87(void)
{
	uint16_t control;

	__asm__ volatile("fnstcw %0\n\tfninit\n\tfldcw %0" : "=m"(control));
}

/* ---- the entries, the way in and the way back, in assembler ----------------------------------------------------------- */

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)
#define NAME(x)  TEXT(__USER_LABEL_PREFIX__) #x
#ifdef __APPLE__
#define BEGIN ".section __TEXT,__text,regular,pure_instructions\n"
#define LOCAL ".private_extern "
#define WITHIN(name) "	.globl " NAME(name) "\n	.private_extern " NAME(name) "\n	.alt_entry " NAME(name) "\n"
#define END   ""
#define HERE  "L"
#else
#define BEGIN ".pushsection .text\n.type " NAME(seam_thunk_entries) ", @function\n"
#define LOCAL ".hidden "
#define WITHIN(name) "	.globl " NAME(name) "\n	.hidden " NAME(name) "\n"
#define END   ".size " NAME(seam_thunk_entries) ", . - " NAME(seam_thunk_entries) "\n.popsection\n"
#define HERE  ".L"
#endif

/* clang-format off */
/* All that a call and a return may mean something in, but rbp (on the stack) and rsp; from the image at rsp. */
#define VECTORS(move)                                                                                                  \
	move("0", "160") move("1", "176") move("2", "192") move("3", "208") move("4", "224") move("5", "240")          \
	move("6", "256") move("7", "272") move("8", "288") move("9", "304") move("10", "320") move("11", "336")        \
	move("12", "352") move("13", "368") move("14", "384") move("15", "400")
#define INTEGERS(move)                                                                                                 \
	move("rdi", "512") move("rsi", "520") move("rdx", "528") move("rcx", "536") move("r8", "544") move("r9", "552") \
	move("rax", "560") move("r10", "568") move("r11", "576") move("rbx", "584") move("r12", "592")                 \
	move("r13", "600") move("r14", "608") move("r15", "616")
#define STORE(name, offset)       "	movq	%" name ", " offset "(%rsp)\n"
#define LOAD(name, offset)        "	movq	\\base + " offset "(%rsp), %" name "\n"
#define LOAD_VECTOR(name, offset) "	movaps	\\base + " offset "(%rsp), %xmm" name "\n"
#define MACROS                                                                                                         \
	".macro seam_store\n"                                                                                          \
	"	fxsave64 (%rsp)\n" INTEGERS(STORE) "	movq	(%rbp), %rax\n"                                        \
	"	movq	%rax, 624(%rsp)\n"                                                                             \
	"	pushfq\n"                                                                                              \
	"	popq	632(%rsp)\n"                                                                                   \
	"	cld\n"                                                                                                 \
	".endm\n"                                                                                                      \
	".macro seam_load base\n" VECTORS(LOAD_VECTOR) INTEGERS(LOAD) ".endm\n"

/* 16 bytes before the first entry can be read: -fsanitize=function looks there for a function's type. */
__asm__(BEGIN MACROS
        "	.p2align 6, 0xCC\n"
        "	.fill 64, 1, 0xCC\n"
        "	.globl " NAME(seam_thunk_entries) "\n"
        "	" LOCAL NAME(seam_thunk_entries) "\n"
        NAME(seam_thunk_entries) ":\n"
        "	.cfi_startproc\n"
        ".set " HERE "number, 0\n"
        ".rept 2048\n"
        "	.p2align 4, 0xCC\n"
        "	endbr64\n"
        "	movl	$" HERE "number, %r11d\n"
        "	jmp	" HERE "way_in\n"
        ".set " HERE "number, " HERE "number + 1\n"
        ".endr\n"
        "	.p2align 6, 0xCC\n"
        HERE "way_in:\n"
        "	pushq	%rbp\n"
        "	.cfi_def_cfa_offset 16\n"
        "	.cfi_offset %rbp, -16\n"
        "	movq	%rsp, %rbp\n"
        "	.cfi_def_cfa_register %rbp\n"
        "	leaq	-(664 + 24)(%rsp), %rsp\n"
        "	andq	$-64, %rsp\n"
        "	seam_store\n"
        "	leaq	8(%rbp), %rax\n"
        "	movq	%rax, 640(%rsp)\n"
        "	movq	%r11, 648(%rsp)\n"
        "	movq	%rsp, %rdi\n"
        /* Below the image there is room for the target's own stack arguments, and for what stands below those. */
        "	subq	$(704 + 64), %rsp\n"
        "	callq	" NAME(seam_thunk_enter) "\n"
        "	testl	%eax, %eax\n"
        "	je	" HERE "unwatched\n"
        "	seam_load 768\n"
        "	.cfi_remember_state\n"
        "	movq	768 + 640(%rsp), %rsp\n"
        "	.cfi_def_cfa %rsp, 0\n"
        "	movq	-16(%rsp), %rbp\n"
        "	.cfi_restore %rbp\n"
        "	.cfi_undefined %rip\n"
        /* Without stack arguments of the target's own, the call puts its return address where the caller's stood. */
        "	callq	*-24(%rsp)\n"
        WITHIN(seam_thunk_back)
        NAME(seam_thunk_back) ":\n"
        /* A target that popped too much left what it popped to be overwritten: stay away from it, and from what hooks look at. */
        "	leaq	-4096(%rsp), %rsp\n"
        "	.cfi_def_cfa_offset 4096\n"
        "	pushq	%rbp\n"
        "	.cfi_def_cfa_offset 4104\n"
        "	.cfi_offset %rbp, -4104\n"
        "	movq	%rsp, %rbp\n"
        "	.cfi_def_cfa_register %rbp\n"
        "	leaq	-664(%rsp), %rsp\n"
        "	andq	$-64, %rsp\n"
        "	seam_store\n"
        "	leaq	4104(%rbp), %rax\n"
        "	movq	%rax, 640(%rsp)\n"
        "	movq	%rsp, %rdi\n"
        "	callq	" NAME(seam_thunk_leave) "\n"
        "	testl	%eax, %eax\n"
        "	jne	" HERE "again\n"
        "	seam_load 0\n"
        "	movq	640(%rsp), %rsp\n"
        "	.cfi_def_cfa %rsp, 8\n"
        "	.cfi_offset %rip, -8\n"
        "	.cfi_offset %rbp, -16\n"
        "	movq	-8(%rsp), %rbp\n"
        "	.cfi_restore %rbp\n"
        "	retq\n"
        HERE "again:\n"
        "	seam_load 0\n"
        "	movq	640(%rsp), %rsp\n"
        "	.cfi_def_cfa %rsp, 0\n"
        "	movq	-16(%rsp), %rbp\n"
        "	.cfi_undefined %rip\n"
        "	callq	*-24(%rsp)\n"
        WITHIN(seam_thunk_back_again)
        NAME(seam_thunk_back_again) ":\n"
        "	jmp	" NAME(seam_thunk_back) "\n"
        HERE "unwatched:\n"
        "	.cfi_restore_state\n"
        /* Where the target is read from once the stack is the caller's again. */
        "	movq	768 + 656(%rsp), %rcx\n"
        "	movq	%rcx, -8(%rbp)\n"
        "	seam_load 768\n"
        "	movq	%rbp, %rsp\n"
        "	popq	%rbp\n"
        "	.cfi_def_cfa %rsp, 8\n"
        "	.cfi_restore %rbp\n"
        "	jmpq	*-16(%rsp)\n"
        "	.cfi_endproc\n" END);
/* clang-format on */

#endif
