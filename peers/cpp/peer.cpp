// peer.cpp - the C++ peer's table, and the message of the last contained exception.
#include "peer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>

namespace peer {

const seam_host *host;

namespace {

struct kept_message {
	std::array<char, 1024> text;
	std::optional<std::size_t> size;
};

thread_local kept_message last_message;

#if defined(__clang__)
constexpr char toolchain[] = "clang " __clang_version__;
#else
constexpr char toolchain[] = "g++ " __VERSION__;
#endif

constexpr seam_offer offers[] = {
	{ "layout", sizeof layout, &layout },
	{ "strings", sizeof strings, &strings },
	{ "ownership", sizeof ownership, &ownership },
	{ "callbacks", sizeof callbacks, &callbacks },
	{ "threads", sizeof threads, &threads },
	{ "buffers", sizeof buffers, &buffers },
	{ "errors", sizeof errors, &errors },
	{ "security", sizeof security, &security },
};

// SEAM_UNWIND_SAFE and not SEAM_LONGJMP_SAFE: an exception runs the destructors of the frames that it leaves, which
// unlock, count down and free; a jump passes them over.
constexpr seam_peer table = {
	SEAM_ABI,
	sizeof table,
	"cpp",
	"C++",
	toolchain,
	SEAM_NUL_CARRIED | SEAM_FILL_TRUNCATES | SEAM_UNWIND_SAFE,
	offers,
	std::size(offers),
};

} // namespace

void remember(std::string_view message) noexcept
{
	last_message.size = message.copy(last_message.text.data(), last_message.text.size());
}

std::string_view remembered() noexcept
{
	if (!last_message.size)
		return {};
	return { last_message.text.data(), *last_message.size };
}

} // namespace peer

extern "C" const seam_peer *seam_peer_open(const seam_host *host)
{
	peer::host = host;
	return &peer::table;
}
