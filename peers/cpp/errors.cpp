// errors.cpp - codes, errno, and steps: failures that pass through as they are.
//
// Ops that own nothing while they call the host stand without `guarded`: there is nothing of theirs to throw.
#include "errors.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>

using namespace peer::errors_group;
using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

constexpr struct {
	int code;
	const char *name;
} names[] = {
	{ SEAM_OK, "SEAM_OK" },
	{ SEAM_E_FAILED, "SEAM_E_FAILED" },
	{ SEAM_E_NULL, "SEAM_E_NULL" },
	{ SEAM_E_NUL, "SEAM_E_NUL" },
	{ SEAM_E_ENCODING, "SEAM_E_ENCODING" },
	{ SEAM_E_RANGE, "SEAM_E_RANGE" },
	{ SEAM_E_SPACE, "SEAM_E_SPACE" },
	{ SEAM_E_MEMORY, "SEAM_E_MEMORY" },
	{ SEAM_E_PANIC, "SEAM_E_PANIC" },
	{ SEAM_E_STATE, "SEAM_E_STATE" },
	{ SEAM_E_UNSUPPORTED, "SEAM_E_UNSUPPORTED" },
	{ SEAM_E_VERSION, "SEAM_E_VERSION" },
	{ SEAM_E_NOT_FOUND, "SEAM_E_NOT_FOUND" },
};

} // namespace

const char *peer::errors_group::name_of(int code) noexcept
{
	const auto known =
		std::find_if(std::begin(names), std::end(names), [&](const auto &n) { return n.code == code; });
	return known != std::end(names) ? known->name : "unknown code";
}

extern "C" {

static std::uint64_t live()
{
	return counted_object::live();
}

/* ---- codes ---- */

static int relay(seam_errors_int_fn fn, void *userdata)
{
	return fn ? fn(userdata) : SEAM_E_NULL;
}

static std::int64_t relay_int64(seam_errors_int64_fn fn, void *userdata)
{
	return fn ? fn(userdata) : std::int64_t{ SEAM_E_NULL };
}

static std::uint32_t relay_uint32(seam_errors_uint32_fn fn, void *userdata)
{
	return fn ? fn(userdata) : static_cast<std::uint32_t>(SEAM_E_NULL);
}

static seam_errors_status relay_status(seam_errors_status_fn fn, void *userdata)
{
	// The enumerators span all of int, so that every int is a value of the enumeration.
	return fn ? fn(userdata) : static_cast<seam_errors_status>(SEAM_E_NULL);
}

static bool truth(int value)
{
	return value != 0;
}

static const char *code_name(int code)
{
	return name_of(code);
}

static int code_from_name(const char *name, int *code)
{
	return guarded([&] {
		required(name, code);
		const std::string_view wanted(name);
		const auto known = std::find_if(std::begin(names), std::end(names),
		                                [&](const auto &n) { return wanted == n.name; });
		if (known == std::end(names))
			throw refusal{ SEAM_E_NOT_FOUND };
		*code = known->code;
	});
}

static int code_from_errno(int error)
{
	switch (error) {
	case 0: return SEAM_OK;
	case ENOENT: return SEAM_E_NOT_FOUND;
	case ENOMEM: return SEAM_E_MEMORY;
	case EINVAL:
	case ERANGE: return SEAM_E_RANGE;
	default: return SEAM_E_FAILED;
	}
}

/* ---- errno: nothing stands between the call that sets it and the one that reads it ---- */

static int set_errno(int value)
{
	errno = value;
	return value != 0 ? -1 : 0;
}

static int relay_errno(seam_errors_int_fn fn, void *userdata, int *seen)
{
	if (!fn || !seen)
		return SEAM_E_NULL;
	const int rc = fn(userdata);
	if (rc < 0)
		*seen = errno;
	return rc;
}

static int retry(seam_errors_int_fn fn, void *userdata, std::uint32_t most, std::uint32_t *tries)
{
	if (!fn || !tries)
		return SEAM_E_NULL;
	if (most == 0)
		return SEAM_E_RANGE;
	std::uint32_t done = 0;
	int rc;
	do {
		rc = fn(userdata);
		done++;
	} while (rc < 0 && errno == EINTR && done < most);
	*tries = done;
	return rc;
}

/* ---- steps ---- */

static int transact(std::size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata,
                    std::size_t *failed_at)
{
	if (!step || !failed_at)
		return SEAM_E_NULL;
	for (std::size_t i = 0; i < n; i++) {
		const int rc = step(userdata, i);
		if (rc == 0)
			continue;
		for (std::size_t done = i; undo && done-- > 0;)
			undo(userdata, done);
		*failed_at = i;
		return rc;
	}
	return SEAM_OK;
}

static int run_all(std::size_t n, seam_errors_step_fn step, void *userdata, std::size_t *first, std::size_t *failed)
{
	if (!step || !first || !failed)
		return SEAM_E_NULL;
	std::size_t bad = 0;
	int code = SEAM_OK;
	for (std::size_t i = 0; i < n; i++) {
		const int rc = step(userdata, i);
		if (rc != 0 && bad++ == 0) {
			code = rc;
			*first = i;
		}
	}
	*failed = bad;
	return code;
}

} // extern "C"

const seam_errors peer::errors = [] {
	seam_errors ops{};
	ops.live = live;
	ops.relay = relay;
	ops.relay_int64 = relay_int64;
	ops.relay_uint32 = relay_uint32;
	ops.relay_status = relay_status;
	ops.truth = truth;
	ops.code_name = code_name;
	ops.code_from_name = code_from_name;
	ops.code_from_errno = code_from_errno;
	ops.set_errno = set_errno;
	ops.relay_errno = relay_errno;
	ops.retry = retry;
	ops.transact = transact;
	ops.run_all = run_all;
	add_shelves(ops);
	add_ways(ops);
	add_last(ops);
	return ops;
}();
