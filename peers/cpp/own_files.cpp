// own_files.cpp - a descriptor is closed by whom it belongs to: a move-only class, like std::unique_ptr.
#include "own.hpp"

#if defined(_WIN32)
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

#if defined(_WIN32)
int duplicate_of(int number) noexcept
{
	return _dup(number);
}

void close_number(int number) noexcept
{
	_close(number);
}
#else
int duplicate_of(int number) noexcept
{
	return fcntl(number, F_DUPFD_CLOEXEC, 0);
}

// Not again when it fails, not after EINTR either: the number may be another thread's by then.
void close_number(int number) noexcept
{
	close(number);
}
#endif

class descriptor {
public:
	static descriptor lent(int number) noexcept { return { number, false }; }
	static descriptor owned(int number) noexcept { return { number, true }; }
	static descriptor copy_of(int number)
	{
		const int copy = duplicate_of(number);
		if (copy < 0)
			throw refusal{ SEAM_E_FAILED };
		return owned(copy);
	}

	descriptor() noexcept = default;
	descriptor(descriptor &&other) noexcept : descriptor(other.number_, other.is_owned_) { other.disown(); }
	descriptor &operator=(descriptor &&other) noexcept
	{
		std::swap(number_, other.number_);
		std::swap(is_owned_, other.is_owned_);
		return *this; // what this was ends with the other
	}
	~descriptor()
	{
		if (is_owned_ && number_ >= 0)
			close_number(number_);
	}

	explicit operator bool() const noexcept { return number_ >= 0; }
	int number() const noexcept { return number_; }
	bool is_owned() const noexcept { return is_owned_; }

	// It belongs to somebody else from here on.
	int disown() noexcept
	{
		is_owned_ = false;
		return std::exchange(number_, -1);
	}

private:
	descriptor(int number, bool is_owned) noexcept : number_(number), is_owned_(is_owned) {}

	int number_ = -1;
	bool is_owned_ = false;
};

descriptor of_mode(int number, std::uint32_t mode)
{
	switch (mode) {
	case SEAM_FILE_LENT:
		return descriptor::lent(number);
	case SEAM_FILE_OWNED:
		return descriptor::owned(number);
	case SEAM_FILE_COPIED:
		return descriptor::copy_of(number);
	default:
		throw refusal{ SEAM_E_RANGE };
	}
}

} // namespace

struct seam_own_file : peer::counted_handle {
	descriptor attached;
};

extern "C" {

static int file_create(seam_own_file **out)
{
	return peer::give_lent(out);
}

static void file_destroy(seam_own_file *file)
{
	peer::lent_ptr<seam_own_file> end(file);
}

static int file_attach(seam_own_file *file, int number, std::uint32_t mode)
{
	return guarded([&] {
		required(file);
		if (number < 0)
			throw refusal{ SEAM_E_RANGE };
		descriptor next = of_mode(number, mode);
		if (file->attached.number() == number) // it has a new owner, whoever that is
			file->attached.disown();
		file->attached = std::move(next);
	});
}

static int file_adopt(seam_own_file *file, int number)
{
	descriptor owned = descriptor::owned(number); // from here on: each return below closes what it has not handed on

	if (!file)
		return SEAM_E_NULL;
	if (!owned)
		return SEAM_E_RANGE;
	if (file->attached)
		return SEAM_E_STATE;
	file->attached = std::move(owned);
	return SEAM_OK;
}

static int file_descriptor(const seam_own_file *file, int *out)
{
	if (!file || !out)
		return SEAM_E_NULL;
	if (!file->attached)
		return SEAM_E_STATE;
	*out = file->attached.number();
	return SEAM_OK;
}

static int file_detach(seam_own_file *file, int *out)
{
	if (!file || !out)
		return SEAM_E_NULL;
	if (!file->attached.is_owned())
		return SEAM_E_STATE;
	*out = file->attached.disown();
	return SEAM_OK;
}

} // extern "C"

void peer::add_file_ops(seam_ownership &ops)
{
	ops.file_create = file_create;
	ops.file_destroy = file_destroy;
	ops.file_attach = file_attach;
	ops.file_adopt = file_adopt;
	ops.file_descriptor = file_descriptor;
	ops.file_detach = file_detach;
}
