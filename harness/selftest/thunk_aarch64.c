/* thunk_aarch64.c - what the call thunk checks and spoils on AArch64: planted targets that break one thing each. */
#include <seam/thunk.h>

#include <criterion/criterion.h>
#include <stddef.h>
#include <string.h>

#if defined(__aarch64__) && !defined(_WIN32)

#define PATTERN 0x7788990011223344u

struct registers {
	uint64_t x[18];
	uint64_t v[32][2];
	uint64_t stack[4];
	uint64_t saved[10]; /* x19 … x28: of the target alone */
};
_Static_assert(offsetof(struct registers, v) == 144 && offsetof(struct registers, stack) == 656,
               "as the assembler has it");

/* Calls `function` with these registers and stack, and stores what it returns with. */
void seam_test_call(struct registers *registers, void (*function)(void));
/* A target that stores all its registers there, and returns with those of seam_test_result. */
void seam_test_target(void);
struct registers seam_test_seen, seam_test_result;

void seam_test_right(void), seam_test_x19(void), seam_test_x28(void), seam_test_x29(void), seam_test_d8(void),
	seam_test_d15(void);
void seam_test_v8_upper(void), seam_test_stack(void), seam_test_fpcr(void);

#define TEXT_(x)             #x
#define TEXT(x)              TEXT_(x)
#define NAME(x)              TEXT(__USER_LABEL_PREFIX__) #x
#define FUNCTION(name, code) "	.globl " NAME(name) "\n" NAME(name) ":\n" code "	ret\n"
/* clang-format off */
/* All but x16 and x17, from and to the struct at x16. */
#define VECTORS(move)                                                                                                  \
	"	add	x17, x16, #144\n" move "	q0, q1, [x17]\n" move "	q2, q3, [x17, #32]\n"                          \
	move "	q4, q5, [x17, #64]\n" move "	q6, q7, [x17, #96]\n" move "	q16, q17, [x17, #256]\n"               \
	move "	q30, q31, [x17, #480]\n"
#define INTEGERS(move)                                                                                                 \
	move "	x0, x1, [x16]\n" move "	x2, x3, [x16, #16]\n" move "	x4, x5, [x16, #32]\n" move "	x6, x7, [x16, #48]\n"  \
	move "	x8, x9, [x16, #64]\n" move "	x10, x11, [x16, #80]\n" move "	x12, x13, [x16, #96]\n"                        \
	move "	x14, x15, [x16, #112]\n"
#define ADDRESS(name) "	adrp	x16, " NAME(name) "\n	add	x16, x16, :lo12:" NAME(name) "\n"

__asm__("	.text\n"
        FUNCTION(seam_test_call,
                 "	stp	x29, x30, [sp, #-32]!\n"
                 "	mov	x29, sp\n"
                 "	stp	x0, x1, [sp, #16]\n"
                 "	sub	sp, sp, #32\n"
                 "	mov	x16, x0\n"
                 "	add	x17, x0, #656\n"
                 "	ldp	x2, x3, [x17]\n"
                 "	ldp	x4, x5, [x17, #16]\n"
                 "	stp	x2, x3, [sp]\n"
                 "	stp	x4, x5, [sp, #16]\n"
                 VECTORS("ldp") INTEGERS("ldp")
                 "	ldr	x17, [x29, #24]\n"
                 "	blr	x17\n"
                 "	ldr	x16, [x29, #16]\n"
                 VECTORS("stp") INTEGERS("stp")
                 "	mov	sp, x29\n"
                 "	ldp	x29, x30, [sp], #32\n")
        FUNCTION(seam_test_target,
                 ADDRESS(seam_test_seen) VECTORS("stp") INTEGERS("stp")
                 "	ldp	x0, x1, [sp]\n	ldp	x2, x3, [sp, #16]\n"
                 "	add	x17, x16, #656\n	stp	x0, x1, [x17]\n	stp	x2, x3, [x17, #16]\n"
                 "	stp	x19, x20, [x17, #32]\n	stp	x21, x22, [x17, #48]\n	stp	x23, x24, [x17, #64]\n"
                 "	stp	x25, x26, [x17, #80]\n	stp	x27, x28, [x17, #96]\n"
                 ADDRESS(seam_test_result) VECTORS("ldp") INTEGERS("ldp"))
        FUNCTION(seam_test_right, "")
        FUNCTION(seam_test_x19, "	add	x19, x19, #1\n")
        FUNCTION(seam_test_x28, "	add	x28, x28, #1\n")
        FUNCTION(seam_test_x29, "	add	x29, x29, #1\n")
        FUNCTION(seam_test_d8, "	fmov	d8, #1.0\n")
        FUNCTION(seam_test_d15, "	fmov	d15, #1.0\n")
        FUNCTION(seam_test_v8_upper, "	mov	v8.d[1], x30\n")
        FUNCTION(seam_test_stack, "	add	sp, sp, #16\n")
        FUNCTION(seam_test_fpcr, "	mrs	x9, fpcr\n	eor	x9, x9, #0x1000000\n	msr	fpcr, x9\n"));
/* clang-format on */

Test(thunk_aarch64, planted_targets)
{
	static const struct {
		void (*target)(void);
		unsigned broken;
		const char *what;
	} plants[] = {
		{ seam_test_right, 0, "" },
		{ seam_test_x19, SEAM_CALLEE_SAVED, "x19 at the return: expected" },
		{ seam_test_x28, SEAM_CALLEE_SAVED, "x28 at the return: expected" },
		{ seam_test_x29, SEAM_CALLEE_SAVED, "x29 at the return: expected" },
		{ seam_test_d8, SEAM_CALLEE_SAVED, "d8 at the return: expected" },
		{ seam_test_d15, SEAM_CALLEE_SAVED, "d15 at the return: expected" },
		{ seam_test_v8_upper, 0, "" },
		{ seam_test_stack, SEAM_STACK_POINTER, "sp at the return: expected" },
		{ seam_test_fpcr, SEAM_FP_CONTROL, "FPCR at the return: expected 0x0, seen 0x1000000" },
	};

	for (size_t i = 0; i < 2 * sizeof plants / sizeof *plants; i++) {
		struct seam_crossing crossing = { .target = plants[i / 2].target,
			                          .use = { .known = i % 2 },
			                          .spoil = SEAM_SPOIL_SAVED,
			                          .pattern = PATTERN };
		struct registers registers;
		void (*thunk)(void) = seam_thunk(&crossing);

		memset(&registers, 0, sizeof registers);
		seam_test_call(&registers, thunk);
		__asm__ volatile("msr fpcr, xzr");
		cr_expect(crossing.broken == plants[i / 2].broken, "%s: %x: %s", plants[i / 2].what, crossing.broken,
		          crossing.what);
		cr_expect(strncmp(crossing.what, plants[i / 2].what, strlen(plants[i / 2].what)) == 0, "%s",
		          crossing.what);
		seam_thunk_end(thunk);
	}
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
	seam_test_call(&registers, thunk);
	seam_thunk_end(thunk);
	cr_expect(crossing->broken == 0, "%s", crossing->what);
	return registers;
}

/* The lower bits are what they were, and what is above is not. */
static bool spoilt_above(uint64_t seen, uint64_t was, unsigned bits)
{
	return (!bits || (seen ^ was) << (64 - bits) == 0) && (seen ^ was) >> bits >> 8;
}

Test(thunk_aarch64, an_unknown_signature_is_carried_as_it_is)
{
	struct seam_crossing crossing = { .target = seam_test_target, .spoil = ~0u, .pattern = PATTERN };
	struct registers was = numbered(), back = cross(&crossing);

	cr_expect(memcmp(was.x, seam_test_seen.x, 16 * 8) == 0);
	cr_expect(memcmp(was.v, seam_test_seen.v, 8 * 16) == 0);
	cr_expect(memcmp(was.stack, seam_test_seen.stack, sizeof was.stack) == 0);
	cr_expect(memcmp(was.x, back.x, 16 * 8) == 0);
	cr_expect(memcmp(was.v, back.v, 8 * 16) == 0);
}

Test(thunk_aarch64, unused_arguments_are_spoilt)
{
	static const struct seam_narrow stack[] = { { 0, 8 }, { 8, 32 } };
	struct seam_crossing crossing = { .target = seam_test_target,
		                          .use = { .known = true,
		                                   .int_args = 3,
		                                   .int_bits = { 8, 32, 0 },
		                                   .float_args = 2,
		                                   .float_bits = { 32, 0 },
		                                   .stack = stack,
		                                   .n_stack = 2,
		                                   .hidden_result = true },
		                          .spoil = SEAM_SPOIL_ARGS,
		                          .pattern = PATTERN };
	struct registers was = numbered(), *seen = &seam_test_seen;

	for (int narrow = 0; narrow < 2; narrow++) {
		crossing.spoil |= narrow ? SEAM_SPOIL_NARROW : 0;
		crossing.use.hidden_result = !narrow;
		cross(&crossing);
		cr_expect(spoilt_above(seen->x[0], was.x[0], narrow ? 8 : 32) &&
		          spoilt_above(seen->x[1], was.x[1], 32));
		cr_expect(seen->x[2] == was.x[2]);
		cr_expect(narrow ? spoilt_above(seen->x[8], was.x[8], 0) : seen->x[8] == was.x[8]);
		for (int i = 3; i < 16; i++)
			cr_expect(i == 8 || spoilt_above(seen->x[i], was.x[i], 0));
		cr_expect(spoilt_above(seen->v[0][0], was.v[0][0], 32) && spoilt_above(seen->v[0][1], was.v[0][1], 0));
		cr_expect(memcmp(seen->v[1], was.v[1], 16) == 0);
		for (int i = 2; i < 8; i++)
			cr_expect(spoilt_above(seen->v[i][0], was.v[i][0], 0) &&
			          spoilt_above(seen->v[i][1], was.v[i][1], 0));
		cr_expect(spoilt_above(seen->v[31][0], was.v[31][0], 0));
		cr_expect(spoilt_above(seen->stack[0], was.stack[0], narrow ? 8 : 32));
		cr_expect(spoilt_above(seen->stack[1], was.stack[1], 32) && seen->stack[2] == was.stack[2]);
	}
}

Test(thunk_aarch64, results_are_spoilt)
{
	struct seam_crossing crossing = {
		.target = seam_test_target, .use = { .known = true }, .spoil = SEAM_SPOIL_RESULTS, .pattern = PATTERN
	};
	struct registers was = numbered(), back = cross(&crossing);

	cr_expect(spoilt_above(back.x[0], was.x[0], 0) && spoilt_above(back.v[0][0], was.v[0][0], 0));
	crossing.use = (struct seam_thunk_use){ .known = true,
		                                .int_results = 2,
		                                .float_results = 3,
		                                .int_result_bits = { 0, 24 },
		                                .float_result_bits = { 32, 64, 0 } };
	back = cross(&crossing);
	cr_expect(back.x[0] == was.x[0] && spoilt_above(back.x[1], was.x[1], 24) &&
	          spoilt_above(back.x[2], was.x[2], 0));
	cr_expect(spoilt_above(back.v[0][0], was.v[0][0], 32) && spoilt_above(back.v[0][1], was.v[0][1], 0));
	cr_expect(back.v[1][0] == was.v[1][0] && spoilt_above(back.v[1][1], was.v[1][1], 0));
	cr_expect(memcmp(back.v[2], was.v[2], 16) == 0 && spoilt_above(back.v[3][0], was.v[3][0], 0));
}

Test(thunk_aarch64, callee_saved_registers_have_a_pattern)
{
	struct seam_crossing crossing = { .target = seam_test_target, .use = { .known = true }, .pattern = PATTERN };
	uint64_t before[10];

	cross(&crossing);
	memcpy(before, seam_test_seen.saved, sizeof before);
	crossing.spoil = SEAM_SPOIL_SAVED;
	cross(&crossing);
	for (int i = 0; i < 10; i++)
		for (int j = 0; j < i; j++)
			cr_expect(seam_test_seen.saved[i] != before[i] &&
			          seam_test_seen.saved[i] != seam_test_seen.saved[j]);
}

#endif
