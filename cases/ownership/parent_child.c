/*
 * parent_child: a child keeps its parent, is refused after it, or keeps it from being destroyed: as the peer declares.
 * Rule: ownership.parent_child    Source: git_tree and git_repository; sqlite3_close and its statements; weak references
 */
#include "ownership/blocks.h"

enum { CHILDREN = 3 };

static bool sees(struct seam_case *c, const struct seam_own_child *child, int64_t expected)
{
	int64_t value = ~expected;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->child_get(child, &value), SEAM_OK) && CHECK_EQ(c, value, expected);
}

static void declared(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint32_t policy;

	NEED(c, s->child_policy);
	policy = s->child_policy();
	CHECK(c, policy == SEAM_CHILD_KEEPS || policy == SEAM_CHILD_ORPHANED || policy == SEAM_CHILD_BLOCKS);
	CHECK_EQ(c, s->child_policy(), policy);
}

static void child_first(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_parent *parent = NULL;
	struct seam_own_child *child[CHILDREN] = { NULL };
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->parent_child);
	before = s->live();
	REQUIRE(CHECK_EQ(c, s->parent_create(10, &parent), SEAM_OK));
	for (unsigned i = 0; i < CHILDREN; i++) {
		REQUIRE(CHECK_EQ(c, s->parent_child(parent, &child[i]), SEAM_OK));
		REQUIRE(CHECK(c, child[i] != NULL));
		REQUIRE(CHECK_EQ(c, s->live(), before + 2 + i));
	}
	CHECK_EQ(c, s->parent_set(parent, 11), SEAM_OK);
	s->child_destroy(child[1]);
	CHECK_EQ(c, s->live(), before + CHILDREN);
	REQUIRE(sees(c, child[0], 11));
	REQUIRE(sees(c, child[2], 11));
	s->child_destroy(child[0]);
	s->child_destroy(child[2]);
	/* the host's claim is the one that is left */
	REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	CHECK_EQ(c, s->parent_set(parent, 12), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->parent_child(parent, &child[0]), SEAM_OK));
	REQUIRE(sees(c, child[0], 12));
	s->child_destroy(child[0]);
	CHECK_EQ(c, s->parent_destroy(parent), SEAM_OK);
	CHECK_EQ(c, s->live(), before);
}

/* What child_get and live() must say once the parent was destroyed before its last child. */
static void after_the_parent(struct seam_case *c, struct seam_own_child *const *child, uint64_t before)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	bool orphaned = s->child_policy() == SEAM_CHILD_ORPHANED;
	int64_t *out = seam_out(c, sizeof *out);

	for (unsigned i = 0; i < CHILDREN; i++) {
		/* the parent counts as long as a child keeps it */
		REQUIRE(CHECK_EQ(c, s->live(), before + CHILDREN - i + (orphaned ? 0 : 1)));
		for (unsigned j = i; j < CHILDREN; j++)
			if (!orphaned)
				REQUIRE(sees(c, child[j], 21));
			else if (CHECK_EQ(c, s->child_get(child[j], out), SEAM_E_STATE))
				unwritten(c, out, sizeof *out, "child_get");
		s->child_destroy(child[i]);
	}
}

static void parent_first(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_parent *parent = NULL, *other = NULL;
	struct seam_own_child *child[CHILDREN] = { NULL };
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->child_policy);
	before = s->live();
	REQUIRE(CHECK_EQ(c, s->parent_create(20, &parent), SEAM_OK));
	for (unsigned i = 0; i < CHILDREN; i++)
		REQUIRE(CHECK_EQ(c, s->parent_child(parent, &child[i]), SEAM_OK));
	CHECK_EQ(c, s->parent_set(parent, 21), SEAM_OK);

	if (s->child_policy() == SEAM_CHILD_BLOCKS) {
		for (unsigned i = 0; i < CHILDREN; i++) {
			REQUIRE(CHECK_EQ(c, s->parent_destroy(parent), SEAM_E_STATE));
			REQUIRE(CHECK_EQ(c, s->live(), before + 1 + CHILDREN - i));
			REQUIRE(sees(c, child[i], 21));
			CHECK_EQ(c, s->parent_set(parent, 21), SEAM_OK);
			s->child_destroy(child[i]);
		}
		CHECK_EQ(c, s->parent_destroy(parent), SEAM_OK);
	} else {
		REQUIRE(CHECK_EQ(c, s->parent_destroy(parent), SEAM_OK));
		/* a parent that went too early leaves its place to the next one */
		REQUIRE(CHECK_EQ(c, s->parent_create(99, &other), SEAM_OK));
		after_the_parent(c, child, before + 1);
		CHECK_EQ(c, s->parent_destroy(other), SEAM_OK);
	}
	CHECK_EQ(c, s->live(), before);
}

static void own_parent_only(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_parent *one = NULL, *two = NULL;
	struct seam_own_child *child = NULL;

	NEED(c, s->parent_child);
	REQUIRE(CHECK_EQ(c, s->parent_create(1, &one), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->parent_create(2, &two), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->parent_child(one, &child), SEAM_OK));
	CHECK_EQ(c, s->parent_set(two, 3), SEAM_OK);
	sees(c, child, 1);
	/* a parent without children goes, whatever the policy, and is missed by nobody */
	CHECK_EQ(c, s->parent_destroy(two), SEAM_OK);
	sees(c, child, 1);
	s->child_destroy(child);
	CHECK_EQ(c, s->parent_destroy(one), SEAM_OK);
}

SEAM_CASES(ownership, parent_child) = {
	{ "declared", SEAM_MUST, declared, "the peer declares one of the three policies, always the same", 0 },
	{ "child_first", SEAM_MUST, child_first, "destroying children leaves the parent and the other children whole", 0 },
	{ "parent_first", SEAM_MUST, parent_first, "a parent destroyed before its children does what the peer declares", 0 },
	{ "own_parent_only", SEAM_MUST, own_parent_only, "a child is tied to its own parent and no other", 0 },
	SEAM_END
};
