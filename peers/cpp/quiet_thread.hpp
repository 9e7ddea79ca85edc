// quiet_thread.hpp - starts a thread of the peer's own.
#ifndef SEAM_PEERS_CPP_QUIET_THREAD_HPP
#define SEAM_PEERS_CPP_QUIET_THREAD_HPP

#include "peer.hpp"

#include <system_error>
#include <thread>
#include <utility>

#if !defined(_WIN32)
#include <csignal>
#include <pthread.h>
#endif

namespace peer {

// A thread starts with its maker's mask: signals are the host's, and its handlers are not to run on our threads.
class signals_blocked {
public:
	signals_blocked(const signals_blocked &) = delete;
	signals_blocked &operator=(const signals_blocked &) = delete;
#if defined(_WIN32)
	signals_blocked() noexcept {}
	~signals_blocked() {}
#else
	signals_blocked() noexcept
	{
		sigset_t all;
		sigfillset(&all);
		pthread_sigmask(SIG_SETMASK, &all, &before_);
	}
	~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
	sigset_t before_;
#endif
};

template <typename Body> std::thread start_thread(Body &&body)
{
	const signals_blocked quiet;

	try {
		return std::thread(std::forward<Body>(body));
	} catch (const std::system_error &) { // no thread is to be had
		throw refusal{ SEAM_E_FAILED };
	}
}

} // namespace peer

#endif
