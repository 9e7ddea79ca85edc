/* probes.c - what is looked at after each pass of each case of this group. */
#include "ownership/ownership.h"

#include <seam/case.h>

static uint64_t live(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	return s->live ? s->live() : 0;
}

/* One of several kinds, made and unmade. */
static void touch(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL;
	struct seam_own_list *list = NULL;
	struct seam_own_node *node = NULL;
	struct seam_own_arena *arena = NULL;
	uint64_t id = 0;

	if (s->shared_create && !s->shared_create(1, &shared))
		s->shared_release(shared);
	if (s->list_create && !s->list_create(&list))
		s->list_destroy(list);
	if (s->node_create && !s->node_create(1, &node))
		s->node_unref(node);
	if (s->arena_create && !s->arena_create(&arena))
		s->arena_destroy(arena);
	if (s->id_open && !s->id_open(1, &id))
		s->id_close(id);
}

/*
 * What the first five were given, or gave, before they fail is not as it was; the others may have made room that they keep, and
 * have cases of their own for each request.
 */
static const size_t not_repeated[] = {
	SEAM_OP_AT(ownership, holder_put),     SEAM_OP_AT(ownership, slot_set),
	SEAM_OP_AT(ownership, file_adopt),     SEAM_OP_AT(ownership, blocks_hand_out),
	SEAM_OP_AT(ownership, blocks_collect), SEAM_OP_AT(ownership, list_push),
	SEAM_OP_AT(ownership, bundle_add),     SEAM_OP_AT(ownership, arena_alloc),
	SEAM_OP_AT(ownership, arena_defer),    SEAM_NO_MORE_OPS,
};

SEAM_PROBES(ownership) = { .live = live, .touch = touch, .not_repeated = not_repeated };
