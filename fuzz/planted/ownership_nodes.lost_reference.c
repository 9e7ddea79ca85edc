/*
 * The same child again is given back before it is referred to.
 *
 * Found as: heap-use-after-free\|broken: node_count\|broken: host->free
 */
#include "planted.h"
#include "ownership/ownership.h"

static int set_child(struct seam_own_node *node, struct seam_own_node *child)
{
	struct seam_own_node *old = NULL;

	if (node && child && ORIGINAL(ownership)->node_peek_child(node, &old) == SEAM_OK && old == child) {
		ORIGINAL(ownership)->node_steal_child(node, &old);
		ORIGINAL(ownership)->node_unref(old);
	}
	return ORIGINAL(ownership)->node_set_child(node, child);
}

void plant(void)
{
	PLANTED(ownership)->node_set_child = set_child;
}
