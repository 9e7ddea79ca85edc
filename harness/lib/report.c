#include "report.h"

#include "../platform/platform.h"
#include "result.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *report_string(const cJSON *o, const char *name)
{
	const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(o, name));

	return value ? value : "";
}

static bool is_red(const cJSON *record)
{
	return cJSON_IsTrue(cJSON_GetObjectItem(record, "red"));
}

cJSON *report_lines(const char *path)
{
	char *content = file_read(path, NULL), *end;
	cJSON *list = cJSON_CreateArray();

	for (char *line = content; line && *line; line = end) {
		cJSON *o;

		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		o = cJSON_Parse(line);
		if (!o)
			break;
		cJSON_AddItemToArray(list, o);
	}
	free(content);
	return list;
}

static cJSON *missing(const cJSON *cell, const char *case_id)
{
	cJSON *o = cJSON_CreateObject();
	char *id = copy_new(report_string(cell, "cell")), *parts[4] = { 0 };
	int n = 0;

	for (char *at = strtok(id, "/"); at && n < 4; at = strtok(NULL, "/"))
		parts[n++] = at;
	cJSON_AddStringToObject(o, "cell", report_string(cell, "cell"));
	cJSON_AddStringToObject(o, "group", n > 0 ? parts[0] : "");
	cJSON_AddStringToObject(o, "peer", n > 1 ? parts[1] : "");
	cJSON_AddStringToObject(o, "flavour", n > 2 ? parts[2] : "");
	cJSON_AddStringToObject(o, "platform", n > 3 ? parts[3] : "");
	if (case_id)
		cJSON_AddStringToObject(o, "case", case_id);
	cJSON_AddStringToObject(o, "outcome", outcome_name(OUTCOME_MISSING));
	cJSON_AddBoolToObject(o, "red", true);
	cJSON_AddStringToObject(o, "message", "planned, and never recorded");
	if (cJSON_HasObjectItem(cell, "rerun")) {
		const char *whole = report_string(cell, "rerun");
		const char *option = !case_id ? "" : strstr(whole, " --peer ") ? " --case " : " CASE=";
		char *rerun = format_new("%s%s%s", whole, option, case_id ? case_id : "");

		cJSON_AddStringToObject(o, "rerun", rerun);
		free(rerun);
	}
	free(id);
	return o;
}

/* The record of a case among a cell's records, taken out of them; the cell's own when `id` is NULL. */
static cJSON *take(cJSON *records, const char *id)
{
	for (cJSON *r = records->child; r; r = r->next)
		if (id ? strcmp(report_string(r, "case"), id) == 0 : !cJSON_HasObjectItem(r, "case"))
			return cJSON_DetachItemViaPointer(records, r);
	return NULL;
}

cJSON *report_load(const char *results)
{
	char *path = format_new("%s/plan.jsonl", results);
	cJSON *plan = report_lines(path), *all = cJSON_CreateArray(), *cell;

	if (!plan->child) {
		fprintf(stderr, "seam: %s: there is no run to report: no plan\n", path);
		free(path);
		return NULL;
	}
	free(path);
	cJSON_ArrayForEach (cell, plan) {
		char *flat = cell_file_name(report_string(cell, "cell"));
		cJSON *records, *record, *id;

		path = format_new("%s/cells/%s.jsonl", results, flat);
		records = report_lines(path);
		cJSON_ArrayForEach (id, cJSON_GetObjectItem(cell, "cases")) {
			record = take(records, id->valuestring);
			cJSON_AddItemToArray(all, record ? record : missing(cell, id->valuestring));
		}
		record = take(records, NULL);
		cJSON_AddItemToArray(all, record ? record : missing(cell, NULL));
		cJSON_Delete(records);
		free(path);
		free(flat);
	}
	cJSON_Delete(plan);
	return all;
}

/* "" where it is this machine. */
static const char *platform_of(const cJSON *record)
{
	const char *platform = report_string(record, "platform");

	return strcmp(platform, "native") == 0 ? "" : platform;
}

void report_failure(const cJSON *r, struct text *to)
{
	const char *case_id = report_string(r, "case");
	cJSON *failure;

	text_format(to, "%s %s  [%s %s%s%s]\n", report_string(r, "outcome"),
	            *case_id ? case_id : report_string(r, "cell"), report_string(r, "peer"), report_string(r, "flavour"),
	            *platform_of(r) ? " " : "", platform_of(r));
	if (*report_string(r, "rule"))
		text_format(to, "    rule      %s\n", report_string(r, "rule"));
	cJSON_ArrayForEach (failure, cJSON_GetObjectItem(r, "failures")) {
		text_format(to, "    broken    %s", report_string(failure, "text"));
		if (*report_string(failure, "file"))
			text_format(to, "   (%s:%s)", report_string(failure, "file"), report_string(failure, "line"));
		text_put(to, "\n", 1);
		if (*report_string(failure, "expected")) {
			text_format(to, "    expected  %s\n", report_string(failure, "expected"));
			text_format(to, "    seen      %s\n", report_string(failure, "seen"));
		}
		if (*report_string(failure, "at"))
			text_format(to, "    differs   from byte %s on\n", report_string(failure, "at"));
	}
	if (*report_string(r, "kind"))
		text_format(to, "    checker   %s\n", report_string(r, "kind"));
	if (*report_string(r, "frame"))
		text_format(to, "    frame     %s\n", report_string(r, "frame"));
	if (*report_string(r, "message"))
		text_format(to, "    because   %s\n", report_string(r, "message"));
	if (*report_string(r, "rerun"))
		text_format(to, "    rerun     %s\n", report_string(r, "rerun"));
	text_put(to, "\n", 1);
}

/* ---- the matrix: a row a group and peer, a column a flavour ---- */

enum { MOST_NAMES = 256 };

struct names {
	const char *of[MOST_NAMES];
	size_t n;
};

static size_t put_name(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->of[i], name) == 0)
			return i;
	if (names->n < MOST_NAMES)
		names->of[names->n++] = name;
	return names->n - 1;
}

struct square {
	size_t passed, skipped, red, expected;
	bool there, whole_red, whole_skipped;
};

static void count(struct square *s, const cJSON *record)
{
	enum outcome o = outcome_named(report_string(record, "outcome"));

	s->there = true;
	if (!cJSON_HasObjectItem(record, "case")) {
		s->whole_red = is_red(record);
		s->whole_skipped = o == OUTCOME_SKIP;
		return;
	}
	s->passed += o == OUTCOME_PASS;
	s->skipped += o == OUTCOME_SKIP;
	s->expected += o == OUTCOME_XFAIL;
	s->red += is_red(record);
}

static void put_square(struct square s, bool colour, FILE *to)
{
	bool red = s.red || s.whole_red;
	struct text text = { 0 };

	text_put(&text, "", 0);
	if (red)
		text_format(&text, "%zu RED", s.red ? s.red : 1);
	else if (s.passed)
		text_format(&text, "%zu", s.passed);
	if (s.whole_skipped && !s.skipped)
		text_format(&text, "skip");
	if (s.skipped && !red)
		text_format(&text, s.passed ? " %zuskip" : "skip", s.skipped);
	if (s.expected && !red)
		text_format(&text, " %zuxfail", s.expected);
	fprintf(to, "%s%-20s%s", colour && red ? "\033[31m" : "", text_of(&text), colour && red ? "\033[0m" : "");
	text_free(&text);
}

static void put_matrix(const cJSON *records, FILE *to, bool colour)
{
	static struct square squares[MOST_NAMES][MOST_NAMES];
	struct names rows = { 0 }, flavours = { 0 };
	const cJSON *r;

	memset(squares, 0, sizeof squares);
	cJSON_ArrayForEach(r, records) {
		char *name = format_new("%-10s %s", report_string(r, "group"), report_string(r, "peer"));
		char *column = format_new("%s%s%s", report_string(r, "flavour"), *platform_of(r) ? " " : "", platform_of(r));
		size_t flavour = put_name(&flavours, column), row = put_name(&rows, name);

		if (rows.of[row] != name)
			free(name);
		if (flavours.of[flavour] != column)
			free(column);
		count(&squares[row][flavour], r);
	}
	fprintf(to, "%-11s%-16s", "group", "peer");
	for (size_t f = 0; f < flavours.n; f++)
		fprintf(to, "%-20s", flavours.of[f]);
	fputc('\n', to);
	for (size_t row = 0; row < rows.n; row++) {
		fprintf(to, "%-27s", rows.of[row]);
		for (size_t f = 0; f < flavours.n; f++)
			put_square(squares[row][f], colour, to);
		fputc('\n', to);
	}
}

static int write_json(const cJSON *records, const char *results)
{
	char *path = format_new("%s/results.json", results), *text = cJSON_Print(records);
	int failed = text ? file_write(path, text, strlen(text)) : -1;

	if (failed)
		fprintf(stderr, "seam: %s: %s\n", path, strerror(errno));
	free(text);
	free(path);
	return failed;
}

/* Whether a case is missing for no other reason than its cell's, whose record follows those of its cases and tells it once. */
static bool is_told_by_cell(const cJSON *r)
{
	const char *message = report_string(r, "message"), *reason;
	const cJSON *whole = r;

	if (strcmp(report_string(r, "outcome"), "missing") != 0)
		return false;
	while (whole && cJSON_HasObjectItem(whole, "case"))
		whole = whole->next;
	if (!whole || whole == r || !is_red(whole))
		return false;
	reason = report_string(whole, "message");
	return *reason && strstr(message, reason);
}

int report_all(const char *results, FILE *to)
{
	cJSON *records = report_load(results);
	size_t of[N_OUTCOMES] = { 0 }, red = 0, cases = 0;
	const cJSON *r;
	char *junit;
	int failed;

	if (!records)
		return 2;
	cJSON_ArrayForEach (r, records) {
		red += is_red(r);
		if (is_red(r) && !is_told_by_cell(r)) {
			struct text text = { 0 };

			report_failure(r, &text);
			fputs(text_of(&text), to);
			text_free(&text);
		}
		if (!cJSON_HasObjectItem(r, "case"))
			continue;
		cases++;
		of[outcome_named(report_string(r, "outcome"))]++;
	}
	put_matrix(records, to, to == stdout && seam_is_terminal(1));
	report_counts(records, to);
	fprintf(to, "\n%zu cases:", cases);
	for (int o = OUTCOME_PASS; o < N_OUTCOMES; o++)
		if (of[o])
			fprintf(to, " %zu %s", of[o], outcome_name((enum outcome)o));
	fprintf(to, "%s\n", red ? "" : "; nothing is red");
	junit = format_new("%s/junit.xml", results);
	failed = write_json(records, results) | report_junit(records, junit) | report_page(records, results);
	fprintf(to, "records: %s/cells  reports: %s/report.html, %s/results.json, %s\n", results, results, results, junit);
	free(junit);
	cJSON_Delete(records);
	return failed ? 2 : red ? 1 : 0;
}
