/* mutants_null.c - NULL is read, taken for an object or written through; closed ids still open something. */
#include "ownership/planted.h"

static void destroy_reads_null(struct seam_own_object *object)
{
	(void)*(volatile int64_t *)&object->value;
	ORIGINAL->object_destroy(object);
}

static int destroy_null_is_an_error(struct seam_own_parent *parent)
{
	return parent ? ORIGINAL->parent_destroy(parent) : SEAM_E_NULL;
}

static int list_for_nobody(struct seam_own_list **out)
{
	struct seam_own_list *list;
	int rc = ORIGINAL->list_create(&list);

	if (rc)
		return rc;
	if (!out)
		return SEAM_E_NULL;
	*out = list;
	return SEAM_OK;
}

static int get_of_null_is_zero(const struct seam_own_object *object, int64_t *out)
{
	if (object)
		return ORIGINAL->object_get(object, out);
	*out = 0;
	return SEAM_OK;
}

static int name_without_a_place(const struct seam_own_object *object, const char **out)
{
	const char *name;

	return ORIGINAL->object_name(object, out ? out : &name);
}

static int clone_for_nobody(const struct seam_own_list *list, struct seam_own_list **out)
{
	struct seam_own_list *clone;

	return out ? ORIGINAL->list_clone(list, out) : ORIGINAL->list_clone(list, &clone) ? SEAM_E_MEMORY : SEAM_E_NULL;
}

static int take_for_nobody(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	void *taken;
	size_t ignored;

	if (block && size && align)
		return ORIGINAL->holder_take(holder, block, size, align);
	ORIGINAL->holder_take(holder, &taken, &ignored, &ignored);
	return SEAM_E_NULL;
}

static int get_writes_through_null(const struct seam_own_shared *shared, int64_t *out)
{
	int64_t value = 0;
	int rc = ORIGINAL->shared_get(shared, &value);

	if (!rc)
		*(volatile int64_t *)out = value;
	return rc;
}

static int get_remembers(uint64_t id, int64_t *out)
{
	static int64_t last;
	int rc = ORIGINAL->id_get(id, &last);

	if (rc == SEAM_OK || rc == SEAM_E_NOT_FOUND)
		*out = last;
	return rc == SEAM_E_NOT_FOUND ? SEAM_OK : rc;
}

/* Whoever has the place now. */
static int get_by_place(uint64_t id, int64_t *out)
{
	int rc = ORIGINAL->id_get(id, out);

	for (uint64_t use = 0; rc == SEAM_E_NOT_FOUND && use < 1000; use++)
		rc = ORIGINAL->id_get(use << 32 | (id & UINT32_MAX), out);
	return rc;
}

static int close_by_48_bits(uint64_t id)
{
	return ORIGINAL->id_close(id & 0xffffffffffff);
}

static int get_by_48_bits(uint64_t id, int64_t *out)
{
	return ORIGINAL->id_get(id & 0xffffffffffff, out);
}

SEAM_MUTANTS(ownership, null) = {
	MUTANT(destroy_reads_null, "null.destroyed", "plain", "crash", "SIGSEGV", SEEN, object_destroy),
	MUTANT(destroy_null_is_an_error, "null.destroyed", "plain", "fail", "parent_destroy", SILENT, parent_destroy),
	MUTANT(list_for_nobody, "null.no_place_for_it", "plain", "fail", "s->live()", SILENT, list_create),
	MUTANT(get_of_null_is_zero, "null.no_object", "plain", "fail", "object_get", SILENT, object_get),
	MUTANT(name_without_a_place, "null_out.object", "plain", "fail", "object_name", SILENT, object_name),
	MUTANT(clone_for_nobody, "null_out.list", "plain", "fail", "blocks", SILENT, list_clone),
	MUTANT(take_for_nobody, "null_out.holder", "plain", "fail", "blocks", SILENT, holder_take),
	MUTANT(get_writes_through_null, "null_out.others", "plain", "crash", "SIGSEGV", SEEN, shared_get),
	MUTANT(get_remembers, "stale.closed", "plain", "fail", "SEAM_E_NOT_FOUND", SILENT, id_get),
	MUTANT(get_by_place, "stale.used_again", "plain", "fail", "SEAM_E_NOT_FOUND", SILENT, id_get),
	MUTANT(get_by_48_bits, "stale.never_opened", "plain", "fail", "SEAM_E_NOT_FOUND", SILENT, id_get),
	MUTANT(close_by_48_bits, "stale.never_opened", "plain", "fail", "SEAM_E_NOT_FOUND", SILENT, id_close),
	SEAM_NO_MORE_MUTANTS
};
