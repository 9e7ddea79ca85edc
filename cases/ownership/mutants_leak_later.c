/* mutants_leak_later.c - what stays behind where no leak checker sees it: it can be reached. */
#include "ownership/planted_later.h"

#include <stdlib.h>

static void keep_for_ever(void)
{
	static struct kept {
		struct kept *next;
		char bytes[24];
	} *volatile kept;
	struct kept *one = malloc(sizeof *one);

	if (one) {
		one->next = kept;
		kept = one;
	}
}

static int node_and_more(const struct seam_own_node *node, struct seam_own_node **out)
{
	keep_for_ever();
	return ORIGINAL->node_clone(node, out);
}

static void iterator_leaves_more(struct seam_own_iterator *iterator)
{
	keep_for_ever();
	ORIGINAL->iterator_destroy(iterator);
}

static int move_and_more(struct seam_own_record *from, struct seam_own_record *to)
{
	keep_for_ever();
	return ORIGINAL->record_move(from, to);
}

static int reset_and_more(struct seam_own_arena *arena)
{
	keep_for_ever();
	return ORIGINAL->arena_reset(arena);
}

static void buffer_leaves_more(struct seam_own_buffer *buffer)
{
	keep_for_ever();
	ORIGINAL->buffer_destroy(buffer);
}

static int set_and_more(struct seam_own_box *box, const void *bytes, size_t size)
{
	keep_for_ever();
	return ORIGINAL->box_set(box, bytes, size);
}

SEAM_MUTANTS(ownership, leak_later) = {
	MUTANT(node_and_more, "leak_later.nodes", "plain", "fail", "bytes of the heap", SILENT, node_clone),
	MUTANT(iterator_leaves_more, "leak_later.bundles", "plain", "fail", "bytes of the heap", SILENT,
	       iterator_destroy),
	MUTANT(move_and_more, "leak_later.members", "plain", "fail", "bytes of the heap", SILENT, record_move),
	MUTANT(reset_and_more, "leak_later.arenas", "plain", "fail", "bytes of the heap", SILENT, arena_reset),
	MUTANT(buffer_leaves_more, "leak_later.buffers", "plain", "fail", "bytes of the heap", SILENT, buffer_destroy),
	MUTANT(set_and_more, "leak_later.rest", "plain", "fail", "bytes of the heap", SILENT, box_set),
	SEAM_NO_MORE_MUTANTS
};
