/*
 * variadic.*: arguments after the dots arrive, promoted as C does, also when registers have run out.
 * Source: C11 6.5.2.2 (6, 7), 7.16.1.1; psABI 3.2.3 (al: how many vector registers are used), 3.5.7; AAPCS64 6.8.2 with Apple's and
 * Windows' own rules; facts/calls.md 1 (structs <= 16 and > 16), 4 (va_arg of __int128: clang 19); facts/engines.md 10, items 53-58
 */
#include <calls/rules.h>
#include <calls/text.h>

static void promoted(struct calls_list *list, const struct calls_rule *rule)
{
	for (const char *type = rule->text; *type; type++) {
		const char one[] = { *type, 0 };
		calls_add(list, "i.%s>%s", one, one);
		calls_add(list, "%s.%s%s>i", one, one, one);
		calls_add(list, "p.%sd%si%s>v", one, one, one);
		calls_add(list, "i.%s>i", calls_times(one, 10));
	}
}

static void counts(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned n = 1; n < 13; n++)
		calls_add(list, "i.%s>%c", calls_cycle(rule->text, n), "idl"[n % 3]);
	calls_add(list, "p.%s>i", calls_cycle(rule->text, 40));
}

/* Fixed arguments use registers first; a fixed float stays a float. */
static void fixed(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned n = 1; n < 10; n++) {
		calls_add(list, "%s.iidl>i", calls_times("i", n));
		calls_add(list, "%s.ddfi>d", calls_times("d", n));
		calls_add(list, "%s.fdil>d", calls_cycle("fi", n));
	}
	calls_add(list, "{lll}i.id>v");
	calls_add(list, "{cd}.{cd}id>i");
}

static void none(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "i.>i");
	calls_add(list, "d.>d");
	calls_add(list, "p.>v");
	calls_add(list, "f.>f");
	calls_add(list, "s.>l");
	calls_add(list, "{ll}.>{ll}");
	calls_add(list, "iiiiiii.>i");
}

static void results(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const types[] = { "v", "b", "c",  "S",   "l",    "Q",    "f",     "d",
		                             "D", "p", "Zd", "{f}", "{ld}", "{dl}", "{lll}", "{[3f]}" };

	(void)rule;
	for (unsigned n = 0; n < sizeof types / sizeof *types; n++) {
		calls_add(list, "i.id>%s", types[n]);
		calls_add(list, "iiii.idididid>%s", types[n]);
	}
}

static void aggregates(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const small[] = { "{c}",  "{f}",  "{i}",  "{d}",  "{ccc}",  "{ff}", "{ll}", "{dd}",
		                             "{ld}", "{dl}", "{cd}", "{fl}", "{[3f]}", "(ld)", NULL };
	static const char *const large[] = { "{lll}",    "{ddd}", "{[17c]}", "{lld}", "{D}",
		                             "{[100c]}", "{ci}!", "{ld}@16", NULL };

	for (const char *const *type = rule->number ? large : small; *type; type++) {
		calls_add(list, "i.%s>i", *type);
		calls_add(list, "i.%sid%s>d", *type, *type);
		calls_add(list, "iiii.%s%sid>i", *type, *type);
		calls_add(list, "ddddddd.%sdi>i", *type);
	}
}

static void int128(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned n = 1; n < 9; n++)
		calls_add(list, "%s.x16il>x16", calls_times("i", n));
}

CALLS_RULES(variadic) = {
	{ "promoted_integer", SEAM_MUST, promoted,
	  "a narrow variadic integer arrives as the int that it is promoted to", "bcaAsSuwe", 0, 0 },
	{ "promoted_float", SEAM_MUST, promoted, "a variadic float arrives as a double", "f", 0, 0 },
	{ "words", SEAM_MUST, promoted, "variadic ints, longs, pointers and doubles arrive", "iIlQpPd", 0, 0 },
	{ "many_ints", SEAM_MUST, counts, "more variadic ints than registers arrive", "i", 0, 0 },
	{ "many_doubles", SEAM_MUST, counts,
	  "more variadic doubles than registers arrive, and the count of registers is told", "d", 0, 0 },
	{ "mixed", SEAM_MUST, counts, "variadic ints, doubles, longs and floats in turn arrive", "idlfcs", 0, 0 },
	{ "long_double", SEAM_MUST, counts, "variadic long doubles arrive, aligned among others", "Did", 0, 0 },
	{ "fixed", SEAM_MUST, fixed, "fixed arguments arrive unpromoted, the variadic ones behind them", NULL, 0, 0 },
	{ "none", SEAM_MUST, none, "a variadic function is called without extra arguments", NULL, 0, 0 },
	{ "results", SEAM_MUST, results, "a variadic function's result arrives, of every class", NULL, 0, 0 },
	{ "small_structs", SEAM_MUST, aggregates, "variadic structs of up to 16 bytes arrive", NULL, 0, 0 },
	{ "large_structs", SEAM_MUST, aggregates,
	  "variadic structs of more than 16 bytes, and others that lie in memory, arrive", NULL, 1, 0 },
	{ "int128", SEAM_MAY, int128,
	  "a variadic __int128 arrives; clang 19 reads it wrongly where one register is left", NULL, 0, 0 },
	CALLS_NO_MORE_RULES
};
