/* install.c - seam away from its tree: installed and run, peers and groups to begin with, and what tells of the command line. */
#include "../lib/text.h"
#include "../platform/platform.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <seam/version.h>
#include <stdlib.h>
#include <string.h>

#define RESULTS "build/selftest-results/"

struct call {
	struct seam_process process;
	struct text output;
	double end;
};

static void keep(void *argument, const char *bytes, size_t size)
{
	text_put(&((struct call *)argument)->output, bytes, size);
}

/* A first build of a group, of cargo's or Go's takes its time on a machine that is busy. */
static bool in_time(void *argument)
{
	return seam_seconds() < ((struct call *)argument)->end;
}

/* Runs shell text in a folder, with a cache of the tests' own; exit status, -1 when it did not end by itself. */
static int shell(struct call *call, const char *folder, const char *text)
{
	const char *const argv[] = { "sh", "-c", text, NULL };
	char *cache = path_from_root(RESULTS "away.cache"), *variable = format_new("SEAM_CACHE=%s", cache);
	const char *const env[] = { variable, "MAKEFLAGS=", "PLATFORM=", NULL };

	*call = (struct call){ .process = { .argv = argv, .env = env, .folder = folder, .in_time = in_time, .output = keep },
		               .end = seam_seconds() + 500 };
	call->process.argument = call;
	text_put(&call->output, "", 0);
	cr_assert(seam_process_run(&call->process) == 0);
	free(cache);
	free(variable);
	return call->process.how == SEAM_EXITED ? call->process.status : -1;
}

static void says(const char *folder, const char *text, int status, const char *part)
{
	struct call call;
	int seen = shell(&call, folder, text);

	cr_expect(seen == status, "%s: status %d, not %d: %s", text, seen, status, text_of(&call.output));
	cr_expect(strstr(text_of(&call.output), part) != NULL, "%s: no \"%s\" in: %s", text, part, text_of(&call.output));
}

/* An empty folder that is no tree of seam's; the program is called by its absolute path. */
static char *fresh_folder(const char *name)
{
	char *folder = format_new(RESULTS "away.%s", name);

	cr_assert(seam_remove_tree(folder) == 0 && seam_make_folders(folder) == 0);
	return folder;
}

static char *program(void)
{
	return path_from_root("build/seam");
}

/* ---- init ---- */

/* Written and run as it is, away from the tree: green, and not because all is skipped. */
static void begins_green(const char *language, const char *needs)
{
	char *folder = fresh_folder(language), *seam = program();
	char *init = format_new("'%s' init peer mine --language %s", seam, language);
	char *run = format_new("'%s' run --peer ./mine --group strings --flavour plain", seam);
	struct call call;

	if (needs && !seam_command_exists(needs))
		cr_skip_test("%s is not installed", needs);
	says(folder, init, 0, "run --peer ./mine --group strings");
	says(folder, init, 2, "mine is there already: nothing was written");
	says(folder, run, 0, "nothing is red");
	cr_expect(shell(&call, folder, "grep -c '\"case\":\"strings.unchanged.*\"outcome\":\"pass\"' seam-results/latest/cells/*.jsonl") == 0,
	          "no case of strings.unchanged passed");
}

Test(init, peer_in_c)
{
	begins_green("c", NULL);
}
Test(init, peer_in_cpp)
{
	begins_green("cpp", NULL);
}
Test(init, peer_in_rust)
{
	begins_green("rust", "cargo");
}
Test(init, peer_in_go)
{
	begins_green("go", "go");
}
Test(init, peer_in_python)
{
	begins_green("python", "python3");
}

/* Green with its reference, and each of its planted bugs is seen. */
Test(init, group)
{
	char *folder = fresh_folder("group"), *seam = program();
	char *init = format_new("'%s' init group mine", seam);
	char *run = format_new("'%s' run --group ./mine --peer ./mine/reference --flavour plain", seam);
	char *first = format_new("%s --mutant forgets_the_last", run), *second = format_new("%s --mutant wraps", run);

	says(folder, init, 0, "run --group ./mine --peer ./mine/reference");
	says(folder, run, 0, "2 pass; nothing is red");
	says(folder, first, 1, "fail mine.sum.of_some");
	says(folder, second, 1, "fail mine.sum.too_great");
}

/* Nothing is written. */
Test(init, wrong_use)
{
	char *folder = fresh_folder("wrong_use"), *seam = program();
	static const struct {
		const char *words, *answer;
	} rows[] = { { "init", "init wants" },
		     { "init peer", "init wants" },
		     { "init peer one two", "init wants" },
		     { "init pear x", "a `peer` or a `group`" },
		     { "init peer Über", "a name begins with" },
		     { "init peer x --language cobol", "there are: c cpp go python rust" },
		     { "init group x --language rust", "written in C" } };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *text = format_new("'%s' %s", seam, rows[i].words);

		says(folder, text, 2, rows[i].answer);
		free(text);
	}
	says(folder, "ls | wc -l", 0, "0");
}

/* ---- away from the tree ---- */

/* The name of a folder is no path, and a library without a table is no peer. */
Test(away, what_a_user_gets_wrong)
{
	char *folder = fresh_folder("wrong"), *seam = program();
	char *name = format_new("mkdir mine && '%s' run --peer mine", seam);
	char *library = format_new("echo 'int add(int a, int b) { return a + b; }' >l.c && cc -shared -fPIC l.c -o l.so && "
	                           "'%s' run --peer ./l.so --group strings --flavour plain", seam);
	char *results = format_new("'%s' run --peer ./l.so --group strings --flavour plain --results /dev/null/x", seam);
	char *again = format_new("'%s' report | grep -c because", seam);

	says(folder, name, 2, "as a path it is ./mine");
	says(folder, library, 1, "exports no seam_peer_open");
	/* Told once, and not for each case. */
	says(folder, again, 0, "1\n");
	says(folder, results, 2, "/dev/null/x");
}

Test(away, home_that_is_none)
{
	char *text = format_new("SEAM_HOME=/nowhere '%s' list", program());

	says(NULL, text, 2, "SEAM_HOME=/nowhere");
}

/* Installed below a DESTDIR, and run where nothing else of seam is: a prefix is found from the program's own place. */
Test(away, installed)
{
	char *folder = fresh_folder("installed"), *root = path_from_root(folder);
	char *install = format_new("DESTDIR='%s/dest' PREFIX=/opt FLAVOURS=plain sh harness/install/install.sh install", root);
	char *uninstall = format_new("DESTDIR='%s/dest' PREFIX=/opt sh harness/install/install.sh uninstall", root);
	static const char *const run =
		"export PATH=$PWD/dest/opt/bin:$PATH && cd work && seam init peer mine && seam run --peer ./mine --group strings";

	says(NULL, install, 0, "with the flavours plain");
	says(folder, "mkdir work; find dest/opt/bin dest/opt/include dest/opt/share -type f", 0, "seam/strings/strings.h");
	says(folder, run, 0, "nothing is red");
	says(folder, "ls work/seam-results/latest", 0, "junit.xml");
	/* Its parts are found by who compiles by hand. */
	says(folder, "cd work && cc -shared -fPIC -I../dest/opt/include -I../dest/opt/include/seam mine/*.c -o libx.so && "
	             "../dest/opt/bin/seam run --peer libx.so --group strings --case 'strings.unchanged.*'", 0, "nothing is red");
	says(folder, "../../../build/seam report --results work/seam-results/latest", 0, "nothing is red");
	says(NULL, uninstall, 0, "");
	says(folder, "find dest -type f | wc -l", 0, "0");
}

Test(away, prefix_that_cannot_be_written)
{
	says(NULL, "PREFIX=/dev/null/x sh harness/install/install.sh install", 2, "cannot be written");
	says(NULL, "PREFIX=here sh harness/install/install.sh install", 2, "an absolute path is wanted");
}

/* ---- what tells of the command line ---- */

Test(cli_words, version)
{
	says(NULL, "build/seam --version", 0, "seam " SEAM_VERSION);
}

/* Each "--word" of --help is in the file, written so. */
static void names_each_option(const char *path, const char *form, const char *help)
{
	char *text = file_read(path, NULL);

	cr_assert(text, "%s", path);
	for (const char *at = help; (at = strstr(at, "--")); at += 2) {
		size_t size = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz");
		char *wanted = format_new(form, (int)size, at + 2);

		cr_expect(!size || strstr(text, wanted), "%s does not name %s", path, wanted);
		free(wanted);
	}
	free(text);
}

Test(cli_words, manual_and_completions_name_what_help_names)
{
	struct call call;
	const char *help;
	char *manual = file_read("harness/install/seam.1", NULL);

	cr_assert(shell(&call, NULL, "build/seam --help") == 0);
	help = text_of(&call.output);
	names_each_option("harness/install/seam.1", "Fl -%.*s", help);
	names_each_option("harness/install/seam.bash", "--%.*s", help);
	names_each_option("harness/install/seam.zsh", "--%.*s", help);
	names_each_option("harness/install/seam.fish", "-l %.*s ", help);
	for (const char *at = help; (at = strstr(at, "\n  seam ")); at++) {
		int size = (int)strspn(at + 8, "abcdefghijklmnopqrstuvwxyz");
		char *wanted = format_new(".Cm %.*s", size, at + 8);

		cr_expect(!size || strstr(manual, wanted), "the manual page does not name %s", wanted + 4);
		free(wanted);
	}
	/* And the manual no more than that. */
	for (const char *at = manual; (at = strstr(at, "Fl -")); at += 4) {
		size_t size = strspn(at + 4, "abcdefghijklmnopqrstuvwxyz");
		char *wanted = format_new("--%.*s", (int)size, at + 4);

		cr_expect(strstr(help, wanted) != NULL, "the manual page names %s, which --help does not", wanted);
		free(wanted);
	}
	cr_expect(strstr(manual, ".Sh EXIT STATUS") != NULL);
}
