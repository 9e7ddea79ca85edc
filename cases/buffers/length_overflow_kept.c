/*
 * length_overflow: what an object or an owned buffer keeps; offset + n wraps.
 * Rule: buffers.length_overflow    Source: CWE-190; Vec::reserve; pread(2) with offsets near the end of all numbers
 */
#include "buffers/hostile.h"

/* As sweep(), with a store and an owned buffer that hold TINY bytes before, during and after. */
static void kept(struct seam_case *c, const char *op, hostile_fn call)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct tiny t = tiny(c, ROOM);
	struct seam_buffers_owned owned = { NULL, 0, 0 };

	if (b->store_new && b->store_free && b->store_set && b->store_view && (t.store = new_store(c)) != NULL)
		CHECK_EQ(c, b->store_set(t.store, t.in, TINY), SEAM_OK);
	if (b->owned_copy && b->owned_free && CHECK_EQ(c, b->owned_copy(t.in, TINY, &owned), SEAM_OK))
		t.owned = &owned;
	if (t.store && t.owned)
		sweep(c, op, call, t);
	else
		seam_skip(c, "the peer does not offer stores and owned buffers");
	if (t.store)
		b->store_free(t.store);
	if (t.owned)
		b->owned_free(&owned);
}

static void never(void *userdata, const void *bytes, size_t size)
{
	(void)bytes;
	(void)size;
	++*(int *)userdata;
}

static int released;

/* The room is what is hostile; it must come back as it was. */
static int copy_into(const struct seam_buffers *b, const struct tiny *t, size_t n)
{
	int rc;

	*t->size = n;
	rc = b->store_copy(t->store, t->to, t->size);
	if (*t->size != n)
		return rc ? rc : 1;
	*t->size = ROOM;
	return rc;
}

#define KEPT(name, call, op, text)                                                                                     \
	HOSTILE(hostile_##name, call)                                                                                  \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		NEED(c, SEAM_OPS(c, buffers)->op);                                                                     \
		released = 0;                                                                                          \
		kept(c, text, hostile_##name);                                                                         \
		CHECK_EQ(c, released, 0);                                                                              \
	}

KEPT(owned_copy, b->owned_copy(t->in, n, t->out), owned_copy, "owned_copy")
KEPT(owned_append, b->owned_append(t->owned, t->in, n), owned_append, "owned_append")
KEPT(owned_resize, b->owned_resize(t->owned, n, 1), owned_resize, "owned_resize")
KEPT(store_set, b->store_set(t->store, t->in, n), store_set, "store_set")
KEPT(store_adopt, b->store_adopt(t->store, t->in, n, never, &released), store_adopt, "store_adopt")
KEPT(store_copy, copy_into(b, t, n), store_copy, "store_copy into a room")
KEPT(read_offset, b->store_read(t->store, n, t->to, TINY, t->out), store_read, "store_read at")
KEPT(read_n, b->store_read(t->store, 1, t->to, n, t->out), store_read, "store_read of")
KEPT(write_offset, b->store_write(t->store, n, t->in, TINY), store_write, "store_write at")
KEPT(write_n, b->store_write(t->store, 1, t->in, n), store_write, "store_write of")

/* Each is within the limit, the sum is not. */
static void append_sum(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct tiny t = tiny(c, ROOM);
	struct seam_buffers_owned owned;

	NEED_OWNED(c);
	NEED(c, b->owned_append);
	REQUIRE(CHECK_EQ(c, b->owned_copy(t.in, TINY, &owned), SEAM_OK));
	t.owned = &owned;
	for (size_t less = 0; less < TINY; less++) {
		size_t n = SEAM_BUFFERS_MOST - less;

		if (!refused(c, "owned_append", &t, n, b->owned_append(&owned, t.in, n)))
			break;
	}
	b->owned_free(&owned);
}

/* A struct that cannot be: more bytes than room. */
static void owned_struct(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const struct {
		size_t size, capacity;
	} wrong[] = { { 6, 5 }, { 1, 0 }, { SIZE_MAX, 5 }, { (size_t)-5, 0 } };
	unsigned char *bytes = seam_out(c, TINY);

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		const struct seam_buffers_owned was = { bytes, wrong[i].size, wrong[i].capacity };
		struct seam_buffers_owned o = was;

		if (b->owned_append)
			CHECK_EQ(c, b->owned_append(&o, "x", 1), SEAM_E_RANGE);
		if (b->owned_resize)
			CHECK_EQ(c, b->owned_resize(&o, 2, 7), SEAM_E_RANGE);
		if (b->owned_fit)
			CHECK_EQ(c, b->owned_fit(&o), SEAM_E_RANGE);
		CHECK(c, o.bytes == was.bytes && o.size == was.size && o.capacity == was.capacity);
		REQUIRE(unwritten(c, bytes, TINY, "the memory behind a struct that cannot be"));
	}
}

SEAM_CASES(buffers, length_overflow_kept) = {
	{ "owned_copy", SEAM_MUST, owned_copy, "a length over the limit is refused, not cut", 0 },
	{ "owned_append", SEAM_MUST, owned_append, "size + n does not wrap; the buffer stays as it was", 0 },
	{ "owned_resize", SEAM_MUST, owned_resize,
	  "a size over the limit is refused, not cut; the buffer stays as it was", 0 },
	{ "store_set", SEAM_MUST, store_set,
	  "a length over the limit is refused, not cut; the store holds what it held", 0 },
	{ "store_adopt", SEAM_MUST, store_adopt, "a length over the limit is refused, and nothing is adopted", 0 },
	{ "store_copy", SEAM_MUST, store_copy, "a room over the limit is refused, not cut", 0 },
	{ "read_offset", SEAM_MUST, read_offset, "offset + n does not wrap", 0 },
	{ "read_n", SEAM_MUST, read_n, "a room over the limit is refused, not cut", 0 },
	{ "write_offset", SEAM_MUST, write_offset, "offset + n does not wrap; nothing is written", 0 },
	{ "write_n", SEAM_MUST, write_n, "offset + n does not wrap; nothing is written", 0 },
	{ "append_sum", SEAM_MUST, append_sum, "a sum just over the limit is refused", 0 },
	{ "owned_struct", SEAM_MUST, owned_struct, "a size greater than the capacity is refused, not believed", 0 },
	SEAM_END
};
