/*
 * node_child: getters that lend and getters that give, setters that take and setters that take over.
 * Rule: ownership.node_child    Source: OpenSSL get0, get1, set0, set1; PyTuple_SetItem; g_value_take_object
 */
#include "ownership/nodes.h"

static void set(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *one, *two;
	uint64_t before = objects(c);

	NEED(c, s->node_set_child);
	REQUIRE((node = node_of(c, 1)) && (one = node_of(c, 2)) && (two = node_of(c, 3)));
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, one), SEAM_OK));
	REQUIRE(referred(c, one, 2) && referred(c, node, 1));
	/* the new one is taken, the old one given back */
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, two), SEAM_OK));
	REQUIRE(referred(c, two, 2) && referred(c, one, 1));
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, NULL), SEAM_OK));
	REQUIRE(referred(c, two, 1) && valued(c, two, 3));
	CHECK_EQ(c, chain(c, node), 1);
	s->node_unref(one);
	s->node_unref(two);
	s->node_unref(node);
	all_gone(c, before);
}

/* The node's is the only reference: given back before it is taken again, it takes the child with it. */
static void set_the_same(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *child, *other;
	uint64_t before = objects(c);

	NEED(c, s->node_set_child);
	REQUIRE((node = node_of(c, 1)) && (child = node_of(c, 2)));
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, child), SEAM_OK));
	s->node_unref(child);
	REQUIRE(referred(c, child, 1));
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, child), SEAM_OK));
	if (s->live)
		REQUIRE(CHECK_EQ(c, s->live(), before + 2));
	REQUIRE((other = node_of(c, 99)));
	REQUIRE(CHECK(c, other != child) && referred(c, child, 1) && valued(c, child, 2));
	s->node_unref(other);
	s->node_unref(node);
	all_gone(c, before);
}

static void lent_or_given(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *child, *seen = NULL;
	uint64_t before = objects(c);

	NEED(c, s->node_get_child);
	REQUIRE((node = node_of(c, 1)) && (child = node_of(c, 2)));
	seen = node;
	REQUIRE(CHECK_EQ(c, s->node_peek_child(node, &seen), SEAM_OK) && CHECK(c, !seen));
	seen = node;
	REQUIRE(CHECK_EQ(c, s->node_get_child(node, &seen), SEAM_OK) && CHECK(c, !seen));
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, child), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_peek_child(node, &seen), SEAM_OK) && CHECK_EQ(c, seen, child));
	REQUIRE(referred(c, child, 2));
	seen = NULL;
	REQUIRE(CHECK_EQ(c, s->node_get_child(node, &seen), SEAM_OK) && CHECK_EQ(c, seen, child));
	REQUIRE(referred(c, child, 3));
	/* what was given outlives the node */
	s->node_unref(child);
	s->node_unref(node);
	if (referred(c, seen, 1) && valued(c, seen, 2))
		s->node_unref(seen);
	all_gone(c, before);
}

static void stolen(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *child, *seen = NULL;
	uint64_t before = objects(c);

	NEED(c, s->node_steal_child);
	REQUIRE((node = node_of(c, 1)) && (child = node_of(c, 2)));
	REQUIRE(CHECK_EQ(c, s->node_set_child(node, child), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_steal_child(node, &seen), SEAM_OK) && CHECK_EQ(c, seen, child));
	REQUIRE(referred(c, child, 2) && CHECK_EQ(c, chain(c, node), 1));
	/* once: there is none any more */
	seen = child;
	REQUIRE(CHECK_EQ(c, s->node_steal_child(node, &seen), SEAM_OK) && CHECK(c, !seen));
	s->node_unref(node);
	REQUIRE(referred(c, child, 2));
	s->node_unref(child);
	s->node_unref(child);
	all_gone(c, before);
}

static void adopted(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *child, *other;
	uint64_t before = objects(c);

	NEED(c, s->node_adopt_child);
	REQUIRE((node = node_of(c, 1)) && (child = node_of(c, 2)) && (other = node_of(c, 3)));
	REQUIRE(CHECK_EQ(c, s->node_adopt_child(node, child), SEAM_OK));
	REQUIRE(referred(c, child, 1));
	/* the same again: of its two references one is left */
	REQUIRE(CHECK_EQ(c, s->node_ref(child), SEAM_OK) && referred(c, child, 2));
	REQUIRE(CHECK_EQ(c, s->node_adopt_child(node, child), SEAM_OK) && referred(c, child, 1));
	REQUIRE(CHECK_EQ(c, s->node_adopt_child(node, other), SEAM_OK) && referred(c, other, 1));
	if (s->live)
		CHECK_EQ(c, s->live(), before + 2);
	s->node_unref(node);
	all_gone(c, before);
}

SEAM_CASES(ownership, node_child) = {
	{ "set", SEAM_MUST, set, "a setter adds a reference to the new child, and gives back the one to the old", 0 },
	{ "set_the_same", SEAM_MUST, set_the_same, "setting the child that is set keeps it alive", 0 },
	{ "lent_or_given", SEAM_MUST, lent_or_given, "peek adds no reference, get adds one", 0 },
	{ "stolen", SEAM_MUST, stolen, "steal hands over the node's reference, once, and leaves no child", 0 },
	{ "adopted", SEAM_MUST, adopted, "adopt takes over the caller's reference and adds none", 0 },
	SEAM_END
};
