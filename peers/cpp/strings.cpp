// strings.cpp - std::string_view on the way in, std::string where one is kept, std::unique_ptr on the way out.
//
// A std::string holds any bytes, so all bytes pass and interior NULs are carried (SEAM_NUL_CARRIED).
#include "peer.hpp"
#include "utf8.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using peer::guarded;
using peer::ill_formed;
using peer::take_utf8;

struct seam_strings_store {
	std::optional<std::string> text;
};

struct seam_strings_list {
	std::vector<std::optional<std::string>> items;
};

namespace {

template <typename Char> using owned = std::unique_ptr<Char[]>;

// The copy that C gets: terminated, its own allocation, freed by the op that is named with it.
template <typename Char> owned<Char> terminated_copy(const Char *s, std::size_t n)
{
	owned<Char> copy(new Char[n + 1]);
	std::copy_n(s, n, copy.get());
	copy[n] = Char{};
	return copy;
}

owned<char> terminated_copy(std::string_view s)
{
	return terminated_copy(s.data(), s.size());
}

// The pieces between separators: one more than there are separators.
std::vector<std::string_view> split(std::string_view s, char separator)
{
	std::vector<std::string_view> pieces;
	for (;;) {
		const std::size_t end = s.find(separator);
		pieces.push_back(s.substr(0, end));
		if (end == s.npos)
			return pieces;
		s.remove_prefix(end + 1);
	}
}

void append_utf8(std::string &out, char32_t c)
{
	const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3f)); };
	if (c < 0x80) {
		out += static_cast<char>(c);
	} else if (c < 0x800) {
		out += static_cast<char>(0xc0 | c >> 6);
		tail(0);
	} else if (c < 0x10000) {
		out += static_cast<char>(0xe0 | c >> 12);
		tail(6);
		tail(0);
	} else {
		out += static_cast<char>(0xf0 | c >> 18);
		tail(12);
		tail(6);
		tail(0);
	}
}

// A unit at any address, odd ones too.
std::uint16_t unit_at(const void *s, std::size_t i)
{
	std::uint16_t unit;
	std::memcpy(&unit, static_cast<const char *>(s) + i * sizeof unit, sizeof unit);
	return unit;
}

std::string error_message;

} // namespace

extern "C" {

static int echo(const char *s, char **out)
{
	return guarded([&]() -> int {
		if (!s || !out)
			return SEAM_E_NULL;
		*out = terminated_copy(s).release();
		return SEAM_OK;
	});
}

static int echo_optional(const char *s, char **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = s ? terminated_copy(s).release() : nullptr;
		return SEAM_OK;
	});
}

static int echo_n(const char *s, std::size_t n, char **out, std::size_t *out_n, std::size_t *)
{
	return guarded([&]() -> int {
		if ((!s && n > 0) || !out || !out_n)
			return SEAM_E_NULL;
		*out = terminated_copy(s, n).release();
		*out_n = n;
		return SEAM_OK;
	});
}

static int terminate(const char *s, std::size_t n, char **out, std::size_t *nul_at)
{
	return guarded([&]() -> int {
		if ((!s && n > 0) || !out)
			return SEAM_E_NULL;
		const std::string_view text(s, n);
		const std::size_t nul = text.find('\0');
		if (nul != text.npos) {
			if (nul_at)
				*nul_at = nul;
			return SEAM_E_NUL;
		}
		*out = terminated_copy(text).release();
		return SEAM_OK;
	});
}

static void release(char *s)
{
	owned<char> end(s);
}

static int length(const char *s, std::size_t *n)
{
	if (!s || !n)
		return SEAM_E_NULL;
	*n = std::string_view(s).size();
	return SEAM_OK;
}

// std::char_traits<char> compares as unsigned, whatever the sign of char.
static int compare(const char *a, const char *b, int *order)
{
	if (!a || !b || !order)
		return SEAM_E_NULL;
	*order = std::string_view(a).compare(b);
	return SEAM_OK;
}

static int concat(const char *a, const char *b, char **out)
{
	return guarded([&]() -> int {
		if (!a || !b || !out)
			return SEAM_E_NULL;
		*out = terminated_copy(std::string(a) + b).release();
		return SEAM_OK;
	});
}

static int lossy(const char *s, std::size_t n, char **out, std::size_t *out_n)
{
	return guarded([&]() -> int {
		if ((!s && n > 0) || !out || !out_n)
			return SEAM_E_NULL;
		std::string mended;
		for (std::string_view rest(s, n); !rest.empty();) {
			const char32_t c = take_utf8(rest);
			append_utf8(mended, c == ill_formed ? U'\ufffd' : c);
		}
		*out = terminated_copy(mended).release();
		*out_n = mended.size();
		return SEAM_OK;
	});
}

/* ---- a string that is kept ---- */

static int store_new(seam_strings_store **out)
{
	return guarded([&]() -> int {
		if (!out)
			return SEAM_E_NULL;
		*out = std::make_unique<seam_strings_store>().release();
		return SEAM_OK;
	});
}

static void store_free(seam_strings_store *store)
{
	delete store;
}

static int store_set(seam_strings_store *store, const char *s)
{
	return guarded([&]() -> int {
		if (!store)
			return SEAM_E_NULL;
		std::optional<std::string> copy; // complete before the old one goes: s may be the old one
		if (s)
			copy.emplace(s);
		store->text.swap(copy);
		return SEAM_OK;
	});
}

static int store_get(const seam_strings_store *store, const char **out)
{
	if (!store || !out)
		return SEAM_E_NULL;
	*out = store->text ? store->text->c_str() : nullptr;
	return SEAM_OK;
}

// As snprintf does: what fits, terminated, and the size that it takes.
static int fill(const seam_strings_store *store, char *buf, std::size_t size, std::size_t *needed)
{
	if (!store || !needed || (!buf && size > 0))
		return SEAM_E_NULL;
	if (!store->text)
		return SEAM_E_NOT_FOUND;
	*needed = store->text->size() + 1;
	if (size > 0)
		buf[store->text->copy(buf, size - 1)] = '\0';
	return size < *needed ? SEAM_E_SPACE : SEAM_OK;
}

/* ---- UTF-16 ---- */

static int utf16_from_utf8(const char *s, std::size_t n, std::uint16_t **out, std::size_t *out_n, std::size_t *)
{
	return guarded([&]() -> int {
		if ((!s && n > 0) || !out || !out_n)
			return SEAM_E_NULL;
		std::vector<std::uint16_t> units;
		for (std::string_view rest(s, n); !rest.empty();) {
			const char32_t c = take_utf8(rest);
			if (c == ill_formed)
				return SEAM_E_ENCODING;
			if (c < 0x10000) {
				units.push_back(static_cast<std::uint16_t>(c));
			} else {
				units.push_back(static_cast<std::uint16_t>(0xd800 + ((c - 0x10000) >> 10)));
				units.push_back(static_cast<std::uint16_t>(0xdc00 + (c & 0x3ff)));
			}
		}
		*out = terminated_copy(units.data(), units.size()).release();
		*out_n = units.size();
		return SEAM_OK;
	});
}

static int utf16_to_utf8(const void *s, std::size_t n, char **out, std::size_t *out_n, std::size_t *)
{
	return guarded([&]() -> int {
		if ((!s && n > 0) || !out || !out_n)
			return SEAM_E_NULL;
		std::string text;
		for (std::size_t i = 0; i < n; i++) {
			char32_t c = unit_at(s, i);
			if (c >= 0xd800 && c <= 0xdfff) {
				const char32_t low = c < 0xdc00 && i + 1 < n ? unit_at(s, i + 1) : 0;
				if (low < 0xdc00 || low > 0xdfff)
					return SEAM_E_ENCODING;
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i++;
			}
			append_utf8(text, c);
		}
		*out = terminated_copy(text).release();
		*out_n = text.size();
		return SEAM_OK;
	});
}

static int utf16_length(const void *s, std::size_t *units)
{
	if (!s || !units)
		return SEAM_E_NULL;
	std::size_t n = 0;
	while (unit_at(s, n) != 0)
		n++;
	*units = n;
	return SEAM_OK;
}

static void utf16_release(std::uint16_t *s)
{
	owned<std::uint16_t> end(s);
}

/* ---- lists ---- */

static int list_new(const char *const *items, const std::size_t *lengths, std::size_t n, seam_strings_list **out,
                    std::size_t *, std::size_t *)
{
	return guarded([&]() -> int {
		if ((!items && n > 0) || !out)
			return SEAM_E_NULL;
		auto list = std::make_unique<seam_strings_list>();
		for (std::size_t i = 0; i < n; i++) {
			if (!items[i] && lengths && lengths[i] > 0)
				return SEAM_E_NULL;
			if (!items[i])
				list->items.emplace_back(std::nullopt);
			else if (lengths)
				list->items.emplace_back(std::in_place, items[i], lengths[i]);
			else
				list->items.emplace_back(std::in_place, items[i]);
		}
		*out = list.release();
		return SEAM_OK;
	});
}

static int list_count(const seam_strings_list *list, std::size_t *n)
{
	if (!list || !n)
		return SEAM_E_NULL;
	*n = list->items.size();
	return SEAM_OK;
}

static int list_get(const seam_strings_list *list, std::size_t i, const char **out, std::size_t *out_n)
{
	if (!list || !out || !out_n)
		return SEAM_E_NULL;
	if (i >= list->items.size())
		return SEAM_E_RANGE;
	const std::optional<std::string> &item = list->items[i];
	*out = item ? item->c_str() : nullptr;
	*out_n = item ? item->size() : 0;
	return SEAM_OK;
}

static void list_free(seam_strings_list *list)
{
	delete list;
}

static int list_join(const char *const *items, std::size_t n, const char *separator, char **out)
{
	return guarded([&]() -> int {
		if ((!items && n > 0) || !separator || !out)
			return SEAM_E_NULL;
		std::string joined;
		bool first = true;
		for (std::size_t i = 0; i < n; i++) {
			if (!items[i])
				continue;
			if (!first)
				joined += separator;
			joined += items[i];
			first = false;
		}
		*out = terminated_copy(joined).release();
		return SEAM_OK;
	});
}

static int list_split(const char *s, char separator, char ***out, std::size_t *out_n)
{
	return guarded([&]() -> int {
		if (!s || !out || !out_n)
			return SEAM_E_NULL;
		std::vector<owned<char>> pieces; // all of them, before any is handed out
		for (std::string_view piece : split(s, separator))
			pieces.push_back(terminated_copy(piece));
		owned<char *> array(new char *[pieces.size() + 1]());
		std::transform(pieces.begin(), pieces.end(), array.get(), [](owned<char> &piece) { return piece.release(); });
		*out = array.release();
		*out_n = pieces.size();
		return SEAM_OK;
	});
}

static void list_release(char **array, std::size_t n)
{
	if (array)
		std::for_each(array, array + n, release);
	delete[] array;
}

/* ---- fixed fields ---- */

static int field_get(const char *field, char **out)
{
	return guarded([&]() -> int {
		if (!field || !out)
			return SEAM_E_NULL;
		const std::string_view whole(field, SEAM_STRINGS_FIELD);
		*out = terminated_copy(whole.substr(0, whole.find('\0'))).release();
		return SEAM_OK;
	});
}

static int field_set(char *field, const char *s)
{
	if (!field || !s)
		return SEAM_E_NULL;
	const std::string_view text(s);
	if (text.size() > SEAM_STRINGS_FIELD)
		return SEAM_E_SPACE;
	std::fill(std::copy(text.begin(), text.end(), field), field + SEAM_STRINGS_FIELD, '\0');
	return SEAM_OK;
}

/* ---- error text and callbacks ---- */

static int error_set(const char *text, std::size_t n, std::size_t *)
{
	return guarded([&]() -> int {
		if (!text && n > 0)
			return SEAM_E_NULL;
		std::string copy(std::string_view(text, n));
		error_message.swap(copy); // not assigned: that would keep the old capacity for an empty message
		return SEAM_OK;
	});
}

static int error_text(const char **out, std::size_t *out_n)
{
	if (!out || !out_n)
		return SEAM_E_NULL;
	*out = error_message.c_str();
	*out_n = error_message.size();
	return SEAM_OK;
}

static int visit(const char *s, std::size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                 std::size_t *)
{
	return guarded([&]() -> int {
		if ((!s && n > 0) || !visitor)
			return SEAM_E_NULL;
		// All copies first: when memory is out the visitor is not called at all.
		std::vector<std::string> pieces;
		for (std::string_view piece : split({ s, n }, separator))
			pieces.emplace_back(piece);
		for (const std::string &piece : pieces)
			visitor(userdata, piece.c_str(), piece.size());
		return SEAM_OK;
	});
}

} // extern "C"

const seam_strings peer::strings = [] {
	seam_strings ops{};
	ops.echo = echo;
	ops.echo_optional = echo_optional;
	ops.echo_n = echo_n;
	ops.terminate = terminate;
	ops.release = release;
	ops.length = length;
	ops.compare = compare;
	ops.concat = concat;
	ops.lossy = lossy;
	ops.store_new = store_new;
	ops.store_free = store_free;
	ops.store_set = store_set;
	ops.store_get = store_get;
	ops.fill = fill;
	ops.utf16_from_utf8 = utf16_from_utf8;
	ops.utf16_to_utf8 = utf16_to_utf8;
	ops.utf16_length = utf16_length;
	ops.utf16_release = utf16_release;
	ops.list_new = list_new;
	ops.list_count = list_count;
	ops.list_get = list_get;
	ops.list_free = list_free;
	ops.list_join = list_join;
	ops.list_split = list_split;
	ops.list_release = list_release;
	ops.field_get = field_get;
	ops.field_set = field_set;
	ops.error_set = error_set;
	ops.error_text = error_text;
	ops.visit = visit;
	return ops;
}();
