/*
 * view: a borrowed view shows the object's bytes and stays valid until the object's next change.
 * Rule: buffers.view    Source: git_blob_rawcontent, PyBUF_*, std::string::data; RS-2021-0094; views of moved memory
 */
#include "buffers/bytes.h"

struct view {
	const void *bytes;
	size_t n;
};

static struct view view_of(struct seam_case *c, const struct seam_buffers_store *store)
{
	struct view v = { NULL, 0 };

	CHECK_EQ(c, SEAM_OPS(c, buffers)->store_view(store, &v.bytes, &v.n), SEAM_OK);
	return v;
}

/* Whether the view still shows what it showed. */
static bool stands(struct seam_case *c, struct view v, const void *expected, size_t n)
{
	return CHECK_EQ(c, v.n, n) && CHECK_BYTES(c, v.bytes, v.n, expected, n);
}

/* Calls that change nothing. */
static void through_reads(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	unsigned char expected[30], to[30];
	size_t size = sizeof to, done;
	struct view first, second;
	uint64_t out;

	NEED_STORE(c);
	REQUIRE((store = new_store(c)) != NULL);
	number_all(expected, 30);
	CHECK_EQ(c, b->store_set(store, numbered(c, 30), 30), SEAM_OK);
	first = view_of(c, store);
	second = view_of(c, store);
	if (b->store_copy)
		CHECK_EQ(c, b->store_copy(store, to, &size), SEAM_OK);
	if (b->store_read)
		CHECK_EQ(c, b->store_read(store, 3, to, 30, &done), SEAM_OK);
	if (b->digest && CHECK_EQ(c, b->digest(first.bytes, first.n, &out), SEAM_OK))
		CHECK_EQ(c, out, hash(expected, 30));
	stands(c, first, expected, 30);
	stands(c, second, expected, 30);
	b->store_free(store);
}

/* Whatever is done to other objects. */
static void through_others(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *stores[8];
	struct view views[8];
	char text[] = "store 0";

	NEED_STORE(c);
	for (size_t i = 0; i < 8; i++) {
		REQUIRE((stores[i] = new_store(c)) != NULL);
		text[6] = (char)('0' + i);
		CHECK_EQ(c, b->store_set(stores[i], text, 7), SEAM_OK);
		views[i] = view_of(c, stores[i]);
	}
	for (size_t i = 0; i < 8; i += 2)
		CHECK_EQ(c, b->store_set(stores[i], "something else", 14), SEAM_OK);
	for (size_t i = 1; i < 8; i += 4)
		b->store_free(stores[i]);
	for (size_t i = 3; i < 8; i += 4) {
		text[6] = (char)('0' + i);
		stands(c, views[i], text, 7);
		holds(c, stores[i], text, 7);
	}
	for (size_t i = 0; i < 8; i++)
		if (i % 4 != 1)
			b->store_free(stores[i]);
}

/* A change that was refused is none. */
static void through_failure(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	struct view v;

	NEED_STORE(c);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(store, "as it was", 9), SEAM_OK);
	v = view_of(c, store);
	CHECK_EQ(c, b->store_set(store, NULL, 4), SEAM_E_NULL);
	CHECK_EQ(c, b->store_set(store, "too long", SEAM_BUFFERS_MOST + 1), SEAM_E_RANGE);
	if (b->store_write)
		CHECK_EQ(c, b->store_write(store, 8, "xx", 2), SEAM_E_RANGE);
	if (b->store_adopt)
		CHECK_EQ(c, b->store_adopt(store, "xx", 2, NULL, NULL), SEAM_E_NULL);
	seam_fail_request(c, 1);
	if (b->store_set(store, numbered(c, 3000), 3000) == SEAM_E_MEMORY) {
		stands(c, v, "as it was", 9);
		holds(c, store, "as it was", 9);
	}
	seam_fail_request(c, 0);
	b->store_free(store);
}

/* A new view shows the change. */
static void anew(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;

	NEED_STORE(c);
	NEED(c, b->store_write);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(store, "before", 6), SEAM_OK);
	stands(c, view_of(c, store), "before", 6);
	CHECK_EQ(c, b->store_write(store, 0, "AF", 2), SEAM_OK);
	stands(c, view_of(c, store), "AFfore", 6);
	CHECK_EQ(c, b->store_set(store, "after", 5), SEAM_OK);
	stands(c, view_of(c, store), "after", 5);
	b->store_free(store);
}

SEAM_CASES(buffers, view) = {
	{ "through_reads", SEAM_MUST, through_reads, "a view stands while the object is only read", 0 },
	{ "through_others", SEAM_MUST, through_others, "a view stands whatever becomes of other objects", 0 },
	{ "through_failure", SEAM_MUST, through_failure, "a view stands when a change is refused", 0 },
	{ "anew", SEAM_MUST, anew, "a view that is taken after a change shows it", 0 },
	SEAM_END
};
