/*
 * box: what an allocator gave goes back to that allocator, with that size, whichever is current by then.
 * Rule: ownership.box    Source: git_libgit2_opts(SET_ALLOCATOR), PyMem_SetAllocator, sqlite3_config; CWE-762
 */
#include "ownership/pool.h"

static bool boxed(struct seam_case *c, const struct seam_own_box *box, const char *text)
{
	const void *bytes = NULL;
	size_t size = SIZE_MAX;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->box_get(box, &bytes, &size), SEAM_OK) && CHECK(c, bytes != NULL) &&
	       CHECK_BYTES(c, bytes, size, text, strlen(text));
}

static void capture(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_box *box[3] = { NULL };
	uint64_t before = objects(c);
	struct pool one, two;
	size_t seen;

	REQUIRE(pool_use(c, &one) && CHECK_EQ(c, s->box_create("one", 3, &box[0]), SEAM_OK) &&
	        CHECK(c, pool_holds(&one) > 0));
	REQUIRE(pool_use(c, &two) && CHECK_EQ(c, s->box_create("two", 3, &box[1]), SEAM_OK) &&
	        CHECK(c, pool_holds(&two) > 0));
	REQUIRE(CHECK_EQ(c, s->allocator_use(NULL), SEAM_OK) &&
	        CHECK_EQ(c, s->box_create("three", 5, &box[2]), SEAM_OK));
	/* set long after: still its own, not the current one */
	seen = one.allocs;
	REQUIRE(CHECK_EQ(c, s->box_set(box[0], "longer than it was at first", 27), SEAM_OK));
	CHECK(c, one.allocs > seen);
	REQUIRE(boxed(c, box[0], "longer than it was at first") && boxed(c, box[1], "two") &&
	        boxed(c, box[2], "three"));
	s->box_destroy(box[2]);
	s->box_destroy(box[0]);
	CHECK_EQ(c, pool_holds(&one), 0);
	CHECK(c, pool_holds(&two) > 0);
	s->box_destroy(box[1]);
	CHECK_EQ(c, pool_holds(&two), 0);
	s->box_destroy(NULL);
	all_gone(c, before);
}

static void by_its_own(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_box *box = NULL;
	uint64_t before = objects(c);
	const void *bytes = NULL;
	size_t size = 0;

	NEED(c, s->box_set);
	REQUIRE(CHECK_EQ(c, s->box_create("some bytes", 10, &box), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->box_get(box, &bytes, &size), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->box_set(box, (const char *)bytes + 5, 5), SEAM_OK) && boxed(c, box, "bytes"));
	REQUIRE(CHECK_EQ(c, s->box_set(box, NULL, 0), SEAM_OK) && boxed(c, box, ""));
	CHECK_EQ(c, s->box_set(box, NULL, 1), SEAM_E_NULL);
	CHECK_EQ(c, s->box_set(NULL, "x", 1), SEAM_E_NULL);
	s->box_destroy(box);
	all_gone(c, before);
}

static void run_out(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_box *box = NULL, **out = seam_out(c, sizeof *out);
	bool stimulus = SEAM_STIMULUS(c), failed = false;
	uint64_t before = objects(c);
	int rc = SEAM_E_MEMORY;
	struct pool pool;

	REQUIRE(pool_use(c, &pool));
	CHECK_EQ(c, s->allocator_use(&(struct seam_own_allocator){ NULL, pool_free, &pool }), SEAM_E_NULL);
	CHECK_EQ(c, s->allocator_use(&(struct seam_own_allocator){ pool_alloc, NULL, &pool }), SEAM_E_NULL);
	for (size_t k = 1; rc == SEAM_E_MEMORY && k < 20; k++) {
		pool.fail = stimulus ? pool.allocs + k : 0;
		rc = s->box_create("text", 4, out);
		failed |= pool.fail && pool.allocs >= pool.fail;
		REQUIRE(!rc || (CHECK_EQ(c, rc, SEAM_E_MEMORY) && unwritten(c, out, sizeof *out, "box_create") &&
		                CHECK_EQ(c, pool_holds(&pool), 0)));
	}
	CHECK(c, failed);
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	box = *out;
	pool.fail = stimulus ? pool.allocs + 1 : 0;
	rc = s->box_set(box, "another text, a longer one", 26);
	pool.fail = 0;
	if (rc) {
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		REQUIRE(boxed(c, box, "text"));
	}
	CHECK_EQ(c, s->allocator_use(NULL), SEAM_OK);
	s->box_destroy(box);
	CHECK_EQ(c, pool_holds(&pool), 0);
	all_gone(c, before);
}

/* The allocators of a body end with it, however it ends. */
static void captured(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->allocator_use);
	NEED(c, SEAM_OPS(c, ownership)->box_create);
	capture(c);
	CHECK_EQ(c, SEAM_OPS(c, ownership)->allocator_use(NULL), SEAM_OK);
}

static void no_memory(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->allocator_use);
	NEED(c, SEAM_OPS(c, ownership)->box_set);
	run_out(c);
	CHECK_EQ(c, SEAM_OPS(c, ownership)->allocator_use(NULL), SEAM_OK);
}

SEAM_CASES(ownership, box) = {
	{ "captured", SEAM_MUST, captured, "a box keeps the allocator that was current when it was made", 0 },
	{ "by_its_own", SEAM_MUST, by_its_own, "a box can be set to its own bytes, and to none", 0 },
	{ "no_memory", SEAM_MUST, no_memory, "when the allocator has none, nothing is left and the box is as it was",
	  0 },
	SEAM_END
};
