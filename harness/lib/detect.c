/*
 * detect.c - which checker sees which bug: every mutant's case is run with the mutant planted, under each checker with nothing else
 * looking (no checks, no instruments), once with the peer built for the checker and once as it is built without; then in plain, with
 * the case's own checks alone and with each instrument alone.
 */
#include "detect.h"

#include "../platform/platform.h"
#include "checker.h"
#include "spawn.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALL "checks,thunk,ambient,allocator,lock,life,growth,secret,guards,tags"

enum { MOST_COLUMNS = 64, MOST_FIELDS = 8, PLAIN_DEATH = 128 };

/* ---- the bugs of a group ---- */

struct bug {
	char *name, *case_id, *strength;
};

struct bugs {
	struct bug *list;
	size_t count;
};

static char *field(const char *line, int n)
{
	while (n-- && line[strcspn(line, "\t\n")] == '\t')
		line += strcspn(line, "\t\n") + 1;
	return format_new("%.*s", (int)strcspn(line, "\t\n"), line);
}

/* "loud": it crashes; "quiet": a checker sees it; "silent": none does, as its row says. */
static char *strength_of(const char *line)
{
	char *outcome = field(line, 3), *silent = field(line, 5);
	const char *strength = strcmp(silent, "silent") == 0    ? "silent"
	                       : strcmp(outcome, "finding") == 0 ? "quiet"
	                                                         : "loud";

	free(outcome);
	free(silent);
	return copy_new(strength);
}

static const char *last_edition(const struct group *group)
{
	char **editions = group_editions(group);

	return editions[words_count(editions) - 1];
}

static struct bugs bugs_of(const struct group *group, const struct platform *platform)
{
	char *path = group_path(group, last_edition(group), platform, "plain", "mutants.list"), *content = file_read(path, NULL);
	struct bugs bugs = { 0 };

	for (const char *at = content; at && *at; at += strcspn(at, "\n"), at += *at == '\n') {
		char *case_id = field(at, 1), *outcome = field(at, 3);

		if (strcmp(outcome, "pass") != 0 && !strchr(case_id, '*')) {
			bugs.list = need(realloc(bugs.list, (bugs.count + 1) * sizeof *bugs.list));
			bugs.list[bugs.count++] = (struct bug){ field(at, 0), case_id, strength_of(at) };
		}
		free(outcome);
	}
	free(content);
	free(path);
	return bugs;
}

/* ---- one column of one group ---- */

struct trial {
	bool failed, aborts; /* a check did not hold; the case expects an abort */
	char *text;          /* of the first check or instrument that did not hold */
	char *fault;
	long process;
	int status;
};

/* What an instrument says starts with its name; the host's allocator says whose it is. */
static bool says(const struct trial *t, const char *instrument)
{
	const char *text = t->text ? t->text : "";

	return strncmp(text, instrument, strlen(instrument)) == 0 || (strcmp(instrument, "allocator") == 0 && strncmp(text, "lent ", 5) == 0);
}

/* What was seen of it, in a word or line; NULL: nothing.  A death in plain is what the column for crashes is for; an instrument's
 * own is what it says. */
static char *seen(const struct spawn *s, struct trial *t, const char *only)
{
	bool judged = strstr(only, "checks") != NULL;
	struct finding finding;
	char name[32];

	if (!judged && strcmp(only, "none") != 0)
		return t->failed && says(t, only) ? copy_new(t->text) : NULL;
	if (checker_read(conf_get(s->cell->flavour->conf, "log"), s->log, t->process, &finding))
		return finding.kind;
	if (t->failed)
		return copy_new(t->text ? t->text : "a check");
	if (t->aborts && t->status == PLAIN_DEATH + SIGABRT)
		return NULL;
	if (t->aborts && judged && t->status < PLAIN_DEATH)
		return copy_new("expected to die by abort()");
	if (t->status == SEAM_TRIAL_TIMED_OUT)
		return copy_new("timeout");
	if (t->status > PLAIN_DEATH)
		return copy_new(seam_signal_name(t->status - PLAIN_DEATH, name, sizeof name));
	return t->status > 0 ? format_new("exit status %d", t->status) : NULL;
}

static void one_event(char **fields, struct trial *t)
{
	if (strcmp(fields[0], "fail") == 0 && !t->failed) {
		t->failed = true;
		t->text = copy_new(fields[3]);
	} else if (strcmp(fields[0], "expect") == 0) {
		t->aborts = true;
	} else if (strcmp(fields[0], "ended") == 0) {
		t->process = atol(fields[1]);
		t->status = atoi(fields[2]);
	}
}

/* Writes "bug what" for each trial in which something was seen. */
static size_t read_trials(const struct spawn *s, const struct bugs *bugs, const char *only, struct text *out)
{
	char *content = file_read(s->events, NULL), *line, *end, empty[] = "";
	struct trial t = { 0 };
	size_t done = 0;

	for (line = content; line && *line && *(end = line + strcspn(line, "\n")); line = end) {
		char *fields[MOST_FIELDS];
		int n = 0;

		*end++ = '\0';
		for (int i = 0; i < MOST_FIELDS; i++)
			fields[i] = empty;
		for (char *at = line; at && n < MOST_FIELDS; n++) {
			fields[n] = at;
			at = strchr(at, '\t');
			if (at)
				*at++ = '\0';
		}
		one_event(fields, &t);
		if (strcmp(fields[0], "ended") == 0 && done < bugs->count) {
			char *what = seen(s, &t, only);

			if (what)
				text_format(out, "%s\t%s\n", bugs->list[done].name, what);
			done++;
			t = (struct trial){ 0 };
		}
	}
	free(content);
	return done;
}

static const char *reference_of(const struct group *group)
{
	const char *reference = conf_get(group->conf, "reference");

	return reference ? reference : "c-clang";
}

int detect_part(const char *part, const struct run_options *options, const char *out)
{
	char **words = words_new(part);
	struct selection one = { .groups = words[0], .flavours = words[1] };
	const struct cell *cell = NULL;
	struct tree tree;
	struct bugs bugs;
	struct text text = { 0 };
	size_t done = 0;

	if (words_count(words) != 4 || tree_load(&tree, &one) != 0)
		return -1;
	for (size_t i = 0; i < tree.n_cells; i++)
		if (strcmp(tree.cells[i].peer->name, reference_of(tree.cells[i].group)) == 0)
			cell = &tree.cells[i];
	text_put(&text, "", 0);
	if (cell && !cell->skip) {
		struct spawn s = { .cell = cell, .options = options, .parts = words[2], .trials = true };
		struct text plan = { 0 };

		bugs = bugs_of(cell->group, cell->platform);
		s.work = format_new("%s.work", out);
		s.events = format_new("%s/events", s.work);
		s.plan = format_new("%s/plan", s.work);
		s.log = format_new("%s/log", s.work);
		seam_make_folders(s.work);
		for (size_t i = 0; i < bugs.count; i++)
			text_format(&plan, "%s\t%s\t%s\n", bugs.list[i].case_id, bugs.list[i].name, words[3]);
		if (file_write(s.plan, text_of(&plan), plan.size) != 0 || spawn_planned(&s, false, false) != 0)
			return -1;
		done = read_trials(&s, &bugs, words[3], &text);
		if (done < bugs.count)
			fprintf(stderr, "seam: %s: only %zu of %zu trials were told of\n%s\n", part, done, bugs.count,
			        text_of(&s.output));
		seam_remove_tree(s.work);
		text_format(&text, "\tdone %zu\n", done);
	}
	return file_write(out, text_of(&text), text.size);
}

/* ---- all of them ---- */

struct column {
	const char *name, *flavour, *parts, *only;
};

struct job {
	const struct tree *tree;
	const struct column *columns;
	size_t n_columns, done;
	const char *folder;
	char *part, *out;
	const char *argv[10];
};

static char *part_file(const struct job *job, size_t group, size_t column)
{
	return format_new("%s/%s.%zu", job->folder, job->tree->groups[group].name, column);
}

static const char *const *start_part(void *argument, size_t at)
{
	struct job *job = argument;
	const struct column *column = &job->columns[at % job->n_columns];

	free(job->part);
	free(job->out);
	job->part = format_new("%s %s %s %s", job->tree->groups[at / job->n_columns].folder, column->flavour, column->parts,
	                       column->only);
	job->out = part_file(job, at / job->n_columns, at % job->n_columns);
	remove(job->out);
	job->argv[3] = job->part;
	job->argv[5] = job->out;
	return job->argv;
}

static void part_done(void *argument, size_t at, int status)
{
	struct job *job = argument;

	fprintf(stderr, "[%3zu/%zu] %-10s %s%s\n", ++job->done, job->tree->n_groups * job->n_columns,
	        job->tree->groups[at / job->n_columns].name, job->columns[at % job->n_columns].name, status ? "  FAILED" : "");
}

/* The columns: what ends the process by itself; the checkers; the case's own checks; each instrument; all that plain has. */
static size_t columns_of(const struct tree *tree, struct column *columns)
{
	static const char *const instruments[] = { "thunk",  "ambient", "allocator", "lock", "life",
		                                   "growth", "secret",  "guards",    "tags" };
	size_t n = 0;

	columns[n++] = (struct column){ "crash", "plain", "plain", "none" };
	for (size_t f = 0; f < tree->n_flavours; f++) {
		const struct flavour *flavour = &tree->flavours[f];
		bool is_built_in = !conf_get(flavour->conf, "wrap");

		if (!conf_get(flavour->conf, "log")) {
			if (strcmp(flavour->name, "plain") != 0)
				columns[n++] = (struct column){ format_new("seam at %s", flavour->name), flavour->name, flavour->name, ALL };
			continue;
		}
		columns[n++] = (struct column){ flavour->name, flavour->name, flavour->name, "none" };
		if (is_built_in && !conf_get(flavour->conf, "uninstrumented"))
			columns[n++] = (struct column){ format_new("%s, peer not built for it", flavour->name), flavour->name, "plain",
				                        "none" };
	}
	columns[n++] = (struct column){ "checks", "plain", "plain", "checks" };
	for (size_t i = 0; i < sizeof instruments / sizeof instruments[0]; i++)
		columns[n++] = (struct column){ instruments[i], "plain", "plain", instruments[i] };
	columns[n++] = (struct column){ "seam", "plain", "plain", ALL };
	return n;
}

/* What column `c` saw of this bug, as its part's file says; NULL: nothing.  malloc'd. */
static char *lookup(const char *part, const char *bug)
{
	size_t n = strlen(bug);

	for (const char *at = part; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, bug, n) == 0 && at[n] == '\t')
			return field(at, 1);
	return NULL;
}

struct sums {
	size_t bugs, of[MOST_COLUMNS], of_strength[3], strength[3][MOST_COLUMNS], any_checker, only_seam, none;
};

static int strength_index(const char *strength)
{
	return strcmp(strength, "loud") == 0 ? 0 : strcmp(strength, "quiet") == 0 ? 1 : 2;
}

static void sum(struct sums *s, const struct job *job, const struct bug *bug, char *const *what)
{
	bool checker = false, own = false;
	int strength = strength_index(bug->strength);

	s->bugs++;
	s->of_strength[strength]++;
	for (size_t c = 0; c < job->n_columns; c++) {
		if (!what[c])
			continue;
		s->of[c]++;
		s->strength[strength][c]++;
		if (strcmp(job->columns[c].only, "none") == 0)
			checker = true;
		else
			own = true;
	}
	s->any_checker += checker;
	s->only_seam += own && !checker;
	s->none += !own && !checker;
}

static void put_line(FILE *data, const struct group *group, const struct bug *bug, const struct job *job, char *const *what)
{
	cJSON *o = cJSON_CreateObject(), *by;
	char *line;

	cJSON_AddStringToObject(o, "group", group->name);
	cJSON_AddStringToObject(o, "bug", bug->name);
	cJSON_AddStringToObject(o, "case", bug->case_id);
	cJSON_AddStringToObject(o, "strength", bug->strength);
	by = cJSON_AddObjectToObject(o, "seen");
	for (size_t c = 0; c < job->n_columns; c++)
		if (what[c])
			cJSON_AddStringToObject(by, job->columns[c].name, what[c]);
	line = need(cJSON_PrintUnformatted(o));
	fprintf(data, "%s\n", line);
	free(line);
	cJSON_Delete(o);
}

static void put_totals(FILE *page, const struct job *job, const struct sums *s)
{
	fprintf(page, "# The detection table\n\n"
	              "Made by `make detect`: each planted bug's case is run under each checker with nothing else looking, then in plain\n"
	              "with the case's own checks alone, and with each instrument alone. `results/detection.jsonl` has each bug, and as\n"
	              "what it was seen.\n\n<!-- totals -->\n"
	              "%zu planted bugs: %zu of them end the process by themselves or are seen by one of the checkers at least; %zu are seen by seam's\n"
	              "own checks and instruments alone",
	        s->bugs, s->any_checker, s->only_seam);
	fprintf(page, s->none ? "; %zu are not seen here.\n" : ".\n", s->none);
	fprintf(page, "\n| seen by | of all %zu | loud (%zu) | quiet (%zu) | silent (%zu) |\n|---|---:|---:|---:|---:|\n", s->bugs,
	        s->of_strength[0], s->of_strength[1], s->of_strength[2]);
	for (size_t c = 0; c < job->n_columns; c++)
		fprintf(page, "| %s | %zu | %zu | %zu | %zu |\n", job->columns[c].name, s->of[c], s->strength[0][c],
		        s->strength[1][c], s->strength[2][c]);
	fprintf(page, "<!-- /totals -->\n");
}

static void put_groups(FILE *page, const struct job *job, const struct sums *of_group)
{
	fprintf(page, "\n## By group\n\n| seen by |");
	for (size_t g = 0; g < job->tree->n_groups; g++)
		fprintf(page, " %s |", job->tree->groups[g].name);
	fprintf(page, "\n|---|");
	for (size_t g = 0; g < job->tree->n_groups; g++)
		fprintf(page, "---:|");
	fprintf(page, "\n| planted |");
	for (size_t g = 0; g < job->tree->n_groups; g++)
		fprintf(page, " %zu |", of_group[g].bugs);
	for (size_t c = 0; c < job->n_columns; c++) {
		fprintf(page, "\n| %s |", job->columns[c].name);
		for (size_t g = 0; g < job->tree->n_groups; g++)
			fprintf(page, " %zu |", of_group[g].of[c]);
	}
	fprintf(page, "\n| seam alone |");
	for (size_t g = 0; g < job->tree->n_groups; g++)
		fprintf(page, " %zu |", of_group[g].only_seam);
	fprintf(page, "\n");
}

static int write_table(const struct job *job, const char *out)
{
	char *data_path = format_new("%s/detection.jsonl", out), *page_path = format_new("%s/detection.md", out);
	FILE *data = fopen(data_path, "wb"), *page = fopen(page_path, "wb");
	struct sums all = { 0 }, *of_group = need(calloc(job->tree->n_groups, sizeof *of_group));

	if (!data || !page) {
		fprintf(stderr, "seam: %s cannot be written\n", data ? page_path : data_path);
		return -1;
	}
	for (size_t g = 0; g < job->tree->n_groups; g++) {
		struct bugs bugs = bugs_of(&job->tree->groups[g], &job->tree->platform);
		char *parts[MOST_COLUMNS];

		for (size_t c = 0; c < job->n_columns; c++) {
			char *path = part_file(job, g, c);

			parts[c] = file_read(path, NULL);
			free(path);
		}
		for (size_t b = 0; b < bugs.count; b++) {
			char *what[MOST_COLUMNS];

			for (size_t c = 0; c < job->n_columns; c++)
				what[c] = lookup(parts[c], bugs.list[b].name);
			put_line(data, &job->tree->groups[g], &bugs.list[b], job, what);
			sum(&all, job, &bugs.list[b], what);
			sum(&of_group[g], job, &bugs.list[b], what);
			for (size_t c = 0; c < job->n_columns; c++)
				free(what[c]);
		}
		for (size_t c = 0; c < job->n_columns; c++)
			free(parts[c]);
	}
	put_totals(page, job, &all);
	put_groups(page, job, of_group);
	free(of_group);
	return fclose(data) | fclose(page) ? -1 : 0;
}

int detect_all(const struct tree *tree, const struct run_options *options, const char *out, size_t jobs, const char *program)
{
	static struct column columns[MOST_COLUMNS];
	struct job job = { .tree = tree, .columns = columns, .n_columns = columns_of(tree, columns) };
	struct seam_pool pool = {
		.count = tree->n_groups * job.n_columns, .parallel = jobs, .start = start_part, .done = part_done, .argument = &job
	};

	(void)options;
	job.folder = build_path(&tree->platform, "plain", "detect");
	seam_make_folders(job.folder);
	job.argv[0] = program;
	job.argv[1] = "trials";
	job.argv[2] = "--part";
	job.argv[4] = "--out";
	if (seam_pool_run(&pool) != 0)
		return -1;
	return write_table(&job, out);
}
