/*
 * no_memory: without memory nothing has changed: the old block is there, and still the holder's.
 * Rule: buffers.no_memory    Source: p = realloc(p, n); CWE-401, CWE-416; try_reserve; set before allocated
 */
#include "buffers/bytes.h"

enum { N = 24, MOST_REQUESTS = 8 };

typedef int (*grow_fn)(const struct seam_buffers *b, struct seam_buffers_owned *o);

static int append(const struct seam_buffers *b, struct seam_buffers_owned *o)
{
	return b->owned_append(o, "many more bytes than there is room for, whatever the capacity is", 64);
}

static int append_itself(const struct seam_buffers *b, struct seam_buffers_owned *o)
{
	return b->owned_append(o, o->bytes, o->size);
}

static int resize(const struct seam_buffers *b, struct seam_buffers_owned *o)
{
	return b->owned_resize(o, 4000, 7);
}

static int fit(const struct seam_buffers *b, struct seam_buffers_owned *o)
{
	o->size = N / 2;
	return b->owned_fit(o);
}

/* Each request fails in turn, until none is left to fail. */
static void grown(struct seam_case *c, grow_fn grow, size_t size_then)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	int rc = SEAM_E_MEMORY;

	for (size_t k = 1; rc && k <= MOST_REQUESTS; k++) {
		struct seam_buffers_owned o, before;

		REQUIRE(CHECK_EQ(c, b->owned_copy(numbered(c, N), N, &o), SEAM_OK));
		CHECK_EQ(c, b->owned_fit(&o), SEAM_OK);
		before = o;
		seam_fail_request(c, k);
		rc = grow(b, &o);
		seam_fail_request(c, 0);
		if (rc) {
			CHECK_EQ(c, rc, SEAM_E_MEMORY);
			CHECK(c, o.bytes == before.bytes && o.size == size_then && o.capacity == before.capacity);
			if (sound(c, &o))
				is_numbered(c, o.bytes, o.size);
			CHECK_EQ(c, seam_live(c).blocks, 1);
		}
		if (seam_is_lent(c, o.bytes, NULL, NULL))
			b->owned_free(&o);
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
	}
	CHECK_EQ(c, rc, SEAM_OK);
}

#define GROWN(name, grow, op, size_then)                                                                               \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		NEED_OWNED(c);                                                                                         \
		NEED(c, SEAM_OPS(c, buffers)->owned_fit);                                                              \
		NEED(c, SEAM_OPS(c, buffers)->op);                                                                     \
		grown(c, grow, size_then);                                                                             \
	}
GROWN(owned_append, append, owned_append, N)
GROWN(owned_append_itself, append_itself, owned_append, N)
GROWN(owned_resize, resize, owned_resize, N)
GROWN(owned_fit, fit, owned_fit, N / 2)

static void owned_copy(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_owned *o = seam_out(c, sizeof *o);

	NEED_OWNED(c);
	seam_fail_request(c, 1);
	CHECK_EQ(c, b->owned_copy("bytes", 5, o), SEAM_E_MEMORY);
	seam_fail_request(c, 0);
	unwritten(c, o, sizeof *o, "owned_copy's out-parameter, without memory,");
}

static void store_set(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;
	int rc = SEAM_E_MEMORY;

	NEED_STORE(c);
	REQUIRE((store = new_store(c)) != NULL);
	CHECK_EQ(c, b->store_set(store, numbered(c, N), N), SEAM_OK);
	for (size_t k = 1; rc && k <= MOST_REQUESTS; k++) {
		seam_fail_request(c, k);
		rc = b->store_set(store, numbered(c, 3000), 3000);
		seam_fail_request(c, 0);
		if (rc && CHECK_EQ(c, rc, SEAM_E_MEMORY) && !holds(c, store, numbered(c, N), N))
			break;
	}
	CHECK_EQ(c, rc, SEAM_OK);
	b->store_free(store);
}

/* The object may be of lent memory, or the peer's own. */
static void store_new(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store **store = seam_out(c, sizeof *store);
	struct seam_live before = seam_live(c);

	NEED_STORE(c);
	seam_fail_request(c, 1);
	if (b->store_new(store) == SEAM_OK) {
		b->store_free(*store);
	} else {
		unwritten(c, store, sizeof *store, "store_new's out-parameter, without memory,");
		CHECK_EQ(c, seam_live(c).blocks, before.blocks);
	}
	seam_fail_request(c, 0);
}

SEAM_CASES(buffers, no_memory) = {
	{ "owned_append", SEAM_MUST, owned_append, "a buffer that cannot grow is as it was", 0 },
	{ "owned_append_itself", SEAM_MUST, owned_append_itself, "a buffer that cannot grow is as it was", 0 },
	{ "owned_resize", SEAM_MUST, owned_resize, "a failed realloc does not lose the old block", 0 },
	{ "owned_fit", SEAM_MUST, owned_fit, "a buffer that cannot be fitted is as it was", 0 },
	{ "owned_copy", SEAM_MUST, owned_copy, "an out-parameter is not written without memory", 0 },
	{ "store_set", SEAM_MUST, store_set, "a store that cannot take new bytes holds the old ones", 0 },
	{ "store_new", SEAM_MUST, store_new, "no half object is left", 0 },
	SEAM_END
};
