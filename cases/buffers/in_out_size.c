/*
 * in_out_size: the needed size comes back, the result is whole or not there, and stays in bounds.
 * Rule: buffers.in_out_size    Source: RegQueryValueEx, snprintf, git_buf; CWE-131, CWE-170
 */
#include "buffers/rooms.h"

static int call_hex(struct seam_case *c, void *to, size_t *size)
{
	return SEAM_OPS(c, buffers)->hex(seam_in(c, "\x01\xAB\xF0\0\x7F", 5), 5, to, size);
}

static void hex(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->hex);
	rooms(c, &(struct result){ call_hex, "01abf0007f", 10, 1 });
}

static const unsigned char wire[2 * SEAM_BUFFERS_WIRE] = {
	7, 1, 2, 3, 4, 5, 6, 7, 8, 0xFE, 0xDC, 0, 0, 0, 0, 0, 0, 0, 0, 0x89, 0xAB, 0xCD, 0xEF,
	8, 9, 9, 9, 9, 9, 9, 9, 9, 0x12, 0x34, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x02, 0x03, 0x04,
};
static const struct seam_buffers_record records[] = {
	{ .kind = 7, .serial = 0x0102030405060708, .flags = 0xFEDC, .id = 0x89ABCDEF },
	{ .kind = 8, .serial = 0x0909090909090909, .flags = 0x1234, .id = 0x01020304 },
};

static int call_decode(struct seam_case *c, void *to, size_t *size)
{
	return SEAM_OPS(c, buffers)->decode(seam_in(c, wire, sizeof wire), sizeof wire, to, size);
}

static void decode(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->decode);
	rooms(c, &(struct result){ call_decode, records, 2, sizeof records[0] });
}

static int call_encode(struct seam_case *c, void *to, size_t *size)
{
	return SEAM_OPS(c, buffers)->encode((const void *)seam_in(c, records, sizeof records), 2, to, size);
}

static void encode(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->encode);
	rooms(c, &(struct result){ call_encode, wire, sizeof wire, 1 });
}

static int call_slice(struct seam_case *c, void *to, size_t *size)
{
	const struct seam_buffers_slice which = { .offset = 1, .rows = 2, .width = 3, .stride = 4 };

	return SEAM_OPS(c, buffers)->slice(seam_in(c, "abcdefgh", 8), 8, &which, to, size);
}

static void slice(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->slice);
	rooms(c, &(struct result){ call_slice, "bcdfgh", 6, 1 });
}

static int call_gather(struct seam_case *c, void *to, size_t *size)
{
	const struct seam_buffers_piece pieces[] = { { "one", 3 }, { NULL, 0 }, { "fourteen", 4 } };

	return SEAM_OPS(c, buffers)->gather(pieces, 3, to, size);
}

static void gather(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->gather);
	rooms(c, &(struct result){ call_gather, "onefour", 7, 1 });
}

static int call_gather_rows(struct seam_case *c, void *to, size_t *size)
{
	const void *rows[] = { "first", NULL, "third" };
	size_t absent = 99, *out = a_size(c, absent);
	int rc = SEAM_OPS(c, buffers)->gather_rows(rows, 3, 5, to, size, out);

	CHECK_EQ(c, *out, rc == SEAM_OK ? 1 : absent);
	return rc;
}

static void gather_rows(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, buffers)->gather_rows);
	rooms(c, &(struct result){ call_gather_rows, "firstthird", 10, 1 });
}

static struct seam_buffers_store *the_store;

static int call_store_copy(struct seam_case *c, void *to, size_t *size)
{
	return SEAM_OPS(c, buffers)->store_copy(the_store, to, size);
}

static void store_copy(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_STORE(c);
	NEED(c, b->store_copy);
	REQUIRE((the_store = new_store(c)) != NULL);
	if (CHECK_EQ(c, b->store_set(the_store, "a\0stored", 8), SEAM_OK))
		rooms(c, &(struct result){ call_store_copy, "a\0stored", 8, 1 });
	b->store_free(the_store);
}

SEAM_CASES(buffers,
           in_out_size) = { { "hex", SEAM_MUST, hex,
	                      "the size needed is reported; an exact room is enough, and no terminator is added", 0 },
	                    { "decode", SEAM_MUST, decode, "a room for records is counted in records", 0 },
	                    { "encode", SEAM_MUST, encode, "the result is whole or not there", 0 },
	                    { "slice", SEAM_MUST, slice, "the result is whole or not there", 0 },
	                    { "gather", SEAM_MUST, gather,
	                      "the result is whole or not there: no piece is copied when the next does not fit", 0 },
	                    { "gather_rows", SEAM_MUST, gather_rows, "rows that are left out need no room", 0 },
	                    { "store_copy", SEAM_MUST, store_copy, "the length is reported, not the capacity", 0 },
	                    SEAM_END };
