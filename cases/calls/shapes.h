/* calls/shapes.h - lists that several rules share, so that each signature is compiled once and asked for in several ways. */
#ifndef SEAM_CALLS_SHAPES_H
#define SEAM_CALLS_SHAPES_H

#include <calls/rules.h>

/* Generators: about 80 signatures of every class; the first 60 of them. */
void calls_shapes(struct calls_list *list, const struct calls_rule *rule);
void calls_sixty_shapes(struct calls_list *list, const struct calls_rule *rule);

/* Generators of the rules' files, for the rules that ask for the same structs in another way. */
void calls_one_field(struct calls_list *list, const struct calls_rule *rule);
void calls_two_fields(struct calls_list *list, const struct calls_rule *rule);
void calls_three_fields(struct calls_list *list, const struct calls_rule *rule);
void calls_pairs(struct calls_list *list, const struct calls_rule *rule);
void calls_nested(struct calls_list *list, const struct calls_rule *rule);
void calls_arrays(struct calls_list *list, const struct calls_rule *rule);
void calls_homogeneous(struct calls_list *list, const struct calls_rule *rule);
void calls_unions(struct calls_list *list, const struct calls_rule *rule);
void calls_packed(struct calls_list *list, const struct calls_rule *rule);
void calls_aligned(struct calls_list *list, const struct calls_rule *rule);
void calls_bit_fields(struct calls_list *list, const struct calls_rule *rule);
void calls_by_chance(struct calls_list *list, const struct calls_rule *rule);
void calls_empty(struct calls_list *list, const struct calls_rule *rule);

#endif
