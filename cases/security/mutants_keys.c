/* mutants_keys.c - keys that stay, texts that tell, tags of a part, comparisons of less. */
#include "security/planted.h"

/* ---- what stays ---- */

static unsigned char kept[SEAM_SEC_KEY_MAX];

static int keeps_a_copy(const void *bytes, size_t n, struct seam_sec_key **out)
{
	int rc = O->key_make(bytes, n, out);

	if (rc == SEAM_OK)
		memcpy(kept, bytes, n);
	return rc;
}
static int keeps_what_it_refuses(const void *bytes, size_t n, struct seam_sec_key **out)
{
	int rc = O->key_make(bytes, n, out);

	if (rc == SEAM_E_RANGE && n && n < 400)
		memcpy(kept, bytes, n < sizeof kept ? n : sizeof kept);
	return rc;
}
static int keeps_without_memory(const void *bytes, size_t n, struct seam_sec_key **out)
{
	int rc = O->key_make(bytes, n, out);

	if (rc == SEAM_E_MEMORY && n <= sizeof kept)
		memcpy(kept, bytes, n);
	return rc;
}
static int replaces_the_front(struct seam_sec_key *key, const void *bytes, size_t n)
{
	if (!key || (!bytes && n) || n < SEAM_SEC_KEY_MIN || n > SEAM_SEC_KEY_MAX)
		return O->key_replace(key, bytes, n);
	memcpy(key->bytes, bytes, n);
	key->n = n;
	return SEAM_OK;
}
static int replaces_before_it_checks(struct seam_sec_key *key, const void *bytes, size_t n)
{
	if (key)
		memset(key->bytes, 0, sizeof key->bytes);
	return O->key_replace(key, bytes, n);
}
static int clones_by_way_of_static(const struct seam_sec_key *key, struct seam_sec_key **out)
{
	static struct seam_sec_key copy;

	if (!key)
		return SEAM_E_NULL;
	copy = *key;
	return O->key_clone(&copy, out);
}
static int digit_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
static void decode(const char *digits, size_t n)
{
	for (size_t i = 0; i + 1 < n && i / 2 < sizeof kept; i += 2) {
		if (digit_value(digits[i]) < 0 || digit_value(digits[i + 1]) < 0)
			return;
		kept[i / 2] = (unsigned char)(digit_value(digits[i]) << 4 | digit_value(digits[i + 1]));
	}
}
static int decodes_in_static(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	int rc = O->key_parse(digits, n, why, why_size, out);

	if (rc == SEAM_OK)
		decode(digits, n);
	return rc;
}
static int keeps_up_to_the_wrong_digit(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	int rc = O->key_parse(digits, n, why, why_size, out);

	if (rc == SEAM_E_ENCODING)
		decode(digits, n);
	return rc;
}

/* ---- what only the instrument sees ---- */

static void frees_unwiped(struct seam_sec_key *key)
{
	struct seam_sec_key *copy;

	if (key && (copy = lent(sizeof *key)) != NULL) {
		*copy = *key;
		free_lent(copy, sizeof *copy);
	}
	O->key_release(key);
}
static int unwiped_on_failure(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	int rc = O->key_parse(digits, n, why, why_size, out);
	unsigned char *block = rc == SEAM_E_ENCODING && n < 600 ? lent(sizeof kept) : NULL;

	if (block) {
		decode(digits, n);
		memcpy(block, kept, sizeof kept);
		memset(kept, 0, sizeof kept);
		free_lent(block, sizeof kept);
	}
	return rc;
}
__attribute__((noinline)) static unsigned on_the_stack(const struct seam_sec_key *key)
{
	volatile unsigned char copy[SEAM_SEC_KEY_MAX];
	unsigned sum = 0;

	for (size_t i = 0; i < key->n; i++)
		copy[i] = key->bytes[i];
	for (size_t i = 0; i < key->n; i++)
		sum += copy[i];
	return sum;
}
static int signs_on_the_stack(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	int rc = O->key_sign(key, data, n, tag);

	if (key)
		on_the_stack(key);
	return rc;
}

/* ---- texts ---- */

static int tells(const struct seam_sec_key *key, char **out, size_t *out_n, int how)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n, before_n = out_n ? *out_n : 0;
	char *before = out ? *out : NULL, text[200];
	int rc = O->key_describe(key, out, out_n);

	if (rc != SEAM_OK)
		return rc;
	n = (size_t)snprintf(text, sizeof text, "%s: ", *out);
	for (size_t i = 0; i < 12; i += 3) {
		uint32_t three = (uint32_t)key->bytes[i] << 16 | (uint32_t)key->bytes[i + 1] << 8 | key->bytes[i + 2];

		if (how == 0)
			memcpy(text + n, key->bytes + i, 3);
		else if (how == 1)
			snprintf(text + n, 7, "%06x", (unsigned)three);
		for (int d = 0; how == 2 && d < 4; d++)
			text[n + (size_t)d] = digits[three >> (18 - 6 * d) & 63];
		n += how == 0 ? 3 : how == 1 ? 6 : 4;
	}
	return text_becomes(out, out_n, text, n, before, before_n);
}
static int tells_bytes(const struct seam_sec_key *key, char **out, size_t *out_n)
{
	return tells(key, out, out_n, 0);
}
static int tells_digits(const struct seam_sec_key *key, char **out, size_t *out_n)
{
	return tells(key, out, out_n, 1);
}
static int tells_base64(const struct seam_sec_key *key, char **out, size_t *out_n)
{
	return tells(key, out, out_n, 2);
}
static int quotes_its_input(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	int rc = O->key_parse(digits, n, why, why_size, out);

	if (rc == SEAM_E_ENCODING && why_size > 1)
		snprintf(why, why_size, "not a key: %.*s", (int)n, digits);
	return rc;
}
static int why_not_terminated(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	int rc = O->key_parse(digits, n, why, why_size, out);

	if (rc == SEAM_E_ENCODING && why_size && why_size < 20)
		memset(why, 'x', why_size);
	return rc;
}
static int why_also_on_success(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	int rc = O->key_parse(digits, n, why, why_size, out);

	if (rc == SEAM_OK && why_size)
		*why = 0;
	return rc;
}
static int g_is_a_digit(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out)
{
	char other[512];

	if (!digits || n > sizeof other)
		return O->key_parse(digits, n, why, why_size, out);
	for (size_t i = 0; i < n; i++)
		other[i] = digits[i] == 'G' || digits[i] == 0 ? '0' : digits[i];
	return O->key_parse(other, n, why, why_size, out);
}

/* ---- tags ---- */

static int signs_with(const struct seam_sec_key *key, size_t key_n, const void *data, size_t n, void *tag)
{
	struct seam_sec_key part;
	int rc;

	if (!key)
		return SEAM_E_NULL;
	part = *key;
	part.n = key_n < key->n ? key_n : key->n;
	rc = O->key_sign(&part, data, n, tag);
	memset(&part, 0, sizeof part);
	return rc;
}
static int with_128_bits(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	return signs_with(key, 16, data, n, tag);
}
static int data_to_a_nul(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	return O->key_sign(key, data, data && n && n < 65536 && memchr(data, 0, n) ? strlen(data) : n, tag);
}
static int data_of_4096(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	return O->key_sign(key, data, n > 4096 && n <= 65536 ? 4096 : n, tag);
}
static int front_is_constant(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	int rc = O->key_sign(key, data, n, tag);

	if (rc == SEAM_OK)
		memset(tag, 0x42, 8);
	return rc;
}
static int counts_calls(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	static unsigned char calls;
	int rc = O->key_sign(key, data, n, tag);

	if (rc == SEAM_OK)
		*(unsigned char *)tag ^= ++calls;
	return rc;
}
static int pads_with_zeros(const struct seam_sec_key *key, const void *data, size_t n, void *tag)
{
	unsigned char padded[64] = { 0 };

	if (!data || n >= sizeof padded)
		return O->key_sign(key, data, n, tag);
	memcpy(padded, data, n);
	return O->key_sign(key, padded, sizeof padded, tag);
}

/* ---- comparisons ---- */

#define EQUAL const void *a, size_t a_n, const void *b, size_t b_n, int32_t *out
#define SAYS(name, condition)                                                                                          \
	static int name(EQUAL)                                                                                         \
	{                                                                                                              \
		int rc = O->equal(a, a_n, b, b_n, out);                                                                \
		const unsigned char *p = a, *q = b;                                                                    \
		(void)p;                                                                                               \
		(void)q;                                                                                               \
		if (rc == SEAM_OK && !*out)                                                                            \
			*out = (condition);                                                                            \
		return rc;                                                                                             \
	}
static int sum(const unsigned char *p, const unsigned char *q, size_t n, int how)
{
	unsigned char result = 0;

	for (size_t i = 0; i < n; i++)
		result = (unsigned char)(how == 0 ? result + (p[i] - q[i]) : how == 1 ? result ^ p[i] ^ q[i] : result + p[i] - q[i]);
	return !result;
}
SAYS(first_8, a_n == b_n && !memcmp(a, b, a_n < 8 ? a_n : 8))
SAYS(all_but_the_last, a_n == b_n && a_n && !memcmp(a, b, a_n - 1))
SAYS(adds_differences, a_n == b_n && sum(p, q, a_n, 0))
SAYS(xors_differences, a_n == b_n && sum(p, q, a_n, 1))
SAYS(length_has_8_bits, (uint8_t)a_n == (uint8_t)b_n && a_n && b_n && !memcmp(a, b, a_n < b_n ? a_n : b_n))
SAYS(as_far_as_the_shorter, !memcmp(a_n ? a : "", b_n ? b : "", a_n < b_n ? a_n : b_n))
SAYS(as_strings, a_n == b_n && a_n && !strncmp(a, b, a_n))
static int says_minus_1(EQUAL)
{
	int rc = O->equal(a, a_n, b, b_n, out);

	if (rc == SEAM_OK && *out)
		*out = -1;
	return rc;
}

#define VERIFY const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n
#define VERIFIES(name, condition)                                                                                      \
	static int name(VERIFY)                                                                                        \
	{                                                                                                              \
		int rc = O->key_verify(key, data, n, tag, tag_n);                                                      \
		const unsigned char *p = tag;                                                                          \
		unsigned char q[SEAM_SEC_TAG];                                                                         \
		(void)p;                                                                                               \
		if (rc == SEAM_E_FAILED && O->key_sign(key, data, n, q) == SEAM_OK && (condition))                     \
			rc = SEAM_OK;                                                                                  \
		return rc;                                                                                             \
	}
VERIFIES(first_8_bytes, tag_n == 32 && !memcmp(p, q, 8))
VERIFIES(first_4_bytes, tag_n == 32 && !memcmp(p, q, 4))
VERIFIES(first_16_bytes, tag_n == 32 && !memcmp(p, q, 16))
VERIFIES(without_the_last_byte, tag_n == 32 && !memcmp(p, q, 31))
VERIFIES(by_the_sum, tag_n == 32 && sum(p, q, 32, 0))
VERIFIES(by_the_xor, tag_n == 32 && sum(p, q, 32, 1))
VERIFIES(as_long_as_the_sender_says, tag_n < 32 && (!tag_n || !memcmp(p, q, tag_n)))
VERIFIES(at_least_32, tag_n > 32 && tag_n < 1000 && !memcmp(p, q, 32))
VERIFIES(zeros_are_right, tag_n == 32 && !p[0] && !p[1] && !p[2])

/* ---- randomness ---- */

static int rest_not_filled(void *buffer, size_t n)
{
	return O->random_fill(buffer, n - n % 8);
}
static int first_256_only(void *buffer, size_t n)
{
	return n > SEAM_SEC_ALLOC_MAX ? SEAM_E_RANGE : O->random_fill(buffer, n > 65536 ? 65536 : n);
}
static uint64_t state;
static int by_a_generator(void *buffer, size_t n)
{
	unsigned char *p = buffer;

	if ((!buffer && n) || n > SEAM_SEC_ALLOC_MAX)
		return O->random_fill(buffer, n);
	if (!state)
		O->random_fill(&state, sizeof state);
	for (size_t i = 0; i < n; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		p[i] = (unsigned char)(state >> 56);
	}
	return SEAM_OK;
}
static _Thread_local uint64_t own_state;
static int by_the_thread(void *buffer, size_t n)
{
	unsigned char *p = buffer;

	if ((!buffer && n) || n > SEAM_SEC_ALLOC_MAX)
		return O->random_fill(buffer, n);
	for (size_t i = 0; i < n; i++) {
		own_state = own_state * 6364136223846793005u + 1442695040888963407u;
		p[i] = (unsigned char)(own_state >> 56);
	}
	return SEAM_OK;
}
static int by_the_second(void *buffer, size_t n)
{
	if ((!buffer && n) || n > SEAM_SEC_ALLOC_MAX)
		return O->random_fill(buffer, n);
	own_state = 42;
	return by_the_thread(buffer, n);
}
static int random_length_has_32_bits(void *buffer, size_t n)
{
	return O->random_fill(buffer, (uint32_t)n);
}

/* A block that held the slots goes back as it is. */
static int frees_slots_unwiped(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	if (ring && ring->count == ring->capacity && ring->count) {
		struct slot *copy = lent(ring->capacity * sizeof *copy);

		if (!copy)
			return SEAM_E_MEMORY;
		memcpy(copy, ring->slots, ring->capacity * sizeof *copy);
		free_lent(copy, ring->capacity * sizeof *copy);
	}
	return O->ring_add(ring, bytes, n, id);
}

SEAM_MUTANTS(security, keys) = {
	ROW(keeps_a_copy, "secret.release", "still in this process's memory", key_make),
	ROW(keeps_what_it_refuses, "secret_failure.wrong_length", "still in this process's memory", key_make),
	ROW(keeps_without_memory, "secret_failure.no_memory", "still in this process's memory", key_make),
	ROW(replaces_the_front, "secret.replace", "still in this process's memory", key_replace),
	ROW(replaces_before_it_checks, "secret_failure.refused_replacement", "tag", key_replace),
	ROW(clones_by_way_of_static, "secret.clone", "still in this process's memory", key_clone),
	ROW(decodes_in_static, "secret.parsed", "still in this process's memory", key_parse),
	ROW(keeps_up_to_the_wrong_digit, "secret_failure.bad_digit", "still in this process's memory", key_parse),
	ROW(tells_bytes, "secret_text.describe", "as it is or in hexadecimal", key_describe),
	ROW(tells_digits, "secret_text.describe", "as it is or in hexadecimal", key_describe),
	ROW(tells_base64, "secret_text.describe", "in base64", key_describe),
	ROW(quotes_its_input, "secret_text.why", "of the digits", key_parse),
	ROW(why_not_terminated, "secret_text.why", "memchr", key_parse),
	ROW(why_also_on_success, "secret_text.why_on_success", "seam_untouched", key_parse),
	ROW(g_is_a_digit, "secret_text.digits", "among the digits", key_parse),
	ROW(counts_calls, "tag.same_again", "again", key_sign),
	ROW(with_128_bits, "tag.of_the_key", "is the same with byte 16 of 256 of the key", key_sign),
	ROW(front_is_constant, "tag.of_the_data", "does not depend on byte 0 of the data", key_sign),
	ROW(pads_with_zeros, "tag.of_the_lengths", "two tags are the same", key_sign),
	ROW(data_to_a_nul, "tag.of_the_data", "is the same with byte", key_sign),
	ROW(data_of_4096, "tag.long_data", "does not count", key_sign),
	ROW(first_8, "compare.one_bit", "differ in one bit", equal),
	ROW(all_but_the_last, "compare.one_bit", "differ in one bit", equal),
	ROW(says_minus_1, "compare.one_bit", "the answer is -1, not 1", equal),
	ROW(adds_differences, "compare.two_bytes", "differ in two places", equal),
	ROW(xors_differences, "compare.two_bytes", "by the same bits", equal),
	ROW(length_has_8_bits, "compare.lengths", "not 0", equal),
	ROW(as_far_as_the_shorter, "compare.lengths", "not 0", equal),
	{ "nothing_equals_all", "security.compare.nothing", "plain", "fail", "out == 0", true, SEAM_OP(security, equal, as_far_as_the_shorter), 0 },
	ROW(as_strings, "compare.nuls", "behind a NUL", equal),
	ROW(first_4_bytes, "verify.one_bit", "is taken for the tag", key_verify),
	ROW(first_8_bytes, "verify.one_bit", "is taken for the tag", key_verify),
	ROW(first_16_bytes, "verify.one_bit", "is taken for the tag", key_verify),
	ROW(without_the_last_byte, "verify.one_bit", "byte 31 another", key_verify),
	ROW(by_the_sum, "verify.two_bytes", "by sums that cancel", key_verify),
	ROW(by_the_xor, "verify.two_bytes", "by the same bits", key_verify),
	ROW(as_long_as_the_sender_says, "verify.length", "(0 bytes) is taken for the tag", key_verify),
	ROW(at_least_32, "verify.length", "(33 bytes) is taken for the tag", key_verify),
	ROW(zeros_are_right, "verify.others", "a tag of zeros", key_verify),
	ROW(rest_not_filled, "random.whole", "in 16 draws", random_fill),
	ROW(first_256_only, "random.large", "are zeros, or those of before", random_fill),
	ROW(by_a_generator, "random.in_a_fork", "a fork draws", random_fill),
	ROW(by_the_thread, "random.on_threads", "on several threads are equal", random_fill),
	ROW(by_the_second, "random.never_equal", "in a row are equal", random_fill),
	ROW(random_length_has_32_bits, "random.limits", "SEAM_E_RANGE", random_fill),
	ROW(unwiped_on_failure, "secret_failure.bad_digit", "secret: a block of", key_parse),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(security, secret) = {
	ROW(frees_unwiped, "secret.release", "secret: a block of", key_release),
	ROW(signs_on_the_stack, "secret.release", "secret: ", key_sign),
	ROW(frees_slots_unwiped, "secret_ring.grows", "secret: a block of", ring_add),
	SEAM_NO_MORE_MUTANTS
};
