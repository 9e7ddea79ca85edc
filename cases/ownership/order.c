/*
 * order: things of all kinds are destroyed in any order, and none misses another.
 * Rule: ownership.order    Source: finalizers of collectors run in no order; CWE-416
 */
#include "ownership/nodes.h"

enum { KINDS = 5, ORDERS = 120 };

/* Node, what has it as child, what has it as friend, a bundle of all three, a record of the first. */
struct all {
	struct seam_own_node *node, *parent, *friend;
	struct seam_own_bundle *bundle;
	struct seam_own_record record;
};

static bool made(struct seam_case *c, struct all *a)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	*a = (struct all){ .node = node_of(c, 1), .parent = node_of(c, 2), .friend = node_of(c, 3) };
	return a->node && a->parent && a->friend && CHECK_EQ(c, s->node_set_child(a->parent, a->node), SEAM_OK) &&
	       CHECK_EQ(c, s->node_set_friend(a->friend, a->parent), SEAM_OK) &&
	       CHECK_EQ(c, s->node_set_friend(a->node, a->friend), SEAM_OK) &&
	       CHECK_EQ(c,
	                s->bundle_make((struct seam_own_node *const[]){ a->node, a->parent, a->friend }, 3, &a->bundle),
	                SEAM_OK) &&
	       CHECK_EQ(c, s->record_init(&a->record), SEAM_OK) &&
	       CHECK_EQ(c, s->record_set(&a->record, "of the node", NULL, 0, a->node), SEAM_OK);
}

static void destroy(struct seam_case *c, struct all *a, int kind)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	switch (kind) {
	case 0: s->node_unref(a->node); break;
	case 1: s->node_unref(a->parent); break;
	case 2: s->node_unref(a->friend); break;
	case 3: CHECK_EQ(c, s->bundle_destroy(a->bundle), SEAM_OK); break;
	default: s->record_clear(&a->record); break;
	}
}

static void nodes(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = objects(c);

	NEED(c, s->node_set_friend);
	NEED(c, s->bundle_make);
	NEED(c, s->record_set);
	for (int order = 0; order < ORDERS; order++) {
		int left[KINDS] = { 0, 1, 2, 3, 4 }, n = KINDS, rest = order;
		struct all a;

		REQUIRE(made(c, &a));
		while (n) {
			int pick = rest % n, kind = left[pick];

			rest /= n;
			left[pick] = left[--n];
			destroy(c, &a, kind);
			/* whoever is left is whole */
			for (int i = 0; i < n; i++)
				REQUIRE(left[i] > 2 ||
				        valued(c, (struct seam_own_node *[]){ a.node, a.parent, a.friend }[left[i]],
				               left[i] + 1));
		}
		REQUIRE(all_gone(c, before));
	}
}

SEAM_CASES(ownership,
           order) = { { "nodes", SEAM_MUST, nodes, "what refers to a node, and the node, go in any order", 0 },
	              SEAM_END };
