/*
 * copy.* out_param.*: what is passed by value is the callee's own; what is passed by pointer is the pointer.
 * Source: C11 6.5.2.2 (4), 6.9.1 (10): parameters are objects of the callee; psABI 3.2.3; Microsoft x64 and AAPCS64 pass large structs
 * by a pointer to a copy, which the caller makes; facts/engines.md 10, items 15-18, 44, 50
 */
#include <calls/rules.h>
#include <calls/text.h>

/* The callee scribbles on all of its arguments; the same value is passed twice, between others. */
static void scribbled(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const registers[] = { "{c}",  "{f}",   "{d}",    "{ff}", "{ll}", "{ld}",
		                                 "{dd}", "{ccc}", "{[3f]}", "(ld)", NULL };
	static const char *const memory[] = { "{lll}",     "{ddd}", "{[17c]}", "{[33s]}", "{[64c]}", "{[100c]}",
		                              "{[1024c]}", "{D}",   "{cd}!",   "{l}@16",  NULL };
	static const char *const scalars[] = { "c", "i", "l", "f", "d", "D", "p", "Zf", "Zd", "b", NULL };
	static const char *const *const all[] = { registers, memory, scalars };

	for (const char *const *type = all[rule->number]; *type; type++) {
		calls_add(list, "%si%s>v", *type, *type);
		calls_add(list, "%s>v", calls_times(*type, 5));
		calls_add(list, "iiiiii%sd%s>%s", *type, *type, *type);
	}
}

/* A result in memory does not lie where an argument of the same type does. */
static void result(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const types[] = { "{lll}", "{ddd}", "{[17c]}", "{[64c]}", "{[1024c]}",
		                             "{D}",   "{lld}", "(D{ll})", "{cl}!" };

	(void)rule;
	for (unsigned n = 0; n < sizeof types / sizeof *types; n++) {
		calls_add(list, "%s>%s", types[n], types[n]);
		calls_add(list, "p%s%s>%s", types[n], types[n], types[n]);
	}
}

static void pointers(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned n = 1; n < 10; n++) {
		calls_add(list, "%s>i", calls_cycle(rule->text, n));
		calls_add(list, "d%s>%c", calls_cycle(rule->text, n), "vpi"[n % 3]);
	}
}

CALLS_RULES(copy) = { { "in_registers", SEAM_MUST, scribbled,
	                "a struct in registers is a copy: what the callee writes stays with it", NULL, 0, 0 },
	              { "in_memory", SEAM_MUST, scribbled,
	                "a struct in memory is a copy: what the callee writes stays with it", NULL, 1, 0 },
	              { "scalars", SEAM_MUST, scribbled, "a scalar is a copy: what the callee writes stays with it",
	                NULL, 2, 0 },
	              { "result", SEAM_MUST, result,
	                "a result in memory is written within its bounds, and is nobody's argument", NULL, 0, 0 },
	              CALLS_NO_MORE_RULES };

CALLS_RULES(out_param) = {
	{ "with_integers", SEAM_MUST, pointers, "pointers for results arrive among integers", "ipn", 0, 0 },
	{ "with_floats", SEAM_MUST, pointers, "pointers for results arrive among floats", "dpf", 0, 0 },
	{ "pointer_to_pointer", SEAM_MUST, pointers, "pointers to pointers and their counts arrive in turn", "pN", 0,
	  0 },
	{ "callback", SEAM_MUST, pointers, "a function and its context arrive in turn", "Pp", 0, 0 },
	CALLS_NO_MORE_RULES
};
