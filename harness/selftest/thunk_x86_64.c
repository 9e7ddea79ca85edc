/* thunk_x86_64.c - what the call thunk checks and spoils on x86-64: planted callers and targets that break one thing each. */
#include <seam/thunk.h>

#include <criterion/criterion.h>
#include <string.h>

#if defined(__x86_64__) && !defined(_WIN32)

#define PATTERN 0x7788990011223344u

struct registers {
	uint64_t in[6]; /* rdi rsi rdx rcx r8 r9 */
	uint64_t rax, r10, r11;
	uint64_t saved[6]; /* rbx rbp r12 … r15: of the target alone */
	uint64_t xmm[16][2];
	uint64_t stack[4];
};
enum { MISALIGNED = 1, DIRECTION = 2 };

/* Calls `function` with these registers and stack, and stores what it returns with. */
void seam_test_call(struct registers *registers, void (*function)(void), unsigned how);
/* A target that stores all its registers there, and returns with rax rdx xmm0 xmm1 of those. */
void seam_test_target(void);
struct registers seam_test_seen, seam_test_result;

void seam_test_right(void), seam_test_clobbers_rbx(void), seam_test_clobbers_rbp(void), seam_test_clobbers_r12(void);
void seam_test_clobbers_r13(void), seam_test_clobbers_r14(void), seam_test_clobbers_r15(void),
	seam_test_sets_direction(void);
void seam_test_pops_more(void), seam_test_pops_less(void), seam_test_hidden(void), seam_test_hidden_wrong(void);
void seam_test_mxcsr(void), seam_test_mxcsr_status(void), seam_test_x87_control(void), seam_test_leaves_x87(void),
	seam_test_mmx(void);

#define TEXT_(x)             #x
#define TEXT(x)              TEXT_(x)
#define NAME(x)              TEXT(__USER_LABEL_PREFIX__) #x
#define FUNCTION(name, code) "	.globl " NAME(name) "\n" NAME(name) ":\n" code "	retq\n"
/* clang-format off */
#define INTEGERS(move, base)                                                                                           \
	move("rdi", "0", base) move("rsi", "8", base) move("rdx", "16", base) move("rcx", "24", base)                  \
	move("r8", "32", base) move("r9", "40", base) move("r10", "56", base) move("r11", "64", base)
#define VECTORS(move, base)                                                                                            \
	move("xmm0", "120", base) move("xmm1", "136", base) move("xmm2", "152", base) move("xmm3", "168", base)        \
	move("xmm4", "184", base) move("xmm5", "200", base) move("xmm6", "216", base) move("xmm7", "232", base)        \
	move("xmm8", "248", base) move("xmm9", "264", base) move("xmm10", "280", base) move("xmm11", "296", base)      \
	move("xmm12", "312", base) move("xmm13", "328", base) move("xmm14", "344", base) move("xmm15", "360", base)
#define STORE(name, offset, base)        "	movq	%" name ", " offset "(%" base ")\n"
#define LOAD(name, offset, base)         "	movq	" offset "(%" base "), %" name "\n"
#define STORE_VECTOR(name, offset, base) "	movups	%" name ", " offset "(%" base ")\n"
#define LOAD_VECTOR(name, offset, base)  "	movups	" offset "(%" base "), %" name "\n"

__asm__("	.text\n"
        FUNCTION(seam_test_call,
                 "	pushq	%rbp\n"
                 "	movq	%rsp, %rbp\n"
                 "	pushq	%rdi\n"
                 "	pushq	%rsi\n"
                 "	pushq	%rbx\n"
                 "	subq	$56, %rsp\n" /* the stack arguments, and 8 or 16 bytes above them */
                 "	testb	$1, %dl\n"
                 "	jz	1f\n"
                 "	addq	$8, %rsp\n"
                 "1:	testb	$2, %dl\n"
                 "	jz	2f\n"
                 "	std\n"
                 "2:	movups	376(%rdi), %xmm0\n"
                 "	movups	%xmm0, (%rsp)\n"
                 "	movups	392(%rdi), %xmm0\n"
                 "	movups	%xmm0, 16(%rsp)\n"
                 "	movq	%rdi, %rax\n"
                 VECTORS(LOAD_VECTOR, "rax") INTEGERS(LOAD, "rax")
                 "	movq	48(%rax), %rax\n"
                 "	callq	*-16(%rbp)\n"
                 "	pushq	%rax\n"
                 "	movq	-8(%rbp), %rax\n"
                 VECTORS(STORE_VECTOR, "rax") INTEGERS(STORE, "rax")
                 "	popq	48(%rax)\n"
                 "	movq	-24(%rbp), %rbx\n"
                 "	movq	%rbp, %rsp\n"
                 "	popq	%rbp\n")
        FUNCTION(seam_test_target,
                 "	pushq	%rax\n"
                 "	movq	" NAME(seam_test_seen) "@GOTPCREL(%rip), %rax\n"
                 VECTORS(STORE_VECTOR, "rax") INTEGERS(STORE, "rax")
                 "	popq	48(%rax)\n"
                 STORE("rbx", "72", "rax") STORE("rbp", "80", "rax") STORE("r12", "88", "rax")
                 STORE("r13", "96", "rax") STORE("r14", "104", "rax") STORE("r15", "112", "rax")
                 "	movups	8(%rsp), %xmm0\n"
                 "	movups	%xmm0, 376(%rax)\n"
                 "	movups	24(%rsp), %xmm0\n"
                 "	movups	%xmm0, 392(%rax)\n"
                 "	movq	" NAME(seam_test_result) "@GOTPCREL(%rip), %rcx\n"
                 LOAD("rax", "48", "rcx") LOAD("rdx", "16", "rcx")
                 LOAD_VECTOR("xmm0", "120", "rcx") LOAD_VECTOR("xmm1", "136", "rcx"))
        FUNCTION(seam_test_right, "")
        FUNCTION(seam_test_clobbers_rbx, "	incq	%rbx\n")
        FUNCTION(seam_test_clobbers_rbp, "	incq	%rbp\n")
        FUNCTION(seam_test_clobbers_r12, "	incq	%r12\n")
        FUNCTION(seam_test_clobbers_r13, "	incq	%r13\n")
        FUNCTION(seam_test_clobbers_r14, "	incq	%r14\n")
        FUNCTION(seam_test_clobbers_r15, "	btcq	$63, %r15\n")
        FUNCTION(seam_test_sets_direction, "	std\n")
        FUNCTION(seam_test_pops_more, "	popq	%rax\n	addq	$16, %rsp\n	pushq	%rax\n")
        FUNCTION(seam_test_pops_less, "	pushq	(%rsp)\n")
        FUNCTION(seam_test_hidden, "	movq	%rdi, %rax\n")
        FUNCTION(seam_test_hidden_wrong, "	leaq	8(%rdi), %rax\n")
        FUNCTION(seam_test_mxcsr, "	stmxcsr	-8(%rsp)\n	xorl	$0x8000, -8(%rsp)\n	ldmxcsr	-8(%rsp)\n")
        FUNCTION(seam_test_mxcsr_status, "	stmxcsr	-8(%rsp)\n	xorl	$0x20, -8(%rsp)\n	ldmxcsr	-8(%rsp)\n")
        FUNCTION(seam_test_x87_control, "	fnstcw	-8(%rsp)\n	xorw	$0x400, -8(%rsp)\n	fldcw	-8(%rsp)\n")
        FUNCTION(seam_test_leaves_x87, "	fld1\n")
        FUNCTION(seam_test_mmx, "	movd	%eax, %mm0\n"));
/* clang-format on */

/* ---- broken ------------------------------------------------------------------------------------------------------- */

struct plant {
	const char *name;
	void (*target)(void);
	struct seam_thunk_use use;
	unsigned how, broken;
	const char *what; /* the message begins with this */
	uint64_t rax, rdi;
};

static void try_plant(const struct plant *p)
{
	struct seam_crossing crossing = { .target = p->target, .use = p->use, .pattern = PATTERN };
	struct registers registers;
	void (*thunk)(void);

	for (crossing.spoil = 0; crossing.spoil <= SEAM_SPOIL_SAVED; crossing.spoil += SEAM_SPOIL_SAVED) {
		uint32_t mxcsr;
		uint16_t control;

		__asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(control));
		memset(&registers, 0, sizeof registers);
		registers.rax = p->rax;
		registers.in[0] = p->rdi;
		thunk = seam_thunk(&crossing);
		seam_test_call(&registers, thunk, p->how);
		cr_expect(crossing.broken == p->broken, "%s: broken is %x: %s", p->name, crossing.broken,
		          crossing.what);
		cr_expect(strncmp(crossing.what, p->what, strlen(p->what)) == 0, "%s: %s", p->name, crossing.what);
		cr_expect((*p->what == '\0') == (*crossing.what == '\0'));
		/* It is told again when it was cleared. */
		crossing.broken = 0;
		seam_thunks_reset();
		__asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(mxcsr), "m"(control));
		seam_test_call(&registers, thunk, p->how);
		cr_expect(crossing.broken == p->broken, "%s, again: broken is %x: %s", p->name, crossing.broken,
		          crossing.what);
		cr_expect(crossing.calls == 2);
		seam_thunk_end(thunk);
		seam_thunks_reset();
		__asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(mxcsr), "m"(control));
	}
}

#define KNOWN .known = true
Test(thunk_x86_64, planted_targets)
{
	/* clang-format off */
	static const struct plant plants[] = {
		{ "right", seam_test_right, { KNOWN }, 0, 0, "", 0, 0 },
		{ "unknown", seam_test_right, { 0 }, 0, 0, "", 0, 0 },
		{ "rbx", seam_test_clobbers_rbx, { KNOWN }, 0, SEAM_CALLEE_SAVED, "rbx at the return: expected", 0, 0 },
		{ "rbx of unknown", seam_test_clobbers_rbx, { 0 }, 0, SEAM_CALLEE_SAVED,
		  "rbx at the return: expected", 0, 0 },
		{ "rbp", seam_test_clobbers_rbp, { KNOWN }, 0, SEAM_CALLEE_SAVED, "rbp", 0, 0 },
		{ "r12", seam_test_clobbers_r12, { KNOWN }, 0, SEAM_CALLEE_SAVED, "r12", 0, 0 },
		{ "r13", seam_test_clobbers_r13, { KNOWN }, 0, SEAM_CALLEE_SAVED, "r13", 0, 0 },
		{ "r14", seam_test_clobbers_r14, { KNOWN }, 0, SEAM_CALLEE_SAVED, "r14", 0, 0 },
		{ "r15", seam_test_clobbers_r15, { KNOWN }, 0, SEAM_CALLEE_SAVED, "r15", 0, 0 },
		{ "direction", seam_test_sets_direction, { KNOWN }, 0, SEAM_DIRECTION_FLAG,
		  "direction flag at the return: expected 0x0, seen 0x1", 0, 0 },
		{ "pops more", seam_test_pops_more, { KNOWN }, 0, SEAM_STACK_POINTER,
		  "rsp at the return: expected", 0, 0 },
		{ "pops less", seam_test_pops_less, { KNOWN }, 0, SEAM_STACK_POINTER,
		  "rsp at the return: expected", 0, 0 },
		{ "unknown pops more", seam_test_pops_more, { 0 }, 0, SEAM_STACK_POINTER, "rsp", 0, 0 },
		{ "hidden", seam_test_hidden, { KNOWN, .int_args = 1, .hidden_result = true }, 0, 0, "", 0, 0x5000 },
		{ "hidden, wrong", seam_test_hidden_wrong, { KNOWN, .int_args = 1, .hidden_result = true }, 0, SEAM_HIDDEN_POINTER,
		  "rax, where the result in memory is: expected 0x5000, seen 0x5008", 0, 0x5000 },
		{ "mxcsr", seam_test_mxcsr, { KNOWN }, 0, SEAM_FP_CONTROL,
		  "x87 control word and MXCSR at the return: expected", 0, 0 },
		{ "mxcsr, status", seam_test_mxcsr_status, { KNOWN }, 0, 0, "", 0, 0 },
		{ "x87 control", seam_test_x87_control, { KNOWN }, 0, SEAM_FP_CONTROL,
		  "x87 control word and MXCSR", 0, 0 },
		{ "x87 value", seam_test_leaves_x87, { KNOWN }, 0, SEAM_X87_DEPTH,
		  "x87 stack at the return, its depth: expected 0x0, seen 0x1", 0, 0 },
		{ "x87 result", seam_test_leaves_x87, { KNOWN, .x87_results = 1 }, 0, 0, "", 0, 0 },
		{ "x87 result of unknown", seam_test_leaves_x87, { 0 }, 0, 0, "", 0, 0 },
		{ "x87 result missing", seam_test_right, { KNOWN, .x87_results = 1 }, 0, SEAM_X87_DEPTH,
		  "x87 stack at the return, its depth: expected 0x1, seen 0x0", 0, 0 },
		{ "one of two x87 results", seam_test_leaves_x87, { KNOWN, .x87_results = 2 }, 0, SEAM_X87_DEPTH,
		  "x87 stack at the return, its depth: expected 0x2, seen 0x1", 0, 0 },
		{ "mmx", seam_test_mmx, { 0 }, 0, SEAM_X87_DEPTH,
		  "x87 stack at the return, its depth: expected 0x2, seen 0x8", 0, 0 },
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof plants / sizeof *plants; i++)
		try_plant(&plants[i]);
}

Test(thunk_x86_64, planted_callers)
{
	/* clang-format off */
	static const struct plant plants[] = {
		{ "misaligned", seam_test_right, { KNOWN }, MISALIGNED, SEAM_STACK_MISALIGNED,
		  "rsp at the call, its last four bits: expected 0x0, seen 0x8", 0, 0 },
		{ "misaligned, unknown", seam_test_right, { 0 }, MISALIGNED, SEAM_STACK_MISALIGNED, "rsp at the call",
		  0, 0 },
		{ "direction", seam_test_right, { KNOWN }, DIRECTION, SEAM_DIRECTION_FLAG,
		  "direction flag at the call", 0, 0 },
		{ "al", seam_test_right, { KNOWN, .variadic = true, .float_args = 3 }, 0, 0, "", 3, 0 },
		{ "al, an upper bound", seam_test_right, { KNOWN, .variadic = true, .float_args = 3 }, 0, 0, "",
		  0xFFFFFF08, 0 },
		{ "al too small", seam_test_right, { KNOWN, .variadic = true, .float_args = 3 }, 0, SEAM_VECTOR_COUNT,
		  "al, the number of vector registers with arguments: expected 0x3, seen 0x2", 2, 0 },
		{ "al too large", seam_test_right, { KNOWN, .variadic = true, .float_args = 3 }, 0, SEAM_VECTOR_COUNT,
		  "al", 9, 0 },
		{ "al does not count", seam_test_right, { KNOWN, .float_args = 3 }, 0, 0, "", 99, 0 },
		{ "signed char", seam_test_right, { KNOWN, .int_args = 1, .int_bits = { 8 }, .int_signed = { true } },
		  0, 0, "", 0, 0x12345678FFFFFF80 },
		{ "signed char, not extended", seam_test_right, { KNOWN, .int_args = 1, .int_bits = { 8 }, .int_signed = { true } }, 0, SEAM_ARG_NOT_EXTENDED,
		  "rdi, an argument of 8 bits, extended to 32: expected 0xffffff80, seen 0x80", 0, 0x80 },
		{ "unsigned char, extended as signed", seam_test_right, { KNOWN, .int_args = 1, .int_bits = { 8 } }, 0, SEAM_ARG_NOT_EXTENDED,
		  "rdi, an argument of 8 bits, extended to 32: expected 0x80, seen 0xffffff80", 0, 0xFFFFFF80 },
		{ "short, not extended", seam_test_right, { KNOWN, .int_args = 1, .int_bits = { 16 }, .int_signed = { true } }, 0, SEAM_ARG_NOT_EXTENDED,
		  "rdi, an argument of 16 bits, extended to 32: expected 0x7fff, seen 0x17fff", 0, 0x17FFF },
		{ "a part of a struct", seam_test_right, { KNOWN, .int_args = 1, .int_bits = { 16 },
		  .int_part = { true } }, 0, 0, "", 0, 0x17FFF },
		{ "int, dirty above", seam_test_right, { KNOWN, .int_args = 1, .int_bits = { 32 } }, 0, 0, "", 0,
		  0x1230000FFFF },
		{ "a char that is no argument", seam_test_right, { KNOWN, .int_bits = { 8 } }, 0, 0, "", 0, 0x17FFF },
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof plants / sizeof *plants; i++)
		try_plant(&plants[i]);
}

/* A value that was on the x87 stack before is told at the next call of an unknown function, and is not the callee's otherwise. */
Test(thunk_x86_64, x87_stack_at_the_call)
{
	struct seam_crossing crossing = { .target = seam_test_right, .use = { KNOWN } };
	struct registers registers = { { 0 }, 0, 0, 0, { 0 }, { { 0 } }, { 0 } };
	void (*thunk)(void) = seam_thunk(&crossing);

	seam_test_call(&registers, seam_test_leaves_x87, 0);
	seam_test_call(&registers, thunk, 0);
	cr_expect(crossing.broken == 0);
	crossing.use.known = false;
	seam_test_call(&registers, thunk, 0);
	cr_expect(crossing.broken == SEAM_X87_DEPTH);
	cr_expect_str_eq(crossing.what, "x87 stack at the call, its depth: expected 0x0, seen 0x1");
	crossing.broken = 0;
	seam_thunks_reset();
	seam_test_call(&registers, thunk, 0);
	cr_expect(crossing.broken == 0);
	seam_thunk_end(thunk);
}

/* ---- spoilt ------------------------------------------------------------------------------------------------------- */

static struct registers numbered(void)
{
	struct registers r;

	for (size_t i = 0; i < sizeof r / 8; i++)
		((uint64_t *)(void *)&r)[i] = 0x0101010101010101 * (i + 1);
	return r;
}

static struct registers cross(struct seam_crossing *crossing)
{
	struct registers registers = numbered();
	void (*thunk)(void) = seam_thunk(crossing);

	seam_test_result = numbered();
	memset(&seam_test_seen, 0, sizeof seam_test_seen);
	seam_test_call(&registers, thunk, 0);
	seam_thunk_end(thunk);
	return registers;
}

static bool low_bits(uint64_t a, uint64_t b, unsigned bits)
{
	return ((a ^ b) << (64 - bits)) == 0;
}

/* The lower bits are what they were, and what is above is not. */
static bool spoilt_above(uint64_t seen, uint64_t was, unsigned bits)
{
	return (!bits || low_bits(seen, was, bits)) && (seen ^ was) >> bits >> 8;
}

Test(thunk_x86_64, an_unknown_signature_is_carried_as_it_is)
{
	struct seam_crossing crossing = { .target = seam_test_target, .spoil = ~0u, .pattern = PATTERN };
	struct registers was = numbered(), back = cross(&crossing);

	was.r11 = seam_test_seen.r11;
	memcpy(was.saved, seam_test_seen.saved, sizeof was.saved);
	cr_expect(memcmp(&was, &seam_test_seen, sizeof was) == 0);
	cr_expect(back.rax == was.rax && back.in[2] == was.in[2]);
	cr_expect(memcmp(back.xmm, was.xmm, sizeof was.xmm[0] * 2) == 0);
	cr_expect(crossing.broken == 0);
}

Test(thunk_x86_64, unused_arguments_are_spoilt)
{
	static const struct seam_narrow stack[] = { { 0, 8 }, { 8, 32 }, { 24, 16 } };
	struct seam_crossing crossing = { .target = seam_test_target,
		                          .use = { KNOWN, .int_args = 4, .int_bits = { 8, 32, 0, 16 },
		                                   .int_part = { [3] = true }, .float_args = 3,
		                                   .float_bits = { 32, 64, 0 }, .stack = stack, .n_stack = 3 },
		                          .spoil = SEAM_SPOIL_ARGS,
		                          .pattern = PATTERN };
	struct registers was = numbered(), *seen = &seam_test_seen;

	for (int narrow = 0; narrow < 2; narrow++) {
		crossing.spoil |= narrow ? SEAM_SPOIL_NARROW : 0;
		cross(&crossing);
		cr_expect(spoilt_above(seen->in[0], was.in[0], narrow ? 8 : 32));
		cr_expect(spoilt_above(seen->in[1], was.in[1], 32));
		cr_expect(seen->in[2] == was.in[2]);
		cr_expect(spoilt_above(seen->in[3], was.in[3], 16));
		cr_expect(spoilt_above(seen->in[4], was.in[4], 0) && spoilt_above(seen->in[5], was.in[5], 0));
		cr_expect(spoilt_above(seen->rax, was.rax, 0) && spoilt_above(seen->r10, was.r10, 0) &&
		          spoilt_above(seen->r11, was.r11, 0));
		cr_expect(spoilt_above(seen->xmm[0][0], was.xmm[0][0], 32) &&
		          spoilt_above(seen->xmm[0][1], was.xmm[0][1], 0));
		cr_expect(seen->xmm[1][0] == was.xmm[1][0] && spoilt_above(seen->xmm[1][1], was.xmm[1][1], 0));
		cr_expect(seen->xmm[2][0] == was.xmm[2][0] && seen->xmm[2][1] == was.xmm[2][1]);
		for (int i = 3; i < 16; i++)
			cr_expect(spoilt_above(seen->xmm[i][0], was.xmm[i][0], 0) &&
			          spoilt_above(seen->xmm[i][1], was.xmm[i][1], 0));
		cr_expect(spoilt_above(seen->stack[0], was.stack[0], narrow ? 8 : 32));
		cr_expect(spoilt_above(seen->stack[1], was.stack[1], 32));
		cr_expect(seen->stack[2] == was.stack[2]);
		cr_expect(spoilt_above(seen->stack[3], was.stack[3], narrow ? 16 : 32));
	}
	crossing.use.variadic = true;
	cross(&crossing);
	cr_expect(spoilt_above(seen->rax, was.rax, 8), "al stays");
}

Test(thunk_x86_64, results_are_spoilt)
{
	struct seam_crossing crossing = {
		.target = seam_test_target, .use = { KNOWN }, .spoil = SEAM_SPOIL_RESULTS, .pattern = PATTERN
	};
	struct registers was = numbered(), back = cross(&crossing);

	cr_expect(spoilt_above(back.rax, was.rax, 0) && spoilt_above(back.in[2], was.in[2], 0));
	cr_expect(spoilt_above(back.xmm[0][0], was.xmm[0][0], 0) && spoilt_above(back.xmm[1][0], was.xmm[1][0], 0));
	crossing.use = (struct seam_thunk_use){ KNOWN, .int_results = 1, .float_results = 1, .int_result_bits = { 8 },
		                                .float_result_bits = { 32 } };
	back = cross(&crossing);
	cr_expect(spoilt_above(back.rax, was.rax, 8) && spoilt_above(back.in[2], was.in[2], 0));
	cr_expect(spoilt_above(back.xmm[0][0], was.xmm[0][0], 32) && spoilt_above(back.xmm[0][1], was.xmm[0][1], 0));
	crossing.use = (struct seam_thunk_use){ KNOWN, .int_results = 2, .float_results = 2,
		                                .int_result_bits = { 0, 24 }, .float_result_bits = { 0, 64 } };
	back = cross(&crossing);
	cr_expect(back.rax == was.rax && spoilt_above(back.in[2], was.in[2], 24));
	cr_expect(back.xmm[0][0] == was.xmm[0][0] && back.xmm[0][1] == was.xmm[0][1]);
	cr_expect(back.xmm[1][0] == was.xmm[1][0] && spoilt_above(back.xmm[1][1], was.xmm[1][1], 0));
	cr_expect(crossing.broken == 0);
}

Test(thunk_x86_64, callee_saved_registers_have_a_pattern)
{
	struct seam_crossing crossing = { .target = seam_test_target, .use = { KNOWN }, .pattern = PATTERN };
	uint64_t before[6];

	cross(&crossing);
	memcpy(before, seam_test_seen.saved, sizeof before);
	crossing.spoil = SEAM_SPOIL_SAVED;
	cross(&crossing);
	for (int i = 0; i < 6; i++)
		for (int j = 0; i != 1 && j < i; j++)
			cr_expect(seam_test_seen.saved[i] != before[i] &&
			          seam_test_seen.saved[i] != seam_test_seen.saved[j]);
	cr_expect(seam_test_seen.saved[1] == before[1], "rbp is for unwinders");
	cr_expect(crossing.broken == 0);
}

#endif
