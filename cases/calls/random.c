/* Signatures by chance: a text is written from left to right, choice by choice. */
#include <calls/random.h>
#include <stdio.h>
#include <string.h>

struct writer {
	uint64_t *state;
	unsigned kind;
	unsigned length;
	char text[2048];
};

static unsigned pick(struct writer *w, unsigned below)
{
	return (unsigned)((calls_next(w->state) >> 32) * below >> 32);
}

static void put(struct writer *w, const char *text)
{
	size_t size = strlen(text);

	if (w->length + size < sizeof w->text) {
		memcpy(w->text + w->length, text, size + 1);
		w->length += (unsigned)size;
	}
}

static void put_number(struct writer *w, const char *before, unsigned number)
{
	char text[16];

	snprintf(text, sizeof text, "%s%u", before, number);
	put(w, text);
}

/* The everyday types more often than the others. */
static void scalar(struct writer *w)
{
	static const char often[] = "ilfdilfdcspbciAQ", seldom[] = "asSILqNnJjMmeEPwuU";
	static const char *const odd[] = { "D", "Zf", "Zd", "D" };

	if (w->kind == CALLS_RANDOM_ODD && pick(w, 8) == 0)
		put(w, odd[pick(w, 4)]);
	else if (pick(w, 4))
		put(w, (const char[]){ often[pick(w, sizeof often - 1)], 0 });
	else
		put(w, (const char[]){ seldom[pick(w, sizeof seldom - 1)], 0 });
}

static void bit_field(struct writer *w)
{
	static const struct {
		const char *type;
		unsigned bits;
	} units[] = { { "i", 32 }, { "I", 32 }, { "A", 8 }, { "s", 16 }, { "q", 64 }, { "b", 1 } };
	unsigned n = pick(w, 6);

	put(w, units[n].type);
	put_number(w, ":", 1 + pick(w, units[n].bits));
}

static void aggregate(struct writer *w, unsigned depth);

static void member(struct writer *w, unsigned depth)
{
	unsigned choice = pick(w, 12);

	if (w->kind == CALLS_RANDOM_ODD && choice == 11) {
		bit_field(w);
	} else if (w->kind >= CALLS_RANDOM_NESTED && choice < 3 && depth < 3) {
		aggregate(w, depth + 1);
	} else if (w->kind >= CALLS_RANDOM_NESTED && choice < 5) {
		put_number(w, "[", 1 + pick(w, pick(w, 4) ? 4 : 12));
		if (depth < 3 && pick(w, 3) == 0)
			aggregate(w, depth + 1);
		else
			scalar(w);
		put(w, "]");
	} else {
		scalar(w);
	}
}

/* One to three members in most: what passes in registers is small. */
static void aggregate(struct writer *w, unsigned depth)
{
	bool odd = w->kind == CALLS_RANDOM_ODD, is_union = odd && pick(w, 5) == 0;
	unsigned count = 1 + pick(w, pick(w, 4) ? 3 : 6);

	put(w, is_union ? "(" : "{");
	while (count--)
		member(w, depth);
	put(w, is_union ? ")" : "}");
	if (odd && pick(w, 8) == 0)
		put(w, "!");
	if (odd && pick(w, 10) == 0)
		put_number(w, "@", 1u << (1 + pick(w, 4)));
}

static void scalars(struct writer *w, unsigned most)
{
	unsigned count = pick(w, most + 1);

	while (count--)
		scalar(w);
}

static void structs_and_scalars(struct writer *w)
{
	unsigned count = 1 + pick(w, 6);

	scalars(w, pick(w, 2) ? 4 : 14);
	while (count--)
		if (pick(w, 2))
			aggregate(w, 0);
		else
			scalar(w);
}

static void arguments(struct writer *w)
{
	if (w->kind == CALLS_RANDOM_SCALARS) {
		scalars(w, pick(w, 2) ? 12 : 60);
	} else if (w->kind == CALLS_RANDOM_STRUCTS) {
		for (unsigned count = 1 + pick(w, 9); count; count--)
			aggregate(w, 0);
	} else {
		structs_and_scalars(w);
	}
}

void calls_random(struct calls_list *list, uint64_t *state, unsigned kind)
{
	struct writer w = { .state = state, .kind = kind };

	arguments(&w);
	put(&w, ">");
	if (pick(&w, 6) == 0)
		put(&w, "v");
	else if (kind != CALLS_RANDOM_SCALARS && pick(&w, 2))
		aggregate(&w, 0);
	else
		scalar(&w);
	if (w.length < sizeof w.text - 16)
		calls_add(list, "%s", w.text);
}
