#include "shrink.h"

#include "../../../harness/lib/text.h"
#include "lists.h"
#include "tried.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_IN_A_ROUND = 1200, MOST_ROUNDS = 120 };

void target_open(struct target *target, const char *text, unsigned way, enum verdict verdict, enum sides sides)
{
	*target = (struct target){ .way = way, .verdict = verdict, .sides = sides, .text = copy_new(text) };
	candidates_of(&target->candidates, target->text, 0);
}

void target_close(struct target *target)
{
	candidates_free(&target->candidates);
	candidates_free(&target->merged);
	free(target->text);
	free(target->fallback);
}

static bool fails_alike(const struct target *t, const char *text)
{
	return tried(t->sides, text, t->way) == t->verdict;
}

static const char *cheapest(const struct target *t, const struct candidates *list, const char *otherwise)
{
	const char *best = otherwise;

	for (size_t i = 0; i < list->count; i++)
		if (fails_alike(t, list->list[i].text) && (!best || signature_cost(list->list[i].text) < signature_cost(best)))
			best = list->list[i].text;
	return best;
}

/* Goes on from a smaller text. */
static void step_to(struct target *t, const char *text)
{
	char *next = copy_new(text);

	free(t->text);
	free(t->fallback);
	t->text = next;
	t->fallback = NULL;
	t->phase = 1; /* what could not be left out before may be left out now */
	candidates_free(&t->candidates);
	candidates_free(&t->merged);
	candidates_of(&t->candidates, t->text, t->phase);
}

static void next_phase(struct target *t)
{
	candidates_free(&t->candidates);
	if (++t->phase == PHASES)
		t->done = true;
	else
		candidates_of(&t->candidates, t->text, t->phase);
}

/* Steps that each hold may hold together: all of them, halves, quarters. */
static void merge(struct target *t)
{
	const struct candidate **good = need(malloc((t->candidates.count + 1) * sizeof *good));
	size_t count = 0;

	for (size_t i = 0; i < t->candidates.count; i++)
		if (t->candidates.list[i].end >= t->candidates.list[i].start && fails_alike(t, t->candidates.list[i].text))
			good[count++] = &t->candidates.list[i];
	for (size_t size = count; size > 1; size = (size + 1) / 2) {
		for (size_t first = 0; first < count; first += size) {
			char *text = candidates_merged(t->text, good + first, first + size < count ? size : count - first);

			if (text)
				candidates_add(&t->merged, text);
			free(text);
		}
		if (size <= count / 8 + 1)
			break;
	}
	free(good);
}

static const struct candidates *asked(const struct target *t)
{
	return t->fallback ? &t->merged : &t->candidates;
}

/* Goes on as far as is known.  Returns whether something has to be tried; what is not known counts as passed when `by_memory`. */
static bool advance(struct target *t, bool by_memory)
{
	while (!t->done) {
		const struct candidates *list = asked(t);
		const char *best;

		for (size_t i = 0; !by_memory && i < list->count; i++)
			if (tried(t->sides, list->list[i].text, t->way) == VERDICT_UNKNOWN)
				return true;
		if (t->fallback) {
			step_to(t, cheapest(t, &t->merged, t->fallback));
			continue;
		}
		best = cheapest(t, &t->candidates, NULL);
		if (!best) {
			next_phase(t);
			continue;
		}
		t->fallback = copy_new(best);
		merge(t);
	}
	return false;
}

void shrink_by_memory(struct target *target)
{
	advance(target, true);
}

/* What a verdict is for the memory: both ways of each signature of the batch. */
static void remember(enum sides sides, const struct calls_list *batch, const struct outcomes *out)
{
	uint8_t(*verdicts)[WAYS] = need(calloc(calls_list_count(batch) + 1, sizeof *verdicts));

	for (size_t i = 0; i < out->count; i++)
		verdicts[out->items[i].number][out->items[i].way] = (uint8_t)out->items[i].verdict;
	for (size_t n = 0; n < calls_list_count(batch); n++)
		tried_put(sides, calls_list_text(batch, n), verdicts[n][0] ? verdicts[n][0] : VERDICT_PASSED,
		          verdicts[n][1] ? verdicts[n][1] : VERDICT_PASSED);
	free(verdicts);
}

static int round_of(const struct options *options, const char *folder, struct target *targets, size_t count, enum sides sides,
                    bool *any)
{
	struct calls_list *batch = calls_list_new("batch", CALLS_HAS_TYPES);
	struct outcomes out;
	int failed = 0;

	*any = false;
	for (size_t t = 0; t < count && calls_list_count(batch) < MOST_IN_A_ROUND; t++) {
		const struct candidates *list;

		if (targets[t].sides != sides || !advance(&targets[t], false))
			continue;
		list = asked(&targets[t]);
		for (size_t i = 0; i < list->count; i++)
			if (tried(sides, list->list[i].text, targets[t].way) == VERDICT_UNKNOWN)
				calls_list_put(batch, list->list[i].text);
	}
	if (calls_list_count(batch)) {
		*any = true;
		failed = list_run(options, folder, batch, sides, &out);
		if (!failed)
			remember(sides, batch, &out);
		outcome_free(&out);
	}
	calls_list_free(batch);
	return failed;
}

int shrink(const struct options *options, const char *folder, struct target *targets, size_t count)
{
	static const enum sides kinds[] = { SIDES_QUICK, SIDES_ALL };
	int failed = 0;

	for (size_t k = 0; k < 2; k++) {
		bool any = true;

		for (unsigned rounds = 0; any && !failed && rounds < MOST_ROUNDS; rounds++)
			failed = round_of(options, folder, targets, count, kinds[k], &any);
	}
	return failed;
}
