/*
 * float.*: float, double, long double and _Float16 arrive with all their bits: -0, denormals, NaN payloads.
 * Source: psABI 3.2.3 (SSE: xmm0-7, then the stack; long double: X87, on the stack, back in st0); facts/calls.md 2;
 * facts/engines.md 10, items 10, 11, 51
 */
#include <calls/rules.h>
#include <calls/text.h>

/* Alone, at each place of nine (eight are registers), next to integers and floats of another width. */
static void everywhere(struct calls_list *list, const struct calls_rule *rule)
{
	const char *type = rule->text;

	calls_add(list, "%s>v", type);
	calls_add(list, ">%s", type);
	calls_add(list, "i>%s", type);
	for (unsigned before = 0; before < 9; before++)
		calls_add(list, "%s%s%s>%s", calls_times("d", before), type, calls_times("f", 8 - before), type);
	for (unsigned before = 1; before < 10; before++)
		calls_add(list, "%s%si>%s", calls_times("i", before), type, type);
	for (unsigned times = 2; times < 17; times += times < 10 ? 1 : 3)
		calls_add(list, "%s>%s", calls_times(type, times), type);
	calls_add(list, "%s>v", calls_times(type, 40));
	calls_add(list, "i%sl%si%sl%s>d", type, type, type, type);
	calls_add(list, "%si%sl%si%sl>i", type, type, type, type);
}

/* A long double lies on the stack while registers are free: what follows it goes on using them. */
static void uses_no_register(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned ints = 0; ints < 8; ints += ints < 4 ? 4 : 1)
		for (unsigned doubles = 0; doubles < 11; doubles += doubles < 6 ? 6 : 1)
			calls_add(list, "%sD%sid>D", calls_times("i", ints), calls_times("d", doubles));
	calls_add(list, "iiiiiiiD>D");
	calls_add(list, "iiiiiiiDiD>i");
	calls_add(list, "dddddddddD>D");
	calls_add(list, "dddddddddDfDi>D");
}

static void float_and_double(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	for (unsigned length = 2; length < 15; length++) {
		calls_add(list, "%s>f", calls_cycle("fd", length));
		calls_add(list, "%s>d", calls_cycle("ddf", length));
	}
}

static void signalling(struct calls_list *list, const struct calls_rule *rule)
{
	const char *type = rule->text;

	calls_add(list, "%s>v", type);
	calls_add(list, ">%s", type);
	calls_add(list, "%s>%s", calls_times(type, 9), type);
	calls_add(list, "{%s}>{%s}", type, type);
	calls_add(list, "{%s%s}>{%s%s%s}", type, type, type, type, type);
}

CALLS_RULES(float) = {
	{ "float", SEAM_MUST, everywhere, "a float arrives and returns with all its bits, and as a float", "f", 0, 0 },
	{ "double", SEAM_MUST, everywhere, "a double arrives and returns with all its bits", "d", 0, 0 },
	{ "long_double", SEAM_MUST, everywhere, "a long double arrives and returns with all its digits", "D", 0, 0 },
	{ "long_double_on_stack", SEAM_MUST, uses_no_register,
	  "a long double takes its place on the stack, aligned, and no register from those behind it", NULL, 0, 0 },
	{ "half", SEAM_MUST, everywhere, "a _Float16 arrives and returns with all its bits", "h", 0, 0 },
	{ "float_and_double", SEAM_MUST, float_and_double,
	  "floats and doubles share the registers, and none is taken for the other", NULL, 0, 0 },
	{ "signalling", SEAM_MAY, signalling, "a signalling NaN of a float is not quieted on the way", "f", 0,
	  CALLS_SIGNALLING },
	{ "signalling_double", SEAM_MAY, signalling, "a signalling NaN of a double is not quieted on the way", "d", 0,
	  CALLS_SIGNALLING },
	CALLS_NO_MORE_RULES
};
