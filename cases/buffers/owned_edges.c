/*
 * owned_edges: a buffer of no capacity has no block, whatever its pointer; a fit fits, from wherever.
 * Rule: buffers.owned_edges    Source: Vec::dangling and from_raw_parts(_, 0, 0); shrink_to_fit; CWE-590, CWE-401, CWE-416
 */
#include "buffers/bytes.h"

#define NEED_ALL(c)                                                                                                    \
	NEED_OWNED(c);                                                                                                 \
	NEED(c, SEAM_OPS(c, buffers)->owned_append);                                                                   \
	NEED(c, SEAM_OPS(c, buffers)->owned_resize);                                                                   \
	NEED(c, SEAM_OPS(c, buffers)->owned_fit)

enum { N = 40 };

/* From each size below the capacity, the nearest ones and none too. */
static void fit_from_each(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_ALL(c);
	for (size_t size = 0; size < N; size++) {
		struct seam_buffers_owned o = { NULL, 0, 0 };
		const unsigned char *in = numbered(c, N);

		REQUIRE(CHECK_EQ(c, b->owned_copy(in, N, &o), SEAM_OK));
		o.size = size;
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		CHECK_EQ(c, o.capacity, size);
		owns(c, &o, in, size);
		if (!size)
			CHECK_EQ(c, seam_live(c).blocks, 0u); /* no capacity, no block */
		b->owned_free(&o);
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0u));
	}
}

static void resized_to_nothing(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned o = { NULL, 0, 0 };

	NEED_ALL(c);
	for (int round = 0; round < 2; round++) {
		REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, N), N, &o), SEAM_OK));
		CHECK_EQ(c, b->owned_resize(&o, 0, 1), SEAM_OK);
		owns(c, &o, "", 0);
		if (round)
			CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		CHECK_EQ(c, b->owned_append(&o, "again", 5), SEAM_OK);
		owns(c, &o, "again", 5);
		b->owned_free(&o);
	}
}

/* A pointer that is not NULL, to what is not a block: neither read nor freed. */
static void pointer_to_nothing(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);

	NEED_ALL(c);
	for (size_t i = 0; i < NOTHINGS; i++) {
		const struct seam_buffers_owned nothing = { (unsigned char *)(uintptr_t)no_bytes(c, i), 0, 0 };
		struct seam_buffers_owned o = nothing;

		b->owned_free(&o);
		CHECK(c, !o.bytes && !o.size && !o.capacity);
		o = nothing;
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		owns(c, &o, "", 0);
		CHECK_EQ(c, b->owned_append(&o, NULL, 0), SEAM_OK);
		CHECK_EQ(c, b->owned_resize(&o, 0, 7), SEAM_OK);
		owns(c, &o, "", 0);
		o = nothing;
		CHECK_EQ(c, b->owned_append(&o, "abc", 3), SEAM_OK);
		owns(c, &o, "abc", 3);
		b->owned_free(&o);
		o = nothing;
		CHECK_EQ(c, b->owned_resize(&o, 3, 'x'), SEAM_OK);
		owns(c, &o, "xxx", 3);
		b->owned_free(&o);
	}
}

/* From the middle of the buffer, while its block moves. */
static void append_its_middle(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	unsigned char expected[2 * N];

	NEED_ALL(c);
	for (size_t from = 1; from < N; from += 6) {
		struct seam_buffers_owned o = { NULL, 0, 0 };

		number_all(expected, N);
		memcpy(expected + N, expected + from, N - from);
		REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, N), N, &o), SEAM_OK));
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		CHECK_EQ(c, b->owned_append(&o, o.bytes + from, N - from), SEAM_OK);
		owns(c, &o, expected, 2 * N - from);
		b->owned_free(&o);
	}
}

/* Nothing is appended, and the struct is looked at all the same. */
static void append_nothing(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned longer = { (unsigned char *)seam_out(c, 4), 5, 4 }, absent = { NULL, 0, 4 };

	NEED_ALL(c);
	CHECK_EQ(c, b->owned_append(&longer, NULL, 0), SEAM_E_RANGE);
	CHECK_EQ(c, b->owned_append(&absent, NULL, 0), SEAM_E_NULL);
	CHECK_EQ(c, b->owned_append(NULL, NULL, 0), SEAM_E_NULL);
}

SEAM_CASES(buffers, owned_edges) = {
	{ "fit_from_each", SEAM_MUST, fit_from_each, "capacity becomes the size, however little there is to give back", 0 },
	{ "resized_to_nothing", SEAM_MUST, resized_to_nothing, "a buffer that was emptied is a buffer", 0 },
	{ "pointer_to_nothing", SEAM_MUST, pointer_to_nothing, "without capacity there is no block to read or to free", 0 },
	{ "append_its_middle", SEAM_MUST, append_its_middle, "any part of a buffer may be appended to it", 0 },
	{ "append_nothing", SEAM_MUST, append_nothing, "a struct that is not sound is refused though nothing is added", 0 },
	SEAM_END
};
