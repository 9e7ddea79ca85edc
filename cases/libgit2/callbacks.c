/*
 * callbacks: what a visitor does besides counting: it fails, walks again, jumps into a shield, panics.
 * Rule: libgit2.callbacks    Source: git_error_set_after_callback(); DESIGN section 5; git2-rs's panic.rs
 */
#include "visits.h"
#include "walk.h"
#include <setjmp.h>

struct context {
	struct seam_case *c;
	const struct seam_libgit2 *g;
	const struct hostile *h;
	void *repo;
	size_t n, inner, depth;
	jmp_buf back;
};

/* Whether the repository still works, to the end of a walk. */
static void still_walks(struct context *x)
{
	static struct visits seen, all;
	int result = -1;
	visits_start(&seen, NEVER, 0);
	visits_start(&all, NEVER, 0);
	git_walk(x->h->repository, "tags", visit, &all, &result);
	result = -1;
	CHECK_EQ(x->c, x->g->foreach(x->repo, "tags", visit, &seen, &result), SEAM_OK);
	CHECK_EQ(x->c, result, 0);
	CHECK_EQ(x->c, seen.n, all.n);
}

#define BEGIN_CALLBACK(c, x)                                                                                           \
	BEGIN(c, g);                                                                                                   \
	NEED(c, g->foreach);                                                                                           \
	OPEN(c, g, h, repo);                                                                                           \
	struct context x = { .c = c, .g = g, .h = h, .repo = repo }

static int fails(void *payload, const char *item, size_t size)
{
	struct context *x = (struct context *)payload;
	void *nothing = NULL;
	(void)item, (void)size;
	x->n++;
	if (!SEAM_STIMULUS(x->c))
		return 0;
	CHECK(x->c, x->g->open("no/such/repository", &nothing) < 0);
	CHECK(x->c, nothing == NULL);
	return -7;
}

/* An op fails inside the callback, which then stops the walk. */
static void error(struct seam_case *c)
{
	BEGIN_CALLBACK(c, x);
	int result = 0;
	int rc = g->foreach(repo, "tags", fails, &x, &result);
	CHECK_EQ(c, x.n, 1);
	CHECK(c, rc == SEAM_OK || rc == SEAM_E_UNSUPPORTED);
	if (rc == SEAM_OK)
		CHECK_EQ(c, result, -7);
	struct seam_git_failure failure = { 0 };
	if (g->last_error && CHECK_EQ(c, g->last_error(&failure), SEAM_OK))
		CHECK(c, failure.message_size > 0);
	still_walks(&x);
	g->close(repo);
}

static int walks_again(void *payload, const char *item, size_t size)
{
	struct context *x = (struct context *)payload;
	int result = -1;
	(void)item, (void)size;
	x->n++;
	if (x->depth >= 3 || !SEAM_STIMULUS(x->c))
		return 0;
	void *outer = x->repo;
	x->repo = NULL;
	if (CHECK_EQ(x->c, x->g->open(x->h->path, &x->repo), SEAM_OK)) {
		x->depth++;
		CHECK_EQ(x->c, x->g->foreach(x->repo, "tags", walks_again, x, &result), SEAM_OK);
		CHECK_EQ(x->c, result, 0);
		x->depth--;
		x->g->close(x->repo);
	}
	x->repo = outer;
	return 0;
}

/* The visitor opens the repository again and walks it, three deep: 5 + 25 + 125 + 625 items. */
static void nested(struct seam_case *c)
{
	BEGIN_CALLBACK(c, x);
	static struct visits all;
	int result = -1;
	visits_start(&all, NEVER, 0);
	git_walk(h->repository, "tags", visit, &all, &result);
	result = -1;
	CHECK_EQ(c, g->foreach(repo, "tags", walks_again, &x, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	size_t n = all.n;
	CHECK_EQ(c, x.n, n + n * n + n * n * n + n * n * n * n);
	g->close(repo);
}

static void jumps(struct context *x)
{
	if (SEAM_STIMULUS(x->c))
		longjmp(x->back, 1);
}

/* The shield: a jump out of the visitor ends here, before it reaches a frame of the binding or of libgit2. */
static int shielded(void *payload, const char *item, size_t size)
{
	struct context *x = (struct context *)payload;
	(void)item, (void)size;
	x->n++;
	if (setjmp(x->back))
		return GIT_EUSER;
	jumps(x);
	return 0;
}

static void jump(struct seam_case *c)
{
	BEGIN_CALLBACK(c, x);
	static const char *const walks[] = { "references", "tags", "config", "tree", "status", "odb" };
	for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++) {
		int result = 0, rc = g->foreach(repo, walks[i], (x.n = 0, shielded), &x, &result);
		if (rc == SEAM_E_NOT_FOUND)
			continue;
		/* The first items are ASCII: the walk is stopped before any that is not, unless all are read before the first. */
		if (rc == SEAM_E_ENCODING && seam_traits(c) & SEAM_UTF8_ONLY && !x.n)
			continue;
		CHECK(c, rc == SEAM_OK || rc == SEAM_E_UNSUPPORTED);
		CHECK_EQ(c, x.n, 1);
		if (rc == SEAM_OK)
			CHECK_EQ(c, result, GIT_EUSER);
		still_walks(&x);
	}
	g->close(repo);
}

SEAM_CASES(libgit2, callbacks) = {
	{ "error", SEAM_MUST, error, "a failure inside a callback stops the walk, is told, and is over", 0 },
	{ "nested", SEAM_MUST, nested, "a callback may open the repository and walk it again", SEAM_ONCE },
	{ "jump", SEAM_MUST, jump, "a jump that a shield turns into a stop leaves libgit2 as it was", 0 },
	SEAM_END
};
