/* mutants_leak.c - memory, files and objects left behind where no leak checker sees them: they can be reached. */
#include "ownership/planted.h"

#include <stdio.h>
#include <stdlib.h>

/* A leak that no checker sees: the memory is still reachable. */
static void keep_for_ever(void)
{
	static struct kept {
		struct kept *next;
		char bytes[24];
	} *volatile kept;
	struct kept *one = malloc(sizeof *one);

	if (one) {
		one->next = kept;
		kept = one;
	}
}

static int failed_clone_kept(const struct seam_own_list *list, struct seam_own_list **out)
{
	int rc = ORIGINAL->list_clone(list, out);

	if (rc)
		keep_for_ever();
	return rc;
}

static int block_and_more(size_t size, size_t align, uint8_t fill, void **out)
{
	keep_for_ever();
	return ORIGINAL->block_make(size, align, fill, out);
}

static int object_and_a_file(int64_t value, const char *name, struct seam_own_object **out)
{
	static FILE *volatile last;

	last = tmpfile();
	if (!last)
		return SEAM_E_FAILED;
	return ORIGINAL->object_create(value, name, out);
}

static void object_leaves_more(struct seam_own_object *object)
{
	keep_for_ever();
	ORIGINAL->object_destroy(object);
}

static void shared_leaves_more(struct seam_own_shared *shared)
{
	keep_for_ever();
	ORIGINAL->shared_release(shared);
}

static int list_and_more(struct seam_own_list **out)
{
	lent_alloc(8, 8);
	return ORIGINAL->list_create(out);
}

static void child_leaves_more(struct seam_own_child *child)
{
	keep_for_ever();
	ORIGINAL->child_destroy(child);
}

static int slot_and_more(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	keep_for_ever();
	return ORIGINAL->slot_set(slot, userdata, release);
}

static void holder_leaves_more(struct seam_own_holder *holder)
{
	keep_for_ever();
	ORIGINAL->holder_destroy(holder);
}

static void text_leaves_more(struct seam_own_text *text)
{
	keep_for_ever();
	ORIGINAL->text_free(text);
}

static int close_closes_not(uint64_t id)
{
	int64_t value;

	return ORIGINAL->id_get(id, &value);
}

static int failed_put_kept(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	int rc = ORIGINAL->holder_put(holder, block, size, align);

	if (rc)
		keep_for_ever();
	return rc;
}

SEAM_MUTANTS(ownership, leak) = {
	MUTANT(block_and_more, "leak.blocks", "plain", "fail", "bytes of the heap", SILENT, block_make),
	MUTANT(object_leaves_more, "leak.objects", "plain", "fail", "bytes of the heap", SILENT, object_destroy),
	MUTANT(object_and_a_file, "leak.objects", "plain", "fail", "descriptors", SILENT, object_create),
	MUTANT(shared_leaves_more, "leak.shared", "plain", "fail", "bytes of the heap", SILENT, shared_release),
	MUTANT(list_and_more, "leak.lists", "plain", "fail", "lent.blocks", SILENT, list_create),
	MUTANT(child_leaves_more, "leak.families", "plain", "fail", "bytes of the heap", SILENT, child_destroy),
	MUTANT(slot_and_more, "leak.slots", "plain", "fail", "bytes of the heap", SILENT, slot_set),
	MUTANT(holder_leaves_more, "leak.holders", "plain", "fail", "bytes of the heap", SILENT, holder_destroy),
	MUTANT(text_leaves_more, "leak.texts", "plain", "fail", "bytes of the heap", SILENT, text_free),
	MUTANT(close_closes_not, "leak.ids", "plain", "fail", "objects", SILENT, id_close),
	MUTANT(failed_clone_kept, "leak_on_failure.requests", "plain", "fail", "bytes of the heap", SILENT, list_clone),
	MUTANT(failed_put_kept, "leak_on_failure.refusals", "plain", "fail", "bytes of the heap", SILENT, holder_put),
	SEAM_NO_MORE_MUTANTS
};
