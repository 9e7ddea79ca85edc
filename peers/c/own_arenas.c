/* own_arenas.c - many allocations and one end; destructors first, the last first. */
#include "own.h"

/* A chunk's bytes stand behind it. */
struct chunk {
	struct chunk *next;
	size_t size, used;
};

struct deferred {
	struct deferred *next;
	void *userdata;
	seam_own_release_fn release;
};

struct seam_own_arena {
	struct chunk *chunks;      /* the one in use is the first */
	struct deferred *deferred; /* the last registered is the first */
};

enum { CHUNK = 1000 };

int seam_c_arena_create(struct seam_own_arena **out)
{
	struct seam_own_arena *arena;

	if (!out)
		return SEAM_E_NULL;
	arena = LENT(struct seam_own_arena);
	if (!arena)
		return SEAM_E_MEMORY;
	*arena = (struct seam_own_arena){ NULL, NULL };
	seam_c_own_live++;
	*out = arena;
	return SEAM_OK;
}

/* From the first chunk; NULL when it has no room. */
static void *from_chunk(struct chunk *chunk, size_t size, size_t align)
{
	uintptr_t free_at = (uintptr_t)(chunk + 1) + chunk->used;
	size_t skip = (align - free_at % align) % align, room = chunk->size - chunk->used;

	if (skip > room || size > room - skip)
		return NULL;
	chunk->used += skip + size;
	return (char *)(chunk + 1) + chunk->used - size;
}

int seam_c_arena_alloc(struct seam_own_arena *arena, size_t size, size_t align, void **out)
{
	void *at = NULL;

	if (!arena || !out)
		return SEAM_E_NULL;
	if (!power_of_two(align))
		return SEAM_E_RANGE;
	if (!size)
		size = 1; /* apart from all others */
	if (arena->chunks)
		at = from_chunk(arena->chunks, size, align);
	if (!at) {
		struct chunk *chunk = NULL;
		size_t need = size < CHUNK ? CHUNK : size;

		if (need <= SIZE_MAX - sizeof *chunk - align)
			chunk = lent(sizeof *chunk + need + align, _Alignof(struct chunk));
		if (!chunk)
			return SEAM_E_MEMORY;
		*chunk = (struct chunk){ arena->chunks, need + align, 0 };
		arena->chunks = chunk;
		at = from_chunk(chunk, size, align);
	}
	*out = at;
	return SEAM_OK;
}

int seam_c_arena_defer(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release)
{
	struct deferred *one;

	if (!arena || !release)
		return SEAM_E_NULL;
	one = LENT(struct deferred);
	if (!one)
		return SEAM_E_MEMORY;
	*one = (struct deferred){ arena->deferred, userdata, release };
	arena->deferred = one;
	return SEAM_OK;
}

int seam_c_arena_reset(struct seam_own_arena *arena)
{
	if (!arena)
		return SEAM_E_NULL;
	while (arena->deferred) {
		struct deferred one = *arena->deferred;

		LENT_FREE(struct deferred, arena->deferred);
		arena->deferred = one.next;
		one.release(one.userdata);
	}
	while (arena->chunks) {
		struct chunk one = *arena->chunks;

		lent_free(arena->chunks, sizeof one + one.size, _Alignof(struct chunk));
		arena->chunks = one.next;
	}
	return SEAM_OK;
}

void seam_c_arena_destroy(struct seam_own_arena *arena)
{
	if (!arena)
		return;
	seam_c_arena_reset(arena);
	LENT_FREE(struct seam_own_arena, arena);
	seam_c_own_live--;
}
