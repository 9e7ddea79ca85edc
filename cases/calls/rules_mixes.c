/*
 * mixes.*: registers of one class run out before, with or after those of the other; no argument waits for another's class.
 * Source: psABI 3.2.3 (6 INTEGER, 8 SSE), AAPCS64 6.8.2 (8 and 8), RISC-V (8 and 8), ELFv2 (8 and 13), s390x (5 and 4);
 * facts/calls.md 1 ("6th integer", "integer after a float") and 8 (0-10 ints and 0-14 doubles; a register left free must stay free)
 */
#include <calls/rules.h>
#include <calls/text.h>

static void ints_then_doubles(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned ints = 0; ints <= 10; ints++)
		for (unsigned doubles = 0; doubles <= 14; doubles++)
			calls_add(list, "%s%slfcd>%c", calls_times("i", ints), calls_times("d", doubles),
			          "idlf"[(ints + doubles) % 4]);
}

static void floats_then_longs(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned floats = 0; floats <= 14; floats += floats < 6 ? 3 : 1)
		for (unsigned longs = 0; longs <= 10; longs += longs < 3 ? 3 : 1)
			calls_add(list, "%s%ssdi>f", calls_times("f", floats), calls_times("l", longs));
}

static void in_turn(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned length = 1; length < 34; length++)
		calls_add(list, "%s>%c", calls_cycle(rule->text, length), rule->text[length % 2]);
}

/* A double on the stack leaves the integers' registers as they are, and the other way round. */
static void left_free(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned doubles = 7; doubles < 15; doubles++)
		for (unsigned ints = 0; ints < 6; ints++)
			calls_add(list, "%s%sli>l", calls_times("d", doubles), calls_times("i", ints));
	for (unsigned ints = 4; ints < 10; ints++)
		for (unsigned floats = 0; floats < 4; floats++)
			calls_add(list, "%s%sdf>d", calls_times("i", ints), calls_times("f", floats));
}

static void sixth_integer(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (const char *type = "bcsilpAQ"; *type; type++) {
		calls_add(list, "iiiii%c>%c", *type, *type);
		calls_add(list, "lllll%c%c>%c", *type, *type, *type);
		calls_add(list, "iifiidi%ci>d", *type);
		calls_add(list, "dddddddddiiiii%ci>i", *type);
	}
}

static void after_a_float(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (const char *type = "bcsilpAQeE"; *type; type++)
		for (const char *real = "fd"; *real; real++) {
			calls_add(list, "%c%c>%c", *real, *type, *type);
			calls_add(list, "i%c%c>%c", *real, *type, *real);
			calls_add(list, "%c%c%c%c>i", *type, *real, *type, *real);
		}
}

CALLS_RULES(mixes) = { { "ints_then_doubles", SEAM_MUST, ints_then_doubles,
	                 "0-10 ints and 0-14 doubles arrive, and what stands behind them", NULL, 0, 0 },
	               { "floats_then_longs", SEAM_MUST, floats_then_longs,
	                 "0-14 floats and 0-10 longs arrive, and what stands behind them", NULL, 0, 0 },
	               { "int_float", SEAM_MUST, in_turn,
	                 "ints and floats in turn arrive, while registers last and after", "if", 0, 0 },
	               { "double_long", SEAM_MUST, in_turn,
	                 "doubles and longs in turn arrive, while registers last and after", "dl", 0, 0 },
	               { "two_and_one", SEAM_MUST, in_turn,
	                 "two floats to one integer arrive, while registers last and after", "dfi", 0, 0 },
	               { "left_free", SEAM_MUST, left_free,
	                 "a register that one class leaves free is not used by the other", NULL, 0, 0 },
	               { "sixth_integer", SEAM_MUST, sixth_integer,
	                 "the last integer in a register arrives, whatever its kind", NULL, 0, 0 },
	               { "after_a_float", SEAM_MUST, after_a_float,
	                 "an integer after a float arrives, whatever its kind", NULL, 0, 0 },
	               CALLS_NO_MORE_RULES };
