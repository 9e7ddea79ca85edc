// secret.hpp - the bytes of a key: they lie in objects of one class, in lent memory, which clears them in its destructor;
// nothing else ever holds them.
#ifndef SEAM_PEERS_CPP_SECRET_HPP
#define SEAM_PEERS_CPP_SECRET_HPP

#include <array>
#include <atomic>

#include "security.hpp"

namespace peer::security_group {

// In a way that no optimiser takes out, although nobody reads what is written.
inline void wipe(unsigned char *p, std::size_t n) noexcept
{
	for (volatile unsigned char *byte = p; n > 0; n--)
		*byte++ = 0;
	std::atomic_signal_fence(std::memory_order_seq_cst);
}

// All differences are gathered, wherever they are, and looked at once.
inline bool same_bytes(bytes a, bytes b) noexcept
{
	if (a.size() != b.size())
		return false;
	volatile unsigned char difference = 0;
	for (std::size_t i = 0; i < a.size(); i++)
		difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
	return difference == 0;
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

// Counted bytes of a length that a key may have.
inline bytes counted_key(const void *p, std::size_t n)
{
	const bytes key = counted_bytes(p, n, SEAM_SEC_KEY_MAX);
	if (n < SEAM_SEC_KEY_MIN)
		throw refusal{ SEAM_E_RANGE };
	return key;
}

// security_keys.cpp: stores the tag of counted data at `tag`.
void sign(bytes key, const void *data, std::size_t n, void *tag);

} // namespace peer::security_group

#endif
