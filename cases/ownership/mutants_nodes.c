/* mutants_nodes.c - references that are not given back, given back twice, or never taken. */
#include "ownership/planted_later.h"

static int ref_in_a_byte(struct seam_own_node *node)
{
	int rc = ORIGINAL->node_ref(node);

	if (!rc && node->references == 256)
		node->references = 255;
	return rc;
}

static void unref_takes_the_child(struct seam_own_node *node)
{
	if (node && node->references == 1 && node->child)
		node->child->references = 1;
	ORIGINAL->node_unref(node);
}

static void unref_forgets_the_child(struct seam_own_node *node)
{
	if (node && node->references == 1)
		node->child = NULL;
	ORIGINAL->node_unref(node);
}

static void unref_goes_ten_deep(struct seam_own_node *node)
{
	struct seam_own_node *at = node;

	for (int i = 0; at && at->references == 1 && i < 10; i++)
		at = at->child;
	if (at && at->references == 1)
		at->child = NULL;
	ORIGINAL->node_unref(node);
}

static int circle_of_one_is_seen(struct seam_own_node *node, struct seam_own_node *child)
{
	struct seam_own_node *old;

	if (!node || !child || node == child)
		return ORIGINAL->node_set_child(node, child);
	old = node->child;
	child->references++;
	node->child = child;
	ORIGINAL->node_unref(old);
	return SEAM_OK;
}

static int adopt_takes_on_failure(struct seam_own_node *node, struct seam_own_node *child)
{
	int rc = ORIGINAL->node_adopt_child(node, child);

	if (rc == SEAM_E_STATE)
		ORIGINAL->node_unref(child);
	return rc;
}

SEAM_MUTANTS(ownership, nodes) = {
	MUTANT(ref_in_a_byte, "nodes.counted", "plain", "fail", "references, and should have", SILENT, node_ref),
	MUTANT(unref_takes_the_child, "nodes.parent_goes", "plain", "fail", "references, and should have", SILENT,
	       node_unref),
	MUTANT(unref_forgets_the_child, "nodes.parent_goes", "plain", "fail", "references, and should have", SILENT,
	       node_unref),
	MUTANT(unref_goes_ten_deep, "nodes.chained", "plain", "fail", "live() == before", SILENT, node_unref),
	MUTANT(circle_of_one_is_seen, "nodes.circles", "plain", "fail", "SEAM_E_STATE", SILENT, node_set_child),
	MUTANT(adopt_takes_on_failure, "nodes.circles", "plain", "fail", "references, and should have", SILENT,
	       node_adopt_child),
	SEAM_NO_MORE_MUTANTS
};
