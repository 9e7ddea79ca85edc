/*
 * nested.* array.* hfa.*: structs in structs, arrays in structs, and structs of floats alone.
 * Source: psABI 3.2.3 (classes are those of the fields, wherever they are nested); AAPCS64 5.9.5 (homogeneous aggregates of up to
 * four), RISC-V 2.1 (flattened); facts/calls.md 1 (an inner struct at an offset that is no multiple of 8) and 8; facts/engines.md 10,
 * items 31, 33, 34
 */
#include <calls/shapes.h>
#include <calls/text.h>

/* The ways that a struct is asked for in this file. */
static void each(struct calls_list *list, const char *type)
{
	calls_add(list, ">%s", type);
	calls_add(list, "i%sf>%s", type, type);
	calls_add(list, "iiiii%sid>i", type);
	calls_add(list, "ddddddd%sid>d", type);
	calls_add(list, "iiidddddd%s%sid>i", type, type);
}

static void all(struct calls_list *list, const char *const *types)
{
	for (; *types; types++)
		each(list, *types);
}

void calls_nested(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const inner_off_eight[] = { "{f{ccc}}", "{c{cs}}",   "{i{ff}}",       "{f{if}}",
		                                       "{s{sf}}",  "{c{fc}}",   "{f{fd}}",       "{{cs}f}",
		                                       "{{ccc}f}", "{i{f{c}}}", "{c{ccc}{cc}f}", NULL };
	static const char *const inner[] = { "{l{f}}",   "{d{cc}}",    "{{d}{l}}",   "{{ff}f}",
		                             "{{ll}l}",  "{p{sf}}",    "{{cs}{df}}", "{{{i}f}{d}}",
		                             "{l{ddd}}", "{{ff}{ff}}", NULL };
	static const char *const single[] = { "{{f}}", "{{{d}}}", "{{f}f}", "{f{f}}", "{{{{f}}}}",
		                              "{{i}}", "{{{c}}}", "{{D}}",  "{{p}}",  NULL };

	all(list, rule->number == 1 ? inner_off_eight : rule->number == 2 ? inner : single);
}

void calls_arrays(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const ones[] = { "{[1c]}",  "{[1f]}",   "{[1d]}",  "{[1l]}", "{[1p]}",
		                            "{i[1f]}", "{[1{f}]}", "{[1f]d}", NULL };
	static const char *const floats[] = { "{[2f]}", "{[3f]}",  "{[4f]}",  "{[5f]}",  "{[2d]}",
		                              "{[3d]}", "{c[2f]}", "{f[3c]}", "{d[2f]}", NULL };
	static const char *const integers[] = { "{c[7c]}", "{[2l]}",  "{[3s]}",  "{[3i]}",  "{[2p]}",
		                                "{[5b]}",  "{[3s]f}", "{f[4s]}", "{l[4A]}", NULL };
	static const char *const structs[] = { "{[2{cs}]}", "{[2{if}]}",  "{[3{c}]}",  "{[2{f}]}",      "{[3{f}]d}",
		                               "{[2{dd}]}", "{c[2{cc}]}", "{[2[2f]]}", "{[2{[2c]s}]f}", NULL };
	static const char *const *const all_of[] = { ones, floats, integers, structs };

	all(list, all_of[rule->number]);
}

/* One to six of them: registers hold four of a kind on AArch64, two on RISC-V, 16 bytes on x86-64; then too many for what is left. */
void calls_homogeneous(struct calls_list *list, const struct calls_rule *rule)
{
	for (unsigned count = 1; count <= 6; count++) {
		const char *type = calls_cycle(rule->text, count);
		calls_add(list, "{%s}>{%s}", type, type);
		calls_add(list, ">{%s}", type);
		for (unsigned before = 4; before < 9; before++)
			calls_add(list, "%s{%s}id>d", calls_times("d", before), type);
		calls_add(list, "i{%s}{%s}{%s}f>f", type, type, type);
	}
}

CALLS_RULES(nested) = { { "off_eight", SEAM_MUST, calls_nested,
	                  "an inner struct at an offset that is no multiple of 8 arrives and returns", NULL, 1, 0 },
	                { "inner", SEAM_MUST, calls_nested, "structs in structs arrive and return", NULL, 2, 0 },
	                { "single", SEAM_MUST, calls_nested,
	                  "a struct that is all of another's fields travels as if it were that field", NULL, 3, 0 },
	                CALLS_NO_MORE_RULES };

CALLS_RULES(array) = {
	{ "one", SEAM_MUST, calls_arrays, "a field that is an array of one travels as its element does", NULL, 0, 0 },
	{ "floats", SEAM_MUST, calls_arrays, "arrays of floats and doubles in structs arrive and return", NULL, 1, 0 },
	{ "integers", SEAM_MUST, calls_arrays, "arrays of integers in structs arrive and return", NULL, 2, 0 },
	{ "structs", SEAM_MUST, calls_arrays, "arrays of structs, and of arrays, in structs arrive and return", NULL, 3,
	  0 },
	CALLS_NO_MORE_RULES
};

CALLS_RULES(hfa) = {
	{ "float", SEAM_MUST, calls_homogeneous, "structs of one to six floats arrive and return", "f", 0, 0 },
	{ "double", SEAM_MUST, calls_homogeneous, "structs of one to six doubles arrive and return", "d", 0, 0 },
	{ "float_double", SEAM_MUST, calls_homogeneous, "structs of floats and doubles in turn arrive and return", "fd",
	  0, 0 },
	{ "half", SEAM_MUST, calls_homogeneous, "structs of one to six _Float16 arrive and return", "h", 0, 0 },
	CALLS_NO_MORE_RULES
};
