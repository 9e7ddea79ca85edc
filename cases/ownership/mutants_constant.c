/* mutants_constant.c - a constant that is owned, ids that come back. */
#include "ownership/planted_later.h"

#include <stdlib.h>

static void constant_is_freed(struct seam_own_object *object)
{
	struct seam_own_object *constant = NULL;

	if (object && !ORIGINAL->object_constant(&constant) && object == constant)
		free(object->name);
	ORIGINAL->object_destroy(object);
}

static void constant_is_emptied(struct seam_own_object *object)
{
	struct seam_own_object *constant = NULL;

	if (object && !ORIGINAL->object_constant(&constant) && object == constant)
		object->name[0] = '\0';
	ORIGINAL->object_destroy(object);
}

static int constant_is_made(struct seam_own_object **out)
{
	return ORIGINAL->object_create(0, "constant", out);
}

static int constant_is_set(struct seam_own_object *object, int64_t value)
{
	int rc = ORIGINAL->object_set(object, value);

	if (rc == SEAM_E_STATE) {
		object->value = value;
		rc = SEAM_OK;
	}
	return rc;
}

static int clone_of_the_constant_is_it(const struct seam_own_object *object, struct seam_own_object **out)
{
	struct seam_own_object *constant = NULL;

	if (object && out && !ORIGINAL->object_constant(&constant) && object == constant) {
		*out = constant;
		return SEAM_OK;
	}
	return ORIGINAL->object_clone(object, out);
}

static int moved_is_open_still(uint64_t id, uint64_t *out)
{
	int64_t value = 0;
	int rc = out ? ORIGINAL->id_get(id, &value) : SEAM_E_NULL;

	return rc ? rc : ORIGINAL->id_open(value, out);
}

static int moved_stays(uint64_t id, uint64_t *out)
{
	int64_t value = 0;
	int rc = out ? ORIGINAL->id_get(id, &value) : SEAM_E_NULL;

	if (!rc)
		*out = id;
	return rc;
}

/* The generation is what 16 bits hold of it. */
static int known_by_16_bits(uint64_t id, int64_t *out)
{
	int rc = ORIGINAL->id_get(id, out);

	for (uint64_t i = 1; rc == SEAM_E_NOT_FOUND && id >> 32 && i < 3; i++)
		rc = ORIGINAL->id_get(id + (i << 48), out);
	return rc;
}

SEAM_MUTANTS(ownership, constant) = {
	MUTANT(constant_is_freed, "constant.destroyed", "asan", "finding", "free", SEEN, object_destroy),
	MUTANT(constant_is_emptied, "constant.destroyed", "plain", "fail", "name", SILENT, object_destroy),
	MUTANT(constant_is_made, "constant.destroyed", "plain", "fail", "again == constant", SILENT, object_constant),
	MUTANT(constant_is_set, "constant.unchanged", "plain", "fail", "SEAM_E_STATE", SILENT, object_set),
	MUTANT(clone_of_the_constant_is_it, "constant.unchanged", "plain", "fail", "clone != constant", SILENT,
	       object_clone),
	MUTANT(moved_is_open_still, "moved.from", "plain", "fail", "SEAM_E_NOT_FOUND", SILENT, id_move),
	MUTANT(moved_stays, "moved.from", "plain", "fail", "id[i] != id[j]", SILENT, id_move),
	MUTANT(known_by_16_bits, "moved.aged", "plain", "fail", "valid again", SILENT, id_get),
	SEAM_NO_MORE_MUTANTS
};
