/* mutants_weak.c - friends that are kept, and friends that are remembered too long; orders of destruction. */
#include "ownership/planted_later.h"

static int friend_is_counted(struct seam_own_node *node, struct seam_own_node *other)
{
	int rc = ORIGINAL->node_set_friend(node, other);

	if (!rc && other && other != node)
		other->references++;
	return rc;
}

static int own_friend_is_counted(struct seam_own_node *node, struct seam_own_node *other)
{
	int rc = ORIGINAL->node_set_friend(node, other);

	if (!rc && other == node)
		node->references++;
	return rc;
}

static int friends_in_return_are_counted(struct seam_own_node *node, struct seam_own_node *other)
{
	int rc = ORIGINAL->node_set_friend(node, other);

	if (!rc && other && other != node && other->friend && other->friend->node == node)
		other->references++;
	return rc;
}

static int friend_is_lent(const struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = ORIGINAL->node_get_friend(node, out);

	if (!rc)
		(*out)->references--;
	return rc;
}

static int no_friend_clears(const struct seam_own_node *node, struct seam_own_node **out)
{
	int rc = ORIGINAL->node_get_friend(node, out);

	if (rc == SEAM_E_STATE)
		*out = NULL;
	return rc;
}

/* Forgets to say that it is gone. */
static void unref_says_nothing(struct seam_own_node *node)
{
	if (node && node->references == 1 && node->own) {
		struct anchor *anchor = node->own;

		anchor->users += 2;
		ORIGINAL->node_unref(node);
		anchor->node = node;
		anchor->users -= 2;
		if (!anchor->users)
			free_lent(anchor, sizeof *anchor, _Alignof(struct anchor));
		return;
	}
	ORIGINAL->node_unref(node);
}

/* What says that it is gone goes with it, though others look there. */
static void unref_takes_the_anchor(struct seam_own_node *node)
{
	struct anchor *anchor = node && node->references == 1 ? node->own : NULL;

	if (!anchor || anchor->users < 2 || node->friend == anchor) {
		ORIGINAL->node_unref(node);
		return;
	}
	node->own = NULL;
	ORIGINAL->node_unref(node);
	free_lent(anchor, sizeof *anchor, _Alignof(struct anchor));
}

static void clear_leaves_the_node(struct seam_own_record *record)
{
	if (record)
		record->node = NULL;
	ORIGINAL->record_clear(record);
}

SEAM_MUTANTS(ownership, weak) = {
	MUTANT(friend_is_counted, "weak.known", "plain", "fail", "references, and should have", SILENT,
	       node_set_friend),
	MUTANT(friend_is_lent, "weak.known", "plain", "fail", "references, and should have", SILENT, node_get_friend),
	MUTANT(no_friend_clears, "weak.known", "plain", "fail", "out-parameter", SILENT, node_get_friend),
	MUTANT(unref_says_nothing, "weak.gone", "plain", "fail", "SEAM_E_STATE", SILENT, node_unref),
	MUTANT(own_friend_is_counted, "weak.in_a_circle", "plain", "fail", "references, and should have", SILENT,
	       node_set_friend),
	MUTANT(friends_in_return_are_counted, "weak.two_friends", "plain", "fail", "references, and should have",
	       SILENT, node_set_friend),
	MUTANT(clear_leaves_the_node, "order.nodes", "plain", "fail", "live() == before", SILENT, record_clear),
	MUTANT(unref_takes_the_anchor, "order.nodes", "plain", "fail", "lent", SILENT, node_unref),
	SEAM_NO_MORE_MUTANTS
};
