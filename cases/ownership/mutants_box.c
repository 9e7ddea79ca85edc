/* mutants_box.c - memory goes back to the allocator of the day. */
#include "ownership/planted_later.h"

static struct seam_own_allocator current;
/* What a box made now would have; twice, if need be. */
static void look(void)
{
	struct seam_own_box *box = NULL;

	for (int i = 0; i < 8 && !box; i++)
		ORIGINAL->box_create("", 0, &box);
	if (!box)
		return;
	current = box->allocator;
	ORIGINAL->box_destroy(box);
}

static void freed_by_the_current(struct seam_own_box *box)
{
	if (box) {
		look();
		box->allocator = current;
	}
	ORIGINAL->box_destroy(box);
}

static int set_by_the_current(struct seam_own_box *box, const void *bytes, size_t size)
{
	struct seam_own_allocator own;
	int rc;

	if (!box)
		return SEAM_E_NULL;
	look();
	own = box->allocator;
	box->allocator = current;
	rc = ORIGINAL->box_set(box, bytes, size);
	box->allocator = own;
	return rc;
}

static int set_frees_first(struct seam_own_box *box, const void *bytes, size_t size)
{
	if (box && (bytes || !size)) {
		box->allocator.free(box->allocator.context, box->bytes, box->size ? box->size : 1);
		box->bytes = NULL;
	}
	return ORIGINAL->box_set(box, bytes, size);
}

static int failed_set_shortens(struct seam_own_box *box, const void *bytes, size_t size)
{
	int rc = ORIGINAL->box_set(box, bytes, size);

	if (rc == SEAM_E_MEMORY && box->size)
		box->size--;
	return rc;
}

static void freed_with_more(struct seam_own_box *box)
{
	if (box && box->size)
		box->size++;
	ORIGINAL->box_destroy(box);
}

SEAM_MUTANTS(ownership, box) = {
	MUTANT(freed_by_the_current, "box.captured", "plain", "fail", "pool_holds(&one)", SILENT, box_destroy),
	MUTANT(set_by_the_current, "box.captured", "plain", "fail", "one.allocs", SILENT, box_set),
	MUTANT(freed_with_more, "box.captured", "plain", "fail", "p->live[i].size", SILENT, box_destroy),
	MUTANT(set_frees_first, "box.by_its_own", "plain", "fail", "bytes", SILENT, box_set),
	MUTANT(failed_set_shortens, "box.no_memory", "plain", "fail", "bytes", SILENT, box_set),
	SEAM_NO_MORE_MUTANTS
};
