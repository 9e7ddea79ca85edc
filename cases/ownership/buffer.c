/*
 * buffer: memory that comes with its free function and a context is freed by these, once, and not by its failure.
 * Rule: ownership.buffer    Source: napi_create_external_buffer, PyCapsule, sqlite3_bind_blob; CWE-415, CWE-762
 */
#include "ownership/wrapped.h"

_Thread_local int seam_own_here;

static void once(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct wrapped one, two;
	uint64_t before = objects(c);
	uint32_t policy;

	NEED(c, s->free_policy);
	NEED(c, s->buffer_wrap);
	policy = s->free_policy();
	REQUIRE(CHECK(c, policy == SEAM_FREE_AT_ONCE || policy == SEAM_FREE_LATER));
	REQUIRE(wrap(c, &one) && wrap(c, &two));
	REQUIRE(pinned_at(c, one.buffer, one.bytes, WRAPPED) && pinned_at(c, two.buffer, two.bytes, WRAPPED));
	CHECK_EQ(c, s->free_pending(), SEAM_OK);
	REQUIRE(freed(c, &one, 0) && freed(c, &two, 0));
	s->buffer_destroy(one.buffer);
	REQUIRE(freed(c, &one, 1) && freed(c, &two, 0));
	s->buffer_destroy(two.buffer);
	CHECK(c, freed(c, &one, 1) && freed(c, &two, 1));
	CHECK_EQ(c, s->free_policy(), policy);
	all_gone(c, before);
}

static void not_wrapped(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_buffer **out = seam_out(c, sizeof *out);
	struct wrapped w = { .bytes = NULL };
	bool stimulus = SEAM_STIMULUS(c), failed = false;
	uint64_t before = objects(c);
	int rc = SEAM_E_MEMORY;

	NEED(c, s->buffer_wrap);
	seam_own_here = 1;
	CHECK_EQ(c, s->buffer_wrap(NULL, 0, wrapped_free, &w, out), SEAM_E_NULL);
	w.bytes = (char *)(uintptr_t)seam_in(c, "bytes", 5);
	CHECK_EQ(c, s->buffer_wrap(w.bytes, 5, wrapped_free, &w, NULL), SEAM_E_NULL);
	for (size_t k = 1; rc == SEAM_E_MEMORY && k < 20; k++) {
		size_t requests = failing(c, stimulus, k);

		rc = s->buffer_wrap(w.bytes, 5, wrapped_free, &w, out);
		failed |= failed_one(c, stimulus, k, requests);
		/* the caller's still: to be freed by the caller */
		REQUIRE(freed(c, &w, 0));
		REQUIRE(!rc || (unwritten(c, out, sizeof *out, "buffer_wrap") && CHECK_EQ(c, seam_live(c).blocks, 0)));
	}
	CHECK(c, failed);
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	s->buffer_destroy(*out);
	CHECK(c, freed(c, &w, 1));
	/* no bytes, but memory all the same */
	REQUIRE(CHECK_EQ(c, s->buffer_wrap(w.bytes, 0, wrapped_free, &w, out), SEAM_OK));
	s->buffer_destroy(*out);
	CHECK(c, freed(c, &w, 2));
	all_gone(c, before);
}

/* The host frees it itself, whenever it likes after that. */
static void without_free(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_buffer *buffer = NULL;
	uint64_t before = objects(c);
	void *block;

	NEED(c, s->buffer_wrap);
	REQUIRE((block = lend(c, 48, 16, 0x77)));
	REQUIRE(CHECK_EQ(c, s->buffer_wrap(block, 48, NULL, NULL, &buffer), SEAM_OK));
	REQUIRE(pinned_at(c, buffer, block, 48));
	s->buffer_destroy(buffer);
	s->buffer_destroy(NULL);
	REQUIRE(lent_as(c, block, 48, 16) && all_are(c, block, 48, 0x77));
	seam_free_lent(c, block);
	all_gone(c, before);
}

/* Its own bytes: what becomes of the first, by the host or by its end, is nothing to it. */
static void copied(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_buffer *copy = NULL, *whole = NULL, *slice = NULL;
	uint64_t before = objects(c);
	struct wrapped w;
	void *bytes = NULL;
	size_t size = 0;

	NEED(c, s->buffer_copy);
	REQUIRE(wrap(c, &w));
	REQUIRE(CHECK_EQ(c, s->buffer_slice(w.buffer, 3, 10, &slice), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->buffer_copy(slice, &copy), SEAM_OK) &&
	        CHECK_EQ(c, s->buffer_copy(w.buffer, &whole), SEAM_OK));
	s->buffer_destroy(slice);
	seam_rewrite(c, w.bytes);
	s->buffer_destroy(w.buffer);
	REQUIRE(freed(c, &w, 1));
	seam_drop(c, w.bytes);
	REQUIRE(CHECK_EQ(c, s->buffer_pin(copy, &bytes, &size), SEAM_OK));
	CHECK_BYTES(c, bytes, size, "\3\4\5\6\7\10\11\12\13\14", 10);
	CHECK_EQ(c, s->buffer_unpin(copy), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->buffer_pin(whole, &bytes, &size), SEAM_OK));
	for (size_t i = 0; CHECK_EQ(c, size, WRAPPED) && i < size; i++)
		REQUIRE(CHECK_EQ(c, ((unsigned char *)bytes)[i], i));
	CHECK_EQ(c, s->buffer_unpin(whole), SEAM_OK);
	s->buffer_destroy(copy);
	s->buffer_destroy(whole);
	CHECK(c, freed(c, &w, 1));
	all_gone(c, before);
}

SEAM_CASES(ownership, buffer) = {
	{ "once", SEAM_MUST, once, "wrapped memory is freed once, by its own function, with its context", 0 },
	{ "not_wrapped", SEAM_MUST, not_wrapped, "memory that could not be wrapped is not freed", 0 },
	{ "without_free", SEAM_MUST, without_free, "without a free function nothing is freed", 0 },
	{ "copied", SEAM_MUST, copied, "a copy has bytes of its own, and is not freed by the first one's function", 0 },
	SEAM_END
};
