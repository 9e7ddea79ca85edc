/*
 * aligned: a block lies where its alignment says, also beyond what malloc gives.
 * Rule: ownership.aligned    Source: std::alloc::Layout; operator new(align_val_t); RS-2020-0073
 */
#include "ownership/blocks.h"

enum { MOST = 4096 };

static bool divides(struct seam_case *c, size_t align, const void *block)
{
	return CHECK_EQ(c, (uintptr_t)block % align, 0);
}

/* Two at a time: one that is aligned by luck has a neighbour. */
static void own(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->block_make);
	NEED(c, s->block_free);
	for (size_t align = 1; align <= MOST; align *= 2) {
		size_t sizes[] = { 24, align, 3 * align + 1, 1 };
		void *block[4] = { NULL, NULL, NULL, NULL };

		for (size_t i = 0; i < 4; i++) {
			REQUIRE(CHECK_EQ(c, s->block_make(sizes[i], align, 0x11, &block[i]), SEAM_OK));
			REQUIRE(CHECK(c, block[i] != NULL));
			divides(c, align, block[i]);
			all_are(c, block[i], sizes[i], 0x11);
			memset(block[i], 0x22, sizes[i]);
		}
		for (size_t i = 0; i < 4; i++)
			s->block_free(block[i], sizes[i], align);
	}
}

static void lent(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->lent_make);
	NEED(c, s->lent_free);
	for (size_t align = 1; align <= MOST; align *= 2) {
		size_t sizes[] = { 24, align, 3 * align + 1, 1 };

		for (size_t i = 0; i < 4; i++) {
			void *block = NULL;

			REQUIRE(CHECK_EQ(c, s->lent_make(sizes[i], align, 0x11, &block), SEAM_OK));
			REQUIRE(lent_as(c, block, sizes[i], align));
			REQUIRE(divides(c, align, block));
			REQUIRE(all_are(c, block, sizes[i], 0x11));
			s->lent_free(block, sizes[i], align);
			REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
		}
	}
}

/* `make` refuses what is no power of two, and leaves *out alone. */
static void refuses(struct seam_case *c, int (*make)(size_t, size_t, uint8_t, void **), const char *op)
{
	static const size_t wrong[] = { 0, 3, 24, 4095 };
	void **out = seam_out(c, sizeof *out);

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (CHECK_EQ(c, make(16, wrong[i], 0x11, out), SEAM_E_RANGE))
			unwritten(c, out, sizeof *out, op);
}

static void own_refused(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->block_make);
	refuses(c, SEAM_OPS(c, ownership)->block_make, "block_make");
}

static void lent_refused(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void **out = seam_out(c, sizeof *out), *block;

	NEED(c, s->lent_make && s->lent_resize);
	refuses(c, s->lent_make, "lent_make");
	/* so many that the size wraps when something is added to it */
	for (size_t less = 0; less < 80; less++)
		CHECK_EQ(c, s->lent_make(SIZE_MAX - less, 64, 0x11, out), SEAM_E_MEMORY);
	block = lend(c, 16, 8, 0x11);
	CHECK_EQ(c, s->lent_resize(block, 16, 0, 32, 0x22, out), SEAM_E_RANGE);
	unwritten(c, out, sizeof *out, "lent_make or lent_resize");
	if (lent_as(c, block, 16, 8))
		seam_free_lent(c, block);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

SEAM_CASES(ownership, aligned) = {
	{ "own", SEAM_MUST, own, "the peer's block lies at a multiple of the alignment asked for, up to 4096", 0 },
	{ "lent", SEAM_MUST, lent, "a lent block is asked for, and given back, with the alignment asked for", 0 },
	{ "own_refused", SEAM_MUST, own_refused, "an alignment that is no power of two is SEAM_E_RANGE; *out is kept", 0 },
	{ "lent_refused", SEAM_MUST, lent_refused, "an alignment that is no power of two is SEAM_E_RANGE; *out is kept", 0 },
	SEAM_END
};
