/*
 * complex.* int128.* vector.*: scalars of GNU C and C11 that take two registers, or one of the wide ones.
 * Source: psABI 3.2.3 (complex as a struct of two; _Complex long double is X87 COMPLEX; __int128 as two INTEGERs, aligned 16 on the
 * stack; __m64 and __m128 are SSE); facts/calls.md 1, 4 on what gcc and clang disagree about; facts/engines.md 10, items 12, 13, 32
 */
#include <calls/rules.h>
#include <calls/text.h>

static void after_each(struct calls_list *list, const struct calls_rule *rule, const char *filler, unsigned most)
{
	for (unsigned before = 0; before <= most; before++)
		calls_add(list, "%s%sid>%s", calls_times(filler, before), rule->text, before % 2 ? rule->text : "i");
}

static void complex(struct calls_list *list, const struct calls_rule *rule)
{
	calls_add(list, ">%s", rule->text);
	calls_add(list, "%s%s>%s", rule->text, rule->text, rule->text);
	calls_add(list, "%s>v", calls_times(rule->text, 6));
	calls_add(list, "{%s}>{%s}", rule->text, rule->text);
	calls_add(list, "{i%s}{%sc}>v", rule->text, rule->text);
	calls_add(list, "%si%sl%sf>d", rule->text, rule->text, rule->text);
	after_each(list, rule, "d", 10);
	after_each(list, rule, "i", 7);
}

/* Five integers leave one register: compilers disagree whether the half goes there (after_five). */
static void int128(struct calls_list *list, const struct calls_rule *rule)
{
	calls_add(list, ">%s", rule->text);
	calls_add(list, "%s%s>%s", rule->text, rule->text, rule->text);
	calls_add(list, "%s%s%s>i", rule->text, rule->text, rule->text);
	calls_add(list, "d%sf%s>%s", rule->text, rule->text, rule->text);
	for (unsigned before = 0; before < 10; before++)
		if (before != 5) {
			calls_add(list, "%s%s>%s", calls_times("i", before), rule->text, rule->text);
			calls_add(list, "%s%sd>d", calls_times("l", before), rule->text);
		}
	calls_add(list, "{%s}>{%s}", rule->text, rule->text);
	calls_add(list, "{%sc}>{c%s}", rule->text, rule->text);
	calls_add(list, "iiiiiii{%s}i>v", rule->text);
}

static void after_five(struct calls_list *list, const struct calls_rule *rule)
{
	(void)rule;
	calls_add(list, "iiiiix16>x16");
	calls_add(list, "iiiiix16ii>i");
	calls_add(list, "lllllX16l>X16");
	calls_add(list, "iiiii{x16}i>i");
	calls_add(list, "x16x16ix16i>i");
}

static void vector(struct calls_list *list, const struct calls_rule *rule)
{
	calls_add(list, "%s>v", rule->text);
	calls_add(list, ">%s", rule->text);
	calls_add(list, "%s>%s", calls_times(rule->text, 9), rule->text);
	calls_add(list, "i%sd%s>%s", rule->text, rule->text, rule->text);
	calls_add(list, "{%s}>{%s}", rule->text, rule->text);
	calls_add(list, "ddddddddi%sid>i", rule->text);
}

static void vectors(struct calls_list *list, const struct calls_rule *rule)
{
	static const char *const wide[] = { "V4f", "V2d", "V4i", "V2q", "V16a", "V8s", NULL };
	static const char *const half[] = { "V2f", "V2i", "V8a", "V4s", NULL };
	static const char *const odd[] = { "V1d", "V1q", "V4a", "V2s", "V8f", "V4d", "V8i", NULL };

	for (const char *const *type = rule->number == 16 ? wide : rule->number == 8 ? half : odd; *type; type++)
		vector(list, &(struct calls_rule){ .text = *type });
}

CALLS_RULES(complex) = { { "float", SEAM_MUST, complex,
	                   "a float _Complex arrives and returns, both parts in their order", "Zf", 0, 0 },
	                 { "double", SEAM_MUST, complex,
	                   "a double _Complex arrives and returns, both parts in their order", "Zd", 0, 0 },
	                 { "long_double", SEAM_MUST, complex,
	                   "a long double _Complex arrives on the stack and returns on the x87 stack", "ZD", 0, 0 },
	                 CALLS_NO_MORE_RULES };

CALLS_RULES(int128) = {
	{ "signed", SEAM_MUST, int128, "an __int128 arrives and returns, both halves in their order", "x16", 0, 0 },
	{ "unsigned", SEAM_MUST, int128, "an unsigned __int128 arrives and returns, both halves in their order", "X16",
	  0, 0 },
	{ "after_five", SEAM_MAY, after_five,
	  "an __int128 for which one register is left goes to the stack whole; clang up to 19 splits it", NULL, 0, 0 },
	CALLS_NO_MORE_RULES
};

CALLS_RULES(vector) = {
	{ "bytes_16", SEAM_MUST, vectors, "a vector of 16 bytes arrives and returns in a vector register", NULL, 16,
	  0 },
	{ "bytes_8", SEAM_MUST, vectors, "a vector of 8 bytes arrives and returns in a vector register", NULL, 8, 0 },
	{ "other_sizes", SEAM_MAY, vectors,
	  "vectors of 4 and 32 bytes and of one element arrive; gcc and clang disagree on how, and on whether without AVX",
	  NULL, 0, 0 },
	CALLS_NO_MORE_RULES
};
