// callbacks_values.cpp - every type of argument and result, through the host's functions and through our own.
#include "callbacks.hpp"

#include <algorithm>
#include <cstring>

using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

// A copy of a table of functions: what lies within its size, and NULL where no whole function does.
template <typename Table> Table copy_of(const Table &given)
{
	Table table{};
	const std::size_t size = given.size;

	if (size < sizeof table.size)
		throw refusal{ SEAM_E_VERSION };
	const std::size_t whole = (std::min(size, sizeof table) - sizeof table.size) / sizeof(void (*)());
	std::memcpy(&table, &given, sizeof table.size + whole * sizeof(void (*)()));
	return table;
}

template <typename T> void relay_one(T (*function)(T, void *), T value, void *userdata, T &result)
{
	if (function)
		result = function(value, userdata);
}

// A function of ours that C calls: what it throws ends in it, like in an op.
template <typename T> T echo(T value, int fail) noexcept
{
	T result{};

	guarded([&] {
		if (fail)
			peer::fail(SEAM_RAISE_TEXT, "an echo that is to fail");
		result = value;
	});
	return result;
}

} // namespace

extern "C" {

static int relay(const seam_relay *functions, const seam_values *in, void *userdata, seam_values *out)
{
	return guarded([&] {
		required(functions, in, out);
		const seam_relay f = copy_of(*functions);
		relay_one(f.i8, in->i8, userdata, out->i8);
		relay_one(f.u8, in->u8, userdata, out->u8);
		relay_one(f.i16, in->i16, userdata, out->i16);
		relay_one(f.u16, in->u16, userdata, out->u16);
		relay_one(f.i32, in->i32, userdata, out->i32);
		relay_one(f.u32, in->u32, userdata, out->u32);
		relay_one(f.i64, in->i64, userdata, out->i64);
		relay_one(f.u64, in->u64, userdata, out->u64);
		relay_one(f.f32, in->f32, userdata, out->f32);
		relay_one(f.f64, in->f64, userdata, out->f64);
		relay_one(f.truth, in->truth, userdata, out->truth);
		relay_one(f.pointer, in->pointer, userdata, out->pointer);
	});
}

static int relay_structs(const seam_relay_structs *functions, const seam_structs *in, void *userdata, seam_structs *out)
{
	return guarded([&] {
		required(functions, in, out);
		const seam_relay_structs f = copy_of(*functions);
		relay_one(f.spot, in->spot, userdata, out->spot);
		relay_one(f.pair, in->pair, userdata, out->pair);
		relay_one(f.wide, in->wide, userdata, out->wide);
	});
}

static int call_twelve(const seam_twelve *values, seam_twelve_fn callback, void *userdata, double *result)
{
	return guarded([&] {
		required(values, callback, result);
		const auto [a, b, c, d, e, f, g, h, i, j, k, l] = *values;
		*result = callback(a, b, c, d, e, f, g, h, i, j, k, l, userdata);
	});
}

static int echoes(seam_echoes *functions)
{
	return guarded([&] {
		required(functions);
		*functions = { echo, echo, echo, echo, echo, echo, echo, echo, echo, echo, echo, echo, echo, echo, echo };
	});
}

} // extern "C"

void peer::add_value_ops(seam_callbacks &ops)
{
	ops.relay = relay;
	ops.relay_structs = relay_structs;
	ops.call_twelve = call_twelve;
	ops.echoes = echoes;
}
