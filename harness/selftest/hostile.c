/*
 * hostile.c - peers that misbehave: each is contained.  Its own case or cell is red with a clear word, the cases before and after
 * keep their verdicts, and the run ends within its limit.
 */
#include "../lib/text.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define MOCK "harness/selftest/mock"

/* Those that hang are given little time; the others are never to need theirs. */
static struct trial run_hostile(const char *name)
{
	const struct run_options options = { .timeout = strncmp(name, "hangs", 5) == 0 ? 2 : 30 };
	char *path = format_new("build/selftest-parts/hostile/%s.so", name);
	struct trial t = try_cell(MOCK, path, "plain", NULL, &options);

	free(path);
	return t;
}

/* The case in the middle came to this, for this reason; those around it passed. */
static void contained(const char *name, enum outcome outcome, const char *because)
{
	struct trial t = run_hostile(name);
	const struct result *during = trial_case(&t, "mock.echo.during");
	char *words = all_words(during);

	cr_expect(during->outcome == outcome, "%s: %s", name, words);
	cr_expect(strstr(words, because) != NULL, "%s: not \"%s\" but %s", name, because, words);
	cr_expect(trial_case(&t, "mock.echo.before")->outcome == OUTCOME_PASS);
	cr_expect(trial_case(&t, "mock.echo.later")->outcome == OUTCOME_PASS);
	free(words);
}

/* The cell as a whole came to this; no case passed that was not run. */
static void refused(const char *name, enum outcome outcome, const char *because)
{
	struct trial t = run_hostile(name);

	cr_expect(t.whole.outcome == outcome, "%s: %s", name, outcome_name(t.whole.outcome));
	cr_expect(t.whole.message && strstr(t.whole.message, because), "%s: not \"%s\" but %s", name, because,
	          t.whole.message);
	for (size_t i = 0; i < t.count; i++)
		cr_expect(t.results[i].outcome == OUTCOME_MISSING);
}

Test(hostile, control)
{
	struct trial t = run_hostile("well_behaved");

	cr_expect(t.whole.outcome == OUTCOME_PASS, "%s", t.whole.message);
	for (size_t i = 0; i < t.count; i++)
		cr_expect(t.results[i].outcome == OUTCOME_PASS);
}

Test(hostile, does_not_load)
{
	refused("does_not_load", OUTCOME_ERROR, "there_is_no_such_function");
}
Test(hostile, exports_nothing)
{
	refused("exports_nothing", OUTCOME_ERROR, "exports no seam_peer_open");
}
Test(hostile, wrong_abi)
{
	refused("wrong_abi", OUTCOME_ERROR, "has abi 7");
}
Test(hostile, crashes_at_open)
{
	refused("crashes_at_open", OUTCOME_CRASH, "while the peer was opened: SIGSEGV");
}
Test(hostile, hangs_at_open)
{
	refused("hangs_at_open", OUTCOME_TIMEOUT, "while the peer was opened");
}
Test(hostile, crashes)
{
	contained("crashes", OUTCOME_CRASH, "SIGSEGV");
}
Test(hostile, hangs)
{
	contained("hangs", OUTCOME_TIMEOUT, "nothing was told for 2 s");
}
Test(hostile, hangs_deaf)
{
	contained("hangs_deaf", OUTCOME_TIMEOUT, "nothing was told for 2 s");
}
Test(hostile, exits)
{
	contained("exits", OUTCOME_CRASH, "ended itself with exit status 0");
}
Test(hostile, exits_at_once)
{
	contained("exits_at_once", OUTCOME_CRASH, "ended itself with exit status 0");
}
Test(hostile, closes_descriptors)
{
	contained("closes_descriptors", OUTCOME_FAIL, "not its own");
}
Test(hostile, prints_events)
{
	contained("prints_events", OUTCOME_CRASH, "ended itself with exit status 0");
}
Test(hostile, eats_memory)
{
	contained("eats_memory", OUTCOME_CRASH, "grew beyond");
}
Test(hostile, overflows_stack)
{
	contained("overflows_stack", OUTCOME_CRASH, "stack overflow");
}
Test(hostile, stops)
{
	contained("stops", OUTCOME_CRASH, "SIGSTOP");
}

/* What it prints is no concern of anybody's, but it must not fill a disk or block the run. */
Test(hostile, floods)
{
	struct trial t = run_hostile("floods");

	cr_expect(trial_case(&t, "mock.echo.later")->outcome == OUTCOME_PASS);
}

static void leaves(const char *name, const char *because)
{
	struct trial t = run_hostile(name);

	cr_expect(t.whole.outcome == OUTCOME_CRASH, "%s: %s", name, outcome_name(t.whole.outcome));
	cr_expect(t.whole.message &&
	                  (strstr(t.whole.message, because) || strstr(t.whole.message, "left a process behind")),
	          "%s: %s", name, t.whole.message);
	cr_expect(trial_case(&t, "mock.echo.before")->outcome == OUTCOME_PASS);
}

/* The copy tells that it is one, if it comes so far before it is ended. */
Test(hostile, forks)
{
	leaves("forks", "forked");
}
Test(hostile, leaves_a_child)
{
	leaves("leaves_a_child", "left a process behind");
}
Test(hostile, leaves_a_daemon)
{
	leaves("leaves_a_daemon", "left a process behind");
}
