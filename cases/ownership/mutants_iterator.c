/* mutants_iterator.c - iterators that outlive what they walk, or walk it together. */
#include "ownership/planted_later.h"

static int next_gives(struct seam_own_iterator *iterator, struct seam_own_node **out)
{
	int rc = ORIGINAL->iterator_next(iterator, out);

	return rc ? rc : ORIGINAL->node_ref(*out);
}

static int next_starts_again(struct seam_own_iterator *iterator, struct seam_own_node **out)
{
	int rc = ORIGINAL->iterator_next(iterator, out);

	if (rc == SEAM_E_NOT_FOUND)
		iterator->next = 0;
	return rc;
}

static int end_is_null(struct seam_own_iterator *iterator, struct seam_own_node **out)
{
	int rc = ORIGINAL->iterator_next(iterator, out);

	if (rc == SEAM_E_NOT_FOUND)
		*out = NULL;
	return rc;
}

static int one_place_for_all(struct seam_own_iterator *iterator, struct seam_own_node **out)
{
	static size_t place;
	int rc;

	if (iterator)
		iterator->next = iterator->next ? place : iterator->bundle->claims > 2 ? 0 : place;
	rc = ORIGINAL->iterator_next(iterator, out);
	if (iterator)
		place = iterator->next;
	return rc;
}

static int change_is_not_seen(struct seam_own_bundle *bundle, struct seam_own_node *node)
{
	int rc = ORIGINAL->bundle_add(bundle, node);

	if (!rc)
		bundle->changes--;
	return rc;
}

static int bundle_is_gone(struct seam_own_bundle *bundle)
{
	if (bundle)
		bundle->claims = 1;
	return ORIGINAL->bundle_destroy(bundle);
}

static void left_early_is_kept(struct seam_own_iterator *iterator)
{
	if (iterator && iterator->next < iterator->bundle->count && iterator->next)
		iterator->bundle->claims++;
	ORIGINAL->iterator_destroy(iterator);
}

SEAM_MUTANTS(ownership, iterator) = {
	MUTANT(next_gives, "iterator.in_order", "plain", "fail", "references, and should have", SILENT, iterator_next),
	MUTANT(next_starts_again, "iterator.in_order", "plain", "fail", "iterator_next", SILENT, iterator_next),
	MUTANT(end_is_null, "iterator.in_order", "plain", "fail", "out-parameter", SILENT, iterator_next),
	MUTANT(one_place_for_all, "iterator.left_early", "plain", "fail", "seen", SILENT, iterator_next),
	MUTANT(left_early_is_kept, "iterator.left_early", "plain", "fail", "live() == before", SILENT,
	       iterator_destroy),
	MUTANT(change_is_not_seen, "iterator.changed", "plain", "fail", "iterator_next", SILENT, bundle_add),
	MUTANT(bundle_is_gone, "iterator.bundle_first", "plain", "fail", "iterator_next", SILENT, bundle_destroy),
	SEAM_NO_MORE_MUTANTS
};
