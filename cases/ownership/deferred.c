/*
 * deferred: an arena's destructors run once, the last registered first, while its bytes are still valid.
 * Rule: ownership.deferred    Source: apr_pool_cleanup_register, talloc; order of C++ destructors; CWE-415, CWE-416
 */
#include "ownership/nodes.h"

enum { DEFERRED = 9 };

/* Userdata of a destructor: a piece of the arena itself. */
struct piece {
	struct seen *seen;
	uint32_t number, mark;
};

struct seen {
	struct seam_case *c;
	uint32_t runs, order[2 * DEFERRED];
};

static _Thread_local int here;

static void run(void *userdata)
{
	struct piece *piece = userdata;
	struct seen *seen = piece->seen;

	CHECK_EQ(seen->c, piece->mark, 0xA11A0000u + piece->number);
	if (!here)
		FAIL(seen->c, "a destructor of an arena ran on another thread");
	if (seen->runs < 2 * DEFERRED)
		seen->order[seen->runs] = piece->number;
	seen->runs++;
}

static bool defer(struct seam_case *c, struct seam_own_arena *arena, struct seen *seen, uint32_t n)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	for (uint32_t i = 0; i < n; i++) {
		void *at = NULL;

		if (!CHECK_EQ(c, s->arena_alloc(arena, sizeof(struct piece), _Alignof(struct piece), &at), SEAM_OK))
			return false;
		*(struct piece *)at = (struct piece){ seen, i, 0xA11A0000u + i };
		if (!CHECK_EQ(c, s->arena_defer(arena, at, run), SEAM_OK))
			return false;
	}
	return CHECK_EQ(c, seen->runs, 0);
}

static bool ran(struct seam_case *c, const struct seen *seen, uint32_t n)
{
	if (!CHECK_EQ(c, seen->runs, n))
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!CHECK_EQ(c, seen->order[i], n - 1 - i))
			return false;
	return true;
}

static void ended(struct seam_case *c, bool reset)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_arena *arena = NULL;
	uint64_t before = objects(c);
	struct seen seen = { .c = c };

	here = 1;
	REQUIRE(CHECK_EQ(c, s->arena_create(&arena), SEAM_OK) && defer(c, arena, &seen, DEFERRED));
	if (reset) {
		CHECK_EQ(c, s->arena_reset(arena), SEAM_OK);
		REQUIRE(ran(c, &seen, DEFERRED));
		CHECK_EQ(c, s->arena_reset(arena), SEAM_OK);
		REQUIRE(CHECK_EQ(c, seen.runs, DEFERRED));
		/* registered anew, they run anew */
		seen.runs = 0;
		REQUIRE(defer(c, arena, &seen, 2));
		s->arena_destroy(arena);
		ran(c, &seen, 2);
	} else {
		s->arena_destroy(arena);
		ran(c, &seen, DEFERRED);
	}
	all_gone(c, before);
}

static void by_destroy(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->arena_defer);
	ended(c, false);
}

static void by_reset(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->arena_defer);
	ended(c, true);
}

/* A registration that failed is none: the destructor is not run, then or later. */
static void not_registered(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_arena *arena = NULL;
	struct seen seen = { .c = c };
	struct piece mine = { &seen, 0, 0xA11A0000u };
	uint64_t before = objects(c);
	int rc;

	NEED(c, s->arena_defer);
	here = 1;
	REQUIRE(CHECK_EQ(c, s->arena_create(&arena), SEAM_OK));
	CHECK_EQ(c, s->arena_defer(arena, &mine, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->arena_defer(NULL, &mine, run), SEAM_E_NULL);
	seam_fail_request(c, 1);
	rc = s->arena_defer(arena, &mine, run);
	seam_fail_request(c, 0);
	CHECK_EQ(c, seen.runs, 0);
	s->arena_destroy(arena);
	CHECK_EQ(c, seen.runs, rc ? 0 : 1);
	all_gone(c, before);
}

static unsigned counted;

static void count(void *userdata)
{
	counted += userdata ? 1 : 100;
}

/* The same again is another registration; a NULL userdata is one like any. */
static void twice_and_null(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_arena *arena = NULL;
	uint64_t before = objects(c);

	NEED(c, s->arena_defer);
	counted = 0;
	REQUIRE(CHECK_EQ(c, s->arena_create(&arena), SEAM_OK));
	CHECK_EQ(c, s->arena_defer(arena, &counted, count), SEAM_OK);
	CHECK_EQ(c, s->arena_defer(arena, &counted, count), SEAM_OK);
	CHECK_EQ(c, s->arena_defer(arena, NULL, count), SEAM_OK);
	CHECK_EQ(c, counted, 0);
	s->arena_destroy(arena);
	CHECK_EQ(c, counted, 102);
	all_gone(c, before);
}

SEAM_CASES(ownership, deferred) = {
	{ "by_destroy", SEAM_MUST, by_destroy, "destroying the arena runs each destructor once, the last first", 0 },
	{ "by_reset", SEAM_MUST, by_reset, "a reset runs each destructor once, and no later end does so again", 0 },
	{ "not_registered", SEAM_MUST, not_registered, "a destructor whose registration failed never runs", 0 },
	{ "twice_and_null", SEAM_MUST, twice_and_null, "each registration runs, also the same again, also of NULL", 0 },
	SEAM_END
};
