/* calls/sizes.h - structs of a given size, for the rules that go through the sizes. */
#ifndef SEAM_CALLS_SIZES_H
#define SEAM_CALLS_SIZES_H

#include <calls/rules.h>

/*
 * Struct number `variant` of exactly `size` bytes, without padding where C's types have their usual sizes: chars first, then
 * what the size's divisors allow.  NULL when there are no more.  Static; it holds until the next call.
 */
const char *calls_struct_of(unsigned size, unsigned variant);

/* Generators: structs of rule->number bytes as arguments, and as results. */
void calls_struct_in(struct calls_list *list, const struct calls_rule *rule);
void calls_struct_out(struct calls_list *list, const struct calls_rule *rule);

/* clang-format off */
/* SIZE(1) … SIZE(64), for a table with a rule a size. */
#define CALLS_EACH_SIZE(SIZE) \
	SIZE(1), SIZE(2), SIZE(3), SIZE(4), SIZE(5), SIZE(6), SIZE(7), SIZE(8), \
	SIZE(9), SIZE(10), SIZE(11), SIZE(12), SIZE(13), SIZE(14), SIZE(15), SIZE(16), \
	SIZE(17), SIZE(18), SIZE(19), SIZE(20), SIZE(21), SIZE(22), SIZE(23), SIZE(24), \
	SIZE(25), SIZE(26), SIZE(27), SIZE(28), SIZE(29), SIZE(30), SIZE(31), SIZE(32), \
	SIZE(33), SIZE(34), SIZE(35), SIZE(36), SIZE(37), SIZE(38), SIZE(39), SIZE(40), \
	SIZE(41), SIZE(42), SIZE(43), SIZE(44), SIZE(45), SIZE(46), SIZE(47), SIZE(48), \
	SIZE(49), SIZE(50), SIZE(51), SIZE(52), SIZE(53), SIZE(54), SIZE(55), SIZE(56), \
	SIZE(57), SIZE(58), SIZE(59), SIZE(60), SIZE(61), SIZE(62), SIZE(63), SIZE(64)
/* clang-format on */

#endif
