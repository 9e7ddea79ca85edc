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

#endif
