// own_arenas.cpp - many allocations with one end, and what is to be done at that end.
#include "own.hpp"

#include <algorithm>
#include <memory>
#include <vector>

using peer::guarded;
using peer::refusal;
using peer::required;

struct seam_own_arena : peer::counted_handle {
	~seam_own_arena() { reset(); }

	void *alloc(std::size_t size, std::size_t align)
	{
		const std::size_t needed = std::max<std::size_t>(size, 1); // so that no two have one address
		if (!std::align(align, needed, next_, left_))
			add_chunk(std::max(needed, chunk_size), std::max(align, alignof(std::max_align_t)));
		void *const taken = next_;
		next_ = static_cast<unsigned char *>(next_) + needed;
		left_ -= needed;
		return taken;
	}

	void defer(void *userdata, seam_own_release_fn release) { deferred_.emplace_back(userdata, release); }

	void reset() noexcept
	{
		while (!deferred_.empty()) // the last first, while the bytes are there: they may be its userdata
			deferred_.pop_back();
		chunks_.clear();
		next_ = nullptr;
		left_ = 0;
	}

private:
	static constexpr std::size_t chunk_size = 1024;

	void add_chunk(std::size_t size, std::size_t align)
	{
		chunks_.push_back(peer::make_lent_bytes(size, align));
		next_ = chunks_.back().get();
		left_ = size;
	}

	std::vector<peer::lent_bytes, peer::lent_allocator<peer::lent_bytes>> chunks_;
	std::vector<peer::userdata, peer::lent_allocator<peer::userdata>> deferred_;
	void *next_ = nullptr; // in the last chunk
	std::size_t left_ = 0;
};

extern "C" {

static int arena_create(seam_own_arena **out)
{
	return peer::give_lent(out);
}

static int arena_alloc(seam_own_arena *arena, std::size_t size, std::size_t align, void **out)
{
	return guarded([&] {
		required(arena, out);
		if (!peer::is_alignment(align))
			throw refusal{ SEAM_E_RANGE };
		*out = arena->alloc(size, align);
	});
}

static int arena_defer(seam_own_arena *arena, void *userdata, seam_own_release_fn release)
{
	return guarded([&] {
		required(arena, release);
		arena->defer(userdata, release);
	});
}

static int arena_reset(seam_own_arena *arena)
{
	return guarded([&] {
		required(arena);
		arena->reset();
	});
}

static void arena_destroy(seam_own_arena *arena)
{
	peer::lent_ptr<seam_own_arena> end(arena);
}

} // extern "C"

void peer::add_arena_ops(seam_ownership &ops)
{
	ops.arena_create = arena_create;
	ops.arena_alloc = arena_alloc;
	ops.arena_defer = arena_defer;
	ops.arena_reset = arena_reset;
	ops.arena_destroy = arena_destroy;
}
