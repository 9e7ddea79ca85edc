// @name@.cpp - the peer @name@: the ops of the group `strings` that it offers.  What is nullptr is a declared gap: `skip`.
#include "strings/strings.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>

namespace {

// No exception may leave an op: C is on the other side.
template <typename Op> int contained(Op op) noexcept
{
	try {
		return op();
	} catch (const std::bad_alloc &) {
		return SEAM_E_MEMORY;
	} catch (...) {
		return SEAM_E_PANIC;
	}
}

// The copy that C owns until release().
char *give(const std::string &text)
{
	auto *copy = static_cast<char *>(std::malloc(text.size() + 1));

	if (!copy)
		throw std::bad_alloc();
	std::memcpy(copy, text.c_str(), text.size() + 1);
	return copy;
}

// Here stands a call of your library, which takes a string and gives one back.
int echo(const char *s, char **out)
{
	if (!s || !out)
		return SEAM_E_NULL;
	return contained([&] {
		*out = give(std::string(s));
		return SEAM_OK;
	});
}

void release(char *s)
{
	std::free(s);
}

constexpr seam_strings table()
{
	seam_strings ops{};

	ops.echo = echo;
	ops.release = release;
	return ops;
}

const seam_strings strings = table();
const seam_offer offers[] = { { "strings", sizeof strings, &strings } };
const seam_peer peer = { SEAM_ABI, sizeof peer, "@name@", "C++", "C++ " __VERSION__, 0, offers, 1 };

} // namespace

extern "C" const seam_peer *seam_peer_open(const seam_host *)
{
	return &peer;
}
