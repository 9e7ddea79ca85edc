/* Structs of a given size: what repeats, and a last part or a first one of other fields. */
#include <calls/sizes.h>
#include <calls/text.h>
#include <stdio.h>

/* `unit` bytes a part: the parts that make up the size are taken in turn from `fields`, but for `head` and `tail`, one part each. */
struct pattern {
	unsigned unit;
	const char *head, *fields, *tail;
};

static const struct pattern patterns[] = {
	{ 2, "", "s", "" },    { 2, "", "s", "aa" }, { 4, "", "f", "" },   { 4, "", "if", "" },    { 4, "", "fi", "" },
	{ 4, "", "i", "saa" }, { 8, "", "q", "" },   { 8, "", "d", "" },   { 8, "", "dq", "" },    { 8, "", "qd", "" },
	{ 8, "", "d", "ff" },  { 8, "ff", "q", "" }, { 8, "fi", "d", "" }, { 8, "", "q", "isaa" },
};

static const char *chars(unsigned size, unsigned variant)
{
	static char text[32];

	if (variant == 0)
		snprintf(text, sizeof text, "{[%ua]}", size);
	else if (size <= 20)
		snprintf(text, sizeof text, "{%s}", calls_times("a", size));
	else
		snprintf(text, sizeof text, "{[%ua]A[%ua]}", size / 2, size - size / 2 - 1);
	return text;
}

const char *calls_struct_of(unsigned size, unsigned variant)
{
	static char text[64];

	if (variant < 2)
		return chars(size, variant);
	for (unsigned n = 0, nth = 2; n < sizeof patterns / sizeof *patterns; n++) {
		const struct pattern *p = &patterns[n];
		unsigned parts = size / p->unit, ends = (*p->head ? 1u : 0u) + (*p->tail ? 1u : 0u);
		if (size % p->unit || parts < ends || nth++ < variant)
			continue;
		snprintf(text, sizeof text, "{%s%s%s}", p->head, calls_cycle(p->fields, parts - ends), p->tail);
		return text;
	}
	return NULL;
}

/* In registers, after an integer, after each class is used up, after both, and twice. */
static const char *const before[] = { "", "i", "iiiiii", "dddddddd", "cccccf", "iiiiiddddddd", "lllllldddddddd" };
enum { PLACES = sizeof before / sizeof *before };

void calls_struct_in(struct calls_list *list, const struct calls_rule *rule)
{
	unsigned size = (unsigned)rule->number;
	const char *type;

	for (unsigned variant = 0; (type = calls_struct_of(size, variant)); variant++) {
		if (variant < 2)
			calls_add(list, "%s>v", type);
		calls_add(list, "%s%sid>i", before[1 + (variant + size) % (PLACES - 1)], type);
		if (variant == 0)
			for (unsigned n = 0; n < PLACES; n++)
				calls_add(list, "%s%sid>d", before[n], type);
	}
	calls_add(list, "{[%ua]}i{[%ua]}>l", size, size);
}

void calls_struct_out(struct calls_list *list, const struct calls_rule *rule)
{
	unsigned size = (unsigned)rule->number;
	const char *type;

	for (unsigned variant = 0; (type = calls_struct_of(size, variant)); variant++)
		calls_add(list, variant % 2 ? "id>%s" : ">%s", type);
	calls_add(list, "lf>{[%ua]}", size);
	calls_add(list, "{[%ua]}>{[%ua]}", size, size);
	calls_add(list, "iiiiiiiddddddddd>{[%ua]}", size);
}
