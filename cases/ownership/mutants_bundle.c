/* mutants_bundle.c - arrays of handles that are kept or half taken; iterators that outlive what they walk. */
#include "ownership/planted_later.h"

static int array_is_kept(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	int rc = ORIGINAL->bundle_make(nodes, count, out);

	if (!rc && count) {
		free_lent((*out)->nodes, count * sizeof *nodes, _Alignof(struct seam_own_node *));
		(*out)->nodes = (struct seam_own_node **)(uintptr_t)nodes;
	}
	return rc;
}

static int nodes_are_lent(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	int rc = ORIGINAL->bundle_make(nodes, count, out);

	for (size_t i = 0; !rc && i < count; i++)
		nodes[i]->references--;
	return rc;
}

static int twice_is_once(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	int rc = ORIGINAL->bundle_make(nodes, count, out);

	for (size_t i = 0; !rc && i < count; i++)
		for (size_t j = 0; j < i; j++)
			nodes[i]->references -= nodes[i] == nodes[j];
	return rc;
}

/* Takes one after the other, and leaves where it is when one is missing. */
static int taken_up_to_the_null(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	int rc = ORIGINAL->bundle_make(nodes, count, out);

	for (size_t i = 0; rc == SEAM_E_NULL && nodes && i < count && nodes[i]; i++)
		nodes[i]->references++;
	return rc;
}

/* Gives back also those that it has not come to. */
static int untaken_given_back(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	int rc = ORIGINAL->bundle_make(nodes, count, out);

	for (size_t i = count; rc == SEAM_E_NULL && nodes && i-- && nodes[i];)
		if (nodes[i]->references > 1)
			ORIGINAL->node_unref(nodes[i]);
		else
			nodes[i]->references = 0;
	return rc;
}

static int nulls_are_passed_over(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	struct seam_own_node *there[64];
	size_t n = 0;

	if (!nodes || count > 64)
		return ORIGINAL->bundle_make(nodes, count, out);
	for (size_t i = 0; i < count; i++)
		if (nodes[i])
			there[n++] = nodes[i];
	return ORIGINAL->bundle_make(there, n, out);
}

static int taken_before_memory(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	int rc = ORIGINAL->bundle_make(nodes, count, out);

	for (size_t i = 0; rc == SEAM_E_MEMORY && i < count; i++)
		nodes[i]->references++;
	return rc;
}

static int none_is_null(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	if (out && !count) {
		*out = NULL;
		return SEAM_OK;
	}
	return ORIGINAL->bundle_make(nodes, count, out);
}

SEAM_MUTANTS(ownership, bundle) = {
	MUTANT(array_is_kept, "bundle.taken", "plain", "crash", "SIGSEGV", SEEN, bundle_make),
	MUTANT(nodes_are_lent, "bundle.taken", "plain", "fail", "references, and should have", SILENT, bundle_make),
	MUTANT(twice_is_once, "bundle.kept", "plain", "fail", "references, and should have", SILENT, bundle_make),
	MUTANT(taken_up_to_the_null, "bundle.one_missing", "plain", "fail", "references, and should have", SILENT,
	       bundle_make),
	MUTANT(untaken_given_back, "bundle.one_missing", "plain", "fail", "references, and should have", SILENT,
	       bundle_make),
	MUTANT(nulls_are_passed_over, "bundle.one_missing", "plain", "fail", "SEAM_E_NULL", SILENT, bundle_make),
	MUTANT(taken_before_memory, "bundle.no_memory", "plain", "fail", "references, and should have", SILENT,
	       bundle_make),
	MUTANT(none_is_null, "bundle.empty", "plain", "fail", "bundle != NULL", SILENT, bundle_make),
	SEAM_NO_MORE_MUTANTS
};
