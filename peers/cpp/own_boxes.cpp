// own_boxes.cpp - an allocator with state: what a box is made of goes back to where it came from.
#include "own.hpp"

#include <limits>
#include <memory>
#include <vector>

using peer::guarded;
using peer::required;

namespace {

constexpr std::size_t alignment = 16; // what the host's allocators give

void *alloc_lent(void *, std::size_t size)
{
	return peer::host->alloc(peer::host, size, alignment);
}

void free_lent(void *, void *block, std::size_t size)
{
	peer::host->free(peer::host, block, size, alignment);
}

constexpr seam_own_allocator the_lent_one = { alloc_lent, free_lent, nullptr };

seam_own_allocator current = the_lent_one;

// A copy of the host's, which a container keeps.
template <typename T> class kept_allocator {
	static_assert(alignof(T) <= alignment);

public:
	using value_type = T;

	explicit kept_allocator(const seam_own_allocator &from) noexcept : from_(from) {}
	template <typename U> kept_allocator(const kept_allocator<U> &other) noexcept : from_(other.from()) {}

	T *allocate(std::size_t n)
	{
		void *block = n <= std::numeric_limits<std::size_t>::max() / sizeof(T) ? from_.alloc(from_.context, n * sizeof(T))
		                                                                        : nullptr;
		if (!block)
			throw std::bad_alloc();
		return static_cast<T *>(block);
	}
	void deallocate(T *block, std::size_t n) noexcept { from_.free(from_.context, block, n * sizeof(T)); }

	const seam_own_allocator &from() const noexcept { return from_; }
	template <typename U> bool operator==(const kept_allocator<U> &other) const noexcept
	{
		return from_.alloc == other.from().alloc && from_.free == other.from().free &&
		       from_.context == other.from().context;
	}
	template <typename U> bool operator!=(const kept_allocator<U> &other) const noexcept { return !(*this == other); }

private:
	seam_own_allocator from_;
};

using kept_bytes = std::vector<std::uint8_t, kept_allocator<std::uint8_t>>;

} // namespace

struct seam_own_box : peer::counted_handle {
	explicit seam_own_box(kept_bytes b) noexcept : bytes(std::move(b)) {}

	kept_bytes bytes;
};

namespace {

kept_bytes copy_of(const void *bytes, std::size_t size, const seam_own_allocator &from)
{
	const auto *const first = static_cast<const std::uint8_t *>(bytes);

	if (size > 0)
		required(first);
	return { first, first + size, kept_allocator<std::uint8_t>(from) };
}

} // namespace

extern "C" {

static int allocator_use(const seam_own_allocator *allocator)
{
	return guarded([&] {
		if (allocator)
			required(allocator->alloc, allocator->free);
		current = allocator ? *allocator : the_lent_one;
	});
}

static int box_create(const void *bytes, std::size_t size, seam_own_box **out)
{
	return guarded([&] {
		required(out);
		kept_allocator<seam_own_box> place(current);
		kept_bytes copy = copy_of(bytes, size, place.from());
		*out = new (place.allocate(1)) seam_own_box(std::move(copy)); // which throws nothing
	});
}

static int box_set(seam_own_box *box, const void *bytes, std::size_t size)
{
	return guarded([&] {
		required(box);
		box->bytes = copy_of(bytes, size, box->bytes.get_allocator().from());
	});
}

static int box_get(const seam_own_box *box, const void **out, std::size_t *size)
{
	static constexpr std::uint8_t nothing[1] = {};

	return guarded([&] {
		required(box, out, size);
		*out = box->bytes.empty() ? nothing : box->bytes.data();
		*size = box->bytes.size();
	});
}

static void box_destroy(seam_own_box *box)
{
	if (!box)
		return;
	kept_allocator<seam_own_box> place(box->bytes.get_allocator()); // a copy: the box's own ends with it
	box->~seam_own_box();
	place.deallocate(box, 1);
}

} // extern "C"

void peer::add_box_ops(seam_ownership &ops)
{
	ops.allocator_use = allocator_use;
	ops.box_create = box_create;
	ops.box_set = box_set;
	ops.box_get = box_get;
	ops.box_destroy = box_destroy;
}
