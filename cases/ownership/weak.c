/*
 * weak: who only knows another does not keep it; the one that is gone is not found, nor taken for another.
 * Rule: ownership.weak    Source: Weak::upgrade; g_weak_ref_get; RS-2023-0086; CWE-416
 */
#include "ownership/nodes.h"

static void known(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *other, *seen = NULL, **out = seam_out(c, sizeof *out);
	uint64_t before = objects(c);

	NEED(c, s->node_get_friend);
	REQUIRE((node = node_of(c, 1)) && (other = node_of(c, 2)));
	CHECK_EQ(c, s->node_get_friend(node, out), SEAM_E_STATE);
	unwritten(c, out, sizeof *out, "node_get_friend");
	REQUIRE(CHECK_EQ(c, s->node_set_friend(node, other), SEAM_OK) && referred(c, other, 1));
	REQUIRE(CHECK_EQ(c, s->node_get_friend(node, &seen), SEAM_OK) && CHECK_EQ(c, seen, other));
	REQUIRE(referred(c, other, 2));
	s->node_unref(other);
	/* what was got keeps it */
	REQUIRE(referred(c, seen, 1) && valued(c, seen, 2));
	s->node_unref(seen);
	CHECK_EQ(c, s->node_get_friend(node, out), SEAM_E_STATE);
	unwritten(c, out, sizeof *out, "node_get_friend");
	s->node_unref(node);
	all_gone(c, before);
}

/* Nodes that are made afterwards, perhaps at the same address, are not the one that is gone. */
static void gone(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *other, *later[30] = { NULL }, **out = seam_out(c, sizeof *out);
	uint64_t before = objects(c);

	NEED(c, s->node_get_friend);
	REQUIRE((node = node_of(c, 1)) && (other = node_of(c, 2)));
	REQUIRE(CHECK_EQ(c, s->node_set_friend(node, other), SEAM_OK));
	if (SEAM_STIMULUS(c))
		s->node_unref(other);
	for (int i = 0; i < 30; i++)
		REQUIRE((later[i] = node_of(c, 100 + i)));
	if (CHECK_EQ(c, s->node_get_friend(node, out), SEAM_E_STATE))
		unwritten(c, out, sizeof *out, "node_get_friend");
	for (int i = 0; i < 30; i++) {
		REQUIRE(referred(c, later[i], 1));
		s->node_unref(later[i]);
	}
	s->node_unref(node);
	all_gone(c, before);
}

static void in_a_circle(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *parent, *child, *seen = NULL, **out = seam_out(c, sizeof *out);
	uint64_t before = objects(c);

	NEED(c, s->node_set_friend);
	/* a child that knows its parent; and one that knows itself */
	REQUIRE((parent = node_of(c, 1)) && (child = node_of(c, 2)));
	REQUIRE(CHECK_EQ(c, s->node_set_child(parent, child), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_friend(child, parent), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_friend(parent, parent), SEAM_OK));
	REQUIRE(referred(c, parent, 1) && referred(c, child, 2));
	REQUIRE(CHECK_EQ(c, s->node_get_friend(child, &seen), SEAM_OK) && CHECK_EQ(c, seen, parent));
	s->node_unref(seen);
	s->node_unref(parent);
	if (s->live)
		CHECK_EQ(c, s->live(), before + 1);
	REQUIRE(referred(c, child, 1));
	if (CHECK_EQ(c, s->node_get_friend(child, out), SEAM_E_STATE))
		unwritten(c, out, sizeof *out, "node_get_friend");
	s->node_unref(child);
	all_gone(c, before);
}

static void two_friends(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *one, *two, *seen = NULL;
	uint64_t before = objects(c);

	NEED(c, s->node_set_friend);
	REQUIRE((one = node_of(c, 1)) && (two = node_of(c, 2)));
	REQUIRE(CHECK_EQ(c, s->node_set_friend(one, two), SEAM_OK) &&
	        CHECK_EQ(c, s->node_set_friend(two, one), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_get_friend(one, &seen), SEAM_OK) && CHECK_EQ(c, seen, two));
	s->node_unref(seen);
	/* replaced by itself, by nobody, and again */
	REQUIRE(CHECK_EQ(c, s->node_set_friend(one, two), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->node_set_friend(one, NULL), SEAM_OK));
	CHECK_EQ(c, s->node_get_friend(one, &seen), SEAM_E_STATE);
	REQUIRE(CHECK_EQ(c, s->node_set_friend(one, two), SEAM_OK));
	REQUIRE(referred(c, one, 1) && referred(c, two, 1));
	s->node_unref(one);
	if (s->live)
		REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	CHECK_EQ(c, s->node_get_friend(two, &seen), SEAM_E_STATE);
	REQUIRE(valued(c, two, 2));
	s->node_unref(two);
	all_gone(c, before);
}

SEAM_CASES(ownership,
           weak) = { { "known", SEAM_MUST, known,
	               "a friend is not counted; getting it adds a reference; gone, it is SEAM_E_STATE", 0 },
	             { "gone", SEAM_MUST, gone, "a friend that is gone is SEAM_E_STATE, whatever was made since", 0 },
	             { "in_a_circle", SEAM_MUST, in_a_circle, "a circle by friendship keeps nobody alive", 0 },
	             { "two_friends", SEAM_MUST, two_friends, "two that know each other go one by one", 0 },
	             SEAM_END };
