/*
 * bench.c - the command line of build/bench; `make bench` is how it is called.
 *
 * Each peer is run in a process of its own, which compares it with plain C (compare.cpp); what google-benchmark writes
 * there becomes a table, and one JSON file for all peers.
 */
#include "bench.h"

#include "../lib/build.h"
#include "../lib/text.h"
#include "../lib/tree.h"
#include "../platform/platform.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"bench [--peer NAMES] [--flavour O2] [--repetitions 9] [--min-time 0.01] [--out results/bench.json]\n"
	"  --peer NAMES       names, patterns or paths of libraries; left out: all that offer what is measured\n"
	"  --flavour NAME     the build of the peers that is measured\n"
	"  --repetitions N    of each measure, in random order; the median of them is told, and their spread\n"
	"  --min-time S       seconds that a repetition of one measure takes at least\n"
	"bench --print FILE   the table of an earlier run's figures\n"
	"exit status: 0 all was measured; 1 a peer could not be, or its answers are wrong; 2 trouble of its own\n";

#define MEASURED_GROUPS "layout strings buffers callbacks errors"

static const double time_limit = 900; /* seconds that one peer may take */

static bool in_time(void *argument)
{
	return seam_seconds() < *(const double *)argument;
}

/* The peer's program, or the bench's own with the peer's library, and what it is told; malloc'd words. */
static char **command_of(const struct cell *cell, const struct bench_options *o, const char *there, const char *out)
{
	const char *run = conf_get(cell->peer->conf, "run");
	char *peer = peer_path(cell->peer, cell->platform, cell->flavour->name), *library = path_from_root(peer),
	     *program = run ? copy_new(run) : format_new("'%s/probe' --peer '%s'", there, library),
	     *figures = path_from_root(out),
	     *line = format_new("%s '--benchmark_out=%s' --benchmark_out_format=json --benchmark_repetitions=%s "
	                        "--benchmark_min_time=%s --benchmark_min_warmup_time=%s "
	                        "--benchmark_enable_random_interleaving=true --benchmark_report_aggregates_only=true",
	                        program, figures, o->repetitions, o->min_time, o->min_time),
	     **words = words_new(line);

	free(peer);
	free(library);
	free(program);
	free(figures);
	free(line);
	return words;
}

/* Compares one peer with plain C; the figures go to `out`.  Whether it went through. */
static bool measure(const struct cell *cell, const struct bench_options *o, const char *out)
{
	char *folder = build_path(cell->platform, cell->flavour->name, "bench"), *there = path_from_root(folder),
	     *peer = peer_path(cell->peer, cell->platform, cell->flavour->name), *library = path_from_root(peer),
	     **argv = command_of(cell, o, there, out),
	     *env[] = { format_new("SEAM_PROBE_LIB=%s/libseam_bench.%s", there, seam_library_suffix),
		        format_new("SEAM_PEER=%s", library), NULL };
	double end = seam_seconds() + time_limit;
	struct seam_process process = {
		.argv = (const char *const *)argv,
		.env = (const char *const *)env,
		.folder = conf_get(cell->peer->conf, "run") ? cell->peer->folder : NULL,
		.in_time = in_time,
		.argument = &end,
	};
	bool good;

	good = seam_process_run(&process) == 0 && process.how == SEAM_EXITED && process.status == 0;
	free(folder);
	free(there);
	free(peer);
	free(library);
	words_free(argv);
	free(env[0]);
	free(env[1]);
	return good;
}

/* The library that is not there, though the peer needs one. */
static char *not_built(const struct cell *cell, bool *skip)
{
	char *path = peer_path(cell->peer, cell->platform, cell->flavour->name);
	bool needed = !conf_get(cell->peer->conf, "run") || conf_get(cell->peer->conf, "build");
	char *why = NULL;

	*skip = false;
	if (needed && !seam_path_exists(path))
		why = build_reason(cell->peer, cell->platform, cell->flavour->name, skip);
	free(path);
	return why;
}

/* Measures the peer of the cell: 0, or 1 when it should have gone and did not. */
static int one_peer(const struct cell *cell, const struct bench_options *o, struct bench_figures *figures)
{
	char *name = format_new("bench/figures.%ld.json", seam_process_number()),
	     *out = build_path(cell->platform, cell->flavour->name, name), *why;
	bool skip = true;
	int failed;

	why = cell->skip ? copy_new(cell->skip) : not_built(cell, &skip);
	if (why) {
		fprintf(stderr, "bench: %s: %s%s\n", cell->peer->name, skip ? "skip: " : "", why);
		failed = !skip;
	} else {
		fprintf(stderr, "bench: %s\n", cell->peer->name);
		if (measure(cell, o, out)) {
			failed = figures_take(figures, cell->peer->name, out);
		} else {
			fprintf(stderr, "bench: %s did not come to its end\n", cell->peer->name);
			failed = 1;
		}
		remove(out);
	}
	free(name);
	free(out);
	free(why);
	return failed;
}

/* A peer has a cell for each of the groups: one that is run, if there is one.  NULL: it has nothing to do with them. */
static const struct cell *cell_of(const struct tree *tree, const struct peer *peer)
{
	const struct cell *found = NULL;

	for (size_t i = 0; i < tree->n_cells; i++)
		if (tree->cells[i].peer == peer && (!found || (found->skip && !tree->cells[i].skip)))
			found = &tree->cells[i];
	return found;
}

static int bench(const struct bench_options *o)
{
	struct selection selection = {
		.groups = MEASURED_GROUPS, .peers = o->peers, .flavours = o->flavour, .platform = "native"
	};
	struct bench_figures figures;
	struct tree tree;
	int failed = 0;

	if (tree_load(&tree, &selection) != 0)
		return 2;
	figures_begin(&figures, o->flavour);
	for (size_t i = 0; i < tree.n_peers; i++) {
		const struct cell *cell = cell_of(&tree, &tree.peers[i]);

		if (cell)
			failed |= one_peer(cell, o, &figures);
	}
	if (!figures_any(&figures)) {
		if (!failed)
			fputs("bench: none of these peers has anything that is measured\n", stderr);
		return failed ? 1 : 2;
	}
	figures_print(&figures);
	return figures_write(&figures, o->out) == 0 ? failed : 2;
}

static int print(const char *path)
{
	struct bench_figures figures;

	if (figures_read(&figures, path) != 0)
		return 2;
	figures_print(&figures);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "peer", required_argument, NULL, 'p' },
		{ "flavour", required_argument, NULL, 'f' },
		{ "repetitions", required_argument, NULL, 'r' },
		{ "min-time", required_argument, NULL, 't' },
		{ "out", required_argument, NULL, 'o' },
		{ "print", required_argument, NULL, 'P' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct bench_options o = {
		.flavour = "O2", .repetitions = "9", .min_time = "0.01", .out = "results/bench.json"
	};
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'p': o.peers = optarg; break;
		case 'f': o.flavour = optarg; break;
		case 'r': o.repetitions = optarg; break;
		case 't': o.min_time = optarg; break;
		case 'o': o.out = optarg; break;
		case 'P': o.print = optarg; break;
		case 'h': fputs(usage, stdout); return 0;
		default: optind = argc + 1;
		}
	if (optind != argc || atoi(o.repetitions) < 1 || atof(o.min_time) <= 0) {
		fputs(usage, stderr);
		return 2;
	}
	return o.print ? print(o.print) : bench(&o);
}
