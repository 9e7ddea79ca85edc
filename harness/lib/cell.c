#include "cell.h"

#include "../platform/platform.h"
#include "build.h"
#include "checker.h"
#include "events.h"
#include "text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUTPUT_KEPT = 2000, MEMORY_LIMIT_MIB = 2048, EXIT_EVENTS_LOST = 66 };

/* One process of the probe. */
struct spawn {
	const struct cell *cell;
	const struct run_options *options;
	char *work, *events, *plan, *log;
	double limit, deadline;
	size_t events_size;
	struct text output; /* its end only */
	struct seam_process process;
};

static double number(const struct conf *conf, const char *key, double otherwise)
{
	const char *text = conf_get(conf, key);

	return text ? atof(text) : otherwise;
}

/* A case that goes on telling is in time; one that does not tell for its limit is not. */
static bool in_time(void *argument)
{
	struct spawn *s = argument;
	size_t size = seam_file_size(s->events);

	if (size != s->events_size) {
		s->events_size = size;
		s->deadline = seam_seconds() + s->limit;
	}
	return seam_seconds() < s->deadline;
}

static void keep_end(void *argument, const char *bytes, size_t size)
{
	struct text *t = &((struct spawn *)argument)->output;

	text_put(t, bytes, size);
	if (t->size > OUTPUT_KEPT) {
		memmove(t->bytes, t->bytes + t->size - OUTPUT_KEPT, OUTPUT_KEPT + 1);
		t->size = OUTPUT_KEPT;
	}
}

/* ${LOG} and ${SEAM} in a flavour's env and wrap. */
static char *substituted(const char *value, const struct spawn *s)
{
	struct text t = { 0 };
	char *root = seam_current_folder();

	text_put(&t, "", 0);
	while (*value) {
		if (strncmp(value, "${LOG}", 6) == 0) {
			text_format(&t, "%s/%s", seam_is_absolute(s->log) ? "" : root, s->log);
			value += 6;
		} else if (strncmp(value, "${SEAM}", 7) == 0) {
			text_put(&t, root, strlen(root));
			value += 7;
		} else {
			text_put(&t, value++, 1);
		}
	}
	free(root);
	return t.bytes;
}

static char **more_words(char **words, char *word)
{
	size_t n = words_count(words);

	words = need(realloc(words, (n + 2) * sizeof *words));
	words[n] = word;
	words[n + 1] = NULL;
	return words;
}

static char *from_root(const char *path)
{
	char *root, *whole;

	if (seam_is_absolute(path))
		return copy_new(path);
	root = seam_current_folder();
	whole = format_new("%s/%s", root, path);
	free(root);
	return whole;
}

/* [wrapper] program --group … --peer … --events … --plan … */
static char **command_of(const struct spawn *s, bool batch, bool leaks_each)
{
	const struct cell *cell = s->cell;
	const char *wrap = conf_get(cell->flavour->conf, "wrap"), *run = conf_get(cell->peer->conf, "run");
	char *wrapper = substituted(wrap ? wrap : "", s), **argv = words_new(wrapper);
	char *group = group_path(cell->group, cell->edition, cell->flavour->name, seam_library_suffix);

	free(wrapper);
	if (run) {
		char **words = words_new(run);

		for (char **w = words; *w; w++)
			argv = more_words(argv, copy_new(*w));
		words_free(words);
	} else {
		char *probe = probe_path(cell->flavour->name);

		argv = more_words(argv, from_root(probe));
		free(probe);
		if (cell->peer->folder) {
			char *peer = peer_path(cell->peer, cell->flavour->name);

			argv = more_words(argv, copy_new("--peer"));
			argv = more_words(argv, from_root(peer));
			free(peer);
		}
	}
	argv = more_words(argv, copy_new("--group"));
	argv = more_words(argv, from_root(group));
	argv = more_words(argv, copy_new("--events"));
	argv = more_words(argv, from_root(s->events));
	argv = more_words(argv, copy_new("--plan"));
	argv = more_words(argv, from_root(s->plan));
	if (s->options->mute)
		argv = more_words(argv, copy_new("--mute"));
	if (batch)
		argv = more_words(argv, copy_new("--batch"));
	if (leaks_each)
		argv = more_words(argv, copy_new("--leaks-each"));
	if (s->options->mutant) {
		char *ending = format_new("mutants.%s", seam_library_suffix);
		char *mutants = group_path(cell->group, cell->edition, cell->flavour->name, ending);

		argv = more_words(argv, copy_new("--mutants"));
		argv = more_words(argv, from_root(mutants));
		argv = more_words(argv, copy_new("--mutant"));
		argv = more_words(argv, copy_new(s->options->mutant));
		free(mutants);
		free(ending);
	}
	free(group);
	return argv;
}

static char **environment_of(const struct spawn *s)
{
	const struct conf *flavour = s->cell->flavour->conf;
	bool is_runtime = conf_get(s->cell->peer->conf, "run") != NULL;
	const char *env = conf_get(flavour, "env"), *for_runtimes = conf_get(flavour, "env.run");
	char *value = substituted(env ? env : "", s), **words = words_new(value), *scratch = format_new("%s/scratch", s->work);
	char *scratch_path = from_root(scratch);

	seam_make_folders(scratch);
	words = more_words(words, format_new("SEAM_SCRATCH=%s", scratch_path));
	free(scratch_path);
	free(scratch);
	free(value);
	if (is_runtime) {
		char *library = format_new("build/native/%s/libseam_probe.%s", s->cell->flavour->name, seam_library_suffix);
		char *path = from_root(library);

		words = more_words(words, format_new("SEAM_PROBE_LIB=%s", path));
		if (for_runtimes) {
			value = substituted(for_runtimes, s);
			words = more_words(words, value);
		}
		if (conf_get(flavour, "preload")) {
			value = shell_value(conf_get(flavour, "preload"));
			words = more_words(words, format_new("LD_PRELOAD=%s", value));
			free(value);
		}
		free(library);
		free(path);
	}
	return words;
}

/* Runs a probe with a plan; -1 when it could not be started. */
static int spawn(struct spawn *s, const struct result *results, const size_t *wanted, size_t n_wanted, bool leaks_each)
{
	struct text plan = { 0 };
	char **argv, **env;
	int failed;

	for (size_t i = 0; i < n_wanted; i++)
		text_format(&plan, "%s\n", results[wanted[i]].id->id);
	remove(s->events);
	failed = file_write(s->plan, text_of(&plan), plan.size);
	text_free(&plan);
	text_free(&s->output);
	argv = command_of(s, n_wanted > 1 && !leaks_each, leaks_each);
	env = environment_of(s);
	s->limit = s->options->timeout * number(s->cell->flavour->conf, "slow", 1);
	s->deadline = seam_seconds() + s->limit;
	s->events_size = 0;
	s->process = (struct seam_process){
		.argv = (const char *const *)argv,
		.env = (const char *const *)env,
		.folder = conf_get(s->cell->peer->conf, "run") ? s->cell->peer->folder : NULL,
		.memory_limit = (uint64_t)number(s->cell->flavour->conf, "memory_mib", MEMORY_LIMIT_MIB) << 20,
		.in_time = in_time,
		.output = keep_end,
		.argument = s,
	};
	if (!failed)
		failed = seam_process_run(&s->process);
	words_free(argv);
	words_free(env);
	return failed;
}

/* How the process ended, in words and as an outcome, for the case that was open or for the cell. */
static void blame(struct spawn *s, struct result *r, const struct told *told)
{
	const struct seam_process *p = &s->process;
	struct finding finding;
	char name[32];

	if (checker_read(conf_get(s->cell->flavour->conf, "log"), s->log, p->id, &finding)) {
		result_set(r, OUTCOME_FINDING, NULL);
		r->kind = finding.kind;
		r->frame = finding.frame;
		r->report = finding.report;
		return;
	}
	switch (p->how) {
	case SEAM_TIMED_OUT:
		result_set(r, OUTCOME_TIMEOUT, format_new("nothing was told for %g s; the process was ended", s->limit));
		return;
	case SEAM_TOO_LARGE:
		result_set(r, OUTCOME_CRASH,
		           format_new("the process grew beyond %llu MiB and was killed",
		                      (unsigned long long)(p->memory_limit >> 20)));
		return;
	case SEAM_STOPPED:
		result_set(r, OUTCOME_CRASH,
		           format_new("the process stopped itself by %s", seam_signal_name(p->status, name, sizeof name)));
		return;
	case SEAM_SIGNALLED:
		result_set(r, OUTCOME_CRASH,
		           format_new("%s%s%s", seam_signal_name(p->status, name, sizeof name), told->fault ? ": " : "",
		                      told->fault ? told->fault : ""));
		break;
	default:
		if (p->status == EXIT_EVENTS_LOST)
			result_set(r, OUTCOME_ERROR, copy_new("the probe could not write its events (is the disk full?)"));
		else
			result_set(r, OUTCOME_CRASH,
			           format_new("the process ended itself with exit status %d in the middle", p->status));
	}
	if (s->output.size) {
		free(r->report);
		r->report = copy_new(text_of(&s->output));
	}
}

/* The verdict of the case that was open when the process ended. */
static void close_open_case(struct spawn *s, const struct told *told)
{
	struct result *r = told->open;

	if (r->expects_abort && s->process.how == SEAM_SIGNALLED && s->process.status == SIGABRT) {
		result_set(r, OUTCOME_PASS, NULL);
	} else {
		blame(s, r, told);
		if (r->expects_abort && r->outcome == OUTCOME_CRASH) {
			char *how = r->message;

			r->message = NULL;
			result_set(r, OUTCOME_FAIL, format_new("expected to die by abort(), but: %s", how));
			free(how);
		}
	}
	r->ended = true;
}

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

		if (spawn(s, again, rest, n_rest, true) != 0)
			break;
		events_read(s->events, again, count, &told);
		if (!told.begun)
			break;
		if (told.open)
			close_open_case(s, &told);
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

/* What the process did besides its cases. */
static void blame_whole(struct spawn *s, struct result *whole, const struct told *told)
{
	if (told->refused) {
		result_set(whole, OUTCOME_ERROR, copy_new(told->refused));
	} else if (!told->begun && !told->complete) {
		char *how;

		blame(s, whole, told);
		how = whole->message;
		whole->message = NULL;
		result_set(whole, whole->outcome, format_new("while the peer was opened: %s", how ? how : "a checker's report"));
		free(how);
	} else if (told->complete && !told->open &&
	           (s->process.how != SEAM_EXITED || s->process.status != 0)) {
		blame(s, whole, told);
		if (!whole->message)
			result_set(whole, whole->outcome, copy_new("when the process ended"));
	}
	if (whole->outcome == OUTCOME_PASS && told->forked)
		result_set(whole, OUTCOME_CRASH, copy_new("the peer forked, and the copy came back into the case"));
	/* A checker that ends the process may leave its own symbolizer. */
	if (whole->outcome == OUTCOME_PASS && s->process.left_behind && told->complete)
		result_set(whole, OUTCOME_CRASH, copy_new("the peer left a process behind; it was killed"));
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

		if (spawn(s, results, wanted, n, false) != 0) {
			result_set(whole, OUTCOME_ERROR, copy_new("the probe could not be started"));
			break;
		}
		events_read(s->events, results, count, &told);
		if (told.peer && !whole->notes) {
			whole->notes = cJSON_CreateArray();
			cJSON_AddItemToArray(whole->notes, cJSON_CreateString(told.peer));
		}
		if (told.open) {
			told.open->seconds = seam_seconds() - start;
			close_open_case(s, &told);
		}
		blame_whole(s, whole, &told);
		if (!told.begun)
			break;
		for (size_t i = 0; i < n; i++)
			if (!results[wanted[i]].ended)
				wanted[kept++] = wanted[i];
		if (kept == n || told.complete)
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
	char *flat = copy_new(cell->id);

	for (char *c = flat; *c; c++)
		if (*c == '/')
			*c = '.';
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
			           format_new("never reported%s%s", whole->message ? ": " : "", whole->message ? whole->message : ""));
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
static enum outcome obstacle(const struct cell *cell, char **why)
{
	char *peer = peer_path(cell->peer, cell->flavour->name), *proof;
	char *group = group_path(cell->group, cell->edition, cell->flavour->name, seam_library_suffix);
	enum outcome outcome = OUTCOME_NONE;
	bool skip;

	*why = NULL;
	if (cell->skip) {
		*why = copy_new(cell->skip);
		outcome = OUTCOME_SKIP;
	} else if (!seam_path_exists(group)) {
		*why = format_new("the group's cases did not build for %s: run `make`", cell->flavour->name);
		outcome = OUTCOME_ERROR;
	} else if (!conf_get(cell->peer->conf, "run") && !seam_path_exists(peer)) {
		*why = build_reason(cell->peer, cell->flavour->name, &skip);
		outcome = skip ? OUTCOME_SKIP : OUTCOME_ERROR;
	} else {
		char *path = format_new("build/native/%s/proved", cell->flavour->name);

		proof = file_read(path, NULL);
		if (!proof || strcmp(proof, "yes\n") != 0) {
			*why = format_new("the flavour %s is not proved: %s", cell->flavour->name, proof ? proof : "run `make`");
			outcome = OUTCOME_ERROR;
		}
		free(proof);
		free(path);
	}
	free(group);
	free(peer);
	return outcome;
}

int cell_run(const struct cell *cell, const char *cases, const struct run_options *options, struct cell_summary *summary)
{
	size_t n_ids, count = 0;
	struct seam_case_id *ids = group_cases(cell->group, cell->edition, "plain", &n_ids);
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
	outcome = obstacle(cell, &why);
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
