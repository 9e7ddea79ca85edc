/*
 * iterator: it lends what its bundle has, ends for good, knows when the bundle has changed or gone.
 * Rule: ownership.iterator    Source: git_config_iterator; ConcurrentModificationException; RS-2021-0130; CWE-416
 */
#include "ownership/nodes.h"

enum { NODES = 3 };

struct walk {
	struct seam_own_node *nodes[NODES];
	struct seam_own_bundle *bundle;
	struct seam_own_iterator *iterator;
	uint64_t before;
};

/* The nodes are the bundle's alone. */
static bool walk_of(struct seam_case *c, struct walk *w)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	*w = (struct walk){ .before = objects(c) };
	for (int i = 0; i < NODES; i++)
		if (!(w->nodes[i] = node_of(c, i)))
			return false;
	if (!CHECK_EQ(c, s->bundle_make(w->nodes, NODES, &w->bundle), SEAM_OK) ||
	    !CHECK_EQ(c, s->bundle_iterate(w->bundle, &w->iterator), SEAM_OK) || !CHECK(c, w->iterator != NULL))
		return false;
	for (int i = 0; i < NODES; i++)
		s->node_unref(w->nodes[i]);
	return true;
}

static bool gives(struct seam_case *c, const struct walk *w, int i)
{
	struct seam_own_node *seen = NULL;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->iterator_next(w->iterator, &seen), SEAM_OK) &&
	       CHECK_EQ(c, seen, w->nodes[i]) && referred(c, seen, 1) && valued(c, seen, i);
}

/* Nothing comes, and *out is as it was. */
static bool says(struct seam_case *c, const struct walk *w, int expected)
{
	struct seam_own_node **out = seam_out(c, sizeof *out);

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->iterator_next(w->iterator, out), expected) &&
	       unwritten(c, out, sizeof *out, "iterator_next");
}

static void in_order(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct walk w;

	NEED(c, s->iterator_next);
	REQUIRE(walk_of(c, &w));
	for (int i = 0; i < NODES; i++)
		REQUIRE(gives(c, &w, i));
	for (int i = 0; i < 3; i++)
		REQUIRE(says(c, &w, SEAM_E_NOT_FOUND));
	s->iterator_destroy(w.iterator);
	CHECK_EQ(c, s->bundle_destroy(w.bundle), SEAM_OK);
	all_gone(c, w.before);
}

static void left_early(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->iterator_destroy);
	for (int steps = 0; steps < NODES; steps++) {
		struct seam_own_iterator *second = NULL;
		struct walk w;

		REQUIRE(walk_of(c, &w));
		REQUIRE(CHECK_EQ(c, s->bundle_iterate(w.bundle, &second), SEAM_OK));
		for (int i = 0; i < steps; i++)
			REQUIRE(gives(c, &w, i));
		s->iterator_destroy(w.iterator);
		/* the other one stands where it stood */
		w.iterator = second;
		REQUIRE(gives(c, &w, 0));
		s->iterator_destroy(second);
		CHECK_EQ(c, s->bundle_destroy(w.bundle), SEAM_OK);
		REQUIRE(all_gone(c, w.before));
	}
	s->iterator_destroy(NULL);
}

static void changed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_iterator *later = NULL;
	struct walk w;

	NEED(c, s->bundle_add);
	REQUIRE(walk_of(c, &w));
	REQUIRE(gives(c, &w, 0));
	if (SEAM_STIMULUS(c))
		REQUIRE(CHECK_EQ(c, s->bundle_add(w.bundle, w.nodes[0]), SEAM_OK));
	REQUIRE(says(c, &w, SEAM_E_STATE) && says(c, &w, SEAM_E_STATE));
	REQUIRE(CHECK_EQ(c, s->bundle_iterate(w.bundle, &later), SEAM_OK));
	s->iterator_destroy(w.iterator);
	for (int i = 0; i < NODES + 1; i++) {
		struct seam_own_node *seen = NULL;

		REQUIRE(CHECK_EQ(c, s->iterator_next(later, &seen), SEAM_OK));
		REQUIRE(CHECK_EQ(c, seen, w.nodes[i % NODES]));
	}
	s->iterator_destroy(later);
	CHECK_EQ(c, s->bundle_destroy(w.bundle), SEAM_OK);
	all_gone(c, w.before);
}

static void bundle_first(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_bundle *other = NULL;
	uint32_t policy;
	struct walk w;
	int rc;

	NEED(c, s->bundle_iterate && s->child_policy);
	policy = s->child_policy();
	REQUIRE(walk_of(c, &w) && gives(c, &w, 0));
	rc = s->bundle_destroy(w.bundle);
	REQUIRE(CHECK_EQ(c, rc, policy == SEAM_CHILD_BLOCKS ? SEAM_E_STATE : SEAM_OK));
	/* a bundle that went too early leaves its place to the next one */
	REQUIRE(CHECK_EQ(c, s->bundle_make(NULL, 0, &other), SEAM_OK) && CHECK(c, other != w.bundle || !rc));
	if (policy == SEAM_CHILD_ORPHANED)
		REQUIRE(says(c, &w, SEAM_E_STATE) && says(c, &w, SEAM_E_STATE));
	else
		REQUIRE(gives(c, &w, 1) && gives(c, &w, 2) && says(c, &w, SEAM_E_NOT_FOUND));
	if (s->live)
		CHECK_EQ(c, s->live(), w.before + 2 + (policy == SEAM_CHILD_ORPHANED ? 0 : 1 + NODES));
	s->iterator_destroy(w.iterator);
	CHECK_EQ(c, s->bundle_destroy(other), SEAM_OK);
	if (rc)
		CHECK_EQ(c, s->bundle_destroy(w.bundle), SEAM_OK);
	all_gone(c, w.before);
}

SEAM_CASES(ownership, iterator) = {
	{ "in_order", SEAM_MUST, in_order, "each node once, in order, lent; then SEAM_E_NOT_FOUND for good", 0 },
	{ "left_early", SEAM_MUST, left_early, "an iterator can be left anywhere, and is not the other one's", 0 },
	{ "changed", SEAM_MUST, changed, "a bundle that was added to ends its iterators: SEAM_E_STATE", 0 },
	{ "bundle_first", SEAM_MUST, bundle_first, "a bundle destroyed before its iterator does what the peer declares",
	  0 },
	SEAM_END
};
