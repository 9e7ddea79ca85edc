/*
 * shared: references are counted exactly, and the last one takes the object with it, no other.
 * Rule: ownership.shared    Source: Arc; COM AddRef and Release; RS-2022-0051 (a count off by one)
 */
#include "ownership/blocks.h"

static bool counts(struct seam_case *c, const struct seam_own_shared *shared, uint64_t expected)
{
	uint64_t seen = ~expected;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->shared_count(shared, &seen), SEAM_OK) && CHECK_EQ(c, seen, expected);
}

static void exact(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL;

	NEED(c, s->shared_count);
	REQUIRE(CHECK_EQ(c, s->shared_create(9, &shared), SEAM_OK));
	REQUIRE(counts(c, shared, 1));
	for (uint64_t n = 2; n <= 1000; n++) {
		REQUIRE(CHECK_EQ(c, s->shared_retain(shared), SEAM_OK));
		REQUIRE(counts(c, shared, n));
	}
	for (uint64_t n = 999; n >= 1; n--) {
		s->shared_release(shared);
		REQUIRE(counts(c, shared, n));
	}
	s->shared_release(shared);
}

static void last_release_destroys(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL, *other = NULL;
	int64_t value = 0;
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->shared_retain);
	before = s->live();
	REQUIRE(CHECK_EQ(c, s->shared_create(-77, &shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	REQUIRE(CHECK_EQ(c, s->shared_retain(shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->shared_retain(shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	s->shared_release(shared);
	REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	s->shared_release(shared);
	REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	/* one reference is left: the object is whole, whatever else is made */
	REQUIRE(CHECK_EQ(c, s->shared_create(78, &other), SEAM_OK));
	REQUIRE(CHECK(c, other != shared));
	if (CHECK_EQ(c, s->shared_get(shared, &value), SEAM_OK))
		CHECK_EQ(c, value, -77);
	s->shared_release(shared);
	REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	if (CHECK_EQ(c, s->shared_get(other, &value), SEAM_OK))
		CHECK_EQ(c, value, 78);
	s->shared_release(other);
	CHECK_EQ(c, s->live(), before);
}

static void counts_apart(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *one = NULL, *two = NULL;

	NEED(c, s->shared_count);
	REQUIRE(CHECK_EQ(c, s->shared_create(1, &one), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->shared_create(1, &two), SEAM_OK));
	REQUIRE(CHECK(c, one != two));
	CHECK_EQ(c, s->shared_retain(one), SEAM_OK);
	counts(c, one, 2);
	REQUIRE(counts(c, two, 1));
	s->shared_release(two);
	REQUIRE(counts(c, one, 2));
	s->shared_release(one);
	counts(c, one, 1);
	s->shared_release(one);
}

SEAM_CASES(ownership, shared) = {
	{ "exact", SEAM_MUST, exact, "each retain adds one reference, each release takes one", 0 },
	{ "last_release_destroys", SEAM_MUST, last_release_destroys, "the last release destroys the object, and no other", 0 },
	{ "counts_apart", SEAM_MUST, counts_apart, "each shared object has a count of its own", 0 },
	SEAM_END
};
