/*
 * transfer: after a block was given away its new owner frees it, once; a transfer that fails leaves it to the giver.
 * Rule: ownership.transfer    Source: GLib (transfer full); git_odb_write_pack; CWE-415
 */
#include "ownership/blocks.h"

enum { SIZE = 48, ALIGN = 32, FILL = 0x3C };

/* A holder, and a block of the host's to give to it; both NULL when that fails. */
static struct seam_own_holder *holder_and_block(struct seam_case *c, void **block)
{
	struct seam_own_holder *holder = NULL;

	*block = NULL;
	if (CHECK_EQ(c, SEAM_OPS(c, ownership)->holder_create(&holder), SEAM_OK) && CHECK(c, holder != NULL))
		*block = lend(c, SIZE, ALIGN, FILL);
	return *block ? holder : NULL;
}

static bool gone(struct seam_case *c, const void *block)
{
	return CHECK(c, !seam_is_lent(c, block, NULL, NULL));
}

static void give(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder;
	void *block;

	NEED(c, s->holder_give);
	REQUIRE((holder = holder_and_block(c, &block)));
	REQUIRE(CHECK_EQ(c, s->holder_give(holder, block, SIZE, ALIGN), SEAM_OK));
	REQUIRE(lent_as(c, block, SIZE, ALIGN));
	s->holder_destroy(holder);
	gone(c, block);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void take(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder;
	void *block, **taken = seam_out(c, sizeof *taken);
	size_t *size = seam_out(c, sizeof *size), *align = seam_out(c, sizeof *align);

	NEED(c, s->holder_take);
	REQUIRE((holder = holder_and_block(c, &block)));
	REQUIRE(CHECK_EQ(c, s->holder_give(holder, block, SIZE, ALIGN), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->holder_take(holder, taken, size, align), SEAM_OK));
	REQUIRE(CHECK_EQ(c, *taken, block));
	CHECK_EQ(c, *size, SIZE);
	CHECK_EQ(c, *align, ALIGN);
	REQUIRE(lent_as(c, block, SIZE, ALIGN));
	all_are(c, block, SIZE, FILL);
	/* the host's again: what becomes of the holder is nothing to it */
	memset(block, FILL + 1, SIZE);
	s->holder_destroy(holder);
	REQUIRE(lent_as(c, block, SIZE, ALIGN));
	all_are(c, block, SIZE, FILL + 1);
	seam_free_lent(c, block);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void take_from_empty(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder;
	void *block, **taken = seam_out(c, sizeof *taken);
	size_t *size = seam_out(c, sizeof *size), *align = seam_out(c, sizeof *align);

	NEED(c, s->holder_take);
	REQUIRE((holder = holder_and_block(c, &block)));
	CHECK_EQ(c, s->holder_take(holder, taken, size, align), SEAM_E_STATE);
	unwritten(c, taken, sizeof *taken, "holder_take");
	unwritten(c, size, sizeof *size, "holder_take");
	unwritten(c, align, sizeof *align, "holder_take");
	/* a block is there once */
	REQUIRE(CHECK_EQ(c, s->holder_give(holder, block, SIZE, ALIGN), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->holder_take(holder, taken, size, align), SEAM_OK));
	CHECK_EQ(c, s->holder_take(holder, taken, size, align), SEAM_E_STATE);
	s->holder_destroy(holder);
	seam_free_lent(c, block);
}

static void failed_give(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder;
	void *block, *big, *second;

	NEED(c, s->holder_give);
	REQUIRE((holder = holder_and_block(c, &block)));
	big = lend(c, SEAM_HOLDER_MAX + 1, 8, FILL);
	second = lend(c, SIZE, ALIGN, FILL);
	CHECK_EQ(c, s->holder_give(holder, big, SEAM_HOLDER_MAX + 1, 8), SEAM_E_RANGE);
	CHECK_EQ(c, s->holder_give(holder, second, SIZE, 24), SEAM_E_RANGE);
	CHECK_EQ(c, s->holder_give(holder, second, SIZE, 0), SEAM_E_RANGE);
	CHECK_EQ(c, s->holder_give(NULL, second, SIZE, ALIGN), SEAM_E_NULL);
	if (SEAM_STIMULUS(c))
		REQUIRE(CHECK_EQ(c, s->holder_give(holder, block, SIZE, ALIGN), SEAM_OK));
	CHECK_EQ(c, s->holder_give(holder, second, SIZE, ALIGN), SEAM_E_STATE);
	/* what failed stays with the host, the peer's own goes with the holder */
	lent_as(c, second, SIZE, ALIGN);
	s->holder_destroy(holder);
	gone(c, block);
	if (lent_as(c, big, SEAM_HOLDER_MAX + 1, 8))
		seam_free_lent(c, big);
	if (lent_as(c, second, SIZE, ALIGN)) {
		all_are(c, second, SIZE, FILL);
		seam_free_lent(c, second);
	}
}

SEAM_CASES(ownership, transfer) = {
	{ "give", SEAM_MUST, give, "a block that was given is freed once, with the holder, by the lent allocator", 0 },
	{ "take", SEAM_MUST, take, "a block that was taken is the same, and the peer does not touch it again", 0 },
	{ "take_from_empty", SEAM_MUST, take_from_empty, "a block is taken once; from an empty holder nothing is", 0 },
	{ "failed_give", SEAM_MUST, failed_give, "holder_give that fails leaves the block to the caller", 0 },
	SEAM_END
};
