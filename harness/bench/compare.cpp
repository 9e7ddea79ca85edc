// compare.cpp - the bench library: measures one peer against plain C, in one process.
//
// It exports what the probe exports, so a peer that is a runtime loads it in the probe's place and calls the same
// functions.  Arguments: --peer LIBRARY, and google-benchmark's own, of which --benchmark_out=FILE gets the figures.
//
// Each measure is run in blocks, the peer's and plain C's by turns, so that whatever else the machine does meets both;
// a repetition's ratio is of the two sums.  Of the repetitions, which come in random order, google-benchmark makes the
// median and the coefficient of variation.
#include "measures.hpp"

#include <seam/probe.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>
#include <time.h>

namespace
{

// ---- the host: lent memory is malloc's, so that the allocator costs the same on both sides ----

void *lend(const seam_host *, std::size_t size, std::size_t align)
{
	void *block = nullptr;

	if (align <= alignof(std::max_align_t))
		return std::malloc(size ? size : 1);
	return posix_memalign(&block, align, size) == 0 ? block : nullptr;
}

void *lend_again(const seam_host *host, void *block, std::size_t old_size, std::size_t align, std::size_t new_size)
{
	if (align <= alignof(std::max_align_t))
		return std::realloc(block, new_size ? new_size : 1);

	void *moved = lend(host, new_size, align);
	if (moved && block) {
		std::memcpy(moved, block, std::min(old_size, new_size));
		std::free(block);
	}
	return moved;
}

void take_back(const seam_host *, void *block, std::size_t, std::size_t)
{
	std::free(block);
}

void log(const seam_host *, const char *text)
{
	std::fprintf(stderr, "peer: %s\n", text);
}

const seam_host host = { SEAM_ABI, sizeof host, lend, lend_again, take_back, log };

// ---- one measure ----

// Processor time of the calling thread, as google-benchmark counts by default: what other processes take is not in it.
double seconds_now()
{
	timespec now{};
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Work> double seconds_of(Work &work, std::size_t units)
{
	const double start = seconds_now();
	for (std::size_t i = 0; i < units; i++)
		work();
	return seconds_now() - start;
}

// How many units take so long that the clock's own time does not count.
template <typename Work> std::size_t units_in_a_block(Work &work)
{
	std::size_t units = 1;
	while (seconds_of(work, units) < 100e-6)
		units *= 2;
	return units;
}

template <typename Work> void compare(benchmark::State &state, const Tables &peer, const Tables &plain)
{
	if (const char *op = Work::missing(peer)) {
		state.SkipWithError((std::string("gap: ") + op).c_str());
		return;
	}
	Work of_peer(peer), of_plain(plain);
	if (!of_peer.right() || !of_plain.right()) {
		state.SkipWithError("the answer is wrong");
		return;
	}
	const std::size_t units = units_in_a_block(of_peer), plain_units = units_in_a_block(of_plain);
	double seconds = 0, plain_seconds = 0;
	for (auto _ : state) {
		const double block = seconds_of(of_peer, units);
		plain_seconds += seconds_of(of_plain, plain_units);
		seconds += block;
		state.SetIterationTime(block);
	}
	const auto blocks = static_cast<double>(state.iterations());
	const double ns = 1e9 * seconds / (blocks * static_cast<double>(units)),
		     plain_ns = 1e9 * plain_seconds / (blocks * static_cast<double>(plain_units));
	state.counters["ns"] = ns;
	state.counters["plain_ns"] = plain_ns;
	state.counters["ratio"] = ns / plain_ns;
}

template <typename Work> void measure(const char *name, const char *unit, const Tables &peer, const Tables &plain)
{
	benchmark::RegisterBenchmark(name, [unit, &peer, &plain](benchmark::State &state) {
		state.SetLabel(unit);
		compare<Work>(state, peer, plain);
	})->UseManualTime();
}

void measure_all(const Tables &peer, const Tables &plain)
{
	using namespace measures;

	measure<EmptyCall>("empty call", "call", peer, plain);
	measure<Scalars>("scalars", "call", peer, plain);
	measure<StructIn>("struct in by value", "call", peer, plain);
	measure<StructOut>("struct out by value", "call", peer, plain);
	measure<StringInAndOut>("string in and out", "call", peer, plain);
	measure<Callback>("callback", "call", peer, plain);
	measure<Sum<1>>("batch: n calls", "1000 numbers", peer, plain);
	measure<Sum<batch>>("batch: one call", "1000 numbers", peer, plain);
	measure<Read<1>>("read: by 1 byte", "4096 bytes", peer, plain);
	measure<Read<block>>("read: by 4096 bytes", "4096 bytes", peer, plain);
	measure<ValidatedEachTime>("text: validated each time", "use", peer, plain);
	measure<ValidatedOnce>("text: validated once", "use", peer, plain);
}

// The figures go to the file alone.
class Silent : public benchmark::BenchmarkReporter
{
      public:
	bool ReportContext(const Context &) override
	{
		return true;
	}
	void ReportRuns(const std::vector<Run> &) override
	{
	}
};

int complain(const char *what, const char *which)
{
	std::fprintf(stderr, "bench: %s%s\n", what, which);
	return 2;
}

const seam_peer *open_library(const char *path)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library) {
		complain("the peer does not load: ", dlerror());
		return nullptr;
	}
	const auto open = reinterpret_cast<seam_peer_open_fn>(dlsym(library, "seam_peer_open"));
	const seam_peer *peer = open ? open(&host) : nullptr;
	if (!peer)
		complain("no table from seam_peer_open of ", path);
	return peer;
}

// A copy of the group's ops, NULL beyond what the peer knows.
template <typename Ops> void take(const seam_peer &peer, const char *group, Ops &ops)
{
	for (std::size_t i = 0; i < peer.n_offers; i++)
		if (std::strcmp(peer.offers[i].group, group) == 0)
			std::memcpy(static_cast<void *>(&ops), peer.offers[i].ops,
			            std::min(peer.offers[i].size, sizeof ops));
}

} // namespace

Tables::Tables(const seam_peer &peer)
{
	take(peer, "layout", layout);
	take(peer, "strings", strings);
	take(peer, "buffers", buffers);
	take(peer, "callbacks", callbacks);
	take(peer, "errors", errors);
	if (callbacks.echoes && callbacks.echoes(&echoes) != SEAM_OK)
		echoes = {};
}

const seam_host *seam_probe_host()
{
	return &host;
}

int seam_probe_main(const seam_peer *peer, int argc, char **argv)
{
	benchmark::Initialize(&argc, argv);
	if (argc == 3 && std::strcmp(argv[1], "--peer") == 0)
		peer = open_library(argv[2]);
	else if (argc != 1)
		return complain("what is this: ", argv[1]);
	if (!peer)
		return complain("there is no peer", "");
	if (peer->abi != SEAM_ABI)
		return complain("the peer's table has another abi than this host", "");

	const Tables of_peer(*peer), of_plain(seam_bench_plain);
	benchmark::AddCustomContext("language", peer->language);
	benchmark::AddCustomContext("toolchain", peer->toolchain);
	benchmark::AddCustomContext("plain", seam_bench_plain.toolchain);
	measure_all(of_peer, of_plain);
	Silent silent;
	benchmark::RunSpecifiedBenchmarks(&silent);
	benchmark::Shutdown();
	return 0;
}
