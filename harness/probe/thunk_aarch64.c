/* thunk_aarch64.c - the call thunk on AArch64 (AAPCS64): the two ways, and what is checked and spoilt there. */
#include "crossing.h"

#if SEAM_THUNKS && defined(__aarch64__)

#include <stddef.h>

/* The registers, as the assembler below stores them and loads them again. */
struct image {
	uint64_t v[32][2];
	uint64_t x[16];     /* x0 … x15 */
	uint64_t saved[11]; /* x19 … x29 */
	uint64_t back;      /* x30       */
	uint64_t stack;     /* as it was at the call; as it is after the return */
	uint64_t number, target, control;
};
_Static_assert(offsetof(struct image, x) == 512 && offsetof(struct image, saved) == 640 &&
                       offsetof(struct image, back) == 728 && offsetof(struct image, stack) == 736 &&
                       offsetof(struct image, number) == 744 && offsetof(struct image, target) == 752 &&
                       offsetof(struct image, control) == 760 && sizeof(struct image) == 768,
               "as the assembler has it");

enum { INTS = 10 /* x19 … x28 */, VECTORS = 8 /* d8 … d15 */, FRAME = INTS + VECTORS };
_Static_assert(SEAM_SHIFT == 704 && (int)SEAM_MOST_THUNKS == 2048 && SEAM_HELD == 16, "as the assembler has it");

SEAM_HIDDEN uint64_t seam_thunk_enter(struct image *image);
SEAM_HIDDEN uint64_t seam_thunk_leave(struct image *image);

/* The callee-saved registers, in the order of a frame. */
SEAM_WATCHER static void get_saved(uint64_t saved[SEAM_SAVED], const struct image *image)
{
	for (unsigned i = 0; i < INTS; i++)
		saved[i] = image->saved[i];
	for (unsigned i = 0; i < VECTORS; i++)
		saved[INTS + i] = image->v[8 + i][0];
	saved[FRAME] = image->saved[INTS];
}

SEAM_WATCHER static void set_saved(struct image *image, const uint64_t saved[SEAM_SAVED])
{
	for (unsigned i = 0; i < INTS; i++)
		image->saved[i] = saved[i];
	for (unsigned i = 0; i < VECTORS; i++)
		image->v[8 + i][0] = saved[INTS + i];
	image->saved[INTS] = saved[FRAME];
}

/* ---- the way in --------------------------------------------------------------------------------------------------- */

#ifdef __APPLE__ /* where the caller extends */
SEAM_WATCHER static void check_extended(struct seam_crossing *crossing, const struct image *image)
{
	static const char name[SEAM_THUNK_INTS][4] = { "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7" };
	const struct seam_thunk_use *use = &crossing->use;

	for (unsigned i = 0; i < SEAM_THUNK_INTS && i < use->int_args; i++) {
		unsigned bits = use->int_bits[i];
		uint32_t seen = (uint32_t)image->x[i], expected;

		if ((bits != 8 && bits != 16) || use->int_part[i])
			continue;
		expected = seen & ((1u << bits) - 1);
		if (use->int_signed[i] && expected >> (bits - 1))
			expected |= ~(uint32_t)0 << bits;
		if (seen != expected)
			seam_crossing_broken(crossing, SEAM_ARG_NOT_EXTENDED, name[i],
			                     ", a narrow argument, extended to 32 bits", expected, seen);
	}
}
#else
#define check_extended(crossing, image) ((void)0)
#endif

SEAM_WATCHER static void spoil_call(const struct seam_crossing *crossing, struct frame *frame, struct image *image)
{
	if (crossing->use.known && crossing->spoil & SEAM_SPOIL_ARGS) {
		spoil_args(crossing, image->x, SEAM_THUNK_INTS, image->v);
		for (unsigned i = crossing->use.hidden_result ? 9 : 8; i < 16; i++)
			image->x[i] = spoilt(crossing, i);
		for (unsigned i = 16; i < 32; i++) {
			image->v[i][0] = spoilt(crossing, 0x20 + 2 * i);
			image->v[i][1] = spoilt(crossing, 0x21 + 2 * i);
		}
		spoil_stack(crossing, (unsigned char *)(uintptr_t)frame->stack);
	}
	if (crossing->spoil & SEAM_SPOIL_SAVED) {
		for (unsigned i = 0; i < INTS; i++)
			image->saved[i] = spoilt(crossing, 0x10 + i) ^ frame->mark;
		for (unsigned i = 8; i < 8 + VECTORS; i++)
			image->v[i][0] = spoilt(crossing, 0x20 + 2 * i) ^ frame->mark;
		frame->marked = true;
	}
}

SEAM_WATCHER static void hold(const struct frame *frame, const struct image *image)
{
	struct held *held = seam_held(frame);

	for (unsigned i = 0; i < SEAM_HELD; i++)
		held->in[i] = image->x[i];
	for (unsigned i = 0; i < SEAM_THUNK_FLOATS; i++)
		for (unsigned half = 0; half < 2; half++)
			held->vector[i][half] = image->v[i][half];
	seam_hooks_open(frame, image->x, SEAM_THUNK_INTS);
}

/* All arguments as they came in, and what `before` makes of them. */
SEAM_WATCHER static void hooks_in(struct frame *frame, struct image *image)
{
	const struct held *held = seam_held(frame);

	for (unsigned i = 0; i < SEAM_HELD; i++)
		image->x[i] = held->in[i];
	for (unsigned i = 0; i < SEAM_THUNK_FLOATS; i++)
		for (unsigned half = 0; half < 2; half++)
			image->v[i][half] = held->vector[i][half];
	seam_hooks_before(frame, image->x, SEAM_THUNK_INTS);
}

/* What the target is called with; the first time, and again. */
SEAM_WATCHER static void attempt(struct seam_crossing *crossing, struct frame *frame, struct image *image)
{
	if (frame->hooked)
		hooks_in(frame, image);
	frame->result = frame->wanted = image->x[8];
	if (crossing->use.known && crossing->use.hidden_result && crossing->result)
		image->x[8] = frame->result = (uint64_t)(uintptr_t)crossing->result;
	if (crossing->spoil)
		spoil_call(crossing, frame, image);
	get_saved(frame->given, image);
	image->stack = frame->stack;
}

/* Whether the call comes back here. */
SEAM_WATCHER uint64_t seam_thunk_enter(struct image *image)
{
	struct seam_crossing *crossing = seam_crossing_of(image->number);
	struct frame *frame = seam_frame_open(crossing, image->stack, image->back, (uint64_t)(uintptr_t)image);

	image->target = (uint64_t)(uintptr_t)crossing->target;
	if (image->stack % 16)
		seam_crossing_broken(crossing, SEAM_STACK_MISALIGNED, "sp", " at the call, its last four bits", 0,
		                     image->stack % 16);
	if (crossing->use.known)
		check_extended(crossing, image);
	if (!frame)
		return 0;
	frame->control = image->control;
	seam_frame_control(frame, "FPCR");
	get_saved(frame->own, image);
	if (frame->hooked)
		hold(frame, image);
	attempt(crossing, frame, image);
	return 1;
}

/* ---- the way back ------------------------------------------------------------------------------------------------- */

SEAM_WATCHER static void check_return(struct seam_crossing *crossing, const struct frame *frame,
                                      const struct image *image, const uint64_t saved[SEAM_SAVED])
{
	static const char name[SEAM_SAVED][4] = { "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28",
		                                  "d8",  "d9",  "d10", "d11", "d12", "d13", "d14", "d15", "x29" };

	for (unsigned i = 0; i < SEAM_SAVED; i++)
		if (saved[i] != frame->given[i])
			seam_crossing_broken(crossing, SEAM_CALLEE_SAVED, name[i], " at the return", frame->given[i],
			                     saved[i]);
	if (image->stack != frame->stack)
		seam_crossing_broken(crossing, SEAM_STACK_POINTER, "sp", " at the return", frame->stack, image->stack);
	if (image->control != frame->control)
		seam_crossing_broken(crossing, SEAM_FP_CONTROL, "FPCR", " at the return", frame->control,
		                     image->control);
	if (image->control != frame->control) /* as it was, so that the next one who changes it is seen, too */
		__asm__ volatile("msr fpcr, %0" : : "r"(frame->control));
}

SEAM_WATCHER static void spoil_return(const struct seam_crossing *crossing, struct image *image)
{
	const struct seam_thunk_use *use = &crossing->use;

	for (unsigned i = 0; i < 16; i++)
		image->x[i] = i < use->int_results && i < 2
		                      ? spoilt_above(image->x[i], use->int_result_bits[i], spoilt(crossing, i))
		                      : spoilt(crossing, i);
	for (unsigned i = 0; i < 32; i++)
		if (i < use->float_results && i < 4) {
			spoil_vector(crossing, image->v[i], 0x20 + 2 * i, use->float_result_bits[i]);
		} else if (i < 8 || i >= 16) {
			image->v[i][0] = spoilt(crossing, 0x20 + 2 * i);
			image->v[i][1] = spoilt(crossing, 0x21 + 2 * i);
		}
}

/* Whether the call is made again. */
SEAM_WATCHER uint64_t seam_thunk_leave(struct image *image)
{
	uint64_t saved[SEAM_SAVED];
	struct frame *frame;
	struct seam_crossing *crossing;

	get_saved(saved, image);
	frame = seam_frame_close(image->stack, saved);
	crossing = frame->crossing;
	check_return(crossing, frame, image, saved);
	if (frame->result != frame->wanted)
		seam_crossing_result(crossing, frame);
	set_saved(image, frame->own);
	if (frame->ends_hooked &&
	    seam_hooks_after(frame, image, sizeof *image, image->x[0], image->x[1])) {
		image->target = (uint64_t)(uintptr_t)crossing->target;
		attempt(crossing, frame, image);
		return 1;
	}
	if (crossing->use.known && crossing->spoil & SEAM_SPOIL_RESULTS)
		spoil_return(crossing, image);
	image->back = frame->back;
	image->stack = frame->caller;
	seam_frame_free(frame);
	return 0;
}

SEAM_WATCHER void seam_thunk_reset_x87(void)
{
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
#define BEGIN ".pushsection .text\n.type " NAME(seam_thunk_entries) ", %function\n"
#define LOCAL ".hidden "
#define WITHIN(name) "	.globl " NAME(name) "\n	.hidden " NAME(name) "\n"
#define END   ".size " NAME(seam_thunk_entries) ", . - " NAME(seam_thunk_entries) "\n.popsection\n"
#define HERE  ".L"
#endif

/* clang-format off */
#define PAIRS(move)                                                                                                    \
	move("q0", "q1", "0") move("q2", "q3", "32") move("q4", "q5", "64") move("q6", "q7", "96")                     \
	move("q8", "q9", "128") move("q10", "q11", "160") move("q12", "q13", "192") move("q14", "q15", "224")          \
	move("q16", "q17", "256") move("q18", "q19", "288") move("q20", "q21", "320") move("q22", "q23", "352")        \
	move("q24", "q25", "384") move("q26", "q27", "416") move("q28", "q29", "448") move("q30", "q31", "480")
#define INTEGER_PAIRS(move)                                                                                            \
	move("x0", "x1", "0") move("x2", "x3", "16") move("x4", "x5", "32") move("x6", "x7", "48")                     \
	move("x8", "x9", "64") move("x10", "x11", "80") move("x12", "x13", "96") move("x14", "x15", "112")             \
	move("x19", "x20", "128") move("x21", "x22", "144") move("x23", "x24", "160") move("x25", "x26", "176")        \
	move("x27", "x28", "192")
#define STORE_VECTORS(a, b, offset) "	stp	" a ", " b ", [sp, #" offset "]\n"
#define LOAD_VECTORS(a, b, offset)  "	ldp	" a ", " b ", [x17, #" offset "]\n"
/* From x17, 512 bytes up: a pair of x registers reaches 504 bytes. */
#define STORE(a, b, offset) "	stp	" a ", " b ", [x17, #" offset "]\n"
#define LOAD(a, b, offset)  "	ldp	" a ", " b ", [x17, #" offset "]\n"

/* The frame record is at x29 already, and the image at sp; x17 is free. */
#define MACROS                                                                                                         \
	".macro seam_store\n" PAIRS(STORE_VECTORS) "	add	x17, sp, #512\n" INTEGER_PAIRS(STORE)                  \
	"	ldp	x0, x1, [x29]\n"                                                                               \
	"	stp	x0, x1, [x17, #208]\n"                                                                         \
	"	mrs	x0, fpcr\n"                                                                                    \
	"	str	x0, [x17, #248]\n"                                                                             \
	".endm\n"                                                                                                      \
	".macro seam_load base\n	add	x17, sp, #\\base\n" PAIRS(LOAD_VECTORS) "	add	x17, x17, #512\n" INTEGER_PAIRS(LOAD) ".endm\n"

/* The area below the stack pointer belongs to signal handlers: it is moved first, and back last. */
__asm__(BEGIN MACROS
        "	.p2align 6\n"
        "	.fill 16, 4, 0xd4200000\n"
        "	.globl " NAME(seam_thunk_entries) "\n"
        "	" LOCAL NAME(seam_thunk_entries) "\n"
        NAME(seam_thunk_entries) ":\n"
        "	.cfi_startproc\n"
        ".set " HERE "number, 0\n"
        ".rept 2048\n"
        "	hint	#34\n" /* bti c */
        "	mov	x16, #" HERE "number\n"
        "	b	" HERE "way_in\n"
        "	brk	#0\n"
        ".set " HERE "number, " HERE "number + 1\n"
        ".endr\n"
        HERE "way_in:\n"
        "	sub	x17, sp, #1024\n" /* 768 of the image, 16 of the frame record, and what aligns */
        "	and	sp, x17, #-64\n"
        "	add	x17, x17, #1008\n"
        "	stp	x29, x30, [x17]\n"
        "	mov	x29, x17\n"
        "	.cfi_def_cfa %x29, 16\n"
        "	.cfi_offset %x29, -16\n"
        "	.cfi_offset %x30, -8\n"
        "	seam_store\n"
        "	add	x0, x29, #16\n"
        "	stp	x0, x16, [x17, #224]\n"
        "	mov	x0, sp\n"
        "	sub	sp, sp, #704\n" /* room for the target's own stack arguments */
        "	bl	" NAME(seam_thunk_enter) "\n"
        "	ldr	x16, [sp, #(704 + 752)]\n"
        "	cbz	x0, " HERE "unwatched\n"
        "	.cfi_remember_state\n"
        "	seam_load 704\n"
        HERE "call:\n"
        "	ldp	x29, x30, [x17, #208]\n"
        "	ldr	x17, [x17, #224]\n"
        "	.cfi_def_cfa %x17, 0\n"
        "	.cfi_restore %x29\n"
        "	.cfi_restore %x30\n"
        "	mov	sp, x17\n"
        "	.cfi_def_cfa %sp, 0\n"
        "	.cfi_undefined %x30\n"
        "	blr	x16\n"
        WITHIN(seam_thunk_back_again)
        WITHIN(seam_thunk_back)
        NAME(seam_thunk_back) ":\n"
        ".set " NAME(seam_thunk_back_again) ", " NAME(seam_thunk_back) "\n"
        /* a target that popped too much left what it popped to be overwritten; hooks look at it, too */
        "	sub	x17, sp, #4096\n"
        "	sub	x17, x17, #1024\n"
        "	and	sp, x17, #-64\n"
        "	add	x17, x17, #1008\n"
        "	stp	x29, x30, [x17]\n"
        "	mov	x29, x17\n"
        "	.cfi_def_cfa %x29, 4112\n"
        "	.cfi_offset %x29, -4112\n"
        "	seam_store\n"
        "	add	x0, x29, #4096\n"
        "	add	x0, x0, #16\n"
        "	str	x0, [x17, #224]\n"
        "	mov	x0, sp\n"
        "	bl	" NAME(seam_thunk_leave) "\n"
        "	cbnz	x0, " HERE "again\n"
        "	seam_load 0\n"
        "	ldp	x29, x30, [x17, #208]\n"
        "	ldr	x17, [x17, #224]\n"
        "	.cfi_def_cfa %x17, 0\n"
        "	.cfi_restore %x29\n"
        "	.cfi_restore %x30\n"
        "	mov	sp, x17\n"
        "	.cfi_def_cfa %sp, 0\n"
        "	ret\n"
        HERE "again:\n"
        "	ldr	x16, [sp, #752]\n"
        "	seam_load 0\n"
        "	b	" HERE "call\n"
        HERE "unwatched:\n"
        "	.cfi_restore_state\n"
        "	seam_load 704\n"
        "	add	x17, x29, #16\n"
        "	ldp	x29, x30, [x29]\n"
        "	.cfi_def_cfa %x17, 0\n"
        "	.cfi_restore %x29\n"
        "	.cfi_restore %x30\n"
        "	mov	sp, x17\n"
        "	.cfi_def_cfa %sp, 0\n"
        "	br	x16\n"
        "	.cfi_endproc\n" END);
/* clang-format on */

#endif
