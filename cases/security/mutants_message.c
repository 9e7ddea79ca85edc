/* mutants_message.c - parsers that mend, narrow, guess or do not look. */
#include "security/planted.h"

enum { MOST = 4096 };

/* A message of nothing, in place of the one that should have been refused. */
static int take(struct seam_sec_message **out)
{
	return O->message_parse("\1\0\0\0\0", 5, out);
}

static uint32_t u32_at(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Changes the items of a copy, lists before their members, as far as they are sound, and parses that. */
typedef void (*change_fn)(unsigned char *item, size_t size, unsigned depth);

static void each_item(unsigned char *p, size_t n, unsigned depth, change_fn change)
{
	while (n >= 5 && depth < 200) {
		size_t size = u32_at(p + 1);

		if (p[0] == SEAM_SEC_LIST && size >= 4 && size <= n - 5)
			each_item(p + 9, size - 4, depth + 1, change);
		change(p, size <= n - 5 ? size : n - 5, depth);
		size = u32_at(p + 1);
		if (size > n - 5)
			return;
		p += 5 + size;
		n -= 5 + size;
	}
}

static int changed(const void *bytes, size_t n, change_fn change, struct seam_sec_message **out)
{
	static unsigned char copy[MOST];
	int rc = O->message_parse(bytes, n, out);

	if (rc >= SEAM_OK || n < 5 || n > MOST || !bytes)
		return rc;
	memcpy(copy, bytes, n);
	each_item(copy + 5, n - 5, 0, change);
	return O->message_parse(copy, n, out);
}

#define CHANGES(name, ...)                                                                                             \
	static void name##_item(unsigned char *item, size_t size, unsigned depth)                                      \
	{                                                                                                              \
		unsigned char *content = item + 5;                                                                     \
		(void)size;                                                                                            \
		(void)depth;                                                                                           \
		(void)content;                                                                                         \
		__VA_ARGS__                                                                                            \
	}                                                                                                              \
	static int name(const void *bytes, size_t n, struct seam_sec_message **out)                                    \
	{                                                                                                              \
		return changed(bytes, n, name##_item, out);                                                            \
	}

CHANGES(unknown_is_text, if (item[0] < 1 || item[0] > 9) item[0] = SEAM_SEC_TEXT;)
CHANGES(tag_has_few_bits, item[0] &= 0x0F;)
CHANGES(kind_has_few_bits, if (item[0] == SEAM_SEC_KIND && size == 4 && content[0] - 1u < 3) memset(content + 1, 0, 3);)
CHANGES(kind_is_any, if (item[0] == SEAM_SEC_KIND && size == 4) memcpy(content, "\3\0\0\0", 4);)
CHANGES(length_has_16_bits, item[3] = item[4] = 0;)
CHANGES(list_count_has_16_bits, if (item[0] == SEAM_SEC_LIST) content[2] = content[3] = 0;)
CHANGES(number_of_any_length, if (item[0] == SEAM_SEC_NUMBER) item[0] = SEAM_SEC_TEXT;)
CHANGES(longer_varint_taken, if (item[0] == SEAM_SEC_VARINT && size > 1 && !content[size - 1]) content[size - 1] = 1;)
CHANGES(varint_of_any_size, if (item[0] == SEAM_SEC_VARINT && size == 10 && content[9] < 0x80) content[9] = 1;)
CHANGES(varint_without_end, if (item[0] == SEAM_SEC_VARINT && size && size < 10 && content[size - 1] >= 0x80) content[size - 1] = 1;)
CHANGES(deeper_is_text, if (item[0] == SEAM_SEC_LIST && depth >= SEAM_SEC_DEPTH_MAX) item[0] = SEAM_SEC_TEXT;)
CHANGES(array_of_threes, if (item[0] == SEAM_SEC_ARRAY && size >= 8 && content[4] == 3) item[0] = SEAM_SEC_TEXT;)
CHANGES(
	array_wraps_in_32_bits, if (item[0] == SEAM_SEC_ARRAY && size >= 8 && u32_at(content) * u32_at(content + 4) == size - 8) {
		content[0] = (unsigned char)((size - 8) / content[4]);
		memset(content + 1, 0, 3);
	})
CHANGES(
	runs_are_what_they_are, if (item[0] == SEAM_SEC_RUNS && size >= 4) {
		size_t sum = 0;

		for (size_t i = 4; i < size; i += 2)
			sum += content[i];
		for (size_t i = 0; i < 4; i++)
			content[i] = (unsigned char)(sum >> 8 * i);
	})
CHANGES(
	empty_runs_taken, if (item[0] == SEAM_SEC_RUNS) for (size_t i = 4; i < size; i += 2) if (!content[i]) {
		content[i] = 1;
		content[0]++;
	})
CHANGES(
	longer_forms_taken, if (item[0] == SEAM_SEC_TEXT) for (size_t i = 0; i < size; i++) if (content[i] == 0xC0 || content[i] == 0xC1 ||
	                                                                                        content[i] == 0xE0) memset(content, 'x', size);)
CHANGES(
	surrogates_taken, if (item[0] == SEAM_SEC_TEXT) for (size_t i = 0; i < size; i++) if (content[i] == 0xED) memset(content, 'x', size);)
CHANGES(
	half_characters_taken, if (item[0] == SEAM_SEC_TEXT && size && content[0] >= 0x80 && content[0] < 0xC0) memset(content, 'x', size);)

static unsigned subjects;
static void count_subject(unsigned char *item, size_t size, unsigned depth)
{
	(void)size;
	(void)depth;
	if (item[0] == SEAM_SEC_SUBJECT && subjects++)
		item[0] = SEAM_SEC_TEXT;
}
static int last_subject_wins(const void *bytes, size_t n, struct seam_sec_message **out)
{
	subjects = 0;
	return changed(bytes, n, count_subject, out);
}

static int length_has_32_bits(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return O->message_parse(bytes, (uint32_t)n, out);
}

static int one_more_byte(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return n == SEAM_SEC_MESSAGE_MAX + 1 ? take(out) : O->message_parse(bytes, n, out);
}

static int version_not_looked_at(const void *bytes, size_t n, struct seam_sec_message **out)
{
	unsigned char copy[MOST] = { 0 };

	if (!bytes || !n || n > MOST)
		return O->message_parse(bytes, n, out);
	memcpy(copy, bytes, n);
	copy[0] = 1;
	return O->message_parse(copy, n, out);
}

static int count_has_8_bits(const void *bytes, size_t n, struct seam_sec_message **out)
{
	unsigned char copy[MOST] = { 0 };

	if (!bytes || n < 5 || n > MOST || O->message_parse(bytes, n, out) == SEAM_OK)
		return O->message_parse(bytes, n, out);
	memcpy(copy, bytes, n);
	memset(copy + 2, 0, 3);
	return O->message_parse(copy, n, out);
}

static int trailing_bytes_ignored(const void *bytes, size_t n, struct seam_sec_message **out)
{
	int rc = O->message_parse(bytes, n, out);

	for (size_t k = 1; rc == SEAM_E_RANGE && k <= 8 && k < n && n < MOST; k++)
		rc = O->message_parse(bytes, n - k, out);
	return rc;
}

static int list_end_not_checked(const void *bytes, size_t n, struct seam_sec_message **out)
{
	int rc = O->message_parse(bytes, n, out);

	return rc == SEAM_E_RANGE && n > 15 && n < MOST && ((const unsigned char *)bytes)[5] == SEAM_SEC_LIST ? take(out) : rc;
}

static int zeros_follow(const void *bytes, size_t n, struct seam_sec_message **out)
{
	static unsigned char copy[MOST];
	int rc = O->message_parse(bytes, n, out);

	if (!bytes || n < 6 || n > MOST / 2 || rc >= SEAM_OK)
		return rc;
	memset(copy, 0, sizeof copy);
	memcpy(copy, bytes, n);
	for (size_t more = 1; rc == SEAM_E_RANGE && more < 100; more++)
		rc = O->message_parse(copy, n + more, out);
	return rc;
}

/* The buffer of the parser still holds the message of before. */
static int completed_from_before(const void *bytes, size_t n, struct seam_sec_message **out)
{
	static unsigned char buffer[MOST];
	static size_t before;
	int rc = O->message_parse(bytes, n, out);

	if (rc == SEAM_OK && n <= MOST) {
		memcpy(buffer, bytes, n);
		before = n;
	}
	return rc == SEAM_E_RANGE && n > 20 && n < before && !memcmp(buffer, bytes, n) ? O->message_parse(buffer, before, out) : rc;
}

static int reads_one_more(const void *bytes, size_t n, struct seam_sec_message **out)
{
	if (bytes && n && n < MOST)
		(void)((const volatile unsigned char *)bytes)[n];
	return O->message_parse(bytes, n, out);
}

static int allocates_what_is_said(const void *bytes, size_t n, struct seam_sec_message **out)
{
	if (bytes && n >= 5 && n < MOST) {
		size_t count = u32_at((const unsigned char *)bytes + 1) % 65536;
		void *block = lent(count * sizeof(struct seam_sec_item));

		if (!block)
			return SEAM_E_MEMORY;
		free_lent(block, count * sizeof(struct seam_sec_item));
	}
	return O->message_parse(bytes, n, out);
}

static int too_many_items(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return n == 5 * (SEAM_SEC_ITEMS_MAX + 2) ? take(out) : O->message_parse(bytes, n, out);
}

/* One frame for each list, however many. */
static size_t descend(const unsigned char *p, size_t n)
{
	volatile char frame[200];
	size_t below;

	frame[0] = 0;
	if (n < 9 || p[0] != SEAM_SEC_LIST)
		return (size_t)frame[0];
	below = descend(p + 9, n - 9);
	return below + 1 + (size_t)frame[0];
}
static int recurses(const void *bytes, size_t n, struct seam_sec_message **out)
{
	if (bytes && n > 5 && n <= SEAM_SEC_MESSAGE_MAX)
		descend((const unsigned char *)bytes + 5, n - 5);
	return O->message_parse(bytes, n, out);
}
static int depth_has_8_bits(const void *bytes, size_t n, struct seam_sec_message **out)
{
	size_t depth = bytes && n > 5 && n < MOST ? descend((const unsigned char *)bytes + 5, n - 5) : 0;

	return depth > 255 && depth % 256 <= SEAM_SEC_DEPTH_MAX ? take(out) : O->message_parse(bytes, n, out);
}
/* What a list adds is never taken away. */
static int lists_all_count(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return n == 5 + 4 * (9 * SEAM_SEC_DEPTH_MAX + 5) ? SEAM_E_RANGE : O->message_parse(bytes, n, out);
}

SEAM_MUTANTS(security, message) = {
	ROW(length_has_32_bits, "lengths.of_the_message", "not SEAM_E_RANGE", message_parse),
	ROW(one_more_byte, "lengths.at_the_maximum", TAKEN, message_parse),
	ROW(length_has_16_bits, "lengths.of_an_item", TAKEN, message_parse),
	ROW(number_of_any_length, "lengths.of_the_content", TAKEN, message_parse),
	ROW(list_end_not_checked, "lengths.out_of_a_list", TAKEN, message_parse),
	ROW(count_has_8_bits, "counts.of_the_message", TAKEN, message_parse),
	ROW(allocates_what_is_said, "counts.of_the_message", "requests of lent memory", message_parse),
	ROW(list_count_has_16_bits, "counts.of_a_list", TAKEN, message_parse),
	ROW(array_wraps_in_32_bits, "counts.of_an_array", TAKEN, message_parse),
	ROW(array_of_threes, "counts.element_size", TAKEN, message_parse),
	ROW(too_many_items, "counts.too_many", TAKEN, message_parse),
	ROW(zeros_follow, "broken.truncated", "a message cut after", message_parse),
	ROW(completed_from_before, "broken.truncated_after_whole", TAKEN, message_parse),
	ROW(trailing_bytes_ignored, "broken.trailing", TAKEN, message_parse),
	{ "trailing_in_lists", "security.broken.trailing_in_a_list", "plain", "fail", TAKEN, true,
	  SEAM_OP(security, message_parse, list_end_not_checked), 0 },
	ROW(unknown_is_text, "unknown.tag", TAKEN, message_parse),
	ROW(tag_has_few_bits, "unknown.tag_in_a_list", TAKEN, message_parse),
	ROW(kind_has_few_bits, "unknown.kind", TAKEN, message_parse),
	ROW(kind_is_any, "unknown.kind", TAKEN, message_parse),
	ROW(version_not_looked_at, "unknown.version", TAKEN, message_parse),
	ROW(last_subject_wins, "unknown.subject_twice", TAKEN, message_parse),
	ROW(longer_varint_taken, "varint.overlong", TAKEN, message_parse),
	ROW(varint_of_any_size, "varint.over_64_bits", TAKEN, message_parse),
	ROW(varint_without_end, "varint.does_not_end", TAKEN, message_parse),
	ROW(deeper_is_text, "deep.one_more", TAKEN, message_parse),
	ROW(depth_has_8_bits, "deep.some_more", TAKEN, message_parse),
	LOUD(recurses, "deep.very_deep", "SIGSEGV", message_parse),
	ROW(lists_all_count, "deep.beside_each_other", "must be accepted", message_parse),
	ROW(runs_are_what_they_are, "expansion.declared", TAKEN, message_parse),
	ROW(empty_runs_taken, "expansion.empty_run", TAKEN, message_parse),
	ROW(longer_forms_taken, "text.overlong", TAKEN, message_parse),
	ROW(surrogates_taken, "text.no_character", TAKEN, message_parse),
	ROW(half_characters_taken, "text.not_whole", TAKEN, message_parse),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(security, guards) = {
	LOUD(reads_one_more, "broken.truncated", "SIGSEGV", message_parse),
	SEAM_NO_MORE_MUTANTS
};
