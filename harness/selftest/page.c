/* page.c - the reports that are looked at: the page, opened in a browser and clicked through; two runs compared. */
#include "../lib/text.h"
#include "../platform/platform.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "build/selftest-results/"
#define MINE "--peer c-clang --group strings --flavour plain --results " FOLDER

enum { MOST_STEPS = 24, EXIT_NO_BROWSER = 77 };

static void keep(void *output, const char *bytes, size_t size)
{
	text_put(output, bytes, size);
}

/* Opens the page and does the steps of browse.py; NULL ends them. */
static void browse(const char *page, const char *const *steps)
{
	const char *argv[MOST_STEPS + 3] = { "harness/selftest/browse.py", page };
	struct text output = { 0 };
	struct seam_process process = { .argv = argv, .output = keep, .argument = &output };

	for (int i = 0; steps[i]; i++)
		argv[i + 2] = steps[i];
	cr_assert(seam_process_run(&process) == 0);
	if (process.how == SEAM_EXITED && process.status == EXIT_NO_BROWSER)
		cr_skip_test("%s", text_of(&output));
	cr_expect(process.how == SEAM_EXITED && process.status == 0, "%s: %s", page, text_of(&output));
	text_free(&output);
}

/* A run with one cell and these records of it. */
static char *made_run(const char *name, const char *case_id, const char *records)
{
	char *folder = format_new(FOLDER "%s", name), *cells = format_new("%s/cells", folder), *plan = format_new("%s/plan.jsonl", folder);
	char *path = format_new("%s/g.p.plain.native.jsonl", cells), *line = format_new("{\"cell\":\"g/p/plain/native\",\"cases\":[\"%s\"]}\n", case_id);

	cr_assert(seam_make_folders(cells) == 0 && file_write(plan, line, strlen(line)) == 0 && file_write(path, records, strlen(records)) == 0);
	free(cells);
	free(plan);
	free(path);
	free(line);
	return folder;
}

/* ---- the page ---- */

Test(page, from_the_matrix_to_a_failing_check)
{
	static const char *const steps[] = {
		"see 6 red in 1 of 1 cell.",
		"see a NUL as last byte is carried", /* the first failure stands open */
		"follow #cell=strings/c-clang/plain/native",
		"address cell=strings/c-clang/plain/native",
		"click strings.interior_nul.middle",
		"address cell=strings/c-clang/plain/native&case=strings.interior_nul.middle",
		"see a NUL in the middle is carried, or refused with its position",
		"see the length of out is 2, not 5",
		"see interior_nul.c:",
		"see make check GROUP=strings PEER=c-clang FLAVOUR=plain CASE=strings.interior_nul.middle",
		"click Copy",
		"see Copied",
		NULL,
	};

	says("run " MINE "page.red --mutant cuts_at_nul", 1, "report.html");
	browse(FOLDER "page.red/report.html", steps);
}

Test(page, filters_are_in_the_address)
{
	static const char *const steps[] = {
		"choose outcome fail",
		"type several",
		"see 1 case found",
		"address outcome=fail&q=several",
		"open q=middle&outcome=pass",
		"see No case found",
		"open case=strings.interior_nul.middle",
		"see This case on every peer and flavour",
		"open cell=strings/nobody/plain/native",
		"see Not in this run",
		NULL,
	};

	says("run " MINE "page.filters --mutant cuts_at_nul", 1, "report.html");
	browse(FOLDER "page.filters/report.html", steps);
}

Test(page, fits_a_phone)
{
	static const char *const steps[] = {
		"width 390", "narrow", "see The matrix", "open cell=strings/c-clang/plain/native", "narrow", "open view=costs", "narrow", NULL,
	};

	says("run " MINE "page.phone --mutant cuts_at_nul", 1, "report.html");
	browse(FOLDER "page.phone/report.html", steps);
}

Test(page, of_a_green_run)
{
	static const char *const steps[] = { "see Nothing is red", "miss What is red", "see The matrix", NULL };

	says("run " MINE "page.green --case strings.interior_nul.*", 0, "report.html");
	browse(FOLDER "page.green/report.html", steps);
}

/* What a peer says is text: it ends no element, runs nothing, fetches nothing. */
Test(page, text_of_a_peer_is_no_markup)
{
	static const char record[] =
		"{\"cell\":\"g/p/plain/native\",\"group\":\"g\",\"peer\":\"p\",\"flavour\":\"plain\",\"platform\":\"native\",\"case\":\"g.a.b\","
		"\"rule\":\"<b>r</b>\",\"level\":\"MUST\",\"outcome\":\"crash\",\"red\":true,"
		"\"message\":\"</script><script>document.body.remove()</script><img src=nowhere.png>\",\"rerun\":\"make <i>x</i>\"}\n"
		"{\"cell\":\"g/p/plain/native\",\"group\":\"g\",\"peer\":\"p\",\"flavour\":\"plain\",\"platform\":\"native\",\"outcome\":\"pass\","
		"\"red\":false,\"seconds\":1,\"rerun\":\"make\"}\n";
	static const char *const steps[] = {
		"see </script><script>document.body.remove()</script><img src=nowhere.png>", "see <b>r</b>", "see make <i>x</i>", NULL,
	};

	free(made_run("page.hostile", "g.a.b", record));
	says("report --results " FOLDER "page.hostile", 1, "report.html");
	browse(FOLDER "page.hostile/report.html", steps);
}

/* ---- two runs compared ---- */

#define RECORD(outcome, red, more) \
	"{\"cell\":\"g/p/plain/native\",\"group\":\"g\",\"peer\":\"p\",\"flavour\":\"plain\",\"case\":\"g.a.b\",\"outcome\":\"" outcome \
	"\",\"red\":" red more "}\n"
#define CELL(seconds) \
	"{\"cell\":\"g/p/plain/native\",\"group\":\"g\",\"peer\":\"p\",\"flavour\":\"plain\",\"outcome\":\"pass\",\"red\":false,\"seconds\":" seconds "}\n"
#define DIFF "diff " FOLDER

Test(diff, of_a_run_and_itself)
{
	free(made_run("diff.same", "g.a.b", RECORD("pass", "false", "") CELL("1")));
	says(DIFF "diff.same " FOLDER "diff.same", 0, "0 became red, 0 became green, 0 pass no longer, 0 vanished, 0 appeared, 0 slower, 0 still red");
}

Test(diff, what_became_red)
{
	free(made_run("diff.green", "g.a.b", RECORD("pass", "false", "") CELL("1")));
	free(made_run("diff.red", "g.a.b", RECORD("fail", "true", ",\"message\":\"the sky fell\",\"rerun\":\"make it\"") CELL("1")));
	says(DIFF "diff.green " FOLDER "diff.red", 1, "g.a.b: fail, was pass: the sky fell\n            make it\n");
	says(DIFF "diff.red " FOLDER "diff.green", 0, "became green: 1\n    g/p/plain/native\n        g.a.b: pass, was fail\n");
	says(DIFF "diff.red " FOLDER "diff.red", 0, "1 still red");
}

/* What is red, and was not there, became red; what is not there, and was red, did not become green. */
Test(diff, what_came_and_went)
{
	free(made_run("diff.old", "g.a.b", RECORD("fail", "true", "") CELL("1")));
	free(made_run("diff.new", "g.a.c", CELL("1")));
	says(DIFF "diff.old " FOLDER "diff.new", 1, "1 became red, 0 became green, 0 pass no longer, 1 vanished, 1 appeared");
}

Test(diff, what_passes_no_longer)
{
	free(made_run("diff.passed", "g.a.b", RECORD("pass", "false", "") CELL("1")));
	free(made_run("diff.skipped", "g.a.b", RECORD("skip", "false", ",\"message\":\"no compiler\"") CELL("1")));
	says(DIFF "diff.passed " FOLDER "diff.skipped", 0, "g.a.b: skip, was pass: no compiler");
}

/* By half as long again, and by half a second: 1.0 to 1.49 s is not, nor is 0.1 to 0.5 s. */
Test(diff, what_is_slower)
{
	free(made_run("diff.fast", "g.a.b", RECORD("pass", "false", "") CELL("1.0")));
	free(made_run("diff.slow", "g.a.b", RECORD("pass", "false", "") CELL("1.5")));
	free(made_run("diff.less", "g.a.b", RECORD("pass", "false", "") CELL("1.49")));
	free(made_run("diff.tiny", "g.a.b", RECORD("pass", "false", "") CELL("0.1")));
	free(made_run("diff.felt", "g.a.b", RECORD("pass", "false", "") CELL("0.5")));
	says(DIFF "diff.fast " FOLDER "diff.slow", 0, "1.50 s, was 1.00 s (x 1.5)");
	says(DIFF "diff.fast " FOLDER "diff.less", 0, "0 slower");
	says(DIFF "diff.tiny " FOLDER "diff.felt", 0, "0 slower");
}

Test(diff, of_no_run)
{
	says(DIFF "diff.nowhere " FOLDER "diff.nowhere", 2, "there is no run to report");
	says("diff " FOLDER "one", 2, "diff wants two folders");
}
