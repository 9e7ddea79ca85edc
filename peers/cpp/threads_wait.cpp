// threads_wait.cpp - what threads wait for: events, what is to be done once; and boxes, what one publishes for all.
#include "threads.hpp"

#include "turn.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

using peer::guarded;

struct seam_thr_event : peer::counted_thing {
	int wait()
	{
		std::unique_lock lock(mutex_);
		waiting_++;
		changed_.wait(lock, [this] { return wakes_ > 0 || cancelled_; }); // a condition, not the signal alone
		waiting_--;
		if (cancelled_)
			return SEAM_E_STATE;
		wakes_--;
		return SEAM_OK;
	}

	int wake()
	{
		const std::lock_guard lock(mutex_);
		if (cancelled_)
			return SEAM_E_STATE;
		wakes_++;
		changed_.notify_one();
		return SEAM_OK;
	}

	void cancel()
	{
		const std::lock_guard lock(mutex_);
		cancelled_ = true;
		changed_.notify_all();
	}

	std::uint64_t waiting() const
	{
		const std::lock_guard lock(mutex_);
		return waiting_;
	}

private:
	mutable std::mutex mutex_;
	std::condition_variable changed_;
	std::uint64_t wakes_ = 0, waiting_ = 0;
	bool cancelled_ = false;
};

// Not std::call_once: the host's function may fail, may come back here, and is not to be left by an exception.
struct seam_thr_once : peer::counted_thing {
	int run(seam_thr_setup_fn fn, void *userdata, std::int64_t &out)
	{
		std::unique_lock lock(mutex_);
		if (running_.is_mine())
			return SEAM_E_STATE;
		running_.wait(lock);
		if (!result_)
			result_ = first(lock, fn, userdata);
		if (!result_)
			return SEAM_E_FAILED;
		out = *result_;
		return SEAM_OK;
	}

private:
	std::optional<std::int64_t> first(std::unique_lock<std::mutex> &lock, seam_thr_setup_fn fn, void *userdata)
	{
		const peer::turn::taken running(running_, lock);
		std::int64_t result = 0;
		return fn(userdata, &result) == 0 ? std::optional(result) : std::nullopt;
	}

	std::mutex mutex_;
	peer::turn running_;
	std::optional<std::int64_t> result_;
};

struct seam_thr_box : peer::counted_thing {
	void publish(const std::byte *bytes, std::size_t size)
	{
		std::optional<copy> next(std::in_place, bytes, bytes + size);
		const std::lock_guard lock(mutex_);
		published_.swap(next);
	}

	int read(std::byte *bytes, std::size_t capacity, std::size_t &size) const
	{
		const std::lock_guard lock(mutex_);
		if (!published_)
			return SEAM_E_NOT_FOUND;
		size = published_->size();
		if (size > capacity)
			return SEAM_E_SPACE;
		std::copy(published_->begin(), published_->end(), bytes);
		return SEAM_OK;
	}

private:
	using copy = std::vector<std::byte, peer::lent_allocator<std::byte>>;

	mutable std::mutex mutex_;
	std::optional<copy> published_;
};

extern "C" {

static int event_create(seam_thr_event **out)
{
	return peer::make_handle(out);
}

static int event_destroy(seam_thr_event *event)
{
	return guarded([&]() -> int {
		if (event && event->waiting() > 0)
			return SEAM_E_STATE;
		const peer::lent_ptr<seam_thr_event> end(event);
		return SEAM_OK;
	});
}

static int event_wait(seam_thr_event *event)
{
	return guarded([&]() -> int { return event ? event->wait() : SEAM_E_NULL; });
}

static int event_wake(seam_thr_event *event)
{
	return guarded([&]() -> int { return event ? event->wake() : SEAM_E_NULL; });
}

static int event_cancel(seam_thr_event *event)
{
	return guarded([&]() -> int {
		if (!event)
			return SEAM_E_NULL;
		event->cancel();
		return SEAM_OK;
	});
}

static int event_waiting(const seam_thr_event *event, std::uint64_t *out)
{
	return guarded([&]() -> int {
		if (!event || !out)
			return SEAM_E_NULL;
		*out = event->waiting();
		return SEAM_OK;
	});
}

static int once_create(seam_thr_once **out)
{
	return peer::make_handle(out);
}

static int once_destroy(seam_thr_once *once)
{
	const peer::lent_ptr<seam_thr_once> end(once);
	return SEAM_OK;
}

static int once_run(seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, std::int64_t *out)
{
	return guarded([&]() -> int { return once && fn && out ? once->run(fn, userdata, *out) : SEAM_E_NULL; });
}

static int box_create(seam_thr_box **out)
{
	return peer::make_handle(out);
}

static int box_destroy(seam_thr_box *box)
{
	const peer::lent_ptr<seam_thr_box> end(box);
	return SEAM_OK;
}

static int box_publish(seam_thr_box *box, const void *bytes, std::size_t size)
{
	return guarded([&]() -> int {
		if (!box || !bytes)
			return SEAM_E_NULL;
		box->publish(static_cast<const std::byte *>(bytes), size);
		return SEAM_OK;
	});
}

static int box_read(const seam_thr_box *box, void *bytes, std::size_t capacity, std::size_t *size)
{
	return guarded([&]() -> int {
		if (!box || !bytes || !size)
			return SEAM_E_NULL;
		return box->read(static_cast<std::byte *>(bytes), capacity, *size);
	});
}

} // extern "C"

void peer::add_wait_ops(seam_threads &ops)
{
	ops.event_create = event_create;
	ops.event_destroy = event_destroy;
	ops.event_wait = event_wait;
	ops.event_wake = event_wake;
	ops.event_cancel = event_cancel;
	ops.event_waiting = event_waiting;
	ops.once_create = once_create;
	ops.once_destroy = once_destroy;
	ops.once_run = once_run;
	ops.box_create = box_create;
	ops.box_destroy = box_destroy;
	ops.box_publish = box_publish;
	ops.box_read = box_read;
}
