/*
 * bool.* char.* wchar.* enum.* pointer.* function_pointer.*: the scalars that are integers only below the language.
 * Source: C11 6.2.5, 6.3.1.2 (a _Bool is 0 or 1), 6.7.2.2; psABI 3.1.2, 3.2.3 (_Bool: eight bits are significant);
 * facts/engines.md 10, items 6-8, 14-18, 26
 */
#include <calls/rules.h>
#include <calls/text.h>

static void alone(struct calls_list *list, const struct calls_rule *rule)
{
	calls_add(list, "%s>v", rule->text);
	calls_add(list, ">%s", rule->text);
	calls_add(list, "%s>%s", rule->text, rule->text);
	calls_add(list, "%s%s>%s", rule->text, rule->text, rule->text);
}

static void at_each_place(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned before = 0; before < 9; before++)
		calls_add(list, "%s%s%sd>%s", calls_times("l", before), rule->text, calls_times("i", 8 - before),
		          rule->text);
	calls_add(list, "%s>%s", calls_times(rule->text, 9), rule->text);
	calls_add(list, "%s>v", calls_times(rule->text, 24));
}

static void among_floats(struct calls_list *list, const struct calls_rule *rule)
{
	calls_add(list, "f%sf>%s", rule->text, rule->text);
	calls_add(list, "ddddddddd%sd>%s", rule->text, rule->text);
	calls_add(list, "ffffffiiiiiiffff%sf>f", rule->text);
	calls_add(list, "%sd%sf%sd%sf>d", rule->text, rule->text, rule->text, rule->text);
}

/* To memory of whatever the caller has: an out-parameter, a pointer to one, NULL among them. */
static void several(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "ppi>i");
	calls_add(list, "pNpN>n");
	calls_add(list, "ippp>v");
	calls_add(list, "pPp>i");
	calls_add(list, "Pp>P");
	calls_add(list, "pNNP>v");
}

#define THREE(word)                                                                                                    \
	{ "alone", SEAM_MUST, alone, word " arrives and returns", TYPE, 0, 0 },                                        \
		{ "at_each_place",                                                                                     \
		  SEAM_MUST,                                                                                           \
		  at_each_place,                                                                                       \
		  word " arrives in every register and on the stack",                                                  \
		  TYPE,                                                                                                \
		  0,                                                                                                   \
		  0 },                                                                                                 \
		{ "among_floats",                                                                                      \
		  SEAM_MUST,                                                                                           \
		  among_floats,                                                                                        \
		  word " takes no float's register, and gives none up",                                                \
		  TYPE,                                                                                                \
		  0,                                                                                                   \
		  0 }

#define TYPE "b"
CALLS_RULES(bool) = { THREE("a _Bool, 0 or 1,"), CALLS_NO_MORE_RULES };
#undef TYPE
#define TYPE "c"
CALLS_RULES(char) = { THREE("a plain char, with the sign that it has in C,"), CALLS_NO_MORE_RULES };
#undef TYPE
#define TYPE "w"
CALLS_RULES(wchar) = { THREE("a wchar_t"),
	               { "char16", SEAM_MUST, at_each_place, "a char16_t arrives, without a sign", "u", 0, 0 },
	               { "char32", SEAM_MUST, at_each_place, "a char32_t arrives, without a sign", "U", 0, 0 },
	               CALLS_NO_MORE_RULES };
#undef TYPE
#define TYPE "e"
CALLS_RULES(enum) = { THREE("an enum with a negative constant"),
	              { "unsigned", SEAM_MUST, at_each_place, "an enum without a negative constant arrives", "E", 0,
	                0 },
	              CALLS_NO_MORE_RULES };
#undef TYPE
#define TYPE "p"
CALLS_RULES(pointer) = { THREE("a pointer, NULL too,"),
	                 { "several", SEAM_MUST, several, "pointers arrive in their order, none for another", NULL, 0,
	                   0 },
	                 CALLS_NO_MORE_RULES };
#undef TYPE
#define TYPE "P"
CALLS_RULES(function_pointer) = { THREE("a pointer to a function, NULL too,"), CALLS_NO_MORE_RULES };
#undef TYPE
