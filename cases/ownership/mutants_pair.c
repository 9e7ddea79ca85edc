/* mutants_pair.c - blocks made and freed by pairs that do not match, or freed twice, or never. */
#include "ownership/planted.h"

#include <stdlib.h>
#include <string.h>

static int block_is_short(size_t size, size_t align, uint8_t fill, void **out)
{
	char *block = malloc(size > 1 ? size - 1 : 1);

	if (!block)
		return SEAM_E_MEMORY;
	memset(block, fill, size > 1 ? size - 1 : 1);
	(void)align;
	*out = block;
	return SEAM_OK;
}

static int block_last_unfilled(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->block_make(size, align, fill, out);

	if (!rc && size)
		((volatile unsigned char *)*out)[size - 1] = (unsigned char)~fill;
	return rc;
}

static void block_freed_as_lent(void *block, size_t size, size_t align)
{
	free_lent(block, size, align);
	ORIGINAL->block_free(block, size, align);
}

static void block_freed_twice(void *block, size_t size, size_t align)
{
	ORIGINAL->block_free(block, size, align);
	ORIGINAL->block_free(block, size, align);
}

static void block_never_freed(void *block, size_t size, size_t align)
{
	(void)block;
	(void)size;
	(void)align;
}

static int lent_rounded_up(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->lent_make((size + 15) & ~(size_t)15, align, fill, out);
}

static int lent_from_malloc(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->block_make(size, align, fill, out);
}

static int lent_unfilled(size_t size, size_t align, uint8_t fill, void **out)
{
	(void)fill;
	return ORIGINAL->lent_make(size, align, 0, out);
}

static void lent_not_freed(void *block, size_t size, size_t align)
{
	block_never_freed(block, size, align);
}

static void lent_freed_by_free(void *block, size_t size, size_t align)
{
	(void)size;
	(void)align;
	free(block);
}

static void lent_freed_one_short(void *block, size_t size, size_t align)
{
	ORIGINAL->lent_free(block, size - 1, align);
}

static void lent_freed_unaligned(void *block, size_t size, size_t align)
{
	(void)align;
	ORIGINAL->lent_free(block, size, 8);
}

static void lent_freed_twice(void *block, size_t size, size_t align)
{
	ORIGINAL->lent_free(block, size, align);
	ORIGINAL->lent_free(block, size, align);
}

static int push_keeps_elsewhere(struct seam_own_list *list, const void *bytes, size_t size)
{
	return ORIGINAL->list_push(list, bytes, size < 100 ? size : 0);
}

static void list_shell_leaked(struct seam_own_list *list)
{
	(void)list;
}

SEAM_MUTANTS(ownership, pair) = {
	MUTANT(block_is_short, "pair.own", "asan", "finding", "heap-buffer-overflow", SEEN, block_make),
	MUTANT(block_last_unfilled, "pair.own", "plain", "fail", "of the block of", SILENT, block_make),
	MUTANT(block_freed_as_lent, "pair.own", "plain", "fail", "never gave out this pointer", SILENT, block_free),
	MUTANT(block_freed_twice, "pair.own", "plain", "crash", "SIGABRT", SEEN, block_free),
	MUTANT(block_never_freed, "pair.own", "asan", "finding", "leak", SEEN, block_free),
	MUTANT(lent_rounded_up, "pair.lent", "plain", "fail", "seen_size", SILENT, lent_make),
	MUTANT(lent_from_malloc, "pair.lent", "plain", "fail", "not a live block of lent memory", SEEN, lent_make),
	MUTANT(lent_unfilled, "pair.lent", "plain", "fail", "not 0x42", SILENT, lent_make),
	MUTANT(lent_not_freed, "pair.lent_made_and_freed", "plain", "fail", "!seam_is_lent", SILENT, lent_free),
	MUTANT(lent_freed_unaligned, "pair.lent_made_and_freed", "plain", "fail", "given back as", SILENT, lent_free),
	MUTANT(lent_freed_by_free, "pair.host_makes_peer_frees", "plain", "crash", "SIGABRT", SEEN, lent_free),
	MUTANT(lent_freed_one_short, "pair.host_makes_peer_frees", "plain", "fail", "given back as", SILENT, lent_free),
	MUTANT(lent_freed_twice, "pair.host_makes_peer_frees", "plain", "fail", "freed twice", SILENT, lent_free),
	MUTANT(push_keeps_elsewhere, "pair.list_is_lent", "plain", "fail", "seam_live(c).bytes", SILENT, list_push),
	MUTANT(list_shell_leaked, "pair.list_is_lent", "plain", "fail", "seam_live(c).blocks", SILENT, list_destroy),
	SEAM_NO_MORE_MUTANTS
};
