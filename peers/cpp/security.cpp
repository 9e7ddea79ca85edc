// security.cpp - the group's table; bytes for the host; gates, and the answers of callbacks: looked at like any other input.
#include "security.hpp"

#include <array>
#include <numeric>

using namespace peer::security_group;
using peer::bytes;
using peer::copy;
using peer::counted_bytes;
using peer::counted_items;
using peer::counted_room;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;
using peer::room;

struct seam_sec_gate : counted_object {
	seam_sec_authorise_fn authorise = nullptr;
	void *userdata = nullptr;
};

extern "C" {

static std::uint64_t live()
{
	return counted_object::live();
}

static int array_make(std::size_t count, std::size_t size, void **out)
{
	return guarded([&] {
		required(out);
		if (size != 0 && count > SEAM_SEC_ALLOC_MAX / size)
			throw refusal{ SEAM_E_RANGE };
		auto array = block(count * size, 16);
		std::memset(array.get(), 0, count * size);
		*out = array.release();
	});
}

static int heartbeat(const void *request, std::size_t n, void *reply, std::size_t size, std::size_t *reply_n)
{
	constexpr std::size_t length_size = 2, padding = 16;
	return guarded([&] {
		required(reply_n);
		const bytes asked = counted_bytes(request, n, length_size + UINT16_MAX);
		const room answer = counted_room(reply, size, SIZE_MAX);
		if (n < length_size)
			throw refusal{ SEAM_E_RANGE };
		const std::size_t said = asked[0] + std::size_t{ 256 } * asked[1];
		if (said != n - length_size) // what came is what counts
			throw refusal{ SEAM_E_RANGE };
		*reply_n = n + padding;
		if (answer.size() < n + padding)
			throw refusal{ SEAM_E_SPACE };
		copy(asked, answer.data());
		std::memset(answer.from(n, padding).data(), 0, padding);
	});
}

static int report_fill(std::uint32_t kind, std::uint64_t number, const char *name, std::size_t n, seam_sec_report *out)
{
	return guarded([&] {
		required(out);
		const std::string_view text = counted_text(name, n, sizeof out->name);
		if (kind < 1 || kind > 3)
			throw refusal{ SEAM_E_RANGE };
		if (text.find('\0') != text.npos)
			throw refusal{ SEAM_E_NUL };
		std::memset(out, 0, sizeof *out); // not an initializer: that says nothing of the padding
		out->kind = static_cast<std::uint8_t>(kind);
		out->number = number;
		out->name_n = static_cast<std::uint16_t>(text.size());
		text.copy(out->name, sizeof out->name);
	});
}

/* ---- gates ---- */

static int gate_make(seam_sec_gate **out)
{
	return guarded([&] {
		required(out);
		*out = peer::make_lent<seam_sec_gate>().release();
	});
}

static void gate_release(seam_sec_gate *gate)
{
	lent_ptr<seam_sec_gate> end(gate);
}

static int gate_set(seam_sec_gate *gate, seam_sec_authorise_fn authorise, void *userdata)
{
	return guarded([&] {
		required(gate);
		gate->authorise = authorise;
		gate->userdata = userdata;
	});
}

static int gate_ask(seam_sec_gate *gate, const char *subject, std::size_t n, std::uint64_t amount)
{
	return guarded([&] {
		required(gate);
		counted_text(subject, n, SEAM_SEC_TEXT_MAX);
		if (!gate->authorise || gate->authorise(gate->userdata, subject, n, amount) != 1)
			throw refusal{ SEAM_E_FAILED };
	});
}

/* ---- answers of callbacks ---- */

static int gather(seam_sec_source_fn source, void *userdata, std::size_t *count, std::uint64_t *sum)
{
	return guarded([&] {
		required(source, count, sum);
		std::array<std::uint64_t, 64> numbers{};
		const std::int64_t given = source(userdata, numbers.data(), numbers.size());
		if (given < 0)
			throw refusal{ SEAM_E_FAILED };
		if (static_cast<std::uint64_t>(given) > numbers.size())
			throw refusal{ SEAM_E_RANGE };
		*sum = std::accumulate(numbers.begin(), numbers.begin() + given, std::uint64_t{ 0 });
		*count = static_cast<std::size_t>(given);
	});
}

static int pick(const std::uint64_t *numbers, std::size_t n, seam_sec_choose_fn choose, void *userdata,
                std::uint64_t *out)
{
	return guarded([&] {
		required(choose, out);
		const auto array = counted_items(numbers, n, 1024 * sizeof *numbers);
		if (array.empty())
			throw refusal{ SEAM_E_RANGE };
		const std::int64_t index = choose(userdata, numbers, n);
		if (index < 0)
			throw refusal{ SEAM_E_FAILED };
		if (static_cast<std::uint64_t>(index) >= n)
			throw refusal{ SEAM_E_RANGE };
		*out = array[static_cast<std::size_t>(index)];
	});
}

static int supply(seam_sec_give_fn give, void *userdata, void **out, std::size_t *out_n)
{
	return guarded([&] {
		required(give, out, out_n);
		const void *p = nullptr;
		std::size_t n = 0;
		if (give(userdata, &p, &n) != 0)
			throw refusal{ SEAM_E_FAILED };
		*out = block_of(counted_bytes(p, n, SEAM_SEC_ALLOC_MAX)).release();
		*out_n = n;
	});
}

} // extern "C"

const seam_security peer::security = [] {
	seam_security ops{};
	ops.live = live;
	ops.array_make = array_make;
	ops.heartbeat = heartbeat;
	ops.report_fill = report_fill;
	ops.gate_make = gate_make;
	ops.gate_release = gate_release;
	ops.gate_set = gate_set;
	ops.gate_ask = gate_ask;
	ops.gather = gather;
	ops.pick = pick;
	ops.supply = supply;
	add_messages(ops);
	add_text(ops);
	add_files(ops);
	add_keys(ops);
	add_rings(ops);
	return ops;
}();
