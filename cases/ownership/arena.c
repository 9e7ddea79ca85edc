/*
 * arena: many allocations with one end; none moves, none overlaps; destructors run once, the last first.
 * Rule: ownership.arena    Source: apr_pool_cleanup_register, typed-arena; RS-2020-0060; CWE-416
 */
#include "ownership/nodes.h"

enum { PIECES = 120 };

static struct seam_own_arena *arena_of(struct seam_case *c)
{
	struct seam_own_arena *arena = NULL;

	if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->arena_create(&arena), SEAM_OK) || !CHECK(c, arena != NULL))
		return NULL;
	return arena;
}

/* Small and large, aligned and more than that: filled, and all still whole when the last was made. */
static bool pieces(struct seam_case *c, struct seam_own_arena *arena)
{
	unsigned char *at[PIECES];
	size_t size[PIECES];

	for (unsigned i = 0; i < PIECES; i++) {
		size_t align = (size_t)1 << i % 13;
		void *piece = NULL;

		size[i] = i % 7 == 6 ? i * 50 : i % 5 * 9;
		if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->arena_alloc(arena, size[i], align, &piece), SEAM_OK) ||
		    !CHECK(c, piece != NULL) || !CHECK_EQ(c, (uintptr_t)piece % align, 0))
			return false;
		at[i] = piece;
		memset(piece, (int)i, size[i]);
	}
	for (unsigned i = 0; i < PIECES; i++) {
		if (!all_are(c, at[i], size[i], (uint8_t)i))
			return false;
		for (unsigned j = 0; j < i; j++)
			if (!CHECK(c, at[i] != at[j]))
				return false;
	}
	return true;
}

static void apart(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = objects(c);
	struct seam_own_arena *arena;

	NEED(c, s->arena_alloc);
	REQUIRE((arena = arena_of(c)) && pieces(c, arena));
	s->arena_destroy(arena);
	s->arena_destroy(NULL);
	all_gone(c, before);
}

/* As often as one likes, without more and more memory. */
static void used_again(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_live now[6] = { { 0, 0 } };
	uint64_t before = objects(c);
	struct seam_own_arena *arena;

	NEED(c, s->arena_reset);
	REQUIRE((arena = arena_of(c)));
	for (int i = 0; i < 6; i++) {
		REQUIRE(pieces(c, arena));
		CHECK_EQ(c, s->arena_reset(arena), SEAM_OK);
		now[i] = seam_live(c);
	}
	if (now[1].bytes < now[2].bytes && now[2].bytes < now[3].bytes && now[3].bytes < now[4].bytes)
		FAIL(c, "each arena_reset leaves more lent memory: %zu, %zu, %zu bytes", now[2].bytes, now[3].bytes,
		     now[4].bytes);
	s->arena_destroy(arena);
	all_gone(c, before);
}

static void refused(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = objects(c);
	void **out = seam_out(c, sizeof *out);
	struct seam_own_arena *arena;

	NEED(c, s->arena_alloc);
	REQUIRE((arena = arena_of(c)));
	CHECK_EQ(c, s->arena_alloc(arena, 8, 0, out), SEAM_E_RANGE);
	CHECK_EQ(c, s->arena_alloc(arena, 8, 24, out), SEAM_E_RANGE);
	/* so much that with what stands before it, or for its alignment, it is little again */
	for (size_t less = 0; less < 80; less++)
		CHECK_EQ(c, s->arena_alloc(arena, SIZE_MAX - less, 64, out), SEAM_E_MEMORY);
	CHECK_EQ(c, s->arena_alloc(arena, 8, 8, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->arena_alloc(NULL, 8, 8, out), SEAM_E_NULL);
	unwritten(c, out, sizeof *out, "arena_alloc");
	CHECK(c, pieces(c, arena));
	s->arena_destroy(arena);
	all_gone(c, before);
}

/* What fails leaves no lent memory when the arena goes, and what was allocated before stays. */
static void no_memory(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	bool stimulus = SEAM_STIMULUS(c), failed = false;
	uint64_t before = objects(c);
	struct seam_own_arena *arena;
	void *first = NULL, **out = seam_out(c, sizeof *out);
	int rc = SEAM_E_MEMORY;

	NEED(c, s->arena_alloc);
	REQUIRE((arena = arena_of(c)) && CHECK_EQ(c, s->arena_alloc(arena, 16, 8, &first), SEAM_OK));
	memset(first, 0x5A, 16);
	for (size_t k = 1; rc == SEAM_E_MEMORY && k < 20; k++) {
		size_t requests = failing(c, stimulus, k);

		rc = s->arena_alloc(arena, 100000, 4096, out);
		failed |= failed_one(c, stimulus, k, requests);
		REQUIRE(!rc || unwritten(c, out, sizeof *out, "arena_alloc"));
		REQUIRE(all_are(c, first, 16, 0x5A));
	}
	CHECK_EQ(c, rc, SEAM_OK);
	CHECK(c, failed);
	CHECK(c, pieces(c, arena));
	s->arena_destroy(arena);
	all_gone(c, before);
}

SEAM_CASES(ownership, arena) = {
	{ "apart", SEAM_MUST, apart, "allocations are aligned, apart, and stay where they are", 0 },
	{ "used_again", SEAM_MUST, used_again, "an arena that was reset can be used again, and does not grow by it",
	  0 },
	{ "no_memory", SEAM_MUST, no_memory, "when a request fails, the arena is as it was", 0 },
	{ "refused", SEAM_MUST, refused, "what cannot be allocated is refused, and the arena is as it was", 0 },
	SEAM_END
};
