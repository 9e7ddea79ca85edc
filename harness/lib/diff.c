/* diff.c - two runs compared, by their records: what became red, what green, what is there no more, what takes longer. */
#include "report.h"

#include "result.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A cell is slower when it takes half as long again, and so much longer that it is felt: below, it is the machine's mood. */
static const double slower_ratio = 1.5, slower_seconds = 0.5;

enum { MOST_OF_CELL = 5 };

/* NO_LONGER_PASSES: what is left out or excused now. */
enum change { BECAME_RED, BECAME_GREEN, NO_LONGER_PASSES, VANISHED, APPEARED, SLOWER, STILL_RED, N_CHANGES };

static const char *const titles[N_CHANGES] = {
	"became red", "became green", "pass no longer", "vanished", "appeared", "slower", "still red",
};

/* One record of each run; NULL where a run does not have it. */
struct pair {
	const cJSON *before, *after;
};

struct changes {
	struct pair *list;
	size_t count;
};

static bool is_red(const cJSON *record)
{
	return record && cJSON_IsTrue(cJSON_GetObjectItem(record, "red"));
}

static bool is_whole(const cJSON *record)
{
	return !cJSON_HasObjectItem(record, "case");
}

static bool has_outcome(const cJSON *record, enum outcome outcome)
{
	return outcome_named(report_string(record, "outcome")) == outcome;
}

static double seconds_of(const cJSON *record)
{
	const cJSON *seconds = cJSON_GetObjectItem(record, "seconds");

	return seconds ? seconds->valuedouble : 0;
}

/* By cell, the cell itself first. */
static int compare(const cJSON *a, const cJSON *b)
{
	int order = strcmp(report_string(a, "cell"), report_string(b, "cell"));

	return order ? order : strcmp(report_string(a, "case"), report_string(b, "case"));
}

static int in_order(const void *a, const void *b)
{
	return compare(*(const cJSON *const *)a, *(const cJSON *const *)b);
}

static const cJSON **sorted(const cJSON *records, size_t *count)
{
	const cJSON **list = need(calloc((size_t)cJSON_GetArraySize(records) + 1, sizeof *list)), *r;

	*count = 0;
	cJSON_ArrayForEach (r, records)
		list[(*count)++] = r;
	qsort(list, *count, sizeof *list, in_order);
	return list;
}

static bool is_slower(struct pair p)
{
	double before = seconds_of(p.before), after = seconds_of(p.after);

	return is_whole(p.after) && before > 0 && !has_outcome(p.before, OUTCOME_SKIP) && after >= before * slower_ratio && after - before >= slower_seconds;
}

static void put(struct changes *changes, enum change change, struct pair p)
{
	struct changes *c = &changes[change];

	/* Grows when it is full: at each power of two. */
	if ((c->count & (c->count - 1)) == 0)
		c->list = need(realloc(c->list, (c->count ? c->count * 2 : 1) * sizeof *c->list));
	c->list[c->count++] = p;
}

static void judge(struct changes *changes, struct pair p)
{
	if (is_red(p.after))
		put(changes, is_red(p.before) ? STILL_RED : BECAME_RED, p);
	else if (is_red(p.before) && p.after)
		put(changes, BECAME_GREEN, p);
	else if (p.before && p.after && has_outcome(p.before, OUTCOME_PASS) && !has_outcome(p.after, OUTCOME_PASS))
		put(changes, NO_LONGER_PASSES, p);
	if (!p.after || !p.before)
		put(changes, p.after ? APPEARED : VANISHED, p);
	else if (is_slower(p))
		put(changes, SLOWER, p);
}

static void compare_all(const cJSON *before, const cJSON *after, struct changes *changes)
{
	size_t n_before, n_after, b = 0, a = 0;
	const cJSON **old = sorted(before, &n_before), **new = sorted(after, &n_after);

	while (b < n_before || a < n_after) {
		int order = b == n_before ? 1 : a == n_after ? -1 : compare(old[b], new[a]);
		struct pair p = { order <= 0 ? old[b] : NULL, order >= 0 ? new[a] : NULL };

		judge(changes, p);
		b += order <= 0;
		a += order >= 0;
	}
	free(old);
	free(new);
}

/* ---- what is printed ---- */

static const char *outcome_of(const cJSON *record)
{
	return record ? report_string(record, "outcome") : "not there";
}

/* Why it is as it is now, in a line. */
static const char *reason(const cJSON *record)
{
	const cJSON *failure = cJSON_GetArrayItem(cJSON_GetObjectItem(record, "failures"), 0);

	return *report_string(record, "kind") ? report_string(record, "kind")
	       : failure                      ? report_string(failure, "text")
	                                      : report_string(record, "message");
}

static void put_one(enum change change, struct pair p, FILE *to)
{
	const cJSON *record = p.after ? p.after : p.before;
	const char *name = is_whole(record) ? "the cell itself" : report_string(record, "case");

	if (change == SLOWER) {
		fprintf(to, "        %.2f s, was %.2f s (x %.1f)\n", seconds_of(p.after), seconds_of(p.before),
		        seconds_of(p.after) / seconds_of(p.before));
	} else if (change == VANISHED || change == APPEARED) {
		fprintf(to, "        %s: %s\n", name, outcome_of(record));
	} else {
		fprintf(to, "        %s: %s, was %s%s%s\n", name, outcome_of(p.after), outcome_of(p.before),
		        change != BECAME_GREEN && *reason(record) ? ": " : "", change != BECAME_GREEN ? reason(record) : "");
		if (change == BECAME_RED && *report_string(record, "rerun"))
			fprintf(to, "            %s\n", report_string(record, "rerun"));
	}
}

/* A cell with all its cases that is there once only is one line. */
static void put_cell(enum change change, const struct pair *list, size_t count, FILE *to)
{
	const cJSON *first = list[0].after ? list[0].after : list[0].before;
	bool all = (change == VANISHED || change == APPEARED) && is_whole(first);

	fprintf(to, "    %s", report_string(first, "cell"));
	fprintf(to, all ? ": the cell, with %zu cases\n" : "\n", count - 1);
	for (size_t i = 0; i < count && !all; i++) {
		if (i == MOST_OF_CELL && count > MOST_OF_CELL + 1) {
			fprintf(to, "        … and %zu more\n", count - i);
			break;
		}
		put_one(change, list[i], to);
	}
}

static void put_change(enum change change, const struct changes *c, FILE *to)
{
	size_t end;

	if (!c->count || change == STILL_RED)
		return;
	fprintf(to, "%s: %zu\n", titles[change], c->count);
	for (size_t i = 0; i < c->count; i = end) {
		const cJSON *first = c->list[i].after ? c->list[i].after : c->list[i].before;

		for (end = i + 1; end < c->count; end++) {
			const cJSON *other = c->list[end].after ? c->list[end].after : c->list[end].before;

			if (strcmp(report_string(first, "cell"), report_string(other, "cell")) != 0)
				break;
		}
		put_cell(change, c->list + i, end - i, to);
	}
	fputc('\n', to);
}

int report_diff(const char *before, const char *after, FILE *to)
{
	cJSON *old = report_load(before), *new = old ? report_load(after) : NULL;
	struct changes changes[N_CHANGES] = { 0 };
	bool red;

	if (!new) {
		cJSON_Delete(old);
		return 2;
	}
	compare_all(old, new, changes);
	for (int c = 0; c < N_CHANGES; c++)
		put_change((enum change)c, &changes[c], to);
	red = changes[BECAME_RED].count > 0;
	for (int c = 0; c < N_CHANGES; c++) {
		fprintf(to, "%s%zu %s", c ? ", " : "", changes[c].count, titles[c]);
		free(changes[c].list);
	}
	fprintf(to, "\n");
	cJSON_Delete(old);
	cJSON_Delete(new);
	return red;
}
