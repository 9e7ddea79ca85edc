/*
 * scalars.*: long lists of scalars in any order, by what they are made of and by what they return.
 * Source: facts/calls.md 1: engines that have no structs are hardly tested by lists that have many; errors sat at the 6th
 * integer, at an integer after a float, at 30 parameters and more
 */
#include <calls/rules.h>

enum { SIGNATURES = 50 };

/* One of the letters of `set` up to its end or its '>'. */
static char letter(struct calls_list *list, const char *set)
{
	unsigned count = 0;

	while (set[count] && set[count] != '>')
		count++;
	return set[calls_pick(list, count)];
}

static const char *after(const char *set)
{
	while (*set != '>')
		set++;
	return set + 1;
}

/* rule->text is `arguments>results`, rule->number the most arguments; a half of the lists has a third of them at most. */
static void scalars(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned n = 0; n < SIGNATURES; n++) {
		char args[64];
		unsigned most = (unsigned)rule->number;
		unsigned length = 1 + calls_pick(list, n % 2 ? most : (most + 2) / 3);

		for (unsigned at = 0; at < length; at++)
			args[at] = letter(list, rule->text);
		args[length] = 0;
		calls_add(list, "%s>%c", args, letter(list, after(rule->text)));
	}
}

#define ROW(name, kinds, most, words) { name, SEAM_MUST, scalars, words, kinds, most, 0 }

CALLS_RULES(scalars) = {
	ROW("words", "ilpN>ilpN", 20, "up to 20 integers of 32 and 64 bits and pointers arrive"),
	ROW("signed", "asilq>asilq", 16, "up to 16 signed integers of all widths arrive, none without its sign"),
	ROW("unsigned", "ASILQ>ASILQ", 16, "up to 16 unsigned integers of all widths arrive, none with a sign"),
	ROW("both_signs", "aAsSiIlL>aAsSiIlL", 24, "up to 24 integers of all widths and both signs arrive"),
	ROW("floats", "fd>fd", 20, "up to 20 floats and doubles arrive"),
	ROW("int_float", "if>if", 24, "up to 24 ints and floats in any order arrive"),
	ROW("long_double", "ld>ld", 24, "up to 24 longs and doubles in any order arrive"),
	ROW("four_kinds", "ilfd>vilfd", 24, "up to 24 ints, longs, floats and doubles in any order arrive"),
	ROW("narrow_float", "asASf>asASf", 20, "up to 20 narrow integers and floats in any order arrive"),
	ROW("mostly_floats", "fdfdfdi>d", 30, "up to 30 floats with a few ints between them arrive"),
	ROW("mostly_ints", "ilsIpNd>i", 30, "up to 30 integers with a few doubles between them arrive"),
	ROW("char_bool", "cbefd>cbe", 18, "up to 18 chars, bools and enums among floats arrive"),
	ROW("pointers", "pPifd>pP", 18, "up to 18 pointers and scalars arrive"),
	ROW("characters", "wuUcd>wuUc", 16, "up to 16 characters of all widths among doubles arrive"),
	ROW("x87", "Diflsd>D", 16, "up to 16 scalars with long doubles among them arrive"),
	ROW("none_returned", "bcsilqfdpAQ>v", 30, "up to 30 scalars of any kind arrive where nothing is returned"),
	ROW("float_returned", "bcsilqfdpAQ>f", 30, "up to 30 scalars of any kind arrive where a float is returned"),
	ROW("narrow_returned", "bcsilqfdpAQ>bcsAS", 30,
	    "up to 30 scalars of any kind arrive where a narrow integer is returned"),
	ROW("thirty", "bcsilfdpAQ>vild", 40, "up to 40 scalars of any kind arrive"),
	ROW("sixty", "abcsilqfdpASILQnNeE>vilfdpQ", 60, "up to 60 scalars of any kind arrive"),
	CALLS_NO_MORE_RULES
};
