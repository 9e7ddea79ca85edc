/* mutants_arena.c - allocations that overlap or move, destructors that run in another order, again, or too late. */
#include "ownership/planted_later.h"

static int aligned_as_a_pointer(struct seam_own_arena *arena, size_t size, size_t align, void **out)
{
	return ORIGINAL->arena_alloc(arena, size, align && !(align & (align - 1)) && align > 16 ? 16 : align, out);
}

static int nothing_is_one_place(struct seam_own_arena *arena, size_t size, size_t align, void **out)
{
	static _Alignas(4096) char nothing[4096];

	if (!arena || !out || size || !align || align & (align - 1))
		return ORIGINAL->arena_alloc(arena, size, align, out);
	*out = nothing;
	return SEAM_OK;
}

static int failure_is_null(struct seam_own_arena *arena, size_t size, size_t align, void **out)
{
	int rc = ORIGINAL->arena_alloc(arena, size, align, out);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}

static int one_byte_short(struct seam_own_arena *arena, size_t size, size_t align, void **out)
{
	return ORIGINAL->arena_alloc(arena, size > 1 && size < 4000 ? size - 1 : size, align, out);
}

/* The sum with the alignment is little again. */
static int huge_is_little(struct seam_own_arena *arena, size_t size, size_t align, void **out)
{
	return ORIGINAL->arena_alloc(arena, size > SIZE_MAX - align ? size + align : size, align, out);
}

static int reset_leaves_a_block(struct seam_own_arena *arena)
{
	int rc = ORIGINAL->arena_reset(arena);

	if (!rc && !lent_alloc(100, 8))
		lent_alloc(100, 8); /* a second try */
	return rc;
}

/* A list of its own for each of the following: userdata and destructors, the first registered first. */
static struct {
	void *userdata[64];
	seam_own_release_fn release[64];
	size_t count;
} own;

static void run_forwards(void *unused)
{
	(void)unused;
	for (size_t i = 0; i < own.count; i++)
		own.release[i](own.userdata[i]);
	own.count = 0;
}

static int defer_forwards(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release)
{
	int rc = SEAM_OK;

	if (!arena || !release)
		return SEAM_E_NULL;
	if (!own.count)
		rc = ORIGINAL->arena_defer(arena, NULL, run_forwards);
	if (!rc && own.count < 64) {
		own.userdata[own.count] = userdata;
		own.release[own.count++] = release;
	}
	return rc;
}

static int runs_when_it_fails(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release)
{
	int rc = ORIGINAL->arena_defer(arena, userdata, release);

	if (rc == SEAM_E_MEMORY)
		release(userdata);
	return rc;
}

static int runs_twice(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release)
{
	int rc = ORIGINAL->arena_defer(arena, userdata, release);

	return rc || own.count++ % 8 ? rc : ORIGINAL->arena_defer(arena, userdata, release);
}

struct seam_own_arena {
	void *chunks, *deferred;
};

static int reset_runs_none(struct seam_own_arena *arena)
{
	void *deferred = arena ? arena->deferred : NULL;
	int rc;

	if (!arena)
		return SEAM_E_NULL;
	arena->deferred = NULL;
	rc = ORIGINAL->arena_reset(arena);
	arena->deferred = deferred;
	return rc;
}

/* The bytes go first. */
static void destroy_runs_last(struct seam_own_arena *arena)
{
	void *deferred = arena ? arena->deferred : NULL;

	if (arena) {
		arena->deferred = NULL;
		ORIGINAL->arena_reset(arena);
		arena->deferred = deferred;
	}
	ORIGINAL->arena_destroy(arena);
}

SEAM_MUTANTS(ownership, arena) = {
	MUTANT(aligned_as_a_pointer, "arena.apart", "plain", "fail", "align", SILENT, arena_alloc),
	MUTANT(nothing_is_one_place, "arena.apart", "plain", "fail", "at[i]", SILENT, arena_alloc),
	MUTANT(one_byte_short, "arena.apart", "plain", "fail", "of the block of", SILENT, arena_alloc),
	MUTANT(reset_leaves_a_block, "arena.used_again", "plain", "fail", "leaves more lent memory", SILENT,
	       arena_reset),
	MUTANT(failure_is_null, "arena.no_memory", "plain", "fail", "out-parameter", SILENT, arena_alloc),
	MUTANT(huge_is_little, "arena.refused", "plain", "fail", "SEAM_E_MEMORY", SILENT, arena_alloc),
	MUTANT(defer_forwards, "deferred.by_destroy", "plain", "fail", "order[i]", SILENT, arena_defer),
	MUTANT(runs_twice, "deferred.by_reset", "plain", "fail", "seen->runs", SILENT, arena_defer),
	MUTANT(destroy_runs_last, "deferred.by_destroy", "plain", "crash", "SIGSEGV", SEEN, arena_destroy),
	MUTANT(reset_runs_none, "deferred.by_reset", "plain", "fail", "seen->runs", SILENT, arena_reset),
	MUTANT(runs_when_it_fails, "deferred.not_registered", "plain", "fail", "seen.runs", SILENT, arena_defer),
	SEAM_NO_MORE_MUTANTS
};
