// security_keys.cpp - keys, and what they are for.
#include "secret.hpp"

#include <cstdio>
#include <string>

using namespace peer::security_group;
using peer::bytes;
using peer::counted_bytes;
using peer::guarded;
using peer::lent_ptr;
using peer::refusal;
using peer::required;

namespace {

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

} // namespace

void peer::security_group::sign(bytes key, const void *data, std::size_t n, void *tag)
{
	const tag_bytes made = tag_of(key, counted_bytes(data, n, SEAM_SEC_TEXT_MAX));
	std::memcpy(tag, made.data(), made.size());
}

struct seam_sec_key : counted_object {
	secret held;
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
}
