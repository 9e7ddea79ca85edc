/* outcome.c - from the case's counts and items to verdicts. */
#include "outcome.h"

#include "../../../harness/lib/result.h"
#include "../../../harness/lib/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const sweep_ways[WAYS] = { "the peer calls C", "C calls the peer" };

static const char *const names[VERDICTS] = { "unknown",      "passed",    "unsupported", "undecided", "argument", "result",
	                                     "surroundings", "registers", "times",       "refused",   "crash",    "finding",
	                                     "timeout",      "compiler" };

const char *verdict_name(enum verdict verdict)
{
	return names[verdict];
}

enum verdict verdict_named(const char *name)
{
	for (int v = 0; v < VERDICTS; v++)
		if (strcmp(names[v], name) == 0)
			return (enum verdict)v;
	return VERDICT_UNKNOWN;
}

/* ---- written ---- */

/* A line is fields between tabs. */
static void put_field(struct text *t, const char *field)
{
	for (; *field; field++)
		text_put(t, *field == '\t' || *field == '\n' ? " " : field, 1);
}

static void put_line(struct text *t, const char *kind, const char *name, const char *what)
{
	text_format(t, "%s\t%s\t", kind, name);
	put_field(t, what);
	text_put(t, "\n", 1);
}

int outcome_write(const char *folder, unsigned number, const struct result *result, const struct result *whole)
{
	char *path = number ? format_new("%s/outcome.%u", folder, number) : format_new("%s/outcome", folder);
	const cJSON *list, *item;
	struct text t = { 0 };
	int failed;

	cJSON_ArrayForEach (item, result->counts)
		text_format(&t, "count\t%s\t%.0f\n", item->string, item->valuedouble);
	cJSON_ArrayForEach (list, result->items)
		cJSON_ArrayForEach (item, list)
			put_line(&t, "item", list->string, cJSON_GetStringValue(item));
	cJSON_ArrayForEach (item, result->failures) {
		const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(item, "text"));

		put_line(&t, "failure", "", text ? text : "");
	}
	if (cJSON_GetArrayItem(whole->notes, 0))
		put_line(&t, "peer", "", cJSON_GetStringValue(cJSON_GetArrayItem(whole->notes, 0)));
	if (whole->outcome == OUTCOME_ERROR || (whole->outcome != OUTCOME_PASS && !result->begun))
		put_line(&t, "refused", "", whole->message ? whole->message : whole->kind ? whole->kind : "the peer cannot be run");
	else if (whole->outcome != OUTCOME_PASS)
		put_line(&t, "whole", outcome_name(whole->outcome), whole->message ? whole->message : whole->kind ? whole->kind : "");
	put_line(&t, "end", outcome_name(result->outcome), result->message ? result->message : result->kind ? result->kind : "");
	failed = file_write(path, text_of(&t), t.size);
	text_free(&t);
	free(path);
	return failed;
}

/* ---- read ---- */

void outcome_add(struct outcomes *outcome, struct item item)
{
	if (outcome->count == outcome->room) {
		outcome->room = outcome->room ? 2 * outcome->room : 64;
		outcome->items = need(realloc(outcome->items, outcome->room * sizeof item));
	}
	outcome->items[outcome->count++] = item;
}

static bool has(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

/* In which way it failed, from the words of calls/call.c. */
static enum verdict verdict_of(const char *message)
{
	if (has(message, "the op ") || has(message, "no function") || has(message, "memory is out") || has(message, "cannot be parsed"))
		return VERDICT_REFUSED;
	if (has(message, "written"))
		return VERDICT_SURROUNDINGS;
	if (has(message, "was called"))
		return VERDICT_TIMES;
	if (strncmp(message, "argument ", 9) == 0 && has(message, " is ") && has(message, ", not "))
		return VERDICT_ARGUMENT;
	if (strncmp(message, "the result", 10) == 0 && has(message, " is ") && has(message, ", not "))
		return VERDICT_RESULT;
	return VERDICT_REGISTERS;
}

static bool find(const struct calls_list *list, const char *text, size_t size, size_t *number)
{
	for (size_t n = 0; n < calls_list_count(list); n++)
		if (strncmp(calls_list_text(list, n), text, size) == 0 && calls_list_text(list, n)[size] == '\0') {
			*number = n;
			return true;
		}
	/* A very long one is cut in what is told. */
	for (size_t n = 0; n < calls_list_count(list); n++)
		if (strncmp(calls_list_text(list, n), text, size) == 0) {
			*number = n;
			return true;
		}
	return false;
}

/* "C calls the peer: {ci}>v: argument 1 is …": kind of item, and the rest. */
static void read_item(struct outcomes *outcome, const char *kind, const char *what, const struct calls_list *list)
{
	struct item item = { .verdict = verdict_named(kind) };
	size_t size;

	for (item.way = 0; item.way < WAYS; item.way++)
		if (strncmp(what, sweep_ways[item.way], strlen(sweep_ways[item.way])) == 0)
			break;
	if (item.way == WAYS || item.verdict == VERDICT_UNSUPPORTED)
		return;
	what += strlen(sweep_ways[item.way]) + 2;
	for (size = 0; what[size] && strncmp(what + size, ": ", 2) != 0; size++)
		;
	if (!find(list, what, size, &item.number))
		return;
	what += size;
	what += *what ? 2 : 0;
	if (strcmp(kind, "failed") == 0)
		item.verdict = verdict_of(what);
	else if (strcmp(kind, "crashed") == 0)
		return; /* the harness tells the death itself */
	item.message = copy_new(*what ? what : "the process ended");
	outcome_add(outcome, item);
}

/* "crash C calls the peer: SIG: SIGSEGV: …": the message of a death. */
static void read_failure(struct outcomes *outcome, const char *what, const struct calls_list *list)
{
	const char *way = strchr(what, ' ');

	for (size_t i = 0; way && i < outcome->count; i++) {
		struct item *item = &outcome->items[i];
		const char *text = calls_list_text(list, item->number), *at = way + 1;
		size_t size = strlen(sweep_ways[item->way]);

		if (item->verdict < VERDICT_CRASH || strncmp(at, sweep_ways[item->way], size) != 0 || strncmp(at + size, ": ", 2) != 0)
			continue;
		at += size + 2;
		if (strncmp(at, text, strlen(text)) == 0 && strncmp(at + strlen(text), ": ", 2) == 0) {
			free(item->message);
			item->message = copy_new(at + strlen(text) + 2);
		}
	}
}

/* A death while C's compilers were asked is no failure of the peer's: the same signature is told as undecided. */
static void forgive_undecided(struct outcomes *outcome)
{
	size_t kept = 0;

	for (size_t i = 0; i < outcome->count; i++) {
		struct item *item = &outcome->items[i];
		bool drop = false;

		for (size_t j = 0; item->verdict >= VERDICT_CRASH && j < outcome->count; j++)
			drop |= outcome->items[j].verdict == VERDICT_UNDECIDED && outcome->items[j].number == item->number &&
			        outcome->items[j].way == item->way;
		/* Each signature dies once a way: while it was called, or while C was asked. */
		for (size_t j = 0; item->verdict >= VERDICT_CRASH && j < kept; j++)
			drop |= outcome->items[j].verdict >= VERDICT_CRASH && outcome->items[j].number == item->number &&
			        outcome->items[j].way == item->way;
		if (drop)
			free(item->message);
		else
			outcome->items[kept++] = *item;
	}
	outcome->count = kept;
}

static void read_line(struct outcomes *outcome, char *line, const struct calls_list *list)
{
	char *name = strchr(line, '\t'), *what = name ? strchr(name + 1, '\t') : NULL;
	uint64_t number;

	if (!what)
		return;
	*name++ = '\0';
	*what++ = '\0';
	number = strtoull(what, NULL, 10);
	if (strcmp(line, "count") == 0) {
		struct totals *t = &outcome->totals;

		outcome->complete = true;
		*(strcmp(name, "passed") == 0        ? &t->passed
		  : strcmp(name, "failed") == 0      ? &t->failed
		  : strcmp(name, "unsupported") == 0 ? &t->unsupported
		  : strcmp(name, "crashed") == 0     ? &t->crashed
		  : strcmp(name, "undecided") == 0   ? &t->undecided
		                                     : &(uint64_t){ 0 }) = number;
	} else if (strcmp(line, "item") == 0) {
		read_item(outcome, name, what, list);
	} else if (strcmp(line, "failure") == 0) {
		read_failure(outcome, what, list);
	} else if (strcmp(line, "peer") == 0) {
		outcome->peer = copy_new(what);
	} else if (strcmp(line, "refused") == 0) {
		outcome->refused = true;
		outcome->trouble = copy_new(what);
	} else if (strcmp(line, "end") == 0 && !outcome->trouble) {
		outcome->trouble = format_new("%s: %s", name, what);
	}
}

void outcome_read(struct outcomes *outcome, const char *folder, unsigned number, const struct calls_list *list)
{
	char *path = number ? format_new("%s/outcome.%u", folder, number) : format_new("%s/outcome", folder);
	char *content = file_read(path, NULL), *end;

	*outcome = (struct outcomes){ 0 };
	for (char *line = content; line && *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		read_line(outcome, line, list);
	}
	forgive_undecided(outcome);
	if (!outcome->trouble)
		outcome->trouble = copy_new("the run told nothing");
	free(content);
	free(path);
}

void outcome_free(struct outcomes *outcome)
{
	for (size_t i = 0; i < outcome->count; i++)
		free(outcome->items[i].message);
	free(outcome->items);
	free(outcome->trouble);
	free(outcome->peer);
	*outcome = (struct outcomes){ 0 };
}

enum verdict outcome_verdict(const struct outcomes *outcome, size_t number, unsigned way)
{
	for (size_t i = 0; i < outcome->count; i++)
		if (outcome->items[i].number == number && outcome->items[i].way == way)
			return outcome->items[i].verdict;
	return VERDICT_PASSED;
}
