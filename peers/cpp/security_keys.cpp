// security_keys.cpp - keys, by pointer and by number in a ring.  Their bytes lie in objects of one class, in lent memory, which
// clears them in its destructor; nothing else ever holds them.
#include "security.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <string>

using namespace peer::security_group;
using peer::bytes;
using peer::copy;
using peer::counted_bytes;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;
using peer::room;

namespace {

// In a way that no optimiser takes out, although nobody reads what is written.
void wipe(unsigned char *p, std::size_t n) noexcept
{
	for (volatile unsigned char *byte = p; n > 0; n--)
		*byte++ = 0;
	std::atomic_signal_fence(std::memory_order_seq_cst);
}

// All differences are gathered, wherever they are, and looked at once.
bool same_bytes(bytes a, bytes b) noexcept
{
	if (a.size() != b.size())
		return false;
	volatile unsigned char difference = 0;
	for (std::size_t i = 0; i < a.size(); i++)
		difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
	return difference == 0;
}

void check_length(std::size_t n)
{
	if (n < SEAM_SEC_KEY_MIN || n > SEAM_SEC_KEY_MAX)
		throw refusal{ SEAM_E_RANGE };
}

bytes counted_key(const void *p, std::size_t n)
{
	const bytes key = counted_bytes(p, n, SEAM_SEC_KEY_MAX);
	check_length(n);
	return key;
}

// Made in lent memory only, where it stays: a secret that is moved is one left behind.
class secret {
public:
	secret() noexcept { wipe(bytes_.data(), bytes_.size()); }
	explicit secret(bytes from) noexcept { assign(from); }
	secret(const secret &) = delete;
	secret &operator=(const secret &) = delete;
	~secret() { wipe(bytes_.data(), bytes_.size()); }

	// Clears it, for n other bytes.
	room cleared(std::size_t n) noexcept
	{
		wipe(bytes_.data(), bytes_.size());
		size_ = n;
		return { bytes_.data(), n };
	}
	void assign(bytes from) noexcept { copy(from, cleared(from.size()).data()); }
	bytes get() const noexcept { return { bytes_.data(), size_ }; }

private:
	std::size_t size_ = 0;
	std::array<unsigned char, SEAM_SEC_KEY_MAX> bytes_;
};

/* ---- tags ---- */

// Each step can be undone, so two inputs of one length that differ in one byte cannot give the same.
std::uint64_t absorb(std::uint64_t lane, bytes b) noexcept
{
	for (const unsigned char byte : b) {
		lane = (lane ^ byte) * UINT64_C(0x9e3779b97f4a7c15);
		lane ^= lane >> 29;
	}
	return lane;
}

std::uint64_t absorb_length(std::uint64_t lane, std::uint64_t n) noexcept
{
	std::array<unsigned char, sizeof n> number;
	for (unsigned char &byte : number) {
		byte = static_cast<unsigned char>(n);
		n >>= 8;
	}
	return absorb(lane, { number.data(), number.size() });
}

using tag_bytes = std::array<unsigned char, SEAM_SEC_TAG>;

// It stands for a real one, HMAC-SHA-256 say: it has the properties that the header asks for, and no others.
tag_bytes tag_of(bytes key, bytes data) noexcept
{
	tag_bytes tag;
	std::uint64_t lane = 0;
	for (std::size_t i = 0; i < tag.size(); i++) {
		if (i % sizeof lane == 0) {
			lane = UINT64_C(0xd1b54a32d192ed03) * (i + 1);
			lane = absorb(absorb_length(lane, key.size()), key);
			lane = absorb(absorb_length(lane, data.size()), data);
			lane = absorb(lane, key);
			for (int round = 0; round < 3; round++) {
				lane *= UINT64_C(0xbf58476d1ce4e5b9);
				lane ^= lane >> 32;
			}
		}
		tag[i] = static_cast<unsigned char>(lane >> (8 * (i % sizeof lane)));
	}
	return tag;
}

void sign(bytes key, const void *data, std::size_t n, void *tag)
{
	const tag_bytes made = tag_of(key, counted_bytes(data, n, SEAM_SEC_TEXT_MAX));
	std::memcpy(tag, made.data(), made.size());
}

/* ---- hexadecimal digits ---- */

int digit_value(char digit) noexcept
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

struct complaint {
	int code;
	const char *text;   // nothing of the digits is in it …
	std::size_t number; // … nor in this, which stands behind it
};

complaint complaint_about(const char *digits, std::size_t n)
{
	if (n / 2 < SEAM_SEC_KEY_MIN || n / 2 > SEAM_SEC_KEY_MAX)
		return { SEAM_E_RANGE, "too few digits, or too many: ", n };
	if (n % 2 != 0)
		return { SEAM_E_ENCODING, "an odd number of digits: ", n };
	for (std::size_t i = 0; i < n; i++)
		if (digit_value(digits[i]) < 0)
			return { SEAM_E_ENCODING, "no hexadecimal digit at ", i };
	return { SEAM_OK, "", 0 };
}

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

struct seam_sec_key : counted_object {
	secret held;
};

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

/* ---- keys ---- */

static int key_make(const void *p, std::size_t n, seam_sec_key **out)
{
	return guarded([&] {
		required(out);
		const bytes from = counted_key(p, n);
		auto key = peer::make_lent<seam_sec_key>();
		key->held.assign(from);
		*out = key.release();
	});
}

static int key_parse(const char *digits, std::size_t n, char *why, std::size_t why_size, seam_sec_key **out)
{
	return guarded([&] {
		required(out, n > 0 ? digits : "", why_size > 0 ? why : "");
		if (const complaint bad = complaint_about(digits, n); bad.code != SEAM_OK) {
			if (why_size > 0)
				std::snprintf(why, why_size, "%s%zu", bad.text, bad.number);
			throw refusal{ bad.code };
		}
		auto key = peer::make_lent<seam_sec_key>();
		for (unsigned char &byte : key->held.cleared(n / 2)) {
			byte = static_cast<unsigned char>(digit_value(digits[0]) << 4 | digit_value(digits[1]));
			digits += 2;
		}
		*out = key.release();
	});
}

static int key_clone(const seam_sec_key *key, seam_sec_key **out)
{
	return guarded([&] {
		required(key, out);
		auto other = peer::make_lent<seam_sec_key>();
		other->held.assign(key->held.get());
		*out = other.release();
	});
}

static int key_replace(seam_sec_key *key, const void *p, std::size_t n)
{
	return guarded([&] {
		required(key);
		key->held.assign(counted_key(p, n));
	});
}

static void key_release(seam_sec_key *key)
{
	lent_ptr<seam_sec_key> end(key);
}

static int key_sign(const seam_sec_key *key, const void *data, std::size_t n, void *tag)
{
	return guarded([&] {
		required(key, tag);
		sign(key->held.get(), data, n, tag);
	});
}

static int key_verify(const seam_sec_key *key, const void *data, std::size_t n, const void *tag, std::size_t tag_n)
{
	return guarded([&] {
		required(key, tag_n > 0 ? tag : "");
		tag_bytes expected;
		sign(key->held.get(), data, n, expected.data());
		if (tag_n != expected.size() ||
		    !same_bytes({ expected.data(), expected.size() }, counted_bytes(tag, tag_n, SEAM_SEC_TAG)))
			throw refusal{ SEAM_E_FAILED };
	});
}

static int key_describe(const seam_sec_key *key, char **out, std::size_t *out_n)
{
	return guarded([&] {
		required(key, out, out_n);
		give_text("a key of " + std::to_string(key->held.get().size()) + " bytes", out, out_n);
	});
}

static int equal(const void *a, std::size_t a_n, const void *b, std::size_t b_n, std::int32_t *out)
{
	return guarded([&] {
		required(out);
		*out = same_bytes(counted_bytes(a, a_n, SEAM_SEC_ALLOC_MAX), counted_bytes(b, b_n, SEAM_SEC_ALLOC_MAX));
	});
}

/* ---- a ring ---- */

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

void peer::security_group::add_keys(seam_security &ops)
{
	ops.key_make = key_make;
	ops.key_parse = key_parse;
	ops.key_clone = key_clone;
	ops.key_replace = key_replace;
	ops.key_release = key_release;
	ops.key_sign = key_sign;
	ops.key_verify = key_verify;
	ops.key_describe = key_describe;
	ops.equal = equal;
	ops.ring_make = ring_make;
	ops.ring_release = ring_release;
	ops.ring_add = ring_add;
	ops.ring_remove = ring_remove;
	ops.ring_sign = ring_sign;
	ops.ring_unlock = ring_unlock;
	ops.ring_session = ring_session;
	ops.ring_lock = ring_lock;
}
