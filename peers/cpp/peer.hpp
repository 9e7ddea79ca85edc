// peer.hpp - what the groups share: the host, the edge of an op, object counts.
#ifndef SEAM_PEERS_CPP_PEER_HPP
#define SEAM_PEERS_CPP_PEER_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "callbacks/callbacks.h"
#include "layout/layout.h"
#include "ownership/ownership.h"
#include "strings/strings.h"

namespace peer {

extern const seam_layout layout;
extern const seam_strings strings;
extern const seam_ownership ownership;
extern const seam_callbacks callbacks;

// The host that the peer was opened with.
extern const seam_host *host;

// Keeps the message of a contained exception for this thread.  It must work when memory is out: it allocates nothing.
void remember(std::string_view message) noexcept;

// The message kept last on this thread; its data() is null when there is none.
std::string_view remembered() noexcept;

// The edge of an op: runs its body and returns the body's code.  What the body throws ends here, so that no exception
// meets a frame of C.
template <typename Body> int guarded(Body &&body) noexcept
{
	try {
		return std::forward<Body>(body)();
	} catch (const std::bad_alloc &) {
		return SEAM_E_MEMORY;
	} catch (const std::length_error &) { // a container that is asked for more than there can be
		return SEAM_E_MEMORY;
	} catch (const std::exception &e) {
		remember(e.what());
		return SEAM_E_PANIC;
	} catch (...) {
		remember("an exception that is no std::exception");
		return SEAM_E_PANIC;
	}
}

// A base class that counts the live objects of a family.
template <typename Family> class counted {
public:
	counted() noexcept { ++count_; }
	counted(const counted &) noexcept { ++count_; }
	counted &operator=(const counted &) noexcept = default;

	static std::size_t live() noexcept { return count_; }

protected:
	~counted() { --count_; }

private:
	static inline std::atomic<std::size_t> count_{0};
};

} // namespace peer

#endif
