// threads.cpp - the table of the group `threads`, and the library as a whole.
#include "threads.hpp"

#include "turn.hpp"

#include <mutex>

#if !defined(_WIN32)
#include <pthread.h>
#endif

using peer::guarded;

namespace {

class library {
public:
	int init(seam_thr_setup_fn setup, void *userdata, std::uint32_t *count)
	{
		std::unique_lock lock(mutex_);
		if (setting_up_.is_mine())
			return SEAM_E_STATE;
		setting_up_.wait(lock);
		if (users_ == 0) {
			auto total = peer::make_lent<std::uint64_t>(0u);
			if (!set_up(lock, setup, userdata))
				return SEAM_E_FAILED;
			total_ = total.release();
		}
		users_++;
		if (count)
			*count = users_;
		return SEAM_OK;
	}

	int shutdown(std::uint32_t *count)
	{
		const std::lock_guard lock(mutex_);
		if (users_ == 0)
			return SEAM_E_STATE;
		if (--users_ == 0)
			peer::lent_ptr<std::uint64_t> end(std::exchange(total_, nullptr));
		if (count)
			*count = users_;
		return SEAM_OK;
	}

	int add(std::int64_t n, std::int64_t &total)
	{
		const std::lock_guard lock(mutex_);
		if (users_ == 0) // also during a setup
			return SEAM_E_STATE;
		total = static_cast<std::int64_t>(*total_ += static_cast<std::uint64_t>(n));
		return SEAM_OK;
	}

	// Around a fork the library is nobody else's, so that the child has it whole.
	void before_fork() { mutex_.lock(); }
	void after_fork() { mutex_.unlock(); }
	void in_child()
	{
		setting_up_.forget_others();
		mutex_.unlock();
	}

private:
	bool set_up(std::unique_lock<std::mutex> &lock, seam_thr_setup_fn setup, void *userdata)
	{
		const peer::turn::taken running(setting_up_, lock);
		return !setup || setup(userdata, nullptr) == 0;
	}

	std::mutex mutex_;
	peer::turn setting_up_;
	std::uint32_t users_ = 0;
	// Lent, from the first user to the last; a plain pointer, as the host may be gone when static objects end.
	std::uint64_t *total_ = nullptr;
};

library the_library;

#if defined(_WIN32)
constexpr std::uint32_t fork_policy = SEAM_THR_NEVER;
#else
// What has no lock, atomic counts and what a thread has, needs no care.
const int watches_forks = pthread_atfork([] { the_library.before_fork(); }, [] { the_library.after_fork(); },
                                         [] { the_library.in_child(); });
const std::uint32_t fork_policy = watches_forks == 0 ? SEAM_THR_WORKS : SEAM_THR_NEVER;
#endif

} // namespace

extern "C" {

static std::uint64_t live()
{
	return peer::counted_thing::live();
}

static std::uint32_t policy(std::uint32_t question)
{
	switch (question) {
	case SEAM_THR_CLOSE:
		return SEAM_THR_DEFERS;
	case SEAM_THR_UNREGISTER:
		return SEAM_THR_WAITS;
	case SEAM_THR_FIRE:
		return SEAM_THR_PARALLEL;
	case SEAM_THR_NEST:
		return SEAM_THR_NESTS;
	case SEAM_THR_STOP:
		return SEAM_THR_DROPS;
	case SEAM_THR_STOP_SELF:
		return SEAM_THR_DEFERS;
	case SEAM_THR_FORK:
		return fork_policy;
	default:
		return 0;
	}
}

static int lib_init(seam_thr_setup_fn setup, void *userdata, std::uint32_t *count)
{
	return guarded([&]() -> int { return the_library.init(setup, userdata, count); });
}

static int lib_shutdown(std::uint32_t *count)
{
	return guarded([&]() -> int { return the_library.shutdown(count); });
}

static int lib_add(std::int64_t n, std::int64_t *total)
{
	return guarded([&]() -> int { return total ? the_library.add(n, *total) : SEAM_E_NULL; });
}

} // extern "C"

const seam_threads peer::threads = [] {
	seam_threads ops{};
	ops.live = live;
	ops.policy = policy;
	ops.lib_init = lib_init;
	ops.lib_shutdown = lib_shutdown;
	ops.lib_add = lib_add;
	add_account_ops(ops);
	add_state_ops(ops);
	add_source_ops(ops);
	add_worker_ops(ops);
	add_wait_ops(ops);
	return ops;
}();
