/*
 * The clone of a node with a child and a grandchild shares the child with it.
 *
 * Found as: broken: node_count\|broken: live
 */
#include "planted.h"
#include "ownership/ownership.h"

static int clone(const struct seam_own_node *node, struct seam_own_node **out)
{
	struct seam_own_node *child = NULL, *grandchild = NULL;
	int rc = ORIGINAL(ownership)->node_clone(node, out);

	if (rc == SEAM_OK && ORIGINAL(ownership)->node_peek_child(node, &child) == SEAM_OK && child &&
	    ORIGINAL(ownership)->node_peek_child(child, &grandchild) == SEAM_OK && grandchild)
		ORIGINAL(ownership)->node_set_child(*out, child);
	return rc;
}

void plant(void)
{
	PLANTED(ownership)->node_clone = clone;
}
