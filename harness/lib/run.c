#include "run.h"

#include "../platform/platform.h"
#include "report.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the plan ---- */

static cJSON *plan_line(const struct cell *cell, const char *cases, const struct run_options *options)
{
	cJSON *o = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(o, "cases");
	size_t count;
	struct seam_case_id *ids = group_cases(cell->group, cell->edition, cell->platform, cell->flavour->name, &count);
	char *rerun = rerun_line(cell, NULL);

	/* A group that did not build has no cases to name: its cells are planned all the same, and come out as errors. */
	for (size_t i = 0; i < count; i++)
		if (!cases || glob_matches(cases, ids[i].id))
			cJSON_AddItemToArray(list, cJSON_CreateString(ids[i].id));
	cJSON_AddStringToObject(o, "cell", cell->id);
	cJSON_AddStringToObject(o, "group", cell->group->folder);
	cJSON_AddStringToObject(o, "peer", cell->peer->library ? cell->peer->library : cell->peer->conf->path);
	cJSON_AddStringToObject(o, "flavour", cell->flavour->name);
	cJSON_AddStringToObject(o, "platform", cell->platform->name);
	cJSON_AddStringToObject(o, "rerun", rerun);
	cJSON_AddStringToObject(o, "pattern", cases ? cases : "*");
	cJSON_AddNumberToObject(o, "timeout", options->timeout);
	cJSON_AddBoolToObject(o, "mute", options->mute);
	if (options->mutant)
		cJSON_AddStringToObject(o, "mutant", options->mutant);
	if (options->without)
		cJSON_AddStringToObject(o, "without", options->without);
	free(rerun);
	return o;
}

int run_plan(const struct tree *tree, const char *cases, const struct run_options *options)
{
	struct text plan = { 0 };
	char *path = format_new("%s/plan.jsonl", options->results), *cells = format_new("%s/cells", options->results);
	char *previous = format_new("%s.previous", options->results);
	char *lacks = platform_lacks(&tree->platform);
	size_t planned = 0;
	int failed = 0;

	if (lacks)
		fprintf(stderr, "seam: all is skipped: %s\n", lacks);

	for (size_t i = 0; i < tree->n_cells; i++) {
		cJSON *line = plan_line(&tree->cells[i], cases, options);
		char *text;

		planned += (size_t)cJSON_GetArraySize(cJSON_GetObjectItem(line, "cases"));
		text = need(cJSON_PrintUnformatted(line));
		text_format(&plan, "%s\n", text);
		free(text);
		cJSON_Delete(line);
	}
	if (!planned && cases && !lacks) {
		fprintf(stderr, "seam: no case is called %s; `seam list` names them\n", cases);
		return -1;
	}
	if (seam_path_exists(path)) {
		seam_remove_tree(previous);
		seam_replace_file(options->results, previous);
	}
	if (seam_make_folders(cells) != 0 || file_write(path, text_of(&plan), plan.size) != 0) {
		fprintf(stderr, "seam: %s: %s\n", path, strerror(errno));
		failed = -1;
	}
	text_free(&plan);
	free(lacks);
	free(path);
	free(cells);
	free(previous);
	return failed;
}

static cJSON *planned(const char *results, const char *cell_id, size_t *n_cells)
{
	char *path = format_new("%s/plan.jsonl", results), *content = file_read(path, NULL), *end;
	cJSON *found = NULL;

	*n_cells = 0;
	for (char *line = content; line && *line; line = end) {
		cJSON *o;

		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		++*n_cells;
		if (found || !(o = cJSON_Parse(line)))
			continue;
		if (strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(o, "cell")), cell_id) == 0)
			found = o;
		else
			cJSON_Delete(o);
	}
	free(content);
	free(path);
	return found;
}

static const char *string_of(const cJSON *o, const char *name)
{
	return cJSON_GetStringValue(cJSON_GetObjectItem(o, name));
}

/* ---- one cell ---- */

static void tell(const struct cell *cell, const struct cell_summary *s, const char *results, size_t n_cells)
{
	char *folder = format_new("%s/done", results),
	     *name = cell_file_name(cell->id), *mark = format_new("%s/%s", folder, name);
	bool native = platform_is_native(cell->platform);
	char **done;
	bool terminal = seam_is_terminal(2), red = s->red > 0;
	struct text t = { 0 };

	/* The cells run in processes of their own: what is done is counted by marks. */
	seam_make_folders(folder);
	file_write(mark, "", 0);
	done = seam_folder_names(folder);
	text_format(&t, "[%3zu/%zu] %-10s %-15s %-9s%s%s", words_count(done), n_cells, cell->group->name, cell->peer->name,
	            cell->flavour->name, native ? "" : " ", native ? "" : cell->platform->name);
	for (int o = OUTCOME_PASS; o < N_OUTCOMES; o++)
		if (s->of[o])
			text_format(&t, " %zu %s", s->of[o], outcome_name((enum outcome)o));
	text_format(&t, "  %.1f s", s->seconds);
	/* Also why nothing of a cell was run, for who asked for it. */
	if (s->message && (red || !s->of[OUTCOME_PASS]))
		text_format(&t, "  %s", s->message);
	/* On a terminal a green line gives way to the next; a red one stays. */
	if (terminal)
		fprintf(stderr, "\r\033[K%s%s%s%s", red ? "\033[31m" : "", text_of(&t), red ? "\033[0m" : "",
		        red ? "\n" : "");
	else
		fprintf(stderr, "%s%s\n", text_of(&t), red ? "  RED" : "");
	text_free(&t);
	words_free(done);
	free(folder);
	free(name);
	free(mark);
}

int run_planned_cell(const char *results, const char *cell_id, struct cell_summary *summary)
{
	size_t n_cells;
	cJSON *line = planned(results, cell_id, &n_cells);
	struct selection one = { 0 };
	struct run_options options = { .results = results };
	struct tree tree;
	const struct cell *cell;
	int failed;

	if (!line)
		return 1;
	one.groups = string_of(line, "group");
	one.peers = string_of(line, "peer");
	one.flavours = string_of(line, "flavour");
	one.platform = string_of(line, "platform");
	options.timeout = cJSON_GetObjectItem(line, "timeout")->valuedouble;
	options.mute = cJSON_IsTrue(cJSON_GetObjectItem(line, "mute"));
	options.mutant = string_of(line, "mutant");
	options.without = string_of(line, "without");
	if (tree_load(&tree, &one) != 0 || !(cell = tree_cell(&tree, cell_id))) {
		fprintf(stderr, "seam: %s is in the plan, but cannot be found any more\n", cell_id);
		return -1;
	}
	failed = cell_run(cell, string_of(line, "pattern"), &options, summary);
	if (!failed)
		tell(cell, summary, results, n_cells);
	cJSON_Delete(line);
	return failed;
}

/* ---- all of them ---- */

struct cells_job {
	const struct tree *tree;
	const char *argv[8];
};

static const char *const *start_cell(void *argument, size_t at)
{
	struct cells_job *job = argument;

	job->argv[5] = job->tree->cells[at].id;
	return job->argv;
}

static void cell_done(void *argument, size_t at, int status)
{
	struct cells_job *job = argument;

	if (status > 1)
		fprintf(stderr, "seam: %s: its runner ended with status %d\n", job->tree->cells[at].id, status);
}

int run_all(const struct tree *tree, const char *cases, const struct run_options *options, size_t jobs,
            const char *program)
{
	struct cells_job job = { .tree = tree,
		                 .argv = { program, "cell", "--results", options->results, "--cell", NULL, NULL } };
	struct seam_pool pool = {
		.count = tree->n_cells, .parallel = jobs, .start = start_cell, .done = cell_done, .argument = &job
	};

	if (run_plan(tree, cases, options) != 0)
		return 2;
	if (seam_pool_run(&pool) != 0) {
		fprintf(stderr, "seam: cells could not be started: %s\n", strerror(errno));
		return 2;
	}
	if (seam_is_terminal(2))
		fputs("\r\033[K", stderr);
	return report_all(options->results, stdout);
}
