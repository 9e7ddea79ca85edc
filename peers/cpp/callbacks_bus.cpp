// callbacks_bus.cpp - a bus of subscriptions, for one thread or for many.  What a callback throws passes through fire and
// fire_all as it came: all that they hold is given back by destructors.
#include "callbacks.hpp"

#include "turn.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

using peer::counted;
using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

// Counts a subscription from subscribe to its end, which its callback may outlive.
struct standing : counted<standing> {};

struct subscription {
	subscription(std::uint64_t i, const seam_subscription &given) noexcept : id(i), is(given) { is.destroy = nullptr; }
	subscription(const subscription &) = delete;
	subscription &operator=(const subscription &) = delete;
	~subscription()
	{
		if (is.destroy)
			is.destroy(is.userdata);
	}

	// The order of turns: the higher priority first, of the same the older.
	std::pair<std::int64_t, std::uint64_t> turn() const noexcept { return { -std::int64_t{is.priority}, id }; }

	const std::uint64_t id;
	seam_subscription is; // `destroy` is set once the subscription stands: on failure the userdata is the caller's
	std::optional<standing> stands;
};

struct watch {
	explicit watch(const seam_watch &given) noexcept : is(given) {}
	watch(const watch &) = delete;
	watch &operator=(const watch &) = delete;
	~watch()
	{
		if (is.destroy)
			is.destroy(is.userdata);
	}

	const seam_watch is;
};

} // namespace

// The mutex guards the table; it is free whenever the host's code runs, callbacks and destructors alike.  The table
// shares a subscription with the calls of it that are running; the last of them to let go ends it.
struct seam_bus : counted<seam_bus> {
	explicit seam_bus(bool is_serial) noexcept : is_serial_(is_serial) {}

	// A fire or fire_all that is running; on a serial bus, in this thread's turn.
	class firing {
	public:
		explicit firing(seam_bus &bus) : bus_(bus), lock_(bus.mutex_)
		{
			bus_.firings_++;
			if (bus_.is_serial_ && !bus_.turn_.is_mine()) {
				bus_.turn_.wait(lock_);
				turn_.emplace(bus_.turn_, lock_); // which lets go of the lock
			} else {
				lock_.unlock();
			}
		}
		firing(const firing &) = delete;
		firing &operator=(const firing &) = delete;
		~firing()
		{
			if (turn_)
				turn_.reset(); // which takes the lock
			else
				lock_.lock();
			bus_.firings_--;
		}

	private:
		seam_bus &bus_;
		std::unique_lock<std::mutex> lock_;
		std::optional<peer::turn::taken> turn_;
	};

	// A share of something of the bus's.  Shares come and go under the lock, so that use_count() is exact there, and the
	// end of the last one is seen to come after all use.
	template <typename T> class share {
	public:
		share(seam_bus &bus, std::shared_ptr<T> what) noexcept : bus_(bus), what_(std::move(what)) {}
		share(const share &) = delete;
		share &operator=(const share &) = delete;
		~share()
		{
			const std::shared_ptr<T> last = bus_.let_go(std::move(what_)); // ends here, without the lock
		}

		explicit operator bool() const noexcept { return what_ != nullptr; }
		T *operator->() const noexcept { return what_.get(); }
		T &operator*() const noexcept { return *what_; }

	private:
		seam_bus &bus_;
		std::shared_ptr<T> what_;
	};

	bool is_firing()
	{
		const std::lock_guard lock(mutex_);
		return firings_ != 0;
	}

	std::uint64_t add(const seam_subscription &is)
	{
		const std::lock_guard lock(mutex_);
		auto added = make(last_id_ + 1, is);
		subscription &stands = *added;
		table_.insert(after(stands.turn()), std::move(added));
		stand(stands, is.destroy);
		return ++last_id_;
	}

	// The subscription leaves the table and ends with the result, after the lock is let go.
	share<subscription> take(std::uint64_t id)
	{
		const std::lock_guard lock(mutex_);
		const auto place = find(id);
		return { *this, place == table_.end() ? nullptr : take_out(place) };
	}

	// The same, with another one put in its place.
	share<subscription> exchange(std::uint64_t id, seam_event_fn callback, void *userdata, seam_destroy_fn destroy)
	{
		const std::lock_guard lock(mutex_);
		const auto place = find(id);
		if (place == table_.end())
			return { *this, nullptr };
		seam_subscription is = (*place)->is;
		is.callback = callback;
		is.userdata = userdata;
		auto next = make(id, is);
		stand(*next, destroy);
		(*place)->stands.reset();
		return { *this, std::exchange(*place, std::move(next)) };
	}

	share<subscription> to_call(std::uint64_t id)
	{
		const std::lock_guard lock(mutex_);
		return { *this, to_call(find(id)) };
	}

	// Of those up to the number `last`, the first after that turn, which becomes its own.
	share<subscription> next_to_call(std::pair<std::int64_t, std::uint64_t> &turn, std::uint64_t last)
	{
		const std::lock_guard lock(mutex_);
		const auto place = std::find_if(after(turn), table_.end(), [=](const auto &s) { return s->id <= last; });
		if (place != table_.end())
			turn = (*place)->turn();
		return { *this, to_call(place) };
	}

	share<const watch> watched()
	{
		const std::lock_guard lock(mutex_);
		return { *this, watch_ };
	}

	share<const watch> exchange_watch(std::shared_ptr<const watch> next)
	{
		const std::lock_guard lock(mutex_);
		return { *this, std::exchange(watch_, std::move(next)) };
	}

	std::uint64_t last_id()
	{
		const std::lock_guard lock(mutex_);
		return last_id_;
	}

	bool is_unlocked() { return std::unique_lock(mutex_, std::try_to_lock).owns_lock(); }

private:
	using table = std::vector<std::shared_ptr<subscription>, peer::lent_allocator<std::shared_ptr<subscription>>>;

	static std::shared_ptr<subscription> make(std::uint64_t id, const seam_subscription &is)
	{
		return std::allocate_shared<subscription>(peer::lent_allocator<subscription>(), id, is);
	}

	static void stand(subscription &s, seam_destroy_fn destroy) noexcept
	{
		s.is.destroy = destroy;
		s.stands.emplace();
	}

	table::iterator find(std::uint64_t id)
	{
		return std::find_if(table_.begin(), table_.end(), [=](const auto &s) { return s->id == id; });
	}

	table::iterator after(std::pair<std::int64_t, std::uint64_t> turn)
	{
		return std::upper_bound(table_.begin(), table_.end(), turn,
		                        [](const auto &wanted, const auto &s) { return wanted < s->turn(); });
	}

	std::shared_ptr<subscription> take_out(table::iterator place)
	{
		std::shared_ptr<subscription> taken = std::move(*place);
		table_.erase(place);
		taken->stands.reset();
		return taken;
	}

	// One that is called once ends before its call.
	std::shared_ptr<subscription> to_call(table::iterator place)
	{
		if (place == table_.end())
			return nullptr;
		return (*place)->is.flags & SEAM_SUBSCRIBE_ONCE ? take_out(place) : *place;
	}

	template <typename T> std::shared_ptr<T> let_go(std::shared_ptr<T> used) noexcept
	{
		const std::lock_guard lock(mutex_);
		if (used.use_count() > 1)
			used.reset();
		return used;
	}

	std::mutex mutex_;
	table table_; // in the order of turns
	std::shared_ptr<const watch> watch_;
	std::uint64_t last_id_ = 0;
	unsigned firings_ = 0;
	const bool is_serial_;
	peer::turn turn_;
};

std::size_t peer::live_buses() noexcept
{
	return counted<seam_bus>::live();
}

std::size_t peer::live_subscriptions() noexcept
{
	return counted<standing>::live();
}

namespace {

int call(const subscription &s, std::int64_t event)
{
	return s.is.callback(s.id, event, s.is.userdata);
}

// What the struct holds within its size.
seam_subscription read(const seam_subscription &given)
{
	seam_subscription is{};

	if (given.size < offsetof(seam_subscription, priority))
		throw refusal{ SEAM_E_VERSION };
	is.callback = given.callback;
	is.userdata = given.userdata;
	is.destroy = given.destroy;
	if (given.size >= offsetof(seam_subscription, priority) + sizeof is.priority)
		is.priority = given.priority;
	if (given.size >= offsetof(seam_subscription, flags) + sizeof is.flags)
		is.flags = given.flags;
	required(is.callback);
	if (is.flags & ~SEAM_SUBSCRIBE_ONCE)
		throw refusal{ SEAM_E_RANGE };
	return is;
}

int make_bus(bool is_serial, seam_bus **bus)
{
	return guarded([&] {
		required(bus);
		*bus = peer::make_lent<seam_bus>(is_serial).release();
	});
}

} // namespace

extern "C" {

static int bus_new(seam_bus **bus)
{
	return make_bus(false, bus);
}

static int bus_new_for(int kind, seam_bus **bus)
{
	if (bus && kind != SEAM_BUS_SHARED && kind != SEAM_BUS_SERIAL)
		return SEAM_E_RANGE;
	return make_bus(kind == SEAM_BUS_SERIAL, bus);
}

static int bus_free(seam_bus *bus)
{
	return guarded([&] {
		if (bus && bus->is_firing())
			throw refusal{ SEAM_E_STATE };
		peer::lent_ptr<seam_bus> end(bus);
	});
}

static int subscribe_with(seam_bus *bus, const seam_subscription *subscription, std::uint64_t *id)
{
	return guarded([&] {
		required(bus, subscription, id);
		*id = bus->add(read(*subscription));
	});
}

static int subscribe(seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy, std::uint64_t *id)
{
	const seam_subscription is = { sizeof is, callback, userdata, destroy, 0, 0 };

	return subscribe_with(bus, &is, id);
}

static int unsubscribe(seam_bus *bus, std::uint64_t id)
{
	return guarded([&] {
		required(bus);
		if (!bus->take(id))
			throw refusal{ SEAM_E_NOT_FOUND };
	});
}

static int replace(seam_bus *bus, std::uint64_t id, seam_event_fn callback, void *userdata, seam_destroy_fn destroy)
{
	return guarded([&] {
		required(bus, callback);
		if (!bus->exchange(id, callback, userdata, destroy))
			throw refusal{ SEAM_E_NOT_FOUND };
	});
}

static int fire(seam_bus *bus, std::uint64_t id, std::int64_t event, int *result)
{
	if (!bus || !result)
		return SEAM_E_NULL;
	const seam_bus::firing running(*bus);
	const auto target = bus->to_call(id);
	if (!target)
		return SEAM_E_NOT_FOUND;
	*result = call(*target, event);
	return SEAM_OK;
}

static int fire_all(seam_bus *bus, std::int64_t event, std::uint32_t *called, int *result)
{
	if (!bus || !called || !result)
		return SEAM_E_NULL;
	const seam_bus::firing running(*bus);
	const std::uint64_t last = bus->last_id(); // later ones are not called by this firing
	const auto watch = bus->watched();
	if (watch && watch->is.before)
		watch->is.before(event, watch->is.userdata);
	std::pair<std::int64_t, std::uint64_t> turn = { std::numeric_limits<std::int64_t>::min(), 0 };
	std::uint32_t calls = 0;
	int stop = 0;
	while (stop == 0) {
		const auto next = bus->next_to_call(turn, last);
		if (!next)
			break;
		calls++;
		stop = call(*next, event);
	}
	if (watch && watch->is.after)
		watch->is.after(event, calls, stop, watch->is.userdata);
	*called = calls;
	*result = stop;
	return SEAM_OK;
}

static int bus_watch(seam_bus *bus, const seam_watch *watch)
{
	return guarded([&] {
		required(bus);
		if (watch && watch->size != sizeof *watch)
			throw refusal{ SEAM_E_VERSION };
		using kept = const struct watch;
		const auto old = bus->exchange_watch(
			watch ? std::allocate_shared<kept>(peer::lent_allocator<struct watch>(), *watch) : nullptr);
	});
}

static int lock_probe(seam_bus *bus)
{
	return guarded([&]() -> int { return !bus || bus->is_unlocked() ? SEAM_OK : SEAM_E_STATE; });
}

} // extern "C"

void peer::add_bus_ops(seam_callbacks &ops)
{
	ops.bus_new = bus_new;
	ops.bus_new_for = bus_new_for;
	ops.bus_free = bus_free;
	ops.subscribe = subscribe;
	ops.subscribe_with = subscribe_with;
	ops.unsubscribe = unsubscribe;
	ops.replace = replace;
	ops.fire = fire;
	ops.fire_all = fire_all;
	ops.bus_watch = bus_watch;
	ops.lock_probe = lock_probe;
}
