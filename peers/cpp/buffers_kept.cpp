// buffers_kept.cpp - bytes that outlive the call: buffers that C owns, and stores with copies or adopted memory.
#include "buffers.hpp"
#include "lent.hpp"

#include <algorithm>
#include <utility>
#include <variant>

using namespace peer::buffers_group;
using peer::bytes;
using peer::copy;
using peer::guarded;
using peer::refusal;
using peer::required;
using peer::room;
using peer::within;

namespace {

// Lent bytes, just so many as were asked for; no block for none.
class block {
public:
	block() noexcept = default;
	explicit block(std::size_t n)
	    : memory_(n > 0 ? peer::lent_allocator<unsigned char>().allocate(n) : nullptr, { n, 1 })
	{
	}
	explicit block(bytes from) : block(from.size()) { copy(from, data()); }

	unsigned char *data() const noexcept { return static_cast<unsigned char *>(memory_.get()); }
	std::size_t size() const noexcept { return memory_ ? memory_.get_deleter().size : 0; }
	unsigned char *release() noexcept { return static_cast<unsigned char *>(memory_.release()); }

private:
	peer::lent_bytes memory_;
};

// An owned buffer for the time of a call: what C holds, looked at.
class owned {
public:
	explicit owned(seam_buffers_owned *buffer) : c_(buffer)
	{
		required(buffer);
		if (c_->size > c_->capacity)
			throw refusal{ SEAM_E_RANGE };
		counted(c_->bytes, c_->capacity);
	}

	std::size_t size() const noexcept { return c_->size; }
	std::size_t capacity() const noexcept { return c_->capacity; }
	unsigned char *end() const noexcept { return c_->bytes + c_->size; }
	void set_size(std::size_t size) noexcept { c_->size = size; }

	// Another block, with the buffer's bytes in it as far as they fit.
	block with_capacity(std::size_t n) const
	{
		block other(n);
		copy({ c_->bytes, std::min(n, c_->size) }, other.data());
		return other;
	}

	void change_block(block other) noexcept
	{
		const peer::lent_bytes before(c_->capacity > 0 ? c_->bytes : nullptr, { c_->capacity, 1 });
		c_->capacity = other.size();
		c_->bytes = other.release();
	}

private:
	seam_buffers_owned *c_;
};

// Memory of the caller's that has been handed over, and goes back with release when it is held no more.
class adopted {
public:
	adopted(bytes held, const void *given, seam_buffers_release_fn release, void *userdata) noexcept
	    : held_(held), given_(given), release_(release), userdata_(userdata)
	{
	}
	adopted(adopted &&other) noexcept
	    : held_(other.held_), given_(other.given_), release_(std::exchange(other.release_, nullptr)),
	      userdata_(other.userdata_)
	{
	}
	adopted &operator=(adopted &&other) noexcept
	{
		std::swap(held_, other.held_);
		std::swap(given_, other.given_);
		std::swap(release_, other.release_);
		std::swap(userdata_, other.userdata_);
		return *this;
	}
	~adopted()
	{
		if (release_)
			release_(userdata_, given_, held_.size());
	}

	bytes held() const noexcept { return held_; }

private:
	bytes held_;
	const void *given_; // as it came: with no bytes, it counts nothing
	seam_buffers_release_fn release_;
	void *userdata_;
};

using contents = std::variant<block, adopted>;

} // namespace

struct seam_buffers_store : peer::counted<seam_buffers_store> {
	bytes held() const noexcept
	{
		if (const adopted *theirs = std::get_if<adopted>(&contents_))
			return theirs->held();
		const block &own = std::get<block>(contents_);
		return { own.data(), own.size() };
	}

	// What it held goes when it is held no more, here.
	void hold(contents next) noexcept { contents_.swap(next); }

	// The bytes from `offset` on, which the store may write.
	unsigned char *writable(std::size_t offset, std::size_t n)
	{
		if (!within(offset, n, held().size()))
			throw refusal{ SEAM_E_RANGE };
		if (!std::holds_alternative<block>(contents_))
			throw refusal{ SEAM_E_STATE };
		return std::get<block>(contents_).data() + offset;
	}

private:
	contents contents_;
};

extern "C" {

static std::uint64_t live()
{
	return seam_buffers_store::live();
}

/* ---- owned buffers ---- */

static int owned_copy(const void *p, std::size_t n, seam_buffers_owned *out)
{
	return guarded([&] {
		required(out);
		block copied(counted(p, n));
		*out = { copied.release(), n, n };
	});
}

static int owned_append(seam_buffers_owned *buffer, const void *p, std::size_t n)
{
	return guarded([&] {
		owned to(buffer);
		const bytes added = counted(p, n);
		if (n > most - to.size())
			throw refusal{ SEAM_E_RANGE };
		if (n <= to.capacity() - to.size()) {
			copy(added, to.end());
		} else {
			// Twice the room: appending a byte at a time copies each byte a few times only.
			block other = to.with_capacity(std::max(to.size() + n, std::min(2 * to.capacity(), most)));
			copy(added, other.data() + to.size()); // before the old block goes: they may be in it
			to.change_block(std::move(other));
		}
		to.set_size(to.size() + n);
	});
}

static int owned_resize(seam_buffers_owned *buffer, std::size_t size, std::uint8_t fill)
{
	return guarded([&] {
		owned b(buffer);
		if (size > most)
			throw refusal{ SEAM_E_RANGE };
		if (size > b.capacity())
			b.change_block(b.with_capacity(size));
		if (size > b.size())
			std::fill_n(b.end(), size - b.size(), fill);
		b.set_size(size);
	});
}

static int owned_fit(seam_buffers_owned *buffer)
{
	return guarded([&] {
		owned b(buffer);
		if (b.size() != b.capacity())
			b.change_block(b.with_capacity(b.size()));
	});
}

static void owned_free(seam_buffers_owned *buffer)
{
	if (!buffer)
		return;
	const seam_buffers_owned before = std::exchange(*buffer, {});
	if (before.capacity > 0)
		peer::lent_allocator<unsigned char>().deallocate(before.bytes, before.capacity);
}

/* ---- stores ---- */

static int store_new(seam_buffers_store **out)
{
	return guarded([&] {
		required(out);
		*out = peer::make_lent<seam_buffers_store>().release();
	});
}

static void store_free(seam_buffers_store *store)
{
	peer::lent_ptr<seam_buffers_store> end(store);
}

static int store_set(seam_buffers_store *store, const void *p, std::size_t n)
{
	return guarded([&] {
		required(store);
		store->hold(block(counted(p, n))); // the copy is made first: they may be the bytes that it holds
	});
}

static int store_adopt(seam_buffers_store *store, const void *p, std::size_t n, seam_buffers_release_fn release,
                       void *userdata)
{
	return guarded([&] {
		required(store, release);
		store->hold(adopted(counted(p, n), p, release, userdata));
	});
}

static int store_clear(seam_buffers_store *store)
{
	return guarded([&] {
		required(store);
		store->hold(block());
	});
}

static int store_view(const seam_buffers_store *store, const void **p, std::size_t *n)
{
	return guarded([&] {
		required(store, p, n);
		*p = store->held().data();
		*n = store->held().size();
	});
}

static int store_copy(const seam_buffers_store *store, void *to, std::size_t *size)
{
	return guarded([&] {
		required(store, size);
		copy(store->held(), place(store->held().size(), to, size).data());
	});
}

static int store_read(const seam_buffers_store *store, std::size_t offset, void *to, std::size_t n, std::size_t *done)
{
	return guarded([&] {
		required(store, done);
		const room target = counted(to, n);
		const bytes held = store->held();
		if (offset > held.size())
			throw refusal{ SEAM_E_RANGE };
		const bytes part = held.from(offset, std::min(n, held.size() - offset));
		copy(part, target.data());
		*done = part.size();
	});
}

static int store_write(seam_buffers_store *store, std::size_t offset, const void *p, std::size_t n)
{
	return guarded([&] {
		required(store);
		const bytes written = counted(p, n);
		copy(written, store->writable(offset, n));
	});
}

} // extern "C"

void peer::buffers_group::add_kept(seam_buffers &ops)
{
	ops.live = live;
	ops.owned_copy = owned_copy;
	ops.owned_append = owned_append;
	ops.owned_resize = owned_resize;
	ops.owned_fit = owned_fit;
	ops.owned_free = owned_free;
	ops.store_new = store_new;
	ops.store_free = store_free;
	ops.store_set = store_set;
	ops.store_adopt = store_adopt;
	ops.store_clear = store_clear;
	ops.store_view = store_view;
	ops.store_copy = store_copy;
	ops.store_read = store_read;
	ops.store_write = store_write;
}
