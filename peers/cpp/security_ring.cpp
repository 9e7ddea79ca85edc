// security_ring.cpp - keys by number.  Nothing that was found is used behind a callback.
#include "secret.hpp"

#include <algorithm>

using namespace peer::security_group;
using peer::bytes;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;
using peer::room;

namespace {

struct ring_key : counted_object {
	ring_key(std::uint64_t i, bytes from) noexcept : id(i), held(from) {}

	std::uint64_t id;
	secret held;
};

struct session : counted_object {
	session(std::uint64_t i, std::uint64_t k) noexcept : id(i), key(k) {}

	std::uint64_t id, key;
};

// Of all kinds and all rings: what has been given once means nothing else, ever.
std::uint64_t last_id;

} // namespace

struct seam_sec_ring : counted_object {
	// Each key in a block of its own, so that none is moved when the ring grows.
	lent_vector<lent_ptr<ring_key>> keys;
	lent_vector<session> sessions;

	auto find(std::uint64_t id) const
	{
		const auto key = std::find_if(keys.begin(), keys.end(), [&](const auto &k) { return k->id == id; });
		if (key == keys.end())
			throw refusal{ SEAM_E_NOT_FOUND };
		return key;
	}
	auto find_session(std::uint64_t id) const
	{
		const auto found =
			std::find_if(sessions.begin(), sessions.end(), [&](const session &s) { return s.id == id; });
		if (found == sessions.end())
			throw refusal{ SEAM_E_NOT_FOUND };
		return found;
	}
	void check_sessions() const
	{
		if (sessions.size() == SEAM_SEC_SESSIONS_MAX)
			throw refusal{ SEAM_E_RANGE };
	}
};

extern "C" {

static int ring_make(seam_sec_ring **out)
{
	return guarded([&] {
		required(out);
		*out = peer::make_lent<seam_sec_ring>().release();
	});
}

static void ring_release(seam_sec_ring *ring)
{
	lent_ptr<seam_sec_ring> end(ring);
}

static int ring_add(seam_sec_ring *ring, const void *p, std::size_t n, std::uint64_t *id)
{
	return guarded([&] {
		required(ring, id);
		const bytes from = counted_key(p, n);
		if (ring->keys.size() == SEAM_SEC_KEYS_MAX)
			throw refusal{ SEAM_E_RANGE };
		ring->keys.push_back(peer::make_lent<ring_key>(++last_id, from));
		*id = ring->keys.back()->id;
	});
}

static int ring_remove(seam_sec_ring *ring, std::uint64_t id)
{
	return guarded([&] {
		required(ring);
		ring->keys.erase(ring->find(id));
		auto &all = ring->sessions;
		all.erase(std::remove_if(all.begin(), all.end(), [&](const session &s) { return s.key == id; }),
		          all.end());
	});
}

static int ring_sign(const seam_sec_ring *ring, std::uint64_t id, const void *data, std::size_t n, void *tag)
{
	return guarded([&] {
		required(ring, tag);
		sign((*ring->find(id))->held.get(), data, n, tag);
	});
}

static int ring_unlock(seam_sec_ring *ring, std::uint64_t id, seam_sec_prompt_fn prompt, void *userdata,
                       std::uint64_t *opened)
{
	return guarded([&] {
		required(ring, prompt, opened);
		ring->find(id);
		ring->check_sessions();
		const auto answer = peer::make_lent<secret>();
		const room place = answer->cleared(SEAM_SEC_KEY_MAX);
		const std::int64_t n = prompt(userdata, reinterpret_cast<char *>(place.data()), place.size());
		const bytes key = (*ring->find(id))->held.get(); // only now: the prompt may have changed the ring
		if (n < 0 || static_cast<std::uint64_t>(n) > place.size() ||
		    !same_bytes({ place.data(), static_cast<std::size_t>(n) }, key))
			throw refusal{ SEAM_E_FAILED };
		ring->check_sessions();
		ring->sessions.emplace_back(++last_id, id);
		*opened = ring->sessions.back().id;
	});
}

static int ring_session(const seam_sec_ring *ring, std::uint64_t id, std::uint64_t *key)
{
	return guarded([&] {
		required(ring, key);
		*key = ring->find_session(id)->key;
	});
}

static int ring_lock(seam_sec_ring *ring, std::uint64_t id)
{
	return guarded([&] {
		required(ring);
		ring->sessions.erase(ring->find_session(id));
	});
}

} // extern "C"

void peer::security_group::add_rings(seam_security &ops)
{
	ops.ring_make = ring_make;
	ops.ring_release = ring_release;
	ops.ring_add = ring_add;
	ops.ring_remove = ring_remove;
	ops.ring_sign = ring_sign;
	ops.ring_unlock = ring_unlock;
	ops.ring_session = ring_session;
	ops.ring_lock = ring_lock;
}
