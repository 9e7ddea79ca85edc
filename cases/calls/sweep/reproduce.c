/* reproduce.c - the folder: types.h, check.c, and, by the reference compiler or the peer, caller.c and callee.c. */
#include "reproduce.h"

#include "../../../harness/lib/build.h"
#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"
#include "outcome.h"
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MADE_NOT = 90 };
static const double limit = 20; /* seconds */

static void keep_output(void *log, const char *bytes, size_t size)
{
	text_put(log, bytes, size);
}

static double deadline;
static bool in_time(void *argument)
{
	(void)argument;
	return seam_seconds() < deadline;
}

/* Runs shell text in a folder, with the platform's compilers in the environment and these variables.  Its status; 128 and more for a
 * signal. */
static int shell(const struct tree *tree, const char *text, const char *folder, char *const *variables, struct text *output)
{
	char **env = build_environment(&tree->platform, &tree->flavours[0], ".", ".");
	const char *const argv[] = { "sh", "-c", text, NULL };
	struct seam_process process = { .argv = argv, .folder = folder, .in_time = in_time, .argument = output, .output = keep_output };
	int status;

	for (char *const *v = variables; v && *v; v++)
		build_add_variable(env, copy_new(*v));
	process.env = (const char *const *)env;
	deadline = seam_seconds() + limit;
	status = seam_process_run(&process) != 0 ? MADE_NOT : process.how == SEAM_EXITED ? process.status : 128 + process.status;
	words_free(env);
	text_put(output, "", 0);
	return status;
}

/* How the peer compiles, as its own build says: compile.sh prints it instead of doing it.  False when it is not made by compile.sh of
 * an emitter of C. */
static bool ask_compiler(const struct tree *tree, char **command, char **version, char **libraries)
{
	const struct peer *peer = &tree->peers[0];
	const char *build = conf_part(peer->conf, "build", tree->flavours[0].name);
	char *const variables[] = { (char *)"AS=tell", NULL };
	struct text out = { 0 };
	char *line, *second, *third, *fourth;
	bool good = false;

	build = build ? build : conf_get(peer->conf, "build");
	if (!build || !strstr(build, "EMIT=") || shell(tree, build, peer->folder, variables, &out) != 0)
		return false;
	line = out.bytes;
	second = strchr(line, '\n');
	third = second ? strchr(second + 1, '\n') : NULL;
	fourth = third ? strchr(third + 1, '\n') : NULL;
	if (fourth && strstr(line, "/c.c\n")) {
		*second++ = '\0';
		*third++ = '\0';
		*fourth++ = '\0';
		fourth[strcspn(fourth, "\n")] = '\0';
		*libraries = copy_new(fourth);
		*command = copy_new(second);
		*version = copy_new(third);
		good = true;
	}
	text_free(&out);
	return good;
}

/* The command without what only seam needs: include paths of the tree, and the names of files, which make has. */
static char *for_make(const char *command)
{
	char **words = words_new(command);
	struct text t = { 0 };

	for (char **w = words; *w; w++) {
		if (strncmp(*w, "-I", 2) == 0 || strcmp(*w, "-fvisibility=hidden") == 0 || strcmp(*w, "$SANITIZE") == 0 || strcmp(*w, "-c") == 0)
			continue;
		if (strcmp(*w, "-o") == 0 && w[1]) {
			w++;
			continue;
		}
		if (strstr(*w, "$IN"))
			continue;
		text_format(&t, "%s%s", t.size ? " " : "", *w);
	}
	words_free(words);
	return t.bytes ? t.bytes : copy_new("cc");
}

static int write_file(const char *folder, const char *name, struct text *t)
{
	char *path = format_new("%s/%s", folder, name);
	int failed = file_write(path, text_of(t), t->size);

	if (failed)
		perror(path);
	text_free(t);
	free(path);
	return failed;
}

/* The reference compiler's words, as the platform has it. */
static const char *reference_of(const struct tree *tree)
{
	const char *gcc = platform_value(&tree->platform, "gcc", tree->flavours[0].name);

	return gcc ? gcc : "gcc";
}

static void put_makefile(struct text *t, const struct tree *tree, const struct class *class, const char *peer_compiler, const char *libraries,
                         bool crosses)
{
	const char *wrap = conf_get(tree->platform.conf, "wrap");
	bool peer_is_caller = class->way == 0;

	text_format(t,
	            "# make: builds and runs the program, which exits with 1 when a value is wrong.\n"
	            "# make control: the same with one compiler for both sides, which is right.\n"
	            "CC = %s\nREFERENCE = $(CC) -std=gnu11 -O0 -w\nPEER = %s\nLIBS = %s\n\n"
	            "run: wrong\n\t%s%s./wrong\n"
	            "control: right\n\t%s%s./right\n\n",
	            reference_of(tree), peer_compiler, libraries, wrap ? wrap : "", wrap ? " " : "", wrap ? wrap : "", wrap ? " " : "");
	text_format(t,
	            "wrong: main.o check.o caller.o callee.o%s\n\t$(CC) $^ $(LIBS) -o $@\n"
	            "right: main.o check.o caller.right.o callee.right.o%s\n\t$(CC) $^ -o $@\n"
	            "main.o check.o cross.o: %%.o: %%.c types.h\n\t$(REFERENCE) -c $< -o $@\n"
	            "%%.right.o: %%.c types.h\n\t$(REFERENCE) -c $< -o $@\n"
	            "%s.o: %%.o: %%.c types.h\n\t$(PEER) -c $< -o $@\n"
	            "%s.o: %%.o: %%.c types.h\n\t$(REFERENCE) -c $< -o $@\n",
	            crosses ? " cross.o" : "", crosses ? " cross.o" : "", peer_is_caller ? "caller" : "callee",
	            peer_is_caller ? "callee" : "caller");
	text_format(t, "clean:\n\trm -f *.o wrong right\n.PHONY: run control clean\n");
}

static int write_readme(const char *folder, const struct class *class, const char *peer, const char *version, const struct program *p,
                        bool crosses)
{
	struct text t = { 0 };

	text_format(&t, "%s\n\n%s, %s: %s\n\n", class->signature, peer, sweep_ways[class->way], class->message);
	text_format(&t, "In C: %s\n\n", p->prototype);
	if (version)
		text_format(&t, "Compiler: %s\n\n", version);
	text_format(&t, "`make` builds and runs a program that prints what was expected and what was seen, and exits with 1 when they differ.\n");
	if (class->reproduced && crosses)
		text_format(&t, "Without cross.c the right values are in the registers by luck: left there by what ran before.\n");
	if (!class->reproduced)
		text_format(&t, "This program does not show the defect by itself; what was seen is above.\n");
	return write_file(folder, "README.txt", &t);
}

static int write_program(const char *folder, const struct program *p)
{
	struct text t = { 0 };
	int failed;

	program_types(p, &t);
	failed = write_file(folder, "types.h", &t);
	program_check(&t);
	failed |= write_file(folder, "check.c", &t);
	program_caller(p, &t);
	failed |= write_file(folder, "caller.c", &t);
	program_callee(p, &t);
	failed |= write_file(folder, "callee.c", &t);
	program_main(&t);
	failed |= write_file(folder, "main.c", &t);
	return failed;
}

/* The peer's own side: its command finds the program's parts in $OUT/signature.json and writes what is missing, with a Makefile. */
static int write_peers_side(const struct tree *tree, const char *command, const char *folder, const struct program *p)
{
	char *absolute = path_from_root(folder);
	char *const variables[] = { format_new("REPRODUCER=%s", absolute), format_new("WAY=%s", p->way ? "callee" : "caller"), NULL };
	struct text t = { 0 };
	int failed;

	program_describe(p, &t);
	failed = write_file(folder, "signature.json", &t);
	if (!failed && shell(tree, command, tree->peers[0].folder, variables, &t) != 0) {
		fprintf(stderr, "sweep: %s: its `reproduce` failed: %s\n", tree->peers[0].name, text_of(&t));
		failed = -1;
	}
	text_free(&t);
	free(absolute);
	return failed;
}

/* Whether the program shows it: what it printed is kept. */
static bool shows(const struct tree *tree, const char *folder)
{
	struct text out = { 0 };
	int made = shell(tree, "make -s clean; make -s -n run >/dev/null && make -s wrong", folder, NULL, &out), status = MADE_NOT;

	if (made == 0) {
		text_free(&out);
		status = shell(tree, "eval \"$(make -s -n run | tail -n 1)\"", folder, NULL, &out);
	}
	write_file(folder, "output.txt", &out);
	return made == 0 && status != 0 && status != 126 && status != 127;
}

/* What the search for a program that shows the defect goes by. */
struct search {
	const struct tree *tree;
	struct class *class;
	const char *folder, *command, *compiler, *libraries; /* the peer's `reproduce`, or how it compiles */
	struct program *program;
};

/* Both sides by the reference compiler: whether all is right then. */
static bool control(const struct search *s)
{
	const char *wrap = conf_get(s->tree->platform.conf, "wrap");
	char *line = format_new("cross=; [ ! -e cross.c ] || cross=cross.c; %s -std=gnu11 -O0 -w main.c check.c caller.c callee.c $cross -o right && "
	                        "%s ./right; status=$?; rm -f right; exit $status",
	                        reference_of(s->tree), wrap ? wrap : "");
	struct text out = { 0 };
	int status = shell(s->tree, line, s->folder, NULL, &out);

	text_free(&out);
	free(line);
	return status == 0;
}

static int write_all(const struct search *s)
{
	struct text t = { 0 };
	char *cross = format_new("%s/cross.c", s->folder);
	bool crosses = program_cross(s->program, &t);
	int failed = write_program(s->folder, s->program);

	if (crosses)
		failed |= write_file(s->folder, "cross.c", &t);
	else
		remove(cross);
	put_makefile(&t, s->tree, s->class, s->compiler ? s->compiler : "", s->libraries ? s->libraries : "", crosses);
	failed |= write_file(s->folder, "Makefile", &t);
	if (!failed && s->command)
		failed = write_peers_side(s->tree, s->command, s->folder, s->program);
	free(cross);
	return failed;
}

/* The most registers that can be spoilt while the control stays right. */
static void spoil_most(const struct search *s)
{
	struct spoil *spoil = &s->program->spoil;
	struct spoil kept = SPOIL_NOTHING;

	*spoil = SPOIL_NOTHING;
	for (spoil->integers_from = 0; spoil->integers_from < kept.integers_from; spoil->integers_from++)
		if (write_all(s) == 0 && control(s))
			break;
	kept.integers_from = spoil->integers_from;
	*spoil = SPOIL_NOTHING;
	for (spoil->vectors_from = 0; spoil->vectors_from < kept.vectors_from; spoil->vectors_from++)
		if (write_all(s) == 0 && control(s))
			break;
	kept.vectors_from = spoil->vectors_from;
	for (unsigned bit = 1; bit <= 8; bit *= 2) {
		*spoil = SPOIL_NOTHING;
		spoil->results = bit;
		if (write_all(s) == 0 && control(s))
			kept.results |= bit;
	}
	*spoil = kept;
}

static bool rounds(const struct search *s)
{
	for (unsigned round = 0; round < PROGRAM_ROUNDS; round++) {
		s->program->round = round;
		if (write_all(s) != 0)
			return false;
		if (shows(s->tree, s->folder) && control(s))
			return true;
	}
	return false;
}

static bool search(const struct search *s)
{
	if (rounds(s))
		return true;
#if defined(__x86_64__)
	if (platform_is_native(&s->tree->platform)) {
		s->program->round = 0;
		spoil_most(s);
		if (rounds(s))
			return true;
		s->program->spoil = SPOIL_NOTHING;
	}
#endif
	s->program->round = 0;
	write_all(s);
	return false;
}

void reproduce(const struct options *options, struct class *class, const char *above, unsigned number)
{
	struct selection one = { .groups = "calls", .peers = options->peer, .flavours = options->flavour, .platform = options->platform };
	char *folder = format_new("%s/repro-%u", above, number), *compiler = NULL, *command_line = NULL, *version = NULL, *libraries = NULL;
	struct seam_signature *s = seam_signature_parse(class->signature, NULL);
	const char *command;
	struct program program;
	struct text clean = { 0 };
	struct tree tree;
	bool crosses;

	if (options->no_reproducers || !s || tree_load_parts(&tree, &one) != 0)
		return;
	command = conf_get(tree.peers[0].conf, "reproduce");
	if (command || ask_compiler(&tree, &command_line, &version, &libraries)) {
		compiler = command_line ? for_make(command_line) : NULL;
		seam_remove_tree(folder);
		seam_make_folders(folder);
		program_open(&program, s, class->way);
		class->reproduced = search(&(struct search){ &tree, class, folder, command, compiler, libraries, &program });
		crosses = program_cross(&program, &clean);
		text_free(&clean);
		clean = (struct text){ 0 };
		shell(&tree, !command ? "make -s clean" : class->way ? "make -s clean; rm -f main.c callee.c signature.json"
		                                                     : "make -s clean; rm -f main.c caller.c signature.json",
		      folder, NULL, &clean);
		write_readme(folder, class, tree.peers[0].name, version, &program, crosses);
		class->reproducer = copy_new(folder);
		program_close(&program);
	}
	text_free(&clean);
	free(s);
	free(compiler);
	free(command_line);
	free(version);
	free(libraries);
	free(folder);
}
