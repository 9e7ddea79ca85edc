/* security_keys.c - keys: their bytes lie in one block, which is cleared before it is freed; nothing else ever holds them. */
#include "security_parts.h"

#include <stdio.h>
#include <string.h>

struct seam_sec_key {
	size_t n;
	unsigned char bytes[SEAM_SEC_KEY_MAX];
};

uint64_t security_live;

void *security_alloc(size_t size)
{
	return seam_c_host->alloc(seam_c_host, size, 1);
}

void security_free(void *block, size_t size)
{
	if (block)
		seam_c_host->free(seam_c_host, block, size, 1);
}

void security_wipe(void *bytes, size_t n)
{
	volatile unsigned char *p = bytes;

	while (n--)
		*p++ = 0;
}

void security_free_wiped(void *block, size_t size)
{
	if (block)
		security_wipe(block, size);
	security_free(block, size);
}

static bool key_length(size_t n)
{
	return n >= SEAM_SEC_KEY_MIN && n <= SEAM_SEC_KEY_MAX;
}

static struct seam_sec_key *key_new(size_t n)
{
	struct seam_sec_key *key = security_alloc(sizeof *key);

	if (!key)
		return NULL;
	memset(key, 0, sizeof *key);
	key->n = n;
	security_live++;
	return key;
}

int security_key_make(const void *bytes, size_t n, struct seam_sec_key **out)
{
	struct seam_sec_key *key;

	if ((!bytes && n) || !out)
		return SEAM_E_NULL;
	if (!key_length(n))
		return SEAM_E_RANGE;
	key = key_new(n);
	if (!key)
		return SEAM_E_MEMORY;
	memcpy(key->bytes, bytes, n);
	*out = key;
	return SEAM_OK;
}

static int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

static int refuse(int rc, char *why, size_t why_size, const char *text, size_t number)
{
	if (why_size)
		snprintf(why, why_size, text, number);
	return rc;
}

int security_key_parse(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	struct seam_sec_key *key;

	if ((!digits && n) || (!why && why_size) || !out)
		return SEAM_E_NULL;
	if (!key_length(n / 2))
		return refuse(SEAM_E_RANGE, why, why_size, "%zu digits are too few or too many", n);
	if (n % 2)
		return refuse(SEAM_E_ENCODING, why, why_size, "an odd number of digits, %zu", n);
	for (size_t i = 0; i < n; i++)
		if (digit_value(digits[i]) < 0)
			return refuse(SEAM_E_ENCODING, why, why_size, "no hexadecimal digit at %zu", i);
	key = key_new(n / 2);
	if (!key)
		return SEAM_E_MEMORY;
	for (size_t i = 0; i < n / 2; i++)
		key->bytes[i] = (unsigned char)(digit_value(digits[2 * i]) << 4 | digit_value(digits[2 * i + 1]));
	*out = key;
	return SEAM_OK;
}

int security_key_clone(const struct seam_sec_key *key, struct seam_sec_key **out)
{
	if (!key || !out)
		return SEAM_E_NULL;
	return security_key_make(key->bytes, key->n, out);
}

int security_key_replace(struct seam_sec_key *key, const void *bytes, size_t n)
{
	if (!key || (!bytes && n))
		return SEAM_E_NULL;
	if (!key_length(n))
		return SEAM_E_RANGE;
	security_wipe(key->bytes, sizeof key->bytes);
	memcpy(key->bytes, bytes, n);
	key->n = n;
	return SEAM_OK;
}

void security_key_release(struct seam_sec_key *key)
{
	if (!key)
		return;
	security_free_wiped(key, sizeof *key);
	security_live--;
}

/* ---- tags --------------------------------------------------------------------------------------------------------------- */

/* Each step can be undone, so two inputs of one length that differ in one byte cannot give the same. */
static uint64_t absorb(uint64_t lane, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		lane = (lane ^ bytes[i]) * 0x9E3779B97F4A7C15u;
		lane ^= lane >> 29;
	}
	return lane;
}

static uint64_t absorb_length(uint64_t lane, uint64_t n)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(n >> 8 * i);
	return absorb(lane, bytes, sizeof bytes);
}

/* It stands for a real one, HMAC-SHA-256 say: it has the properties that the header asks for, and no others. */
void security_tag(const unsigned char *key, size_t key_n, const unsigned char *data, size_t n, unsigned char *tag)
{
	for (size_t i = 0; i < SEAM_SEC_TAG / 8; i++) {
		uint64_t lane = 0xD1B54A32D192ED03u * (i + 1);

		lane = absorb(absorb_length(lane, key_n), key, key_n);
		lane = absorb(absorb_length(lane, n), data, n);
		lane = absorb(lane, key, key_n);
		for (size_t round = 0; round < 3; round++) {
			lane *= 0xBF58476D1CE4E5B9u;
			lane ^= lane >> 32;
		}
		for (size_t byte = 0; byte < 8; byte++)
			tag[8 * i + byte] = (unsigned char)(lane >> 8 * byte);
	}
}

int security_key_sign(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	int rc = security_input(data, n, SEAM_SEC_TEXT_MAX);

	if (!key || !tag)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	security_tag(key->bytes, key->n, data, n, tag);
	return SEAM_OK;
}

/* All differences are gathered, wherever they are, and looked at once. */
bool security_same_bytes(const unsigned char *a, const unsigned char *b, size_t n)
{
	volatile unsigned char difference = 0;

	for (size_t i = 0; i < n; i++)
		difference |= a[i] ^ b[i];
	return !difference;
}

int security_key_verify(const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n)
{
	unsigned char expected[SEAM_SEC_TAG];
	int rc = security_input(data, n, SEAM_SEC_TEXT_MAX);

	if (!key || (!tag && tag_n))
		return SEAM_E_NULL;
	if (rc)
		return rc;
	if (tag_n != sizeof expected)
		return SEAM_E_FAILED;
	security_tag(key->bytes, key->n, data, n, expected);
	return security_same_bytes(expected, tag, sizeof expected) ? SEAM_OK : SEAM_E_FAILED;
}

int security_key_describe(const struct seam_sec_key *key, char **out, size_t *out_n)
{
	char line[64], *text;
	size_t n;

	if (!key || !out || !out_n)
		return SEAM_E_NULL;
	n = (size_t)snprintf(line, sizeof line, "a key of %zu bytes", key->n);
	text = security_alloc(n + 1);
	if (!text)
		return SEAM_E_MEMORY;
	memcpy(text, line, n + 1);
	*out = text;
	*out_n = n;
	return SEAM_OK;
}

int security_equal(const void *a, size_t a_n, const void *b, size_t b_n, int32_t *out)
{
	int rc = security_input(a, a_n, SEAM_SEC_ALLOC_MAX);

	if (!rc)
		rc = security_input(b, b_n, SEAM_SEC_ALLOC_MAX);
	if (!out)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	*out = a_n == b_n && security_same_bytes(a, b, a_n);
	return SEAM_OK;
}
