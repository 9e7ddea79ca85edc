/*
 * overflow: a count of references never wraps: what would is refused, and changes nothing.
 * Rule: ownership.overflow    Source: CVE-2016-0728, CVE-2016-4558; Arc's MAX_REFCOUNT; CWE-190, CWE-911
 */
#include "ownership/blocks.h"

static bool counts(struct seam_case *c, const struct seam_own_shared *shared, uint64_t expected)
{
	uint64_t seen = ~expected;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->shared_count(shared, &seen), SEAM_OK) && CHECK_EQ(c, seen, expected);
}

static void many(struct seam_case *c)
{
	static const uint64_t steps[] = { 1, 2, 254, 255, 256, 65279, 65536, 16777216, 2147483647, 0 };
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = s->live ? s->live() : 0, sum = 1;
	struct seam_own_shared *shared = NULL;

	NEED(c, s->shared_retain_many);
	NEED(c, s->shared_release_many);
	REQUIRE(CHECK_EQ(c, s->shared_create(9, &shared), SEAM_OK));
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		REQUIRE(CHECK_EQ(c, s->shared_retain_many(shared, steps[i]), SEAM_OK));
		REQUIRE(counts(c, shared, sum += steps[i]));
	}
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		REQUIRE(CHECK_EQ(c, s->shared_release_many(shared, steps[i]), SEAM_OK));
		REQUIRE(counts(c, shared, sum -= steps[i]));
	}
	REQUIRE(CHECK_EQ(c, s->shared_retain_many(shared, 6), SEAM_OK) && counts(c, shared, 7));
	REQUIRE(CHECK_EQ(c, s->shared_release_many(shared, 7), SEAM_OK));
	if (s->live)
		CHECK_EQ(c, s->live(), before);
	CHECK_EQ(c, s->shared_retain_many(NULL, 1), SEAM_E_NULL);
	CHECK_EQ(c, s->shared_release_many(NULL, 1), SEAM_E_NULL);
}

static void at_the_limit(struct seam_case *c)
{
	static const uint64_t wrong[] = { 1,
		                          2,
		                          3,
		                          SEAM_SHARED_MAX,
		                          SEAM_SHARED_MAX + 1,
		                          SEAM_SHARED_MAX + 2,
		                          UINT64_MAX / 2 + 1,
		                          UINT64_MAX - SEAM_SHARED_MAX + 1,
		                          UINT64_MAX - SEAM_SHARED_MAX + 2,
		                          UINT64_MAX - 1,
		                          UINT64_MAX };
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL;
	int64_t value = 0;

	NEED(c, s->shared_retain_many);
	NEED(c, s->shared_release_many);
	REQUIRE(CHECK_EQ(c, s->shared_create(9, &shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->shared_retain_many(shared, SEAM_SHARED_MAX - 2), SEAM_OK));
	if (SEAM_STIMULUS(c))
		REQUIRE(CHECK_EQ(c, s->shared_retain(shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->shared_retain(shared), SEAM_E_RANGE) && counts(c, shared, SEAM_SHARED_MAX));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		REQUIRE(CHECK_EQ(c, s->shared_retain_many(shared, wrong[i]), SEAM_E_RANGE));
		REQUIRE(counts(c, shared, SEAM_SHARED_MAX));
	}
	CHECK_EQ(c, s->shared_retain_many(shared, 0), SEAM_OK);
	s->shared_release(shared);
	REQUIRE(counts(c, shared, SEAM_SHARED_MAX - 1) && CHECK_EQ(c, s->shared_retain(shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->shared_release_many(shared, SEAM_SHARED_MAX - 1), SEAM_OK) && counts(c, shared, 1));
	if (CHECK_EQ(c, s->shared_get(shared, &value), SEAM_OK))
		CHECK_EQ(c, value, 9);
	s->shared_release(shared);
}

/* Below nothing is there too: a reference that is not there is not given back. */
static void too_few(struct seam_case *c)
{
	static const uint64_t wrong[] = { 4, 5, SEAM_SHARED_MAX, SEAM_SHARED_MAX + 4, UINT64_MAX / 2 + 2, UINT64_MAX };
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL;

	NEED(c, s->shared_release_many);
	REQUIRE(CHECK_EQ(c, s->shared_create(9, &shared), SEAM_OK) &&
	        CHECK_EQ(c, s->shared_retain_many(shared, 2), SEAM_OK));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		REQUIRE(CHECK_EQ(c, s->shared_release_many(shared, wrong[i]), SEAM_E_RANGE));
		REQUIRE(counts(c, shared, 3));
	}
	CHECK_EQ(c, s->shared_release_many(shared, 3), SEAM_OK);
}

SEAM_CASES(ownership,
           overflow) = { { "many", SEAM_MUST, many, "many references are added and given back at once, exactly", 0 },
	                 { "at_the_limit", SEAM_MUST, at_the_limit,
	                   "more than SEAM_SHARED_MAX references are refused; the count is kept", 0 },
	                 { "too_few", SEAM_MUST, too_few, "more references than there are cannot be given back", 0 },
	                 SEAM_END };
