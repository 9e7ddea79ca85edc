// own.hpp - the group `ownership`: what its files share.  Each file puts its ops into the table.
#ifndef SEAM_PEERS_CPP_OWN_HPP
#define SEAM_PEERS_CPP_OWN_HPP

#include "lent.hpp"
#include "userdata.hpp"

#include <cstdint>

namespace peer {

// What live() counts.
struct own_thing;
using counted_handle = counted<own_thing>;

inline bool is_alignment(std::size_t align) noexcept
{
	return align != 0 && (align & (align - 1)) == 0;
}

// Lent memory as bytes; throws when there is none.
inline lent_bytes make_lent_bytes(std::size_t size, std::size_t align)
{
	void *block = host->alloc(host, size, align);
	if (!block)
		throw std::bad_alloc();
	return { block, { size, align } };
}

// Makes an object in lent memory, which the host owns from here on.
template <typename T, typename... Arguments> int give_lent(T **out, Arguments &&...arguments) noexcept
{
	return guarded([&] {
		required(out);
		*out = make_lent<T>(std::forward<Arguments>(arguments)...).release();
	});
}

void add_file_ops(seam_ownership &ops);
void add_node_ops(seam_ownership &ops);
void add_bundle_ops(seam_ownership &ops);
void add_record_ops(seam_ownership &ops);
void add_arena_ops(seam_ownership &ops);
void add_buffer_ops(seam_ownership &ops);
void add_box_ops(seam_ownership &ops);

} // namespace peer

#endif
