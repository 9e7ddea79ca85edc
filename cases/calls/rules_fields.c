/*
 * fields.*: structs of one, two and three fields, in every mix of char, short, int, long, float, double, pointer and bool.
 * Source: psABI 3.2.3 (each eightbyte has the class of the fields in it; INTEGER wins over SSE); facts/calls.md 1 and 8 (a pointer
 * or a bool is not an integer of RISC-V's rule); facts/engines.md 10, items 29, 30, 48
 */
#include <calls/shapes.h>
#include <calls/text.h>

static const char kinds[] = "csilfdpb";

/* Where one class or both have few registers left, or none; each once in a row of eight structs. */
static const char *const before[] = { "d",        "iiiii",        "ddddddd", "iiiiii",
	                              "dddddddd", "iiiiiddddddd", "cccccf",  "lllllldddddddd" };

void calls_one_field(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const types[] = { "c", "A", "s", "S", "i", "I", "l", "Q",  "f",  "d", "p",
		                             "P", "b", "e", "E", "w", "D", "h", "Zf", "Zd", "ZD" };

	(void)rule;
	for (unsigned n = 0; n < sizeof types / sizeof *types; n++) {
		const char *type = types[n];
		calls_add(list, "{%s}>v", type);
		calls_add(list, ">{%s}", type);
		calls_add(list, "i{%s}%s>{%s}", type, type, type);
		calls_add(list, "%s{%s}id>%s", before[n % 8], type, type);
		calls_add(list, "%s{%s}id>%s", before[(n + 4) % 8], type, type);
		calls_add(list, "%s>{%s}", calls_times("{f}", n % 10), type);
	}
}

void calls_two_fields(struct calls_list *list, const struct calls_rule *rule)
{
	unsigned turn = 0;

	(void)rule;
	for (const char *a = kinds; *a; a++)
		for (const char *b = kinds; *b; b++, turn++) {
			const char type[] = { '{', *a, *b, '}', 0 };
			calls_add(list, "%s>v", type);
			calls_add(list, ">%s", type);
			calls_add(list, "%c%s>%s", *b, type, type);
			for (unsigned n = 0; n < 3; n++)
				calls_add(list, "%s%sid>%c", before[(turn + turn / 8 + 3 * n) % 8], type, *a);
		}
}

void calls_three_fields(struct calls_list *list, const struct calls_rule *rule)
{
	unsigned turn = 0;

	(void)rule;
	for (const char *a = kinds; *a; a++)
		for (const char *b = kinds; *b; b++)
			for (const char *c = kinds; *c; c++, turn++) {
				const char type[] = { '{', *a, *b, *c, '}', 0 };
				calls_add(list, turn % 2 ? "%s>%s" : "i%sd>%s", type, type);
				calls_add(list, "%s%sid>%c", before[(turn + turn / 8 + turn / 64) % 8], type, *c);
			}
}

/* A pointer or a bool beside everything else, first and second, with registers and without. */
void calls_pairs(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const others[] = { "f", "d", "D", "h", "s", "i", "l", "A", "P", "e", "w", "b", "Zf" };

	for (const char *first = rule->text; *first; first++)
		for (unsigned n = 0; n < sizeof others / sizeof *others; n++) {
			const char *other = others[n];
			calls_add(list, "{%c%s}>{%s%c}", *first, other, other, *first);
			calls_add(list, "{%s%c}>{%c%s}", other, *first, *first, other);
			calls_add(list, "iiiii{%c%s}id>v", *first, other);
			calls_add(list, "ddddddd{%s%c}id>v", other, *first);
		}
}

CALLS_RULES(fields) = {
	{ "one", SEAM_MUST, calls_one_field, "a struct of one field travels as that field does", NULL, 0, 0 },
	{ "two", SEAM_MUST, calls_two_fields, "a struct of two fields arrives and returns, in every mix of kinds", NULL,
	  0, 0 },
	{ "three", SEAM_MUST, calls_three_fields, "a struct of three fields arrives and returns, in every mix of kinds",
	  NULL, 0, 0 },
	{ "pointer_and", SEAM_MUST, calls_pairs, "a struct of a pointer and another field arrives and returns", "pP", 0,
	  0 },
	{ "bool_and", SEAM_MUST, calls_pairs, "a struct of a bool and another field arrives and returns", "b", 0, 0 },
	CALLS_NO_MORE_RULES
};
