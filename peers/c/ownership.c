/* ownership.c - each thing that is made has one function that unmakes it, and says whose memory it is. */
#include "own.h"

#include <stdlib.h>
#include <string.h>

_Atomic uint64_t seam_c_own_live;

static uint64_t live(void)
{
	return seam_c_own_live;
}

/* An object of the peer's own memory, counted, all zero. */
static void *object_new(size_t size)
{
	void *object = calloc(1, size);

	if (object)
		seam_c_own_live++;
	return object;
}

static void object_delete(void *object)
{
	seam_c_own_live--;
	free(object);
}

/* ---- blocks ---------------------------------------------------------------------------------------------------- */

/* malloc aligns for every type of C; beyond that, the address that malloc gave is kept in front of the block. */
static int block_make(size_t size, size_t align, uint8_t fill, void **out)
{
	unsigned char *block;

	if (!out)
		return SEAM_E_NULL;
	if (!power_of_two(align))
		return SEAM_E_RANGE;
	if (align <= _Alignof(max_align_t)) {
		block = malloc(size ? size : 1);
		if (!block)
			return SEAM_E_MEMORY;
	} else {
		unsigned char *whole;
		size_t extra = align + sizeof whole;

		whole = size <= SIZE_MAX - extra ? malloc(size + extra) : NULL;
		if (!whole)
			return SEAM_E_MEMORY;
		block = whole + sizeof whole;
		block += (align - (uintptr_t)block % align) % align;
		memcpy(block - sizeof whole, &whole, sizeof whole);
	}
	memset(block, fill, size);
	*out = block;
	return SEAM_OK;
}

static void block_free(void *block, size_t size, size_t align)
{
	(void)size;
	if (block && align > _Alignof(max_align_t))
		memcpy(&block, (unsigned char *)block - sizeof block, sizeof block);
	free(block);
}

static int lent_make(size_t size, size_t align, uint8_t fill, void **out)
{
	void *block;

	if (!out)
		return SEAM_E_NULL;
	if (!power_of_two(align))
		return SEAM_E_RANGE;
	block = lent(size, align);
	if (!block)
		return SEAM_E_MEMORY;
	memset(block, fill, size);
	*out = block;
	return SEAM_OK;
}

static int lent_resize(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out)
{
	unsigned char *moved;

	if (!block || !out)
		return SEAM_E_NULL;
	if (!power_of_two(align))
		return SEAM_E_RANGE;
	moved = seam_c_host->realloc(seam_c_host, block, old_size, align, new_size);
	if (!moved)
		return SEAM_E_MEMORY;
	if (new_size > old_size)
		memset(moved + old_size, fill, new_size - old_size);
	*out = moved;
	return SEAM_OK;
}

/* ---- objects --------------------------------------------------------------------------------------------------- */

struct seam_own_object {
	int64_t value;
	char *name;
};

static char *copy_of(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = malloc(size);

	return copy ? memcpy(copy, text, size) : NULL;
}

/* Not made, so not destroyed either. */
static char constant_name[] = "constant";
static struct seam_own_object constant = { 0, constant_name };

static int object_constant(struct seam_own_object **out)
{
	if (!out)
		return SEAM_E_NULL;
	*out = &constant;
	return SEAM_OK;
}

static void object_destroy(struct seam_own_object *object)
{
	if (!object || object == &constant)
		return;
	free(object->name);
	object_delete(object);
}

static int object_create(int64_t value, const char *name, struct seam_own_object **out)
{
	struct seam_own_object *object;

	if (!name || !out)
		return SEAM_E_NULL;
	object = object_new(sizeof *object);
	if (!object)
		return SEAM_E_MEMORY;
	object->value = value;
	object->name = copy_of(name);
	if (!object->name) {
		object_destroy(object);
		return SEAM_E_MEMORY;
	}
	*out = object;
	return SEAM_OK;
}

static int object_get(const struct seam_own_object *object, int64_t *out)
{
	if (!object || !out)
		return SEAM_E_NULL;
	*out = object->value;
	return SEAM_OK;
}

static int object_set(struct seam_own_object *object, int64_t value)
{
	if (!object)
		return SEAM_E_NULL;
	if (object == &constant)
		return SEAM_E_STATE;
	object->value = value;
	return SEAM_OK;
}

static int object_name(const struct seam_own_object *object, const char **out)
{
	if (!object || !out)
		return SEAM_E_NULL;
	*out = object->name;
	return SEAM_OK;
}

static int object_rename(struct seam_own_object *object, const char *name)
{
	char *copy;

	if (!object || !name)
		return SEAM_E_NULL;
	if (object == &constant)
		return SEAM_E_STATE;
	copy = copy_of(name); /* before the old one goes: it may be that one */
	if (!copy)
		return SEAM_E_MEMORY;
	free(object->name);
	object->name = copy;
	return SEAM_OK;
}

static int object_clone(const struct seam_own_object *object, struct seam_own_object **out)
{
	return object ? object_create(object->value, object->name, out) : SEAM_E_NULL;
}

static int object_into_raw(struct seam_own_object *object, void **out)
{
	if (!object || !out)
		return SEAM_E_NULL;
	*out = object;
	return SEAM_OK;
}

static int object_from_raw(void *raw, struct seam_own_object **out)
{
	if (!raw || !out)
		return SEAM_E_NULL;
	*out = raw;
	return SEAM_OK;
}

/* ---- shared objects -------------------------------------------------------------------------------------------- */

struct seam_own_shared {
	int64_t value;
	_Atomic uint64_t references;
};

static int shared_create(int64_t value, struct seam_own_shared **out)
{
	struct seam_own_shared *shared;

	if (!out)
		return SEAM_E_NULL;
	shared = object_new(sizeof *shared);
	if (!shared)
		return SEAM_E_MEMORY;
	shared->value = value;
	shared->references = 1;
	*out = shared;
	return SEAM_OK;
}

static int shared_retain_many(struct seam_own_shared *shared, uint64_t n)
{
	uint64_t references;

	if (!shared)
		return SEAM_E_NULL;
	references = shared->references;
	do {
		if (n > SEAM_SHARED_MAX - references)
			return SEAM_E_RANGE;
	} while (!atomic_compare_exchange_weak(&shared->references, &references, references + n));
	return SEAM_OK;
}

static int shared_retain(struct seam_own_shared *shared)
{
	return shared_retain_many(shared, 1);
}

static int shared_release_many(struct seam_own_shared *shared, uint64_t n)
{
	uint64_t references;

	if (!shared)
		return SEAM_E_NULL;
	references = shared->references;
	do {
		if (n > references)
			return SEAM_E_RANGE;
	} while (!atomic_compare_exchange_weak(&shared->references, &references, references - n));
	if (references == n)
		object_delete(shared);
	return SEAM_OK;
}

static void shared_release(struct seam_own_shared *shared)
{
	shared_release_many(shared, 1);
}

static int shared_count(const struct seam_own_shared *shared, uint64_t *out)
{
	if (!shared || !out)
		return SEAM_E_NULL;
	*out = shared->references;
	return SEAM_OK;
}

static int shared_get(const struct seam_own_shared *shared, int64_t *out)
{
	if (!shared || !out)
		return SEAM_E_NULL;
	*out = shared->value;
	return SEAM_OK;
}

/* ---- lists, in lent memory ------------------------------------------------------------------------------------- */

struct entry {
	size_t size;
	unsigned char bytes[];
};

struct seam_own_list {
	struct entry **entries;
	size_t count, capacity;
};

static size_t entry_size(size_t size)
{
	return sizeof(struct entry) + size;
}

static int list_create(struct seam_own_list **out)
{
	struct seam_own_list *list;

	if (!out)
		return SEAM_E_NULL;
	list = lent(sizeof *list, _Alignof(struct seam_own_list));
	if (!list)
		return SEAM_E_MEMORY;
	*list = (struct seam_own_list){ .entries = NULL };
	seam_c_own_live++;
	*out = list;
	return SEAM_OK;
}

static void list_destroy(struct seam_own_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->count; i++)
		lent_free(list->entries[i], entry_size(list->entries[i]->size), _Alignof(struct entry));
	lent_free(list->entries, list->capacity * sizeof *list->entries, _Alignof(struct entry *));
	lent_free(list, sizeof *list, _Alignof(struct seam_own_list));
	seam_c_own_live--;
}

/* Room for one entry more. */
static int list_reserve(struct seam_own_list *list)
{
	size_t capacity = list->capacity ? 2 * list->capacity : 2, entry = sizeof *list->entries;
	void *entries;

	if (list->count < list->capacity)
		return SEAM_OK;
	if (capacity > SIZE_MAX / entry)
		return SEAM_E_MEMORY;
	if (list->entries)
		entries = seam_c_host->realloc(seam_c_host, list->entries, list->capacity * entry,
		                               _Alignof(struct entry *), capacity * entry);
	else
		entries = lent(capacity * entry, _Alignof(struct entry *));
	if (!entries)
		return SEAM_E_MEMORY;
	list->entries = entries;
	list->capacity = capacity;
	return SEAM_OK;
}

static int list_push(struct seam_own_list *list, const void *bytes, size_t size)
{
	struct entry *entry;

	if (!list || !bytes)
		return SEAM_E_NULL;
	if (size > SIZE_MAX - sizeof *entry || list_reserve(list))
		return SEAM_E_MEMORY;
	entry = lent(entry_size(size), _Alignof(struct entry));
	if (!entry)
		return SEAM_E_MEMORY;
	entry->size = size;
	memcpy(entry->bytes, bytes, size);
	list->entries[list->count++] = entry;
	return SEAM_OK;
}

static int list_count(const struct seam_own_list *list, size_t *out)
{
	if (!list || !out)
		return SEAM_E_NULL;
	*out = list->count;
	return SEAM_OK;
}

static int list_at(const struct seam_own_list *list, size_t index, const void **out, size_t *size)
{
	if (!list || !out || !size)
		return SEAM_E_NULL;
	if (index >= list->count)
		return SEAM_E_RANGE;
	*out = list->entries[index]->bytes;
	*size = list->entries[index]->size;
	return SEAM_OK;
}

static int list_clone(const struct seam_own_list *list, struct seam_own_list **out)
{
	struct seam_own_list *clone;
	int rc;

	if (!list || !out)
		return SEAM_E_NULL;
	rc = list_create(&clone);
	if (rc)
		return rc;
	for (size_t i = 0; i < list->count; i++) {
		rc = list_push(clone, list->entries[i]->bytes, list->entries[i]->size);
		if (rc) {
			list_destroy(clone);
			return rc;
		}
	}
	*out = clone;
	return SEAM_OK;
}

/* ---- parents and children -------------------------------------------------------------------------------------- */

struct seam_own_parent {
	int64_t value;
	size_t claims; /* the host's, and one for each child */
};

struct seam_own_child {
	struct seam_own_parent *parent;
};

static uint32_t child_policy(void)
{
	return SEAM_CHILD_KEEPS;
}

static int parent_create(int64_t value, struct seam_own_parent **out)
{
	struct seam_own_parent *parent;

	if (!out)
		return SEAM_E_NULL;
	parent = object_new(sizeof *parent);
	if (!parent)
		return SEAM_E_MEMORY;
	*parent = (struct seam_own_parent){ .value = value, .claims = 1 };
	*out = parent;
	return SEAM_OK;
}

static int parent_set(struct seam_own_parent *parent, int64_t value)
{
	if (!parent)
		return SEAM_E_NULL;
	parent->value = value;
	return SEAM_OK;
}

static int parent_destroy(struct seam_own_parent *parent)
{
	if (parent && --parent->claims == 0)
		object_delete(parent);
	return SEAM_OK;
}

static int parent_child(struct seam_own_parent *parent, struct seam_own_child **out)
{
	struct seam_own_child *child;

	if (!parent || !out)
		return SEAM_E_NULL;
	child = object_new(sizeof *child);
	if (!child)
		return SEAM_E_MEMORY;
	parent->claims++;
	child->parent = parent;
	*out = child;
	return SEAM_OK;
}

static int child_get(const struct seam_own_child *child, int64_t *out)
{
	if (!child || !out)
		return SEAM_E_NULL;
	*out = child->parent->value;
	return SEAM_OK;
}

static void child_destroy(struct seam_own_child *child)
{
	if (!child)
		return;
	parent_destroy(child->parent);
	object_delete(child);
}

/* ---- holders --------------------------------------------------------------------------------------------------- */

struct seam_own_holder {
	void *block;
	size_t size, align;
};

static int holder_create(struct seam_own_holder **out)
{
	struct seam_own_holder *holder;

	if (!out)
		return SEAM_E_NULL;
	holder = object_new(sizeof *holder);
	if (!holder)
		return SEAM_E_MEMORY;
	*out = holder;
	return SEAM_OK;
}

static void holder_destroy(struct seam_own_holder *holder)
{
	if (!holder)
		return;
	lent_free(holder->block, holder->size, holder->align);
	object_delete(holder);
}

static int holder_give(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	if (!holder || !block)
		return SEAM_E_NULL;
	if (size > SEAM_HOLDER_MAX || !power_of_two(align))
		return SEAM_E_RANGE;
	if (holder->block)
		return SEAM_E_STATE;
	*holder = (struct seam_own_holder){ block, size, align };
	return SEAM_OK;
}

static int holder_put(struct seam_own_holder *holder, void *block, size_t size, size_t align)
{
	int rc = SEAM_OK;

	if (!holder || !block)
		rc = SEAM_E_NULL;
	else if (size > SEAM_HOLDER_MAX)
		rc = SEAM_E_RANGE;
	if (rc) {
		lent_free(block, size, align);
		return rc;
	}
	lent_free(holder->block, holder->size, holder->align);
	*holder = (struct seam_own_holder){ block, size, align };
	return SEAM_OK;
}

static int holder_take(struct seam_own_holder *holder, void **block, size_t *size, size_t *align)
{
	if (!holder || !block || !size || !align)
		return SEAM_E_NULL;
	if (!holder->block)
		return SEAM_E_STATE;
	*block = holder->block;
	*size = holder->size;
	*align = holder->align;
	holder->block = NULL;
	return SEAM_OK;
}

/* ---- slots ----------------------------------------------------------------------------------------------------- */

struct seam_own_slot {
	void *userdata;
	seam_own_release_fn release;
	bool occupied, frozen;
};

static int slot_create(struct seam_own_slot **out)
{
	struct seam_own_slot *slot;

	if (!out)
		return SEAM_E_NULL;
	slot = object_new(sizeof *slot);
	if (!slot)
		return SEAM_E_MEMORY;
	*out = slot;
	return SEAM_OK;
}

/* The slot is empty before the destructor runs, so that nothing can release it again. */
static void slot_release(struct seam_own_slot *slot)
{
	struct seam_own_slot old = *slot;

	slot->occupied = false;
	if (old.occupied && old.release)
		old.release(old.userdata);
}

static void slot_destroy(struct seam_own_slot *slot)
{
	if (!slot)
		return;
	slot_release(slot);
	object_delete(slot);
}

static int slot_set(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	if (!slot || slot->frozen) {
		if (release)
			release(userdata);
		return slot ? SEAM_E_STATE : SEAM_E_NULL;
	}
	slot_release(slot);
	*slot = (struct seam_own_slot){ .userdata = userdata, .release = release, .occupied = true };
	return SEAM_OK;
}

static int slot_get(const struct seam_own_slot *slot, void **out)
{
	if (!slot || !out)
		return SEAM_E_NULL;
	if (!slot->occupied)
		return SEAM_E_STATE;
	*out = slot->userdata;
	return SEAM_OK;
}

static int slot_clear(struct seam_own_slot *slot)
{
	if (!slot)
		return SEAM_E_NULL;
	if (slot->frozen)
		return SEAM_E_STATE;
	slot_release(slot);
	return SEAM_OK;
}

static int slot_freeze(struct seam_own_slot *slot)
{
	if (!slot)
		return SEAM_E_NULL;
	slot->frozen = true;
	return SEAM_OK;
}

/* ---- texts ----------------------------------------------------------------------------------------------------- */

static int text_make(const char *bytes, size_t size, struct seam_own_text *out)
{
	char *copy = NULL;

	if (!out || (!bytes && size))
		return SEAM_E_NULL;
	if (size == SIZE_MAX)
		return SEAM_E_MEMORY;
	if (size >= SEAM_TEXT_SMALL) {
		copy = malloc(size + 1);
		if (!copy)
			return SEAM_E_MEMORY;
	}
	*out = (struct seam_own_text){ .bytes = "", .size = size, .kind = SEAM_TEXT_STATIC };
	if (size) {
		out->kind = copy ? SEAM_TEXT_HEAP : SEAM_TEXT_INLINE;
		if (!copy)
			copy = out->small;
		memcpy(copy, bytes, size);
		copy[size] = '\0';
		out->bytes = copy;
	}
	return SEAM_OK;
}

static void text_free(struct seam_own_text *text)
{
	if (!text)
		return;
	if (text->kind == SEAM_TEXT_HEAP)
		free((void *)(uintptr_t)text->bytes); /* const for the host: the peer made it */
	*text = (struct seam_own_text){ .kind = SEAM_TEXT_NONE };
}

/* ---- ids ------------------------------------------------------------------------------------------------------- */

/* An id is the index of a place in the table plus one, and above it how often the place has been used. */
static struct place {
	int64_t value;
	uint32_t generation;
	bool open;
} *places;
static size_t n_places;

static struct place *place_of(uint64_t id)
{
	uint64_t index = (id & UINT32_MAX) - 1;

	if (index >= n_places || !places[index].open || places[index].generation != id >> 32)
		return NULL;
	return &places[index];
}

static int id_open(int64_t value, uint64_t *out)
{
	size_t i = 0;

	if (!out)
		return SEAM_E_NULL;
	while (i < n_places && (places[i].open || places[i].generation == UINT32_MAX))
		i++;
	if (i == n_places) {
		size_t more = n_places ? 2 * n_places : 8;
		struct place *grown = more < UINT32_MAX ? realloc(places, more * sizeof *places) : NULL;

		if (!grown)
			return SEAM_E_MEMORY;
		memset(grown + n_places, 0, (more - n_places) * sizeof *grown);
		places = grown;
		n_places = more;
	}
	places[i] = (struct place){ value, places[i].generation + 1, true };
	seam_c_own_live++;
	*out = (uint64_t)places[i].generation << 32 | (i + 1);
	return SEAM_OK;
}

static int id_get(uint64_t id, int64_t *out)
{
	const struct place *place = place_of(id);

	if (!out)
		return SEAM_E_NULL;
	if (!place)
		return SEAM_E_NOT_FOUND;
	*out = place->value;
	return SEAM_OK;
}

static int id_close(uint64_t id)
{
	struct place *place = place_of(id);

	if (!place)
		return SEAM_E_NOT_FOUND;
	place->open = false;
	seam_c_own_live--;
	return SEAM_OK;
}

static int id_move(uint64_t id, uint64_t *out)
{
	const struct place *place = place_of(id);
	int rc;

	if (!out)
		return SEAM_E_NULL;
	rc = place ? id_open(place->value, out) : SEAM_E_NOT_FOUND;
	return rc ? rc : id_close(id); /* the table may have moved: not by `place` */
}

const struct seam_ownership seam_c_ownership = {
	.live = live,
	.block_make = block_make,
	.block_free = block_free,
	.lent_make = lent_make,
	.lent_resize = lent_resize,
	.lent_free = lent_free,
	.object_create = object_create,
	.object_destroy = object_destroy,
	.object_get = object_get,
	.object_set = object_set,
	.object_name = object_name,
	.object_rename = object_rename,
	.object_clone = object_clone,
	.object_into_raw = object_into_raw,
	.object_from_raw = object_from_raw,
	.shared_create = shared_create,
	.shared_retain = shared_retain,
	.shared_release = shared_release,
	.shared_count = shared_count,
	.shared_get = shared_get,
	.list_create = list_create,
	.list_destroy = list_destroy,
	.list_push = list_push,
	.list_count = list_count,
	.list_at = list_at,
	.list_clone = list_clone,
	.child_policy = child_policy,
	.parent_create = parent_create,
	.parent_set = parent_set,
	.parent_destroy = parent_destroy,
	.parent_child = parent_child,
	.child_get = child_get,
	.child_destroy = child_destroy,
	.holder_create = holder_create,
	.holder_destroy = holder_destroy,
	.holder_give = holder_give,
	.holder_put = holder_put,
	.holder_take = holder_take,
	.slot_create = slot_create,
	.slot_destroy = slot_destroy,
	.slot_set = slot_set,
	.slot_get = slot_get,
	.slot_clear = slot_clear,
	.slot_freeze = slot_freeze,
	.text_make = text_make,
	.text_free = text_free,
	.id_open = id_open,
	.id_get = id_get,
	.id_close = id_close,
	.shared_retain_many = shared_retain_many,
	.shared_release_many = shared_release_many,
	.object_constant = object_constant,
	.id_move = id_move,
	.file_create = seam_c_file_create,
	.file_destroy = seam_c_file_destroy,
	.file_attach = seam_c_file_attach,
	.file_adopt = seam_c_file_adopt,
	.file_descriptor = seam_c_file_descriptor,
	.file_detach = seam_c_file_detach,
	.node_create = seam_c_node_create,
	.node_ref = seam_c_node_ref,
	.node_unref = seam_c_node_unref,
	.node_count = seam_c_node_count,
	.node_value = seam_c_node_value,
	.node_set_child = seam_c_node_set_child,
	.node_adopt_child = seam_c_node_adopt_child,
	.node_peek_child = seam_c_node_peek_child,
	.node_get_child = seam_c_node_get_child,
	.node_steal_child = seam_c_node_steal_child,
	.node_set_friend = seam_c_node_set_friend,
	.node_get_friend = seam_c_node_get_friend,
	.node_clone = seam_c_node_clone,
	.bundle_make = seam_c_bundle_make,
	.bundle_add = seam_c_bundle_add,
	.bundle_destroy = seam_c_bundle_destroy,
	.bundle_iterate = seam_c_bundle_iterate,
	.iterator_next = seam_c_iterator_next,
	.iterator_destroy = seam_c_iterator_destroy,
	.strings_split = seam_c_strings_split,
	.strings_free = seam_c_strings_free,
	.record_init = seam_c_record_init,
	.record_set = seam_c_record_set,
	.record_move = seam_c_record_move,
	.record_clear = seam_c_record_clear,
	.packet_make = seam_c_packet_make,
	.blocks_hand_out = seam_c_blocks_hand_out,
	.blocks_collect = seam_c_blocks_collect,
	.arena_create = seam_c_arena_create,
	.arena_alloc = seam_c_arena_alloc,
	.arena_defer = seam_c_arena_defer,
	.arena_reset = seam_c_arena_reset,
	.arena_destroy = seam_c_arena_destroy,
	.free_policy = seam_c_free_policy,
	.free_pending = seam_c_free_pending,
	.buffer_wrap = seam_c_buffer_wrap,
	.buffer_slice = seam_c_buffer_slice,
	.buffer_copy = seam_c_buffer_copy,
	.buffer_pin = seam_c_buffer_pin,
	.buffer_unpin = seam_c_buffer_unpin,
	.buffer_detach = seam_c_buffer_detach,
	.buffer_destroy = seam_c_buffer_destroy,
	.allocator_use = seam_c_allocator_use,
	.box_create = seam_c_box_create,
	.box_set = seam_c_box_set,
	.box_get = seam_c_box_get,
	.box_destroy = seam_c_box_destroy,
};
