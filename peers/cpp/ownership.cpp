// ownership.cpp - every handle is a class, every claim a smart pointer; C holds what release() gave.
#include "own.hpp"

#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using peer::counted_handle;
using peer::guarded;
using peer::is_alignment;
using peer::refusal;
using peer::required;

namespace {

struct parent_state : counted_handle {
	explicit parent_state(std::int64_t v) noexcept : value(v) {}

	std::int64_t value;
};

struct numbered : counted_handle {
	explicit numbered(std::int64_t v) noexcept : value(v) {}

	std::int64_t value;
};

// The open ids.  A number is never used twice, so a stale one is not found, whatever came after it.
std::unordered_map<std::uint64_t, std::unique_ptr<numbered>> open_ids;
std::uint64_t last_id;

using lent_string = std::basic_string<char, std::char_traits<char>, peer::lent_allocator<char>>;

} // namespace

struct seam_own_object {
	seam_own_object(std::int64_t v, std::string_view n) : value(v), name(n) {}

	std::int64_t value;
	std::string name;
};

namespace {

// What object_destroy is for.
struct made_object final : seam_own_object, counted_handle {
	using seam_own_object::seam_own_object;
	explicit made_object(const seam_own_object &other) : seam_own_object(other) {}
};

// Never destroyed: the host may ask for it as long as the process lives.
seam_own_object &constant_object()
{
	static auto *const object = new seam_own_object(0, "constant");

	return *object;
}

} // namespace

// A count of its own, not a std::shared_ptr: C holds one pointer for all its references.
struct seam_own_shared : counted_handle {
	explicit seam_own_shared(std::int64_t v) noexcept : value(v) {}

	// All or none; false: there would be too many.  The caller's own reference keeps the object alive meanwhile.
	bool retain(std::uint64_t n) noexcept
	{
		std::uint64_t now = references.load(std::memory_order_relaxed);
		do {
			if (n > SEAM_SHARED_MAX - now)
				return false;
		} while (!references.compare_exchange_weak(now, now + n, std::memory_order_relaxed));
		return true;
	}

	// All or none; false: there are not that many.
	bool release(std::uint64_t n) noexcept
	{
		std::uint64_t now = references.load(std::memory_order_relaxed);
		do {
			if (n > now)
				return false;
		} while (!references.compare_exchange_weak(now, now - n, std::memory_order_acq_rel, std::memory_order_relaxed));
		if (now == n) // acq_rel: what the others did to the object comes before its end
			delete this;
		return true;
	}

	std::int64_t value;
	std::atomic<std::uint64_t> references{1};
};

struct seam_own_list : counted_handle {
	std::vector<lent_string, peer::lent_allocator<lent_string>> entries;
};

struct seam_own_parent {
	std::shared_ptr<parent_state> state;
};

// A child keeps its parent: SEAM_CHILD_KEEPS.
struct seam_own_child : counted_handle {
	explicit seam_own_child(std::shared_ptr<const parent_state> p) noexcept : parent(std::move(p)) {}

	std::shared_ptr<const parent_state> parent;
};

struct seam_own_holder : counted_handle {
	peer::lent_bytes block;
};

struct seam_own_slot : counted_handle {
	std::optional<peer::userdata> held;
	bool frozen = false;
};

extern "C" {

static std::uint64_t live()
{
	return counted_handle::live();
}

/* ---- blocks ---- */

static int block_make(std::size_t size, std::size_t align, std::uint8_t fill, void **out)
{
	if (!out)
		return SEAM_E_NULL;
	if (!is_alignment(align))
		return SEAM_E_RANGE;
	void *block = ::operator new(size, std::align_val_t{align}, std::nothrow);
	if (!block)
		return SEAM_E_MEMORY;
	*out = std::memset(block, fill, size);
	return SEAM_OK;
}

static void block_free(void *block, std::size_t, std::size_t align)
{
	::operator delete(block, std::align_val_t{align});
}

static int lent_make(std::size_t size, std::size_t align, std::uint8_t fill, void **out)
{
	if (!out)
		return SEAM_E_NULL;
	if (!is_alignment(align))
		return SEAM_E_RANGE;
	void *block = peer::host->alloc(peer::host, size, align);
	if (!block)
		return SEAM_E_MEMORY;
	*out = std::memset(block, fill, size);
	return SEAM_OK;
}

static int lent_resize(void *block, std::size_t old_size, std::size_t align, std::size_t new_size, std::uint8_t fill,
                       void **out)
{
	if (!block || !out)
		return SEAM_E_NULL;
	if (!is_alignment(align))
		return SEAM_E_RANGE;
	void *moved = peer::host->realloc(peer::host, block, old_size, align, new_size);
	if (!moved)
		return SEAM_E_MEMORY;
	if (new_size > old_size)
		std::memset(static_cast<char *>(moved) + old_size, fill, new_size - old_size);
	*out = moved;
	return SEAM_OK;
}

static void lent_free(void *block, std::size_t size, std::size_t align)
{
	if (block)
		peer::host->free(peer::host, block, size, align);
}

/* ---- objects: the host's claim is a released std::unique_ptr ---- */

static int object_create(std::int64_t value, const char *name, seam_own_object **out)
{
	return guarded([&]() -> int {
		if (!name || !out)
			return SEAM_E_NULL;
		*out = std::make_unique<made_object>(value, name).release();
		return SEAM_OK;
	});
}

static void object_destroy(seam_own_object *object)
{
	if (object != &constant_object())
		delete static_cast<made_object *>(object);
}

static int object_get(const seam_own_object *object, std::int64_t *out)
{
	if (!object || !out)
		return SEAM_E_NULL;
	*out = object->value;
	return SEAM_OK;
}

static int object_set(seam_own_object *object, std::int64_t value)
{
	if (!object)
		return SEAM_E_NULL;
	if (object == &constant_object())
		return SEAM_E_STATE;
	object->value = value;
	return SEAM_OK;
}

static int object_name(const seam_own_object *object, const char **out)
{
	if (!object || !out)
		return SEAM_E_NULL;
	*out = object->name.c_str();
	return SEAM_OK;
}

static int object_rename(seam_own_object *object, const char *name)
{
	return guarded([&]() -> int {
		if (!object || !name)
			return SEAM_E_NULL;
		if (object == &constant_object())
			return SEAM_E_STATE;
		std::string copy(name); // first: it may be the object's own name
		object->name.swap(copy);
		return SEAM_OK;
	});
}

static int object_clone(const seam_own_object *object, seam_own_object **out)
{
	return guarded([&]() -> int {
		if (!object || !out)
			return SEAM_E_NULL;
		*out = std::make_unique<made_object>(*object).release();
		return SEAM_OK;
	});
}

static int object_into_raw(seam_own_object *object, void **out)
{
	if (!object || !out)
		return SEAM_E_NULL;
	*out = object;
	return SEAM_OK;
}

static int object_from_raw(void *raw, seam_own_object **out)
{
	if (!raw || !out)
		return SEAM_E_NULL;
	*out = static_cast<seam_own_object *>(raw);
	return SEAM_OK;
}

static int object_constant(seam_own_object **out)
{
	return guarded([&] {
		required(out);
		*out = &constant_object();
	});
}

/* ---- shared objects ---- */

static int shared_create(std::int64_t value, seam_own_shared **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = std::make_unique<seam_own_shared>(value).release();
		return SEAM_OK;
	});
}

static int shared_retain(seam_own_shared *shared)
{
	if (!shared)
		return SEAM_E_NULL;
	return shared->retain(1) ? SEAM_OK : SEAM_E_RANGE;
}

static int shared_retain_many(seam_own_shared *shared, std::uint64_t n)
{
	if (!shared)
		return SEAM_E_NULL;
	return shared->retain(n) ? SEAM_OK : SEAM_E_RANGE;
}

static void shared_release(seam_own_shared *shared)
{
	if (shared)
		shared->release(1);
}

static int shared_release_many(seam_own_shared *shared, std::uint64_t n)
{
	if (!shared)
		return SEAM_E_NULL;
	return shared->release(n) ? SEAM_OK : SEAM_E_RANGE;
}

static int shared_count(const seam_own_shared *shared, std::uint64_t *out)
{
	if (!shared || !out)
		return SEAM_E_NULL;
	*out = shared->references;
	return SEAM_OK;
}

static int shared_get(const seam_own_shared *shared, std::int64_t *out)
{
	if (!shared || !out)
		return SEAM_E_NULL;
	*out = shared->value;
	return SEAM_OK;
}

/* ---- lists: a vector of strings, all of it lent ---- */

static int list_create(seam_own_list **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = peer::make_lent<seam_own_list>().release();
		return SEAM_OK;
	});
}

static void list_destroy(seam_own_list *list)
{
	peer::lent_ptr<seam_own_list> end(list);
}

static int list_push(seam_own_list *list, const void *bytes, std::size_t size)
{
	return guarded([&]() -> int {
		if (!list || !bytes)
			return SEAM_E_NULL;
		list->entries.emplace_back(static_cast<const char *>(bytes), size);
		return SEAM_OK;
	});
}

static int list_count(const seam_own_list *list, std::size_t *out)
{
	if (!list || !out)
		return SEAM_E_NULL;
	*out = list->entries.size();
	return SEAM_OK;
}

static int list_at(const seam_own_list *list, std::size_t index, const void **out, std::size_t *size)
{
	if (!list || !out || !size)
		return SEAM_E_NULL;
	if (index >= list->entries.size())
		return SEAM_E_RANGE;
	*out = list->entries[index].data();
	*size = list->entries[index].size();
	return SEAM_OK;
}

static int list_clone(const seam_own_list *list, seam_own_list **out)
{
	return guarded([&]() -> int {
		if (!list || !out)
			return SEAM_E_NULL;
		*out = peer::make_lent<seam_own_list>(*list).release();
		return SEAM_OK;
	});
}

/* ---- parents and children ---- */

static std::uint32_t child_policy()
{
	return SEAM_CHILD_KEEPS;
}

static int parent_create(std::int64_t value, seam_own_parent **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		auto parent = std::make_unique<seam_own_parent>();
		parent->state = std::make_shared<parent_state>(value);
		*out = parent.release();
		return SEAM_OK;
	});
}

static int parent_set(seam_own_parent *parent, std::int64_t value)
{
	if (!parent)
		return SEAM_E_NULL;
	parent->state->value = value;
	return SEAM_OK;
}

static int parent_destroy(seam_own_parent *parent)
{
	delete parent;
	return SEAM_OK;
}

static int parent_child(seam_own_parent *parent, seam_own_child **out)
{
	return guarded([&]() -> int {
		if (!parent || !out)
			return SEAM_E_NULL;
		*out = std::make_unique<seam_own_child>(parent->state).release();
		return SEAM_OK;
	});
}

static int child_get(const seam_own_child *child, std::int64_t *out)
{
	if (!child || !out)
		return SEAM_E_NULL;
	*out = child->parent->value;
	return SEAM_OK;
}

static void child_destroy(seam_own_child *child)
{
	delete child;
}

/* ---- holders: a lent block changes its owner ---- */

static int holder_create(seam_own_holder **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = std::make_unique<seam_own_holder>().release();
		return SEAM_OK;
	});
}

static void holder_destroy(seam_own_holder *holder)
{
	delete holder;
}

static int holder_give(seam_own_holder *holder, void *block, std::size_t size, std::size_t align)
{
	if (!holder || !block)
		return SEAM_E_NULL;
	if (size > SEAM_HOLDER_MAX || !is_alignment(align))
		return SEAM_E_RANGE;
	if (holder->block)
		return SEAM_E_STATE;
	holder->block = peer::lent_bytes(block, { size, align });
	return SEAM_OK;
}

static int holder_put(seam_own_holder *holder, void *block, std::size_t size, std::size_t align)
{
	peer::lent_bytes owned(block, { size, align }); // from here on: each return below frees what it has not handed on

	if (!holder || !owned)
		return SEAM_E_NULL;
	if (size > SEAM_HOLDER_MAX)
		return SEAM_E_RANGE;
	holder->block = std::move(owned);
	return SEAM_OK;
}

static int holder_take(seam_own_holder *holder, void **block, std::size_t *size, std::size_t *align)
{
	if (!holder || !block || !size || !align)
		return SEAM_E_NULL;
	if (!holder->block)
		return SEAM_E_STATE;
	*size = holder->block.get_deleter().size;
	*align = holder->block.get_deleter().align;
	*block = holder->block.release();
	return SEAM_OK;
}

/* ---- slots ---- */

static int slot_create(seam_own_slot **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = std::make_unique<seam_own_slot>().release();
		return SEAM_OK;
	});
}

static void slot_destroy(seam_own_slot *slot)
{
	delete slot;
}

static int slot_set(seam_own_slot *slot, void *userdata, seam_own_release_fn release)
{
	peer::userdata offered(userdata, release); // released on every path that does not keep it

	if (!slot)
		return SEAM_E_NULL;
	if (slot->frozen)
		return SEAM_E_STATE;
	slot->held.reset();
	slot->held.emplace(std::move(offered));
	return SEAM_OK;
}

static int slot_get(const seam_own_slot *slot, void **out)
{
	if (!slot || !out)
		return SEAM_E_NULL;
	if (!slot->held)
		return SEAM_E_STATE;
	*out = slot->held->get();
	return SEAM_OK;
}

static int slot_clear(seam_own_slot *slot)
{
	if (!slot)
		return SEAM_E_NULL;
	if (slot->frozen)
		return SEAM_E_STATE;
	slot->held.reset();
	return SEAM_OK;
}

static int slot_freeze(seam_own_slot *slot)
{
	if (!slot)
		return SEAM_E_NULL;
	slot->frozen = true;
	return SEAM_OK;
}

/* ---- texts ---- */

static int text_make(const char *bytes, std::size_t size, seam_own_text *out)
{
	return guarded([&]() -> int {
		if (!out || (!bytes && size > 0))
			return SEAM_E_NULL;
		if (size == 0) {
			*out = { "", 0, SEAM_TEXT_STATIC, 0, {} };
		} else if (size < sizeof out->small) {
			*out = { out->small, size, SEAM_TEXT_INLINE, 0, {} };
			std::memcpy(out->small, bytes, size);
		} else {
			auto copy = std::make_unique<char[]>(size + 1); // all zero, the terminator too
			std::memcpy(copy.get(), bytes, size);
			*out = { copy.release(), size, SEAM_TEXT_HEAP, 0, {} };
		}
		return SEAM_OK;
	});
}

static void text_free(seam_own_text *text)
{
	if (!text)
		return;
	if (text->kind == SEAM_TEXT_HEAP)
		delete[] text->bytes;
	*text = {};
}

/* ---- ids ---- */

static int id_open(std::int64_t value, std::uint64_t *out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		open_ids.emplace(last_id + 1, std::make_unique<numbered>(value));
		*out = ++last_id;
		return SEAM_OK;
	});
}

static int id_get(std::uint64_t id, std::int64_t *out)
{
	if (!out)
		return SEAM_E_NULL;
	const auto found = open_ids.find(id);
	if (found == open_ids.end())
		return SEAM_E_NOT_FOUND;
	*out = found->second->value;
	return SEAM_OK;
}

static int id_close(std::uint64_t id)
{
	return open_ids.erase(id) == 1 ? SEAM_OK : SEAM_E_NOT_FOUND;
}

static int id_move(std::uint64_t id, std::uint64_t *out)
{
	return guarded([&] {
		required(out);
		auto moved = open_ids.extract(id);
		if (!moved)
			throw refusal{ SEAM_E_NOT_FOUND };
		*out = moved.key() = ++last_id;
		open_ids.insert(std::move(moved)); // takes no memory: the table is as large as it was
	});
}

} // extern "C"

const seam_ownership peer::ownership = [] {
	seam_ownership ops{};
	ops.live = live;
	ops.block_make = block_make;
	ops.block_free = block_free;
	ops.lent_make = lent_make;
	ops.lent_resize = lent_resize;
	ops.lent_free = lent_free;
	ops.object_create = object_create;
	ops.object_destroy = object_destroy;
	ops.object_get = object_get;
	ops.object_set = object_set;
	ops.object_name = object_name;
	ops.object_rename = object_rename;
	ops.object_clone = object_clone;
	ops.object_into_raw = object_into_raw;
	ops.object_from_raw = object_from_raw;
	ops.shared_create = shared_create;
	ops.shared_retain = shared_retain;
	ops.shared_release = shared_release;
	ops.shared_count = shared_count;
	ops.shared_get = shared_get;
	ops.list_create = list_create;
	ops.list_destroy = list_destroy;
	ops.list_push = list_push;
	ops.list_count = list_count;
	ops.list_at = list_at;
	ops.list_clone = list_clone;
	ops.child_policy = child_policy;
	ops.parent_create = parent_create;
	ops.parent_set = parent_set;
	ops.parent_destroy = parent_destroy;
	ops.parent_child = parent_child;
	ops.child_get = child_get;
	ops.child_destroy = child_destroy;
	ops.holder_create = holder_create;
	ops.holder_destroy = holder_destroy;
	ops.holder_give = holder_give;
	ops.holder_put = holder_put;
	ops.holder_take = holder_take;
	ops.slot_create = slot_create;
	ops.slot_destroy = slot_destroy;
	ops.slot_set = slot_set;
	ops.slot_get = slot_get;
	ops.slot_clear = slot_clear;
	ops.slot_freeze = slot_freeze;
	ops.text_make = text_make;
	ops.text_free = text_free;
	ops.id_open = id_open;
	ops.id_get = id_get;
	ops.id_close = id_close;
	ops.shared_retain_many = shared_retain_many;
	ops.shared_release_many = shared_release_many;
	ops.object_constant = object_constant;
	ops.id_move = id_move;
	add_file_ops(ops);
	add_node_ops(ops);
	add_bundle_ops(ops);
	add_record_ops(ops);
	add_arena_ops(ops);
	add_buffer_ops(ops);
	add_box_ops(ops);
	return ops;
}();
