/*
 * union.* empty.*: unions, whose eightbytes have the class of all members, and structs without members.
 * Source: psABI 3.2.3 (a union's classes are merged, member by member); GNU C (an empty struct has size 0); facts/calls.md 1 (unions
 * with long double), 4; facts/engines.md 10, items 35, 40
 */
#include <calls/shapes.h>
#include <calls/text.h>

static void each(struct calls_list *list, const char *type)
{
	calls_add(list, ">%s", type);
	calls_add(list, "i%sd>%s", type, type);
	calls_add(list, "iiiii%sid>i", type);
	calls_add(list, "ddddddd%sid>d", type);
}

void calls_unions(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const plain[] = { "(if)",    "(ld)",       "(c)",     "(f)",     "(d)",     "(cs)",
		                             "(fd)",    "(p[8c])",    "([3c]s)", "(f[2c])", "(i{ff})", "(d{ff})",
		                             "({lf}d)", "({fl}{dd})", "(D)",     "(Di)",    "(D{ll})", "([3f]d)",
		                             "([5f]l)", "({fc}[2d])", NULL };
	static const char *const nested[] = { "{i(fd)}",    "{(if)d}",    "{c(cs)f}",  "{l(df)}",
		                              "{(fd)(ff)}", "({i(fs)}d)", "{[2(if)]}", NULL };

	for (const char *const *type = rule->number ? nested : plain; *type; type++)
		each(list, *type);
}

void calls_empty(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "{}>v");
	calls_add(list, ">{}");
	calls_add(list, "{}>{}");
	calls_add(list, "{}i>i");
	calls_add(list, "i{}d>d");
	calls_add(list, "%s{}i>i", calls_times("i", 6));
	calls_add(list, "%s{}id>d", calls_times("d", 8));
	calls_add(list, "%s{}{}{}i>{}", calls_times("i", 8));
	calls_add(list, "{{}}i>{{}}");
	calls_add(list, "{{}i}d>{{}i}");
	calls_add(list, "{f{}}i>{f{}}");
	calls_add(list, "{{}d}{d{}}>{{}d}");
	calls_add(list, "{l{}f}>{l{}f}");
}

CALLS_RULES(union) = {
	{ "plain", SEAM_MUST, calls_unions,
	  "a union arrives and returns with all its bytes, whichever member they belong to", NULL, 0, 0 },
	{ "nested", SEAM_MUST, calls_unions, "unions in structs and structs in unions arrive and return", NULL, 1, 0 },
	CALLS_NO_MORE_RULES
};

CALLS_RULES(empty) = { { "struct", SEAM_MUST, calls_empty,
	                 "an empty struct takes nothing from the arguments beside it, nor from its struct", NULL, 0,
	                 0 },
	               CALLS_NO_MORE_RULES };
