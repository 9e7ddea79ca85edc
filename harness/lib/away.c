/* away.c - what a run away from seam's tree needs is built into the user's cache, by the rules that the tree's Makefile includes. */
#include "../platform/platform.h"
#include "build.h"
#include "home.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the tree's Makefile says before it includes the rules. */
static void put_variables(FILE *out)
{
	char *home = home_folder();

	fprintf(out, "say = @echo\nQ = @\n");
	fprintf(out, "HARNESS_HEADERS = $(wildcard %s/harness/include/seam/*.h %s/cases/*.h)\n", home, home);
	fprintf(out, "CONTRACTS = $(HARNESS_HEADERS) $(wildcard %s/cases/*/*.h)\n", home);
	fprintf(out, "PROBE_SOURCES = $(HARNESS_HEADERS) $(wildcard %s/harness/probe/*.[ch] %s/harness/platform/*)\n", home, home);
	fprintf(out, ".PHONY: built\nbuilt:\n");
	free(home);
}

/* Whether there is anything to be made by them; -1 when they could not be written. */
static int write_rules(const char *path, const struct tree *tree)
{
	FILE *out = fopen(path, "wb");
	char *rules;
	bool any;

	if (!out)
		return -1;
	put_variables(out);
	build_rules(out, tree);
	fprintf(out, "built: $(BUILT)\n\t@:\n");
	if (fclose(out) != 0 || !(rules = file_read(path, NULL)))
		return -1;
	any = strstr(rules, "\nBUILT += ") != NULL;
	free(rules);
	return any;
}

static int make(const char *rules, const char *lock, size_t jobs)
{
	char *parallel = format_new("-j%zu", jobs);
	const char *const argv[] = { "flock", lock, "make", "--no-print-directory", parallel, "-f", rules, "built", NULL };
	/* Two runs at once build one after the other, where there is a command for that. */
	struct seam_process process = { .argv = seam_command_exists("flock") ? argv : argv + 2 };
	int failed = seam_process_run(&process);

	if (failed) {
		fputs("seam: make could not be started, which builds what is not built yet: is it installed?\n", stderr);
	} else if (process.how != SEAM_EXITED || (process.status != 0 && process.status != 2)) {
		fprintf(stderr, "seam: make, which builds what is not built yet, ended with status %d\n", process.status);
		failed = -1;
	} else if (process.status == 2) {
		fputs("seam: not all could be built: the cells that it is for will be red\n", stderr);
	}
	free(parallel);
	return failed ? -1 : 0;
}

int build_away(const struct tree *tree, size_t jobs)
{
	char *cache = cache_folder(), *folder = format_new("%s/built", cache);
	char *path = format_new("%s/rules.%ld.mk", folder, seam_process_number()), *lock = format_new("%s/lock", folder);
	int any = seam_make_folders(folder) == 0 ? write_rules(path, tree) : -1, failed = 0;

	if (any < 0) {
		fprintf(stderr, "seam: %s: %s (SEAM_CACHE can name another folder)\n", path, strerror(errno));
		failed = -1;
	} else if (any) {
		failed = make(path, lock, jobs);
	}
	remove(path);
	free(path);
	free(lock);
	free(folder);
	free(cache);
	return failed;
}
