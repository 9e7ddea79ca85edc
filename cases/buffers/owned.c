/*
 * owned: bytes are kept as the buffer grows and shrinks; length and capacity are two things.
 * Rule: buffers.owned    Source: git_buf, Vec::from_raw_parts, realloc(3); RS-2018-0003; CWE-401, CWE-416
 */
#include "buffers/bytes.h"

#define NEED_ALL(c)                                                                                                    \
	NEED_OWNED(c);                                                                                                 \
	NEED(c, SEAM_OPS(c, buffers)->owned_append);                                                                   \
	NEED(c, SEAM_OPS(c, buffers)->owned_resize);                                                                   \
	NEED(c, SEAM_OPS(c, buffers)->owned_fit)

/* From nothing, in steps of all lengths. */
static void append(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned o = { NULL, 0, 0 };
	unsigned char expected[1000];
	size_t size = 0;

	NEED_ALL(c);
	for (size_t step = 1; size + step <= sizeof expected; step++) {
		number_all(expected + size, step);
		if (!CHECK_EQ(c, b->owned_append(&o, numbered(c, step), step), SEAM_OK))
			break;
		size += step;
		if (!owns(c, &o, expected, size))
			break;
	}
	b->owned_free(&o);
}

/* Its own bytes, all and in part, with room to spare and without: the block may move while they are read. */
static void append_itself(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char expected[64 * 3];

	NEED_ALL(c);
	for (size_t n = 1; n <= 64; n++) {
		struct seam_buffers_owned o;

		number_all(expected, n);
		memcpy(expected + n, expected, n);
		memcpy(expected + 2 * n, expected + n, n);
		REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, n), n, &o), SEAM_OK));
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		CHECK_EQ(c, b->owned_append(&o, o.bytes, o.size), SEAM_OK);
		if (owns(c, &o, expected, 2 * n)) {
			CHECK_EQ(c, b->owned_append(&o, o.bytes + n, n), SEAM_OK);
			owns(c, &o, expected, 3 * n);
		}
		b->owned_free(&o);
	}
}

/* Up, down, and up again: what was cut off does not come back. */
static void resize(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const size_t sizes[] = { 40, 10, 30, 0, 5, 5, 100, 99, 100 };
	struct seam_buffers_owned o;
	unsigned char expected[100];
	size_t size = 20;

	NEED_ALL(c);
	number_all(expected, size);
	REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, size), size, &o), SEAM_OK));
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		unsigned char fill = (unsigned char)(0xA0 + i);

		if (sizes[i] > size)
			memset(expected + size, fill, sizes[i] - size);
		size = sizes[i];
		if (!CHECK_EQ(c, b->owned_resize(&o, size, fill), SEAM_OK) || !owns(c, &o, expected, size))
			break;
	}
	b->owned_free(&o);
}

/* What the holder writes itself is the buffer's, too: the peer keeps no second one. */
static void written_by_the_holder(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned o;

	NEED_ALL(c);
	REQUIRE(CHECK_EQ(c, b->owned_copy("abcdef", 6, &o), SEAM_OK));
	if (owns(c, &o, "abcdef", 6)) {
		memcpy(o.bytes, "ABC", 3);
		o.size = 4;
		CHECK_EQ(c, b->owned_append(&o, "+more, and more than there was", 30), SEAM_OK);
		owns(c, &o, "ABCd+more, and more than there was", 34);
		o.size = 2;
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		owns(c, &o, "AB", 2);
	}
	b->owned_free(&o);
}

/* One buffer's block is not another's. */
static void two(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned one, other;

	NEED_ALL(c);
	REQUIRE(CHECK_EQ(c, b->owned_copy("the same", 8, &one), SEAM_OK));
	REQUIRE(CHECK_EQ(c, b->owned_copy("the same", 8, &other), SEAM_OK));
	if (CHECK(c, one.bytes != other.bytes)) {
		one.bytes[0] = 'T';
		owns(c, &other, "the same", 8);
		b->owned_free(&one);
		owns(c, &other, "the same", 8);
	}
	b->owned_free(&other);
}

static void fit(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_ALL(c);
	for (size_t n = 0; n <= 40; n += 8) {
		struct seam_buffers_owned o;
		const unsigned char *in = numbered(c, n);

		REQUIRE(CHECK_EQ(c, b->owned_copy(in, n, &o), SEAM_OK));
		CHECK_EQ(c, b->owned_append(&o, in, n), SEAM_OK);
		CHECK_EQ(c, b->owned_resize(&o, n, 0), SEAM_OK);
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		CHECK_EQ(c, o.capacity, n);
		owns(c, &o, in, n);
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		CHECK_EQ(c, o.capacity, n);
		owns(c, &o, in, n);
		b->owned_free(&o);
	}
}
SEAM_CASES(buffers,
           owned) = { { "append", SEAM_MUST, append, "bytes that are appended stand behind those that were there", 0 },
	              { "append_itself", SEAM_MUST, append_itself,
	                "a buffer's own bytes may be appended to it, though its block moves", 0 },
	              { "resize", SEAM_MUST, resize,
	                "bytes that both sizes have are kept, new ones are filled: no old memory comes out", 0 },
	              { "written_by_the_holder", SEAM_MUST, written_by_the_holder,
	                "bytes and size are the struct's, not the peer's memory of them", 0 },
	              { "two", SEAM_MUST, two, "buffers of the same bytes share no block", 0 },
	              { "fit", SEAM_MUST, fit, "capacity becomes the size, and the bytes stay", 0 },
	              SEAM_END };
