/*
 * int.*: an integer arrives with its value and its sign, in every register, on the stack, and as a result.
 * Source: C11 6.5.2.2; psABI 3.2.3 (class INTEGER: rdi rsi rdx rcx r8 r9, then the stack); facts/engines.md 10, items 1-5, 9
 */
#include <calls/rules.h>
#include <calls/text.h>

enum { EVERYWHERE, AT_THE_EDGES };

/* Positions 1 to 9 of nine: six registers of x86-64, eight of AArch64 and RISC-V, and the stack. */
static void among_ints(struct calls_list *list, const struct calls_rule *rule)
{
	const char *type = rule->text;

	calls_add(list, "%s>v", type);
	calls_add(list, ">%s", type);
	calls_add(list, "%s>%s", type, type);
	calls_add(list, "d%sf>%s", type, type);
	for (unsigned before = 0; before < 9; before++)
		if (rule->number == EVERYWHERE || before == 5 || before == 8)
			calls_add(list, "%s%s%s>%s", calls_times("i", before), type, calls_times("i", 8 - before),
			          type);
}

/* All registers and the stack hold the same type. */
static void nine_alike(struct calls_list *list, const struct calls_rule *rule)
{
	for (const char *type = rule->text; *type; type++)
		calls_add(list, "%s>%c", calls_times((const char[]){ *type, 0 }, 9), *type);
}

/* Neighbours of other widths: a value read at the wrong width picks up the next one. */
static void pairs(struct calls_list *list, const struct calls_rule *rule)
{
	for (const char *a = rule->text; *a; a++)
		for (const char *b = rule->text; *b; b++)
			if (*a != *b)
				calls_add(list, "%c%c%c>%c", *a, *b, *a, *b);
}

#define TYPE(name, type, where, words)                                                                                 \
	{ name, SEAM_MUST, among_ints, words " arrives and returns with value and sign", type, where, 0 }

CALLS_RULES(int) = { TYPE("schar", "a", EVERYWHERE, "a signed char"),
	             TYPE("uchar", "A", EVERYWHERE, "an unsigned char"),
	             TYPE("short", "s", EVERYWHERE, "a short"),
	             TYPE("ushort", "S", EVERYWHERE, "an unsigned short"),
	             TYPE("int", "i", EVERYWHERE, "an int"),
	             TYPE("uint", "I", EVERYWHERE, "an unsigned int"),
	             TYPE("long", "l", EVERYWHERE, "a long"),
	             TYPE("ulong", "L", EVERYWHERE, "an unsigned long"),
	             TYPE("llong", "q", EVERYWHERE, "a long long"),
	             TYPE("ullong", "Q", EVERYWHERE, "an unsigned long long"),
	             TYPE("int8", "x1", AT_THE_EDGES, "an int8_t"),
	             TYPE("int16", "x2", AT_THE_EDGES, "an int16_t"),
	             TYPE("int32", "x4", AT_THE_EDGES, "an int32_t"),
	             TYPE("int64", "x8", AT_THE_EDGES, "an int64_t"),
	             TYPE("uint8", "X1", AT_THE_EDGES, "a uint8_t"),
	             TYPE("uint16", "X2", AT_THE_EDGES, "a uint16_t"),
	             TYPE("uint32", "X4", AT_THE_EDGES, "a uint32_t"),
	             TYPE("uint64", "X8", AT_THE_EDGES, "a uint64_t"),
	             TYPE("ptrdiff", "n", AT_THE_EDGES, "a ptrdiff_t"),
	             TYPE("size", "N", AT_THE_EDGES, "a size_t"),
	             TYPE("intptr", "j", AT_THE_EDGES, "an intptr_t"),
	             TYPE("uintptr", "J", AT_THE_EDGES, "a uintptr_t"),
	             TYPE("intmax", "m", AT_THE_EDGES, "an intmax_t"),
	             TYPE("uintmax", "M", AT_THE_EDGES, "a uintmax_t"),
	             { "nine_alike", SEAM_MUST, nine_alike, "nine integers of one type arrive in their order",
	               "aAsSiIlLqQnNjJmM", 0, 0 },
	             { "pairs", SEAM_MUST, pairs,
	               "an integer is read at its own width, whatever its neighbours' widths", "aAsSiIlL", 0, 0 },
	             CALLS_NO_MORE_RULES };
