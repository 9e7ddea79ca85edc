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
#include <type_traits>
#include <utility>

#include "buffers/buffers.h"
#include "callbacks/callbacks.h"
#include "errors/errors.h"
#include "layout/layout.h"
#include "ownership/ownership.h"
#include "security/security.h"
#include "strings/strings.h"
#include "threads/threads.h"

namespace peer {

extern const seam_layout layout;
extern const seam_strings strings;
extern const seam_ownership ownership;
extern const seam_callbacks callbacks;
extern const seam_threads threads;
extern const seam_buffers buffers;
extern const seam_errors errors;
extern const seam_security security;

// The host that the peer was opened with.
extern const seam_host *host;

// Keeps the message of a contained exception for this thread.  It must work when memory is out: it allocates nothing.
void remember(std::string_view message) noexcept;

// The message kept last on this thread; its data() is null when there is none.
std::string_view remembered() noexcept;

// What an op's body throws to end with this code.
struct refusal {
	int code;
};

template <typename... Pointers> void required(Pointers... pointers)
{
	if (!(pointers && ...))
		throw refusal{ SEAM_E_NULL };
}

// The edge of an op: runs its body and returns the body's code, SEAM_OK for a body that returns nothing.  What the body
// throws ends here, so that no exception meets a frame of C.
template <typename Body> int guarded(Body &&body) noexcept
{
	try {
		if constexpr (std::is_void_v<decltype(body())>) {
			std::forward<Body>(body)();
			return SEAM_OK;
		} else {
			return std::forward<Body>(body)();
		}
	} catch (const refusal &r) {
		return r.code;
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
