/* mutants_allocator.c - what an op does when a request for lent memory fails, seen by failing each of them. */
#include "ownership/planted_later.h"

/* A failure that stores what it did not make. */
static int failed_create_stores(struct seam_own_file **out)
{
	int rc = ORIGINAL->file_create(out);

	if (rc == SEAM_E_MEMORY)
		*out = (struct seam_own_file *)(void *)out;
	return rc;
}

static int failed_iterate_leaves(struct seam_own_bundle *bundle, struct seam_own_iterator **out)
{
	void *early = lent_alloc(24, 8);
	int rc;

	if (!early)
		return SEAM_E_MEMORY;
	rc = ORIGINAL->bundle_iterate(bundle, out);
	if (rc != SEAM_E_MEMORY)
		free_lent(early, 24, 8);
	return rc;
}

static int failed_clone_is_left(const struct seam_own_node *node, struct seam_own_node **out)
{
	struct seam_own_node *clone = NULL, **place = &clone;

	for (const struct seam_own_node *at = out ? node : NULL; at; at = at->child, place = &(*place)->child)
		if (ORIGINAL->node_create(at->value, place))
			return SEAM_E_MEMORY;
	if (!clone)
		return SEAM_E_NULL;
	*out = clone;
	return SEAM_OK;
}

static int failed_packet_fails(const void *bytes, size_t size, struct seam_own_packet **out)
{
	int rc = ORIGINAL->packet_make(bytes, size, out);

	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

SEAM_MUTANTS_OF(ownership, allocator) = {
	MUTANT(failed_create_stores, "resources_failed.none", "plain", "fail", "lent allocator: ", SILENT, file_create),
	MUTANT(failed_iterate_leaves, "iterator.in_order", "plain", "fail", "lent allocator: ", SILENT, bundle_iterate),
	MUTANT(failed_clone_is_left, "node_clone.deep", "plain", "fail", "lent allocator: ", SILENT, node_clone),
	MUTANT(failed_packet_fails, "packet.exact", "plain", "fail", "lent allocator: ", SILENT, packet_make),
	SEAM_NO_MORE_MUTANTS
};
