// buffers.cpp - bytes that are the caller's on both sides: spans, and the standard algorithms over them.
#include "buffers.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

using namespace peer::buffers_group;
using peer::bytes;
using peer::copy;
using peer::guarded;
using peer::product;
using peer::refusal;
using peer::required;
using peer::room;
using peer::span;
using peer::within;

namespace {

// A number of the machine's byte order, at any address.
template <typename Number> Number number_at(const unsigned char *p) noexcept
{
	Number number;
	std::memcpy(&number, p, sizeof number);
	return number;
}

// The wire's order: the most significant byte first.
template <typename Number> unsigned char *put_number(unsigned char *p, Number number) noexcept
{
	for (std::size_t i = sizeof number; i-- > 0;)
		*p++ = static_cast<unsigned char>(number >> (8 * i));
	return p;
}

template <typename Number> const unsigned char *take_number(const unsigned char *p, Number &number) noexcept
{
	std::uint64_t value = 0;
	for (std::size_t i = 0; i < sizeof number; i++)
		value = value << 8 | *p++;
	number = static_cast<Number>(value);
	return p;
}

// Member by member: what lies between the members is the caller's.
void take_record(const unsigned char *p, seam_buffers_record &record) noexcept
{
	p = take_number(p, record.kind);
	p = take_number(p, record.serial);
	p = take_number(p, record.flags);
	std::memcpy(&record.weight, p, sizeof record.weight); // its bytes: a floating-point register may change some NaNs
	take_number(p + sizeof record.weight, record.id);
}

void put_record(unsigned char *p, const seam_buffers_record &record) noexcept
{
	p = put_number(p, record.kind);
	p = put_number(p, record.serial);
	p = put_number(p, record.flags);
	std::memcpy(p, &record.weight, sizeof record.weight);
	put_number(p + sizeof record.weight, record.id);
}

// The rows of a slice, looked at against the grid that they are of.
class rows {
public:
	rows(const seam_buffers_slice &s, bytes grid) : slice_(s), grid_(grid)
	{
		size_ = product(s.rows, s.width, most);
		// Unsigned, the magnitude of every stride has a value.
		const auto stride = static_cast<std::size_t>(s.stride);
		const std::size_t pitch = s.stride < 0 ? 0 - stride : stride;
		if (s.offset > most || s.width > most || pitch > most)
			throw refusal{ SEAM_E_RANGE };
		if (size_ == 0)
			return;
		const std::size_t way = product(s.rows - 1, pitch, most);
		const bool upwards = s.stride < 0;
		if (!within(s.offset, s.width, grid.size()) ||
		    way > (upwards ? s.offset : grid.size() - s.width - s.offset))
			throw refusal{ SEAM_E_RANGE };
	}

	std::size_t size() const noexcept { return size_; }

	void copy_to(room to) const noexcept
	{
		if (size_ == 0)
			return;
		for (std::size_t r = 0; r < slice_.rows; r++) {
			const std::size_t at = slice_.offset + r * static_cast<std::size_t>(slice_.stride);
			copy(grid_.from(at, slice_.width), to.from(r * slice_.width, slice_.width).data());
		}
	}

private:
	seam_buffers_slice slice_; // a copy: what was looked at is what is used
	bytes grid_;
	std::size_t size_;
};

// The bytes of several pieces or rooms together, each of which has been looked at.
template <typename Piece> std::size_t sum_of_sizes(span<Piece> pieces)
{
	std::size_t sum = 0;
	for (const auto &piece : pieces) {
		sum += counted(piece.bytes, piece.size).size();
		if (sum > most)
			throw refusal{ SEAM_E_RANGE };
	}
	return sum;
}

} // namespace

extern "C" {

/* ---- reading counted bytes ---- */

static int digest(const void *p, std::size_t n, std::uint64_t *out)
{
	return guarded([&] {
		required(out);
		std::uint64_t hash = UINT64_C(14695981039346656037);
		for (const unsigned char byte : counted(p, n))
			hash = (hash ^ byte) * UINT64_C(1099511628211);
		*out = hash;
	});
}

static int find(const void *hay, std::size_t hay_n, const void *needle, std::size_t needle_n, std::size_t *at)
{
	const auto text = [](bytes b) { return std::string_view(reinterpret_cast<const char *>(b.data()), b.size()); };
	return guarded([&] {
		required(at);
		const std::size_t found = text(counted(hay, hay_n)).find(text(counted(needle, needle_n)));
		if (found == std::string_view::npos)
			throw refusal{ SEAM_E_NOT_FOUND };
		*at = found;
	});
}

static int describe(const void *p, std::size_t n, seam_buffers_summary *out)
{
	return guarded([&] {
		required(out);
		const bytes b = counted(p, n);
		std::memset(out, 0, sizeof *out); // its padding, too
		if (b.empty())
			return;
		const auto [least, most_of_all] = std::minmax_element(b.begin(), b.end());
		out->least = *least;
		out->most = *most_of_all;
		out->size = b.size();
		out->last = b[b.size() - 1];
		out->zeros = static_cast<std::uint32_t>(std::count(b.begin(), b.end(), 0));
		out->first_zero = static_cast<std::uint64_t>(std::find(b.begin(), b.end(), 0) - b.begin());
	});
}

static int sum_u32(const void *numbers, std::size_t count, std::uint64_t *out)
{
	return guarded([&] {
		required(out);
		const bytes b = counted(numbers, product(count, sizeof(std::uint32_t), most));
		std::uint64_t sum = 0;
		for (std::size_t i = 0; i < count; i++)
			sum += number_at<std::uint32_t>(&b[i * sizeof(std::uint32_t)]);
		*out = sum;
	});
}

/* ---- from the caller's memory to the caller's memory ---- */

static int hex(const void *p, std::size_t n, void *to, std::size_t *size)
{
	return guarded([&] {
		required(size);
		const bytes b = counted(p, n);
		unsigned char *text = place(product(n, 2, most), to, size).data();
		for (const unsigned char byte : b) {
			*text++ = static_cast<unsigned char>("0123456789abcdef"[byte >> 4]);
			*text++ = static_cast<unsigned char>("0123456789abcdef"[byte & 15]);
		}
	});
}

static int reverse(const void *from, std::size_t n, void *to)
{
	return guarded([&] {
		const bytes source = counted(from, n);
		const room target = counted(to, n);
		if (source.data() == target.data()) {
			std::reverse(target.begin(), target.end());
			return;
		}
		// std::less orders pointers of any two objects; the operators need not.
		const std::less<const unsigned char *> before;
		if (before(source.begin(), target.end()) && before(target.begin(), source.end()))
			throw refusal{ SEAM_E_RANGE };
		std::reverse_copy(source.begin(), source.end(), target.begin());
	});
}

static int move(void *p, std::size_t size, std::size_t to, std::size_t from, std::size_t n)
{
	return guarded([&] {
		const room b = counted(p, size);
		if (!within(to, n, size) || !within(from, n, size))
			throw refusal{ SEAM_E_RANGE };
		copy({ b.from(from, n).data(), n }, b.from(to, n).data());
	});
}

/* ---- arrays and slices ---- */

static int decode(const void *wire, std::size_t size, seam_buffers_record *to, std::size_t *count)
{
	return guarded([&] {
		required(count);
		const bytes b = counted(wire, size);
		if (size % SEAM_BUFFERS_WIRE != 0)
			throw refusal{ SEAM_E_RANGE };
		const unsigned char *p = b.data();
		for (seam_buffers_record &record : place(size / SEAM_BUFFERS_WIRE, counted(to, *count), count)) {
			take_record(p, record);
			p += SEAM_BUFFERS_WIRE;
		}
	});
}

static int encode(const seam_buffers_record *records, std::size_t count, void *to, std::size_t *size)
{
	return guarded([&] {
		required(size);
		const auto array = counted(records, count);
		unsigned char *p = place(product(count, SEAM_BUFFERS_WIRE, most), to, size).data();
		for (const seam_buffers_record &record : array) {
			put_record(p, record);
			p += SEAM_BUFFERS_WIRE;
		}
	});
}

static int raise(seam_buffers_record *records, int count, std::uint32_t by)
{
	return guarded([&] {
		if (count < 0)
			throw refusal{ SEAM_E_RANGE };
		for (seam_buffers_record &record : counted(records, static_cast<std::size_t>(count)))
			record.id += by;
	});
}

static int slice(const void *grid, std::size_t size, const seam_buffers_slice *which, void *to, std::size_t *to_size)
{
	return guarded([&] {
		required(which, to_size);
		const rows some(*which, counted(grid, size));
		some.copy_to(place(some.size(), to, to_size));
	});
}

static int gather(const seam_buffers_piece *pieces, std::size_t count, void *to, std::size_t *size)
{
	return guarded([&] {
		required(size);
		const auto all = counted(pieces, count);
		unsigned char *p = place(sum_of_sizes(all), to, size).data();
		for (const seam_buffers_piece &piece : all) {
			copy(counted(piece.bytes, piece.size), p);
			p += piece.size;
		}
	});
}

static int scatter(const void *from, std::size_t n, const seam_buffers_room *rooms, std::size_t count,
                   std::size_t *done)
{
	return guarded([&] {
		required(done);
		const bytes b = counted(from, n);
		const auto all = counted(rooms, count);
		sum_of_sizes(all);
		std::size_t copied = 0;
		for (const seam_buffers_room &next : all) {
			const bytes part = b.from(copied, std::min(next.size, n - copied));
			copy(part, static_cast<unsigned char *>(next.bytes));
			copied += part.size();
		}
		*done = copied;
	});
}

static int gather_rows(const void *const *rows, std::size_t count, std::size_t width, void *to, std::size_t *size,
                       std::size_t *absent)
{
	return guarded([&] {
		required(size, absent);
		const auto all = counted(rows, count);
		product(width, count, most);
		const auto missing = static_cast<std::size_t>(std::count(all.begin(), all.end(), nullptr));
		unsigned char *p = place((count - missing) * width, to, size).data();
		*absent = missing;
		for (const void *row : all) {
			if (!row)
				continue;
			copy(counted(row, width), p);
			p += width;
		}
	});
}

} // extern "C"

const seam_buffers peer::buffers = [] {
	seam_buffers ops{};
	ops.digest = digest;
	ops.find = find;
	ops.describe = describe;
	ops.sum_u32 = sum_u32;
	ops.hex = hex;
	ops.reverse = reverse;
	ops.move = move;
	ops.decode = decode;
	ops.encode = encode;
	ops.raise = raise;
	ops.slice = slice;
	ops.gather = gather;
	ops.scatter = scatter;
	ops.gather_rows = gather_rows;
	add_kept(ops);
	return ops;
}();
