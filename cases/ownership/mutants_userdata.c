/* mutants_userdata.c - userdata that is released twice, never, too late, or looked at. */
#include "ownership/planted.h"

static void slot_destroyed_silently(struct seam_own_slot *slot)
{
	if (slot)
		slot->occupied = false;
	ORIGINAL->slot_destroy(slot);
}

static void slot_destroyed_twice(struct seam_own_slot *slot)
{
	if (slot && slot->occupied && slot->release)
		slot->release(slot->userdata);
	ORIGINAL->slot_destroy(slot);
}

static int set_reads_userdata(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	if (userdata)
		(void)*(volatile const char *)userdata;
	return ORIGINAL->slot_set(slot, userdata, release);
}

static int set_forgets_the_old(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	if (slot && !slot->frozen)
		slot->occupied = false;
	return ORIGINAL->slot_set(slot, userdata, release);
}

static int set_skips_the_same(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	if (slot && slot->occupied && !slot->frozen && slot->userdata == userdata && slot->release == release)
		return SEAM_OK;
	return ORIGINAL->slot_set(slot, userdata, release);
}

static int clear_keeps(struct seam_own_slot *slot)
{
	if (!slot || slot->frozen || !slot->occupied)
		return ORIGINAL->slot_clear(slot);
	if (slot->release)
		slot->release(slot->userdata);
	return SEAM_OK;
}

static int refused_is_not_released(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	return ORIGINAL->slot_set(slot, userdata, slot && slot->frozen ? NULL : release);
}

static int no_slot_is_not_released(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	return ORIGINAL->slot_set(slot, userdata, slot ? release : NULL);
}

static int null_is_not_released(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	return ORIGINAL->slot_set(slot, userdata, userdata ? release : NULL);
}

static int clear_calls_null(struct seam_own_slot *slot)
{
	volatile seam_own_release_fn release = slot && !slot->frozen && slot->occupied ? slot->release : NULL;

	if (slot && !slot->frozen && slot->occupied && !slot->release)
		release(slot->userdata);
	return ORIGINAL->slot_clear(slot);
}

SEAM_MUTANTS(ownership, userdata) = {
	MUTANT(slot_destroyed_silently, "userdata.destroyed", "plain", "fail", "releases", SILENT, slot_destroy),
	MUTANT(slot_destroyed_twice, "userdata.destroyed", "plain", "fail", "releases", SILENT, slot_destroy),
	MUTANT(set_reads_userdata, "userdata.destroyed", "plain", "crash", "SIGSEGV", SEEN, slot_set),
	MUTANT(set_forgets_the_old, "userdata.replaced", "plain", "fail", "releases", SILENT, slot_set),
	MUTANT(set_skips_the_same, "userdata.replaced", "plain", "fail", "releases", SILENT, slot_set),
	MUTANT(clear_keeps, "userdata.cleared", "plain", "fail", "SEAM_E_STATE", SILENT, slot_clear),
	MUTANT(refused_is_not_released, "userdata.refused", "plain", "fail", "releases", SILENT, slot_set),
	MUTANT(no_slot_is_not_released, "userdata.refused", "plain", "fail", "releases", SILENT, slot_set),
	MUTANT(null_is_not_released, "userdata.null_is_carried", "plain", "fail", "releases", SILENT, slot_set),
	MUTANT(clear_calls_null, "userdata.null_is_carried", "plain", "crash", "SIGSEGV", SEEN, slot_clear),
	SEAM_NO_MORE_MUTANTS
};
