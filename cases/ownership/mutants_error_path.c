/* mutants_error_path.c - a failure that leaks, writes, frees what is not its own, or is hidden. */
#include "ownership/planted.h"

static int push_hides_failure(struct seam_own_list *list, const void *bytes, size_t size)
{
	int rc = ORIGINAL->list_push(list, bytes, size);

	return rc == SEAM_E_MEMORY ? SEAM_OK : rc;
}

static int failed_push_leaks(struct seam_own_list *list, const void *bytes, size_t size)
{
	void *scratch = lent_alloc(size, 1);
	int rc = scratch ? ORIGINAL->list_push(list, bytes, size) : SEAM_E_MEMORY;

	if (!rc)
		free_lent(scratch, size, 1);
	return rc;
}

static int clone_by_hand(const struct seam_own_list *list, struct seam_own_list **out, bool cleans_up, bool out_first)
{
	struct seam_own_list *clone = NULL;
	size_t count = 0, size = 0;
	const void *bytes = NULL;
	int rc = list ? ORIGINAL->list_create(&clone) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (out_first)
		*out = clone;
	ORIGINAL->list_count(list, &count);
	for (size_t i = 0; !rc && i < count; i++) {
		ORIGINAL->list_at(list, i, &bytes, &size);
		rc = ORIGINAL->list_push(clone, bytes, size);
	}
	if (!rc)
		*out = clone;
	else if (cleans_up)
		ORIGINAL->list_destroy(clone);
	return rc;
}

static int failed_clone_leaks(const struct seam_own_list *list, struct seam_own_list **out)
{
	return clone_by_hand(list, out, false, false);
}

static int failed_clone_is_handed_out(const struct seam_own_list *list, struct seam_own_list **out)
{
	return clone_by_hand(list, out, true, true);
}

static int failed_create_clears(struct seam_own_list **out)
{
	int rc = ORIGINAL->list_create(out);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}

static int failed_make_clears(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_make(size, align, fill, out);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}

static int failed_resize_frees(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (rc == SEAM_E_MEMORY)
		free_lent(block, old_size, align);
	return rc;
}

static int failed_shrink_is_success(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (rc != SEAM_E_MEMORY || new_size > old_size)
		return rc;
	*out = block;
	return SEAM_OK;
}

SEAM_MUTANTS(ownership, error_path) = {
	MUTANT(push_hides_failure, "error_path.push", "plain", "fail", "count", SILENT, list_push),
	MUTANT(failed_push_leaks, "error_path.push", "plain", "fail", "blocks", SILENT, list_push),
	MUTANT(failed_clone_leaks, "error_path.clone", "plain", "fail", "blocks", SILENT, list_clone),
	MUTANT(failed_clone_is_handed_out, "error_path.clone", "plain", "fail", "out-parameter", SILENT, list_clone),
	MUTANT(failed_create_clears, "error_path.create", "plain", "fail", "out-parameter", SILENT, list_create),
	MUTANT(failed_make_clears, "no_memory.make", "plain", "fail", "out-parameter", SILENT, lent_make),
	MUTANT(failed_resize_frees, "no_memory.grow", "plain", "fail", "not a live block", SILENT, lent_resize),
	MUTANT(failed_shrink_is_success, "no_memory.shrink", "plain", "fail", "seen_size", SILENT, lent_resize),
	SEAM_NO_MORE_MUTANTS
};
