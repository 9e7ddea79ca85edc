/*
 * resize: realloc keeps what both sizes have, keeps the alignment, and the old pointer is dead.
 * Rule: ownership.resize    Source: C11 7.22.3.5; GlobalAlloc::realloc
 */
#include "ownership/blocks.h"

static void number(unsigned char *block, size_t size)
{
	for (size_t i = 0; i < size; i++)
		block[i] = (unsigned char)(i * 7 + 1);
}

static bool numbered(struct seam_case *c, const unsigned char *block, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (block[i] != (unsigned char)(i * 7 + 1)) {
			FAIL(c, "byte %zu of %zu was not kept by lent_resize", i, size);
			return false;
		}
	return true;
}

/* Resizes a numbered block of the host's from one size to the next, and the last one is freed by the host. */
static void through(struct seam_case *c, const size_t *sizes, size_t count, size_t align)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *block = lend(c, sizes[0], align, 0);

	for (size_t i = 1; i < count; i++) {
		size_t kept = sizes[i] < sizes[i - 1] ? sizes[i] : sizes[i - 1];
		void *moved = NULL;

		number(block, sizes[i - 1]);
		REQUIRE(CHECK_EQ(c, s->lent_resize(block, sizes[i - 1], align, sizes[i], 0xEE, &moved), SEAM_OK));
		REQUIRE(lent_as(c, moved, sizes[i], align));
		REQUIRE(CHECK_EQ(c, (uintptr_t)moved % align, 0));
		REQUIRE(numbered(c, moved, kept));
		REQUIRE(all_are(c, (unsigned char *)moved + kept, sizes[i] - kept, 0xEE));
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 1));
		block = moved;
	}
	seam_free_lent(c, block);
}

static void grows(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_resize);
	through(c, (const size_t[]){ 1, 2, 16, 17, 1000, 70000 }, 6, 8);
}

static void shrinks(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_resize);
	through(c, (const size_t[]){ 70000, 1000, 999, 17, 1 }, 5, 8);
}

static void stays_aligned(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_resize);
	for (size_t align = 1; align <= 4096; align *= 2)
		through(c, (const size_t[]){ 8, 200, 24, 5000 }, 4, align);
}

static void refused(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *block, **out = seam_out(c, sizeof *out);

	NEED(c, s->lent_resize);
	block = lend(c, 24, 8, 0x77);
	if (CHECK_EQ(c, s->lent_resize(block, 24, 12, 48, 0xEE, out), SEAM_E_RANGE))
		unwritten(c, out, sizeof *out, "lent_resize");
	REQUIRE(lent_as(c, block, 24, 8));
	all_are(c, block, 24, 0x77);
	seam_free_lent(c, block);
}

SEAM_CASES(ownership, resize) = {
	{ "grows", SEAM_MUST, grows, "growing keeps the old bytes, fills the new ones, and frees the old block", 0 },
	{ "shrinks", SEAM_MUST, shrinks, "shrinking keeps the bytes that fit, and the block has exactly the new size", 0 },
	{ "stays_aligned", SEAM_MUST, stays_aligned, "a resized block keeps its alignment", 0 },
	{ "refused", SEAM_MUST, refused, "a refused resize leaves the block, live and as it was, to the host", 0 },
	SEAM_END
};
