/*
 * detect.c - which checker sees which bug: every mutant's case is run with the mutant planted, under each checker with nothing else
 * looking (no checks, no instruments), once with the peer built for the checker and once as it is built without; then in plain, with
 * the case's own checks alone and with each instrument alone.
 */
#include "detect.h"

#include "../instruments.h"
#include "../platform/platform.h"
#include "checker.h"
#include "events.h"
#include "spawn.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { MOST_COLUMNS = 64, PLAIN_DEATH = 128 };

/* ---- the bugs of a group ---- */

struct bug {
	char *name, *case_id, *strength;
};

struct bugs {
	struct bug *list;
	size_t count;
};

/* "loud": it crashes; "quiet": a checker sees it; "silent": none does, as its row says. */
static char *strength_of(const char *line)
{
	char *outcome = field_new(line, 3), *silent = field_new(line, 5);
	const char *strength = strcmp(silent, "silent") == 0     ? "silent"
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
	char *path = group_path(group, last_edition(group), platform, "plain", "mutants.list"),
	     *content = file_read(path, NULL);
	struct bugs bugs = { 0 };

	for (const char *at = content; at && *at; at += strcspn(at, "\n"), at += *at == '\n') {
		char *case_id = field_new(at, 1), *outcome = field_new(at, 3);

		if (strcmp(outcome, "pass") != 0 && !strchr(case_id, '*')) {
			bugs.list = need(realloc(bugs.list, (bugs.count + 1) * sizeof *bugs.list));
			bugs.list[bugs.count++] = (struct bug){ field_new(at, 0), case_id, strength_of(at) };
		}
		free(outcome);
	}
	free(content);
	free(path);
	return bugs;
}

/* ---- one column of one group ---- */

#define TIMEOUT "timeout"

struct trial {
	bool failed, aborts; /* a check did not hold; the case expects an abort */
	char *text;          /* of the first check or instrument that did not hold */
	long process;
	int status;
};

/* What an instrument says starts with its name; the host's allocator says whose it is. */
static bool says(const struct trial *t, const char *instrument)
{
	const char *text = t->text ? t->text : "";

	return strncmp(text, instrument, strlen(instrument)) == 0 ||
	       (strcmp(instrument, "allocator") == 0 && strncmp(text, "lent ", 5) == 0);
}

/* What was seen of it, in a word or line; NULL: nothing.  The checks and instruments of other columns are not at work. */
static char *seen(const struct spawn *s, const struct trial *t, const char *only)
{
	bool judged = strcmp(only, "checks") == 0 || strcmp(only, "all") == 0;
	struct finding finding;
	char name[32];

	if (checker_read(conf_get(s->cell->flavour->conf, "log"), s->log, t->process, &finding))
		return finding.kind;
	if (t->failed && (judged || says(t, only)))
		return copy_new(t->text);
	if (t->aborts && t->status == PLAIN_DEATH + SIGABRT)
		return NULL;
	if (t->aborts && judged && t->status < PLAIN_DEATH)
		return copy_new("expected to die by abort()");
	if (t->status == SEAM_TRIAL_TIMED_OUT)
		return copy_new(TIMEOUT);
	if (t->status > PLAIN_DEATH)
		return copy_new(seam_signal_name(t->status - PLAIN_DEATH, name, sizeof name));
	return t->status > 0 ? format_new("exit status %d", t->status) : NULL;
}

static void one_event(char *const *field, struct trial *t)
{
	if (strcmp(field[0], "fail") == 0 && !t->failed) {
		t->failed = true;
		t->text = copy_new(field[3]);
	} else if (strcmp(field[0], "expect") == 0) {
		t->aborts = true;
	} else if (strcmp(field[0], "ended") == 0) {
		t->process = atol(field[1]);
		t->status = atoi(field[2]);
	}
}

/* What was seen in each of the trials, in their order; how many there were. */
static size_t read_trials(const struct spawn *s, const char *only, char **what, size_t count)
{
	char *content = file_read(s->events, NULL), *next = content, *field[EVENT_FIELDS];
	struct trial t = { 0 };
	size_t done = 0;

	while ((next = event_next(next, field)) && done < count) {
		one_event(field, &t);
		if (strcmp(field[0], "ended") == 0) {
			what[done++] = seen(s, &t, only);
			free(t.text);
			t = (struct trial){ 0 };
		}
	}
	free(content);
	return done;
}

/* Tries these bugs' cases, with the bugs planted or without; what was seen of each.  -1 when not all were told of. */
static int try_bugs(struct spawn *s, const char *only, const struct bugs *bugs, bool planted, char **what)
{
	struct text plan = { 0 };
	size_t done = 0;

	for (size_t i = 0; i < bugs->count; i++)
		text_format(&plan, "%s\t%s\t%s\n", bugs->list[i].case_id, planted ? bugs->list[i].name : "-", only);
	if (file_write(s->plan, text_of(&plan), plan.size) == 0 && spawn_planned(s, false, false) == 0)
		done = read_trials(s, only, what, bugs->count);
	text_free(&plan);
	if (done < bugs->count)
		fprintf(stderr, "seam: %s: only %zu of %zu trials were told of\n%s\n", s->cell->id, done, bugs->count,
		        text_of(&s->output));
	return done < bugs->count ? -1 : 0;
}

/* A case that is too slow under this checker is so without the bug too: then nothing was seen. */
static int forgive_slow(struct spawn *s, const char *only, const struct bugs *bugs, char **what)
{
	struct bugs slow = { .list = need(calloc(bugs->count + 1, sizeof *slow.list)) };
	char **again = need(calloc(bugs->count + 1, sizeof *again));
	size_t *at = need(calloc(bugs->count + 1, sizeof *at));
	int failed = 0;

	for (size_t i = 0; i < bugs->count; i++)
		if (what[i] && strcmp(what[i], TIMEOUT) == 0) {
			at[slow.count] = i;
			slow.list[slow.count++] = bugs->list[i];
		}
	if (slow.count)
		failed = try_bugs(s, only, &slow, false, again);
	for (size_t i = 0; i < slow.count; i++)
		if (again[i]) {
			free(what[at[i]]);
			what[at[i]] = NULL;
		}
	free(slow.list);
	free(again);
	free(at);
	return failed;
}

static const struct cell *cell_of_reference(const struct tree *tree)
{
	for (size_t i = tree->n_cells; i--;)
		if (strcmp(tree->cells[i].peer->name, group_reference(tree->cells[i].group)) == 0)
			return &tree->cells[i];
	return NULL;
}

static time_t changed(char *path)
{
	struct stat status = { 0 };

	if (stat(path, &status) != 0)
		status.st_mtime = 0;
	free(path);
	return status.st_mtime;
}

/* Whether all that this column is made of is older than what it saw the last time. */
static bool is_done(const struct cell *cell, const char *parts, const char *out)
{
	const char *flavour = cell->flavour->name;
	char *ending = format_new("mutants.%s", seam_library_suffix);
	time_t done = changed(copy_new(out));
	bool is = done > changed(probe_path(cell->platform, flavour)) &&
	          done > changed(build_path(cell->platform, flavour, "proved")) &&
	          done > changed(group_path(cell->group, cell->edition, cell->platform, parts, seam_library_suffix)) &&
	          done > changed(group_path(cell->group, cell->edition, cell->platform, parts, ending)) &&
	          done > changed(peer_path(cell->peer, cell->platform, parts));

	free(ending);
	return is;
}

int detect_part(const char *part, const struct run_options *options, const char *out)
{
	char **words = words_new(part);
	struct selection one = { .groups = words[0], .flavours = words[1] };
	const struct cell *cell;
	struct text text = { 0 };
	struct tree tree;
	int failed = 0;

	if (words_count(words) != 4 || tree_load(&tree, &one) != 0)
		return -1;
	cell = cell_of_reference(&tree);
	if (cell && !cell->skip && is_done(cell, words[2], out))
		return 0;
	if (cell && !cell->skip) {
		const char *only = words[3];
		struct spawn s = { .cell = cell, .options = options, .parts = words[2], .trials = true };
		struct bugs bugs = bugs_of(cell->group, cell->platform);
		char **what = need(calloc(bugs.count + 1, sizeof *what));

		s.work = format_new("%s.work", out);
		s.events = format_new("%s/events", s.work);
		s.plan = format_new("%s/plan", s.work);
		s.log = format_new("%s/log", s.work);
		seam_make_folders(s.work);
		failed = try_bugs(&s, only, &bugs, true, what) || forgive_slow(&s, only, &bugs, what);
		for (size_t i = 0; i < bugs.count; i++)
			if (what[i])
				text_format(&text, "%s\t%s\n", bugs.list[i].name, what[i]);
		seam_remove_tree(s.work);
	}
	return failed ? -1 : file_write(out, text_of(&text), text.size);
}

/* ---- all of them ---- */

struct column {
	const char *name, *flavour, *parts, *only;
};

static bool is_instrument(const struct column *column)
{
	return strcmp(column->only, "none") != 0 && strcmp(column->only, "all") != 0;
}

struct job {
	const struct tree *tree;
	const struct column *columns;
	size_t n_columns, done, failed;
	const char *folder;
	char *part, *out;
	const char *argv[12];
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
	job->part = format_new("%s %s %s %s", job->tree->groups[at / job->n_columns].folder, column->flavour,
	                       column->parts, column->only);
	job->out = part_file(job, at / job->n_columns, at % job->n_columns);
	job->argv[3] = job->part;
	job->argv[5] = job->out;
	return job->argv;
}

static void part_done(void *argument, size_t at, int status)
{
	struct job *job = argument;

	job->failed += status != 0;
	fprintf(stderr, "[%3zu/%zu] %-10s %s%s\n", ++job->done, job->tree->n_groups * job->n_columns,
	        job->tree->groups[at / job->n_columns].name, job->columns[at % job->n_columns].name,
	        status ? "  FAILED" : "");
}

/* The columns: what ends the process by itself; the checkers; the case's own checks; each instrument; all that plain has. */
static size_t columns_of(const struct tree *tree, struct column *columns)
{
#define ONE(instrument, name) name,
	static const char *const instruments[] = { SEAM_EACH_INSTRUMENT(ONE) };
#undef ONE
	size_t n = 0;

	columns[n++] = (struct column){ "crash", "plain", "plain", "none" };
	for (size_t f = 0; f < tree->n_flavours; f++) {
		const struct flavour *flavour = &tree->flavours[f];
		bool is_built_in = !conf_get(flavour->conf, "wrap");

		if (!conf_get(flavour->conf, "log")) {
			if (strcmp(flavour->name, "plain") != 0)
				columns[n++] = (struct column){ format_new("seam at %s", flavour->name), flavour->name,
					                        flavour->name, "all" };
			continue;
		}
		columns[n++] = (struct column){ flavour->name, flavour->name, flavour->name, "none" };
		if (is_built_in && !conf_get(flavour->conf, "uninstrumented"))
			columns[n++] = (struct column){ format_new("%s, peer not built for it", flavour->name),
				                        flavour->name, "plain", "none" };
	}
	columns[n++] = (struct column){ "checks", "plain", "plain", "checks" };
	for (size_t i = 0; i < sizeof instruments / sizeof instruments[0]; i++)
		columns[n++] = (struct column){ instruments[i], "plain", "plain", instruments[i] };
	columns[n++] = (struct column){ "seam", "plain", "plain", "all" };
	return n;
}

/* What column `c` saw of this bug, as its part's file says; NULL: nothing.  malloc'd. */
static char *lookup(const char *part, const char *bug)
{
	size_t n = strlen(bug);

	for (const char *at = part; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, bug, n) == 0 && at[n] == '\t')
			return field_new(at, 1);
	return NULL;
}

/* What ends the process by itself is no merit of the one instrument that was at work. */
static void leave_crashes(const struct job *job, char **what)
{
	for (size_t c = 1; c < job->n_columns; c++)
		if (what[0] && what[c] && is_instrument(&job->columns[c]) && strcmp(what[0], what[c]) == 0) {
			free(what[c]);
			what[c] = NULL;
		}
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

static void put_line(FILE *data, const struct group *group, const struct bug *bug, const struct job *job,
                     char *const *what)
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
	fprintf(page,
	        "# The detection table\n\n"
	        "Made by `make detect`: each planted bug's case is run under each checker with nothing else looking, then in plain\n"
	        "with the case's own checks alone, and with each instrument alone. `results/detection.jsonl` has each bug, and as\n"
	        "what it was seen.\n\n<!-- totals -->\n"
	        "%zu planted bugs: %zu of them end the process by themselves or are seen by one of the checkers at least; %zu are seen by seam's\n"
	        "own checks and instruments alone",
	        s->bugs, s->any_checker, s->only_seam);
	fprintf(page, s->none ? "; %zu are not seen here.\n" : ".\n", s->none);
	fprintf(page,
	        "\n| seen by | of all %zu | loud (%zu) | quiet (%zu) | silent (%zu) |\n|---|---:|---:|---:|---:|\n",
	        s->bugs, s->of_strength[0], s->of_strength[1], s->of_strength[2]);
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
			leave_crashes(job, what);
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

int detect_all(const struct tree *tree, const struct run_options *options, const char *out, size_t jobs,
               const char *program)
{
	static struct column columns[MOST_COLUMNS];
	struct job job = { .tree = tree, .columns = columns, .n_columns = columns_of(tree, columns) };
	struct seam_pool pool = { .count = tree->n_groups * job.n_columns,
		                  .parallel = jobs,
		                  .start = start_part,
		                  .done = part_done,
		                  .argument = &job };

	job.folder = build_path(&tree->platform, "plain", "detect");
	seam_make_folders(job.folder);
	job.argv[0] = program;
	job.argv[1] = "trials";
	job.argv[2] = "--part";
	job.argv[4] = "--out";
	job.argv[6] = "--timeout";
	job.argv[7] = format_new("%g", options->timeout);
	if (seam_pool_run(&pool) != 0)
		return -1;
	if (job.failed) {
		fprintf(stderr, "seam: %zu columns came to nothing, so there is no table; the others are kept for the next time\n", job.failed);
		return -1;
	}
	return write_table(&job, out);
}
