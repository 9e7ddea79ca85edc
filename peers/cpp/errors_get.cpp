// errors_get.cpp - one thing, said in each of C's ways: inside it is an exception, and each op makes of that what C gets.
#include "errors.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>

using namespace peer::errors_group;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;

namespace {

// The item, be it broken or not.
const seam_errors_item &item_at(const seam_errors_shelf *shelf, std::int32_t key)
{
	required(shelf);
	if (key < 0)
		throw refusal{ SEAM_E_RANGE };
	const seam_errors_item *item = shelf->find(key);
	if (!item)
		throw refusal{ SEAM_E_NOT_FOUND };
	return *item;
}

const std::int64_t &value_at(const seam_errors_shelf *shelf, std::int32_t key)
{
	const seam_errors_item &item = item_at(shelf, key);
	if (item.kind == SEAM_ITEM_BROKEN)
		throw refusal{ SEAM_E_FAILED };
	return item.value;
}

// get, without the last error.
int look(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out) noexcept
{
	return guarded([&] {
		required(out);
		*out = value_at(shelf, key);
	});
}

// Says why; needs no memory.
std::array<char, 64> explanation(int code, std::int32_t key) noexcept
{
	const char *why = code == SEAM_E_NULL        ? "is asked for with NULL"
	                  : code == SEAM_E_RANGE     ? "is negative"
	                  : code == SEAM_E_NOT_FOUND ? "is not there"
	                                             : "is of a broken item";
	std::array<char, 64> text;
	std::snprintf(text.data(), text.size(), "the key %ld %s", long{ key }, why);
	return text;
}

int failed_to_get(int code, std::int32_t key) noexcept
{
	return set_last(SEAM_DOMAIN_SHELF, code, explanation(code, key).data());
}

lent_ptr<seam_errors_error> error_of_get(int code, const seam_errors_shelf *shelf, std::int32_t key)
{
	auto error = peer::make_lent<seam_errors_error>(SEAM_DOMAIN_SHELF, code, explanation(code, key).data());
	if (code == SEAM_E_FAILED) {
		const auto device_code = static_cast<std::int32_t>(item_at(shelf, key).value);
		error->cause = peer::make_lent<seam_errors_error>(SEAM_DOMAIN_DEVICE, device_code, "the device failed");
	}
	return error;
}

} // namespace

int peer::errors_group::get(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out) noexcept
{
	const int rc = look(shelf, key, out);
	return rc == SEAM_OK ? rc : failed_to_get(rc, key);
}

extern "C" {

static int get_code(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out)
{
	return get(shelf, key, out);
}

static const std::int64_t *find(const seam_errors_shelf *shelf, std::int32_t key)
{
	const std::int64_t *place = nullptr;
	const int rc = guarded([&] { place = &value_at(shelf, key); });
	if (rc != SEAM_OK)
		failed_to_get(rc, key);
	return place;
}

static bool contains(const seam_errors_shelf *shelf, std::int32_t key)
{
	return shelf && shelf->find(key);
}

static std::int64_t read(const seam_errors_shelf *shelf, std::int32_t first, std::int64_t *values, std::size_t n)
{
	if (!shelf || (!values && n > 0))
		return SEAM_E_NULL;
	constexpr std::int64_t last_key = std::numeric_limits<std::int32_t>::max();
	std::int64_t done = 0; // no more than there are keys
	while (static_cast<std::uint64_t>(done) < n && first + done <= last_key) {
		const int rc = look(shelf, static_cast<std::int32_t>(first + done), &values[done]);
		if (rc != SEAM_OK)
			return done > 0 ? done : rc;
		done++;
	}
	return done;
}

static int get_errno(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out)
{
	const int before = errno;
	const int rc = look(shelf, key, out);
	errno = rc == SEAM_OK ? before : rc == SEAM_E_NOT_FOUND ? ENOENT : rc == SEAM_E_FAILED ? EIO : EINVAL;
	return rc == SEAM_OK ? 0 : -1;
}

static bool get_report(const seam_errors_shelf *shelf, std::int32_t key, seam_errors_report *report)
{
	if (!report)
		return false;
	seam_errors_report made{};
	made.code = look(shelf, key, &made.value);
	made.key = key;
	const std::string_view name = name_of(made.code);
	name.copy(made.text, sizeof made.text - 1);
	*report = made;
	return made.code == SEAM_OK;
}

static int get_error(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out, seam_errors_error **error)
{
	if (error && *error)
		return SEAM_E_STATE;
	const int rc = look(shelf, key, out);
	if (rc != SEAM_OK && error)
		guarded([&] {
			*error = error_of_get(rc, shelf, key).release();
		}); // the code comes through without, too
	return rc;
}

} // extern "C"

void peer::errors_group::add_ways(seam_errors &ops)
{
	ops.get = get_code;
	ops.find = find;
	ops.contains = contains;
	ops.read = read;
	ops.get_errno = get_errno;
	ops.get_report = get_report;
	ops.get_error = get_error;
}
