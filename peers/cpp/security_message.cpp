// security_message.cpp - a message is walked twice by the same code: once to see that it is sound and what it takes, then,
// in a copy that nobody else can change, to make its items.
#include "security.hpp"
#include "utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

using namespace peer::security_group;
using peer::bytes;
using peer::counted_bytes;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;

namespace {

using byte_vector = lent_vector<unsigned char>;
using item_vector = lent_vector<seam_sec_item>;

constexpr std::size_t header = 5; // of the message, and of each item: a byte and four

void require(bool sound)
{
	if (!sound)
		throw refusal{ SEAM_E_RANGE };
}

template <typename Number> Number little_endian(bytes b)
{
	Number number = 0;
	require(b.size() == sizeof number);
	for (std::size_t i = sizeof number; i-- > 0;)
		number = static_cast<Number>(number << 8) | b[i];
	return number;
}

bool is_utf8(std::string_view text)
{
	while (!text.empty())
		if (peer::take_utf8(text) == peer::ill_formed)
			return false;
	return true;
}

// Bytes from the front: each is looked at before it is taken.
class reader {
public:
	reader(bytes all, std::size_t at, std::size_t end) noexcept : all_(all), at_(at), end_(end) {}
	explicit reader(bytes all) noexcept : reader(all, 0, all.size()) {}

	std::size_t at() const noexcept { return at_; }
	std::size_t left() const noexcept { return end_ - at_; }
	bytes take(std::size_t n)
	{
		require(n <= left());
		return all_.from(std::exchange(at_, at_ + n), n);
	}
	bytes rest() { return take(left()); }
	unsigned char byte() { return take(1)[0]; }
	std::uint32_t u32() { return little_endian<std::uint32_t>(take(sizeof(std::uint32_t))); }

private:
	bytes all_;
	std::size_t at_, end_;
};

// Where a walk puts what it finds; the first one only counts.
class findings {
public:
	std::size_t count() const noexcept { return count_; }
	std::size_t expanded() const noexcept { return expanded_; }

	void add(const seam_sec_item &item)
	{
		require(count_ < SEAM_SEC_ITEMS_MAX);
		count_++;
		if (items_)
			items_->push_back(item);
	}
	void expand(bytes more)
	{
		require(more.size() <= SEAM_SEC_EXPANDED_MAX - expanded_);
		expanded_ += more.size();
		if (bytes_)
			bytes_->insert(bytes_->end(), more.begin(), more.end());
	}
	// What has been expanded since.
	void expanded_since(std::size_t before, seam_sec_item &item) const noexcept
	{
		item.bytes = bytes_ ? bytes_->data() + before : nullptr;
		item.size = expanded_ - before;
	}
	// From here on they are kept there, where no room is made any more: items point into `bytes`.
	void keep(item_vector &items, byte_vector &expanded_bytes)
	{
		items.reserve(std::exchange(count_, 0));
		expanded_bytes.reserve(std::exchange(expanded_, 0));
		items_ = &items;
		bytes_ = &expanded_bytes;
	}

private:
	std::size_t count_ = 0, expanded_ = 0;
	item_vector *items_ = nullptr;
	byte_vector *bytes_ = nullptr;
};

class walk {
public:
	walk(bytes message, findings &found) : message_(message), found_(found) {}

	void run()
	{
		struct list {
			std::size_t end;
			std::uint32_t left;
		};
		std::array<list, SEAM_SEC_DEPTH_MAX + 1>
			lists; // not calls in calls: the stack does not grow with the message
		reader all(message_);
		require(all.byte() == 1);
		lists[0] = { message_.size(), all.u32() };
		std::size_t at = all.at();
		for (std::uint32_t depth = 0;;) {
			if (lists[depth].left == 0) {
				require(at == lists[depth].end);
				if (depth-- == 0)
					return;
				continue;
			}
			lists[depth].left--;
			reader in(message_, at, lists[depth].end);
			seam_sec_item item{};
			item.tag = in.byte();
			item.depth = depth;
			const std::uint32_t size = in.u32();
			require(size <= in.left());
			reader content(message_, in.at(), in.at() + size);
			if (item.tag == SEAM_SEC_LIST) {
				require(depth < SEAM_SEC_DEPTH_MAX);
				const std::size_t end = in.at() + size;
				const std::uint32_t members = content.u32();
				item.number = members;
				lists[++depth] = { end, members };
				at = content.at();
			} else {
				read(content, item);
				at = in.at() + size;
			}
			found_.add(item);
		}
	}

private:
	void read(reader content, seam_sec_item &item)
	{
		switch (item.tag) {
		case SEAM_SEC_NUMBER: item.number = little_endian<std::uint64_t>(content.rest()); break;
		case SEAM_SEC_KIND:
			item.number = little_endian<std::uint32_t>(content.rest());
			require(item.number >= 1 && item.number <= 3);
			break;
		case SEAM_SEC_SUBJECT: require(!std::exchange(subject_, true)); [[fallthrough]];
		case SEAM_SEC_TEXT: text(content.rest(), item); break;
		case SEAM_SEC_ARRAY: array(content, item); break;
		case SEAM_SEC_RUNS: runs(content, item); break;
		case SEAM_SEC_NAME: name(content, item); break;
		case SEAM_SEC_VARINT: item.number = varint(content.rest()); break;
		default: throw refusal{ SEAM_E_RANGE };
		}
	}

	static void text(bytes content, seam_sec_item &item)
	{
		if (!is_utf8({ reinterpret_cast<const char *>(content.data()), content.size() }))
			throw refusal{ SEAM_E_ENCODING };
		item.bytes = content.data();
		item.size = content.size();
	}

	static void array(reader content, seam_sec_item &item)
	{
		const std::uint64_t count = content.u32(), each = content.u32();
		require(each == 1 || each == 2 || each == 4 || each == 8);
		require(count * each == content.left()); // 64 bits hold every such product
		item.number = count;
		item.size = content.left();
		item.bytes = content.rest().data();
	}

	void runs(reader content, seam_sec_item &item)
	{
		const std::size_t before = found_.expanded();
		const std::uint32_t declared = content.u32();
		while (content.left() > 0) {
			std::array<unsigned char, 255> run;
			const unsigned char times = content.byte();
			require(times > 0);
			run.fill(content.byte());
			found_.expand({ run.data(), times });
		}
		require(found_.expanded() - before == declared);
		found_.expanded_since(before, item);
	}

	// Once a run of labels goes on elsewhere, the message's end is the only one.
	void name(reader labels, seam_sec_item &item)
	{
		const std::size_t before = found_.expanded();
		std::size_t run = labels.at();
		unsigned places = 0;
		for (;;) {
			const unsigned char length = labels.byte();
			const bool goes_on = length >= 0xc0;
			const std::size_t place = goes_on ? (length & 0x3fu) << 8 | labels.byte() : 0u;
			if (length == 0 || goes_on)
				require(places > 0 || labels.left() == 0);
			if (length == 0)
				break;
			if (goes_on) {
				require(place < run && ++places <= SEAM_SEC_PLACES_MAX);
				run = place;
				labels = reader(message_, place, message_.size());
				continue;
			}
			require(length <= 63);
			const bytes label = labels.take(length);
			require(std::none_of(label.begin(), label.end(), [](auto b) { return b == 0 || b == '.'; }));
			if (found_.expanded() > before)
				found_.expand({ reinterpret_cast<const unsigned char *>("."), 1 });
			found_.expand(label);
			require(found_.expanded() - before <= SEAM_SEC_NAME_MAX);
		}
		found_.expanded_since(before, item);
	}

	static std::uint64_t varint(bytes content)
	{
		const std::size_t n = content.size();
		require(n >= 1 && n <= 10);
		require(n < 10 || content[9] <= 1);     // 64 bits
		require(n == 1 || content[n - 1] != 0); // the shortest form
		std::uint64_t number = 0;
		for (std::size_t i = 0; i < n; i++) {
			require((content[i] >= 0x80) == (i + 1 < n));
			number |= static_cast<std::uint64_t>(content[i] & 0x7f) << (7 * i);
		}
		return number;
	}

	bytes message_;
	findings &found_;
	bool subject_ = false;
};

// Throws where the message is not sound, and says what it takes.
findings measured(bytes message)
{
	findings found;
	walk(message, found).run();
	return found;
}

} // namespace

struct seam_sec_message : counted_object {
	seam_sec_message(byte_vector sound, findings takes) : copy(std::move(sound))
	{
		takes.keep(items, expanded);
		walk({ copy.data(), copy.size() }, takes).run();
	}

	byte_vector copy, expanded; // what items point into
	item_vector items;
};

extern "C" {

static int message_parse(const void *p, std::size_t n, seam_sec_message **out)
{
	return guarded([&] {
		required(out);
		const bytes message = counted_bytes(p, n, SEAM_SEC_MESSAGE_MAX);
		const findings takes = measured(message); // before any memory is asked for
		*out = peer::make_lent<seam_sec_message>(byte_vector(message.begin(), message.end()), takes).release();
	});
}

static int message_fetch(seam_sec_read_fn read, void *userdata, seam_sec_message **out)
{
	const auto fetch = [&](std::uint64_t offset, unsigned char *to, std::size_t n) {
		if (read(userdata, offset, to, n) != static_cast<std::int64_t>(n))
			throw refusal{ SEAM_E_FAILED };
	};
	return guarded([&] {
		required(read, out);
		std::array<unsigned char, sizeof(std::uint32_t)> length{};
		fetch(0, length.data(), length.size());
		const std::size_t n = little_endian<std::uint32_t>({ length.data(), length.size() });
		require(n >= header && n <= SEAM_SEC_MESSAGE_MAX);
		byte_vector message(n);
		fetch(length.size(), message.data(), n);
		const findings takes = measured({ message.data(), n });
		*out = peer::make_lent<seam_sec_message>(std::move(message), takes).release();
	});
}

static int message_count(const seam_sec_message *message, std::size_t *out)
{
	return guarded([&] {
		required(message, out);
		*out = message->items.size();
	});
}

static int message_item(const seam_sec_message *message, std::size_t index, seam_sec_item *out)
{
	return guarded([&] {
		required(message, out);
		require(index < message->items.size());
		*out = message->items[index];
	});
}

static void message_release(seam_sec_message *message)
{
	lent_ptr<seam_sec_message> end(message);
}

} // extern "C"

void peer::security_group::add_messages(seam_security &ops)
{
	ops.message_parse = message_parse;
	ops.message_fetch = message_fetch;
	ops.message_count = message_count;
	ops.message_item = message_item;
	ops.message_release = message_release;
}
