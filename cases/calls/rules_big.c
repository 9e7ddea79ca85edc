/*
 * big.*: structs beyond what any register holds: by the stack or by a pointer to a copy, and returned in the caller's memory.
 * many.*: many small ones in one call.
 * Source: psABI 3.2.3 (class MEMORY); facts/calls.md 1 (> 1,000 bytes), 7 (an engine stops at 1,008); facts/engines.md 10, items 46, 49
 */
#include <calls/rules.h>
#include <calls/text.h>

static void big(struct calls_list *list, const struct calls_rule *rule)
{
	unsigned size = (unsigned)rule->number;

	calls_add(list, "{[%uc]}>v", size);
	calls_add(list, ">{[%uc]}", size);
	calls_add(list, "i{[%uc]}d>{[%uc]}", size, size);
	calls_add(list, "i{[%uf]}d>f", size / 4);
	calls_add(list, "{[%us]i}l>{[%us]i}", size / 2 - 2, size / 2 - 2);
	if (size % 8 == 0) {
		calls_add(list, "{[%uq]}f{[%ud]}id>d", size / 8, size / 8);
		calls_add(list, "iiiiiii>{[%u{if}]}", size / 8);
	}
}

static void many(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const small[] = { "{c}",  "{f}",  "{d}",  "{p}",    "{cs}",
		                             "{ff}", "{if}", "{fi}", "{[8c]}", "{[3a]}" };
	unsigned times = (unsigned)rule->number;

	for (unsigned n = 0; n < sizeof small / sizeof *small; n++)
		calls_add(list, "%s>%s", calls_times(small[n], times), small[n]);
}

/* 20 structs of 40 bytes; and pairs of two classes, which split between registers until one class has no more. */
static void many_larger(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "%s>i", calls_times("{[40c]}", 20));
	calls_add(list, "%s>d", calls_times("{dqdqd}", 20));
	calls_add(list, "%s>i", calls_times("{ld}", 12));
	calls_add(list, "%s>i", calls_times("{dl}", 12));
	calls_add(list, "%s>i", calls_times("{ll}{dd}", 8));
	calls_add(list, "%s>i", calls_times("{fff}{lc}", 8));
	calls_add(list, "%s>i", calls_times("{ff}{i}{d}", 6));
}

#define BIG(n)  { #n, SEAM_MUST, big, "structs of about " #n " bytes arrive and return whole", NULL, n, 0 }
#define MANY(n) { #n, SEAM_MUST, many, #n " small structs arrive, each with its own values", NULL, n, 0 }

CALLS_RULES(big) = { BIG(65),   BIG(72),   BIG(100),  BIG(128),  BIG(256),           BIG(999),
	             BIG(1008), BIG(1009), BIG(1024), BIG(4096), CALLS_NO_MORE_RULES };

CALLS_RULES(many) = { MANY(7),
	              MANY(8),
	              MANY(9),
	              MANY(13),
	              MANY(16),
	              MANY(40),
	              { "larger", SEAM_MUST, many_larger,
	                "8 to 20 structs of two eightbytes and more arrive, each with its own values", NULL, 0, 0 },
	              CALLS_NO_MORE_RULES };
