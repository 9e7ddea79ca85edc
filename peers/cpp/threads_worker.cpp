// threads_worker.cpp - a worker: a thread of the peer's own, with a queue.
#include "threads.hpp"

#include "quiet_thread.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

using peer::guarded;

struct seam_thr_worker : peer::counted_thing {
	explicit seam_thr_worker(seam_thr_value_fn fn) : fn_(fn) {}

	void start(void *userdata, seam_thr_release_fn release)
	{
		const std::lock_guard lock(mutex_); // the thread waits for it, so it sees all that is set here
		data = peer::userdata(userdata, nullptr);
		thread_ = peer::start_thread([this] { run(); });
		data = peer::userdata(userdata, release); // it runs: from here on the userdata is ours
	}

	bool post(std::int64_t value)
	{
		const std::lock_guard lock(mutex_);
		if (stopping_)
			return false;
		queue_.push_back(value);
		changed_.notify_all();
		return true;
	}

	bool is_own_thread() const noexcept { return current_ == this; }

	// From the worker's own call it only says so: SEAM_THR_DEFERS.  Of all others the first joins, the rest wait for that.
	void stop()
	{
		std::unique_lock lock(mutex_);
		stopping_ = true;
		changed_.notify_all();
		if (is_own_thread())
			return;
		if (std::exchange(joining_, true)) {
			changed_.wait(lock, [this] { return joined_; });
			return;
		}
		lock.unlock();
		thread_.join();
		lock.lock();
		joined_ = true;
		changed_.notify_all();
	}

	peer::userdata data;

private:
	void run()
	{
		current_ = this;
		std::unique_lock lock(mutex_);
		void *const userdata = data.get();
		for (;;) {
			changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
			if (stopping_) // what is queued is dropped: SEAM_THR_DROPS
				return;
			const std::int64_t value = queue_.front();
			queue_.pop_front();
			lock.unlock();
			// What the host throws ends here too: beyond a thread's first function there is nobody to catch it.
			guarded([&]() -> int {
				fn_(userdata, value);
				return SEAM_OK;
			});
			lock.lock();
		}
	}

	// The worker whose thread this is.  Not a comparison of thread ids: they are used again.
	static thread_local const seam_thr_worker *current_;

	const seam_thr_value_fn fn_;
	std::mutex mutex_;
	std::condition_variable changed_;
	std::deque<std::int64_t, peer::lent_allocator<std::int64_t>> queue_;
	std::thread thread_;
	bool stopping_ = false, joining_ = false, joined_ = false;
};

thread_local const seam_thr_worker *seam_thr_worker::current_;

extern "C" {

static int worker_start(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release, seam_thr_worker **out)
{
	return guarded([&]() -> int {
		if (!fn || !out)
			return SEAM_E_NULL;
		auto worker = peer::make_lent<seam_thr_worker>(fn);
		worker->start(userdata, release);
		*out = worker.release();
		return SEAM_OK;
	});
}

static int worker_post(seam_thr_worker *worker, std::int64_t value)
{
	return guarded([&]() -> int {
		if (!worker)
			return SEAM_E_NULL;
		return worker->post(value) ? SEAM_OK : SEAM_E_STATE;
	});
}

static int worker_stop(seam_thr_worker *worker)
{
	return guarded([&]() -> int {
		if (!worker)
			return SEAM_E_NULL;
		worker->stop();
		return SEAM_OK;
	});
}

static int worker_destroy(seam_thr_worker *worker)
{
	return guarded([&]() -> int {
		if (!worker)
			return SEAM_OK;
		if (worker->is_own_thread())
			return SEAM_E_STATE;
		worker->stop();
		peer::end_handle(worker);
		return SEAM_OK;
	});
}

} // extern "C"

void peer::add_worker_ops(seam_threads &ops)
{
	ops.worker_start = worker_start;
	ops.worker_post = worker_post;
	ops.worker_stop = worker_stop;
	ops.worker_destroy = worker_destroy;
}
