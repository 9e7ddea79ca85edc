// callbacks_work.cpp - visits that a thread of the peer's own makes, and their end, which is told once.
#include "callbacks.hpp"

#include "quiet_thread.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

using peer::guarded;
using peer::refusal;
using peer::required;

struct seam_work : peer::counted<seam_work> {
	seam_work(std::uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, bool is_done_there) noexcept
		: count_(count), visit_(visit), done_(done), userdata_(userdata), is_done_there_(is_done_there)
	{
	}

	void start(seam_work *&out)
	{
		const std::lock_guard lock(mutex_); // no visit begins before all is stored
		thread_ = peer::start_thread([this] { run(); });
		out = this;
	}

	void cancel()
	{
		const std::lock_guard lock(mutex_);
		is_cancelled_ = true;
	}

	void wait()
	{
		std::unique_lock lock(mutex_);
		if (is_inside())
			throw refusal{ SEAM_E_STATE };
		changed_.wait(lock, [this] { return are_visits_over_ && (!is_done_there_ || is_done_over_); });
		if (!is_done_over_)
			call_done(lock);
	}

	// As wait, but cancelled first: which does not happen when that is refused.
	void end()
	{
		{
			const std::lock_guard lock(mutex_);
			if (is_inside())
				throw refusal{ SEAM_E_STATE };
			is_cancelled_ = true;
		}
		wait();
		thread_.join();
	}

private:
	void run()
	{
		std::unique_lock lock(mutex_);
		visitor_ = std::this_thread::get_id();
		std::uint32_t visited = 0;
		while (visited < count_ && result_ == 0 && !is_cancelled_) {
			lock.unlock();
			int value = 0;
			// Beyond a thread's first function there is nobody to catch what is thrown.
			const int contained = guarded([&] { value = peer::visit_item(visited, visit_, userdata_); });
			lock.lock();
			visited++;
			result_ = contained != SEAM_OK ? contained : value;
		}
		visited_ = visited;
		status_ = visited < count_ && result_ == 0 ? SEAM_E_STATE : SEAM_OK;
		are_visits_over_ = true;
		if (is_done_there_)
			call_done(lock);
		visitor_ = std::thread::id(); // which another thread may have, from now on
		changed_.notify_all();
	}

	void call_done(std::unique_lock<std::mutex> &lock)
	{
		caller_ = std::this_thread::get_id();
		lock.unlock();
		guarded([&] { done_(status_, visited_, result_, userdata_); });
		lock.lock();
		caller_ = std::thread::id();
		is_done_over_ = true;
		changed_.notify_all();
	}

	// Whether the caller is in a visit or in `done`.
	bool is_inside() const noexcept
	{
		const std::thread::id self = std::this_thread::get_id();
		return visitor_ == self || caller_ == self;
	}

	const std::uint32_t count_;
	const seam_visit_fn visit_;
	const seam_done_fn done_;
	void *const userdata_;
	const bool is_done_there_;
	std::mutex mutex_; // of all below
	std::condition_variable changed_;
	std::thread thread_;
	std::thread::id visitor_, caller_;
	std::uint32_t visited_ = 0;
	int status_ = SEAM_OK, result_ = 0;
	bool is_cancelled_ = false, are_visits_over_ = false, is_done_over_ = false;
};

std::size_t peer::live_works() noexcept
{
	return counted<seam_work>::live();
}

extern "C" {

static int work_start(std::uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                      seam_work **work)
{
	return guarded([&] {
		required(visit, done, work);
		if (where != SEAM_DONE_THERE && where != SEAM_DONE_HERE)
			throw refusal{ SEAM_E_RANGE };
		auto made = peer::make_lent<seam_work>(count, visit, done, userdata, where == SEAM_DONE_THERE);
		made->start(*work);
		made.release();
	});
}

static int work_cancel(seam_work *work)
{
	return guarded([&] {
		required(work);
		work->cancel();
	});
}

static int work_wait(seam_work *work)
{
	return guarded([&] {
		required(work);
		work->wait();
	});
}

static int work_free(seam_work *work)
{
	return guarded([&] {
		if (!work)
			return;
		work->end();
		peer::lent_ptr<seam_work> end(work);
	});
}

} // extern "C"

void peer::add_work_ops(seam_callbacks &ops)
{
	ops.work_start = work_start;
	ops.work_cancel = work_cancel;
	ops.work_wait = work_wait;
	ops.work_free = work_free;
}
