/* job.c - compiles a chunk's list for both sides, and runs it by the ordinary probe. */
#include "job.h"

#include "../../../harness/lib/build.h"
#include "../../../harness/lib/cell.h"
#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUILD_SKIPPED = 77, MOST_JOBS = 64 };

static const char *const side_names[] = { "quick", "both", "all" };

/* A peer whose functions are compiled from the list is built for each; one that makes them at run time is taken as it is. */
static bool is_compiled(const struct peer *peer)
{
	const char *build = conf_get(peer->conf, "build");

	return !peer->library && build && !conf_get(peer->conf, "run") && strstr(build, "EMIT=");
}

static int load(const struct options *options, struct tree *tree)
{
	struct selection one = { .groups = "calls", .peers = options->peer, .flavours = options->flavour, .platform = options->platform };

	if (tree_load(tree, &one) != 0)
		return -1;
	if (tree->n_cells != 1) {
		fprintf(stderr, "sweep: one peer and one flavour, please: %s and %s are %zu cells\n", options->peer, options->flavour,
		        tree->n_cells);
		return -1;
	}
	return 0;
}

int job_check(const struct options *options, char **peer_name, bool *compiled)
{
	struct tree tree;
	const struct cell *cell;
	char *group, *proved, *proof, *path;
	const char *lacks = NULL;

	if (load(options, &tree) != 0)
		return -1;
	cell = &tree.cells[0];
	*peer_name = cell->peer->name;
	*compiled = is_compiled(cell->peer);
	group = group_path(cell->group, cell->edition, cell->platform, cell->flavour->name, seam_library_suffix);
	proved = build_path(cell->platform, cell->flavour->name, "proved");
	path = peer_path(cell->peer, cell->platform, cell->flavour->name);
	proof = file_read(proved, NULL);
	if (cell->skip)
		lacks = cell->skip;
	else if (!seam_path_exists(group))
		lacks = "the group calls is not built: run `make`";
	else if (!proof || strcmp(proof, "yes\n") != 0)
		lacks = proof ? proof : "the flavour is not proved: run `make`";
	else if (!*compiled && (!conf_get(cell->peer->conf, "run") || conf_get(cell->peer->conf, "build")) && !seam_path_exists(path))
		lacks = "the peer was not built";
	if (lacks)
		fprintf(stderr, "sweep: %s: %s\n", cell->id, lacks);
	free(group);
	free(proved);
	free(path);
	free(proof);
	return lacks ? -1 : 0;
}

/* ---- compile ---- */

static void keep_output(void *log, const char *bytes, size_t size)
{
	text_put(log, bytes, size);
}

/* Runs shell text in `in`, for the chunk in `folder`.  What it prints is the trouble, when it fails: 1; -1 when it cannot be run. */
static int build(const struct cell *cell, const char *shell, const char *in, const char *folder, const char *what, enum sides sides)
{
	char *out = format_new("%s/%s.%s", folder, what, seam_library_suffix), *work = format_new("%s/%s.work", folder, what);
	char **env = build_environment(cell->platform, cell->flavour, out, work), *absolute = path_from_root(folder);
	char *trouble = format_new("%s/trouble", folder);
	const char *const argv[] = { "sh", "-c", shell, NULL };
	struct text log = { 0 };
	struct seam_process process = { .argv = argv, .folder = in, .argument = &log, .output = keep_output };
	int status;

	seam_make_folders(work);
	build_add_variable(env, format_new("LIST=%s/list", absolute));
	build_add_variable(env, format_new("BESIDE=%s/sides", absolute));
	build_add_variable(env, format_new("SIDES=%s", side_names[sides]));
	build_add_variable(env, copy_new("KEEP=no"));
	build_add_variable(env, copy_new("THIN=1")); /* all of the list, whatever the flavour */
	process.env = (const char *const *)env;
	status = seam_process_run(&process) != 0 ? -1 : process.how == SEAM_EXITED && process.status == 0 ? 0 : 1;
	if (status != 0) {
		struct text told = { 0 };

		text_format(&told, "%s\n", what);
		text_put(&told, log.size > 4000 ? log.bytes + log.size - 4000 : text_of(&log), log.size > 4000 ? 4000 : log.size);
		file_write(trouble, told.bytes, told.size);
		text_free(&told);
	}
	seam_remove_tree(work);
	text_free(&log);
	words_free(env);
	free(trouble);
	free(absolute);
	free(out);
	free(work);
	return status;
}

static int compile(const struct cell *cell, const struct job *job)
{
	const char *group = conf_get(cell->group->conf, "build"), *peer = conf_part(cell->peer->conf, "build", cell->flavour->name);
	int status = build(cell, group ? group : "sh sides.sh", cell->group->folder, job->folder, "sides", job->sides);

	if (!peer)
		peer = conf_get(cell->peer->conf, "build");
	if (status == 0 && is_compiled(cell->peer))
		status = build(cell, peer, cell->peer->folder, job->folder, "peer", job->sides);
	return status ? 1 : 0;
}

/* ---- run ---- */

/* The road of every case: a probe, watched, started again after a death, under the flavour's checker. */
static int run(const struct cell *given, const struct job *job)
{
	struct seam_case_id id = { .id = (char *)"calls." SWEEP_RULE, .level = (char *)"MUST", .rule = (char *)"" };
	struct result result = { .id = &id }, whole = { 0 };
	struct run_options options = { .results = job->folder, .timeout = 10 };
	char *sides = format_new("%s/sides", job->folder), *beside = path_from_root(sides);
	struct peer peer = *given->peer;
	struct cell cell = *given;
	int failed;

	if (is_compiled(given->peer))
		peer.library = format_new("%s/peer.%s", job->folder, seam_library_suffix);
	cell.peer = &peer;
	setenv("SEAM_BESIDE", beside, 1);
	cell_try(&cell, &result, 1, &options, &whole);
	failed = outcome_write(job->folder, job->number, &result, &whole);
	if (is_compiled(given->peer))
		free(peer.library);
	free(beside);
	free(sides);
	return failed ? 1 : 0;
}

int job_main(const struct options *options, const char *text)
{
	struct job job = { .run = text[0] == 'r' };
	struct tree tree;
	unsigned sides;

	if (sscanf(text + 1, "%u:%u:%511[^\n]", &sides, &job.number, job.folder) != 3 || load(options, &tree) != 0)
		return 1;
	job.sides = (enum sides)sides;
	return job.run ? run(&tree.cells[0], &job) : compile(&tree.cells[0], &job);
}

/* ---- jobs side by side ---- */

struct pool {
	const struct options *options;
	const struct job *jobs;
	bool *failed;
	char *word;
	const char *argv[12];
};

static const char *const *start(void *argument, size_t at)
{
	struct pool *pool = argument;
	const struct options *o = pool->options;
	const struct job *job = &pool->jobs[at];
	const char *const argv[] = { o->program, "--peer", o->peer, "--flavour", o->flavour, "--platform", o->platform, "--job" };

	free(pool->word);
	pool->word = format_new("%c%u:%u:%s", job->run ? 'r' : 'c', (unsigned)job->sides, job->number, job->folder);
	memcpy(pool->argv, argv, sizeof argv);
	pool->argv[8] = pool->word;
	pool->argv[9] = NULL;
	return pool->argv;
}

static void done(void *argument, size_t at, int status)
{
	struct pool *pool = argument;

	pool->failed[at] = status != 0;
}

int jobs_run(const struct options *options, const struct job *jobs, size_t count, bool *failed)
{
	struct pool pool = { .options = options, .jobs = jobs, .failed = failed };
	struct seam_pool all = { .count = count, .parallel = seam_processors() > 1 ? seam_processors() : 2, .start = start, .done = done, .argument = &pool };
	int wrong = seam_pool_run(&all);

	free(pool.word);
	if (wrong)
		perror("sweep: a process could not be started");
	return wrong;
}
