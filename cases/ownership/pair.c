/*
 * pair: what one side allocates, that side frees, with what it was made with.
 * Rule: ownership.pair    Source: CWE-762; libgit2 git_buf_dispose; RS-2021-0009
 */
#include "ownership/blocks.h"

static const size_t sizes[] = { 1, 7, 24, 64, 1000, 4096, 100000 };
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static void own(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *block[SIZES];

	NEED(c, s->block_make);
	NEED(c, s->block_free);
	for (size_t i = 0; i < SIZES; i++) {
		block[i] = NULL;
		REQUIRE(CHECK_EQ(c, s->block_make(sizes[i], sizeof(void *), (uint8_t)(0x31 + i), &block[i]), SEAM_OK));
		REQUIRE(CHECK(c, block[i] != NULL));
	}
	for (size_t i = 0; i < SIZES; i++)
		all_are(c, block[i], sizes[i], (uint8_t)(0x31 + i));
	for (size_t i = 0; i < SIZES; i++)
		memset(block[i], (int)(0x61 + i), sizes[i]);
	for (size_t i = 0; i < SIZES; i++)
		all_are(c, block[i], sizes[i], (uint8_t)(0x61 + i));
	/* neither the order in which they were made nor its reverse */
	for (size_t i = 0; i < SIZES; i++)
		s->block_free(block[(i * 3) % SIZES], sizes[(i * 3) % SIZES], sizeof(void *));
}

static void lent(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->lent_make);
	for (size_t i = 0; i < SIZES; i++) {
		void *block = NULL;

		REQUIRE(CHECK_EQ(c, s->lent_make(sizes[i], 8, 0x42, &block), SEAM_OK));
		REQUIRE(lent_as(c, block, sizes[i], 8));
		REQUIRE(all_are(c, block, sizes[i], 0x42));
		memset(block, 0x24, sizes[i]);
		seam_free_lent(c, block);
	}
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* Whether the peer frees a block of lent memory, whoever made it. */
static void freed_by_peer(struct seam_case *c, bool made_by_peer)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	for (size_t i = 0; i < SIZES; i++) {
		void *block = NULL;

		if (made_by_peer)
			REQUIRE(CHECK_EQ(c, s->lent_make(sizes[i], 16, 0x42, &block), SEAM_OK));
		else
			block = lend(c, sizes[i], 16, 0x42);
		REQUIRE(lent_as(c, block, sizes[i], 16));
		s->lent_free(block, sizes[i], 16);
		REQUIRE(CHECK(c, !seam_is_lent(c, block, NULL, NULL)));
	}
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void lent_made_and_freed(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_make);
	NEED(c, SEAM_OPS(c, ownership)->lent_free);
	freed_by_peer(c, true);
}

static void host_makes_peer_frees(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_free);
	freed_by_peer(c, false);
}

static void list_is_lent(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const char entry[1000];
	struct seam_own_list *list = NULL;

	NEED(c, s->list_create);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	CHECK(c, seam_live(c).blocks >= 1);
	for (size_t i = 1; i <= 20; i++) {
		REQUIRE(CHECK_EQ(c, s->list_push(list, entry, sizeof entry), SEAM_OK));
		REQUIRE(CHECK(c, seam_live(c).bytes >= i * sizeof entry));
	}
	s->list_destroy(list);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

SEAM_CASES(ownership, pair) = {
	{ "own", SEAM_MUST, own, "the peer's block is whole, writable, and freed by the peer's own free", 0 },
	{ "lent", SEAM_MUST, lent, "a block made for the host is lent memory of exactly the size and alignment asked", 0 },
	{ "lent_made_and_freed", SEAM_MUST, lent_made_and_freed,
	  "the peer frees lent memory that it made, once, with its size and alignment", 0 },
	{ "host_makes_peer_frees", SEAM_MUST, host_makes_peer_frees,
	  "the peer frees the host's lent memory, once, by the lent allocator", 0 },
	{ "list_is_lent", SEAM_MUST, list_is_lent, "a list and its entries are lent memory, all freed by list_destroy", 0 },
	SEAM_END
};
