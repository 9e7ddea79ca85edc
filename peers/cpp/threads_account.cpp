// threads_account.cpp - accounts: a handle that threads share, with counted references.
#include "threads.hpp"

#include "turn.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <limits>
#include <mutex>

using peer::guarded;

namespace {

bool is_sum(std::int64_t a, std::int64_t b) noexcept
{
	using limits = std::numeric_limits<std::int64_t>;
	return b > 0 ? a <= limits::max() - b : a >= limits::min() - b;
}

} // namespace

struct seam_thr_account : peer::counted_thing {
	seam_thr_account(std::int64_t balance, void *userdata, seam_thr_release_fn release) noexcept
		: data(userdata, release), balance_(balance)
	{
	}

	void retain()
	{
		const std::lock_guard lock(mutex_);
		references_++;
	}

	// Whether that was the last one.  Under the lock, not by an atomic count: all that other threads did before comes
	// before the end, and checkers that know no atomic operations can see that.
	bool drop()
	{
		const std::lock_guard lock(mutex_);
		return --references_ == 0;
	}

	std::uint64_t references() const
	{
		const std::lock_guard lock(mutex_);
		return references_;
	}

	int get(std::int64_t &out) const
	{
		const std::lock_guard lock(mutex_);
		if (closed_ || updating_.is_mine())
			return SEAM_E_STATE;
		out = balance_;
		return SEAM_OK;
	}

	int add(std::int64_t n, std::int64_t &out)
	{
		std::unique_lock lock(mutex_);
		if (!may_change(lock))
			return SEAM_E_STATE;
		if (!is_sum(balance_, n))
			return SEAM_E_RANGE;
		out = balance_ += n;
		return SEAM_OK;
	}

	int update(seam_thr_update_fn fn, void *userdata)
	{
		std::unique_lock lock(mutex_);
		if (!may_change(lock))
			return SEAM_E_STATE;
		balance_ = in_turn(lock, fn, userdata, balance_);
		return SEAM_OK;
	}

	static int transfer(seam_thr_account &from, seam_thr_account &to, std::int64_t n)
	{
		for (;;) {
			// Waits for one alone: two locks are never held meanwhile.
			if (!from.settles() || !to.settles())
				return SEAM_E_STATE;
			const both_locked both(from, to);
			if (!from.updating_.is_taken() && !to.updating_.is_taken())
				return move(from, to, n);
		}
	}

	bool in_own_update() const
	{
		const std::lock_guard lock(mutex_);
		return updating_.is_mine();
	}

	// An update that is running goes on, and counts: SEAM_THR_DEFERS.
	int close()
	{
		const std::lock_guard lock(mutex_);
		if (closed_ || updating_.is_mine())
			return SEAM_E_STATE;
		closed_ = true;
		return SEAM_OK;
	}

	peer::userdata data;

private:
	// Two accounts, or one.  In the order of their addresses; std::scoped_lock's order is another each time, which is right
	// too, but not what checkers of lock order can tell from a deadlock.
	class both_locked {
	public:
		both_locked(seam_thr_account &a, seam_thr_account &b)
			: first_(std::min(&a, &b, std::less<>())->mutex_),
			  second_(&a == &b ? lock() : lock(std::max(&a, &b, std::less<>())->mutex_))
		{
		}

	private:
		using lock = std::unique_lock<std::mutex>;

		const lock first_, second_;
	};

	// Waits for the end of another thread's update.
	bool may_change(std::unique_lock<std::mutex> &lock)
	{
		if (closed_ || updating_.is_mine())
			return false;
		updating_.wait(lock);
		return !closed_;
	}

	bool settles()
	{
		std::unique_lock lock(mutex_);
		return may_change(lock);
	}

	std::int64_t in_turn(std::unique_lock<std::mutex> &lock, seam_thr_update_fn fn, void *userdata, std::int64_t now)
	{
		const peer::turn::taken running(updating_, lock);
		return fn(userdata, now);
	}

	static int move(seam_thr_account &from, seam_thr_account &to, std::int64_t n)
	{
		if (from.closed_ || to.closed_)
			return SEAM_E_STATE;
		if (n > from.balance_ || (&from != &to && !is_sum(to.balance_, n)))
			return SEAM_E_RANGE;
		from.balance_ -= n;
		to.balance_ += n;
		return SEAM_OK;
	}

	mutable std::mutex mutex_; // of all below; free while an update runs
	peer::turn updating_;
	std::uint64_t references_ = 1;
	std::int64_t balance_;
	bool closed_ = false;
};

extern "C" {

static int account_create(std::int64_t balance, void *userdata, seam_thr_release_fn release, seam_thr_account **out)
{
	return peer::make_handle(out, balance, userdata, release);
}

static int account_retain(seam_thr_account *account)
{
	return guarded([&]() -> int {
		if (!account)
			return SEAM_E_NULL;
		account->retain();
		return SEAM_OK;
	});
}

static int account_release(seam_thr_account *account)
{
	return guarded([&]() -> int {
		if (account && account->drop())
			peer::end_handle(account);
		return SEAM_OK;
	});
}

static int account_references(const seam_thr_account *account, std::uint64_t *out)
{
	return guarded([&]() -> int {
		if (!account || !out)
			return SEAM_E_NULL;
		*out = account->references();
		return SEAM_OK;
	});
}

static int account_get(const seam_thr_account *account, std::int64_t *out)
{
	return guarded([&]() -> int { return account && out ? account->get(*out) : SEAM_E_NULL; });
}

static int account_add(seam_thr_account *account, std::int64_t n, std::int64_t *balance)
{
	return guarded([&]() -> int { return account && balance ? account->add(n, *balance) : SEAM_E_NULL; });
}

static int account_update(seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	return guarded([&]() -> int { return account && fn ? account->update(fn, userdata) : SEAM_E_NULL; });
}

static int account_transfer(seam_thr_account *from, seam_thr_account *to, std::int64_t n)
{
	return guarded([&]() -> int {
		if (!from || !to)
			return SEAM_E_NULL;
		if (n < 0)
			return SEAM_E_RANGE;
		if (from->in_own_update() || to->in_own_update())
			return SEAM_E_STATE;
		return seam_thr_account::transfer(*from, *to, n);
	});
}

static int account_describe(const seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	return guarded([&]() -> int {
		if (!account || !fn)
			return SEAM_E_NULL;
		std::int64_t balance;
		if (const int refused = account->get(balance))
			return refused;
		std::array<char, std::numeric_limits<std::int64_t>::digits10 + 3> text; // one more digit, a sign, a terminator
		*std::to_chars(text.data(), text.data() + text.size() - 1, balance).ptr = '\0';
		fn(userdata, text.data());
		return SEAM_OK;
	});
}

static int account_close(seam_thr_account *account)
{
	return guarded([&]() -> int { return account ? account->close() : SEAM_E_NULL; });
}

} // extern "C"

void peer::add_account_ops(seam_threads &ops)
{
	ops.account_create = account_create;
	ops.account_retain = account_retain;
	ops.account_release = account_release;
	ops.account_references = account_references;
	ops.account_get = account_get;
	ops.account_add = account_add;
	ops.account_update = account_update;
	ops.account_transfer = account_transfer;
	ops.account_describe = account_describe;
	ops.account_close = account_close;
}
