/*
 * bit_field.*: structs with bit-fields, by value.
 * Source: C11 6.7.2.1 (11); psABI 3.1.2, 3.2.3 (a bit-field's eightbyte is INTEGER); facts/calls.md 4 (unnamed ones: gcc and clang
 * disagree whether padding has a class); facts/engines.md 10, item 39
 */
#include <calls/shapes.h>

static const char *const one_unit[] = { "{i:1}",    "{I:1}",     "{i:3}",    "{I:31}",         "{i:32}", "{a:3}",
	                                "{A:7}",    "{s:9}",     "{S:15}",   "{b:1}",          "{q:33}", "{Q:63}",
	                                "{i:3i:5}", "{I:3I:29}", "{A:3A:3}", "{i:1i:1i:1b:1}", NULL };
static const char *const crossing[] = {
	"{i:20i:20}", "{I:31I:2}",      "{A:5A:5A:5}",  "{s:9s:9}",     "{q:40q:40}",
	"{Q:3Q:62}",  "{i:17i:17i:17}", "{q:1Q:63q:2}", "{b:1i:31A:1}", "{i:30i:30i:30i:30i:30}",
	NULL
};
static const char *const mixed[] = { "{ci:3}",    "{i:3c}",   "{i:3f}",   "{fi:3}",  "{i:24c}",  "{dI:7}",
	                             "{I:7d}",    "{q:40f}",  "{fi:9f}",  "{ci:4s}", "{lq:33d}", "{pi:3i:4}",
	                             "{i:3[3c]}", "{f{i:3}}", "{{i:3}d}", "(i:5f)",  "(dQ:40)",  NULL };
static const char *const new_unit[] = {
	"{i:3_i:0i:3}", "{A:3_A:0A:3}", "{i:3_i:0f}", "{q:3_q:0q:3}", "{s:3_s:0c}", NULL
};
static const char *const unnamed[] = { "{_i:32f}", "{f_i:32}",  "{_q:64d}", "{i:3_i:5i:3}", "{_i:3c}", "{c_i:0}",
	                               "{d_i:7}",  "{f_i:16f}", NULL };
static const char *const packed[] = { "{i:3c}!",      "{ci:20}!",      "{i:20i:20}!", "{q:40q:40}!",
	                              "{A:3i:7s:9}!", "{i:20i:20}@16", NULL };

void calls_bit_fields(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const *const all[] = { one_unit, crossing, mixed, new_unit, unnamed, packed };

	for (const char *const *type = all[rule->number]; *type; type++) {
		calls_add(list, ">%s", *type);
		calls_add(list, "i%sd>%s", *type, *type);
		calls_add(list, "ffiiiii%sid>i", *type);
	}
}

CALLS_RULES(bit_field) = {
	{ "one_unit", SEAM_MUST, calls_bit_fields, "bit-fields of one unit arrive and return with value and sign", NULL,
	  0, 0 },
	{ "crossing", SEAM_MUST, calls_bit_fields, "bit-fields that do not fit into a unit go to the next, and arrive",
	  NULL, 1, 0 },
	{ "mixed", SEAM_MUST, calls_bit_fields, "bit-fields beside other members arrive, and so do these", NULL, 2, 0 },
	{ "new_unit", SEAM_MUST, calls_bit_fields, "a bit-field of width 0 ends the unit", NULL, 3, 0 },
	{ "unnamed", SEAM_MAY, calls_bit_fields,
	  "structs with unnamed bit-fields arrive; gcc and clang disagree on their class", NULL, 4, 0 },
	{ "packed", SEAM_MUST, calls_bit_fields, "bit-fields of packed and of aligned structs arrive and return", NULL,
	  5, 0 },
	CALLS_NO_MORE_RULES
};
