/* mutants_node_child.c - children that are taken, kept or given back once too often. */
#include "ownership/planted_later.h"

static int set_keeps_the_old(struct seam_own_node *node, struct seam_own_node *child)
{
	if (node && node->child && node->child != child)
		node->child->references++;
	return ORIGINAL->node_set_child(node, child);
}

static int set_takes_none(struct seam_own_node *node, struct seam_own_node *child)
{
	int rc = ORIGINAL->node_set_child(node, child);

	if (!rc && child)
		child->references--;
	return rc;
}

static int set_releases_first(struct seam_own_node *node, struct seam_own_node *child)
{
	if (node && node->child && node->child == child) {
		node->child = NULL;
		ORIGINAL->node_unref(child);
		node->child = child;
		return SEAM_OK;
	}
	return ORIGINAL->node_set_child(node, child);
}

static int set_the_same_adds(struct seam_own_node *node, struct seam_own_node *child)
{
	if (node && child && node->child == child)
		child->references++;
	return ORIGINAL->node_set_child(node, child);
}

static int peek_gives(const struct seam_own_node *node, struct seam_own_node **out)
{
	return ORIGINAL->node_get_child(node, out);
}

static int get_lends(const struct seam_own_node *node, struct seam_own_node **out)
{
	return ORIGINAL->node_peek_child(node, out);
}

static int steal_keeps(struct seam_own_node *node, struct seam_own_node **out)
{
	return ORIGINAL->node_peek_child(node, out);
}

static int steal_adds(struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = ORIGINAL->node_steal_child(node, out);

	if (!rc && *out)
		(*out)->references++;
	return rc;
}

static int adopt_adds(struct seam_own_node *node, struct seam_own_node *child)
{
	return child ? ORIGINAL->node_set_child(node, child) : SEAM_E_NULL;
}

static int clone_shares_the_child(const struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = node && out ? ORIGINAL->node_create(node->value, out) : SEAM_E_NULL;

	if (!rc && node->child) {
		(*out)->child = node->child;
		node->child->references++;
	}
	return rc;
}

static int clone_shares_below(const struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = ORIGINAL->node_clone(node, out);

	if (!rc && node->child && node->child->child) {
		ORIGINAL->node_unref((*out)->child->child);
		(*out)->child->child = node->child->child;
		/* and takes no reference */
	}
	return rc;
}

static int clone_has_the_friend(const struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = ORIGINAL->node_clone(node, out);

	return !rc && node->friend ? ORIGINAL->node_set_friend(*out, node->friend->node) : rc;
}

SEAM_MUTANTS(ownership, node_child) = {
	MUTANT(set_keeps_the_old, "node_child.set", "plain", "fail", "references, and should have", SILENT,
	       node_set_child),
	MUTANT(set_takes_none, "node_child.set", "plain", "fail", "references, and should have", SILENT,
	       node_set_child),
	MUTANT(set_releases_first, "node_child.set_the_same", "plain", "fail", "live() == before + 2", SILENT,
	       node_set_child),
	MUTANT(set_the_same_adds, "node_child.set_the_same", "plain", "fail", "references, and should have", SILENT,
	       node_set_child),
	MUTANT(peek_gives, "node_child.lent_or_given", "plain", "fail", "references, and should have", SILENT,
	       node_peek_child),
	MUTANT(get_lends, "node_child.lent_or_given", "plain", "fail", "references, and should have", SILENT,
	       node_get_child),
	MUTANT(steal_keeps, "node_child.stolen", "plain", "fail", "chain", SILENT, node_steal_child),
	MUTANT(steal_adds, "node_child.stolen", "plain", "fail", "references, and should have", SILENT,
	       node_steal_child),
	MUTANT(adopt_adds, "node_child.adopted", "plain", "fail", "references, and should have", SILENT,
	       node_adopt_child),
	MUTANT(clone_shares_the_child, "node_clone.deep", "plain", "fail", "live() == before", SILENT, node_clone),
	MUTANT(clone_shares_below, "node_clone.apart", "plain", "fail", "one != two", SILENT, node_clone),
	MUTANT(clone_has_the_friend, "node_clone.deep", "plain", "fail", "SEAM_E_STATE", SILENT, node_clone),
	SEAM_NO_MORE_MUTANTS
};
