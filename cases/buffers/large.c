/*
 * large: 64 MiB are kept by one copy, read where they are, and adopted without any.
 * Rule: buffers.large    Source: copies of copies in bindings; 24-bit lengths; buffers on the stack
 */
#include "buffers/bytes.h"

#include <stdlib.h>

#define LARGE ((size_t)64 << 20)

static void marked(unsigned char *bytes)
{
	for (size_t at = 1 << 20; at <= LARGE; at <<= 1)
		bytes[at - 1] = (unsigned char)(at >> 20);
}

static void kept(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_live before = seam_live(c);
	struct seam_buffers_store *store;
	unsigned char *bytes, end[3] = { 0 };
	const void *seen = NULL;
	size_t n = 0, done = 0;

	NEED_STORE(c);
	NEED(c, b->store_read);
	REQUIRE(CHECK(c, (bytes = calloc(1, LARGE)) != NULL));
	marked(bytes);
	REQUIRE((store = new_store(c)) != NULL);
	if (CHECK_EQ(c, b->store_set(store, bytes, LARGE), SEAM_OK)) {
		CHECK(c, seam_live(c).bytes - before.bytes < 2 * LARGE);
		free(bytes);
		bytes = NULL;
		CHECK_EQ(c, b->store_view(store, &seen, &n), SEAM_OK);
		CHECK_EQ(c, n, LARGE);
		for (size_t at = 1 << 20; seen && n == LARGE && at <= LARGE; at <<= 1)
			CHECK_EQ(c, ((const unsigned char *)seen)[at - 1], at >> 20);
		CHECK_EQ(c, b->store_read(store, LARGE - 2, end, 3, &done), SEAM_OK);
		CHECK_EQ(c, done, 2);
		CHECK_BYTES(c, end, 3, "\0\x40\0", 3);
	}
	free(bytes);
	b->store_free(store);
	CHECK_EQ(c, seam_live(c).bytes, before.bytes);
}

static void given_back(void *userdata, const void *bytes, size_t size)
{
	(void)size;
	*(int *)userdata += 1;
	free((void *)(uintptr_t)bytes);
}

static void adopted(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_live before = seam_live(c);
	struct seam_buffers_store *store;
	unsigned char *bytes, last = 0;
	const void *seen = NULL;
	size_t n = 0, done = 0;
	int times = 0;

	NEED_STORE(c);
	NEED(c, b->store_adopt);
	NEED(c, b->store_read);
	REQUIRE(CHECK(c, (bytes = calloc(1, LARGE)) != NULL));
	marked(bytes);
	REQUIRE((store = new_store(c)) != NULL);
	if (CHECK_EQ(c, b->store_adopt(store, bytes, LARGE, given_back, &times), SEAM_OK)) {
		CHECK(c, seam_live(c).bytes - before.bytes < LARGE / 2);
		CHECK_EQ(c, b->store_view(store, &seen, &n), SEAM_OK);
		CHECK_EQ(c, seen, bytes);
		CHECK_EQ(c, n, LARGE);
		CHECK_EQ(c, b->store_read(store, LARGE - 1, &last, 1, &done), SEAM_OK);
		CHECK_EQ(c, last, 0x40);
	} else {
		free(bytes);
	}
	b->store_free(store);
	CHECK_EQ(c, times, 1);
}

SEAM_CASES(buffers, large) = { { "kept", SEAM_SHOULD, kept, "64 MiB are kept by a single copy", SEAM_ONCE },
	                       { "adopted", SEAM_SHOULD, adopted, "64 MiB are adopted without a copy", SEAM_ONCE },
	                       SEAM_END };
