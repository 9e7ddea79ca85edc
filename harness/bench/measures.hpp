// measures.hpp - what is measured: for each measure the ops that it takes, one unit of work, and its right answer.
//
// A measure is a class.  `missing` names the op that a table lacks, or is NULL; an object of it has all that the work
// needs, and each call of the object is one unit.  `right` says whether the work does what it should.  The same class
// is made of the peer's ops and of plain C's, so that both sides of a ratio are one piece of source.
#ifndef SEAM_BENCH_MEASURES_HPP
#define SEAM_BENCH_MEASURES_HPP

#include "tables.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstring>
#include <numeric>

namespace measures
{

constexpr std::size_t batch = 1000, block = 4096;

#define SEAM_BENCH_NEEDS(op)                                                                                           \
	if (!tables.op)                                                                                                \
	return #op

// ---- calls ----

class EmptyCall
{
	decltype(seam_buffers::live) live;

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(buffers.live);
		return nullptr;
	}
	explicit EmptyCall(const Tables &tables) : live(tables.buffers.live)
	{
	}
	void operator()()
	{
		benchmark::DoNotOptimize(live());
	}
	bool right()
	{
		return live() == 0;
	}
};

class Scalars
{
	decltype(seam_echoes::f64) same;

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(echoes.f64);
		return nullptr;
	}
	explicit Scalars(const Tables &tables) : same(tables.echoes.f64)
	{
	}
	void operator()()
	{
		benchmark::DoNotOptimize(same(1.5, 0));
	}
	bool right()
	{
		return same(1.5, 0) >= 1.5 && same(1.5, 0) <= 1.5;
	}
};

class StructIn
{
	decltype(seam_layout::take_fixed24) take;
	seam_fixed24 in{ 1, 2, 3 }, out{};

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(layout.take_fixed24);
		return nullptr;
	}
	explicit StructIn(const Tables &tables) : take(tables.layout.take_fixed24)
	{
	}
	void operator()()
	{
		take(in, &out);
	}
	bool right()
	{
		return take(in, &out) == SEAM_OK && out.a == 1 && out.b == 2 && out.c == 3;
	}
};

class StructOut
{
	decltype(seam_layout::give_fixed24) give;
	seam_fixed24 in{ 1, 2, 3 };

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(layout.give_fixed24);
		return nullptr;
	}
	explicit StructOut(const Tables &tables) : give(tables.layout.give_fixed24)
	{
	}
	void operator()()
	{
		seam_fixed24 out = give(&in);
		benchmark::DoNotOptimize(out);
	}
	bool right()
	{
		seam_fixed24 out = give(&in);
		return out.a == 1 && out.b == 2 && out.c == 3;
	}
};

class Callback
{
	decltype(seam_errors::relay) relay;
	int answer = 7;

	static int called(void *userdata)
	{
		return *static_cast<int *>(userdata);
	}

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(errors.relay);
		return nullptr;
	}
	explicit Callback(const Tables &tables) : relay(tables.errors.relay)
	{
	}
	void operator()()
	{
		benchmark::DoNotOptimize(relay(called, &answer));
	}
	bool right()
	{
		return relay(called, &answer) == answer;
	}
};

// ---- strings ----

class StringInAndOut
{
	const seam_strings &ops;
	const char *text = "a text of just thirty-two bytes.";

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(strings.echo);
		SEAM_BENCH_NEEDS(strings.release);
		return nullptr;
	}
	explicit StringInAndOut(const Tables &tables) : ops(tables.strings)
	{
	}
	void operator()()
	{
		char *out = nullptr;
		ops.echo(text, &out);
		ops.release(out);
	}
	bool right()
	{
		char *out = nullptr;
		bool same = ops.echo(text, &out) == SEAM_OK && std::strcmp(out, text) == 0;
		ops.release(out);
		return same;
	}
};

// A text that is handed over, which the peer may check, and then used.
class Text
{
      protected:
	const seam_strings &ops;
	seam_strings_store *store = nullptr;
	std::array<char, 256> text{};

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(strings.store_new);
		SEAM_BENCH_NEEDS(strings.store_free);
		SEAM_BENCH_NEEDS(strings.store_set);
		SEAM_BENCH_NEEDS(strings.store_get);
		return nullptr;
	}
	// Characters of two bytes: the check of an encoding takes no shortcut for ASCII.
	explicit Text(const Tables &tables) : ops(tables.strings)
	{
		for (std::size_t i = 0; i + 2 < text.size(); i += 2) {
			text[i] = '\xc3';
			text[i + 1] = '\xa9';
		}
		if (ops.store_new(&store) != SEAM_OK || ops.store_set(store, text.data()) != SEAM_OK)
			store = nullptr;
	}
	Text(const Text &) = delete;
	Text &operator=(const Text &) = delete;
	~Text()
	{
		ops.store_free(store);
	}
	bool right()
	{
		const char *out = nullptr;
		return store && ops.store_get(store, &out) == SEAM_OK && std::strcmp(out, text.data()) == 0;
	}
};

class ValidatedEachTime : public Text
{
      public:
	using Text::Text;
	void operator()()
	{
		const char *out = nullptr;
		ops.store_set(store, text.data());
		ops.store_get(store, &out);
		benchmark::DoNotOptimize(out);
	}
};

class ValidatedOnce : public Text
{
      public:
	using Text::Text;
	void operator()()
	{
		const char *out = nullptr;
		ops.store_get(store, &out);
		benchmark::DoNotOptimize(out);
	}
};

// ---- many small calls against one large ----

template <std::size_t Step> class Sum
{
	decltype(seam_buffers::sum_u32) sum;
	std::array<std::uint32_t, batch> numbers{};
	std::uint64_t total = 0;

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(buffers.sum_u32);
		return nullptr;
	}
	explicit Sum(const Tables &tables) : sum(tables.buffers.sum_u32)
	{
		std::iota(numbers.begin(), numbers.end(), 1u);
	}
	void operator()()
	{
		total = 0;
		for (std::size_t i = 0; i < batch; i += Step) {
			std::uint64_t part = 0;
			sum(&numbers[i], Step, &part);
			total += part;
		}
		benchmark::DoNotOptimize(total);
	}
	bool right()
	{
		(*this)();
		return total == batch * (batch + 1) / 2;
	}
};

template <std::size_t Step> class Read
{
	const seam_buffers &ops;
	seam_buffers_store *store = nullptr;
	std::array<unsigned char, block> bytes{}, seen{};

      public:
	static const char *missing(const Tables &tables)
	{
		SEAM_BENCH_NEEDS(buffers.store_new);
		SEAM_BENCH_NEEDS(buffers.store_free);
		SEAM_BENCH_NEEDS(buffers.store_set);
		SEAM_BENCH_NEEDS(buffers.store_read);
		return nullptr;
	}
	explicit Read(const Tables &tables) : ops(tables.buffers)
	{
		for (std::size_t i = 0; i < block; i++)
			bytes[i] = static_cast<unsigned char>(i * 7);
		if (ops.store_new(&store) != SEAM_OK || ops.store_set(store, bytes.data(), block) != SEAM_OK)
			store = nullptr;
	}
	Read(const Read &) = delete;
	Read &operator=(const Read &) = delete;
	~Read()
	{
		ops.store_free(store);
	}
	void operator()()
	{
		for (std::size_t i = 0; i < block; i += Step) {
			std::size_t done = 0;
			ops.store_read(store, i, &seen[i], Step, &done);
		}
		benchmark::DoNotOptimize(seen);
	}
	bool right()
	{
		if (!store)
			return false;
		(*this)();
		return seen == bytes;
	}
};

#undef SEAM_BENCH_NEEDS

} // namespace measures

#endif
