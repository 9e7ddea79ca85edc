// errors_shelves.cpp - shelves, on which an op that fails leaves everything as it was; and scopes, which end with them.
#include "errors.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

using namespace peer::errors_group;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;

namespace {

auto with_key(std::int32_t key)
{
	return [key](const seam_errors_item &item) { return item.key == key; };
}

bool is_good(const seam_errors_item &item) noexcept
{
	using device_code = std::numeric_limits<std::int32_t>;
	if (item.key < 0 || item.kind < SEAM_ITEM_PLAIN || item.kind > SEAM_ITEM_DIRTY)
		return false;
	return item.kind != SEAM_ITEM_BROKEN ||
	       (item.value != 0 && item.value >= device_code::min() && item.value <= device_code::max());
}

lent_ptr<seam_errors_shelf> make_shelf(int mode, std::uint32_t limit, std::string_view label)
{
	if ((mode != SEAM_SHELF_ONCE && mode != SEAM_SHELF_OVER) || limit < 1 || limit > SEAM_SHELF_LIMIT)
		throw refusal{ SEAM_E_RANGE };
	return peer::make_lent<seam_errors_shelf>(mode, limit, label);
}

int close(lent_ptr<seam_errors_shelf> shelf) noexcept
{
	if (!shelf->dirty())
		return SEAM_OK;
	shelf.reset(); // what it failed of is said when all of it is gone
	return set_last(SEAM_DOMAIN_SHELF, SEAM_E_FAILED, "the shelf was closed with a dirty item on it");
}

} // namespace

seam_errors_shelf::seam_errors_shelf(int mode, std::uint32_t limit, std::string_view label)
    : mode_(mode), limit_(limit), label_(label)
{
}

const seam_errors_item *seam_errors_shelf::find(std::int32_t key) const noexcept
{
	const auto item = std::find_if(items_.begin(), items_.end(), with_key(key));
	return item != items_.end() ? &*item : nullptr;
}

void seam_errors_shelf::put(const seam_errors_item &item)
{
	put_into(items_, item);
}

void seam_errors_shelf::put_all(const seam_errors_item *first, std::size_t n, std::size_t *at)
{
	items next(items_); // it takes the old ones' place when all are on it
	for (*at = 0; *at < n; ++*at)
		put_into(next, first[*at]);
	items_.swap(next);
}

void seam_errors_shelf::put_into(items &to, const seam_errors_item &item) const
{
	if (!is_good(item))
		throw refusal{ SEAM_E_RANGE };
	const auto same = std::find_if(to.begin(), to.end(), with_key(item.key));
	if (same == to.end()) {
		if (to.size() == limit_)
			throw refusal{ SEAM_E_SPACE };
		to.push_back(item);
	} else if (mode_ == SEAM_SHELF_ONCE) {
		throw refusal{ SEAM_E_STATE };
	} else {
		*same = item;
	}
}

bool seam_errors_shelf::dirty() const noexcept
{
	return std::any_of(items_.begin(), items_.end(),
	                   [](const seam_errors_item &item) { return item.kind == SEAM_ITEM_DIRTY; });
}

extern "C" {

static int shelf_new(int mode, std::uint32_t limit, const char *label, seam_errors_shelf **out)
{
	return guarded([&] {
		required(label, out);
		*out = make_shelf(mode, limit, label).release();
	});
}

static int shelf_close(seam_errors_shelf *shelf)
{
	return shelf ? close(lent_ptr<seam_errors_shelf>(shelf)) : SEAM_OK;
}

static int shelf_info(const seam_errors_shelf *shelf, seam_errors_shelf_info *out)
{
	return guarded([&] {
		required(shelf, out);
		*out = shelf->info();
	});
}

static int shelf_put(seam_errors_shelf *shelf, std::int32_t key, std::int32_t kind, std::int64_t value)
{
	return guarded([&] {
		required(shelf);
		shelf->put({ value, key, kind });
	});
}

static int shelf_put_all(seam_errors_shelf *shelf, const seam_errors_item *items, std::size_t n, std::size_t *bad)
{
	std::size_t at = 0;
	const int rc = guarded([&] {
		required(shelf, bad);
		if (n > 0)
			required(items);
		shelf->put_all(items, n, &at);
	});
	if (rc == SEAM_OK) {
		clear_last();
		return rc;
	}
	if (rc != SEAM_E_NULL && rc != SEAM_E_MEMORY)
		*bad = at;
	std::array<char, 64> why;
	std::snprintf(why.data(), why.size(), "item %zu cannot be put", at);
	return set_last(SEAM_DOMAIN_SHELF, rc, why.data());
}

static int scoped(seam_errors_shelf_fn fn, void *userdata)
{
	lent_ptr<seam_errors_shelf> shelf; // closed whichever way this call ends
	const int made = guarded([&] {
		required(fn);
		shelf = make_shelf(SEAM_SHELF_ONCE, 8, "scoped");
	});
	if (made != SEAM_OK)
		return made;
	const int rc = fn(userdata, shelf.get());
	return rc != SEAM_OK ? rc : close(std::move(shelf));
}

} // extern "C"

void peer::errors_group::add_shelves(seam_errors &ops)
{
	ops.shelf_new = shelf_new;
	ops.shelf_close = shelf_close;
	ops.shelf_info = shelf_info;
	ops.shelf_put = shelf_put;
	ops.shelf_put_all = shelf_put_all;
	ops.scoped = scoped;
}
