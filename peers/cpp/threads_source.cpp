// threads_source.cpp - callbacks that are registered, fired by any thread, and unregistered by any.
#include "threads.hpp"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

using peer::guarded;

namespace {

struct entry : peer::counted_thing {
	entry(std::uint64_t i, seam_thr_value_fn f, void *userdata) noexcept : id(i), fn(f), data(userdata, nullptr) {}

	const std::uint64_t id;
	const seam_thr_value_fn fn;
	peer::userdata data;
};

} // namespace

// The list shares an entry with the calls of it that are running.  All sharers come and go under the lock, so
// use_count() is exact there.
struct seam_thr_source : peer::counted_thing {
	std::uint64_t add(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release)
	{
		const std::lock_guard lock(mutex_);
		const std::uint64_t id = last_id_ + 1;
		entries_.push_back(std::allocate_shared<entry>(peer::lent_allocator<entry>(), id, fn, userdata));
		entries_.back()->data = peer::userdata(userdata, release); // it stands: from here on the userdata is ours
		return last_id_ = id;
	}

	// Waits for the calls of it that other threads make, SEAM_THR_WAITS; one of this thread releases it at its end.
	bool remove(std::uint64_t id)
	{
		std::unique_lock lock(mutex_);
		const auto place = after(id - 1);
		if (place == entries_.end() || (*place)->id != id)
			return false;
		std::shared_ptr<entry> taken = std::move(*place);
		entries_.erase(place);
		if (call::is_running(*taken)) {
			taken.reset(); // under the lock; that call has another
			return true;
		}
		over_.wait(lock, [&] { return taken.use_count() == 1; });
		lock.unlock();
		return true; // and it ends: the release may call any op
	}

	void fire(std::int64_t value)
	{
		const firing running(*this);
		// By numbers, not by places: the list may change during each call.
		const std::uint64_t last = last_id();
		std::uint64_t seen = 0;
		while (std::shared_ptr<entry> next = find_between(seen, last)) {
			seen = next->id;
			const call now(*this, std::move(next));
			now(value);
		}
	}

	bool is_firing()
	{
		const std::lock_guard lock(mutex_);
		return fires_ != 0;
	}

private:
	using list = std::vector<std::shared_ptr<entry>, peer::lent_allocator<std::shared_ptr<entry>>>;

	class firing {
	public:
		explicit firing(seam_thr_source &source) : source_(source) { source_.count_fires(1); }
		firing(const firing &) = delete;
		firing &operator=(const firing &) = delete;
		~firing() { source_.count_fires(-1); }

	private:
		seam_thr_source &source_;
	};

	// A call that is running: in the chain of its thread's, newest first.
	class call {
	public:
		call(seam_thr_source &source, std::shared_ptr<entry> what) noexcept
			: source_(source), entry_(std::move(what)), outer_(std::exchange(innermost_, this))
		{
		}
		call(const call &) = delete;
		call &operator=(const call &) = delete;
		~call()
		{
			innermost_ = outer_;
			source_.give_back(std::move(entry_));
		}

		void operator()(std::int64_t value) const { entry_->fn(entry_->data.get(), value); }

		static bool is_running(const entry &which) noexcept
		{
			const call *c = innermost_;
			while (c && c->entry_.get() != &which)
				c = c->outer_;
			return c;
		}

	private:
		static thread_local call *innermost_;

		seam_thr_source &source_;
		std::shared_ptr<entry> entry_;
		call *const outer_;
	};

	list::iterator after(std::uint64_t id)
	{
		return std::upper_bound(entries_.begin(), entries_.end(), id,
		                        [](std::uint64_t wanted, const auto &e) { return wanted < e->id; });
	}

	std::shared_ptr<entry> find_between(std::uint64_t seen, std::uint64_t last)
	{
		const std::lock_guard lock(mutex_);
		const auto place = after(seen);
		return place == entries_.end() || (*place)->id > last ? nullptr : *place;
	}

	void give_back(std::shared_ptr<entry> used)
	{
		const std::lock_guard lock(mutex_);
		if (used.use_count() > 1)
			used.reset();
		over_.notify_all();
		// Else it was taken out meanwhile and is this call's alone: it ends with the argument, after the lock.
	}

	std::uint64_t last_id()
	{
		const std::lock_guard lock(mutex_);
		return last_id_;
	}

	void count_fires(int n)
	{
		const std::lock_guard lock(mutex_);
		fires_ += n;
	}

	std::mutex mutex_;
	std::condition_variable over_; // a call is
	list entries_;                 // in the order of their numbers, which is that of registration
	std::uint64_t last_id_ = 0;
	int fires_ = 0;
};

thread_local seam_thr_source::call *seam_thr_source::call::innermost_;

extern "C" {

static int source_create(seam_thr_source **out)
{
	return peer::make_handle(out);
}

static int source_destroy(seam_thr_source *source)
{
	return guarded([&]() -> int {
		if (source && source->is_firing())
			return SEAM_E_STATE;
		const peer::lent_ptr<seam_thr_source> end(source);
		return SEAM_OK;
	});
}

static int source_register(seam_thr_source *source, seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
                           std::uint64_t *id)
{
	return guarded([&]() -> int {
		if (!source || !fn || !id)
			return SEAM_E_NULL;
		*id = source->add(fn, userdata, release);
		return SEAM_OK;
	});
}

static int source_unregister(seam_thr_source *source, std::uint64_t id)
{
	return guarded([&]() -> int {
		if (!source)
			return SEAM_E_NULL;
		return id != 0 && source->remove(id) ? SEAM_OK : SEAM_E_NOT_FOUND;
	});
}

static int source_fire(seam_thr_source *source, std::int64_t value)
{
	return guarded([&]() -> int {
		if (!source)
			return SEAM_E_NULL;
		source->fire(value);
		return SEAM_OK;
	});
}

} // extern "C"

void peer::add_source_ops(seam_threads &ops)
{
	ops.source_create = source_create;
	ops.source_destroy = source_destroy;
	ops.source_register = source_register;
	ops.source_unregister = source_unregister;
	ops.source_fire = source_fire;
}
