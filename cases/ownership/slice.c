/*
 * slice: a slice keeps the memory that it is of; memory is given up when the last goes, or by detaching, never while pinned.
 * Rule: ownership.slice    Source: Node's Buffer pool, memoryview, bytes::Bytes; RS-2020-0036; CWE-416, CWE-190
 */
#include "ownership/wrapped.h"

enum { BUFFERS = 4 };

/* The buffer, two slices, and a slice of a slice. */
static bool slices(struct seam_case *c, struct wrapped *w, struct seam_own_buffer **all)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	if (!wrap(c, w))
		return false;
	all[0] = w->buffer;
	return CHECK_EQ(c, s->buffer_slice(all[0], 8, 16, &all[1]), SEAM_OK) &&
	       CHECK_EQ(c, s->buffer_slice(all[0], 60, 4, &all[2]), SEAM_OK) &&
	       CHECK_EQ(c, s->buffer_slice(all[1], 2, 14, &all[3]), SEAM_OK);
}

static bool is_slice(struct seam_case *c, const struct wrapped *w, struct seam_own_buffer *const *all, int i)
{
	static const size_t offset[BUFFERS] = { 0, 8, 60, 10 }, size[BUFFERS] = { WRAPPED, 16, 4, 14 };

	return pinned_at(c, all[i], w->bytes + offset[i], size[i]);
}

static void close_all(struct seam_case *c, const struct wrapped *w, struct seam_own_buffer *const *all, uint64_t before)
{
	for (int i = 0; i < BUFFERS; i++)
		SEAM_OPS(c, ownership)->buffer_destroy(all[i]);
	CHECK(c, freed(c, w, 1));
	all_gone(c, before);
}

/* In every order: freed with the last, not before, not after. */
static void any_order(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = objects(c);

	NEED(c, s->buffer_slice && s->free_policy);
	for (int order = 0; order < 24; order++) {
		struct seam_own_buffer *all[BUFFERS];
		int left[BUFFERS] = { 0, 1, 2, 3 }, n = BUFFERS, rest = order;
		struct wrapped w;

		REQUIRE(slices(c, &w, all));
		while (n) {
			int pick = rest % n;

			for (int i = 0; i < n; i++)
				REQUIRE(is_slice(c, &w, all, left[i]));
			REQUIRE(freed(c, &w, 0));
			s->buffer_destroy(all[left[pick]]);
			rest /= n;
			left[pick] = left[--n];
		}
		REQUIRE(freed(c, &w, 1));
	}
	all_gone(c, before);
}

static void out_of_range(struct seam_case *c)
{
	static const size_t wrong[][2] = { { 17, 0 },
		                           { 0, 17 },
		                           { 16, 1 },
		                           { 1, 16 },
		                           { 9, 8 },
		                           { 2, SIZE_MAX },
		                           { SIZE_MAX, 2 },
		                           { SIZE_MAX - 7, 8 },
		                           { SIZE_MAX, SIZE_MAX } };
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_buffer *all[BUFFERS], **out = seam_out(c, sizeof *out), *end = NULL;
	uint64_t before = objects(c);
	struct wrapped w;

	NEED(c, s->buffer_slice && s->free_policy);
	REQUIRE(slices(c, &w, all));
	/* of the slice of 16 at 8: within the memory is not within the slice */
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (CHECK_EQ(c, s->buffer_slice(all[1], wrong[i][0], wrong[i][1], out), SEAM_E_RANGE))
			unwritten(c, out, sizeof *out, "buffer_slice");
	if (CHECK_EQ(c, s->buffer_slice(all[1], 16, 0, &end), SEAM_OK) && pinned_at(c, end, w.bytes + 24, 0))
		s->buffer_destroy(end);
	close_all(c, &w, all, before);
}

static void detach(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = objects(c);

	NEED(c, s->buffer_detach && s->free_policy);
	for (int by = 0; by < BUFFERS; by++) {
		struct seam_own_buffer *all[BUFFERS];
		struct wrapped w;

		REQUIRE(slices(c, &w, all));
		if (SEAM_STIMULUS(c))
			REQUIRE(CHECK_EQ(c, s->buffer_detach(all[by]), SEAM_OK));
		REQUIRE(freed(c, &w, 1));
		for (int i = 0; i < BUFFERS; i++)
			REQUIRE(detached(c, all[i]));
		seam_drop(c, w.bytes); /* the host's, and gone */
		for (int i = 0; i < BUFFERS; i++)
			s->buffer_destroy(all[i]);
		REQUIRE(freed(c, &w, 1));
	}
	all_gone(c, before);
}

static void pinned(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_buffer *all[BUFFERS];
	uint64_t before = objects(c);
	struct wrapped w;
	void *bytes = NULL;
	size_t size = 0;

	NEED(c, s->buffer_detach && s->free_policy);
	REQUIRE(slices(c, &w, all));
	CHECK_EQ(c, s->buffer_unpin(all[3]), SEAM_E_STATE);
	for (int pins = 0; pins < 2; pins++)
		REQUIRE(CHECK_EQ(c, s->buffer_pin(all[3], &bytes, &size), SEAM_OK));
	CHECK_EQ(c, s->buffer_unpin(all[1]), SEAM_E_STATE); /* another one's pin */
	for (int pins = 2; pins; pins--) {
		for (int i = 0; i < BUFFERS; i++)
			REQUIRE(CHECK_EQ(c, s->buffer_detach(all[i]), SEAM_E_STATE));
		REQUIRE(freed(c, &w, 0) && is_slice(c, &w, all, 0));
		REQUIRE(CHECK_EQ(c, s->buffer_unpin(all[3]), SEAM_OK));
	}
	CHECK_EQ(c, s->buffer_detach(all[2]), SEAM_OK);
	close_all(c, &w, all, before);
}

SEAM_CASES(ownership, slice) = {
	{ "any_order", SEAM_MUST, any_order, "the memory is freed once, with the last buffer or slice, in any order",
	  0 },
	{ "out_of_range", SEAM_MUST, out_of_range, "a slice lies within what it is a slice of, whatever the numbers",
	  0 },
	{ "detach", SEAM_MUST, detach, "detaching frees once, and leaves each buffer and slice without bytes", 0 },
	{ "pinned", SEAM_MUST, pinned, "pinned memory is not given up; each pin wants its unpin", 0 },
	SEAM_END
};
