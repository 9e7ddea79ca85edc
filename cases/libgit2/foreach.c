/*
 * foreach: each of libgit2's walks shows what it walks over, stops when it is told to, and hands the number back.
 * Rule: libgit2.foreach    Source: libgit2's headers on each git_*_foreach(); git2-rs hands back 0 for most
 */
#include "threads.h"
#include "visits.h"
#include "walk.h"
#include <limits.h>

/* Stopped at item `at` with `value`, the peer and libgit2 itself do the same. */
static void stopped(struct seam_case *c, const struct seam_libgit2 *g, const struct hostile *h, void *repo,
                    const char *what, size_t at, int value)
{
	static struct visits expected, seen;
	const int unset = seam_poison(c);
	expected.lossy = seen.lossy = seam_traits(c) & SEAM_LOSSY;
	int result = unset, oracle = 0;
	visits_start(&expected, at, value);
	git_walk(h->repository, what, visit, &expected, &oracle);
	visits_start(&seen, at, SEAM_STIMULUS(c) ? value : 0);
	int rc = g->foreach(repo, what, visit, &seen, &result);

	if (rc != SEAM_OK && rc != SEAM_E_UNSUPPORTED) {
		FAIL(c, "%s, stopped at item %zu with %d: the peer returned %d", what, at, value, rc);
		return;
	}
	/* A yes or a no cannot be told from a number by libgit2, where libgit2 itself does not stop at some numbers. */
	if (!visits_same(&seen, &expected, expected.n < MOST_VISITS ? expected.n : MOST_VISITS) || seen.n != expected.n)
		if (rc != SEAM_E_UNSUPPORTED || seen.n != at + 1 || !visits_same(&seen, &expected, at + 1))
			FAIL(c, "%s, stopped at item %zu with %d: %zu items came, %zu (or others) do from libgit2",
			     what, at, value, seen.n, expected.n);
	if (rc == SEAM_OK && result != oracle)
		FAIL(c, "%s, stopped at item %zu with %d: the result is %d, libgit2's is %d", what, at, value, result,
		     oracle);
	if (rc == SEAM_E_UNSUPPORTED)
		CHECK_EQ(c, result, unset);
}

static void walk(struct seam_case *c, const char *name)
{
	BEGIN(c, g);
	NEED(c, g->foreach);
	OPEN(c, g, h, repo);
	static struct visits all, seen;
	const char *what = seam_in_string(c, name);
	int result = seam_poison(c), oracle = 0;

	all.lossy = seen.lossy = seam_traits(c) & SEAM_LOSSY;
	visits_start(&all, NEVER, 0);
	git_walk(h->repository, what, visit, &all, &oracle);
	visits_start(&seen, NEVER, 0);
	int rc = g->foreach(repo, what, visit, &seen, &result);
	if (rc == SEAM_E_NOT_FOUND) {
		CHECK_EQ(c, seen.n, 0);
		g->close(repo);
		seam_skip(c, "the peer does not offer the walk %s", name);
		return;
	}
	if (rc == SEAM_E_ENCODING && seam_traits(c) & SEAM_UTF8_ONLY) {
		if (CHECK(c, seen.n < all.n && visits_same(&seen, &all, seen.n)) && seen.n)
			stopped(c, g, h, repo, what, 0, GIT_EUSER);
		g->close(repo);
		return;
	}
	if (CHECK_EQ(c, rc, SEAM_OK)) {
		CHECK_EQ(c, result, oracle);
		CHECK_EQ(c, seen.n, all.n);
		CHECK(c, visits_same(&seen, &all, all.n < MOST_VISITS ? all.n : MOST_VISITS));
		/* At the first item, the last, and one within: of `tree` a folder, which 7 skips. */
		const size_t within = all.n > 4 ? 4 : all.n / 2, last = all.n ? all.n - 1 : 0;
		const struct {
			size_t at;
			int value;
		} stops[] = { { 0, 1 },  { last, 7 },       { 0, INT_MAX }, { last, -1 },
			      { 0, -7 }, { last, INT_MIN }, { within, 7 },  { within, -7 } };
		for (size_t i = 0; all.n && i < sizeof stops / sizeof stops[0]; i++)
			stopped(c, g, h, repo, what, stops[i].at, stops[i].value);
	}
	g->close(repo);
}

static void unknown(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->foreach);
	OPEN(c, g, h, repo);
	static struct visits seen;
	int result = seam_poison(c);
	visits_start(&seen, NEVER, 0);
	CHECK_EQ(c, g->foreach(repo, seam_in_string(c, "no_such_walk"), visit, &seen, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seen.n, 0);
	CHECK_EQ(c, result, seam_poison(c));
	g->close(repo);
}

#define WALK(name)                                                                                                     \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		aside(c, walk, #name);                                                                                 \
	}
#define ROW(name)                                                                                                      \
	{ #name, SEAM_MUST, name, #name ": the items are libgit2's, a stop stops, its number comes back", SEAM_ONCE },
GIT_WALKS(WALK)

SEAM_CASES(libgit2,
           foreach) = { GIT_WALKS(ROW){
				"unknown", SEAM_MUST, unknown, "a walk that the peer does not know visits nothing", 0 },
	                SEAM_END };
