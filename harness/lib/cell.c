#include "cell.h"

#include "build.h"
#include "spawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Leaks that were only seen when the process ended: the cases run again, each followed by a look. */
static void attribute_leaks(struct spawn *s, struct result *results, size_t count, const size_t *wanted, size_t n,
                            struct result *whole)
{
	struct result *again = need(calloc(count, sizeof *again));
	size_t *rest = need(calloc(n + 1, sizeof *rest)), n_rest;
	bool found = false;
	struct told told;

	for (size_t i = 0; i < count; i++)
		again[i].id = results[i].id;
	n_rest = 0;
	for (size_t i = 0; i < n; i++)
		if (results[wanted[i]].outcome == OUTCOME_PASS)
			rest[n_rest++] = wanted[i];
	while (n_rest) {
		size_t kept = 0;

		if (spawn_probe(s, again, rest, n_rest, true) != 0)
			break;
		events_read(s->events, again, count, &told);
		if (!told.begun)
			break;
		if (told.open)
			verdict_of_open_case(s, &told);
		for (size_t i = 0; i < n_rest; i++) {
			struct result *seen = &again[rest[i]];

			if (seen->outcome == OUTCOME_FINDING && results[rest[i]].outcome == OUTCOME_PASS) {
				results[rest[i]] = *seen;
				found = true;
			}
			if (!seen->ended)
				rest[kept++] = rest[i];
		}
		n_rest = kept;
	}
	if (found) {
		whole->outcome = OUTCOME_PASS;
		free(whole->kind);
		free(whole->frame);
		whole->kind = whole->frame = NULL;
	}
	free(again);
	free(rest);
}

/* Runs the wanted cases in as few processes as their deaths allow; isolated ones stay without a verdict, unless they are
 * alone. */
static void run_batch(struct spawn *s, struct result *results, size_t count, size_t *wanted, size_t n,
                      struct result *whole)
{
	size_t *all = need(calloc(n + 1, sizeof *all)), n_all = n;
	struct told told;

	memcpy(all, wanted, n * sizeof *all);
	while (n) {
		double start = seam_seconds();
		size_t kept = 0;
		bool goes_on;

		if (spawn_probe(s, results, wanted, n, false) != 0) {
			result_set(whole, OUTCOME_ERROR, copy_new("the probe could not be started"));
			break;
		}
		events_read(s->events, results, count, &told);
		if (told.peer && !whole->notes) {
			whole->notes = cJSON_CreateArray();
			cJSON_AddItemToArray(whole->notes, cJSON_CreateString(told.peer));
		}
		if (told.cannot && !whole->cannot)
			whole->cannot = told.cannot;
		goes_on = told.open && outlived_by_case(s, &told);
		if (told.open)
			told.open->seconds += seam_seconds() - start;
		if (told.open && !goes_on)
			verdict_of_open_case(s, &told);
		verdict_of_whole(s, whole, &told);
		if (!told.begun)
			break;
		for (size_t i = 0; i < n; i++)
			if (!results[wanted[i]].ended)
				wanted[kept++] = wanted[i];
		if (!goes_on && (kept == n || told.complete))
			break; /* what is left is for a process of its own, or the group does not have it */
		n = kept;
	}
	if (whole->outcome == OUTCOME_FINDING && n_all == 1) {
		/* Told when the process ended, and there was nobody else in it. */
		struct result *r = &results[all[0]];

		if (r->outcome == OUTCOME_PASS) {
			result_set(r, OUTCOME_FINDING, NULL);
			r->kind = whole->kind;
			r->frame = whole->frame;
			r->report = whole->report;
			result_set(whole, OUTCOME_PASS, NULL);
			whole->kind = whole->frame = whole->report = NULL;
		}
	} else if (whole->outcome == OUTCOME_FINDING) {
		attribute_leaks(s, results, count, all, n_all, whole);
	}
	free(all);
}

void cell_try(const struct cell *cell, struct result *results, size_t count, const struct run_options *options,
              struct result *whole)
{
	struct spawn s = { .cell = cell, .options = options };
	size_t *wanted = need(calloc(count + 1, sizeof *wanted)), n = 0;
	char *flat = cell_file_name(cell->id);

	s.work = format_new("%s/work/%s.%ld", options->results, flat, seam_process_number());
	s.events = format_new("%s/events", s.work);
	s.plan = format_new("%s/plan", s.work);
	s.log = format_new("%s/log", s.work);
	seam_make_folders(s.work);
	whole->outcome = OUTCOME_PASS;
	for (size_t i = 0; i < count; i++)
		if (!results[i].alone)
			wanted[n++] = i;
	if (n > 0 && count > 1)
		run_batch(&s, results, count, wanted, n, whole);
	for (size_t i = 0; i < count && (count == 1 || whole->outcome != OUTCOME_ERROR); i++)
		if (!results[i].ended && (count == 1 || results[i].alone || results[i].id->isolated)) {
			wanted[0] = i;
			run_batch(&s, results, count, wanted, 1, whole);
		}
	for (size_t i = 0; i < count; i++)
		if (!results[i].ended)
			result_set(&results[i], OUTCOME_MISSING,
			           format_new("never reported%s%s", whole->message ? ": " : "",
			                      whole->message ? whole->message : ""));
	seam_remove_tree(s.work);
	text_free(&s.output);
	free(s.work);
	free(s.events);
	free(s.plan);
	free(s.log);
	free(flat);
	free(wanted);
}

static void all_same(struct result *results, size_t count, struct result *whole, enum outcome outcome, const char *why)
{
	for (size_t i = 0; i < count; i++)
		result_set(&results[i], outcome == OUTCOME_SKIP ? OUTCOME_SKIP : OUTCOME_MISSING, copy_new(why));
	result_set(whole, outcome, copy_new(why));
}

/* Why this cell is not run now, as an outcome; NONE when it can be. */
static enum outcome obstacle(const struct cell *cell, size_t n_cases, char **why)
{
	char *peer = peer_path(cell->peer, cell->platform, cell->flavour->name), *proof;
	char *group = group_path(cell->group, cell->edition, cell->platform, cell->flavour->name, seam_library_suffix);
	enum outcome outcome = OUTCOME_NONE;
	bool skip;

	*why = NULL;
	if (cell->skip) {
		*why = copy_new(cell->skip);
		outcome = OUTCOME_SKIP;
	} else if (!n_cases || !seam_path_exists(group)) {
		*why = format_new("the group has no cases, or they did not build for %s: run `make`",
		                  cell->flavour->name);
		outcome = OUTCOME_ERROR;
	} else if ((!conf_get(cell->peer->conf, "run") || conf_get(cell->peer->conf, "build")) &&
	           !seam_path_exists(peer)) {
		*why = build_reason(cell->peer, cell->platform, cell->flavour->name, &skip);
		outcome = skip ? OUTCOME_SKIP : OUTCOME_ERROR;
	} else {
		char *path = build_path(cell->platform, cell->flavour->name, "proved");

		proof = file_read(path, NULL);
		if (!proof || strcmp(proof, "yes\n") != 0) {
			*why = format_new("the flavour %s is not proved: %s", cell->flavour->name,
			                  proof ? proof : "run `make`");
			outcome = OUTCOME_ERROR;
		}
		free(proof);
		free(path);
	}
	free(group);
	free(peer);
	return outcome;
}

int cell_run(const struct cell *cell, const char *cases, const struct run_options *options,
             struct cell_summary *summary)
{
	size_t n_ids, count = 0;
	struct seam_case_id *ids = group_cases(cell->group, cell->edition, cell->platform, cell->flavour->name, &n_ids);
	struct result *results, whole = { 0 };
	struct expectations *expectations = expect_load(cell->peer);
	struct record_file *file;
	enum outcome outcome;
	double start = seam_seconds();
	char *why;
	int failed = 0;

	*summary = (struct cell_summary){ 0 };
	if (!(file = record_open(options->results, cell)))
		return -1;
	results = need(calloc(n_ids + 1, sizeof *results));
	for (size_t i = 0; i < n_ids; i++)
		if (!cases || glob_matches(cases, ids[i].id))
			results[count++].id = &ids[i];
	if (!options->mutant && !options->mute)
		expect_alone(expectations, cell, results, count);
	outcome = obstacle(cell, n_ids, &why);
	if (outcome != OUTCOME_NONE)
		all_same(results, count, &whole, outcome, why);
	else
		cell_try(cell, results, count, options, &whole);
	whole.seconds = seam_seconds() - start;
	for (size_t i = 0; i < count; i++) {
		if (!options->mutant && !options->mute)
			expect_apply(expectations, cell, &results[i]);
		summary->of[results[i].outcome]++;
		summary->red += outcome_is_red(results[i].outcome, results[i].id->level);
		failed |= record_put(file, cell, &results[i]);
	}
	if (whole.outcome != OUTCOME_PASS && whole.outcome != OUTCOME_SKIP) {
		summary->red++;
		summary->message = copy_new(whole.message ? whole.message : whole.kind ? whole.kind : "?");
	} else if (whole.message) {
		summary->message = copy_new(whole.message);
	}
	failed |= record_put(file, cell, &whole);
	failed |= record_close(file);
	summary->seconds = whole.seconds;
	free(results);
	return failed;
}
