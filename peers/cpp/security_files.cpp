// security_files.cpp - files below a root, and randomness: what the operating system has to do.
//
// A path is walked name by name, each opened below the last and never through a link (std::filesystem has no such walk);
// what has been opened is what is used: names are not looked at again.
#include "security.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <limits>
#include <string>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace peer::security_group;
using peer::bytes;
using peer::counted_bytes;
using peer::counted_room;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;
using peer::room;

namespace {

constexpr std::size_t any_size = std::numeric_limits<std::size_t>::max();
constexpr std::size_t name_most = 255; // bytes, of one name in a path

class descriptor {
public:
	descriptor() noexcept = default;
	explicit descriptor(int number) noexcept : number_(number) {}
	descriptor(descriptor &&other) noexcept : number_(std::exchange(other.number_, -1)) {}
	descriptor &operator=(descriptor &&other) noexcept
	{
		std::swap(number_, other.number_);
		return *this;
	}
	~descriptor() { close(); }

	int get() const noexcept { return number_; }
	// What close() says: a file that is written is not safe before.
	bool close() noexcept { return number_ < 0 || ::close(std::exchange(number_, -1)) == 0; }

private:
	int number_ = -1;
};

bool is_link(int folder, const char *name) noexcept
{
	struct stat status;
	return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

int code_of(int error) noexcept
{
	switch (error) {
	case ENOENT:
	case ENOTDIR: return SEAM_E_NOT_FOUND;
	case EEXIST: return SEAM_E_STATE;
	case ELOOP:
	case ENAMETOOLONG: return SEAM_E_RANGE;
	case EILSEQ: return SEAM_E_ENCODING;
	default: return SEAM_E_FAILED;
	}
}

descriptor open_at(int folder, const std::string &name, int flags)
{
	descriptor opened(openat(folder, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
	if (opened.get() >= 0)
		return opened;
	const int error = errno;
	// How a link is refused differs between systems; what is there already stays what it is.
	if (error != EEXIST && is_link(folder, name.c_str()))
		throw refusal{ SEAM_E_RANGE };
	throw refusal{ code_of(error) };
}

std::string good_name(std::string_view name)
{
	if (name.empty() || name.size() > name_most || name == "." || name == "..")
		throw refusal{ SEAM_E_RANGE };
	return std::string(name);
}

void check_path(std::string_view path)
{
	if (path.find('\0') != path.npos)
		throw refusal{ SEAM_E_NUL };
	for (std::size_t at = 0, end; at != path.npos; at = end == path.npos ? end : end + 1) {
		end = path.find('/', at);
		good_name(path.substr(at, end - at));
	}
}

// Where the last name of a path stands.
class place {
public:
	place(int root, std::string_view path) : folder_(root)
	{
		check_path(path);
		for (std::size_t end; (end = path.find('/')) != path.npos; path.remove_prefix(end + 1)) {
			held_ = open_at(folder_, std::string(path.substr(0, end)), O_RDONLY | O_DIRECTORY);
			folder_ = held_.get();
		}
		name_ = path;
	}

	descriptor open(int flags) const { return open_at(folder_, name_, flags); }
	void remove() const noexcept { unlinkat(folder_, name_.c_str(), 0); }

private:
	descriptor held_;
	int folder_; // held_, or the root itself
	std::string name_;
};

void read_whole(int file, room to)
{
	for (std::size_t done = 0; done < to.size();) {
		const ssize_t got = ::read(file, to.data() + done, to.size() - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			throw refusal{ got == 0 ? SEAM_E_STATE : SEAM_E_FAILED };
		done += static_cast<std::size_t>(got);
	}
}

bool write_whole(int file, bytes from) noexcept
{
	for (std::size_t done = 0; done < from.size();) {
		const ssize_t put = ::write(file, from.data() + done, from.size() - done);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		done += static_cast<std::size_t>(put);
	}
	return true;
}

void create(int root, std::string_view path, bytes content)
{
	const place where(root, path);
	descriptor file = where.open(O_WRONLY | O_CREAT | O_EXCL);
	const bool written = write_whole(file.get(), content);
	if (file.close() && written)
		return;
	where.remove();
	throw refusal{ SEAM_E_FAILED };
}

} // namespace

// The system's source, at each call: a generator of our own would give a forked child the parent's bytes.
void peer::security_group::fill_random(room to)
{
	constexpr std::size_t most = 256; // of one getentropy()
	for (std::size_t done = 0; done < to.size(); done += std::min(most, to.size() - done))
		if (getentropy(to.data() + done, std::min(most, to.size() - done)) != 0)
			throw refusal{ SEAM_E_FAILED };
}

struct seam_sec_root : counted_object {
	explicit seam_sec_root(descriptor f) noexcept : folder(std::move(f)) {}

	descriptor folder;
};

extern "C" {

static int random_fill(void *buffer, std::size_t n)
{
	return guarded([&] { fill_random(counted_room(buffer, n, SEAM_SEC_ALLOC_MAX)); });
}

static int root_open(const char *path, std::size_t n, seam_sec_root **out)
{
	return guarded([&] {
		required(out);
		const std::string name(counted_text(path, n, SEAM_SEC_PATH_MAX));
		if (name.empty() || name[0] != '/')
			throw refusal{ SEAM_E_RANGE };
		if (name.find('\0') != name.npos)
			throw refusal{ SEAM_E_NUL };
		descriptor folder(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
		if (folder.get() < 0)
			throw refusal{ errno == ENOENT ? SEAM_E_NOT_FOUND : SEAM_E_FAILED };
		*out = peer::make_lent<seam_sec_root>(std::move(folder)).release();
	});
}

static void root_release(seam_sec_root *root)
{
	lent_ptr<seam_sec_root> end(root);
}

static int root_read(const seam_sec_root *root, const char *path, std::size_t n, seam_sec_authorise_fn authorise,
                     void *userdata, void *buffer, std::size_t size, std::size_t *out_n)
{
	return guarded([&] {
		required(root, authorise, out_n);
		const room target = counted_room(buffer, size, any_size);
		const place where(root->folder.get(), counted_text(path, n, SEAM_SEC_PATH_MAX));
		const descriptor file =
			where.open(O_RDONLY | O_NONBLOCK); // a pipe that nobody writes is not waited for
		struct stat status;
		if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
			throw refusal{ SEAM_E_FAILED };
		const auto file_size = static_cast<std::uint64_t>(status.st_size);
		if (file_size > target.size()) {
			*out_n = static_cast<std::size_t>(file_size);
			throw refusal{ SEAM_E_SPACE };
		}
		if (authorise(userdata, path, n, file_size) != 1)
			throw refusal{ SEAM_E_FAILED };
		read_whole(file.get(), target.from(0, static_cast<std::size_t>(file_size)));
		*out_n = static_cast<std::size_t>(file_size);
	});
}

static int root_create(const seam_sec_root *root, const char *path, std::size_t n, const void *p, std::size_t size)
{
	return guarded([&] {
		required(root);
		const bytes content = counted_bytes(p, size, any_size);
		create(root->folder.get(), counted_text(path, n, SEAM_SEC_PATH_MAX), content);
	});
}

static int root_temporary(const seam_sec_root *root, const void *p, std::size_t size, char *name)
{
	return guarded([&] {
		required(root, name);
		const bytes content = counted_bytes(p, size, any_size);
		unsigned char random[(SEAM_SEC_TEMPORARY - sizeof "tmp-") / 2];
		fill_random({ random, sizeof random });
		std::string made("tmp-");
		for (const unsigned char byte : random) {
			made += "0123456789abcdef"[byte >> 4];
			made += "0123456789abcdef"[byte & 15];
		}
		create(root->folder.get(), made, content);
		std::memcpy(name, made.c_str(), SEAM_SEC_TEMPORARY);
	});
}

} // extern "C"

void peer::security_group::add_files(seam_security &ops)
{
	ops.random_fill = random_fill;
	ops.root_open = root_open;
	ops.root_release = root_release;
	ops.root_read = root_read;
	ops.root_create = root_create;
	ops.root_temporary = root_temporary;
}
