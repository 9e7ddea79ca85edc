// callbacks.cpp - what a callback throws passes through each, walk, sort, fire and fire_all as it came
// (SEAM_UNWIND_SAFE): these ops hold locks, counts and memory by objects whose destructors give them back.  All other
// ops, and whatever this code throws itself, are guarded.
#include "callbacks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using peer::counted;
using peer::guarded;

namespace {

// ---- visits

class item_name {
public:
	explicit item_name(std::uint32_t index) noexcept
	{
		constexpr std::string_view prefix = "item ";
		char *end = std::copy(prefix.begin(), prefix.end(), text_.begin());
		*std::to_chars(end, text_.end() - 1, index).ptr = '\0';
	}
	const char *c_str() const noexcept { return text_.data(); }

private:
	std::array<char, 16> text_; // "item 4294967295" and the terminator
};

} // namespace

int peer::visit_item(std::uint32_t index, seam_visit_fn visit, void *userdata)
{
	const item_name name(index);

	return visit(index, SEAM_VISIT_VALUE(index), index + 0.5, name.c_str(), userdata);
}

namespace {

int visit_items(std::uint32_t count, seam_visit_fn visit, void *userdata)
{
	for (std::uint32_t index = 0; index < count; index++)
		if (const int stop = peer::visit_item(index, visit, userdata))
			return stop;
	return 0;
}

// ---- failures of the peer's own

struct failure : std::exception {
	explicit failure(std::string text) : text_(std::move(text)) {}
	const char *what() const noexcept override { return text_.c_str(); }

private:
	std::string text_;
};

struct throws_at_scope_end {
	explicit throws_at_scope_end(const std::string &t) noexcept : text(t) {}
	~throws_at_scope_end() noexcept(false) { throw failure(text); }

	const std::string &text;
};

// Fails while another failure is on its way up, and contains that: what leaves a destructor then ends the process.
struct fails_at_scope_end {
	~fails_at_scope_end()
	{
		guarded([] { throw failure("a second failure, of the cleanup"); });
	}
};

// Throws, `frames` frames down; each has something to clean up on the way back.
[[noreturn]] void fail_below(int kind, const char *text, int frames)
{
	const std::string own(text ? text : "");

	if (frames > 0)
		fail_below(kind, own.c_str(), frames - 1);
	if (kind == SEAM_RAISE_TEXT)
		throw failure(own);
	if (kind == SEAM_RAISE_CLEANUP)
		throws_at_scope_end scope(own);
	if (kind == SEAM_RAISE_TWICE) {
		const fails_at_scope_end scope;
		throw failure(own);
	}
	if (kind == SEAM_RAISE_RUNTIME)
		std::optional<int>().value();
	throw 7;
}

// Whether `fail` can be asked for this.
int check_raise(int kind, const char *text)
{
	switch (kind) {
	case SEAM_RAISE_TEXT:
	case SEAM_RAISE_CLEANUP:
	case SEAM_RAISE_TWICE:
		return text ? SEAM_OK : SEAM_E_NULL;
	case SEAM_RAISE_NUMBER:
	case SEAM_RAISE_RUNTIME:
		return SEAM_OK;
	default:
		return SEAM_E_RANGE;
	}
}

// ---- functions that the peer makes

std::int64_t checked_sum(std::int64_t a, std::int64_t b)
{
	using limits = std::numeric_limits<std::int64_t>;
	if (b > 0 ? a > limits::max() - b : a < limits::min() - b)
		throw failure("the sum overflows");
	return a + b;
}

struct closure : counted<closure> {
	explicit closure(std::int64_t captured) noexcept : state(captured) {}

	std::int64_t state;
};

struct adder : counted<adder> {
	explicit adder(std::int64_t start) noexcept : total(start) {}

	std::int64_t total;
};

// The host's object, taken over: its destroy is called last and once, however the drive ends.
class driven_object {
public:
	driven_object(const seam_methods &methods, void *self) noexcept : methods_(methods), self_(self) {}
	driven_object(const driven_object &) = delete;
	driven_object &operator=(const driven_object &) = delete;
	~driven_object() { methods_.destroy(self_); }

	// 0, or what the method returned that ended the drive.
	int drive(const std::int64_t *numbers, std::size_t n, std::int64_t &total) const
	{
		int stop = methods_.reset ? methods_.reset(self_) : 0;
		for (std::size_t i = 0; stop == 0 && i < n; i++)
			stop = methods_.add(self_, numbers[i]);
		return stop != 0 ? stop : methods_.total(self_, &total);
	}

private:
	const seam_methods &methods_;
	void *const self_;
};

} // namespace

void peer::fail(int kind, const char *text)
{
	fail_below(kind, text, 3);
}

extern "C" {

/* ---- at once ---- */

static int each(std::uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	if (!visit || !result)
		return SEAM_E_NULL;
	*result = visit_items(count, visit, userdata);
	return SEAM_OK;
}

static int walk(std::uint32_t count, seam_visit_fn visit, void *userdata)
{
	return visit ? visit_items(count, visit, userdata) : SEAM_E_NULL;
}

// A merge sort of a copy.  std::stable_sort may run out of its range when the comparator contradicts itself, and may
// lose items when it throws; std::merge does not leave its ranges, and the caller's items are touched at the end only.
static int sort(std::int64_t *items, std::size_t n, seam_compare_fn compare, void *userdata)
{
	std::vector<std::int64_t> sorted, merged;

	if (!compare || (!items && n > 0))
		return SEAM_E_NULL;
	const int memory = guarded([&]() -> int {
		sorted.assign(items, items + n);
		merged.resize(n);
		return SEAM_OK;
	});
	if (memory != SEAM_OK)
		return memory;

	const auto before = [=](std::int64_t a, std::int64_t b) { return compare(a, b, userdata) < 0; };
	const auto at = [&](std::size_t i) { return sorted.begin() + static_cast<std::ptrdiff_t>(std::min(i, n)); };
	for (std::size_t run = 1; run < n; run *= 2) {
		auto out = merged.begin();
		for (std::size_t i = 0; i < n; i += 2 * run)
			out = std::merge(at(i), at(i + run), at(i + run), at(i + 2 * run), out, before);
		sorted.swap(merged);
	}
	std::copy(sorted.begin(), sorted.end(), items);
	return SEAM_OK;
}

static int live(int kind, std::size_t *count)
{
	if (!count)
		return SEAM_E_NULL;
	switch (kind) {
	case SEAM_LIVE_BUSES:
		*count = peer::live_buses();
		return SEAM_OK;
	case SEAM_LIVE_SUBSCRIPTIONS:
		*count = peer::live_subscriptions();
		return SEAM_OK;
	case SEAM_LIVE_CLOSURES:
		*count = counted<closure>::live();
		return SEAM_OK;
	case SEAM_LIVE_OBJECTS:
		*count = counted<adder>::live();
		return SEAM_OK;
	case SEAM_LIVE_WORKS:
		*count = peer::live_works();
		return SEAM_OK;
	default:
		return SEAM_E_RANGE;
	}
}

/* ---- failures ---- */

static int raise_contained(int kind, const char *text)
{
	return guarded([&]() -> int {
		if (const int refused = check_raise(kind, text))
			return refused;
		peer::fail(kind, text);
	});
}

static int raise_after(std::uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	return guarded([&]() -> int {
		if (!visit)
			return SEAM_E_NULL;
		if (const int refused = check_raise(kind, text))
			return refused;
		const std::vector<std::uint32_t> scope(64, count); // to be cleaned up on the way out
		visit_items(count, visit, userdata);
		peer::fail(kind, text);
	});
}

static int last_message(char *buffer, std::size_t size, std::size_t *length)
{
	if (!length || (!buffer && size > 0))
		return SEAM_E_NULL;
	const std::string_view message = peer::remembered();
	if (!message.data())
		return SEAM_E_NOT_FOUND;
	*length = message.size();
	if (size <= message.size())
		return SEAM_E_SPACE;
	buffer[message.copy(buffer, size)] = '\0';
	return SEAM_OK;
}

/* ---- functions that the peer makes ---- */

static int closure_call(void *context, std::int64_t argument, std::int64_t *sum)
{
	return guarded([&]() -> int {
		if (!sum)
			return SEAM_E_NULL;
		auto &self = *static_cast<closure *>(context);
		*sum = self.state = checked_sum(self.state, argument);
		return SEAM_OK;
	});
}

static int closure_new(std::int64_t captured, seam_closure_fn *fn, void **context)
{
	return guarded([&]() -> int {
		if (!fn || !context)
			return SEAM_E_NULL;
		*context = std::make_unique<closure>(captured).release();
		*fn = closure_call;
		return SEAM_OK;
	});
}

static int closure_free(seam_closure_fn fn, void *context)
{
	if (!fn)
		return SEAM_E_NULL;
	delete static_cast<closure *>(context);
	return SEAM_OK;
}

static int adder_reset(void *self)
{
	static_cast<adder *>(self)->total = 0;
	return SEAM_OK;
}

static int adder_add(void *self, std::int64_t n)
{
	return guarded([&]() -> int {
		auto &total = static_cast<adder *>(self)->total;
		total = checked_sum(total, n);
		return SEAM_OK;
	});
}

static int adder_total(void *self, std::int64_t *total)
{
	if (!total)
		return SEAM_E_NULL;
	*total = static_cast<adder *>(self)->total;
	return SEAM_OK;
}

static void adder_destroy(void *self)
{
	delete static_cast<adder *>(self);
}

static int object_new(std::int64_t start, seam_object *object)
{
	static constexpr seam_methods methods = { sizeof methods, adder_reset, adder_add, adder_total, adder_destroy };

	return guarded([&]() -> int {
		if (!object)
			return SEAM_E_NULL;
		object->self = std::make_unique<adder>(start).release();
		object->methods = &methods;
		return SEAM_OK;
	});
}

static int object_drive(const seam_object *object, const std::int64_t *numbers, std::size_t n, std::int64_t *total,
                        int *result)
{
	return guarded([&]() -> int {
		if (!object || !object->methods || (!numbers && n > 0) || !total || !result)
			return SEAM_E_NULL;
		const seam_methods &methods = *object->methods;
		if (!methods.add || !methods.total || !methods.destroy)
			return SEAM_E_NULL;
		std::int64_t reached = 0;
		const int stop = driven_object(methods, object->self).drive(numbers, n, reached);
		*result = stop;
		if (stop == 0)
			*total = reached;
		return SEAM_OK;
	});
}

} // extern "C"

const seam_callbacks peer::callbacks = [] {
	seam_callbacks ops{};
	ops.each = each;
	ops.walk = walk;
	ops.sort = sort;
	ops.live = live;
	ops.raise = raise_contained;
	ops.raise_after = raise_after;
	ops.last_message = last_message;
	ops.closure_new = closure_new;
	ops.closure_free = closure_free;
	ops.object_new = object_new;
	ops.object_drive = object_drive;
	add_bus_ops(ops);
	add_value_ops(ops);
	add_stream_ops(ops);
	add_work_ops(ops);
	return ops;
}();
