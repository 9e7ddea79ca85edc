/*
 * mutants.c - the reference with one op replaced, each a bug of ownership.
 *
 * The structs are the reference's own (peers/c/ownership.c): a mutant may look where the host may not.
 */
#include "ownership/ownership.h"

#include <pthread.h>
#include <seam/case.h>
#include <seam/probe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ORIGINAL seam_original(ownership)

struct seam_own_object {
	int64_t value;
	char *name;
};

struct seam_own_shared {
	int64_t value;
	uint64_t references;
};

struct seam_own_parent {
	int64_t value;
	size_t claims;
};

struct seam_own_slot {
	void *userdata;
	seam_own_release_fn release;
	bool occupied, frozen;
};

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

static void *lent_alloc(size_t size, size_t align)
{
	const struct seam_host *host = seam_probe_host();

	return host->alloc(host, size, align);
}

static void free_lent(void *block, size_t size, size_t align)
{
	const struct seam_host *host = seam_probe_host();

	host->free(host, block, size, align);
}

/* ---- pair ------------------------------------------------------------------------------------------------------ */

static int block_is_short(size_t size, size_t align, uint8_t fill, void **out)
{
	char *block = malloc(size > 1 ? size - 1 : 1);

	if (!block)
		return SEAM_E_MEMORY;
	memset(block, fill, size > 1 ? size - 1 : 1);
	(void)align;
	*out = block;
	return SEAM_OK;
}

static int block_last_unfilled(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->block_make(size, align, fill, out);

	if (!rc && size)
		((volatile unsigned char *)*out)[size - 1] = (unsigned char)~fill;
	return rc;
}

static void block_freed_as_lent(void *block, size_t size, size_t align)
{
	free_lent(block, size, align);
	ORIGINAL->block_free(block, size, align);
}

static void block_freed_twice(void *block, size_t size, size_t align)
{
	ORIGINAL->block_free(block, size, align);
	ORIGINAL->block_free(block, size, align);
}

static void block_never_freed(void *block, size_t size, size_t align)
{
	(void)block;
	(void)size;
	(void)align;
}

static int lent_rounded_up(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->lent_make((size + 15) & ~(size_t)15, align, fill, out);
}

static int lent_from_malloc(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->block_make(size, align, fill, out);
}

static int lent_unfilled(size_t size, size_t align, uint8_t fill, void **out)
{
	(void)fill;
	return ORIGINAL->lent_make(size, align, 0, out);
}

static void lent_not_freed(void *block, size_t size, size_t align)
{
	block_never_freed(block, size, align);
}

static void lent_freed_by_free(void *block, size_t size, size_t align)
{
	(void)size;
	(void)align;
	free(block);
}

static void lent_freed_one_short(void *block, size_t size, size_t align)
{
	ORIGINAL->lent_free(block, size - 1, align);
}

static void lent_freed_unaligned(void *block, size_t size, size_t align)
{
	(void)align;
	ORIGINAL->lent_free(block, size, 8);
}

static void lent_freed_twice(void *block, size_t size, size_t align)
{
	ORIGINAL->lent_free(block, size, align);
	ORIGINAL->lent_free(block, size, align);
}

static int push_keeps_elsewhere(struct seam_own_list *list, const void *bytes, size_t size)
{
	return ORIGINAL->list_push(list, bytes, size < 100 ? size : 0);
}

static void list_shell_leaked(struct seam_own_list *list)
{
	(void)list;
}

/* ---- aligned, zero_size, resize -------------------------------------------------------------------------------- */

/* What block_free looks for in front of the block moves with it. */
static int block_off_by_a_pointer(size_t size, size_t align, uint8_t fill, void **out)
{
	unsigned char *block;
	int rc = ORIGINAL->block_make(size + sizeof(void *), align, fill, out);

	if (rc || align <= _Alignof(max_align_t))
		return rc;
	block = *out;
	memcpy(block, block - sizeof(void *), sizeof(void *));
	*out = block + sizeof(void *);
	return SEAM_OK;
}

static int block_any_alignment(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->block_make(size, align & (align - 1) ? 8 : align, fill, out);
}

static int block_refused_clears(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->block_make(size, align, fill, out);

	if (rc == SEAM_E_RANGE)
		*out = NULL;
	return rc;
}

static int lent_aligned_to_8(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->lent_make(size, align > 8 ? 8 : align, fill, out);
}

static int lent_refused_clears(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_make(size, align, fill, out);

	if (rc == SEAM_E_RANGE)
		*out = NULL;
	return rc;
}

static int block_zero_is_null(size_t size, size_t align, uint8_t fill, void **out)
{
	if (size)
		return ORIGINAL->block_make(size, align, fill, out);
	*out = NULL;
	return SEAM_OK;
}

static int lent_zero_is_one(size_t size, size_t align, uint8_t fill, void **out)
{
	return ORIGINAL->lent_make(size ? size : 1, align, fill, out);
}

static int resize_to_zero_frees(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	if (new_size)
		return ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);
	ORIGINAL->lent_free(block, old_size, align);
	*out = NULL;
	return SEAM_OK;
}

static int push_skips_empty(struct seam_own_list *list, const void *bytes, size_t size)
{
	return size || !list ? ORIGINAL->list_push(list, bytes, size) : SEAM_OK;
}

static int resize_fills_too_much(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (!rc && old_size && new_size > old_size)
		((volatile unsigned char *)*out)[old_size - 1] = fill;
	return rc;
}

/* By alloc and copy, with one of their usual slips each. */
static int resize_anew(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out, bool frees,
                       size_t new_align)
{
	unsigned char *moved = lent_alloc(new_size, new_align);
	size_t kept = old_size < new_size ? old_size : new_size;

	if (!moved)
		return SEAM_E_MEMORY;
	memcpy(moved, block, kept);
	memset(moved + kept, fill, new_size - kept);
	if (frees)
		free_lent(block, old_size, align);
	*out = moved;
	return SEAM_OK;
}

static int resize_keeps_the_old(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	return resize_anew(block, old_size, align, new_size, fill, out, false, align);
}

static int resize_unaligned(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	return resize_anew(block, old_size, align, new_size, fill, out, true, 8);
}

static int resize_never_shrinks(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	if (new_size > old_size)
		return ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);
	*out = block;
	return SEAM_OK;
}

static int resize_refused_frees(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (rc == SEAM_E_RANGE)
		free_lent(block, old_size, 8);
	return rc;
}

/* ---- handle ---------------------------------------------------------------------------------------------------- */

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

/* ---- borrowed -------------------------------------------------------------------------------------------------- */

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

/* ---- clone, shared --------------------------------------------------------------------------------------------- */

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
	size_t count = 0, size = 0;
	const void *bytes = NULL;
	int rc = ORIGINAL->list_create(out);

	ORIGINAL->list_count(list, &count);
	for (size_t i = 0; !rc && i + 1 < count; i++) {
		ORIGINAL->list_at(list, i, &bytes, &size);
		rc = ORIGINAL->list_push(*out, bytes, size);
	}
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

/* ---- parent_child ---------------------------------------------------------------------------------------------- */

static uint32_t policy_unknown(void)
{
	return 0;
}

static uint32_t policy_orphaned(void)
{
	return SEAM_CHILD_ORPHANED;
}

static uint32_t policy_blocks(void)
{
	return SEAM_CHILD_BLOCKS;
}

static int set_unseen(struct seam_own_parent *parent, int64_t value)
{
	(void)value;
	return parent ? SEAM_OK : SEAM_E_NULL;
}

static void child_takes_its_parent(struct seam_own_child *child)
{
	struct seam_own_parent *parent;

	if (!child)
		return;
	memcpy(&parent, child, sizeof parent);
	if (parent->claims > 1)
		parent->claims--;
	ORIGINAL->child_destroy(child);
}

static int parent_goes_at_once(struct seam_own_parent *parent)
{
	if (parent)
		parent->claims = 1;
	return ORIGINAL->parent_destroy(parent);
}

static int parent_stays(struct seam_own_parent *parent)
{
	if (parent && parent->claims > 1)
		return SEAM_OK;
	return ORIGINAL->parent_destroy(parent);
}

/* Every second parent is the one before. */
static int parents_are_one(int64_t value, struct seam_own_parent **out)
{
	static struct seam_own_parent *one;
	int rc = SEAM_OK;

	if (one) {
		one->claims++;
		*out = one;
		one = NULL;
	} else {
		rc = ORIGINAL->parent_create(value, out);
		one = rc ? NULL : *out;
	}
	return rc;
}

/* ---- transfer, put --------------------------------------------------------------------------------------------- */

static int give_copies(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	void *copy = block && size <= SEAM_HOLDER_MAX ? lent_alloc(size, align) : NULL;
	int rc;

	if (!copy)
		return ORIGINAL->holder_give(holder, block, size, align);
	rc = ORIGINAL->holder_give(holder, memcpy(copy, block, size), size, align);
	if (rc)
		free_lent(copy, size, align);
	return rc;
}

static void destroy_forgets_the_block(struct seam_own_holder *holder)
{
	void *block;
	size_t size, align;

	if (holder)
		ORIGINAL->holder_take(holder, &block, &size, &align);
	ORIGINAL->holder_destroy(holder);
}

static int take_keeps(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	return rc ? rc : ORIGINAL->holder_give(holder, *block, *size, *align);
}

static int take_wipes(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	if (!rc)
		memset(*block, 0, *size);
	return rc;
}

static int take_of_nothing(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	int rc = ORIGINAL->holder_take(holder, block, size, align);

	if (rc != SEAM_E_STATE)
		return rc;
	*block = NULL;
	*size = *align = 0;
	return SEAM_OK;
}

static int failed_give_frees(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	int rc = ORIGINAL->holder_give(holder, block, size, align);

	if (rc == SEAM_E_STATE)
		free_lent(block, size, align);
	return rc;
}

static int put_forgets_the_old(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	void *old;
	size_t old_size, old_align;

	if (holder && size <= SEAM_HOLDER_MAX)
		ORIGINAL->holder_take(holder, &old, &old_size, &old_align);
	return ORIGINAL->holder_put(holder, block, size, align);
}

static int failed_put_leaves(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	if (size > SEAM_HOLDER_MAX)
		return SEAM_E_RANGE;
	return ORIGINAL->holder_put(holder, block, size, align);
}

static int failed_put_empties(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	int rc = ORIGINAL->holder_put(holder, block, size, align);
	void *old;
	size_t old_size, old_align;

	if (rc == SEAM_E_RANGE && !ORIGINAL->holder_take(holder, &old, &old_size, &old_align))
		free_lent(old, old_size, old_align);
	return rc;
}

/* ---- error_path, no_memory ------------------------------------------------------------------------------------- */

static int push_hides_failure(struct seam_own_list *list, const void *bytes, size_t size)
{
	int rc = ORIGINAL->list_push(list, bytes, size);

	return rc == SEAM_E_MEMORY ? SEAM_OK : rc;
}

static int failed_push_leaks(struct seam_own_list *list, const void *bytes, size_t size)
{
	void *scratch = lent_alloc(size, 1);
	int rc = scratch ? ORIGINAL->list_push(list, bytes, size) : SEAM_E_MEMORY;

	if (!rc)
		free_lent(scratch, size, 1);
	return rc;
}

static int clone_by_hand(const struct seam_own_list *list, struct seam_own_list **out, bool cleans_up, bool out_first)
{
	struct seam_own_list *clone = NULL;
	size_t count = 0, size = 0;
	const void *bytes = NULL;
	int rc = list ? ORIGINAL->list_create(&clone) : SEAM_E_NULL;

	if (rc)
		return rc;
	if (out_first)
		*out = clone;
	ORIGINAL->list_count(list, &count);
	for (size_t i = 0; !rc && i < count; i++) {
		ORIGINAL->list_at(list, i, &bytes, &size);
		rc = ORIGINAL->list_push(clone, bytes, size);
	}
	if (!rc)
		*out = clone;
	else if (cleans_up)
		ORIGINAL->list_destroy(clone);
	return rc;
}

static int failed_clone_leaks(const struct seam_own_list *list, struct seam_own_list **out)
{
	return clone_by_hand(list, out, false, false);
}

static int failed_clone_is_handed_out(const struct seam_own_list *list, struct seam_own_list **out)
{
	return clone_by_hand(list, out, true, true);
}

static int failed_clone_kept(const struct seam_own_list *list, struct seam_own_list **out)
{
	int rc = ORIGINAL->list_clone(list, out);

	if (rc)
		keep_for_ever();
	return rc;
}

static int failed_create_clears(struct seam_own_list **out)
{
	int rc = ORIGINAL->list_create(out);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}

static int failed_make_clears(size_t size, size_t align, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_make(size, align, fill, out);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}

static int failed_resize_frees(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (rc == SEAM_E_MEMORY)
		free_lent(block, old_size, align);
	return rc;
}

static int failed_shrink_is_success(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	int rc = ORIGINAL->lent_resize(block, old_size, align, new_size, fill, out);

	if (rc != SEAM_E_MEMORY || new_size > old_size)
		return rc;
	*out = block;
	return SEAM_OK;
}

/* ---- userdata -------------------------------------------------------------------------------------------------- */

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

/* ---- leak ------------------------------------------------------------------------------------------------------ */

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

/* ---- never_crossed --------------------------------------------------------------------------------------------- */

static void inline_is_freed(struct seam_own_text *text)
{
	if (text && text->kind == SEAM_TEXT_INLINE)
		ORIGINAL->block_free(text->small, SEAM_TEXT_SMALL, 1);
	ORIGINAL->text_free(text);
}

static void text_left_as_it_was(struct seam_own_text *text)
{
	struct seam_own_text copy;

	if (!text)
		return;
	copy = *text;
	ORIGINAL->text_free(&copy);
}

static void size_left_as_it_was(struct seam_own_text *text)
{
	size_t size = text ? text->size : 0;

	ORIGINAL->text_free(text);
	if (text)
		text->size = size;
}

static int text_unterminated(const char *bytes, size_t size, struct seam_own_text *out)
{
	int rc = ORIGINAL->text_make(bytes, size, out);

	if (!rc && out->kind == SEAM_TEXT_INLINE)
		out->small[size] = 'x';
	return rc;
}

static int empty_is_null(const char *bytes, size_t size, struct seam_own_text *out)
{
	int rc = ORIGINAL->text_make(bytes, size, out);

	if (!rc && !size)
		out->bytes = NULL;
	return rc;
}

static int text_in_one_buffer(const char *bytes, size_t size, struct seam_own_text *out)
{
	static char buffer[200];

	if (!out || (!bytes && size))
		return SEAM_E_NULL;
	if (size >= sizeof buffer)
		return SEAM_E_MEMORY;
	if (size)
		memcpy(buffer, bytes, size);
	buffer[size] = '\0';
	*out = (struct seam_own_text){ .bytes = buffer, .size = size, .kind = SEAM_TEXT_STATIC };
	return SEAM_OK;
}

static int text_cut_at_nul(const char *bytes, size_t size, struct seam_own_text *out)
{
	const char *nul = size ? memchr(bytes, 0, size) : NULL;

	return ORIGINAL->text_make(bytes, nul ? (size_t)(nul - bytes) : size, out);
}

static int push_cut_at_nul(struct seam_own_list *list, const void *bytes, size_t size)
{
	const char *nul = size ? memchr(bytes, 0, size) : NULL;

	return ORIGINAL->list_push(list, bytes, nul ? (size_t)(nul - (const char *)bytes) : size);
}

static int push_frees_its_input(struct seam_own_list *list, const void *bytes, size_t size)
{
	int rc = ORIGINAL->list_push(list, bytes, size);

	if (!rc)
		free_lent((void *)(uintptr_t)bytes, size, 1);
	return rc;
}

static int push_wipes_its_input(struct seam_own_list *list, const void *bytes, size_t size)
{
	int rc = ORIGINAL->list_push(list, bytes, size);

	if (!rc)
		memset((void *)(uintptr_t)bytes, 0, size);
	return rc;
}

/* ---- null, stale ----------------------------------------------------------------------------------------------- */

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

#define MUTANT(name, case, flavour, outcome, because, silent, member) \
	{ #name, "ownership." case, flavour, outcome, because, silent, SEAM_OP(ownership, member, name), 0 }
#define SEEN   false /* by a checker, or by the process's death */
#define SILENT true

SEAM_MUTANTS(ownership, all) = {
	MUTANT(block_is_short, "pair.own", "asan", "finding", "heap-buffer-overflow", SEEN, block_make),
	MUTANT(block_last_unfilled, "pair.own", "plain", "fail", "of the block of", SILENT, block_make),
	MUTANT(block_freed_as_lent, "pair.own", "plain", "fail", "never gave out this pointer", SILENT, block_free),
	MUTANT(block_freed_twice, "pair.own", "plain", "crash", "SIGABRT", SEEN, block_free),
	MUTANT(block_never_freed, "pair.own", "asan", "finding", "leak", SEEN, block_free),
	MUTANT(lent_rounded_up, "pair.lent", "plain", "fail", "seen_size", SILENT, lent_make),
	MUTANT(lent_from_malloc, "pair.lent", "plain", "fail", "not a live block of lent memory", SEEN, lent_make),
	MUTANT(lent_unfilled, "pair.lent", "plain", "fail", "not 0x42", SILENT, lent_make),
	MUTANT(lent_not_freed, "pair.lent_made_and_freed", "plain", "fail", "!seam_is_lent", SILENT, lent_free),
	MUTANT(lent_freed_unaligned, "pair.lent_made_and_freed", "plain", "fail", "given back as", SILENT, lent_free),
	MUTANT(lent_freed_by_free, "pair.host_makes_peer_frees", "plain", "crash", "SIGABRT", SEEN, lent_free),
	MUTANT(lent_freed_one_short, "pair.host_makes_peer_frees", "plain", "fail", "given back as", SILENT, lent_free),
	MUTANT(lent_freed_twice, "pair.host_makes_peer_frees", "plain", "fail", "freed twice", SILENT, lent_free),
	MUTANT(push_keeps_elsewhere, "pair.list_is_lent", "plain", "fail", "seam_live(c).bytes", SILENT, list_push),
	MUTANT(list_shell_leaked, "pair.list_is_lent", "plain", "fail", "seam_live(c).blocks", SILENT, list_destroy),

	MUTANT(block_off_by_a_pointer, "aligned.own", "plain", "fail", "% align", SILENT, block_make),
	MUTANT(lent_aligned_to_8, "aligned.lent", "plain", "fail", "seen_align", SILENT, lent_make),
	MUTANT(block_any_alignment, "aligned.own_refused", "plain", "fail", "SEAM_E_RANGE", SEEN, block_make),
	MUTANT(block_refused_clears, "aligned.own_refused", "plain", "fail", "out-parameter", SILENT, block_make),
	MUTANT(lent_refused_clears, "aligned.lent_refused", "plain", "fail", "out-parameter", SILENT, lent_make),
	MUTANT(block_zero_is_null, "zero_size.own", "plain", "fail", "block != NULL", SILENT, block_make),
	MUTANT(lent_zero_is_one, "zero_size.lent", "plain", "fail", "seen_size", SILENT, lent_make),
	MUTANT(resize_to_zero_frees, "zero_size.resized", "plain", "fail", "empty != NULL", SILENT, lent_resize),
	MUTANT(push_skips_empty, "zero_size.entry", "plain", "fail", "count", SILENT, list_push),
	MUTANT(resize_fills_too_much, "resize.grows", "plain", "fail", "not kept", SILENT, lent_resize),
	MUTANT(resize_keeps_the_old, "resize.grows", "plain", "fail", "seam_live(c).blocks", SILENT, lent_resize),
	MUTANT(resize_never_shrinks, "resize.shrinks", "plain", "fail", "seen_size", SILENT, lent_resize),
	MUTANT(resize_unaligned, "resize.stays_aligned", "plain", "fail", "seen_align", SILENT, lent_resize),
	MUTANT(resize_refused_frees, "resize.refused", "plain", "fail", "not a live block", SILENT, lent_resize),

	MUTANT(live_never_falls, "handle.balance", "plain", "fail", "s->live()", SILENT, live),
	MUTANT(destroys_not, "handle.balance", "plain", "fail", "s->live()", SEEN, object_destroy),
	MUTANT(live_is_a_bool, "handle.all_kinds", "plain", "fail", "s->live()", SILENT, live),
	MUTANT(object_get_cached, "handle.distinct", "plain", "fail", "INT64_MAX", SILENT, object_get),
	MUTANT(object_set_narrow, "handle.distinct", "plain", "fail", "INT64_MAX", SILENT, object_set),
	MUTANT(from_raw_anew, "handle.raw_and_back", "plain", "fail", "value", SILENT, object_from_raw),
	MUTANT(into_raw_of_a_clone, "handle.raw_and_back", "plain", "fail", "s->live()", SEEN, object_into_raw),

	MUTANT(name_in_one_buffer, "borrowed.name_stays", "plain", "fail", "again != name", SILENT, object_name),
	MUTANT(name_freed, "borrowed.name_stays", "asan", "finding", "heap-use-after-free", SEEN, object_name),
	MUTANT(create_keeps_the_name, "borrowed.name_is_a_copy", "plain", "fail", "name != in", SEEN, object_create),
	MUTANT(rename_frees_first, "borrowed.renamed_to_itself", "asan", "finding", "heap-use-after-free", SEEN,
	       object_rename),
	MUTANT(rename_takes_its_own_for_done, "borrowed.renamed_to_itself", "plain", "fail", "name", SILENT, object_rename),
	MUTANT(entry_is_a_copy, "borrowed.entries_are_lent", "plain", "fail", "before.blocks", SILENT, list_at),
	MUTANT(entry_past_the_last, "borrowed.no_such_entry", "plain", "fail", "SEAM_E_RANGE", SILENT, list_at),
	MUTANT(no_entry_clears, "borrowed.no_such_entry", "plain", "fail", "out-parameter", SILENT, list_at),

	MUTANT(clone_of_value_only, "clone.object", "plain", "fail", "seen", SEEN, object_clone),
	MUTANT(clone_shares_the_name, "clone.object", "plain", "fail", "clone_name != name", SEEN, object_clone),
	MUTANT(clone_without_the_last, "clone.list", "plain", "fail", "count", SILENT, list_clone),
	MUTANT(clone_of_empty_is_itself, "clone.empty_list", "plain", "fail", "clone != first", SILENT, list_clone),
	MUTANT(count_is_a_byte, "shared.exact", "plain", "fail", "seen", SEEN, shared_count),
	MUTANT(count_of_the_most, "shared.counts_apart", "plain", "fail", "seen", SEEN, shared_count),
	MUTANT(release_one_early, "shared.last_release_destroys", "plain", "fail", "s->live()", SILENT, shared_release),
	MUTANT(release_never_destroys, "shared.last_release_destroys", "plain", "fail", "s->live()", SEEN, shared_release),

	MUTANT(policy_unknown, "parent_child.declared", "plain", "fail", "policy", SILENT, child_policy),
	MUTANT(set_unseen, "parent_child.child_first", "plain", "fail", "value", SEEN, parent_set),
	MUTANT(child_takes_its_parent, "parent_child.child_first", "asan", "finding", "heap-use-after-free", SEEN,
	       child_destroy),
	MUTANT(policy_orphaned, "parent_child.parent_first", "plain", "fail", "s->live()", SEEN, child_policy),
	MUTANT(policy_blocks, "parent_child.parent_first", "plain", "fail", "SEAM_E_STATE", SEEN, child_policy),
	MUTANT(parent_goes_at_once, "parent_child.parent_first", "plain", "fail", "s->live()", SEEN, parent_destroy),
	MUTANT(parent_stays, "parent_child.parent_first", "plain", "fail", "s->live()", SEEN, parent_destroy),
	MUTANT(parents_are_one, "parent_child.own_parent_only", "plain", "fail", "value", SILENT, parent_create),

	MUTANT(give_copies, "transfer.give", "plain", "fail", "!seam_is_lent", SILENT, holder_give),
	MUTANT(destroy_forgets_the_block, "transfer.give", "plain", "fail", "!seam_is_lent", SILENT, holder_destroy),
	MUTANT(take_keeps, "transfer.take", "plain", "fail", "not a live block", SILENT, holder_take),
	MUTANT(take_wipes, "transfer.take", "plain", "fail", "not 0x3c", SILENT, holder_take),
	MUTANT(take_of_nothing, "transfer.take_from_empty", "plain", "fail", "SEAM_E_STATE", SILENT, holder_take),
	MUTANT(failed_give_frees, "transfer.failed_give", "plain", "fail", "not a live block", SILENT, holder_give),
	MUTANT(put_forgets_the_old, "put.replaces", "plain", "fail", "!seam_is_lent", SILENT, holder_put),
	MUTANT(failed_put_leaves, "put.failed", "plain", "fail", "!seam_is_lent", SILENT, holder_put),
	MUTANT(failed_put_empties, "put.failed", "plain", "fail", "not a live block", SILENT, holder_put),

	MUTANT(push_hides_failure, "error_path.push", "plain", "fail", "count", SILENT, list_push),
	MUTANT(failed_push_leaks, "error_path.push", "plain", "fail", "blocks", SILENT, list_push),
	MUTANT(failed_clone_leaks, "error_path.clone", "plain", "fail", "blocks", SILENT, list_clone),
	MUTANT(failed_clone_is_handed_out, "error_path.clone", "plain", "fail", "out-parameter", SILENT, list_clone),
	MUTANT(failed_create_clears, "error_path.create", "plain", "fail", "out-parameter", SILENT, list_create),
	MUTANT(failed_make_clears, "no_memory.make", "plain", "fail", "out-parameter", SILENT, lent_make),
	MUTANT(failed_resize_frees, "no_memory.grow", "plain", "fail", "not a live block", SILENT, lent_resize),
	MUTANT(failed_shrink_is_success, "no_memory.shrink", "plain", "fail", "seen_size", SILENT, lent_resize),

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

	MUTANT(inline_is_freed, "never_crossed.texts", "plain", "crash", "SIGABRT", SEEN, text_free),
	MUTANT(text_left_as_it_was, "never_crossed.texts", "asan", "finding", "double-free", SEEN, text_free),
	MUTANT(size_left_as_it_was, "never_crossed.texts", "plain", "fail", "text->size", SILENT, text_free),
	MUTANT(text_unterminated, "never_crossed.texts", "plain", "fail", "text->bytes[size]", SILENT, text_make),
	MUTANT(empty_is_null, "never_crossed.empty_text", "plain", "fail", "text->bytes != NULL", SILENT, text_make),
	MUTANT(text_in_one_buffer, "never_crossed.apart", "plain", "fail", "text[j].bytes", SILENT, text_make),
	MUTANT(text_cut_at_nul, "never_crossed.counted", "plain", "fail", "text.bytes", SILENT, text_make),
	MUTANT(push_cut_at_nul, "never_crossed.counted", "plain", "fail", "bytes", SILENT, list_push),
	MUTANT(push_frees_its_input, "never_crossed.inputs", "plain", "fail", "never gave out", SILENT, list_push),
	MUTANT(push_wipes_its_input, "never_crossed.inputs", "plain", "fail", "in_static", SILENT, list_push),

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

	MUTANT(shared_get_32, "whole.values", "plain", "fail", "seen == wide[i]", SILENT, shared_get),
	MUTANT(take_rounds_up, "whole.sizes", "plain", "fail", "size == sizes[i]", SILENT, holder_take),
	MUTANT(text_of_a_page, "whole.names", "plain", "fail", "text.bytes", SILENT, text_make),
	MUTANT(raw_in_one_place, "whole.raw_apart", "plain", "fail", "raw[0] != raw[1]", SILENT, object_into_raw),
	MUTANT(set_releases_elsewhere, "thread.released", "plain", "fail", "elsewhere == 0", SILENT, slot_set),
	SEAM_NO_MORE_MUTANTS
};
