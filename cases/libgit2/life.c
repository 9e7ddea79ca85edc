/*
 * life: init and shutdown are counted.
 * Rule: libgit2.life    Source: git_libgit2_init(), git_libgit2_shutdown()
 */
#include "repository.h"

static void count(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->init);
	NEED(c, g->shutdown);
	if (!hostile(c))
		return;
	int n = g->init();
	REQUIRE(CHECK(c, n >= 1));
	CHECK_EQ(c, g->init(), n + 1);
	CHECK_EQ(c, g->init(), n + 2);
	CHECK_EQ(c, g->shutdown(), n + 1);
	CHECK_EQ(c, g->shutdown(), n);
	CHECK_EQ(c, g->shutdown(), n - 1);
}

/* The ops are usable after inits that were all taken back, too. */
static void afterwards(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->init);
	NEED(c, g->shutdown);
	NEED(c, g->open);
	NEED(c, g->close);
	const struct hostile *h = hostile(c);
	if (!h)
		return;
	for (int i = 0; i < 3; i++) {
		void *repo = NULL;
		REQUIRE(CHECK(c, g->init() >= 1));
		REQUIRE(CHECK_EQ(c, g->open(seam_in_string(c, h->path), &repo), SEAM_OK));
		g->close(repo);
		CHECK(c, g->shutdown() >= 0);
		REQUIRE(CHECK_EQ(c, g->open(seam_in_string(c, h->path), &repo), SEAM_OK));
		g->close(repo);
	}
}

SEAM_CASES(libgit2, life) = { { "count", SEAM_MUST, count,
	                        "each init counts one up, each shutdown one down, and the number is libgit2's", 0 },
	                      { "afterwards", SEAM_MUST, afterwards,
	                        "the ops work within and after an init that was shut down", 0 },
	                      SEAM_END };
