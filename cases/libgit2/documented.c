/*
 * documented: libgit2 does as its headers say: "a non-zero value … will stop the iteration, and is returned", and
 * git_time_t is a time of 64 bits.
 * This is about libgit2 itself, through any peer that hands numbers on.
 * Rule: libgit2.documented    Source: git2/refs.h, diff.h, pack.h, config.h, status.h …
 */
#include "threads.h"
#include "visits.h"
#include "walk.h"
#include <stdlib.h>

#define NAME(walk) #walk,

/* Stops each walk at its first item. */
static void stops_with(struct seam_case *c, const char *number)
{
	const int value = atoi(number);
	BEGIN(c, g);
	NEED(c, g->foreach);
	OPEN(c, g, h, repo);
	static struct visits seen;
	static const char *const walks[] = { GIT_PLAIN_WALKS(NAME) };
	for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++) {
		int result = 0;
		/* A positive number means something else to git_tree_walk(). */
		if (!strncmp(walks[i], "tree", 4) && value > 0)
			continue;
		visits_start(&seen, 0, SEAM_STIMULUS(c) ? value : 0);
		/* Not what this is about: a binding that hands on no numbers, or not even an item. */
		if (g->foreach(repo, walks[i], visit, &seen, &result) != SEAM_OK || !seen.n)
			continue;
		if (seen.n != 1 || result != value)
			FAIL(c, "%s, told to stop with %d, went on to %zu items and returned %d", walks[i], value,
			     seen.n, result);
	}
	g->close(repo);
}

/* Seconds that do not fit 32 bits: before 1970, and after 2106. */
static void wide_time(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->commit_create);
	OPEN(c, g, h, repo);
	static const int64_t times[] = { -1, -123456789, 5000000000 };
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		const struct seam_git_person who = { "A", 1, "a@b", 3, SEAM_STIMULUS(c) ? times[i] : 1, 0 };
		struct seam_git_id id;
		git_oid oid;
		git_commit *commit;
		/* To refuse is right, too. */
		if (g->commit_create(repo, &who, "m", 1, &id) != SEAM_OK)
			continue;
		if (CHECK_EQ(c, git_oid_fromstr(&oid, id.hex), 0) &&
		    CHECK_EQ(c, git_commit_lookup(&commit, h->repository, &oid), 0)) {
			CHECK_EQ(c, git_commit_author(commit)->when.time, times[i]);
			git_commit_free(commit);
		}
	}
	g->close(repo);
}

static void positive(struct seam_case *c)
{
	aside(c, stops_with, "7");
}

static void negative(struct seam_case *c)
{
	aside(c, stops_with, "-7"); /* GIT_EUSER */
}

static void end_of_iteration(struct seam_case *c)
{
	aside(c, stops_with, "-31"); /* GIT_ITEROVER */
}

SEAM_CASES(libgit2, documented) = {
	{ "positive", SEAM_SHOULD, positive, "a positive number stops each walk, and is returned", SEAM_ONCE },
	{ "negative", SEAM_SHOULD, negative, "a negative number stops each walk, and is returned", SEAM_ONCE },
	{ "end_of_iteration", SEAM_SHOULD, end_of_iteration, "GIT_ITEROVER from a visitor is a number like another",
	  SEAM_ONCE },
	{ "time", SEAM_SHOULD, wide_time, "a git_time of 64 bits is written whole, or refused", 0 },
	SEAM_END
};
