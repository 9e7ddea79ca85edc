/*
 * nodes: references to nodes are counted exactly, with the last one goes what the node refers to, and no circle is made.
 * Rule: ownership.nodes    Source: CPython reference counts; libxml2's trees; CWE-415, CWE-911
 */
#include "ownership/nodes.h"

static void counted(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node;
	uint64_t before = objects(c);

	NEED(c, s->node_ref);
	REQUIRE((node = node_of(c, -4)));
	for (uint64_t n = 1; n <= 300; n++)
		REQUIRE(referred(c, node, n) && CHECK_EQ(c, s->node_ref(node), SEAM_OK));
	for (uint64_t n = 300; n; n--) {
		s->node_unref(node);
		REQUIRE(referred(c, node, n) && valued(c, node, -4));
	}
	if (s->live)
		CHECK_EQ(c, s->live(), before + 1);
	s->node_unref(node);
	all_gone(c, before);
}

/* A parent gives back one reference, whoever else has one. */
static void parent_goes(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *top, *middle, *shared, *other;
	uint64_t before = objects(c);

	NEED(c, s->node_set_child);
	REQUIRE((top = node_of(c, 1)) && (middle = node_of(c, 2)) && (shared = node_of(c, 3)) &&
	        (other = node_of(c, 4)));
	REQUIRE(CHECK_EQ(c, s->node_set_child(top, middle), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_child(middle, shared), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_child(other, shared), SEAM_OK));
	s->node_unref(middle); /* the top's alone now */
	REQUIRE(referred(c, middle, 1) && referred(c, shared, 3));
	s->node_unref(top); /* and the middle with it */
	REQUIRE(referred(c, shared, 2) && valued(c, shared, 3));
	if (s->live)
		REQUIRE(CHECK_EQ(c, s->live(), before + 2));
	REQUIRE(CHECK_EQ(c, chain(c, other), 2));
	s->node_unref(other); /* of the two the host's is left */
	REQUIRE(referred(c, shared, 1) && valued(c, shared, 3));
	s->node_unref(shared);
	all_gone(c, before);
}

static void circles(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *one, *two, *three, *four;
	uint64_t before = objects(c);

	NEED(c, s->node_adopt_child);
	REQUIRE((one = node_of(c, 1)) && (two = node_of(c, 2)) && (three = node_of(c, 3)));
	REQUIRE(CHECK_EQ(c, s->node_set_child(one, two), SEAM_OK) &&
	        CHECK_EQ(c, s->node_set_child(two, three), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_child(three, one), SEAM_E_STATE));
	REQUIRE(CHECK_EQ(c, s->node_set_child(two, one), SEAM_E_STATE));
	REQUIRE(CHECK_EQ(c, s->node_set_child(one, one), SEAM_E_STATE));
	/* what was refused was not taken over */
	REQUIRE(CHECK_EQ(c, s->node_adopt_child(three, one), SEAM_E_STATE) && referred(c, one, 1));
	CHECK_EQ(c, s->node_ref(one), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->node_adopt_child(three, one), SEAM_E_STATE) && referred(c, one, 2));
	s->node_unref(one);
	REQUIRE(CHECK_EQ(c, s->node_adopt_child(three, NULL), SEAM_E_NULL));
	/* and a longer way round */
	REQUIRE((four = node_of(c, 4)) && CHECK_EQ(c, s->node_set_child(three, four), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_child(four, one), SEAM_E_STATE) && referred(c, one, 1));
	REQUIRE(CHECK_EQ(c, s->node_set_child(three, NULL), SEAM_OK));
	s->node_unref(four);
	REQUIRE(referred(c, two, 2) && referred(c, three, 2) && CHECK_EQ(c, chain(c, one), 3));
	s->node_unref(three);
	s->node_unref(two);
	s->node_unref(one);
	all_gone(c, before);
}

/* A chain of children is given back whole, from either end. */
static void chained(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node[20] = { NULL };
	uint64_t before = objects(c);

	NEED(c, s->node_set_child);
	for (int backwards = 0; backwards < 2; backwards++) {
		for (int i = 0; i < 20; i++) {
			REQUIRE((node[i] = node_of(c, i)));
			REQUIRE(!i || CHECK_EQ(c, s->node_set_child(node[i - 1], node[i]), SEAM_OK));
		}
		CHECK_EQ(c, chain(c, node[0]), 20);
		for (int i = 0; i < 20; i++)
			s->node_unref(node[backwards ? 19 - i : i]);
		REQUIRE(all_gone(c, before));
	}
}

SEAM_CASES(ownership, nodes) = {
	{ "counted", SEAM_MUST, counted, "each reference adds one, and the last one given back takes the node", 0 },
	{ "parent_goes", SEAM_MUST, parent_goes,
	  "a node that goes gives back one reference to its child, not the child", 0 },
	{ "circles", SEAM_MUST, circles, "a child that has the node below it is refused, and nothing is taken", 0 },
	{ "chained", SEAM_MUST, chained, "a chain goes whole, in either order, and leaves nothing", 0 },
	SEAM_END
};
