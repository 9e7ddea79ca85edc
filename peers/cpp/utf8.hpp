// utf8.hpp - strict UTF-8, a character at a time.
#ifndef SEAM_PEERS_CPP_UTF8_HPP
#define SEAM_PEERS_CPP_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace peer {

inline constexpr char32_t ill_formed = 0xffffffff;

// How many bytes a character has that begins with this one; 0 when none does.
constexpr std::size_t utf8_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0)
		return 3;
	return first < 0xf5 ? 4 : 0;
}

// Takes one character off the front of `s`.  Ill-formed UTF-8 takes one byte and gives `ill_formed`.
inline char32_t take_utf8(std::string_view &s)
{
	constexpr char32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 }; // that needs so many bytes
	const auto first = static_cast<unsigned char>(s[0]);
	const std::size_t length = utf8_length(first);
	char32_t character = length < 2 ? first : first & (0x7fu >> length);
	bool good = length != 0 && length <= s.size();

	for (std::size_t i = 1; good && i < length; i++) {
		const auto next = static_cast<unsigned char>(s[i]);
		good = (next & 0xc0) == 0x80;
		character = character << 6 | (next & 0x3f);
	}
	good = good && character >= smallest[length] && character <= 0x10ffff &&
	       (character < 0xd800 || character > 0xdfff);
	s.remove_prefix(good ? length : 1);
	return good ? character : ill_formed;
}

} // namespace peer

#endif
