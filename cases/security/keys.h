/* keys.h - keys made of the run's secret, and texts that must not hold it. */
#ifndef SEAM_SECURITY_KEYS_H
#define SEAM_SECURITY_KEYS_H

#include "security/enemy.h"

#include <stdio.h>

#define TAG SEAM_SEC_TAG

#define NEED_KEYS(c)                                                                                                   \
	do {                                                                                                           \
		NEED((c), SEAM_OPS((c), security)->key_make);                                                          \
		NEED((c), SEAM_OPS((c), security)->key_release);                                                       \
		NEED((c), SEAM_OPS((c), security)->key_sign);                                                          \
		NEED((c), SEAM_OPS((c), security)->key_verify);                                                        \
	} while (0)

#define NEED_RING(c)                                                                                                   \
	do {                                                                                                           \
		NEED((c), SEAM_OPS((c), security)->ring_make);                                                         \
		NEED((c), SEAM_OPS((c), security)->ring_release);                                                      \
		NEED((c), SEAM_OPS((c), security)->ring_add);                                                          \
		NEED((c), SEAM_OPS((c), security)->ring_remove);                                                       \
		NEED((c), SEAM_OPS((c), security)->ring_sign);                                                         \
		NEED((c), SEAM_OPS((c), security)->ring_unlock);                                                       \
		NEED((c), SEAM_OPS((c), security)->ring_session);                                                      \
		NEED((c), SEAM_OPS((c), security)->ring_lock);                                                         \
	} while (0)

/* A key of these bytes; NULL after a failure. */
static inline struct seam_sec_key *key_of(struct seam_case *c, const void *bytes, size_t n)
{
	struct seam_sec_key *key = UNSET;

	if (!CHECK_EQ(c, SEAM_OPS(c, security)->key_make(bytes, n, &key), SEAM_OK) || !CHECK(c, key && key != UNSET))
		return NULL;
	return key;
}

/* The tag of some data by a key of these bytes, which is made for it. */
static inline bool tag_by(struct seam_case *c, const void *bytes, size_t n, const void *data, size_t data_n, unsigned char *tag)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_key *key = key_of(c, bytes, n);
	bool held = key && CHECK_EQ(c, s->key_sign(key, data, data_n, tag), SEAM_OK);

	s->key_release(key);
	return held;
}

static inline struct seam_sec_ring *ring_new(struct seam_case *c)
{
	struct seam_sec_ring *ring = UNSET;

	if (!CHECK_EQ(c, SEAM_OPS(c, security)->ring_make(&ring), SEAM_OK) || !CHECK(c, ring && ring != UNSET))
		return NULL;
	return ring;
}

/* The id of a key that is put into the ring; 0 after a failure. */
static inline uint64_t added(struct seam_case *c, struct seam_sec_ring *ring, const void *bytes, size_t n)
{
	uint64_t id = 0;

	if (!CHECK_EQ(c, SEAM_OPS(c, security)->ring_add(ring, bytes, n, &id), SEAM_OK))
		return 0;
	CHECK(c, id != 0);
	return id;
}

/* Bytes of a key that is no secret: others for each number.  Eight of them live at once. */
static inline const unsigned char *plain_key(unsigned number, size_t n)
{
	static unsigned char keys[8][SEAM_SEC_KEY_MAX];
	static unsigned next;
	unsigned char *bytes = keys[next++ % 8];

	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)(i * 7 + number * 13 + (number >> 8) + (i == 0 ? number : 0));
	bytes[1] = (unsigned char)number;
	return bytes;
}

/* The answer that a prompt gives; it is copied from where it lies, so that no copy of it is the case's. */
struct answer {
	const void *bytes;
	size_t n;
	int64_t says; /* its length, as the prompt says it */
	unsigned calls;
	size_t size;
	bool zero; /* whether the buffer was all 0 */
};

static inline int64_t give_answer(void *userdata, char *buffer, size_t size)
{
	struct answer *answer = userdata;

	answer->calls++;
	answer->size = size;
	answer->zero = true;
	for (size_t i = 0; i < size; i++)
		answer->zero = answer->zero && !buffer[i];
	if (answer->n && answer->n <= size)
		memcpy(buffer, answer->bytes, answer->n);
	return answer->says;
}

static inline struct answer answer_of(const void *bytes, size_t n)
{
	return (struct answer){ .bytes = bytes, .n = n, .says = (int64_t)n };
}

/* Whether 8 characters of the secret's base64 stand in the text, wherever its groups begin. */
static inline bool base64_in(const char *text, size_t n, const unsigned char *secret, size_t secret_n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t from = 0; from + 6 <= secret_n; from++)
		for (size_t at = 0; at + 8 <= n; at++) {
			size_t same = 0;

			for (; same < 8; same++) {
				const unsigned char *three = secret + from + same / 4 * 3;
				uint32_t bits = (uint32_t)three[0] << 16 | (uint32_t)three[1] << 8 | three[2];

				if (text[at + same] != digits[bits >> (18 - same % 4 * 6) & 63])
					break;
			}
			if (same == 8)
				return true;
		}
	return false;
}

/* A text that anybody may read. */
static inline void tells_nothing(struct seam_case *c, const char *text, size_t n, const unsigned char *secret, size_t secret_n)
{
	if (seam_secret_in(c, text, n))
		FAIL(c, "the secret stands in the text, as it is or in hexadecimal");
	else if (base64_in(text, n, secret, secret_n))
		FAIL(c, "the secret stands in the text, in base64");
}

/* Hexadecimal digits of the secret, in a guarded buffer; `bad`: the place of one that is none, or SIZE_MAX. */
static inline const char *digits_of(struct seam_case *c, const unsigned char *bytes, size_t n, bool upper, size_t bad)
{
	char *digits = seam_out(c, 2 * n);

	for (size_t i = 0; i < 2 * n; i++)
		digits[i] = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[i % 2 ? bytes[i / 2] & 15 : bytes[i / 2] >> 4];
	if (bad < 2 * n)
		digits[bad] = 'g';
	return digits;
}

#endif
