/* mutants_sizes.c - wrong alignments, sizes of 0 and resizes. */
#include "ownership/planted.h"

#include <string.h>

/* What block_free looks for in front of the block moves with it. */
static int block_off_by_a_pointer(size_t size, size_t align, uint8_t fill, void **out)
{
	unsigned char *block;
	int rc = ORIGINAL->block_make(size + sizeof(void *), align, fill, out);

	if (rc || align <= _Alignof(max_align_t))
		return rc;
	block = *out;
	memcpy(block, block - sizeof(void *), sizeof(void *));
	*out = block + sizeof(void *);
	return SEAM_OK;
}

static int block_any_alignment(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->block_make(size, align & (align - 1) ? 8 : align, fill, out);
}

static int block_refused_clears(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->block_make(size, align, fill, out);

	if (rc == SEAM_E_RANGE)
		*out = NULL;
	return rc;
}

static int lent_aligned_to_8(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->lent_make(size, align > 8 ? 8 : align, fill, out);
}

static int lent_refused_clears(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_make(size, align, fill, out);

	if (rc == SEAM_E_RANGE)
		*out = NULL;
	return rc;
}

static int block_zero_is_null(size_t size, size_t align, uint8_t fill, void **out)
{
	if (size)
		return ORIGINAL->block_make(size, align, fill, out);
	*out = NULL;
	return SEAM_OK;
}

static int lent_zero_is_one(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->lent_make(size ? size : 1, align, fill, out);
}

static int resize_to_zero_frees(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	if (new_size)
		return ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);
	ORIGINAL->lent_free(block, old_size, align);
	*out = NULL;
	return SEAM_OK;
}

static int push_skips_empty(struct seam_own_list *list, const void *bytes, size_t size)
{
	return size || !list ? ORIGINAL->list_push(list, bytes, size) : SEAM_OK;
}

static int resize_fills_too_much(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (!rc && old_size && new_size > old_size)
		((volatile unsigned char *)*out)[old_size - 1] = fill;
	return rc;
}

/* By alloc and copy, with one of their usual slips each. */
static int resize_anew(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out, bool frees,
                       size_t new_align)
{
	unsigned char *moved = lent_alloc(new_size, new_align);
	size_t kept = old_size < new_size ? old_size : new_size;

	if (!moved)
		return SEAM_E_MEMORY;
	memcpy(moved, block, kept);
	memset(moved + kept, fill, new_size - kept);
	if (frees)
		free_lent(block, old_size, align);
	*out = moved;
	return SEAM_OK;
}

static int resize_keeps_the_old(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	return resize_anew(block, old_size, align, new_size, fill, out, false, align);
}

static int resize_unaligned(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	return resize_anew(block, old_size, align, new_size, fill, out, true, 8);
}

static int resize_never_shrinks(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	if (new_size > old_size)
		return ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);
	*out = block;
	return SEAM_OK;
}

static int resize_refused_frees(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (rc == SEAM_E_RANGE)
		free_lent(block, old_size, 8);
	return rc;
}

SEAM_MUTANTS(ownership, sizes) = {
	MUTANT(block_off_by_a_pointer, "aligned.own", "plain", "fail", "% align", SILENT, block_make),
	MUTANT(lent_aligned_to_8, "aligned.lent", "plain", "fail", "seen_align", SILENT, lent_make),
	MUTANT(block_any_alignment, "aligned.own_refused", "plain", "fail", "SEAM_E_RANGE", SEEN, block_make),
	MUTANT(block_refused_clears, "aligned.own_refused", "plain", "fail", "out-parameter", SILENT, block_make),
	MUTANT(lent_refused_clears, "aligned.lent_refused", "plain", "fail", "out-parameter", SILENT, lent_make),
	MUTANT(block_zero_is_null, "zero_size.own", "plain", "fail", "block != NULL", SILENT, block_make),
	MUTANT(lent_zero_is_one, "zero_size.lent", "plain", "fail", "seen_size", SILENT, lent_make),
	MUTANT(resize_to_zero_frees, "zero_size.resized", "plain", "fail", "empty != NULL", SILENT, lent_resize),
	MUTANT(push_skips_empty, "zero_size.entry", "plain", "fail", "count", SILENT, list_push),
	MUTANT(resize_fills_too_much, "resize.grows", "plain", "fail", "not kept", SILENT, lent_resize),
	MUTANT(resize_keeps_the_old, "resize.grows", "plain", "fail", "seam_live(c).blocks", SILENT, lent_resize),
	MUTANT(resize_never_shrinks, "resize.shrinks", "plain", "fail", "seen_size", SILENT, lent_resize),
	MUTANT(resize_unaligned, "resize.stays_aligned", "plain", "fail", "seen_align", SILENT, lent_resize),
	MUTANT(resize_refused_frees, "resize.refused", "plain", "fail", "not a live block", SILENT, lent_resize),
	SEAM_NO_MORE_MUTANTS
};
