/* mutants_transfer.c - blocks given, taken and put that get a second owner, or none. */
#include "ownership/planted.h"

#include <string.h>

static int give_copies(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	void *copy = block && size <= SEAM_HOLDER_MAX ? lent_alloc(size, align) : NULL;
	int rc;

	if (!copy)
		return ORIGINAL->holder_give(holder, block, size, align);
	rc = ORIGINAL->holder_give(holder, memcpy(copy, block, size), size, align);
	if (rc)
		free_lent(copy, size, align);
	return rc;
}

static void destroy_forgets_the_block(struct seam_own_holder *holder)
{
	void *block;
	size_t size, align;

	if (holder)
		ORIGINAL->holder_take(holder, &block, &size, &align);
	ORIGINAL->holder_destroy(holder);
}

static int take_keeps(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	return rc ? rc : ORIGINAL->holder_give(holder, *block, *size, *align);
}

static int take_wipes(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	if (!rc)
		memset(*block, 0, *size);
	return rc;
}

static int take_of_nothing(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	if (rc != SEAM_E_STATE)
		return rc;
	*block = NULL;
	*size = *align = 0;
	return SEAM_OK;
}

static int failed_give_frees(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	int rc = ORIGINAL->holder_give(holder, block, size, align);

	if (rc == SEAM_E_STATE)
		free_lent(block, size, align);
	return rc;
}

static int put_forgets_the_old(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	void *old;
	size_t old_size, old_align;

	if (holder && size <= SEAM_HOLDER_MAX)
		ORIGINAL->holder_take(holder, &old, &old_size, &old_align);
	return ORIGINAL->holder_put(holder, block, size, align);
}

static int failed_put_leaves(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	if (size > SEAM_HOLDER_MAX)
		return SEAM_E_RANGE;
	return ORIGINAL->holder_put(holder, block, size, align);
}

static int failed_put_empties(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	int rc = ORIGINAL->holder_put(holder, block, size, align);
	void *old;
	size_t old_size, old_align;

	if (rc == SEAM_E_RANGE && !ORIGINAL->holder_take(holder, &old, &old_size, &old_align))
		free_lent(old, old_size, old_align);
	return rc;
}

SEAM_MUTANTS(ownership, transfer) = {
	MUTANT(give_copies, "transfer.give", "plain", "fail", "!seam_is_lent", SILENT, holder_give),
	MUTANT(destroy_forgets_the_block, "transfer.give", "plain", "fail", "!seam_is_lent", SILENT, holder_destroy),
	MUTANT(take_keeps, "transfer.take", "plain", "fail", "not a live block", SILENT, holder_take),
	MUTANT(take_wipes, "transfer.take", "plain", "fail", "not 0x3c", SILENT, holder_take),
	MUTANT(take_of_nothing, "transfer.take_from_empty", "plain", "fail", "SEAM_E_STATE", SILENT, holder_take),
	MUTANT(failed_give_frees, "transfer.failed_give", "plain", "fail", "not a live block", SILENT, holder_give),
	MUTANT(put_forgets_the_old, "put.replaces", "plain", "fail", "!seam_is_lent", SILENT, holder_put),
	MUTANT(failed_put_leaves, "put.failed", "plain", "fail", "!seam_is_lent", SILENT, holder_put),
	MUTANT(failed_put_empties, "put.failed", "plain", "fail", "not a live block", SILENT, holder_put),
	SEAM_NO_MORE_MUTANTS
};
