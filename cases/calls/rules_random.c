/*
 * random.*: signatures by chance, from a fixed seed, so that they are the same at every run.
 * Source: facts/calls.md 1 (systematic beats random: these are few; sweeps go on from any seed); facts/engines.md 11 (1)
 */
#include <calls/random.h>
#include <calls/shapes.h>

enum { EACH = 90, MOST_TRIES = 2000 };

/* rule->number is the kind, and the seed too.  A platform that lacks types has as many, from further on in the sequence. */
void calls_by_chance(struct calls_list *list, const struct calls_rule *rule)
{
	uint64_t state = (uint64_t)rule->number;

	for (unsigned n = 0; n < MOST_TRIES && calls_list_count(list) < EACH; n++)
		calls_random(list, &state, (unsigned)rule->number);
}

#define CHANCE(name, kind, words) { name, SEAM_MUST, calls_by_chance, words " arrive and return", NULL, kind, 0 }

CALLS_RULES(random) = {
	CHANCE("scalars", CALLS_RANDOM_SCALARS, "scalars in any order"),
	CHANCE("structs", CALLS_RANDOM_STRUCTS, "structs of scalars"),
	CHANCE("mixed", CALLS_RANDOM_MIXED, "structs and scalars in any order"),
	CHANCE("nested", CALLS_RANDOM_NESTED, "structs with structs and arrays in them, among scalars,"),
	CHANCE("odd", CALLS_RANDOM_ODD,
	       "unions, bit-fields, packed and aligned structs, long doubles and complexes, among others,"),
	CALLS_NO_MORE_RULES
};
