/*
 * zero_size: nothing is something: a block of no bytes has a pointer and an owner.
 * Rule: ownership.zero_size    Source: C11 7.22.3 (malloc(0)); RS-2020-0006 (zero-sized layouts)
 */
#include "ownership/blocks.h"

static void own(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const size_t aligns[] = { 1, 16, 256 };

	NEED(c, s->block_make);
	NEED(c, s->block_free);
	for (size_t i = 0; i < sizeof aligns / sizeof aligns[0]; i++) {
		void *block = NULL;

		REQUIRE(CHECK_EQ(c, s->block_make(0, aligns[i], 0x55, &block), SEAM_OK));
		REQUIRE(CHECK(c, block != NULL));
		s->block_free(block, 0, aligns[i]);
	}
}

static void lent(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *block = NULL;

	NEED(c, s->lent_make);
	NEED(c, s->lent_free);
	REQUIRE(CHECK_EQ(c, s->lent_make(0, 8, 0x55, &block), SEAM_OK));
	REQUIRE(CHECK(c, block != NULL));
	REQUIRE(lent_as(c, block, 0, 8));
	s->lent_free(block, 0, 8);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* From nothing to something and back. */
static void resized(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *block, *grown = NULL, *empty = NULL;

	NEED(c, s->lent_resize);
	block = lend(c, 0, 8, 0);
	REQUIRE(CHECK_EQ(c, s->lent_resize(block, 0, 8, 40, 0x66, &grown), SEAM_OK));
	REQUIRE(lent_as(c, grown, 40, 8));
	REQUIRE(all_are(c, grown, 40, 0x66));
	REQUIRE(CHECK_EQ(c, s->lent_resize(grown, 40, 8, 0, 0x66, &empty), SEAM_OK));
	REQUIRE(CHECK(c, empty != NULL));
	REQUIRE(lent_as(c, empty, 0, 8));
	seam_free_lent(c, empty);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void entry(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_list *list = NULL;

	NEED(c, s->list_create);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	CHECK_EQ(c, s->list_push(list, seam_in(c, "", 0), 0), SEAM_OK);
	CHECK_EQ(c, s->list_push(list, seam_in(c, "after", 5), 5), SEAM_OK);
	CHECK_EQ(c, s->list_push(list, seam_in(c, "", 0), 0), SEAM_OK);
	list_holds(c, list, (const char *const[]){ "", "after", "" }, 3);
	s->list_destroy(list);
}

SEAM_CASES(ownership, zero_size) = {
	{ "own", SEAM_MUST, own, "a block of 0 bytes is a pointer, not NULL, that is freed like any other", 0 },
	{ "lent", SEAM_MUST, lent, "a lent block of 0 bytes is lent memory, and is freed once", 0 },
	{ "resized", SEAM_MUST, resized, "a resize from and to 0 bytes gives a live lent block", 0 },
	{ "entry", SEAM_MUST, entry, "an entry of 0 bytes is an entry", 0 },
	SEAM_END
};
