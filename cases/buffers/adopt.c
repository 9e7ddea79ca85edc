/*
 * adopt: the peer takes a host's buffer with its release function and calls it exactly once, when it lets go.
 * Rule: buffers.adopt    Source: napi external array buffers, PyCapsule, g_bytes_new_with_free_func; CWE-415, CWE-401
 */
#include "buffers/adopt.h"

enum { N = 50 };

/* The bytes themselves, where they are; reading does not end it. */
static void without_a_copy(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct lot lot = a_lot(c, N);
	struct seam_buffers_store *store;
	const void *seen = NULL;
	unsigned char to[N];
	size_t n = 0;

	NEED_ADOPT(c);
	REQUIRE((store = new_store(c)) != NULL);
	if (adopt(c, store, &lot)) {
		CHECK_EQ(c, b->store_view(store, &seen, &n), SEAM_OK);
		CHECK_EQ(c, n, N);
		if (!CHECK_EQ(c, seen, lot.bytes) || !released(c, &lot, 0, "while the store holds it"))
			goto out;
		if (b->store_read && CHECK_EQ(c, b->store_read(store, 1, to, N, &n), SEAM_OK))
			CHECK_BYTES(c, to, n, (const unsigned char *)lot.bytes + 1, N - 1);
		n = N;
		if (b->store_copy && CHECK_EQ(c, b->store_copy(store, to, &n), SEAM_OK))
			is_numbered(c, to, N);
		released(c, &lot, 0, "while the store holds it");
	}
out:
	b->store_free(store);
	released(c, &lot, 1, "after store_free");
}

/* Each way of letting go, and then nothing more. */
static void let_go(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	static const char *const ways[] = { "store_clear", "store_set", "store_set of nothing", "store_adopt",
		                            "store_free" };

	NEED_ADOPT(c);
	for (size_t way = 0; way < 5; way++) {
		struct lot lot = a_lot(c, N), next = a_lot(c, 7);
		struct seam_buffers_store *store = new_store(c);

		REQUIRE(store != NULL);
		if (!adopt(c, store, &lot))
			return;
		if (way == 0)
			CHECK_EQ(c, b->store_clear(store), SEAM_OK);
		else if (way == 1)
			CHECK_EQ(c, b->store_set(store, "new", 3), SEAM_OK);
		else if (way == 2)
			CHECK_EQ(c, b->store_set(store, NULL, 0), SEAM_OK);
		else if (way == 3)
			adopt(c, store, &next);
		if (way < 4)
			released(c, &lot, 1, ways[way]);
		if (way == 1)
			holds(c, store, "new", 3);
		if (way == 3)
			holds(c, store, next.bytes, 7);
		b->store_free(store);
		released(c, &lot, 1, ways[way]);
		released(c, &next, way == 3, "the next buffer");
	}
}

/* n 0: release is called all the same; userdata may be NULL. */
static const void *given;
static int calls;

static void release_of_nobody(void *userdata, const void *bytes, size_t size)
{
	calls += userdata == NULL && bytes == given && size == 0 ? 1 : 100;
}

static void nothing(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	const void *pointers[] = { NULL, (const void *)(uintptr_t)1 };
	struct seam_buffers_store *store;

	NEED_ADOPT(c);
	REQUIRE((store = new_store(c)) != NULL);
	for (size_t i = 0; i < 2; i++) {
		given = pointers[i];
		calls = 0;
		CHECK_EQ(c, b->store_adopt(store, given, 0, release_of_nobody, NULL), SEAM_OK);
		holds(c, store, "", 0);
		CHECK_EQ(c, calls, 0);
		CHECK_EQ(c, b->store_clear(store), SEAM_OK);
		CHECK_EQ(c, calls, 1);
	}
	b->store_free(store);
	CHECK_EQ(c, calls, 1);
}

/* Two stores, each with its own release and userdata, freed in the other order. */
static void each_its_own(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct lot lots[3] = { a_lot(c, 10), a_lot(c, 20), a_lot(c, 30) };
	struct seam_buffers_store *stores[3];

	NEED_ADOPT(c);
	for (size_t i = 0; i < 3; i++) {
		REQUIRE((stores[i] = new_store(c)) != NULL);
		adopt(c, stores[i], &lots[i]);
	}
	for (size_t i = 3; i-- > 0;) {
		b->store_free(stores[i]);
		for (size_t k = 0; k < 3; k++)
			REQUIRE(released(c, &lots[k], k >= i, "one of three"));
	}
}

/* Bytes that it adopted, kept as a copy: they are copied before they are let go. */
static void replaced_by_itself(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct lot lot = a_lot(c, N);
	struct seam_buffers_store *store;
	unsigned char expected[N];

	NEED_ADOPT(c);
	REQUIRE((store = new_store(c)) != NULL);
	if (adopt(c, store, &lot)) {
		number_all(expected, N);
		CHECK_EQ(c, b->store_set(store, (const char *)lot.bytes + 5, N - 5), SEAM_OK);
		released(c, &lot, 1, "store_set of adopted bytes");
		holds(c, store, expected + 5, N - 5);
	}
	b->store_free(store);
}

SEAM_CASES(buffers, adopt) = {
	{ "without_a_copy", SEAM_MUST, without_a_copy,
	  "adopted bytes stay where they are, and are not let go while they are held", 0 },
	{ "let_go", SEAM_MUST, let_go, "whatever ends it, release is called once, before that call returns", 0 },
	{ "nothing", SEAM_MUST, nothing, "an adopted buffer of no bytes is released as any other", 0 },
	{ "each_its_own", SEAM_MUST, each_its_own, "each buffer goes back by its own release, with its own userdata",
	  0 },
	{ "replaced_by_itself", SEAM_MUST, replaced_by_itself, "adopted bytes are copied before they are let go", 0 },
	SEAM_END
};
