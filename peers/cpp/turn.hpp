// turn.hpp - keeps other threads out while the host's code runs, without a lock that is held meanwhile.
#ifndef SEAM_PEERS_CPP_TURN_HPP
#define SEAM_PEERS_CPP_TURN_HPP

#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>

namespace peer {

// Every member is called with the lock held that guards what the turn is about.
class turn {
public:
	bool is_mine() const noexcept { return owner_ == std::this_thread::get_id(); }
	bool is_taken() const noexcept { return owner_ != std::thread::id(); }
	void wait(std::unique_lock<std::mutex> &lock)
	{
		over_.wait(lock, [this] { return !is_taken(); });
	}

	// The turn is this thread's, and the lock is free, as long as this lives.
	class taken {
	public:
		taken(turn &whose, std::unique_lock<std::mutex> &lock) : turn_(whose), lock_(lock)
		{
			turn_.owner_ = std::this_thread::get_id();
			lock_.unlock();
		}
		taken(const taken &) = delete;
		taken &operator=(const taken &) = delete;
		~taken()
		{
			lock_.lock();
			turn_.owner_ = std::thread::id();
			turn_.over_.notify_all();
		}

	private:
		turn &turn_;
		std::unique_lock<std::mutex> &lock_;
	};

	// In the child of a fork there is no other thread that could have the turn, or wait for it.
	void forget_others() noexcept
	{
		if (is_taken() && !is_mine())
			owner_ = std::thread::id();
		new (&over_) std::condition_variable; // the old one may count threads that are not here: it cannot be ended
	}

private:
	std::thread::id owner_;
	std::condition_variable over_;
};

} // namespace peer

#endif
