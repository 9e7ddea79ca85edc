/* mutants_handle.c - wrong counts of live objects, values that are not kept, raw pointers that are others. */
#include "ownership/planted.h"

static uint64_t live_never_falls(void)
{
	static uint64_t most;
	uint64_t now = ORIGINAL->live();

	return now > most ? (most = now) : most;
}

static uint64_t live_is_a_bool(void)
{
	return ORIGINAL->live() > 0;
}

static int object_get_cached(const struct seam_own_object *object, int64_t *out)
{
	static int64_t value;
	static bool known;
	int rc = known ? SEAM_OK : ORIGINAL->object_get(object, &value);

	known = known || !rc;
	if (!rc)
		*out = value;
	return rc;
}

static int object_set_narrow(struct seam_own_object *object, int64_t value)
{
	return ORIGINAL->object_set(object, (int32_t)(uint32_t)value);
}

static int from_raw_anew(void *raw, struct seam_own_object **out)
{
	int rc = ORIGINAL->object_from_raw(raw, out);

	if (!rc)
		(*out)->value = 0;
	return rc;
}

static int into_raw_of_a_clone(struct seam_own_object *object, void **out)
{
	struct seam_own_object *clone = NULL;
	int rc = ORIGINAL->object_clone(object, &clone);

	return rc ? rc : ORIGINAL->object_into_raw(clone, out);
}

static void destroys_not(struct seam_own_object *object)
{
	(void)object;
}

SEAM_MUTANTS(ownership, handle) = {
	MUTANT(live_never_falls, "handle.balance", "plain", "fail", "s->live()", SILENT, live),
	MUTANT(destroys_not, "handle.balance", "plain", "fail", "s->live()", SEEN, object_destroy),
	MUTANT(live_is_a_bool, "handle.all_kinds", "plain", "fail", "s->live()", SILENT, live),
	MUTANT(object_get_cached, "handle.distinct", "plain", "fail", "INT64_MAX", SILENT, object_get),
	MUTANT(object_set_narrow, "handle.distinct", "plain", "fail", "INT64_MAX", SILENT, object_set),
	MUTANT(from_raw_anew, "handle.raw_and_back", "plain", "fail", "value", SILENT, object_from_raw),
	MUTANT(into_raw_of_a_clone, "handle.raw_and_back", "plain", "fail", "s->live()", SEEN, object_into_raw),
	SEAM_NO_MORE_MUTANTS
};
