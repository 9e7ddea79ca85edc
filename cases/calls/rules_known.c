/*
 * known.signatures: what sweeps have found in released software stays in the list for ever.
 * Source: known.sig, where each has its link; emit/list.c puts its lines under this rule
 */
#include <calls/rules.h>

static void from_file(struct calls_list *list, const struct calls_rule *rule)
{
	(void)list;
	(void)rule;
}

CALLS_RULES(known) = {
	{ "signatures", SEAM_MUST, from_file, "a signature that some release once got wrong arrives", NULL, 0, 0 },
	CALLS_NO_MORE_RULES
};
