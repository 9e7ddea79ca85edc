// callbacks_streams.cpp - callbacks that store, and that are asked again and again: answers, transfers, foreign memory.
#include "callbacks.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

using lent_string = std::basic_string<char, std::char_traits<char>, peer::lent_allocator<char>>;

// What the struct holds within its size.
seam_transfer read(const seam_transfer &given)
{
	seam_transfer t{};

	if (given.size < offsetof(seam_transfer, progress))
		throw refusal{ SEAM_E_VERSION };
	t.userdata = given.userdata;
	t.read = given.read;
	t.write = given.write;
	if (given.size >= offsetof(seam_transfer, progress) + sizeof t.progress)
		t.progress = given.progress;
	if (given.size >= offsetof(seam_transfer, log) + sizeof t.log)
		t.log = given.log;
	required(t.read, t.write);
	return t;
}

// How a transfer ended, and the value that it ended with.
struct ending {
	int code;
	std::int64_t value;
};

// A number of bytes that was told by a callback; the end of the transfer when there cannot be that many.
std::size_t counted(std::int64_t n, std::size_t most)
{
	if (n < 0)
		throw ending{ SEAM_E_FAILED, n };
	if (static_cast<std::uint64_t>(n) > most)
		throw ending{ SEAM_E_RANGE, n };
	return static_cast<std::size_t>(n);
}

class transferring {
public:
	explicit transferring(const seam_transfer &t) : t_(t), buffer_(4096) {}

	// What ends it early is thrown; its value is no exception of anybody's, and is caught here.
	ending run()
	{
		try {
			while (const std::size_t n = counted(t_.read(buffer_.data(), buffer_.size(), t_.userdata), buffer_.size()))
				write(n);
			return { SEAM_OK, 0 };
		} catch (const ending &early) {
			return early;
		}
	}

	std::uint64_t done() const noexcept { return done_; }

private:
	void write(std::size_t n)
	{
		for (std::size_t at = 0; at < n;) {
			const std::size_t taken = counted(t_.write(buffer_.data() + at, n - at, t_.userdata), n - at);
			if (taken == 0)
				throw ending{ SEAM_E_FAILED, 0 };
			at += taken;
			done_ += taken;
		}
		if (const int stop = t_.progress ? t_.progress(done_, t_.userdata) : 0)
			throw ending{ SEAM_E_FAILED, stop };
	}

	const seam_transfer &t_;
	std::vector<unsigned char, peer::lent_allocator<unsigned char>> buffer_; // not on the stack: callbacks nest
	std::uint64_t done_ = 0;
};

} // namespace

extern "C" {

static int ask(const char *question, std::size_t length, seam_answer_fn answer, void *userdata, char **text,
               std::size_t *n)
{
	return guarded([&] {
		required(answer, text, n);
		if (length > 0)
			required(question);
		const lent_string own(length > 0 ? question : "", length);
		std::array<char, SEAM_ANSWER_SIZE> buffer;
		std::size_t used = 0;
		if (answer(own.c_str(), own.size(), buffer.data(), buffer.size(), &used, userdata) != 0)
			throw refusal{ SEAM_E_FAILED };
		if (used > buffer.size())
			throw refusal{ SEAM_E_RANGE };
		char *const given = peer::lent_allocator<char>().allocate(used + 1);
		*std::copy_n(buffer.data(), used, given) = '\0';
		*text = given;
		*n = used;
	});
}

static int transfer(const seam_transfer *transfer, const char *name, std::uint64_t *done, std::int64_t *result)
{
	return guarded([&]() -> int {
		required(transfer, name, done, result);
		const seam_transfer t = read(*transfer);
		transferring work(t);
		const lent_string line = lent_string("transfer of ") + name;
		if (t.log)
			t.log(1, line.c_str(), t.userdata);
		const ending end = work.run();
		*done = work.done();
		*result = end.value;
		return end.code;
	});
}

static int join(const char *const *parts, std::size_t n, const seam_memory *memory, char **text)
{
	return guarded([&] {
		required(memory, text);
		if (n > 0)
			required(parts);
		const seam_memory host = *memory;
		required(host.alloc, host.realloc, host.free);
		std::size_t size = 1;
		for (std::size_t i = 0; i < n; i++) {
			required(parts[i]);
			size += std::strlen(parts[i]);
		}
		char *const made = static_cast<char *>(host.alloc(size, host.userdata));
		if (!made)
			throw refusal{ SEAM_E_MEMORY };
		char *end = made;
		for (std::size_t i = 0; i < n; i++)
			end = std::copy_n(parts[i], std::strlen(parts[i]), end);
		*end = '\0';
		*text = made;
	});
}

} // extern "C"

void peer::add_stream_ops(seam_callbacks &ops)
{
	ops.ask = ask;
	ops.transfer = transfer;
	ops.join = join;
}
