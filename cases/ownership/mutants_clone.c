/* mutants_clone.c - clones that share or lose something, and reference counts that are off. */
#include "ownership/planted.h"

#include <stdlib.h>

static int clone_of_value_only(const struct seam_own_object *object, struct seam_own_object **out)
{
	return object ? ORIGINAL->object_create(object->value, "", out) : SEAM_E_NULL;
}

static int clone_shares_the_name(const struct seam_own_object *object, struct seam_own_object **out)
{
	int rc = ORIGINAL->object_clone(object, out);

	if (!rc) {
		free((*out)->name);
		(*out)->name = object->name;
	}
	return rc;
}

static int clone_without_the_last(const struct seam_own_list *list, struct seam_own_list **out)
{
	struct seam_own_list *clone = NULL;
	size_t count = 0, size = 0;
	const void *bytes = NULL;
	int rc = ORIGINAL->list_create(&clone);

	ORIGINAL->list_count(list, &count);
	for (size_t i = 0; !rc && i + 1 < count; i++) {
		ORIGINAL->list_at(list, i, &bytes, &size);
		rc = ORIGINAL->list_push(clone, bytes, size);
	}
	if (rc)
		ORIGINAL->list_destroy(clone);
	else
		*out = clone;
	return rc;
}

static int clone_of_empty_is_itself(const struct seam_own_list *list, struct seam_own_list **out)
{
	size_t count = 1;

	if (!list || ORIGINAL->list_count(list, &count) || count)
		return ORIGINAL->list_clone(list, out);
	*out = (struct seam_own_list *)(uintptr_t)list;
	return SEAM_OK;
}

static int count_is_a_byte(const struct seam_own_shared *shared, uint64_t *out)
{
	int rc = ORIGINAL->shared_count(shared, out);

	if (!rc)
		*out &= 0xff;
	return rc;
}

static int count_of_the_most(const struct seam_own_shared *shared, uint64_t *out)
{
	static uint64_t most;
	int rc = ORIGINAL->shared_count(shared, out);

	if (!rc)
		*out = most = *out > most ? *out : most;
	return rc;
}

static void release_one_early(struct seam_own_shared *shared)
{
	if (shared && shared->references == 2)
		shared->references = 1;
	ORIGINAL->shared_release(shared);
}

static void release_never_destroys(struct seam_own_shared *shared)
{
	if (shared && shared->references > 1)
		ORIGINAL->shared_release(shared);
}

SEAM_MUTANTS(ownership, clone) = {
	MUTANT(clone_of_value_only, "clone.object", "plain", "fail", "seen", SEEN, object_clone),
	MUTANT(clone_shares_the_name, "clone.object", "plain", "fail", "clone_name != name", SEEN, object_clone),
	MUTANT(clone_without_the_last, "clone.list", "plain", "fail", "count", SILENT, list_clone),
	MUTANT(clone_of_empty_is_itself, "clone.empty_list", "plain", "fail", "clone != first", SILENT, list_clone),
	MUTANT(count_is_a_byte, "shared.exact", "plain", "fail", "seen", SEEN, shared_count),
	MUTANT(count_of_the_most, "shared.counts_apart", "plain", "fail", "seen", SEEN, shared_count),
	MUTANT(release_one_early, "shared.last_release_destroys", "plain", "fail", "s->live()", SILENT, shared_release),
	MUTANT(release_never_destroys, "shared.last_release_destroys", "plain", "fail", "s->live()", SEEN,
	       shared_release),
	SEAM_NO_MORE_MUTANTS
};
