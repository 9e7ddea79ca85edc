/*
 * null: a required pointer that is NULL is refused, and so is NULL with a length; nothing is written by the side.
 * Rule: buffers.null    Source: CWE-476; bindings that pass null for an empty array, and for a lost one
 */
#include "buffers/bytes.h"

/* The op refuses, and leaves what else it was given as it was. */
#define REFUSED(op, call)                                                                                              \
	do {                                                                                                           \
		if (b->op && (!CHECK_EQ(c, b->call, SEAM_E_NULL) || !unwritten(c, out, 64, #op) ||                     \
		              !unwritten(c, to, 64, #op) || !CHECK_EQ(c, *size, 5)))                                   \
			return;                                                                                        \
	} while (0)

static void outs(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	void *out = seam_out(c, 64), *to = seam_out(c, 64);
	size_t *size = a_size(c, 5);
	const struct seam_buffers_piece piece = { "x", 1 };
	const struct seam_buffers_room room = { to, 5 };
	const struct seam_buffers_record record = { .id = 1 };
	const struct seam_buffers_slice slice = { 0, 1, 1, 1 };
	const void *rows[] = { "x" };

	REFUSED(digest, digest("x", 1, NULL));
	REFUSED(find, find("x", 1, "x", 1, NULL));
	REFUSED(describe, describe("x", 1, NULL));
	REFUSED(sum_u32, sum_u32("four", 1, NULL));
	REFUSED(hex, hex("x", 1, to, NULL));
	REFUSED(encode, encode(&record, 1, to, NULL));
	REFUSED(decode, decode("0123456789abcdefghijklm", SEAM_BUFFERS_WIRE, out, NULL));
	REFUSED(slice, slice("x", 1, &slice, to, NULL));
	REFUSED(gather, gather(&piece, 1, to, NULL));
	REFUSED(scatter, scatter("x", 1, &room, 1, NULL));
	REFUSED(gather_rows, gather_rows(rows, 1, 1, to, NULL, out));
	REFUSED(gather_rows, gather_rows(rows, 1, 1, to, size, NULL));
	REFUSED(owned_copy, owned_copy("x", 1, NULL));
	REFUSED(store_new, store_new(NULL));
}

/* The room is counted: NULL needs it to be 0. */
static void rooms(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	void *out = seam_out(c, 64), *to = seam_out(c, 64);
	size_t *size = a_size(c, 5);
	const struct seam_buffers_piece piece = { "x", 1 };
	const struct seam_buffers_record record = { .id = 1 };
	const struct seam_buffers_slice slice = { 0, 1, 1, 1 };
	const void *rows[] = { "x" };

	REFUSED(hex, hex("x", 1, NULL, size));
	REFUSED(hex, hex(NULL, 0, NULL, size));
	REFUSED(reverse, reverse("x", 1, NULL));
	REFUSED(move, move(NULL, 5, 0, 1, 1));
	REFUSED(encode, encode(&record, 1, NULL, size));
	REFUSED(decode, decode("0123456789abcdefghijklm", SEAM_BUFFERS_WIRE, NULL, size));
	REFUSED(raise, raise(NULL, 1, 1));
	REFUSED(slice, slice("x", 1, &slice, NULL, size));
	REFUSED(gather, gather(&piece, 1, NULL, size));
	REFUSED(gather_rows, gather_rows(rows, 1, 1, NULL, size, out));
}

static void stores(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	void *out = seam_out(c, 64), *to = seam_out(c, 64);
	size_t *size = a_size(c, 5);
	struct seam_buffers_store *store;

	NEED_STORE(c);
	REFUSED(store_set, store_set(NULL, "x", 1));
	REFUSED(store_clear, store_clear(NULL));
	REFUSED(store_view, store_view(NULL, out, size));
	REFUSED(store_copy, store_copy(NULL, to, size));
	REFUSED(store_read, store_read(NULL, 0, to, 1, out));
	REFUSED(store_write, store_write(NULL, 0, "x", 1));
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(store, "held", 4), SEAM_OK);
	CHECK_EQ(c, b->store_set(store, NULL, 1), SEAM_E_NULL);
	CHECK_EQ(c, b->store_view(store, NULL, size), SEAM_E_NULL);
	CHECK_EQ(c, b->store_view(store, out, NULL), SEAM_E_NULL);
	if (b->store_copy)
		CHECK_EQ(c, b->store_copy(store, NULL, size), SEAM_E_NULL);
	if (b->store_copy)
		CHECK_EQ(c, b->store_copy(store, to, NULL), SEAM_E_NULL);
	if (b->store_read)
		CHECK_EQ(c, b->store_read(store, 0, NULL, 1, out), SEAM_E_NULL);
	if (b->store_read)
		CHECK_EQ(c, b->store_read(store, 0, to, 1, NULL), SEAM_E_NULL);
	if (b->store_write)
		CHECK_EQ(c, b->store_write(store, 0, NULL, 1), SEAM_E_NULL);
	CHECK_EQ(c, *size, 5);
	unwritten(c, out, 64, "an out-parameter beside a NULL");
	unwritten(c, to, 64, "a room beside a NULL");
	holds(c, store, "held", 4);
	b->store_free(store);
}

static void owned(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned o = { NULL, 0, 0 }, no_block = { NULL, 2, 5 };

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	NEED(c, b->owned_resize);
	NEED(c, b->owned_fit);
	CHECK_EQ(c, b->owned_append(NULL, "x", 1), SEAM_E_NULL);
	CHECK_EQ(c, b->owned_resize(NULL, 1, 1), SEAM_E_NULL);
	CHECK_EQ(c, b->owned_fit(NULL), SEAM_E_NULL);
	CHECK_EQ(c, b->owned_append(&o, NULL, 1), SEAM_E_NULL);
	CHECK(c, o.bytes == NULL && o.size == 0 && o.capacity == 0);
	CHECK_EQ(c, b->owned_append(&no_block, "x", 1), SEAM_E_NULL);
	CHECK_EQ(c, b->owned_resize(&no_block, 1, 1), SEAM_E_NULL);
	CHECK_EQ(c, b->owned_fit(&no_block), SEAM_E_NULL);
	CHECK(c, no_block.bytes == NULL && no_block.size == 2 && no_block.capacity == 5);
}

SEAM_CASES(buffers, null) = {
	{ "outs", SEAM_MUST, outs, "a NULL out-parameter is refused", 0 },
	{ "rooms", SEAM_MUST, rooms, "NULL is no room, unless it is a room of 0", 0 },
	{ "stores", SEAM_MUST, stores, "a NULL store or buffer is refused, and a store holds what it held", 0 },
	{ "owned", SEAM_MUST, owned, "a NULL struct, or a struct without the block it tells of, is refused", 0 },
	SEAM_END
};
