/* mutants_null_later.c - NULLs that are taken for something. */
#include "ownership/planted_later.h"

static int null_bundle_is_refused(struct seam_own_bundle *bundle)
{
	return bundle ? ORIGINAL->bundle_destroy(bundle) : SEAM_E_NULL;
}

static int get_of_null_is_none(const struct seam_own_node *node, struct seam_own_node **out)
{
	if (node || !out)
		return ORIGINAL->node_get_child(node, out);
	*out = NULL;
	return SEAM_OK;
}

static int get_adds_and_looks(const struct seam_own_node *node, struct seam_own_node **out)
{
	if (node && node->child && !out)
		node->child->references++;
	return ORIGINAL->node_get_child(node, out);
}

static int pin_and_look(struct seam_own_buffer *buffer, void **bytes, size_t *size)
{
	int rc = ORIGINAL->buffer_pin(buffer, bytes, size);

	if (rc == SEAM_E_NULL && buffer)
		buffer->pins++, buffer->memory->pins++;
	return rc;
}

SEAM_MUTANTS(ownership, null_later) = {
	MUTANT(null_bundle_is_refused, "null_later.destroyed", "plain", "fail", "SEAM_OK", SILENT, bundle_destroy),
	MUTANT(get_of_null_is_none, "null_later.no_object", "plain", "fail", "SEAM_E_NULL", SILENT, node_get_child),
	MUTANT(get_adds_and_looks, "null_later.no_place", "plain", "fail", "references, and should have", SILENT,
	       node_get_child),
	MUTANT(pin_and_look, "null_later.no_place", "plain", "fail", "SEAM_E_STATE", SILENT, buffer_pin),
	SEAM_NO_MORE_MUTANTS
};
