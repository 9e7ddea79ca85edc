/*
 * by_callback: a block changes its owner through a callback; the callback's answer says whether.
 * Rule: ownership.by_callback    Source: git_credential callbacks, curl's read functions; JNI upcalls; CWE-401, CWE-415
 */
#include "ownership/blocks.h"

enum { MOST = 8, SIZE = 40 };

/* What the host's callbacks do and have seen. */
struct host_side {
	struct seam_case *c;
	size_t calls, refuse; /* the call that is refused, or fails */
	void *blocks[MOST];
};

static int take(void *userdata, void *block, size_t size)
{
	struct host_side *h = userdata;
	size_t i = h->calls++;

	if (i >= MOST || !lent_as(h->c, block, SIZE, 8) || !CHECK_EQ(h->c, size, SIZE))
		return 1;
	all_are(h->c, block, size, (uint8_t)i);
	h->blocks[i] = block;
	return i == h->refuse ? (i % 2 ? -1 : 1) : 0; /* any number but 0 refuses */
}

static void handed_out(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct host_side h = { .c = c, .refuse = MOST };

	NEED(c, s->blocks_hand_out);
	REQUIRE(CHECK_EQ(c, s->blocks_hand_out(MOST, SIZE, take, &h), SEAM_OK));
	REQUIRE(CHECK_EQ(c, h.calls, MOST) && CHECK_EQ(c, seam_live(c).blocks, MOST));
	/* the host's: all at once, whole, each its own */
	for (size_t i = 0; i < MOST; i++) {
		REQUIRE(lent_as(c, h.blocks[i], SIZE, 8) && all_are(c, h.blocks[i], SIZE, (uint8_t)i));
		seam_free_lent(c, h.blocks[i]);
	}
	CHECK_EQ(c, s->blocks_hand_out(0, SIZE, take, &h), SEAM_OK);
	CHECK_EQ(c, s->blocks_hand_out(1, SIZE, NULL, &h), SEAM_E_NULL);
	CHECK_EQ(c, h.calls, MOST);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void refused(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->blocks_hand_out);
	for (size_t refuse = 0; refuse < MOST; refuse++) {
		struct host_side h = { .c = c, .refuse = SEAM_STIMULUS(c) ? refuse : MOST };

		REQUIRE(CHECK_EQ(c, s->blocks_hand_out(MOST, SIZE, take, &h), SEAM_E_FAILED));
		REQUIRE(CHECK_EQ(c, h.calls, refuse + 1));
		/* those before are the host's, the refused one is freed */
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, refuse));
		CHECK(c, !seam_is_lent(c, h.blocks[refuse], NULL, NULL));
		for (size_t i = 0; i < refuse; i++) {
			REQUIRE(lent_as(c, h.blocks[i], SIZE, 8));
			seam_free_lent(c, h.blocks[i]);
		}
	}
}

/* Gives blocks of 0, 1, 2, … bytes, none at all at the fourth call, and ends or fails at the call `refuse`. */
static int give(void *userdata, void **block, size_t *size)
{
	struct host_side *h = userdata;
	size_t i = h->calls++;

	CHECK(h->c, !*block);
	CHECK_EQ(h->c, *size, 0);
	if (i >= MOST || i == h->refuse) {
		/* neither is looked at after this */
		*block = h;
		*size = SIZE;
		return i == h->refuse ? -1 : 1;
	}
	if (i == 3)
		return 0;
	*block = h->blocks[i] = lend(h->c, i, 1, 0xD1);
	*size = i;
	return 0;
}

static void collected(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct host_side h = { .c = c, .refuse = MOST + 1 };
	uint64_t total = 0;

	NEED(c, s->blocks_collect);
	REQUIRE(CHECK_EQ(c, s->blocks_collect(give, &h, &total), SEAM_OK));
	CHECK_EQ(c, h.calls, MOST + 1);
	CHECK_EQ(c, total, MOST * (MOST - 1) / 2 - 3);
	CHECK_EQ(c, seam_live(c).blocks, 0);
	CHECK_EQ(c, s->blocks_collect(NULL, &h, &total), SEAM_E_NULL);
	CHECK_EQ(c, s->blocks_collect(give, &h, NULL), SEAM_E_NULL);
	CHECK_EQ(c, h.calls, MOST + 1);
}

static void gave_up(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t *out = seam_out(c, sizeof *out);

	NEED(c, s->blocks_collect);
	for (size_t at = 0; at < MOST; at++) {
		struct host_side h = { .c = c, .refuse = SEAM_STIMULUS(c) ? at : MOST + 1 };

		REQUIRE(CHECK_EQ(c, s->blocks_collect(give, &h, out), SEAM_E_FAILED));
		unwritten(c, out, sizeof *out, "blocks_collect");
		CHECK_EQ(c, h.calls, at + 1);
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
	}
}

SEAM_CASES(ownership, by_callback) = {
	{ "handed_out", SEAM_MUST, handed_out, "a block that the callback takes is the host's, whole and alone", 0 },
	{ "refused", SEAM_MUST, refused, "a block that the callback refuses is freed by the peer, once", 0 },
	{ "collected", SEAM_MUST, collected, "a block that the callback gives is freed by the peer, once", 0 },
	{ "gave_up", SEAM_MUST, gave_up, "when the callback fails, what it gave before is freed, and nothing else", 0 },
	SEAM_END
};
