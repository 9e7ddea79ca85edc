/*
 * arity.*: from no argument to 127, of one kind and of mixed ones, each in its own slot.
 * Source: C11 5.2.4.1 (127 arguments in one call); facts/calls.md 1 (errors sat at ">= 30 parameters"); facts/engines.md 10, item 59
 */
#include <calls/rules.h>
#include <calls/text.h>

static const unsigned arities[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24, 30, 31, 32, 48, 60, 64, 100, 127 };

static void counts(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned n = 0; n < sizeof arities / sizeof *arities; n++)
		calls_add(list, "%s>%c", calls_cycle(rule->text, arities[n]), "vid"[n % 3]);
}

/* Every count around the length at which engines go over to another path. */
static void thirty_and_more(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned n = 28; n < 38; n++) {
		calls_add(list, "%s>i", calls_times("i", n));
		calls_add(list, "%s>l", calls_cycle("idlf", n));
		calls_add(list, "%s>d", calls_cycle("csifd", n));
	}
	calls_add(list, "%s>v", calls_times("{ll}", 32));
	calls_add(list, "%s>v", calls_times("{cd}", 40));
	calls_add(list, "%s>v", calls_times("{lll}", 64));
}

/* A frame that is larger than a page, and than the guard of a stack that is probed page by page. */
static void large_frame(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "%s>i", calls_times("{[16l]}", 40));
	calls_add(list, "i%sd>d", calls_times("{[128l]}", 10));
	calls_add(list, "%s>{ll}", calls_times("{[1000c]}", 9));
}

#define COUNTS(name, types, words) { name, SEAM_MUST, counts, "0 to 127 arguments arrive: " words, types, 0, 0 }

CALLS_RULES(arity) = {
	COUNTS("ints", "i", "ints"),
	COUNTS("longs", "l", "longs"),
	COUNTS("doubles", "d", "doubles"),
	COUNTS("floats", "f", "floats"),
	COUNTS("narrow", "as", "signed chars and shorts, on the stack one a slot"),
	COUNTS("unsigned", "ASI", "unsigned integers of three widths"),
	COUNTS("bools", "b", "bools"),
	COUNTS("pointers", "p", "pointers"),
	COUNTS("int_double", "id", "ints and doubles in turn"),
	COUNTS("float_long", "fl", "floats and longs in turn"),
	COUNTS("mixed", "cidsflpbSDQ", "every kind in turn"),
	{ "thirty_and_more", SEAM_MUST, thirty_and_more, "28 to 64 arguments arrive, of every size", NULL, 0, 0 },
	{ "large_frame", SEAM_MUST, large_frame, "arguments of more than a page of stack arrive", NULL, 0, 0 },
	CALLS_NO_MORE_RULES
};
