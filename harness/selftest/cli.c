/* cli.c - the command line as a user meets it: its words, its exit statuses, what an interrupt leaves. */
#include "../lib/text.h"
#include "../platform/platform.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct call {
	struct seam_process process;
	struct text output;
};

static void keep(void *argument, const char *bytes, size_t size)
{
	text_put(&((struct call *)argument)->output, bytes, size);
}

/* Exit status of `build/seam` with these words; its output is kept. */
static int seam(struct call *call, const char *words)
{
	char *line = format_new("build/seam %s", words), **argv = words_new(line);

	*call = (struct call){ .process = { .argv = (const char *const *)argv, .output = keep, .argument = call } };
	text_put(&call->output, "", 0);
	cr_assert(seam_process_run(&call->process) == 0);
	free(line);
	words_free(argv);
	return call->process.how == SEAM_EXITED ? call->process.status : -1;
}

void says(const char *words, int status, const char *text)
{
	struct call call;

	cr_expect(seam(&call, words) == status, "seam %s: status %d, not %d", words, call.process.status, status);
	cr_expect(strstr(text_of(&call.output), text) != NULL, "seam %s: no \"%s\" in: %s", words, text,
	          text_of(&call.output));
}

Test(cli, help)
{
	says("--help", 0, "exit status");
}
Test(cli, nothing)
{
	says("", 2, "seam run");
}
Test(cli, unknown_command)
{
	says("dance", 2, "no such command");
}
Test(cli, unknown_option)
{
	says("run --colour-of-the-moon", 2, "see `seam --help`");
}
Test(cli, unknown_peer)
{
	says("run --peer nobody", 2, "nothing to run");
}
Test(cli, peer_that_is_not_there)
{
	says("run --peer ./nowhere/libx.so", 2, "there is no such peer");
}
Test(cli, group_that_is_not_there)
{
	says("run --group ./nowhere", 2, "no such folder of cases");
}
Test(cli, folder_without_a_peer)
{
	says("run --peer ./harness", 2, "no .conf file");
}
Test(cli, timeout_that_is_none)
{
	says("run --timeout soon", 2, "wrong");
}
Test(cli, no_run_to_report)
{
	says("report --results build/there-is-no-run", 2, "no plan");
}

Test(cli, unknown_case)
{
	says("run --peer c-clang --group strings --flavour plain --results build/selftest-results/cli --case strings.no.such",
	     2, "no case is called");
}

Test(cli, list)
{
	says("list --group strings --peer c-clang --flavour plain", 0, "strings/c-clang/plain/native");
}

Test(cli, list_of_a_platform)
{
	says("list --platform i386 --group strings --peer c-clang --flavour plain", 0, "strings/c-clang/plain/i386");
}
Test(cli, platform_that_is_not_there)
{
	says("list --platform pdp11", 2, "there is no platform pdp11; there are: aarch64");
}
Test(cli, list_says_which_flavours_are_run_by_default)
{
	says("list --group strings --peer c-clang", 0, "flavours: asan memcheck msan plain tsan\nwhen named, or by --flavour all: O0");
}
Test(cli, all_flavours)
{
	says("list --group strings --peer c-clang --flavour all", 0, "strings/c-clang/helgrind/native   skip: no case");
}
Test(cli, a_flavour_that_the_platform_does_not_carry)
{
	says("run --platform i386 --flavour tsan", 2, "nothing to run");
}
Test(cli, a_failure_is_printed_with_its_rerun_line)
{
	says("run --peer c-clang --group strings --flavour plain --mutant cuts_at_nul --results build/selftest-results/failure",
	     1, "make check GROUP=strings PEER=c-clang FLAVOUR=plain CASE=strings.interior_nul.middle");
}

/* A peer in a folder of this test's own, described by this text. */
static char *peer_folder(const char *name, const char *conf)
{
	char *folder = format_new("build/selftest-results/%s", name), *path = format_new("%s/p.conf", folder);

	cr_assert(seam_make_folders(folder) == 0 && file_write(path, conf, strlen(conf)) == 0);
	free(path);
	return folder;
}

static void peer_says(const char *name, const char *conf, int status, const char *text)
{
	char *words = format_new("run --group strings --flavour plain --results build/selftest-results/%s.run --peer ./%s", name,
	                         peer_folder(name, conf));

	says(words, status, text);
	free(words);
}

Test(cli, a_toolchain_that_is_missing)
{
	peer_says("no_toolchain", "language = X\nneeds = there-is-no-such-compiler\nbuild = false\n", 0, "skip");
}

Test(cli, a_peer_that_was_not_built)
{
	peer_says("not_built", "language = X\nbuild = false\n", 1, "was not built");
}

Test(cli, a_peer_whose_conf_is_wrong)
{
	peer_says("wrong_conf", "language\n", 2, "not a line of the form");
}

/* A peer of another group: no case is taken for passed because nothing was asked of anybody. */
Test(cli, a_peer_that_offers_nothing_of_the_group)
{
	struct call call;

	cr_expect(seam(&call, "run --group 'strings errors buffers' --peer build/selftest-parts/hostile/well_behaved.so --flavour plain "
	                      "--results build/selftest-results/offers_nothing") == 0);
	cr_expect(strstr(text_of(&call.output), " skip; nothing is red") != NULL && !strstr(text_of(&call.output), " pass "), "%s",
	          text_of(&call.output));
}

/* Nothing that was run is no pass. */
Test(cli, a_group_without_cases)
{
	cr_assert(seam_make_folders("build/selftest-results/empty_group") == 0);
	says("run --group ./build/selftest-results/empty_group --peer build/selftest-parts/hostile/well_behaved.so --flavour plain "
	     "--results build/selftest-results/empty_group.run", 1, "has no cases");
}

/* Ended in the middle, as by Ctrl-C: what was recorded stays, what was not is missing and red, and nothing goes on running. */
static bool not_after_a_second(void *argument)
{
	static double end;

	(void)argument;
	if (end <= 0)
		end = seam_seconds() + 1;
	return seam_seconds() < end;
}

Test(cli, interrupted)
{
	static const char *const argv[] = { "build/seam", "run",
		                            "-j",         "1",
		                            "--peer",     "c-gcc",
		                            "--flavour",  "plain memcheck",
		                            "--results",  "build/selftest-results/interrupted",
		                            NULL };
	struct seam_process process = { .argv = argv, .in_time = not_after_a_second };
	struct call call;

	seam_remove_tree("build/selftest-results/interrupted");
	cr_assert(seam_process_run(&process) == 0);
	cr_expect(process.how == SEAM_TIMED_OUT);
	cr_expect(seam(&call, "report --results build/selftest-results/interrupted") == 1);
	cr_expect(strstr(text_of(&call.output), "planned, and never recorded") != NULL);
	cr_expect(strstr(text_of(&call.output), "callbacks  c-gcc") != NULL);
}
