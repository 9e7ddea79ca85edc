/*
 * boundary.*: a struct meets the end of the registers: 0-8 ints and 0-10 doubles, the struct, then an int and a double, which
 * show what the struct took; and chars and floats before it, with nothing behind.
 * Source: psABI 3.2.3, 5(b) (an argument that does not fit in registers whole goes to the stack whole; the registers stay free for
 * the next); facts/calls.md 1 (libffi 3.4.4 loses the float of `cccccf{cd}>c`); facts/engines.md 10, item 45
 */
#include <calls/rules.h>
#include <calls/text.h>

/* What the call returns: nothing, a scalar of each class, the struct itself, which in memory takes a register from the ints. */
static const char *result(const char *type, unsigned turn)
{
	static const char *const scalars[] = { "v", "i", "d" };

	return turn % 4 == 3 ? type : scalars[turn % 4];
}

static void ints_and_doubles(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned ints = 0; ints <= 8; ints++)
		for (unsigned doubles = 0; doubles <= 10; doubles++)
			calls_add(list, "%s%s%sid>%s", calls_times("i", ints), calls_times("d", doubles), rule->text,
			          result(rule->text, ints + doubles));
}

static void chars_and_floats(struct calls_list *list, const struct calls_rule *rule)
{
	static const unsigned chars[] = { 3, 5, 6, 7 }, floats[] = { 1, 7, 9 };

	for (unsigned c = 0; c < 4; c++)
		for (unsigned f = 0; f < 3; f++)
			calls_add(list, "%s%s%s>c", calls_times("c", chars[c]), calls_times("f", floats[f]),
			          rule->text);
}

static void sweep(struct calls_list *list, const struct calls_rule *rule)
{
	ints_and_doubles(list, rule);
	chars_and_floats(list, rule);
}

#define CLASS(name, type, words)                                                                                       \
	{ name, SEAM_MUST, sweep, words " arrives, in registers or on the stack, and so does what follows it",         \
	  type, 0,         0 }

CALLS_RULES(boundary) = { CLASS("char_double", "{cd}", "a struct of an INTEGER and an SSE eightbyte"),
	                  CLASS("double_char", "{dc}", "a struct of an SSE and an INTEGER eightbyte"),
	                  CLASS("long_float", "{lf}", "a struct of an INTEGER eightbyte and half an SSE one"),
	                  CLASS("float_long", "{fl}", "a struct of half an SSE eightbyte and an INTEGER one"),
	                  CLASS("float_float", "{ff}", "a struct of two floats in one eightbyte"),
	                  CLASS("float_float_char", "{ffc}", "a struct of two floats and a char"),
	                  CLASS("float", "{f}", "a struct of a float"),
	                  CLASS("double", "{d}", "a struct of a double"),
	                  CLASS("long", "{l}", "a struct of a long"),
	                  CLASS("pointer", "{p}", "a struct of a pointer"),
	                  CLASS("int_int", "{ii}", "a struct of two ints in one eightbyte"),
	                  CLASS("long_long", "{ll}", "a struct of two INTEGER eightbytes"),
	                  CLASS("double_double", "{dd}", "a struct of two SSE eightbytes"),
	                  CLASS("three_longs", "{lll}", "a struct that always lies in memory"),
	                  CLASS("three_doubles", "{ddd}",
	                        "a struct of doubles that lies in memory, or in three registers,"),
	                  CLASS("three_floats", "{[3f]}", "an array of floats in a struct"),
	                  CLASS("char_short", "{cs}", "a struct smaller than a register"),
	                  CLASS("five_chars", "{ccccc}", "a struct of a size that is no power of two"),
	                  CLASS("chars_8", "{c[7c]}", "an array of chars that fills a register"),
	                  CLASS("long_double", "D", "a long double"),
	                  CLASS("double_complex", "Zd", "a double _Complex"),
	                  CALLS_NO_MORE_RULES };
