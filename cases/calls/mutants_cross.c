/* mutants_cross.c - the planted crossing: what stands before a function and changes registers and stack on the way. */
#include "planted.h"

#include <stddef.h>
#include <string.h>

#if PLANTED_CROSSINGS

_Static_assert(offsetof(struct planted_registers, in) == 512 && offsetof(struct planted_registers, rax) == 560 &&
                   offsetof(struct planted_registers, saved) == 568 && offsetof(struct planted_registers, stack) == 616 &&
                   offsetof(struct planted_crossing, before) == 8 && offsetof(struct planted_crossing, after) == 16 &&
                   offsetof(struct planted_crossing, last_before) == 24 && offsetof(struct planted_crossing, last_after) == 32 &&
                   offsetof(struct planted_crossing, lean) == 40 && offsetof(struct planted_crossing, popped) == 48 &&
                   offsetof(struct planted_crossing, back) == 56,
               "as the assembler has it");

__attribute__((visibility("hidden"))) struct planted_crossing planted;
__attribute__((visibility("hidden"))) void planted_way(void);

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)
#define NAME(x)  TEXT(__USER_LABEL_PREFIX__) #x
#define STATE(n) NAME(planted) "+" #n "(%rip)"
#define EACH(move)                                                                                                     \
	move("rdi", "512") move("rsi", "520") move("rdx", "528") move("rcx", "536") move("r8", "544") move("r9", "552") \
	move("rbx", "568") move("r12", "576") move("r13", "584") move("r14", "592") move("r15", "600")
#define STORE(name, offset) "	movq	%" name ", " offset "(%rsp)\n"
#define LOAD(name, offset)  "	movq	" offset "(%rsp), %" name "\n"
/* Calls a hook with an image of the registers, and loads them as it leaves them. */
#define HOOK(state)                                                                                                    \
	"	pushq	%rbp\n"                                                                                        \
	"	movq	%rsp, %rbp\n"                                                                                  \
	"	subq	$640, %rsp\n"                                                                                  \
	"	andq	$-64, %rsp\n"                                                                                  \
	"	fxsave64 (%rsp)\n" EACH(STORE) "	movq	%rax, 560(%rsp)\n"                                     \
	"	movq	(%rbp), %rax\n"                                                                                \
	"	movq	%rax, 608(%rsp)\n"                                                                             \
	"	leaq	8(%rbp), %rax\n"                                                                               \
	"	movq	%rax, 616(%rsp)\n"                                                                             \
	"	fninit\n"                                                                                              \
	"	cld\n"                                                                                                 \
	"	movq	%rsp, %rdi\n"                                                                                  \
	"	callq	*" state "\n"                                                                                  \
	"	fxrstor64 (%rsp)\n" EACH(LOAD) "	movq	608(%rsp), %rax\n"                                     \
	"	movq	%rax, (%rbp)\n"                                                                                \
	"	movq	560(%rsp), %rax\n"                                                                             \
	"	movq	%rbp, %rsp\n"                                                                                  \
	"	popq	%rbp\n"

__asm__("	.text\n"
        "	.p2align 4\n" NAME(planted_way) ":\n"
        "	popq	" STATE(56) "\n" HOOK(STATE(8))
        "	subq	" STATE(40) ", %rsp\n"
        "	callq	*" STATE(24) "\n"
        "	callq	*" STATE(0) "\n"
        "	addq	" STATE(40) ", %rsp\n" HOOK(STATE(16))
        "	callq	*" STATE(32) "\n"
        "	addq	" STATE(48) ", %rsp\n"
        "	jmpq	*" STATE(56) "\n"
        NAME(planted_nothing) ":\n"
        "	retq\n");

void planted_nothing(void);

static void untouched(struct planted_registers *r)
{
	(void)r;
}

seam_fn planted_cross(const struct seam_signature *sig, struct seam_slots *slots, seam_fn target)
{
	planted = (struct planted_crossing){ target, untouched, untouched, planted_nothing, planted_nothing, 0, 0, 0, sig, slots };
	return planted_way;
}

#else

struct planted_crossing planted;

/* There is none here: what is planted by it is not. */
seam_fn planted_cross(const struct seam_signature *sig, struct seam_slots *slots, seam_fn target)
{
	planted.sig = sig;
	planted.slots = slots;
	return target;
}

#endif

int planted_cross_caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, planted_hook before, planted_hook after)
{
	seam_fn way = planted_cross(sig, slots, fn);

	if (before)
		planted.before = before;
	if (after)
		planted.after = after;
	return O->caller(sig, way, slots);
}

int planted_cross_callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out, planted_hook before, planted_hook after)
{
	int rc = O->callee(sig, slots, out);

	if (rc == 0)
		*out = planted_cross(sig, slots, *out);
	if (before)
		planted.before = before;
	if (after)
		planted.after = after;
	return rc;
}
