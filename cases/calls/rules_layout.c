/*
 * layout.*: a peer takes size, alignment and offsets of every struct of the lists to be what C has; nothing is called.
 * Source: C11 6.7.2.1 (6, 15-18), 6.7.5; psABI 3.1.2; facts/calls.md 6 (an empty struct has size 1 in D and C++; packed that vanishes)
 */
#include <calls/shapes.h>
#include <calls/sizes.h>

static void fields(struct calls_list *list, const struct calls_rule *rule)
{
	calls_one_field(list, rule);
	calls_two_fields(list, rule);
	calls_three_fields(list, rule);
	calls_pairs(list, &(struct calls_rule){ .text = "pPb" });
}

static void sizes(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (int size = 1; size <= 64; size++)
		calls_struct_in(list, &(struct calls_rule){ .number = size });
}

/* A generator of another file, once for each number that its rules have. */
#define ALL_OF(name, generator, from, to)                                                                              \
	static void name(struct calls_list *list, const struct calls_rule *rule)                                       \
	{                                                                                                              \
		(void)rule;                                                                                            \
		for (int number = from; number <= to; number++)                                                        \
			generator(list, &(struct calls_rule){ .number = number });                                     \
	}

ALL_OF(nested, calls_nested, 1, 3)
ALL_OF(arrays, calls_arrays, 0, 3)
ALL_OF(unions, calls_unions, 0, 1)
ALL_OF(packed, calls_packed, 1, 3)
ALL_OF(aligned, calls_aligned, 0, 3)
ALL_OF(bit_fields, calls_bit_fields, 0, 3)
ALL_OF(more_bit_fields, calls_bit_fields, 5, 5)
ALL_OF(unnamed, calls_bit_fields, 4, 4)
ALL_OF(by_chance, calls_by_chance, 1, 4)

static void homogeneous(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (const char *const *text = (const char *const[]){ "f", "d", "fd", "h", NULL }; *text; text++)
		calls_homogeneous(list, &(struct calls_rule){ .text = *text });
}

#define LAYOUT(name, generator, words)                                                                                 \
	{ name, SEAM_MUST, generator, words " have C's size, alignment and offsets", NULL, 0, CALLS_LAYOUT }

CALLS_RULES(layout) = { LAYOUT("fields", fields, "structs of one, two and three scalars"),
	                LAYOUT("sizes", sizes, "structs of 1 to 64 bytes"),
	                LAYOUT("nested", nested, "structs in structs"),
	                LAYOUT("arrays", arrays, "structs with arrays"),
	                LAYOUT("homogeneous", homogeneous, "structs of floats"),
	                LAYOUT("unions", unions, "unions"),
	                LAYOUT("packed", packed, "packed structs"),
	                LAYOUT("aligned", aligned, "structs with alignment of their own"),
	                LAYOUT("bit_fields", bit_fields, "structs with bit-fields"),
	                LAYOUT("packed_bit_fields", more_bit_fields, "packed structs with bit-fields"),
	                LAYOUT("unnamed_bit_fields", unnamed, "structs with unnamed bit-fields"),
	                LAYOUT("empty", calls_empty, "empty structs"),
	                LAYOUT("shapes", calls_shapes, "structs of every class"),
	                LAYOUT("random", by_chance, "structs by chance"),
	                CALLS_NO_MORE_RULES };
