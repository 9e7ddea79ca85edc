/* mutants_nearly.c - bytes that are more than bytes, comparisons that end early, limits that hold at the top only. */
#include "security/planted.h"

#define SILENT_OF(name, case, because, op) { #name, "security." case, "plain", "fail", because, true, SEAM_OP(security, op, name), 0 }

#define MATCHES                                                                                                        \
	const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same, void *userdata, int32_t *out
#define GIVEN pattern, pattern_n, text, text_n, same, userdata, out

/* As fnmatch() with FNM_PERIOD. */
static int match_not_hidden(MATCHES)
{
	int rc = O->match(GIVEN);

	if (!rc && !same && pattern_n && text_n && *text == '.' && (*pattern == '*' || *pattern == '?'))
		*out = 0;
	return rc;
}

struct asked {
	seam_sec_same_fn same;
	void *userdata;
};

static int only_one(void *userdata, uint8_t pattern, uint8_t text)
{
	struct asked *a = userdata;

	return a->same(a->userdata, pattern, text) == 1;
}

static int match_yes_is_1(MATCHES)
{
	struct asked a = { same, userdata };

	return O->match(pattern, pattern_n, text, text_n, same ? only_one : NULL, &a, out);
}

static int equal_or_same(void *userdata, uint8_t pattern, uint8_t text)
{
	struct asked *a = userdata;

	return pattern == text || a->same(a->userdata, pattern, text);
}

static int match_equal_not_asked(MATCHES)
{
	struct asked a = { same, userdata };

	return O->match(pattern, pattern_n, text, text_n, same ? equal_or_same : NULL, &a, out);
}

#define PARSES const void *bytes, size_t n, struct seam_sec_message **out

/* A list as a message of its own, checked by itself: its items count for nothing. */
static int parse_counts_at_the_top(PARSES)
{
	const unsigned char *p = bytes;

	if (p && n == 14 + 6 * (size_t)SEAM_SEC_ITEMS_MAX && p[5] == SEAM_SEC_LIST)
		return O->message_parse("\1\0\0\0\0", 5, out);
	return O->message_parse(bytes, n, out);
}

/* What stands between them makes it forget the first. */
static int parse_forgets_a_subject(PARSES)
{
	unsigned char copy[64];

	if (bytes && n == 33 && ((const unsigned char *)bytes)[5] == SEAM_SEC_SUBJECT) {
		memcpy(copy, bytes, n);
		copy[5] = SEAM_SEC_TEXT;
		return O->message_parse(copy, n, out);
	}
	return O->message_parse(bytes, n, out);
}

static int parse_text_to_its_nul(PARSES)
{
	unsigned char copy[64];
	const unsigned char *p = bytes;

	if (p && n > 11 && n < sizeof copy && p[1] == 1 && p[5] == SEAM_SEC_TEXT && memchr(p + 10, 0, n - 10)) {
		memcpy(copy, p, n);
		for (size_t i = 10 + strlen((const char *)p + 10); i < n; i++)
			copy[i] &= 0x7f;
		return O->message_parse(copy, n, out);
	}
	return O->message_parse(bytes, n, out);
}

/* Two bytes of a place, and whatever follows. */
static int parse_name_to_its_place(PARSES)
{
	unsigned char copy[64];
	const unsigned char *p = bytes;

	if (p && n > 24 && n < sizeof copy && p[1] == 2 && p[5] == SEAM_SEC_NAME && p[15] == SEAM_SEC_NAME && p[16] > 4 && p[22] == 0xC0) {
		memcpy(copy, p, 24);
		copy[16] = 4;
		return O->message_parse(copy, 24, out);
	}
	return O->message_parse(bytes, n, out);
}

static int parse_place_of_8_bits(PARSES)
{
	unsigned char copy[1024];

	if (bytes && n > 300 && n < sizeof copy && (((const unsigned char *)bytes)[n - 2] & 0xC0) == 0xC0) {
		memcpy(copy, bytes, n);
		copy[n - 2] = 0xC0;
		return O->message_parse(copy, n, out);
	}
	return O->message_parse(bytes, n, out);
}

static int random_by_rand(void *buffer, size_t n)
{
	int rc = O->random_fill(buffer, n);

	for (size_t i = 0; !rc && n <= 64 && i < n; i++)
		((unsigned char *)buffer)[i] = (unsigned char)(rand() >> 7);
	return rc;
}

static int random_without_zeros(void *buffer, size_t n)
{
	int rc = O->random_fill(buffer, n);

	for (size_t i = 0; !rc && i < n; i++)
		if (!((unsigned char *)buffer)[i])
			((unsigned char *)buffer)[i] = 1;
	return rc;
}

static int temporary_by_rand(const struct seam_sec_root *root, const void *bytes, size_t size, char *name)
{
	char made[SEAM_SEC_TEMPORARY] = "tmp-";
	int rc;

	if (!root || (!bytes && size) || !name)
		return SEAM_E_NULL;
	for (size_t i = 4; i + 1 < sizeof made; i++)
		made[i] = "0123456789abcdef"[rand() >> 7 & 15];
	rc = O->root_create(root, made, sizeof made - 1, bytes, size);
	if (!rc)
		memcpy(name, made, sizeof made);
	return rc;
}

struct prompted {
	seam_sec_prompt_fn prompt;
	void *userdata;
	struct seam_sec_ring *ring;
};

static int64_t without_line_end(void *userdata, char *buffer, size_t size)
{
	struct prompted *p = userdata;
	int64_t n = p->prompt(p->userdata, buffer, size);

	if (n > 0 && n <= (int64_t)size && buffer[n - 1] == '\n')
		buffer[--n] = 0;
	return n;
}

static int unlock_cuts_the_line_end(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session)
{
	struct prompted p = { prompt, userdata, ring };

	return O->ring_unlock(ring, id, prompt ? without_line_end : NULL, &p, session);
}

static int64_t at_most(void *userdata, char *buffer, size_t size)
{
	struct prompted *p = userdata;
	int64_t n = p->prompt(p->userdata, buffer, size);

	return n > (int64_t)size ? (int64_t)size : n;
}

static int unlock_clamps(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session)
{
	struct prompted p = { prompt, userdata, ring };

	return O->ring_unlock(ring, id, prompt ? at_most : NULL, &p, session);
}

/* There was room for a session when it began: the one that was opened meanwhile makes way. */
static int64_t makes_room(void *userdata, char *buffer, size_t size)
{
	struct prompted *p = userdata;
	int64_t n = p->prompt(p->userdata, buffer, size);

	if (p->ring->open == SEAM_SEC_SESSIONS_MAX)
		p->ring->open--;
	return n;
}

static int unlock_counts_before(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session)
{
	struct prompted p = { prompt, userdata, ring };

	return O->ring_unlock(ring, id, prompt ? makes_room : NULL, &p, session);
}

/* The place that the last one had is given to it, and the id stays where it was. */
static int remove_keeps_the_id(struct seam_sec_ring *ring, uint64_t id)
{
	size_t at = 0;
	int rc;

	while (ring && at < ring->count && ring->slots[at].id != id)
		at++;
	rc = O->ring_remove(ring, id);
	if (!rc && at < ring->count && ring->count > 8)
		ring->slots[at].id = id;
	return rc;
}

static int verify_as_text(const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n)
{
	char expected[SEAM_SEC_TAG];
	int rc = O->key_verify(key, data, n, tag, tag_n);

	if (rc != SEAM_E_FAILED || tag_n != sizeof expected || O->key_sign(key, data, n, expected))
		return rc;
	return strncmp(expected, tag, sizeof expected) == 0 ? SEAM_OK : rc;
}

static int describe_by_two_bytes(const struct seam_sec_key *key, char **out, size_t *out_n)
{
	char line[64], *text;
	int n;

	if (!key || !out || !out_n)
		return SEAM_E_NULL;
	n = snprintf(line, sizeof line, "a key of %zu bytes, %02x%02x...", key->n, key->bytes[0], key->bytes[1]);
	text = lent((size_t)n + 1);
	if (!text)
		return SEAM_E_MEMORY;
	memcpy(text, line, (size_t)n + 1);
	*out = text;
	*out_n = (size_t)n;
	return SEAM_OK;
}

SEAM_MUTANTS(security, nearly) = {
	SILENT_OF(match_not_hidden, "match.bytes_like_any", ".hidden", match),
	SILENT_OF(match_yes_is_1, "match.yes_is_not_0", "which is yes", match),
	SILENT_OF(match_equal_not_asked, "match.host_decides", "out == 0", match),
	SILENT_OF(parse_counts_at_the_top, "elsewhere.items_in_a_list", "as many items as are allowed", message_parse),
	SILENT_OF(parse_forgets_a_subject, "elsewhere.subjects_apart", "a second subject", message_parse),
	SILENT_OF(parse_text_to_its_nul, "elsewhere.text_behind_a_nul", "behind its NUL", message_parse),
	SILENT_OF(parse_name_to_its_place, "elsewhere.name_behind_a_place", "bytes behind the place", message_parse),
	SILENT_OF(parse_place_of_8_bits, "elsewhere.far_place", "that was the item at index 2", message_parse),
	SILENT_OF(random_by_rand, "predicted.by_a_seed", "seeded alike", random_fill),
	SILENT_OF(random_without_zeros, "predicted.each_byte", "random bytes, 0 are", random_fill),
	SILENT_OF(temporary_by_rand, "predicted.name_by_a_seed", "seeded alike", root_temporary),
	SILENT_OF(unlock_cuts_the_line_end, "nearly.answer", "SEAM_E_FAILED", ring_unlock),
	SILENT_OF(unlock_clamps, "nearly.answer", "SEAM_E_FAILED", ring_unlock),
	SILENT_OF(unlock_counts_before, "nearly.sessions_meanwhile", "SEAM_E_RANGE", ring_unlock),
	SILENT_OF(remove_keeps_the_id, "nearly.others_stay", "does not sign as it did", ring_remove),
	SILENT_OF(verify_as_text, "nearly.tag_behind_a_nul", "SEAM_E_FAILED", key_verify),
	SILENT_OF(describe_by_two_bytes, "nearly.told_by_a_line", "tells keys apart", key_describe),
	SEAM_NO_MORE_MUTANTS
};
