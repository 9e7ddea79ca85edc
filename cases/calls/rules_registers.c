/*
 * registers.* hot.* live.* via.*: what a call leaves as it was, and calls that are many, late or indirect.
 * Source: psABI 3.2.1 (rbx rbp r12-r15, MXCSR's and the x87 control bits), 3.2.2 (rsp + 8 is a multiple of 16, DF is clear), 3.2.3 (rax
 * holds the hidden pointer; al the count of vector registers); AAPCS64 6.1; facts/calls.md 3; facts/engines.md 10, items 49, 60-64, 77
 */
#include <calls/shapes.h>
#include <seam/thunk.h>

/* Functions that take a function, and that return one: each may be NULL. */
static void function_pointers(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "P>v");
	calls_add(list, "P>P");
	calls_add(list, "iPd>i");
	calls_add(list, "PPpp>P");
	calls_add(list, "iiiiiiiPd>P");
	calls_add(list, "{P}>{P}");
	calls_add(list, "{pP}d>{Pp}");
	calls_add(list, "{PPPi}>{PPP}");
	calls_add(list, "i.Pd>P");
}

static void int_and_double(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "id>d");
}

/* More than a thousand at once: engines have tables of trampolines, and pages of them. */
static void thousand(struct calls_list *list, const struct calls_rule *rule)
{
	static const char letters[] = "csilqfdpbSIQ";

	calls_three_fields(list, rule);
	for (const char *a = letters; *a; a++)
		for (const char *b = letters; *b; b++)
			calls_add(list, "%c%c>%c", *a, *b, *a);
}

/* rule->number is what the thunk reports when the rule is broken. */
#define KEPT(name, bits, words) { name, SEAM_MUST, calls_shapes, words, NULL, (int)(bits), CALLS_REGISTERS }

CALLS_RULES(registers) = {
	KEPT("callee_saved", SEAM_CALLEE_SAVED,
	     "the registers that a callee must keep hold after the call what they held before"),
	KEPT("stack_alignment", SEAM_STACK_MISALIGNED, "the stack is aligned to 16 bytes where a function is called"),
	KEPT("stack_pointer", SEAM_STACK_POINTER, "the stack pointer is after a call where it was before"),
	KEPT("hidden_pointer", SEAM_HIDDEN_POINTER,
	     "a function that returns in memory returns that memory's address, too"),
	KEPT("vector_count", SEAM_VECTOR_COUNT,
	     "a caller of a variadic function tells how many vector registers it uses"),
	KEPT("fp_environment", SEAM_FP_CONTROL,
	     "the control bits of the floating-point units are after a call as they were before"),
	KEPT("x87_stack", SEAM_X87_DEPTH,
	     "the x87 stack is empty where a function is called, and holds nothing but the result where it returns"),
	KEPT("direction_flag", SEAM_DIRECTION_FLAG,
	     "the direction flag is clear where a function is called and where it returns"),
	CALLS_NO_MORE_RULES
};

CALLS_RULES(hot) = { { "shapes", SEAM_MUST, calls_sixty_shapes,
	               "each of many calls (200; 10,000 of a peer that declares SEAM_JIT) arrives as the first, and again after release", NULL,
	               0, CALLS_HOT },
	             CALLS_NO_MORE_RULES };

CALLS_RULES(live) = { { "thousand", SEAM_MUST, thousand,
	                "a thousand functions live at once, each with its own signature and values", NULL, 0,
	                CALLS_LIVE },
	              CALLS_NO_MORE_RULES };

CALLS_RULES(via) = { { "function_pointer", SEAM_MUST, function_pointers,
	               "functions arrive as arguments, members and results, NULL among them", NULL, 0, 0 },
	             { "nested", SEAM_MUST, int_and_double,
	               "a C function that the peer calls may have the peer call it again, 50 deep", NULL, 0, CALLS_NESTED },
	             { "both_ways", SEAM_MUST, int_and_double,
	               "inside a call that the peer makes, C may call a function that the peer has made", NULL, 0,
	               CALLS_BOTH_WAYS },
	             CALLS_NO_MORE_RULES };
