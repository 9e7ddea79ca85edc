/* units.c - the parts of the harness library, one by one. */
#include "../lib/checker.h"
#include "../lib/events.h"
#include "../lib/report.h"
#include "../lib/run.h"
#include "../lib/spawn.h"
#include "../lib/text.h"
#include "../platform/platform.h"

#include <criterion/criterion.h>
#include <mxml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A folder of this test's own. */
static char *folder_of(const char *test)
{
	char *path = format_new("build/selftest-results/units.%s", test);

	seam_remove_tree(path);
	cr_assert(seam_make_folders(path) == 0);
	return path;
}

static char *write_in(const char *folder, const char *name, const char *content)
{
	char *path = format_new("%s/%s", folder, name);

	cr_assert(file_write(path, content, strlen(content)) == 0);
	return path;
}

Test(text, glob)
{
	cr_expect(glob_matches("*", ""));
	cr_expect(glob_matches("strings.*.front", "strings.interior_nul.front"));
	cr_expect(glob_matches("a?c", "abc"));
	cr_expect(!glob_matches("a?c", "ac"));
	cr_expect(!glob_matches("strings", "strings.x"));
	cr_expect(!glob_matches("", "x"));
}

Test(text, words)
{
	char **words = words_new("  a 'b c'  \"d\"e ");

	cr_assert(words_count(words) == 3);
	cr_expect_str_eq(words[1], "b c");
	cr_expect_str_eq(words[2], "de");
	words_free(words);
}

Test(conf, values_join_and_continue)
{
	char *folder = folder_of("conf"), *path = write_in(folder, "x.conf", "# c\na = 1\n b=2 \\\n  3\na = 4\n\n");
	struct conf *conf = conf_load(path);

	cr_assert(conf);
	cr_expect_str_eq(conf_get(conf, "a"), "1 4");
	cr_expect_str_eq(conf_get(conf, "b"), "2   3");
	cr_expect(conf_has_word(conf, "a", "4"));
	cr_expect(!conf_has_word(conf, "a", "2"));
	cr_expect(!conf_get(conf, "c"));
}

Test(conf, a_line_that_is_none_is_refused)
{
	char *folder = folder_of("conf_wrong"), *path = write_in(folder, "x.conf", "a = 1\njust words\n");

	cr_expect(conf_load(path) == NULL);
	cr_expect(conf_load("build/there-is-no-such.conf") == NULL);
}

static struct seam_case_id one = { .id = (char *)"g.r.one", .level = (char *)"MUST", .rule = (char *)"r" };
static struct seam_case_id two = { .id = (char *)"g.r.two", .level = (char *)"MUST", .rule = (char *)"r" };

static struct told told_by(const char *test, const char *events, struct result *results)
{
	char *folder = folder_of(test), *path = write_in(folder, "events", events);
	struct told told;

	results[0] = (struct result){ .id = &one };
	results[1] = (struct result){ .id = &two };
	events_read(path, results, 2, &told);
	return told;
}

Test(events, a_case_that_ends)
{
	struct result r[2];
	struct told told =
		told_by("events",
	                "peer\tn\tL\tt\t0\nbegin\tg.r.one\nfail\tf.c\t7\ta == b\t1\t2\t\nend\tg.r.one\tfail\n"
	                "begin\tg.r.two\nskip\tno op\nend\tg.r.two\tskip\nbye\n",
	                r);

	cr_expect(told.complete && !told.open && told.begun == 2);
	cr_expect(r[0].outcome == OUTCOME_FAIL && cJSON_GetArraySize(r[0].failures) == 1);
	cr_expect(r[1].outcome == OUTCOME_SKIP);
	cr_expect_str_eq(r[1].message, "no op");
}

Test(events, a_line_that_was_cut_is_not_believed)
{
	struct result r[2];
	struct told told = told_by("events_cut", "begin\tg.r.one\nend\tg.r.one\tpass", r);

	cr_expect(told.open == &r[0] && !told.complete);
	cr_expect(r[0].outcome == OUTCOME_NONE);
}

Test(events, an_end_without_its_begin_is_no_pass)
{
	struct result r[2];

	told_by("events_end", "end\tg.r.one\tpass\nbegin\tg.r.two\nend\tg.r.one\tpass\n", r);
	cr_expect(r[0].outcome == OUTCOME_NONE);
}

Test(events, a_skip_after_a_failure_is_a_failure)
{
	struct result r[2];

	told_by("events_skip", "begin\tg.r.one\nfail\tf\t1\tx\t\t\t\nskip\twhy\nend\tg.r.one\tfail\n", r);
	cr_expect(r[0].outcome == OUTCOME_FAIL);
}

Test(events, expected_death_that_did_not_come)
{
	struct result r[2];

	told_by("events_abort", "begin\tg.r.one\nexpect\tabort\nend\tg.r.one\tpass\n", r);
	cr_expect(r[0].outcome == OUTCOME_FAIL);
}

Test(checker, sanitizers)
{
	static const struct {
		const char *log, *kind, *frame;
	} known[] = {
		{ "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x1 at pc\nREAD of size 1\n"
		  "    #0 0x55 in __interceptor_strlen /x/compiler-rt/lib.cpp:1\n    #1 0x56 in drop peer.c:12:3\n",
		  "heap-use-after-free", "drop peer.c:12:3" },
		{ "==7==ERROR: LeakSanitizer: detected memory leaks\n\nDirect leak of 7 byte(s)\n    #0 0x5 in malloc "
		  "(/l/libclang_rt.asan.so+0x1)\n    #1 0x5 in make peer.c:3:1\n",
		  "leak", "make peer.c:3:1" },
		{ "==7==WARNING: MemorySanitizer: use-of-uninitialized-value\n    #0 0x5 in look peer.c:9:2\n",
		  "use-of-uninitialized-value", "look peer.c:9:2" },
		{ "==================\nWARNING: ThreadSanitizer: data race (pid=9)\n  Write of size 4\n    #0 race peer.c:4:9 "
		  "(p.so+0x1)\n",
		  "data race", "race peer.c:4:9 (p.so+0x1)" },
		{ "peer.c:5:4: runtime error: shift exponent 40 is too large\n    #0 0x5 in shift peer.c:5:4\nSUMMARY: "
		  "UndefinedBehaviorSanitizer: undefined-behavior peer.c:5:4\n",
		  "shift exponent 40 is too large", "shift peer.c:5:4" },
	};
	char *folder = folder_of("sanitizers"), *prefix = format_new("%s/log", folder);

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		struct finding f;

		write_in(folder, "log.7", known[i].log);
		cr_assert(checker_read("sanitizer", prefix, 7, &f));
		cr_expect_str_eq(f.kind, known[i].kind);
		cr_expect_str_eq(f.frame, known[i].frame);
	}
}

Test(checker, no_report)
{
	char *folder = folder_of("no_report"), *prefix = format_new("%s/log", folder);
	struct finding f;

	cr_expect(!checker_read("sanitizer", prefix, 7, &f));
	write_in(folder, "log.7", "==7== a line that is no report\n");
	cr_expect(!checker_read("sanitizer", prefix, 7, &f));
	write_in(folder, "log.7", "==7==WARNING: AddressSanitizer: something is not supported here\n");
	cr_expect(!checker_read("sanitizer", prefix, 7, &f));
	cr_expect(!checker_read("valgrind", prefix, 8, &f));
	cr_expect(!checker_read(NULL, prefix, 7, &f));
}

#define VALGRIND_ERROR                                                                                                 \
	"<error><unique>0x0</unique><kind>InvalidRead</kind><what>Invalid read of size 4</what><stack><frame>"         \
	"<obj>/l/vgpreload_memcheck.so</obj><fn>memcpy</fn></frame><frame><obj>/p.so</obj><fn>drop</fn>"               \
	"<file>peer.c</file><line>12</line></frame></stack></error>"

Test(checker, valgrind)
{
	char *folder = folder_of("valgrind"), *prefix = format_new("%s/log", folder);
	struct finding f;

	write_in(folder, "log.7", "<?xml version=\"1.0\"?><valgrindoutput>" VALGRIND_ERROR "</valgrindoutput>");
	cr_assert(checker_read("valgrind", prefix, 7, &f));
	cr_expect_str_eq(f.kind, "InvalidRead");
	cr_expect_str_eq(f.frame, "drop (peer.c:12)");
	write_in(folder, "log.7", "<?xml version=\"1.0\"?><valgrindoutput></valgrindoutput>");
	cr_expect(!checker_read("valgrind", prefix, 7, &f));
}

/* A process that is killed leaves Valgrind's file without its end. */
Test(checker, valgrind_cut)
{
	char *folder = folder_of("valgrind_cut"), *prefix = format_new("%s/log", folder);
	struct finding f;

	write_in(folder, "log.7", "<?xml version=\"1.0\"?><valgrindoutput>" VALGRIND_ERROR "<status><sta");
	cr_assert(checker_read("valgrind", prefix, 7, &f));
	cr_expect_str_eq(f.kind, "InvalidRead");
}

/* ---- verdicts ---- */

static enum outcome whole_of(struct told told, unsigned how, int status, bool left_behind)
{
	struct conf none = { 0 };
	struct flavour flavour = { .name = (char *)"plain", .conf = &none };
	struct cell cell = { .flavour = &flavour };
	struct spawn s = { .cell = &cell, .log = (char *)"build/there-is-no-log" };
	struct result whole = { .outcome = OUTCOME_PASS };

	s.process.how = how;
	s.process.status = status;
	s.process.left_behind = left_behind;
	verdict_of_whole(&s, &whole, &told);
	return whole.outcome;
}

Test(verdict, of_the_whole)
{
	struct told complete = { .begun = 3, .complete = true }, cut = { .begun = 3 }, forked = complete;
	struct told refused = { .refused = (char *)"no" }, nothing = { 0 };

	forked.forked = true;
	cr_expect(whole_of(complete, SEAM_EXITED, 0, false) == OUTCOME_PASS);
	cr_expect(whole_of(complete, SEAM_EXITED, 1, false) == OUTCOME_CRASH);
	cr_expect(whole_of(complete, SEAM_SIGNALLED, 11, false) == OUTCOME_CRASH);
	cr_expect(whole_of(complete, SEAM_EXITED, 0, true) == OUTCOME_CRASH);
	cr_expect(whole_of(forked, SEAM_EXITED, 0, false) == OUTCOME_CRASH);
	/* It ended between two cases, or after the last one, and did not say that it was through. */
	cr_expect(whole_of(cut, SEAM_EXITED, 0, false) == OUTCOME_CRASH);
	cr_expect(whole_of(cut, SEAM_TIMED_OUT, 0, false) == OUTCOME_TIMEOUT);
	cr_expect(whole_of(refused, SEAM_EXITED, 65, false) == OUTCOME_ERROR);
	cr_expect(whole_of(nothing, SEAM_EXITED, 0, false) == OUTCOME_CRASH);
}

/* ---- expectations ---- */

static struct result expected(const char *test, const char *line, enum outcome outcome)
{
	char *folder = folder_of(test);
	struct peer peer = { .name = (char *)"p", .folder = folder };
	struct flavour flavour = { .name = (char *)"asan" };
	struct platform platform = { .name = (char *)"native" };
	struct cell cell = { .peer = &peer, .flavour = &flavour, .platform = &platform };
	struct result r = { .id = &one, .outcome = outcome };

	free(write_in(folder, "p.expect", line));
	expect_apply(expect_load(&peer), &cell, &r);
	return r;
}

#define LINE "g.r.* asan native fail https://example.org/1 it is known\n"

Test(expect, outcomes)
{
	cr_expect(expected("xfail", LINE, OUTCOME_FAIL).outcome == OUTCOME_XFAIL);
	cr_expect(expected("xpass", LINE, OUTCOME_PASS).outcome == OUTCOME_XPASS);
	cr_expect(expected("other", LINE, OUTCOME_CRASH).outcome == OUTCOME_CRASH);
	cr_expect(expected("skip", LINE, OUTCOME_SKIP).outcome == OUTCOME_SKIP);
	cr_expect(expected("missing", LINE, OUTCOME_MISSING).outcome == OUTCOME_MISSING);
	cr_expect(outcome_is_red(OUTCOME_XPASS, "MUST") && outcome_is_red(OUTCOME_MISSING, "MUST"));
	cr_expect(!outcome_is_red(OUTCOME_XFAIL, "MUST") && !outcome_is_red(OUTCOME_FAIL, "MAY"));
}

Test(expect, without_a_link_it_does_not_count)
{
	cr_expect(expected("nolink", "g.r.* asan native fail because I say so\n", OUTCOME_FAIL).outcome ==
	          OUTCOME_FAIL);
	cr_expect(expected("elsewhere", "g.r.* msan native fail https://example.org/1 known\n", OUTCOME_FAIL).outcome ==
	          OUTCOME_FAIL);
}

/* ---- reports ---- */

static char *run_with(const char *test, const char *records)
{
	char *folder = folder_of(test), *cells = format_new("%s/cells", folder);

	free(write_in(folder, "plan.jsonl", "{\"cases\":[\"g.r.one\",\"g.r.two\"],\"cell\":\"g/p/asan/native\"}\n"));
	seam_make_folders(cells);
	if (records)
		free(write_in(cells, "g.p.asan.native.jsonl", records));
	free(cells);
	return folder;
}

static int report_quietly(const char *folder)
{
	FILE *nowhere = fopen("/dev/null", "w");
	int status = report_all(folder, nowhere);

	fclose(nowhere);
	return status;
}

#define RECORD(id, outcome, red, more)                                                                                 \
	"{\"cell\":\"g/p/asan/native\",\"group\":\"g\",\"peer\":\"p\",\"flavour\":\"asan\",\"case\":\"" id "\","       \
	"\"outcome\":\"" outcome "\",\"red\":" red more "}\n"
#define WHOLE                                                                                                          \
	"{\"cell\":\"g/p/asan/native\",\"group\":\"g\",\"peer\":\"p\",\"flavour\":\"asan\",\"outcome\":\"pass\",\"red\":false}\n"

Test(report, all_there_is_green)
{
	char *folder =
		run_with("green", RECORD("g.r.one", "pass", "false", "") RECORD("g.r.two", "skip", "false", "") WHOLE);

	cr_expect(report_quietly(folder) == 0);
}

Test(report, what_never_reported_is_red)
{
	cr_expect(report_quietly(run_with("none", NULL)) == 1);
	cr_expect(report_quietly(run_with("half", RECORD("g.r.one", "pass", "false", "") WHOLE)) == 1);
	cr_expect(report_quietly(run_with("no_whole", RECORD("g.r.one", "pass", "false", "")
	                                                      RECORD("g.r.two", "pass", "false", ""))) == 1);
}

Test(report, no_run_is_trouble)
{
	cr_expect(report_quietly("build/there-is-no-run") == 2);
}

Test(report, junit_stays_xml_whatever_is_in_it)
{
	char *folder = run_with("junit", RECORD("g.r.one", "fail", "true",
	                                        ",\"message\":\"<&\\u0001 ]]> \\\"quoted\\\" \\uffff\"")
	                                         RECORD("g.r.two", "pass", "false", "") WHOLE);
	char *path = format_new("%s/junit.xml", folder);
	mxml_node_t *top;
	FILE *file;

	cr_expect(report_quietly(folder) == 1);
	file = fopen(path, "r");
	cr_assert(file);
	top = mxmlLoadFile(NULL, file, MXML_OPAQUE_CALLBACK);
	fclose(file);
	cr_assert(top);
	cr_expect_str_eq(mxmlElementGetAttr(mxmlFindElement(top, top, "failure", NULL, NULL, MXML_DESCEND), "message"),
	                 "<&\\x01 ]]> \"quoted\" \\xef\\xbf\\xbf");
	cr_expect_str_eq(mxmlElementGetAttr(mxmlFindElement(top, top, "testsuite", NULL, NULL, MXML_DESCEND),
	                                    "failures"),
	                 "1");
}
