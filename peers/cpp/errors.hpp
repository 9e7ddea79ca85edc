// errors.hpp - what the files of the group `errors` share: the thread's last error, and errors as objects.
#ifndef SEAM_PEERS_CPP_ERRORS_HPP
#define SEAM_PEERS_CPP_ERRORS_HPP

#include <string>
#include <string_view>
#include <vector>

#include "lent.hpp"

namespace peer::errors_group {

struct object;
using counted_object = counted<object>; // shelves and error objects, counted together

using lent_string = std::basic_string<char, std::char_traits<char>, lent_allocator<char>>;

const char *name_of(int code) noexcept;

// Makes this the thread's last error and returns its code.  Where there is no memory for the message, another stands in.
int set_last(std::int32_t domain, std::int32_t code, std::string_view message) noexcept;
void clear_last() noexcept;

int get(const seam_errors_shelf *shelf, std::int32_t key, std::int64_t *out) noexcept;

// The ops of errors_shelves.cpp, of errors_get.cpp and of errors_last.cpp.
void add_shelves(seam_errors &ops);
void add_ways(seam_errors &ops);
void add_last(seam_errors &ops);

} // namespace peer::errors_group

struct seam_errors_error : peer::errors_group::counted_object {
	seam_errors_error(std::int32_t d, std::int32_t c, std::string_view m) : domain(d), code(c), message(m) {}
	~seam_errors_error()
	{
		// One after the other: destructors in destructors would need a stack as deep as the chain.
		while (cause) {
			auto next = std::move(cause->cause);
			cause = std::move(next);
		}
	}

	std::int32_t domain, code;
	peer::errors_group::lent_string message;
	peer::lent_ptr<seam_errors_error> cause;
};

struct seam_errors_shelf : peer::errors_group::counted_object {
	using items = std::vector<seam_errors_item, peer::lent_allocator<seam_errors_item>>;

	seam_errors_shelf(int mode, std::uint32_t limit, std::string_view label);

	// The item with this key, or null.
	const seam_errors_item *find(std::int32_t key) const noexcept;
	// Puts it there, or throws, and nothing has changed.
	void put(const seam_errors_item &item);
	// Puts all of them there, or throws, and nothing has changed; *at is how many could have been put.
	void put_all(const seam_errors_item *first, std::size_t n, std::size_t *at);
	bool dirty() const noexcept;

	seam_errors_shelf_info info() const noexcept { return { label_.c_str(), items_.size(), limit_, mode_ }; }

private:
	void put_into(items &to, const seam_errors_item &item) const;

	int mode_;
	std::uint32_t limit_;
	peer::errors_group::lent_string label_;
	items items_;
};

#endif
