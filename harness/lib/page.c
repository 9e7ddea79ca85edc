/*
 * page.c - the run as one HTML page, harness/report, with the data in it.
 *
 * What the page is told of a case is one letter among its cell's `marks`, in the order of the group's cases; only what a
 * record says beyond that (why it is not a pass, its notes, what it counted) is there in full.
 */
#include "report.h"

#include "../instruments.h"
#include "result.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Made of harness/report by harness/report/embed.sh. */
extern const char report_template[];

/* Where the data belongs in it. */
#define PLACE "@RUN@"
/* What a case took is told from here on; below, it is noise. */
static const double least_seconds = 0.01;

/* A letter an outcome; a capital where it is red; `-` where the cell was not asked. */
static char mark_of(const cJSON *record)
{
	static const char letters[] = "n.frctsxpme";
	char letter = letters[outcome_named(report_string(record, "outcome"))];

	return cJSON_IsTrue(cJSON_GetObjectItem(record, "red")) ? (char)(letter - 'a' + 'A') : letter;
}

/* ---- the groups and their cases ---- */

/* The object of an array that has this name; a new one at its end, if there is none. */
static cJSON *named(cJSON *list, const char *name)
{
	cJSON *o;

	cJSON_ArrayForEach (o, list)
		if (strcmp(report_string(o, "name"), name) == 0)
			return o;
	o = cJSON_CreateObject();
	cJSON_AddStringToObject(o, "name", name);
	cJSON_AddItemToArray(list, o);
	return o;
}

/* The cases of one group, in an order that all its cells share. */
struct catalogue {
	cJSON *group;
	cJSON **cases;
	size_t count, next;
};

static struct catalogue *catalogue_of(struct catalogue **all, size_t *count, cJSON *groups, const char *name)
{
	cJSON *group = named(groups, name);

	for (size_t i = 0; i < *count; i++)
		if ((*all)[i].group == group)
			return &(*all)[i];
	*all = need(realloc(*all, (*count + 1) * sizeof **all));
	(*all)[*count] = (struct catalogue){ .group = group };
	cJSON_AddArrayToObject(group, "cases");
	return &(*all)[(*count)++];
}

/* The place of the record's case.  Cells have them in one order, so that it mostly is the one behind the last. */
static size_t case_place(struct catalogue *c, const cJSON *record)
{
	const char *id = report_string(record, "case"), *rule = report_string(record, "rule");
	size_t at = 0;

	for (size_t i = 0; i < c->count; i++) {
		at = (c->next + i) % c->count;
		if (strcmp(report_string(c->cases[at], "id"), id) == 0)
			break;
		at = c->count;
	}
	if (at == c->count) {
		c->cases = need(realloc(c->cases, (c->count + 1) * sizeof *c->cases));
		c->cases[c->count] = cJSON_CreateObject();
		cJSON_AddStringToObject(c->cases[c->count], "id", id);
		cJSON_AddItemToArray(cJSON_GetObjectItem(c->group, "cases"), c->cases[c->count++]);
	}
	/* The record of a case that is missing does not know it. */
	if (*rule && !cJSON_HasObjectItem(c->cases[at], "rule")) {
		cJSON_AddStringToObject(c->cases[at], "rule", rule);
		cJSON_AddStringToObject(c->cases[at], "level", report_string(record, "level"));
	}
	c->next = at + 1;
	return at;
}

/* ---- the cells ---- */

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

/* What a cell's rerun lines have before the case, as the first of them says; malloc'd. */
static char *rerun_of_cases(const cJSON *first)
{
	const char *line = report_string(first, "rerun"), *id = report_string(first, "case");
	size_t length = strlen(line), end = strlen(id);

	return length >= end && strcmp(line + length - end, id) == 0 ? format_new("%.*s", (int)(length - end), line) : copy_new("");
}

/* The record without what its place in the page says already. */
static cJSON *rest_of(const cJSON *record, const char *rerun)
{
	static const char *const known[] = { "cell", "group",   "peer", "flavour",  "platform", "instrumented", "case",   "level",
		                             "rule", "outcome", "red",  "stimulus", "seconds",  "counts",       NULL };
	char *usual = format_new("%s%s", rerun, report_string(record, "case"));
	cJSON *rest = cJSON_CreateObject(), *item;

	cJSON_ArrayForEach (item, record)
		if (!is_one_of(item->string, known) && !(strcmp(item->string, "rerun") == 0 && strcmp(item->valuestring, usual) == 0))
			cJSON_AddItemReferenceToObject(rest, item->string, item);
	free(usual);
	return rest;
}

static void put_counts(cJSON *cell, const char *place, const cJSON *counts)
{
	cJSON *names = cJSON_GetObjectItem(cell, "counts"), *numbers, *count;

	if (!counts)
		return;
	if (!names) {
		names = cJSON_AddArrayToObject(cell, "counts");
		cJSON_ArrayForEach (count, counts)
			cJSON_AddItemToArray(names, cJSON_CreateString(count->string));
		cJSON_AddObjectToObject(cell, "counted");
	}
	numbers = cJSON_AddArrayToObject(cJSON_GetObjectItem(cell, "counted"), place);
	cJSON_ArrayForEach (count, names) {
		const cJSON *number = cJSON_GetObjectItem(counts, count->valuestring);

		cJSON_AddItemToArray(numbers, cJSON_CreateNumber(number ? number->valuedouble : 0));
	}
}

static void put_case(cJSON *cell, size_t at, const cJSON *record, const char *rerun)
{
	cJSON *seconds = cJSON_GetObjectItem(record, "seconds");
	cJSON *rest = rest_of(record, rerun);
	char *place = format_new("%zu", at);

	if (rest->child)
		cJSON_AddItemToObject(cJSON_GetObjectItem(cell, "cases"), place, rest);
	else
		cJSON_Delete(rest);
	if (seconds && seconds->valuedouble >= least_seconds)
		cJSON_AddItemReferenceToObject(cJSON_GetObjectItem(cell, "times"), place, seconds);
	put_counts(cell, place, cJSON_GetObjectItem(record, "counts"));
	free(place);
}

static void put_mark(struct text *marks, size_t at, char mark)
{
	while (marks->size <= at)
		text_put(marks, "-", 1);
	marks->bytes[at] = mark;
}

/* One cell of the records that start at `first`: its own comes last.  The record behind it. */
static cJSON *put_cell(cJSON *cells, struct catalogue *catalogue, cJSON *first)
{
	cJSON *whole = first, *cell = cJSON_CreateObject(), *item;
	struct text marks = { 0 };
	char *rerun = rerun_of_cases(first);

	while (cJSON_HasObjectItem(whole, "case") && whole->next)
		whole = whole->next;
	cJSON_ArrayForEach (item, whole)
		cJSON_AddItemReferenceToObject(cell, item->string, item);
	cJSON_AddStringToObject(cell, "rerun_case", rerun);
	cJSON_AddObjectToObject(cell, "cases");
	cJSON_AddObjectToObject(cell, "times");
	text_put(&marks, "", 0);
	catalogue->next = 0;
	for (const cJSON *r = first; r != whole; r = r->next) {
		size_t at = case_place(catalogue, r);

		put_mark(&marks, at, mark_of(r));
		put_case(cell, at, r, rerun);
	}
	cJSON_AddStringToObject(cell, "marks", text_of(&marks));
	cJSON_AddItemToArray(cells, cell);
	text_free(&marks);
	free(rerun);
	return whole->next;
}

/* ---- what other commands have measured ---- */

/* A file of the run's folder or of the one around it, where `make detect` and `make bench` write; malloc'd. */
static char *beside(const char *results, const char *name)
{
	char *path = format_new("%s/%s", results, name);
	FILE *file = fopen(path, "rb");

	if (file) {
		fclose(file);
		return path;
	}
	free(path);
	return format_new("%s/../%s", results, name);
}

static void put_detection(cJSON *run, const char *results)
{
#define ONE(instrument, name) name,
	static const char *const instruments[] = { SEAM_EACH_INSTRUMENT(ONE) };
#undef ONE
	char *path = beside(results, "detection.jsonl");
	cJSON *bugs = report_lines(path);

	free(path);
	if (!bugs->child) {
		cJSON_Delete(bugs);
		return;
	}
	cJSON_AddItemToObject(run, "detection", bugs);
	cJSON_AddItemToObject(run, "instruments",
	                      cJSON_CreateStringArray(instruments, sizeof instruments / sizeof instruments[0]));
}

static void put_bench(cJSON *run, const char *results)
{
	char *path = beside(results, "bench.json"), *content = file_read(path, NULL);
	cJSON *bench = content ? cJSON_Parse(content) : NULL;

	if (content && !bench)
		fprintf(stderr, "seam: %s is no JSON: left out of the page\n", path);
	if (bench)
		cJSON_AddItemToObject(run, "bench", bench);
	free(content);
	free(path);
}

/* ---- the page ---- */

/* When the run was planned, in UTC, and what was special about it: a rerun line does not say that. */
static void put_plan(cJSON *run, const char *results)
{
	static const char *const special[] = { "mutant", "mute", "without" };
	char *path = format_new("%s/plan.jsonl", results), text[32] = "";
	cJSON *plan = report_lines(path), *item;
	struct stat status;

	if (stat(path, &status) == 0)
		strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", gmtime(&status.st_mtime));
	cJSON_AddStringToObject(run, "time", text);
	for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
		item = cJSON_DetachItemFromObject(plan->child, special[i]);
		if (item && !cJSON_IsFalse(item))
			cJSON_AddItemToObject(run, special[i], item);
		else
			cJSON_Delete(item);
	}
	cJSON_Delete(plan);
	free(path);
}

static cJSON *run_of(cJSON *records, const char *results)
{
	cJSON *run = cJSON_CreateObject(), *groups, *cells;
	struct catalogue *catalogues = NULL;
	size_t count = 0;

	cJSON_AddStringToObject(run, "results", results);
	put_plan(run, results);
	groups = cJSON_AddArrayToObject(run, "groups");
	cells = cJSON_AddArrayToObject(run, "cells");
	for (cJSON *at = records->child; at;)
		at = put_cell(cells, catalogue_of(&catalogues, &count, groups, report_string(at, "group")), at);
	put_detection(run, results);
	put_bench(run, results);
	for (size_t i = 0; i < count; i++)
		free(catalogues[i].cases);
	free(catalogues);
	return run;
}

/* JSON inside of a script element: no `<` may be in it, or a text of a peer's could end the element. */
static void put_json(struct text *page, const char *json)
{
	for (const char *end; *json; json = end + (*end == '<')) {
		end = json + strcspn(json, "<");
		text_put(page, json, (size_t)(end - json));
		if (*end == '<')
			text_put(page, "\\u003c", 6);
	}
}

int report_page(cJSON *records, const char *results)
{
	cJSON *run = run_of(records, results);
	char *json = need(cJSON_PrintUnformatted(run)), *path = format_new("%s/report.html", results);
	const char *place = strstr(report_template, PLACE);
	struct text page = { 0 };
	int failed;

	text_put(&page, report_template, (size_t)(place - report_template));
	put_json(&page, json);
	text_put(&page, place + strlen(PLACE), strlen(place + strlen(PLACE)));
	failed = file_write(path, page.bytes, page.size);
	if (failed)
		fprintf(stderr, "seam: %s: %s\n", path, strerror(errno));
	text_free(&page);
	free(path);
	free(json);
	cJSON_Delete(run);
	return failed;
}
