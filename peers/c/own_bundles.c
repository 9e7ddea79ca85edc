/* own_bundles.c - a bundle refers to each of its nodes, and is kept by its iterators. */
#include "own.h"

#include <string.h>

struct seam_own_bundle {
	struct seam_own_node **nodes;
	size_t count;
	size_t claims;  /* the host's, and one for each iterator */
	size_t changes; /* how often it was added to */
};

struct seam_own_iterator {
	struct seam_own_bundle *bundle;
	size_t next, changes;
};

static void nodes_free(struct seam_own_node **nodes, size_t count)
{
	lent_free(nodes, count * sizeof *nodes, _Alignof(struct seam_own_node *));
}

/* A copy of the array, one longer; the nodes' counts are as they were. */
static struct seam_own_node **nodes_copy(struct seam_own_node *const *nodes, size_t count, size_t more)
{
	struct seam_own_node **copy = NULL;

	if (count <= SIZE_MAX / sizeof *copy - more)
		copy = lent((count + more) * sizeof *copy, _Alignof(struct seam_own_node *));
	if (copy && count)
		memcpy(copy, nodes, count * sizeof *copy);
	return copy;
}

int seam_c_bundle_make(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out)
{
	struct seam_own_bundle *bundle;

	if (!out || (!nodes && count))
		return SEAM_E_NULL;
	for (size_t i = 0; i < count; i++)
		if (!nodes[i])
			return SEAM_E_NULL;
	bundle = LENT(struct seam_own_bundle);
	if (!bundle)
		return SEAM_E_MEMORY;
	*bundle = (struct seam_own_bundle){ nodes_copy(nodes, count, 0), count, 1, 0 };
	if (!bundle->nodes) {
		LENT_FREE(struct seam_own_bundle, bundle);
		return SEAM_E_MEMORY;
	}
	for (size_t i = 0; i < count; i++)
		seam_c_node_ref(nodes[i]);
	seam_c_own_live++;
	*out = bundle;
	return SEAM_OK;
}

int seam_c_bundle_add(struct seam_own_bundle *bundle, struct seam_own_node *node)
{
	struct seam_own_node **nodes;

	if (!bundle || !node)
		return SEAM_E_NULL;
	nodes = nodes_copy(bundle->nodes, bundle->count, 1);
	if (!nodes)
		return SEAM_E_MEMORY;
	nodes[bundle->count] = node;
	seam_c_node_ref(node);
	nodes_free(bundle->nodes, bundle->count);
	bundle->nodes = nodes;
	bundle->count++;
	bundle->changes++;
	return SEAM_OK;
}

int seam_c_bundle_destroy(struct seam_own_bundle *bundle)
{
	if (!bundle || --bundle->claims)
		return SEAM_OK;
	for (size_t i = 0; i < bundle->count; i++)
		seam_c_node_unref(bundle->nodes[i]);
	nodes_free(bundle->nodes, bundle->count);
	LENT_FREE(struct seam_own_bundle, bundle);
	seam_c_own_live--;
	return SEAM_OK;
}

int seam_c_bundle_iterate(struct seam_own_bundle *bundle, struct seam_own_iterator **out)
{
	struct seam_own_iterator *iterator;

	if (!bundle || !out)
		return SEAM_E_NULL;
	iterator = LENT(struct seam_own_iterator);
	if (!iterator)
		return SEAM_E_MEMORY;
	*iterator = (struct seam_own_iterator){ bundle, 0, bundle->changes };
	bundle->claims++;
	seam_c_own_live++;
	*out = iterator;
	return SEAM_OK;
}

int seam_c_iterator_next(struct seam_own_iterator *iterator, struct seam_own_node **out)
{
	if (!iterator || !out)
		return SEAM_E_NULL;
	if (iterator->changes != iterator->bundle->changes)
		return SEAM_E_STATE;
	if (iterator->next == iterator->bundle->count)
		return SEAM_E_NOT_FOUND;
	*out = iterator->bundle->nodes[iterator->next++];
	return SEAM_OK;
}

void seam_c_iterator_destroy(struct seam_own_iterator *iterator)
{
	if (!iterator)
		return;
	seam_c_bundle_destroy(iterator->bundle);
	LENT_FREE(struct seam_own_iterator, iterator);
	seam_c_own_live--;
}
