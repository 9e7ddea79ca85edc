/*
 * panics: the binding's own callback panics in a walk: it is contained, reported at once, and over.
 * Rule: libgit2.panics    Source: git2-rs's panic.rs keeps a panic for the next call that fails
 */
#include "threads.h"
#include "visits.h"
#include "walk.h"

struct panic {
	struct seam_case *c;
	const struct seam_libgit2 *g;
	void *repo;
	const char *what;
	size_t items;
	int rc, rc_again, rc_after, result;
	struct visits seen;
};

static void panics(struct panic *p)
{
	visits_start(&p->seen, NEVER, 0);
	p->result = -1;
	p->rc = p->g->foreach_panics(p->repo, p->what, SEAM_STIMULUS(p->c) ? 0 : p->items);
	/* The same again, then another walk: were something left of the panic, it would end them. */
	p->rc_again = p->g->foreach_panics(p->repo, p->what, SEAM_STIMULUS(p->c) ? 0 : p->items);
	if (p->g->foreach)
		p->rc_after = p->g->foreach(p->repo, "tags", visit, &p->seen, &p->result);
}

static void walk(struct seam_case *c, const char *what)
{
	BEGIN(c, g);
	NEED(c, g->foreach_panics);
	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "a panic ends the peer's process");
		return;
	}
	OPEN(c, g, h, repo);
	static struct visits all;
	static struct panic p;
	int oracle;
	p = (struct panic){ .c = c, .g = g, .repo = repo, .what = seam_in_string(c, what) };
	visits_start(&all, NEVER, 0);
	git_walk(h->repository, what, visit, &all, &oracle);
	p.items = all.n;
	visits_start(&all, NEVER, 0);
	git_walk(h->repository, "tags", visit, &all, &oracle);
	panics(&p);
	g->close(repo);
	if (p.rc == SEAM_E_NOT_FOUND) {
		seam_skip(c, "the peer does not offer the walk %s", what);
		return;
	}
	CHECK_EQ(c, p.rc, SEAM_E_PANIC);
	CHECK_EQ(c, p.rc_again, SEAM_E_PANIC);
	if (g->foreach) {
		CHECK_EQ(c, p.rc_after, SEAM_OK);
		CHECK_EQ(c, p.result, 0);
		CHECK_EQ(c, p.seen.n, all.n);
	}
}

#define WALK(name)                                                                                                     \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		aside(c, walk, #name);                                                                                 \
	}
#define ROW(name)                                                                                                      \
	{ #name, SEAM_MUST, name, #name ": a panic in the callback is contained, told at once, and over", SEAM_ONCE },
GIT_WALKS(WALK)

SEAM_CASES(libgit2, panics) = { GIT_WALKS(ROW) SEAM_END };
