/*
 * narrow.*: integers of 8 and 16 bits, in registers and stack slots that are wider.
 * Source: psABI 3.2.3 says nothing of the bits above them; clang -O2 takes arguments as extended to 32 bits by the caller, and
 * no caller relies on a result's.  facts/calls.md 2: who calls extends; facts/engines.md 10, items 1-3, 47
 */
#include <calls/rules.h>
#include <calls/text.h>

static const char narrow[] = "bcaAsS";

static void in_registers(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (const char *type = narrow; *type; type++) {
		const char one[] = { *type, 0 };
		calls_add(list, "%s>i", one);
		calls_add(list, "l%sd%sl>i", one, one);
		calls_add(list, "%s>l", calls_times(one, 6));
		calls_add(list, "iiiii%s>%s", one, one);
	}
	calls_add(list, "aAsSca>v");
	calls_add(list, "SsAaSA>v");
	calls_add(list, "abcsba>l");
}

static void on_stack(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (const char *type = narrow; *type; type++) {
		const char one[] = { *type, 0 };
		calls_add(list, "llllllll%s>i", one);
		calls_add(list, "llllllll%s>l", calls_times(one, 5));
		calls_add(list, "llllllll%si%sl%s>%s", one, one, one, one);
	}
	calls_add(list, "llllllllaAsScaAsS>v");
	calls_add(list, "%s>v", calls_times("as", 16));
	calls_add(list, "%s>v", calls_times("AbS", 12));
}

static void results(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (const char *type = narrow; *type; type++) {
		calls_add(list, ">%c", *type);
		calls_add(list, "i>%c", *type);
		calls_add(list, "d>%c", *type);
		calls_add(list, "lllllllldddddddddi>%c", *type);
		calls_add(list, "{lll}>%c", *type);
	}
}

CALLS_RULES(narrow) = {
	{ "in_registers", SEAM_MUST, in_registers, "narrow integers arrive with their values in registers", NULL, 0,
	  0 },
	{ "on_stack", SEAM_MUST, on_stack, "narrow integers arrive with their values on the stack, one a slot", NULL, 0,
	  0 },
	{ "results", SEAM_MUST, results, "a narrow result is right whatever stands in the register above it", NULL, 0,
	  0 },
	{ "extended", SEAM_SHOULD, in_registers,
	  "who calls extends narrow arguments to 32 bits by their sign, as code of clang -O2 takes for granted", NULL,
	  0, CALLS_EXTENDED },
	{ "extended_on_stack", SEAM_MAY, on_stack, "who calls extends narrow arguments on the stack, too", NULL, 0,
	  CALLS_EXTENDED },
	{ "dirty", SEAM_MAY, in_registers, "who is called takes no more than the argument's own bits from a register",
	  NULL, 0, CALLS_DIRTY },
	{ "dirty_on_stack", SEAM_MAY, on_stack,
	  "who is called takes no more than the argument's own bits from a stack slot", NULL, 0, CALLS_DIRTY },
	CALLS_NO_MORE_RULES
};
