// span.hpp - a pointer and a length that have been looked at: what the ops over counted memory work with.
#ifndef SEAM_PEERS_CPP_SPAN_HPP
#define SEAM_PEERS_CPP_SPAN_HPP

#include <cassert>
#include <cstddef>
#include <cstring>

#include "peer.hpp"

namespace peer {

// C++20's std::span, as far as it is needed here.
template <typename T> class span {
public:
	span() noexcept = default;
	span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}

	T *data() const noexcept { return data_; }
	std::size_t size() const noexcept { return size_; }
	bool empty() const noexcept { return size_ == 0; }
	T *begin() const noexcept { return data_; }
	T *end() const noexcept { return data_ + size_; }
	T &operator[](std::size_t i) const noexcept
	{
		assert(i < size_);
		return data_[i];
	}
	span from(std::size_t offset, std::size_t n) const noexcept
	{
		assert(offset <= size_ && n <= size_ - offset);
		return { data_ + offset, n };
	}

private:
	T *data_ = nullptr;
	std::size_t size_ = 0;
};

using bytes = span<const unsigned char>;
using room = span<unsigned char>;

// Whether n bytes from `offset` on lie within `size`.  No sum is made that could wrap.
constexpr bool within(std::size_t offset, std::size_t n, std::size_t size) noexcept
{
	return offset <= size && n <= size - offset;
}

// n * size, which is no more than `most`, or the call is refused.
constexpr std::size_t product(std::size_t n, std::size_t size, std::size_t most)
{
	if (n > most || (size != 0 && n > most / size))
		throw refusal{ SEAM_E_RANGE };
	return n * size;
}

// Counted items of the caller's: of no more than `most` bytes together; NULL only when there are none.  A pointer that
// counts nothing may be dangling: it is not kept.
template <typename T> span<T> counted_items(T *items, std::size_t n, std::size_t most)
{
	product(n, sizeof(T), most);
	if (n == 0)
		return {};
	required(items);
	return { items, n };
}

inline bytes counted_bytes(const void *p, std::size_t n, std::size_t most)
{
	return counted_items(static_cast<const unsigned char *>(p), n, most);
}

inline room counted_room(void *p, std::size_t n, std::size_t most)
{
	return counted_items(static_cast<unsigned char *>(p), n, most);
}

// Copies to where there is room for it; the two may overlap.
inline void copy(bytes from, unsigned char *to) noexcept
{
	if (!from.empty()) // memmove takes no NULL, not even for nothing
		std::memmove(to, from.data(), from.size());
}

} // namespace peer

#endif
