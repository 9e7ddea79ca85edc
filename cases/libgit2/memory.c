/*
 * memory: libgit2 takes its memory from the allocator that it is given, through the binding, and gives all of it back.
 * Rule: libgit2.memory    Source: GIT_OPT_SET_ALLOCATOR; git2/sys/alloc.h
 */
#include "allocator.h"
#include "round.h"

/* All that libgit2 allocates is the host's, and all of it comes back by the last shutdown. */
static void allocator(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->set_allocator);
	NEED(c, g->shutdown);
	NEED(c, g->open);
	NEED(c, g->close);
	if (SEAM_STIMULUS(c))
		REQUIRE(CHECK_EQ(c, g->set_allocator(git_allocator_on(seam_case_host(c))), SEAM_OK));
	const struct hostile *h = hostile(c);
	if (!h)
		return;
	round_of_all(c, g, h->path);
	size_t requests = seam_requests(c), live = seam_live(c).blocks;
	for (int i = 0; i < 3; i++)
		round_of_all(c, g, h->path);
	CHECK(c, seam_requests(c) > requests);
	CHECK_EQ(c, seam_live(c).blocks, live);
	hostile_leave();
	for (int i = 0; i < 100 && g->shutdown() > 0; i++)
		;
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* The k-th request fails, for every k: an error and nothing left, or the result.  prettify() only: with the same
 * requests failing git_repository_open() and git_revparse_single() crash, in libgit2's own code. */
static void starved(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->set_allocator);
	NEED(c, g->prettify);
	NEED(c, g->bytes_free);
	NEED(c, g->init);
	NEED(c, g->shutdown);
	REQUIRE(CHECK_EQ(c, g->set_allocator(git_allocator_on(seam_case_host(c))), SEAM_OK));
	REQUIRE(CHECK(c, g->init() > 0));
	static const char message[] = "text\n\n\n\nand more of it", pretty[] = "text\n\nand more of it\n";
	char *text = NULL;
	size_t size = 0, k = 0;
	/* What stays for ever is made by a first success and a first failure. */
	for (int i = 0; i < 3; i++, text = NULL) {
		seam_fail_request(c, i == 1);
		if (g->prettify("text", 4, 0, &text, &size) == SEAM_OK)
			g->bytes_free(text, size);
	}
	for (bool failed = true; failed && k < 100;) {
		const size_t unset = seam_poison(c), live = seam_live(c).blocks, before = seam_requests(c);
		size = unset;
		text = NULL;
		seam_fail_request(c, SEAM_STIMULUS(c) ? ++k : 0);
		int rc = g->prettify(message, sizeof message - 1, 0, &text, &size);
		failed = k && seam_requests(c) - before >= k;
		seam_fail_request(c, 0);
		if (rc == SEAM_OK) {
			CHECK_BYTES(c, text, size, pretty, sizeof pretty - 1);
			g->bytes_free(text, size);
		} else {
			CHECK_EQ(c, rc, SEAM_E_MEMORY);
			CHECK(c, text == NULL);
			CHECK_EQ(c, size, unset);
		}
		CHECK_EQ(c, seam_live(c).blocks, live);
	}
	CHECK(c, k > 1);
	for (int i = 0; i < 100 && g->shutdown() > 0; i++)
		;
}

SEAM_CASES(libgit2, memory) = { { "allocator", SEAM_MUST, allocator,
	                          "each block that libgit2 takes from the host's allocator is given back to it",
	                          SEAM_ISOLATED | SEAM_ONCE },
	                        { "starved", SEAM_MUST, starved,
	                          "an allocation of libgit2's that fails is told as such, and leaves nothing behind",
	                          SEAM_ISOLATED | SEAM_ONCE },
	                        SEAM_END };
