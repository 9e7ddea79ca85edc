// errors_last.cpp - the last error of each thread, and errors as objects.
#include "errors.hpp"

#include <exception>
#include <memory>
#include <optional>

using namespace peer::errors_group;
using peer::guarded;
using peer::lent_allocator;
using peer::lent_ptr;
using peer::refusal;
using peer::required;

namespace {

struct last_error {
	std::int32_t domain, code;
	std::shared_ptr<const lent_string> message; // shared with whoever is being shown it
	const char *constant;                       // the message where no memory is needed, or was none

	seam_errors_view view() const noexcept
	{
		if (message)
			return { domain, code, message->c_str(), message->size() };
		return { domain, code, constant, std::char_traits<char>::length(constant) };
	}
};

thread_local std::optional<last_error> last;

// As std::runtime_error, whose code is in the standard library: there, MemorySanitizer does not see what is written.
class raised : public std::exception {
public:
	explicit raised(const char *text) : text_(text) {}

	const char *what() const noexcept override { return text_.c_str(); }

private:
	std::string text_;
};

std::string_view counted_message(const char *message, std::size_t n)
{
	if (n == 0)
		return {};
	required(message);
	return { message, n };
}

const last_error &the_last()
{
	if (!last)
		throw refusal{ SEAM_E_NOT_FOUND };
	return *last;
}

} // namespace

int peer::errors_group::set_last(std::int32_t domain, std::int32_t code, std::string_view message) noexcept
{
	last_error next{ domain, code, nullptr, "" };
	if (!message.empty()) {
		next.constant = "there is no memory for the message";
		guarded([&] {
			next.message = std::allocate_shared<lent_string>(lent_allocator<lent_string>(), message);
		});
	}
	last = std::move(next); // the old one goes last: the message may be its
	return code;
}

void peer::errors_group::clear_last() noexcept
{
	last.reset();
}

extern "C" {

static int fail(std::int32_t domain, std::int32_t code, const char *message, std::size_t n)
{
	return guarded([&] {
		const std::string_view text = counted_message(message, n);
		if (code == 0)
			throw refusal{ SEAM_E_RANGE };
		return set_last(domain, code, text);
	});
}

static int last_view(seam_errors_view *out)
{
	return guarded([&] {
		required(out);
		*out = the_last().view();
	});
}

static int last_take(seam_errors_error **out)
{
	return guarded([&] {
		required(out);
		const seam_errors_view view = the_last().view();
		*out = peer::make_lent<seam_errors_error>(view.domain, view.code,
		                                          std::string_view(view.message, view.message_n))
		               .release();
		clear_last();
	});
}

static void last_clear()
{
	clear_last();
}

static int attempt(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out, seam_errors_reporter reporter,
                   void *userdata)
{
	const int rc = get(shelf, key, out);
	if (rc == SEAM_OK || !reporter)
		return rc;
	const std::optional<last_error> mine = last; // whatever the reporter does to the last error, this one stays
	const seam_errors_view view = mine->view();
	reporter(userdata, &view);
	last = mine;
	return rc;
}

static int panic(const char *text)
{
	if (!text)
		return SEAM_E_NULL;
	try {
		throw raised(text);
	} catch (const std::exception &e) {
		return set_last(SEAM_DOMAIN_PANIC, SEAM_E_PANIC, e.what());
	}
}

/* ---- error objects ---- */

static int error_new(std::int32_t domain, std::int32_t code, const char *message, std::size_t n,
                     seam_errors_error *cause, seam_errors_error **out)
{
	return guarded([&] {
		required(out);
		const std::string_view text = counted_message(message, n);
		if (code == 0)
			throw refusal{ SEAM_E_RANGE };
		auto error = peer::make_lent<seam_errors_error>(domain, code, text);
		error->cause.reset(cause); // only now, when nothing can fail any more, it is the error's
		*out = error.release();
	});
}

static int error_view(const seam_errors_error *error, seam_errors_view *out)
{
	return guarded([&] {
		required(error, out);
		*out = { error->domain, error->code, error->message.c_str(), error->message.size() };
	});
}

static int error_cause(const seam_errors_error *error, const seam_errors_error **out)
{
	return guarded([&] {
		required(error, out);
		if (!error->cause)
			throw refusal{ SEAM_E_NOT_FOUND };
		*out = error->cause.get();
	});
}

static void error_free(seam_errors_error *error)
{
	lent_ptr<seam_errors_error> end(error);
}

} // extern "C"

void peer::errors_group::add_last(seam_errors &ops)
{
	ops.attempt = attempt;
	ops.fail = fail;
	ops.last_error = last_view;
	ops.last_error_take = last_take;
	ops.last_error_clear = last_clear;
	ops.panic = panic;
	ops.error_new = error_new;
	ops.error_view = error_view;
	ops.error_cause = error_cause;
	ops.error_free = error_free;
}
