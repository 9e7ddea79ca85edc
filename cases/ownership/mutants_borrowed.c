/* mutants_borrowed.c - names and entries that do not live as long as they are lent for. */
#include "ownership/planted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int name_in_one_buffer(const struct seam_own_object *object, const char **out)
{
	static char buffer[200];
	int rc = ORIGINAL->object_name(object, out);

	if (!rc) {
		snprintf(buffer, sizeof buffer, "%s", *out);
		*out = buffer;
	}
	return rc;
}

static int name_freed(const struct seam_own_object *object, const char **out)
{
	int rc = ORIGINAL->object_name(object, out);
	size_t size;
	char *copy;

	if (rc)
		return rc;
	size = strlen(*out) + 1;
	copy = malloc(size);
	if (!copy)
		return SEAM_E_MEMORY;
	memcpy(copy, *out, size);
	*out = copy;
	ORIGINAL->block_free(copy, size, 1);
	return SEAM_OK;
}

static int create_keeps_the_name(int64_t value, const char *name, struct seam_own_object **out)
{
	int rc = ORIGINAL->object_create(value, name, out);

	if (!rc) {
		free((*out)->name);
		(*out)->name = (char *)(uintptr_t)name;
	}
	return rc;
}

static int rename_frees_first(struct seam_own_object *object, const char *name)
{
	if (!object || !name)
		return SEAM_E_NULL;
	free(object->name);
	object->name = NULL;
	return ORIGINAL->object_rename(object, name);
}

static int rename_takes_its_own_for_done(struct seam_own_object *object, const char *name)
{
	if (object && name && name >= object->name && name <= object->name + strlen(object->name))
		return SEAM_OK;
	return ORIGINAL->object_rename(object, name);
}

static int entry_is_a_copy(const struct seam_own_list *list, size_t index, const void **out, size_t *size)
{
	int rc = ORIGINAL->list_at(list, index, out, size);
	void *copy = rc ? NULL : lent_alloc(*size, 1);

	if (copy)
		*out = memcpy(copy, *out, *size);
	return rc;
}

static int entry_past_the_last(const struct seam_own_list *list, size_t index, const void **out, size_t *size)
{
	size_t count = 0;

	if (ORIGINAL->list_count(list, &count) || index != count)
		return ORIGINAL->list_at(list, index, out, size);
	*out = "";
	*size = 0;
	return SEAM_OK;
}

static int no_entry_clears(const struct seam_own_list *list, size_t index, const void **out, size_t *size)
{
	int rc = ORIGINAL->list_at(list, index, out, size);

	if (rc == SEAM_E_RANGE)
		*size = 0;
	return rc;
}

SEAM_MUTANTS(ownership, borrowed) = {
	MUTANT(name_in_one_buffer, "borrowed.name_stays", "plain", "fail", "again != name", SILENT, object_name),
	MUTANT(name_freed, "borrowed.name_stays", "asan", "finding", "heap-use-after-free", SEEN, object_name),
	MUTANT(create_keeps_the_name, "borrowed.name_is_a_copy", "plain", "fail", "name != in", SEEN, object_create),
	MUTANT(rename_frees_first, "borrowed.renamed_to_itself", "asan", "finding", "heap-use-after-free", SEEN,
	       object_rename),
	MUTANT(rename_takes_its_own_for_done, "borrowed.renamed_to_itself", "plain", "fail", "name", SILENT, object_rename),
	MUTANT(entry_is_a_copy, "borrowed.entries_are_lent", "plain", "fail", "before.blocks", SILENT, list_at),
	MUTANT(entry_past_the_last, "borrowed.no_such_entry", "plain", "fail", "SEAM_E_RANGE", SILENT, list_at),
	MUTANT(no_entry_clears, "borrowed.no_such_entry", "plain", "fail", "out-parameter", SILENT, list_at),
	SEAM_NO_MORE_MUTANTS
};
