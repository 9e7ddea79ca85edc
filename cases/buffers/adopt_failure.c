/*
 * adopt_failure: what was not adopted is still the caller's: release is not called; what was held before is still held.
 * Rule: buffers.adopt_failure    Source: CWE-415, CWE-772: a failed transfer that frees, or half of one that keeps
 */
#include "buffers/adopt.h"

/* Refused for its arguments, with and without a buffer that was adopted before. */
static void refused(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;

	NEED_ADOPT(c);
	for (size_t before = 0; before < 2; before++) {
		struct lot held = a_lot(c, 20), lot = a_lot(c, 10);

		REQUIRE((store = new_store(c)) != NULL);
		if (before && !adopt(c, store, &held))
			return;
		CHECK_EQ(c, b->store_adopt(store, lot.bytes, lot.size, NULL, &lot), SEAM_E_NULL);
		CHECK_EQ(c, b->store_adopt(store, NULL, lot.size, release, &lot), SEAM_E_NULL);
		CHECK_EQ(c, b->store_adopt(NULL, lot.bytes, lot.size, release, &lot), SEAM_E_NULL);
		CHECK_EQ(c, b->store_adopt(store, lot.bytes, SEAM_BUFFERS_MOST + 1, release, &lot), SEAM_E_RANGE);
		if (released(c, &lot, 0, "after store_adopt was refused") &&
		    released(c, &held, 0, "the buffer that was held, after store_adopt was refused"))
			holds(c, store, before ? held.bytes : "", before ? 20 : 0);
		b->store_free(store);
		released(c, &lot, 0, "after store_free of a store that never adopted it");
		released(c, &held, (int)before, "the buffer that was held, after store_free");
	}
}

/* Without lent memory it may be adopted all the same, or not: nothing between. */
static void no_memory(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct seam_buffers_store *store;

	NEED_ADOPT(c);
	for (size_t k = 1; k <= 4; k++) {
		struct lot held = a_lot(c, 20), lot = a_lot(c, 10);
		int rc;

		REQUIRE((store = new_store(c)) != NULL);
		if (!adopt(c, store, &held))
			return;
		seam_fail_request(c, k);
		rc = b->store_adopt(store, lot.bytes, lot.size, release, &lot);
		seam_fail_request(c, 0);
		if (rc != SEAM_OK)
			CHECK_EQ(c, rc, SEAM_E_MEMORY);
		if (released(c, &lot, 0, "after store_adopt without memory") &&
		    released(c, &held, rc == SEAM_OK, "the buffer that was held, after store_adopt without memory"))
			holds(c, store, rc ? held.bytes : lot.bytes, rc ? 20 : 10);
		b->store_free(store);
		released(c, &lot, rc == SEAM_OK, "after store_free");
		released(c, &held, 1, "the buffer that was held, after store_free");
	}
}

/* Other ops that fail let nothing go. */
static void of_others(struct seam_case *c)
{
	const struct seam_buffers *b = SEAM_OPS(c, buffers);
	struct lot lot = a_lot(c, 30);
	struct seam_buffers_store *store;
	size_t size = 29;
	char to[29] = { 0 };

	NEED_ADOPT(c);
	REQUIRE((store = new_store(c)) != NULL);
	if (adopt(c, store, &lot)) {
		if (b->store_write) {
			CHECK_EQ(c, b->store_write(store, 0, "x", 1), SEAM_E_STATE);
			CHECK_EQ(c, b->store_write(store, 0, NULL, 0), SEAM_E_STATE);
		}
		if (b->store_copy)
			CHECK_EQ(c, b->store_copy(store, to, &size), SEAM_E_SPACE);
		CHECK_EQ(c, b->store_set(store, NULL, 1), SEAM_E_NULL);
		seam_fail_request(c, 1);
		if (CHECK_EQ(c, b->store_set(store, to, 3), SEAM_E_MEMORY) &&
		    released(c, &lot, 0, "after store_set without memory"))
			holds(c, store, lot.bytes, 30);
		seam_fail_request(c, 0);
	}
	b->store_free(store);
	released(c, &lot, 1, "after store_free");
}

SEAM_CASES(buffers, adopt_failure) = {
	{ "refused", SEAM_MUST, refused, "a buffer that is refused is not released, then or later", 0 },
	{ "no_memory", SEAM_MUST, no_memory, "without memory a buffer is adopted, or not: and then not released", 0 },
	{ "of_others", SEAM_MUST, of_others,
	  "an op that fails lets no adopted buffer go; adopted bytes are not written", 0 },
	SEAM_END
};
