// lent.hpp - the host's allocator in the forms that C++ code takes one: an allocator for containers, a deleter for
// std::unique_ptr.
#ifndef SEAM_PEERS_CPP_LENT_HPP
#define SEAM_PEERS_CPP_LENT_HPP

#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <utility>

#include "peer.hpp"

namespace peer {

// For containers.  Stateless: there is one host.
template <typename T> class lent_allocator {
public:
	using value_type = T;

	lent_allocator() noexcept = default;
	template <typename U> lent_allocator(const lent_allocator<U> &) noexcept {}

	T *allocate(std::size_t n)
	{
		if (n > std::numeric_limits<std::size_t>::max() / sizeof(T))
			throw std::bad_array_new_length();
		void *block = host->alloc(host, n * sizeof(T), alignof(T));
		if (!block)
			throw std::bad_alloc();
		return static_cast<T *>(block);
	}
	void deallocate(T *block, std::size_t n) noexcept { host->free(host, block, n * sizeof(T), alignof(T)); }

	template <typename U> bool operator==(const lent_allocator<U> &) const noexcept { return true; }
	template <typename U> bool operator!=(const lent_allocator<U> &) const noexcept { return false; }
};

// For one object in a lent block.
template <typename T> struct lent_delete {
	void operator()(T *object) const noexcept
	{
		object->~T();
		lent_allocator<T>().deallocate(object, 1);
	}
};
template <typename T> using lent_ptr = std::unique_ptr<T, lent_delete<T>>;

template <typename T, typename... Arguments> lent_ptr<T> make_lent(Arguments &&...arguments)
{
	// Owns the raw block until the object stands in it: the constructor may throw.
	const auto give_back = [](T *block) { lent_allocator<T>().deallocate(block, 1); };
	std::unique_ptr<T, decltype(give_back)> block(lent_allocator<T>().allocate(1), give_back);
	lent_ptr<T> made(new (block.get()) T(std::forward<Arguments>(arguments)...));
	block.release();
	return made;
}

// For bytes whose size and alignment are known only at run time: the host wants both back.
struct lent_bytes_delete {
	std::size_t size;
	std::size_t align;

	void operator()(void *block) const noexcept { host->free(host, block, size, align); }
};
using lent_bytes = std::unique_ptr<void, lent_bytes_delete>;

} // namespace peer

#endif
