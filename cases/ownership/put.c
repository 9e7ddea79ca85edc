/*
 * put: a transfer that takes the block in every case frees it also when it fails.
 * Rule: ownership.put    Source: g_object_take_ref, sk_push and its callers; CWE-415, CWE-772
 */
#include "ownership/blocks.h"

enum { SIZE = 48, ALIGN = 32, FILL = 0x3C };

static bool gone(struct seam_case *c, const void *block)
{
	return CHECK(c, !seam_is_lent(c, block, NULL, NULL));
}

static void replaces(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder = NULL;
	void *first, *empty, *second;

	NEED(c, s->holder_put);
	REQUIRE(CHECK_EQ(c, s->holder_create(&holder), SEAM_OK));
	first = lend(c, SIZE, ALIGN, FILL);
	empty = lend(c, 0, 1, FILL);
	second = lend(c, SEAM_HOLDER_MAX, 1, FILL);
	REQUIRE(CHECK_EQ(c, s->holder_put(holder, first, SIZE, ALIGN), SEAM_OK));
	REQUIRE(lent_as(c, first, SIZE, ALIGN));
	/* a block of no bytes is a block */
	REQUIRE(CHECK_EQ(c, s->holder_put(holder, empty, 0, 1), SEAM_OK));
	gone(c, first);
	REQUIRE(lent_as(c, empty, 0, 1));
	REQUIRE(CHECK_EQ(c, s->holder_put(holder, second, SEAM_HOLDER_MAX, 1), SEAM_OK));
	gone(c, empty);
	REQUIRE(lent_as(c, second, SEAM_HOLDER_MAX, 1));
	all_are(c, second, SEAM_HOLDER_MAX, FILL);
	s->holder_destroy(holder);
	gone(c, second);
}

static void failed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder = NULL;
	void *block, *big, *second, *taken = NULL;
	size_t size = 0, align = 0;

	NEED(c, s->holder_put);
	REQUIRE(CHECK_EQ(c, s->holder_create(&holder), SEAM_OK));
	block = lend(c, SIZE, ALIGN, FILL);
	big = lend(c, SEAM_HOLDER_MAX + 1, 8, FILL);
	second = lend(c, SIZE, ALIGN, FILL);
	REQUIRE(CHECK_EQ(c, s->holder_put(holder, block, SIZE, ALIGN), SEAM_OK));
	CHECK_EQ(c, s->holder_put(holder, big, SEAM_HOLDER_MAX + 1, 8), SEAM_E_RANGE);
	gone(c, big);
	CHECK_EQ(c, s->holder_put(NULL, second, SIZE, ALIGN), SEAM_E_NULL);
	gone(c, second);
	/* and the first is still there */
	lent_as(c, block, SIZE, ALIGN);
	if (CHECK_EQ(c, s->holder_take(holder, &taken, &size, &align), SEAM_OK) && CHECK_EQ(c, taken, block))
		seam_free_lent(c, block);
	s->holder_destroy(holder);
}

SEAM_CASES(ownership, put) = {
	{ "replaces", SEAM_MUST, replaces, "the block that holder_put replaces is freed by the peer, once", 0 },
	{ "failed", SEAM_MUST, failed, "holder_put that fails has freed the block, and kept the one before", 0 },
	SEAM_END
};
