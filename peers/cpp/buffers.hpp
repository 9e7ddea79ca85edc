// buffers.hpp - counted memory with this group's greatest size, and results in the caller's memory.
#ifndef SEAM_PEERS_CPP_BUFFERS_HPP
#define SEAM_PEERS_CPP_BUFFERS_HPP

#include "span.hpp"

namespace peer::buffers_group {

constexpr std::size_t most = SEAM_BUFFERS_MOST;

template <typename T> span<T> counted(T *items, std::size_t n)
{
	return counted_items(items, n, most);
}

inline bytes counted(const void *p, std::size_t n)
{
	return counted_bytes(p, n, most);
}

inline room counted(void *p, std::size_t n)
{
	return counted_room(p, n, most);
}

// The place for a result of `needed` items, where the caller has room for *size; *size becomes `needed`, also when that
// does not fit.
template <typename T> span<T> place(std::size_t needed, span<T> caller, std::size_t *size)
{
	product(needed, sizeof(T), most);
	*size = needed;
	if (needed > caller.size())
		throw refusal{ SEAM_E_SPACE };
	return caller.from(0, needed);
}

inline room place(std::size_t needed, void *to, std::size_t *size)
{
	return place(needed, counted(to, *size), size);
}

// The ops of buffers_kept.cpp.
void add_kept(seam_buffers &ops);

} // namespace peer::buffers_group

#endif
