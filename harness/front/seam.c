/* seam.c - the command line. */
#include "../instruments.h"
#include "../lib/build.h"
#include "../lib/cell.h"
#include "../lib/detect.h"
#include "../lib/home.h"
#include "../lib/init.h"
#include "../lib/report.h"
#include "../lib/run.h"
#include "../lib/text.h"
#include "../lib/version.h"
#include "../platform/platform.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_GREEN, EXIT_RED, EXIT_TROUBLE };

static const char usage[] =
	"seam - the conformance suite for the FFI boundary\n"
	"\n"
	"  seam list    [selection]            what there is: cells and their cases\n"
	"  seam run     [selection] [options]  run the cells, print the matrix, write the results\n"
	"  seam detect  [selection]            which checker sees which planted bug: results/detection.md\n"
	"  seam report  [--results DIR]        the matrix and the files again, report.html too, from the records of the last run\n"
	"  seam diff    BEFORE AFTER           two runs, by their folders: what became red or green, what vanished, what is slower\n"
	"  seam init peer NAME [--language L]  write a peer to begin with, in C or in another language\n"
	"  seam init group NAME                write a group of cases to begin with\n"
	"  seam --help | --version\n"
	"\n"
	"selection: each takes names or patterns (*, ?), more than one separated by blanks; left out means all,\n"
	"of the flavours the default ones (`seam list` names them)\n"
	"  --group NAME     a group of cases, or a path to one     --peer NAME      a peer, or a path: its folder or library\n"
	"  --flavour NAME   plain, asan, tsan …; all: every one     --case PATTERN   strings.interior_nul.*\n"
	"  --platform NAME  one of ci/platform (default: the environment's PLATFORM, else native, this machine)\n"
	"\n"
	"options\n"
	"  -j N             cells at once (default: one a processor)\n"
	"  --results DIR    where records and reports go (default: results/latest, away from seam's tree seam-results/latest;\n"
	"                   for a platform latest.NAME)\n"
	"  --mute           leave out every case's stimulus: what has one must go red\n"
	"  --mutant NAME    plant one of the group's bugs in the peer\n"
#define ONE(instrument, name) name ", "
	"  --without NAME   leave out an instrument: " SEAM_EACH_INSTRUMENT(ONE) "or all;\n"
#undef ONE
	"                   checks: the cases' own, so that crashes and the checkers are left\n"
	"  --timeout S      seconds a case may take, times the flavour's slowness (default 10, of a planted bug's trial 3)\n"
	"  --language L     of init: c (default), cpp, go, python, rust\n"
	"\n"
	"Away from seam's tree what a run needs and is not built is built first, and kept in the cache (SEAM_CACHE); the flavours\n"
	"run by default are plain and those that seam was installed with.  SEAM_HOME names the folder of seam's own files.\n"
	"\n"
	"used by make: seam trials | rules | build | prove | tests | references | mutants | plan | cell\n"
	"\n"
	"exit status: 0 green, all as it should be; 1 red, something is not (of diff: something became red); 2 it could not be run\n";

static struct options {
	struct selection selection;
	struct run_options run;
	const char *probe, *edition, *group, *peer, *cell, *part, *out, *language;
	char **words; /* that are no options: of init and diff */
	long jobs;
} options = { 0 };

static int wrong_use(const char *what)
{
	fprintf(stderr, "seam: %s; see `seam --help`\n", what);
	return EXIT_TROUBLE;
}

static int parse(int argc, char **argv)
{
	static const struct option known[] = {
		{ "group", required_argument, NULL, 'g' },
		{ "peer", required_argument, NULL, 'p' },
		{ "flavour", required_argument, NULL, 'f' },
		{ "platform", required_argument, NULL, 'L' },
		{ "case", required_argument, NULL, 'c' },
		{ "results", required_argument, NULL, 'r' },
		{ "mute", no_argument, NULL, 'm' },
		{ "mutant", required_argument, NULL, 'M' },
		{ "part", required_argument, NULL, 'A' },
		{ "out", required_argument, NULL, 'o' },
		{ "without", required_argument, NULL, 'W' },
		{ "timeout", required_argument, NULL, 't' },
		{ "probe", required_argument, NULL, 'P' },
		{ "edition", required_argument, NULL, 'e' },
		{ "cell", required_argument, NULL, 'C' },
		{ "language", required_argument, NULL, 'l' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int o;

	while ((o = getopt_long(argc, argv, "j:h", known, NULL)) != -1) {
		switch (o) {
		case 'g': options.selection.groups = options.group = optarg; break;
		case 'p': options.selection.peers = options.peer = optarg; break;
		case 'f': options.selection.flavours = optarg; break;
		case 'L': options.selection.platform = optarg; break;
		case 'c': options.selection.cases = optarg; break;
		case 'r': options.run.results = optarg; break;
		case 'm': options.run.mute = true; break;
		case 'M': options.run.mutant = optarg; break;
		case 'A': options.part = optarg; break;
		case 'o': options.out = optarg; break;
		case 'W': options.run.without = optarg; break;
		case 't':
			if ((options.run.timeout = atof(optarg)) <= 0)
				return -1;
			break;
		case 'P': options.probe = optarg; break;
		case 'C': options.cell = optarg; break;
		case 'e': options.edition = optarg; break;
		case 'l': options.language = optarg; break;
		case 'j': options.jobs = atol(optarg); break;
		case 'h': fputs(usage, stdout); exit(EXIT_GREEN);
		default: return -1;
		}
	}
	options.words = argv + optind;
	if (options.run.timeout < 0 || options.jobs < 0)
		return -1;
	if (!options.jobs)
		options.jobs = (long)seam_processors();
	return 0;
}

/* Each platform has a folder of its own. */
static int choose_results(void)
{
	struct platform platform;

	if (options.run.results)
		return 0;
	if (platform_load(&platform, options.selection.platform) != 0)
		return -1;
	options.run.results = format_new("%s/latest%s%s", home_is_here() ? "results" : "seam-results",
	                                 platform_is_native(&platform) ? "" : ".",
	                                 platform_is_native(&platform) ? "" : platform.name);
	return 0;
}

/* `make` names a group, peer or flavour by path or name, exactly one of each. */
static int build(void)
{
	struct selection one = options.selection;
	struct tree tree;

	if (options.probe)
		one.flavours = options.probe;
	if (!options.group)
		one.groups = NULL;
	if (tree_load_parts(&tree, &one) != 0)
		return EXIT_TROUBLE;
	if (tree.n_flavours != 1)
		return wrong_use("build wants one flavour");
	if (options.probe)
		return build_probe(&tree.platform, &tree.flavours[0]) ? EXIT_RED : EXIT_GREEN;
	if (options.group && strcmp(home_below(options.group), PROOF_FOLDER) == 0) {
		const struct group proof = { .name = (char *)PROOF_GROUP, .folder = home_path(PROOF_FOLDER) };

		return build_group(&proof, "", &tree.platform, &tree.flavours[0]) ? EXIT_RED : EXIT_GREEN;
	}
	if (options.group) {
		const struct group *group = &tree.groups[0];

		/* What does not compile is a result, told by its cells: the other groups are still run. */
		if (build_group(group, options.edition ? options.edition : "", &tree.platform, &tree.flavours[0]) != 0)
			fprintf(stderr, "  the group %s DID NOT BUILD in %s: its cells will be red\n", group->name,
			        tree.flavours[0].name);
		return EXIT_GREEN;
	}
	return build_peer(&tree.peers[0], &tree.platform, &tree.flavours[0]) ? EXIT_TROUBLE : EXIT_GREEN;
}

/* Writes what came of it beside the probe: "yes", or what the flavour did not see. */
static int prove(void)
{
	struct tree tree;
	char *path, *complaint;
	int failed;

	if (tree_load_parts(&tree, &options.selection) != 0 || tree.n_flavours != 1)
		return wrong_use("prove wants one flavour");
	options.run.results = build_path(&tree.platform, tree.flavours[0].name, "proof");
	path = build_path(&tree.platform, tree.flavours[0].name, "proved");
	complaint = flavour_prove(&tree.platform, &tree.flavours[0], &options.run);
	if (complaint)
		fprintf(stderr, "  the flavour %s is not proved: %s\n", tree.flavours[0].name, complaint);
	failed = file_write(path, complaint ? complaint : "yes\n", strlen(complaint ? complaint : "yes\n"));
	free(path);
	free(complaint);
	return failed ? EXIT_TROUBLE : EXIT_GREEN;
}

static int init(void)
{
	const char *kind = options.words[0];

	if (!kind || !options.words[1] || options.words[2])
		return wrong_use("init wants `peer NAME` or `group NAME`");
	return init_write(kind, options.words[1], options.language) ? EXIT_TROUBLE : EXIT_GREEN;
}

static int diff(void)
{
	char **folders = options.words;

	if (!folders[0] || !folders[1] || folders[2])
		return wrong_use("diff wants two folders of results");
	return report_diff(folders[0], folders[1], stdout);
}

static int cell(void)
{
	struct cell_summary summary;

	if (!options.cell)
		return wrong_use("cell wants --cell");
	if (run_planned_cell(options.run.results, options.cell, &summary) != 0)
		return EXIT_TROUBLE;
	return summary.red ? EXIT_RED : EXIT_GREEN;
}

/* `text` as a string of C, without quotes and backslashes that would end it. */
static void put_string(const char *text, int size)
{
	putchar('"');
	for (int i = 0; i < size; i++)
		printf(strchr("\"\\", text[i]) ? "\\%c" : "%c", text[i]);
	putchar('"');
}

/* Whether the group's reference can be had in this flavour.  On this machine it must, and what cannot fails. */
static bool has_reference(const struct tree *tree, const struct group *group, const char *flavour, size_t size)
{
	bool found = platform_is_native(&tree->platform);

	for (size_t i = 0; i < tree->n_cells && !found; i++) {
		const struct cell *c = &tree->cells[i];

		found = c->group == group && strcmp(c->peer->name, group_reference(group)) == 0 &&
		        strlen(c->flavour->name) == size && strncmp(c->flavour->name, flavour, size) == 0;
	}
	return found;
}

static void put_mutant(const struct group *group, int number, const char *line)
{
	printf("SEAM_MUTANT(%s, m%03d, \"%s\", \"%s\"", group->name, number, group->folder, group_reference(group));
	for (int f = 0; f < 7; f++) {
		const char *field = field_start(line, f);

		fputs(", ", stdout);
		put_string(field, (int)strcspn(field, "\t\n"));
	}
	fputs(")\n", stdout);
}

/* The lines of build/mutants.inc: what each group's mutants claim. */
static int mutants(const struct tree *tree)
{
	for (size_t g = 0; g < tree->n_groups; g++) {
		const struct group *group = &tree->groups[g];
		char **editions = group_editions(group), *last, *path, *content;
		int number = 0;

		last = editions[words_count(editions) - 1];
		path = group_path(group, last, &tree->platform, "plain", "mutants.list");
		content = file_read(path, NULL);
		for (const char *at = content; at && *at; at += strcspn(at, "\n"), at += *at == '\n', number++) {
			const char *flavour = field_start(at, 2);

			if (has_reference(tree, group, flavour, strcspn(flavour, "\t\n")))
				put_mutant(group, number, at);
		}
		free(content);
		free(path);
		words_free(editions);
	}
	return EXIT_GREEN;
}

/* The lines of build/references.inc: each group's reference in each flavour. */
static int references(const struct tree *tree)
{
	for (size_t g = 0; g < tree->n_groups; g++)
		for (size_t f = 0; f < tree->n_flavours; f++)
			if (has_reference(tree, &tree->groups[g], tree->flavours[f].name, strlen(tree->flavours[f].name)))
				printf("SEAM_REFERENCE(%s, %s, \"%s\", \"%s\", \"%s\")\n", tree->groups[g].name,
				       tree->flavours[f].name, tree->groups[g].folder,
				       group_reference(&tree->groups[g]), tree->flavours[f].name);
	return EXIT_GREEN;
}

/* What no identifier of C holds becomes _, in place. */
static const char *as_identifier(char *name)
{
	for (char *at = name; *at; at++)
		*at = strchr("-. +", *at) ? '_' : *at;
	return name;
}

/* The lines of build/check_cells.inc. */
static int tests(const struct tree *tree)
{
	for (size_t i = 0; i < tree->n_cells; i++) {
		const struct cell *c = &tree->cells[i];
		bool other = !platform_is_native(c->platform);
		char *test = format_new("%s__%s%s%s", c->peer->name, c->flavour->name, other ? "__" : "",
		                        other ? c->platform->name : "");
		char *group = copy_new(c->group->name);

		printf("SEAM_TEST(%s, %s, \"%s\")\n", as_identifier(group), as_identifier(test), c->id);
		free(test);
		free(group);
	}
	return EXIT_GREEN;
}

/* Those of this platform, and which are run when none is named. */
static void list_flavours(const struct tree *tree)
{
	const struct selection every = { .flavours = "all", .platform = tree->platform.name };
	struct tree all;

	if (tree_load_parts(&all, &every) != 0)
		return;
	for (int by_default = 1; by_default >= 0; by_default--) {
		printf("%s", by_default ? "flavours:" : "when named, or by --flavour all:");
		for (size_t f = 0; f < all.n_flavours; f++)
			if (flavour_runs_by_default(&all.platform, &all.flavours[f]) == by_default)
				printf(" %s", all.flavours[f].name);
		putchar('\n');
	}
}

static int list(const struct tree *tree)
{
	const struct group *group = NULL;

	list_flavours(tree);
	for (size_t i = 0; i < tree->n_cells; i++) {
		const struct cell *cell = &tree->cells[i];

		if (cell->group != group) {
			size_t count = 0;
			struct seam_case_id *cases = group_cases(cell->group, cell->edition, cell->platform,
			                                         cell->flavour->name, &count);

			group = cell->group;
			printf("%s: %zu cases\n", group->name, count);
			for (size_t c = 0; c < count; c++)
				if (!options.selection.cases || glob_matches(options.selection.cases, cases[c].id))
					printf("    %-8s %-50s %s\n", cases[c].level, cases[c].id, cases[c].rule);
		}
		printf("  %s%s%s\n", cell->id, cell->skip ? "   skip: " : "", cell->skip ? cell->skip : "");
	}
	return EXIT_GREEN;
}

int main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "", *itself = seam_program_path();
	struct tree tree;

	if (!itself)
		itself = argv[0];

	if (argc < 2 || strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0 || strcmp(command, "help") == 0) {
		fputs(usage, argc < 2 ? stderr : stdout);
		return argc < 2 ? EXIT_TROUBLE : EXIT_GREEN;
	}
	if (strcmp(command, "--version") == 0) {
		puts(version_text());
		return EXIT_GREEN;
	}
	if (parse(argc - 1, argv + 1) != 0)
		return wrong_use("an option is unknown or its value is wrong");
	if (options.run.timeout == 0)
		options.run.timeout = strcmp(command, "detect") == 0 ? 3 : 10;
	if (strcmp(command, "init") == 0)
		return init();
	if (strcmp(command, "diff") == 0)
		return diff();
	if (choose_results() != 0)
		return EXIT_TROUBLE;
	if (strcmp(command, "build") == 0)
		return build();
	if (strcmp(command, "prove") == 0)
		return prove();
	if (strcmp(command, "cell") == 0)
		return cell();
	if (strcmp(command, "trials") == 0)
		return options.part && options.out && detect_part(options.part, &options.run, options.out) == 0 ? EXIT_GREEN
		                                                                                                 : EXIT_TROUBLE;
	if (strcmp(command, "report") == 0)
		return report_all(options.run.results, stdout);
	if (strcmp(command, "rules") == 0) {
		if (tree_load_parts(&tree, &options.selection) != 0)
			return EXIT_TROUBLE;
		build_rules(stdout, &tree);
		return EXIT_GREEN;
	}
	if (tree_load(&tree, &options.selection) != 0)
		return EXIT_TROUBLE;
	if (strcmp(command, "list") == 0)
		return list(&tree);
	if (strcmp(command, "references") == 0)
		return references(&tree);
	if (strcmp(command, "mutants") == 0)
		return mutants(&tree);
	if (strcmp(command, "tests") == 0)
		return tests(&tree);
	if (strcmp(command, "detect") == 0)
		return detect_all(&tree, &options.run, options.out ? options.out : home_is_here() ? "results" : "seam-results", (size_t)options.jobs, itself) ? EXIT_TROUBLE
		                                                                                                            : EXIT_GREEN;
	if (strcmp(command, "plan") == 0)
		return run_plan(&tree, options.selection.cases, &options.run) ? EXIT_TROUBLE : EXIT_GREEN;
	if (strcmp(command, "run") == 0 && !home_is_here() && build_away(&tree, (size_t)options.jobs) != 0)
		return EXIT_TROUBLE;
	if (strcmp(command, "run") == 0)
		return run_all(&tree, options.selection.cases, &options.run, (size_t)options.jobs, itself);
	return wrong_use("no such command");
}
