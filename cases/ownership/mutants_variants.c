/* mutants_variants.c - lawful ways to do it otherwise: all cases stay green. */
#include "ownership/planted_later.h"

#include <stdlib.h>

/* A chunk at hand for the next time. */
static int reset_has_a_chunk_ready(struct seam_own_arena *arena)
{
	int rc = ORIGINAL->arena_reset(arena);
	void *piece = NULL;

	if (!rc)
		ORIGINAL->arena_alloc(arena, 2000, 8, &piece);
	return rc;
}

/* Lent memory for the work itself, given back before the return. */
static int split_of_a_copy(const char *text, char separator, struct seam_own_strings *out)
{
	size_t size = text ? strlen(text) + 1 : 0;
	char *copy = text ? lent_alloc(size, 1) : NULL;
	int rc;

	if (text && !copy)
		return SEAM_E_MEMORY;
	rc = ORIGINAL->strings_split(copy ? memcpy(copy, text, size) : NULL, separator, out);
	if (copy)
		free_lent(copy, size, 1);
	return rc;
}

/* A cache of the peer's, made at the first call and kept. */
static int clone_with_a_cache(const struct seam_own_node *node, struct seam_own_node **out)
{
	static void *volatile cache;

	if (!cache)
		cache = calloc(1, 10000);
	return ORIGINAL->node_clone(node, out);
}

/* A request that may fail without harm, and a second try. */
static int wrap_with_a_second_try(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                                  struct seam_own_buffer **out)
{
	int rc = ORIGINAL->buffer_wrap(bytes, size, free_bytes, context, out);

	return rc == SEAM_E_MEMORY ? ORIGINAL->buffer_wrap(bytes, size, free_bytes, context, out) : rc;
}

/* Room for what comes next. */
static int add_with_room(struct seam_own_bundle *bundle, struct seam_own_node *node)
{
	void *room = lent_alloc(200, 8);
	int rc = ORIGINAL->bundle_add(bundle, node);

	if (room)
		free_lent(room, 200, 8);
	return rc;
}

#define VARIANT(name, because, member)                                                                                 \
	{ #name, "ownership.*", "plain", "pass", because, true, SEAM_OP(ownership, member, name), 0 }

SEAM_VARIANTS(ownership, later) = {
	VARIANT(reset_has_a_chunk_ready, "an arena may keep memory for its next use", arena_reset),
	VARIANT(split_of_a_copy, "memory that is given back before the return is nobody's business", strings_split),
	VARIANT(clone_with_a_cache, "what is made once and kept is no leak", node_clone),
	VARIANT(wrap_with_a_second_try, "success in spite of a failed request is success", buffer_wrap),
	VARIANT(add_with_room, "a bundle may make room", bundle_add),
	SEAM_NO_MORE_MUTANTS
};
