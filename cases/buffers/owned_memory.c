/*
 * owned_memory: the block is lent memory of the capacity that the struct tells, whoever makes and frees it.
 * Rule: buffers.owned_memory    Source: Vec::from_raw_parts with a wrong capacity; free() of another's memory; CWE-762
 */
#include "buffers/bytes.h"

static struct seam_buffers_owned made_here(struct seam_case *c, size_t size, size_t capacity)
{
	const struct seam_host *host = seam_case_host(c);
	struct seam_buffers_owned o = { host->alloc(host, capacity, 1), size, capacity };

	if (CHECK(c, o.bytes != NULL))
		number_all(o.bytes, size);
	return o;
}

/* The peer frees the host's block: by its capacity, not by its size. */
static void freed_by_the_peer(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t sizes[] = { 0, 1, 16, 17 };
	struct seam_live before = seam_live(c);

	NEED(c, b->owned_free);
	for (size_t i = 0; i < 4; i++) {
		struct seam_buffers_owned o = made_here(c, sizes[i], 17);

		b->owned_free(&o);
		CHECK(c, o.bytes == NULL && o.size == 0 && o.capacity == 0);
		b->owned_free(&o);
	}
	b->owned_free(NULL);
	CHECK_EQ(c, seam_live(c).blocks, before.blocks);
}

/* The host frees the peer's block. */
static void freed_by_the_host(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const struct seam_host *host = seam_case_host(c);
	struct seam_buffers_owned o;

	NEED(c, b->owned_copy);
	REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, 33), 33, &o), SEAM_OK));
	REQUIRE(owns(c, &o, numbered(c, 33), 33));
	host->free(host, o.bytes, o.capacity, 1);
}

/* The peer grows, cuts and fits the host's block. */
static void changed_by_the_peer(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned o;
	unsigned char expected[80];

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	NEED(c, b->owned_resize);
	NEED(c, b->owned_fit);
	o = made_here(c, 40, 60);
	number_all(expected, 40);
	number_all(expected + 40, 40);
	CHECK_EQ(c, b->owned_append(&o, numbered(c, 40), 40), SEAM_OK);
	owns(c, &o, expected, 80);
	CHECK_EQ(c, b->owned_resize(&o, 50, 0), SEAM_OK);
	owns(c, &o, expected, 50);
	CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
	owns(c, &o, expected, 50);
	CHECK_EQ(c, seam_live(c).blocks, 1);
	b->owned_free(&o);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* Bytes fill the block to its last, which ends where nothing else begins. */
static void to_the_last_byte(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED(c, b->owned_append);
	NEED(c, b->owned_free);
	for (size_t n = 58; n <= 61; n++) {
		struct seam_buffers_owned o = made_here(c, 20, 60);

		CHECK_EQ(c, b->owned_append(&o, numbered(c, n - 20), n - 20), SEAM_OK);
		if (sound(c, &o) && CHECK_EQ(c, o.size, n) && is_numbered(c, o.bytes, 20))
			is_numbered(c, o.bytes + 20, n - 20);
		b->owned_free(&o);
	}
}

/* The holder fills all that the struct says there is. */
static void capacity_is_there(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	for (size_t n = 1; n <= 40; n++) {
		struct seam_buffers_owned o;

		REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, n), n, &o), SEAM_OK));
		CHECK_EQ(c, b->owned_append(&o, "+", 1), SEAM_OK);
		if (sound(c, &o)) {
			memset(o.bytes, 0xFF, o.capacity);
			o.size = o.capacity;
		}
		b->owned_free(&o);
	}
}

SEAM_CASES(buffers, owned_memory) = {
	{ "freed_by_the_peer", SEAM_MUST, freed_by_the_peer,
	  "a block is freed by its capacity, once, and the struct forgets it", 0 },
	{ "freed_by_the_host", SEAM_MUST, freed_by_the_host, "the peer's block is one that the host can free", 0 },
	{ "changed_by_the_peer", SEAM_MUST, changed_by_the_peer, "the host's block is one that the peer can grow", 0 },
	{ "to_the_last_byte", SEAM_MUST, to_the_last_byte, "a block is filled to its last byte, not past it", 0 },
	{ "capacity_is_there", SEAM_MUST, capacity_is_there, "capacity is what the block has, not what was meant to be",
	  0 },
	SEAM_END
};
