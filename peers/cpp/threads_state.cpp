// threads_state.cpp - what a thread has: last error, value, pinned handles.  A thread_local object, whose destructor is
// the thread's end.
#include "threads.hpp"

#include <atomic>
#include <cerrno>
#include <optional>
#include <string>

using peer::guarded;

struct seam_thr_pinned : peer::counted_thing {
	seam_thr_pinned(std::int64_t v, void *userdata, seam_thr_release_fn release) noexcept
		: value(static_cast<std::uint64_t>(v)), data(userdata, release)
	{
	}

	std::uint64_t value;
	peer::userdata data;
	const void *owner = nullptr; // its thread's state: gone with the thread, as this is
	peer::lent_ptr<seam_thr_pinned> next;
};

namespace {

using lent_string = std::basic_string<char, std::char_traits<char>, peer::lent_allocator<char>>;

std::atomic<std::uint64_t> n_states{0};

// Has no destructor, so it can be read when the thread's other objects are gone.
thread_local bool has_ended;

struct last_error_of {
	std::int32_t code;
	lent_string message;
};

class thread_state {
public:
	thread_state() noexcept = default;
	thread_state(const thread_state &) = delete;
	thread_state &operator=(const thread_state &) = delete;
	~thread_state()
	{
		has_ended = true; // first: what the releases below call finds a thread without state, and makes none
		forget();
		while (pinned_)
			unpin(*pinned_);
	}

	const std::optional<last_error_of> &error() const noexcept { return error_; }
	void set_error(std::int32_t code, const char *message)
	{
		// Whole before the old one goes: the message may be that one's.
		std::optional<last_error_of> next(last_error_of{ code, lent_string(message) });
		error_.swap(next);
		recount();
	}

	const std::optional<peer::userdata> &value() const noexcept { return value_; }
	void set_value(peer::userdata value) noexcept
	{
		const std::optional<peer::userdata> old = std::exchange(value_, std::move(value));
		recount();
	}

	void forget() noexcept
	{
		error_.reset();
		const std::optional<peer::userdata> old = std::exchange(value_, std::nullopt);
		recount();
	}

	seam_thr_pinned *pin(peer::lent_ptr<seam_thr_pinned> pinned) noexcept
	{
		pinned->owner = this;
		pinned->next = std::move(pinned_);
		pinned_ = std::move(pinned);
		return pinned_.get();
	}

	void unpin(seam_thr_pinned &pinned) noexcept
	{
		peer::lent_ptr<seam_thr_pinned> *link = &pinned_;
		while (link->get() != &pinned)
			link = &(*link)->next;
		peer::lent_ptr<seam_thr_pinned> taken = std::move(*link);
		*link = std::move(taken->next);
		peer::end_handle(taken.release());
	}

private:
	void recount() noexcept
	{
		const bool counts = error_ || value_;
		if (counts && !counted_)
			++n_states;
		if (!counts && counted_)
			--n_states;
		counted_ = counts;
	}

	std::optional<last_error_of> error_;
	std::optional<peer::userdata> value_;
	peer::lent_ptr<seam_thr_pinned> pinned_;
	bool counted_ = false;
};

// The calling thread's; null once that is over.
thread_state *mine() noexcept
{
	static thread_local thread_state state;

	return has_ended ? nullptr : &state;
}

} // namespace

extern "C" {

static int last_error_set(std::int32_t code, const char *message)
{
	return guarded([&]() -> int {
		if (!message)
			return SEAM_E_NULL;
		thread_state *const state = mine();
		if (!state)
			return SEAM_E_STATE;
		state->set_error(code, message);
		return SEAM_OK;
	});
}

static int last_error(std::int32_t *code, const char **message)
{
	if (!code || !message)
		return SEAM_E_NULL;
	const thread_state *const state = mine();
	if (!state || !state->error())
		return SEAM_E_NOT_FOUND;
	*code = state->error()->code;
	*message = state->error()->message.c_str();
	return SEAM_OK;
}

static int thread_set(void *userdata, seam_thr_release_fn release)
{
	thread_state *const state = mine();
	if (!state)
		return SEAM_E_STATE;
	state->set_value(peer::userdata(userdata, release));
	return SEAM_OK;
}

static int thread_get(void **out)
{
	if (!out)
		return SEAM_E_NULL;
	const thread_state *const state = mine();
	if (!state || !state->value())
		return SEAM_E_NOT_FOUND;
	*out = state->value()->get();
	return SEAM_OK;
}

static int thread_forget()
{
	if (thread_state *const state = mine())
		state->forget();
	return SEAM_OK;
}

static std::uint64_t thread_states()
{
	return n_states;
}

static int errno_after(seam_thr_call_fn fn, void *userdata, int *error)
{
	return guarded([&]() -> int {
		if (!fn || !error)
			return SEAM_E_NULL;
		fn(userdata);
		*error = errno; // nothing comes between
		return SEAM_OK;
	});
}

static int pinned_create(std::int64_t value, void *userdata, seam_thr_release_fn release, seam_thr_pinned **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		thread_state *const state = mine();
		if (!state)
			return SEAM_E_STATE;
		*out = state->pin(peer::make_lent<seam_thr_pinned>(value, userdata, release));
		return SEAM_OK;
	});
}

static int pinned_add(seam_thr_pinned *pinned, std::int64_t n, std::int64_t *value)
{
	if (!pinned || !value)
		return SEAM_E_NULL;
	if (pinned->owner != mine())
		return SEAM_E_STATE;
	*value = static_cast<std::int64_t>(pinned->value += static_cast<std::uint64_t>(n));
	return SEAM_OK;
}

static int pinned_destroy(seam_thr_pinned *pinned)
{
	if (!pinned)
		return SEAM_OK;
	thread_state *const state = mine();
	if (pinned->owner != state)
		return SEAM_E_STATE;
	state->unpin(*pinned);
	return SEAM_OK;
}

} // extern "C"

void peer::add_state_ops(seam_threads &ops)
{
	ops.last_error_set = last_error_set;
	ops.last_error = last_error;
	ops.thread_set = thread_set;
	ops.thread_get = thread_get;
	ops.thread_forget = thread_forget;
	ops.thread_states = thread_states;
	ops.errno_after = errno_after;
	ops.pinned_create = pinned_create;
	ops.pinned_add = pinned_add;
	ops.pinned_destroy = pinned_destroy;
}
