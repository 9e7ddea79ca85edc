/*
 * no_memory: a block that cannot be had is SEAM_E_MEMORY, and the host still has what it had.
 * Rule: ownership.no_memory    Source: C11 7.22.3.5 (a failed realloc keeps the block); CWE-690
 */
#include "ownership/blocks.h"

enum { SIZE = 40, MORE = 400 };

/* Makes the next request fail; a second try may succeed.  Whether one was made, and so failed. */
static bool hit(struct seam_case *c, bool stimulus, size_t requests)
{
	seam_fail_request(c, 0);
	return stimulus && seam_requests(c) > requests;
}

static void make(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void **out = seam_out(c, sizeof *out);
	bool stimulus = SEAM_STIMULUS(c);
	size_t requests = seam_requests(c);
	int rc;

	NEED(c, s->lent_make);
	seam_fail_request(c, stimulus ? 1 : 0);
	rc = s->lent_make(SIZE, 8, 0x10, out);
	CHECK(c, hit(c, stimulus, requests));
	if (rc) {
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		unwritten(c, out, sizeof *out, "lent_make");
		CHECK_EQ(c, seam_live(c).blocks, 0);
		REQUIRE(CHECK_EQ(c, s->lent_make(SIZE, 8, 0x10, out), SEAM_OK));
	}
	REQUIRE(lent_as(c, *out, SIZE, 8));
	seam_free_lent(c, *out);
}

static void resize(struct seam_case *c, size_t new_size)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void *block = lend(c, SIZE, 16, 0x20), **out = seam_out(c, sizeof *out);
	bool stimulus = SEAM_STIMULUS(c);
	size_t requests = seam_requests(c);
	int rc;

	seam_fail_request(c, stimulus ? 1 : 0);
	rc = s->lent_resize(block, SIZE, 16, new_size, 0x30, out);
	CHECK(c, hit(c, stimulus, requests));
	if (rc) {
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		unwritten(c, out, sizeof *out, "lent_resize");
		REQUIRE(lent_as(c, block, SIZE, 16));
		all_are(c, block, SIZE, 0x20);
	} else {
		block = *out;
		REQUIRE(lent_as(c, block, new_size, 16));
	}
	CHECK_EQ(c, seam_live(c).blocks, 1);
	seam_free_lent(c, block);
}

static void grow(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_resize);
	resize(c, MORE);
}

static void shrink(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->lent_resize);
	resize(c, SIZE / 2);
}

SEAM_CASES(ownership, no_memory) = {
	{ "make", SEAM_MUST, make, "a lent block that is not to be had is SEAM_E_MEMORY; *out is as it was", 0 },
	{ "grow", SEAM_MUST, grow, "a failed resize leaves the block live, unchanged, and the host's", 0 },
	{ "shrink", SEAM_MUST, shrink, "a failed resize to less leaves the block live, unchanged, and the host's", 0 },
	SEAM_END
};
