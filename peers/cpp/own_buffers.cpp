// own_buffers.cpp - the host's memory, kept as long as something of it is used: a std::shared_ptr for buffer and slices.
#include "own.hpp"

#include <cstring>
#include <memory>

using peer::guarded;
using peer::refusal;
using peer::required;

namespace {

// Memory of the host's, which it frees, or lent memory of our own.
class memory {
public:
	explicit memory(void *bytes) noexcept : bytes_(bytes) {}
	explicit memory(peer::lent_bytes own) noexcept : bytes_(own.get()), own_(std::move(own)) {}
	memory(const memory &) = delete;
	memory &operator=(const memory &) = delete;
	~memory() { let_go(); }

	// From here on the bytes end with this.
	void freed_by(seam_own_free_fn free_bytes, void *context) noexcept
	{
		free_bytes_ = free_bytes;
		context_ = context;
	}

	unsigned char *bytes() const
	{
		if (!bytes_)
			throw refusal{ SEAM_E_STATE };
		return static_cast<unsigned char *>(bytes_);
	}

	void detach()
	{
		if (!bytes_ || pins > 0)
			throw refusal{ SEAM_E_STATE };
		let_go();
	}

	std::uint64_t pins = 0; // of all its buffers

private:
	void let_go() noexcept
	{
		void *const bytes = std::exchange(bytes_, nullptr);
		own_.reset();
		if (bytes && free_bytes_)
			free_bytes_(bytes, context_);
	}

	void *bytes_; // null: detached
	seam_own_free_fn free_bytes_ = nullptr;
	void *context_ = nullptr;
	peer::lent_bytes own_;
};

template <typename From> std::shared_ptr<memory> make_memory(From &&from)
{
	return std::allocate_shared<memory>(peer::lent_allocator<memory>(), std::forward<From>(from));
}

} // namespace

struct seam_own_buffer : peer::counted_handle {
	seam_own_buffer(std::shared_ptr<memory> m, std::size_t o, std::size_t s) noexcept
		: whole(std::move(m)), offset(o), size(s)
	{
	}

	unsigned char *bytes() const { return whole->bytes() + offset; }

	const std::shared_ptr<memory> whole;
	const std::size_t offset, size;
	std::uint64_t pins = 0;
};

extern "C" {

static std::uint32_t free_policy()
{
	return SEAM_FREE_AT_ONCE;
}

static int free_pending()
{
	return SEAM_OK;
}

static int buffer_wrap(void *bytes, std::size_t size, seam_own_free_fn free_bytes, void *context, seam_own_buffer **out)
{
	return guarded([&] {
		required(bytes, out);
		auto buffer = peer::make_lent<seam_own_buffer>(make_memory(bytes), 0u, size);
		buffer->whole->freed_by(free_bytes, context); // last: on failure the bytes stay the caller's
		*out = buffer.release();
	});
}

static int buffer_slice(seam_own_buffer *buffer, std::size_t offset, std::size_t size, seam_own_buffer **out)
{
	return guarded([&] {
		required(buffer, out);
		buffer->bytes();
		if (offset > buffer->size || size > buffer->size - offset)
			throw refusal{ SEAM_E_RANGE };
		*out = peer::make_lent<seam_own_buffer>(buffer->whole, buffer->offset + offset, size).release();
	});
}

static int buffer_copy(const seam_own_buffer *buffer, seam_own_buffer **out)
{
	return guarded([&] {
		required(buffer, out);
		const void *const bytes = buffer->bytes();
		peer::lent_bytes own = peer::make_lent_bytes(buffer->size, alignof(std::max_align_t));
		std::memcpy(own.get(), bytes, buffer->size);
		*out = peer::make_lent<seam_own_buffer>(make_memory(std::move(own)), 0u, buffer->size).release();
	});
}

static int buffer_pin(seam_own_buffer *buffer, void **bytes, std::size_t *size)
{
	return guarded([&] {
		required(buffer, bytes, size);
		*bytes = buffer->bytes();
		*size = buffer->size;
		buffer->pins++;
		buffer->whole->pins++;
	});
}

static int buffer_unpin(seam_own_buffer *buffer)
{
	return guarded([&] {
		required(buffer);
		if (buffer->pins == 0)
			throw refusal{ SEAM_E_STATE };
		buffer->pins--;
		buffer->whole->pins--;
	});
}

static int buffer_detach(seam_own_buffer *buffer)
{
	return guarded([&] {
		required(buffer);
		buffer->whole->detach();
	});
}

static void buffer_destroy(seam_own_buffer *buffer)
{
	peer::lent_ptr<seam_own_buffer> end(buffer);
}

} // extern "C"

void peer::add_buffer_ops(seam_ownership &ops)
{
	ops.free_policy = free_policy;
	ops.free_pending = free_pending;
	ops.buffer_wrap = buffer_wrap;
	ops.buffer_slice = buffer_slice;
	ops.buffer_copy = buffer_copy;
	ops.buffer_pin = buffer_pin;
	ops.buffer_unpin = buffer_unpin;
	ops.buffer_detach = buffer_detach;
	ops.buffer_destroy = buffer_destroy;
}
