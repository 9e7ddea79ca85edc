/* mutants_parent_child.c - the declared policy and what is done when one of the two goes first. */
#include "ownership/planted.h"

#include <string.h>

static uint32_t policy_unknown(void)
{
	return 0;
}

static uint32_t policy_orphaned(void)
{
	return SEAM_CHILD_ORPHANED;
}

static uint32_t policy_blocks(void)
{
	return SEAM_CHILD_BLOCKS;
}

static int set_unseen(struct seam_own_parent *parent, int64_t value)
{
	(void)value;
	return parent ? SEAM_OK : SEAM_E_NULL;
}

static void child_takes_its_parent(struct seam_own_child *child)
{
	struct seam_own_parent *parent;

	if (!child)
		return;
	memcpy(&parent, child, sizeof parent);
	if (parent->claims > 1)
		parent->claims--;
	ORIGINAL->child_destroy(child);
}

static int parent_goes_at_once(struct seam_own_parent *parent)
{
	if (parent)
		parent->claims = 1;
	return ORIGINAL->parent_destroy(parent);
}

static int parent_stays(struct seam_own_parent *parent)
{
	if (parent && parent->claims > 1)
		return SEAM_OK;
	return ORIGINAL->parent_destroy(parent);
}

/* Every second parent is the one before. */
static int parents_are_one(int64_t value, struct seam_own_parent **out)
{
	static struct seam_own_parent *one;
	int rc = SEAM_OK;

	if (one) {
		one->claims++;
		*out = one;
		one = NULL;
	} else {
		rc = ORIGINAL->parent_create(value, out);
		one = rc ? NULL : *out;
	}
	return rc;
}

SEAM_MUTANTS(ownership, parent_child) = {
	MUTANT(policy_unknown, "parent_child.declared", "plain", "fail", "policy", SILENT, child_policy),
	MUTANT(set_unseen, "parent_child.child_first", "plain", "fail", "value", SEEN, parent_set),
	MUTANT(child_takes_its_parent, "parent_child.child_first", "asan", "finding", "heap-use-after-free", SEEN,
	       child_destroy),
	MUTANT(policy_orphaned, "parent_child.parent_first", "plain", "fail", "s->live()", SEEN, child_policy),
	MUTANT(policy_blocks, "parent_child.parent_first", "plain", "fail", "SEAM_E_STATE", SEEN, child_policy),
	MUTANT(parent_goes_at_once, "parent_child.parent_first", "plain", "fail", "s->live()", SEEN, parent_destroy),
	MUTANT(parent_stays, "parent_child.parent_first", "plain", "fail", "s->live()", SEEN, parent_destroy),
	MUTANT(parents_are_one, "parent_child.own_parent_only", "plain", "fail", "value", SILENT, parent_create),
	SEAM_NO_MORE_MUTANTS
};
