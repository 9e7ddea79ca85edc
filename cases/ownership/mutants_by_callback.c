/* mutants_by_callback.c - blocks that both sides free, or neither; NULLs that are taken for something. */
#include "ownership/planted_later.h"

struct outer {
	seam_own_take_fn take;
	seam_own_give_fn give;
	void *userdata, *last;
	size_t size;
};

static int take_and_say_no(void *userdata, void *block, size_t size)
{
	struct outer *o = userdata;

	o->take(o->userdata, block, size);
	return 1;
}

static int freed_though_taken(size_t count, size_t size, seam_own_take_fn take, void *userdata)
{
	struct outer o = { .take = take, .userdata = userdata };
	int rc = take ? SEAM_OK : SEAM_E_NULL;

	for (size_t i = 0; !rc && i < count; i++)
		rc = ORIGINAL->blocks_hand_out(1, size, take_and_say_no, &o) == SEAM_E_FAILED ? SEAM_OK : SEAM_E_MEMORY;
	return rc;
}

static int take_in_any_case(void *userdata, void *block, size_t size)
{
	struct outer *o = userdata;

	o->size = !!o->take(o->userdata, block, size);
	return 0;
}

static int left_though_refused(size_t count, size_t size, seam_own_take_fn take, void *userdata)
{
	struct outer o = { .take = take, .userdata = userdata };
	int rc;

	if (!take)
		return SEAM_E_NULL;
	for (size_t i = 0; i < count && !o.size; i++) {
		unsigned char number[1] = { (unsigned char)i };

		(void)number;
		rc = ORIGINAL->blocks_hand_out(1, size, take_in_any_case, &o);
		if (rc)
			return rc;
	}
	return o.size ? SEAM_E_FAILED : SEAM_OK;
}

static int give_and_keep(void *userdata, void **block, size_t *size)
{
	struct outer *o = userdata;
	int rc = o->give(o->userdata, block, size);

	if (!rc && *size > 4) {
		o->size += *size;
		*block = NULL;
		*size = 0;
	}
	return rc;
}

static int given_is_kept(seam_own_give_fn give, void *userdata, uint64_t *out)
{
	struct outer o = { .give = give, .userdata = userdata };
	int rc = ORIGINAL->blocks_collect(give ? give_and_keep : NULL, &o, out);

	if (!rc)
		*out += o.size;
	return rc;
}

static int give_dirty(void *userdata, void **block, size_t *size)
{
	struct outer *o = userdata;
	int rc;

	*size = o->size;
	rc = o->give(o->userdata, block, size);
	o->size = *size;
	return rc;
}

static int size_of_the_last(seam_own_give_fn give, void *userdata, uint64_t *out)
{
	struct outer o = { .give = give, .userdata = userdata };

	return ORIGINAL->blocks_collect(give ? give_dirty : NULL, &o, out);
}

static int give_and_look(void *userdata, void **block, size_t *size)
{
	struct outer *o = userdata;
	int rc = o->give(o->userdata, block, size);

	if (rc < 0 && *block)
		free_lent(*block, *size, 1);
	return rc;
}

static int failed_is_freed(seam_own_give_fn give, void *userdata, uint64_t *out)
{
	struct outer o = { .give = give, .userdata = userdata };

	return ORIGINAL->blocks_collect(give ? give_and_look : NULL, &o, out);
}

static int failed_is_told(seam_own_give_fn give, void *userdata, uint64_t *out)
{
	int rc = ORIGINAL->blocks_collect(give, userdata, out);

	if (rc == SEAM_E_FAILED)
		*out = 0;
	return rc;
}

SEAM_MUTANTS(ownership, by_callback) = {
	MUTANT(freed_though_taken, "by_callback.handed_out", "plain", "fail", "of the block", SILENT, blocks_hand_out),
	MUTANT(left_though_refused, "by_callback.refused", "plain", "fail", "block", SILENT, blocks_hand_out),
	MUTANT(given_is_kept, "by_callback.collected", "plain", "fail", "seam_live(c).blocks", SILENT, blocks_collect),
	MUTANT(size_of_the_last, "by_callback.collected", "plain", "fail", "*size", SILENT, blocks_collect),
	MUTANT(failed_is_freed, "by_callback.gave_up", "plain", "fail", "lent", SILENT, blocks_collect),
	MUTANT(failed_is_told, "by_callback.gave_up", "plain", "fail", "out-parameter", SILENT, blocks_collect),
	SEAM_NO_MORE_MUTANTS
};
