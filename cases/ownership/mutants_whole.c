/* mutants_whole.c - values, sizes and names that are cut, and a release on another thread. */
#include "ownership/planted.h"

#include <pthread.h>
#include <stdlib.h>

static int shared_get_32(const struct seam_own_shared *shared, int64_t *out)
{
	int rc = ORIGINAL->shared_get(shared, out);

	if (rc == SEAM_OK)
		*out = (int32_t)*out;
	return rc;
}

static int take_rounds_up(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	if (rc == SEAM_OK)
		*size = (*size + 15) / 16 * 16;
	return rc;
}

static int text_of_a_page(const char *bytes, size_t size, struct seam_own_text *out)
{
	return ORIGINAL->text_make(bytes, size > 4095 ? 4095 : size, out);
}

static int raw_in_one_place(struct seam_own_object *object, void **out)
{
	static void *place;
	int rc = ORIGINAL->object_into_raw(object, out);

	if (rc == SEAM_OK && place)
		*out = place;
	else if (rc == SEAM_OK)
		place = *out;
	return rc;
}

struct errand {
	seam_own_release_fn release;
	void *userdata;
};

static void *run_errand(void *payload)
{
	struct errand *errand = payload;

	errand->release(errand->userdata);
	return NULL;
}

static void release_elsewhere(void *payload)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, run_errand, payload) == 0)
		pthread_join(thread, NULL);
	free(payload);
}

static int set_releases_elsewhere(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	struct errand *errand = release ? malloc(sizeof *errand) : NULL;

	if (!errand)
		return ORIGINAL->slot_set(slot, userdata, release);
	*errand = (struct errand){ release, userdata };
	return ORIGINAL->slot_set(slot, errand, release_elsewhere);
}

SEAM_MUTANTS(ownership, whole) = {
	MUTANT(shared_get_32, "whole.values", "plain", "fail", "seen == wide[i]", SILENT, shared_get),
	MUTANT(take_rounds_up, "whole.sizes", "plain", "fail", "size == sizes[i]", SILENT, holder_take),
	MUTANT(text_of_a_page, "whole.names", "plain", "fail", "text.bytes", SILENT, text_make),
	MUTANT(raw_in_one_place, "whole.raw_apart", "plain", "fail", "raw[0] != raw[1]", SILENT, object_into_raw),
	MUTANT(set_releases_elsewhere, "thread.released", "plain", "fail", "elsewhere == 0", SILENT, slot_set),
	SEAM_NO_MORE_MUTANTS
};
