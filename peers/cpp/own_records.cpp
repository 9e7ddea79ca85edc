// own_records.cpp - what is given out whole, or filled in: strings, records, packets, blocks in callbacks.
#include "own_nodes.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

using peer::guarded;
using peer::lent_bytes;
using peer::refusal;
using peer::required;

namespace {

lent_bytes copy_of(const void *bytes, std::size_t size)
{
	lent_bytes copy = peer::make_lent_bytes(size, 1);
	std::memcpy(copy.get(), bytes, size);
	return copy;
}

lent_bytes terminated_copy_of(std::string_view text)
{
	lent_bytes copy = peer::make_lent_bytes(text.size() + 1, 1);
	static_cast<char *>(copy.get())[text.copy(static_cast<char *>(copy.get()), text.size())] = '\0';
	return copy;
}

void free_text(char *text) noexcept
{
	if (text)
		peer::host->free(peer::host, text, std::strlen(text) + 1, 1);
}

// Fills *all with the parts of a text.  What has been made is in it, and NULL behind that, also when a part fails.
void split(std::string_view text, char separator, seam_own_strings &all)
{
	char **next = all.strings;
	for (;;) {
		const std::size_t end = std::min(text.find(separator), text.size());
		*next++ = static_cast<char *>(terminated_copy_of(text.substr(0, end)).release());
		if (end == text.size())
			return;
		text.remove_prefix(end + 1);
	}
}

struct free_strings {
	void operator()(seam_own_strings *all) const noexcept
	{
		std::for_each_n(all->strings, all->count, free_text);
		peer::lent_allocator<char *>().deallocate(all->strings, all->count + 1);
		*all = {};
	}
};

// ---- records

constexpr char untitled[] = "untitled";

constexpr seam_own_record empty_record = { untitled, nullptr, 0, nullptr };

struct free_members {
	void operator()(seam_own_record *record) const noexcept
	{
		if (record->title != untitled)
			free_text(const_cast<char *>(record->title)); // const to the host, who only reads it
		if (record->bytes)
			peer::host->free(peer::host, record->bytes, record->size, 1);
		peer::node_ref::adopt(record->node);
	}
};

// ---- packets

constexpr std::size_t most_in_a_packet = 65536;

} // namespace

extern "C" {

static int strings_split(const char *text, char separator, seam_own_strings *out)
{
	return guarded([&] {
		required(text, out);
		if (separator == '\0')
			throw refusal{ SEAM_E_RANGE };
		const std::string_view whole(text);
		const auto parts = static_cast<std::size_t>(std::count(whole.begin(), whole.end(), separator)) + 1;
		seam_own_strings all = { peer::lent_allocator<char *>().allocate(parts + 1), parts };
		std::fill_n(all.strings, parts + 1, nullptr);
		std::unique_ptr<seam_own_strings, free_strings> undo(&all);
		split(whole, separator, all);
		*out = *undo.release();
	});
}

static void strings_free(seam_own_strings *strings)
{
	if (strings && strings->strings)
		free_strings()(strings);
}

static int record_init(seam_own_record *record)
{
	return guarded([&] {
		required(record);
		*record = empty_record;
	});
}

static int record_set(seam_own_record *record, const char *title, const std::uint8_t *bytes, std::size_t size,
                      seam_own_node *node)
{
	return guarded([&] {
		required(record);
		if (size > 0)
			required(bytes);
		// All that is new first: it may fail, and may be made of what is old.
		lent_bytes new_title = title ? terminated_copy_of(title) : lent_bytes();
		lent_bytes new_bytes = size > 0 ? copy_of(bytes, size) : lent_bytes();
		peer::node_ref new_node(node);
		free_members()(record);
		record->title = title ? static_cast<const char *>(new_title.release()) : untitled;
		record->bytes = static_cast<std::uint8_t *>(new_bytes.release());
		record->size = size;
		record->node = new_node.release();
	});
}

static int record_move(seam_own_record *from, seam_own_record *to)
{
	return guarded([&] {
		required(from, to);
		if (from != to)
			*to = std::exchange(*from, empty_record);
	});
}

static void record_clear(seam_own_record *record)
{
	if (!record)
		return;
	free_members()(record);
	*record = {};
}

static int packet_make(const void *bytes, std::size_t size, seam_own_packet **out)
{
	return guarded([&] {
		required(bytes, out);
		if (size > most_in_a_packet)
			throw refusal{ SEAM_E_RANGE };
		lent_bytes block = peer::make_lent_bytes(SEAM_PACKET_SIZE(size), alignof(seam_own_packet));
		auto *const start = static_cast<unsigned char *>(block.get());
		// By places in the block, which may be shorter than the struct.
		std::memcpy(start + offsetof(seam_own_packet, size), &size, sizeof size);
		std::memcpy(start + offsetof(seam_own_packet, bytes), bytes, size);
		*out = static_cast<seam_own_packet *>(block.release());
	});
}

static int blocks_hand_out(std::size_t count, std::size_t size, seam_own_take_fn take, void *userdata)
{
	return guarded([&] {
		required(take);
		for (std::size_t i = 0; i < count; i++) {
			lent_bytes block = peer::make_lent_bytes(size, 8);
			std::memset(block.get(), static_cast<std::uint8_t>(i), size);
			if (take(userdata, block.get(), size) != 0)
				throw refusal{ SEAM_E_FAILED };
			block.release(); // it is the host's
		}
	});
}

static int blocks_collect(seam_own_give_fn give, void *userdata, std::uint64_t *out)
{
	return guarded([&] {
		required(give, out);
		std::uint64_t sum = 0;
		for (;;) {
			void *block = nullptr;
			std::size_t size = 0;
			const int rc = give(userdata, &block, &size);
			if (rc == 1)
				break;
			if (rc != 0)
				throw refusal{ SEAM_E_FAILED };
			const lent_bytes ours(block, { size, 1 });
			if (ours)
				sum += size;
		}
		*out = sum;
	});
}

} // extern "C"

void peer::add_record_ops(seam_ownership &ops)
{
	ops.strings_split = strings_split;
	ops.strings_free = strings_free;
	ops.record_init = record_init;
	ops.record_set = record_set;
	ops.record_move = record_move;
	ops.record_clear = record_clear;
	ops.packet_make = packet_make;
	ops.blocks_hand_out = blocks_hand_out;
	ops.blocks_collect = blocks_collect;
}
