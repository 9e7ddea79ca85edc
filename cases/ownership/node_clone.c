/*
 * node_clone: a clone goes all the way down, and shares nothing that can be changed or freed.
 * Rule: ownership.node_clone    Source: g_variant_dup, xmlCopyNode; RS-2020-0145; CWE-415
 */
#include "ownership/nodes.h"

enum { DEEP = 5 };

/* A chain of 10, 11, …, of which the host has the first node alone; it knows itself. */
static struct seam_own_node *made(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *top = NULL;

	for (int i = DEEP - 1; i >= 0; i--) {
		struct seam_own_node *node = node_of(c, 10 + i);

		if (!node || (top && !CHECK_EQ(c, s->node_adopt_child(node, top), SEAM_OK)))
			return NULL;
		top = node;
	}
	return CHECK_EQ(c, s->node_set_friend(top, top), SEAM_OK) ? top : NULL;
}

static void deep(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *first, *clone = NULL, *one, *two, *seen = NULL;
	uint64_t before = objects(c);

	NEED(c, s->node_clone);
	REQUIRE((first = made(c)));
	REQUIRE(CHECK_EQ(c, s->node_clone(first, &clone), SEAM_OK) && CHECK(c, clone != NULL));
	if (s->live)
		CHECK_EQ(c, s->live(), before + 2 * DEEP);
	one = first;
	two = clone;
	for (int i = 0; i < DEEP; i++) {
		REQUIRE(CHECK(c, one && two && one != two));
		REQUIRE(referred(c, one, 1) && referred(c, two, 1) && valued(c, two, 10 + i));
		REQUIRE(CHECK_EQ(c, s->node_peek_child(one, &one), SEAM_OK));
		REQUIRE(CHECK_EQ(c, s->node_peek_child(two, &two), SEAM_OK));
	}
	CHECK(c, !two);
	CHECK_EQ(c, s->node_get_friend(clone, &seen), SEAM_E_STATE);
	s->node_unref(first);
	CHECK_EQ(c, chain(c, clone), DEEP);
	s->node_unref(clone);
	all_gone(c, before);
}

/* What becomes of the clone's child does not become of the first one's. */
static void apart(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *first, *clone = NULL, *child = NULL, *one = NULL, *two = NULL;
	uint64_t before = objects(c);

	NEED(c, s->node_clone);
	REQUIRE((first = made(c)));
	REQUIRE(CHECK_EQ(c, s->node_clone(first, &clone), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_peek_child(clone, &child), SEAM_OK) && CHECK(c, child != NULL));
	REQUIRE(CHECK_EQ(c, s->node_peek_child(child, &one), SEAM_OK) &&
	        CHECK_EQ(c, s->node_peek_child(first, &two), SEAM_OK) &&
	        CHECK_EQ(c, s->node_peek_child(two, &two), SEAM_OK) && CHECK(c, one != two));
	REQUIRE(CHECK_EQ(c, s->node_set_child(child, NULL), SEAM_OK));
	CHECK_EQ(c, chain(c, clone), 2);
	CHECK_EQ(c, chain(c, first), DEEP);
	s->node_unref(clone);
	CHECK_EQ(c, chain(c, first), DEEP);
	s->node_unref(first);
	all_gone(c, before);
}

SEAM_CASES(ownership, node_clone) = {
	{ "deep", SEAM_MUST, deep, "each node of the chain is cloned, with one reference, and nobody's friend", 0 },
	{ "apart", SEAM_MUST, apart, "a change below the clone is none below the first", 0 },
	SEAM_END
};
