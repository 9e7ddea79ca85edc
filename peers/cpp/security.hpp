// security.hpp - what the files of the group `security` share.
#ifndef SEAM_PEERS_CPP_SECURITY_HPP
#define SEAM_PEERS_CPP_SECURITY_HPP

#include <string_view>
#include <vector>

#include "lent.hpp"
#include "span.hpp"

namespace peer::security_group {

struct object;
using counted_object = counted<object>; // what live() counts, of all kinds together

template <typename T> using lent_vector = std::vector<T, lent_allocator<T>>;

// Input that is compared with its maximum before anything is read.
inline std::string_view counted_text(const char *text, std::size_t n, std::size_t most)
{
	const span<const char> s = counted_items(text, n, most);
	return { s.data(), s.size() };
}

// A block for the host: of just this size, to be handed over by release().
inline lent_bytes block(std::size_t size, std::size_t align)
{
	void *memory = host->alloc(host, size, align);
	if (!memory)
		throw std::bad_alloc();
	return { memory, { size, align } };
}

inline lent_bytes block_of(bytes from)
{
	lent_bytes made = block(from.size(), 1);
	copy(from, static_cast<unsigned char *>(made.get()));
	return made;
}

// The same with a NUL behind it.
inline void give_text(std::string_view text, char **out, std::size_t *out_n)
{
	lent_bytes made = block(text.size() + 1, 1);
	const auto p = static_cast<char *>(made.get());
	p[text.copy(p, text.size())] = '\0';
	*out = p;
	*out_n = text.size();
	made.release();
}

void fill_random(room to);

// The ops of the other files.
void add_messages(seam_security &ops);
void add_text(seam_security &ops);
void add_files(seam_security &ops);
void add_keys(seam_security &ops);
void add_rings(seam_security &ops);

} // namespace peer::security_group

#endif
