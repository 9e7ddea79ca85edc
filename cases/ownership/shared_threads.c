/*
 * shared_threads: references are counted by whoever retains and releases them, on any thread, also at once.
 * Rule: ownership.shared_threads    Source: Arc against Rc, RS-2020-0099; Py_INCREF without the lock; CWE-362
 */
#include "ownership/blocks.h"

enum { THREADS = 8, TIMES = 2000 };

struct crowd {
	struct seam_own_shared *shared;
	bool retain, release;
};

static void work(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct crowd *crowd = argument;
	int64_t value = 0;
	int failures = 0;

	(void)index;
	for (int i = 0; i < TIMES; i++) {
		if (crowd->retain)
			failures += s->shared_retain(crowd->shared) != SEAM_OK;
		if (!i && (s->shared_get(crowd->shared, &value) != SEAM_OK || value != 31))
			failures++;
		if (crowd->release)
			s->shared_release(crowd->shared);
	}
	CHECK_EQ(c, failures, 0);
}

static bool together(struct seam_case *c, struct crowd *crowd, bool retain, bool release, uint64_t expected)
{
	uint64_t seen = ~expected;

	crowd->retain = retain;
	crowd->release = release;
	seam_together(c, THREADS, work, crowd);
	return CHECK_EQ(c, SEAM_OPS(c, ownership)->shared_count(crowd->shared, &seen), SEAM_OK) &&
	       CHECK_EQ(c, seen, expected);
}

static bool is_bound(struct seam_case *c)
{
	if (seam_traits(c) & SEAM_THREAD_BOUND)
		seam_skip(c, "the peer declares that its ops may be called on one thread only");
	return seam_traits(c) & SEAM_THREAD_BOUND;
}

static void exact(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct crowd crowd = { NULL, false, false };
	uint64_t before = s->live ? s->live() : 0;

	NEED(c, s->shared_retain_many);
	if (is_bound(c))
		return;
	REQUIRE(CHECK_EQ(c, s->shared_create(31, &crowd.shared), SEAM_OK));
	REQUIRE(together(c, &crowd, true, false, 1 + THREADS * TIMES));
	REQUIRE(together(c, &crowd, true, true, 1 + THREADS * TIMES));
	REQUIRE(together(c, &crowd, false, true, 1));
	s->shared_release(crowd.shared);
	if (s->live)
		CHECK_EQ(c, s->live(), before);
}

static void release_last(struct seam_case *c, size_t index, void *argument)
{
	(void)index;
	SEAM_OPS(c, ownership)->shared_release(argument);
}

/* Made here, its last reference given back there. */
static void last_elsewhere(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL;
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->shared_retain_many);
	if (is_bound(c))
		return;
	before = s->live();
	REQUIRE(CHECK_EQ(c, s->shared_create(31, &shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->shared_retain_many(shared, THREADS - 1), SEAM_OK));
	seam_together(c, THREADS, release_last, shared);
	CHECK_EQ(c, s->live(), before);
}

SEAM_CASES(ownership,
           shared_threads) = { { "exact", SEAM_MUST, exact,
	                         "of references added and given back by many threads at once none is lost", SEAM_ONCE },
	                       { "last_elsewhere", SEAM_MUST, last_elsewhere,
	                         "the last reference destroys the object on whichever thread", 0 },
	                       SEAM_END };
