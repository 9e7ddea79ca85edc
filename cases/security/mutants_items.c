/* mutants_items.c - names and expansions that are not bounded; items that are not what was sent; memory read twice. */
#include "security/planted.h"

#define LENIENT(name, condition)                                                                                       \
	static int name(const void *bytes, size_t n, struct seam_sec_message **out)                                    \
	{                                                                                                              \
		int rc = O->message_parse(bytes, n, out);                                                              \
		const unsigned char *m = bytes;                                                                        \
		if (rc != SEAM_E_RANGE || !m || n < 11 || n > 65536 || !(condition))                                   \
			return rc;                                                                                     \
		return O->message_parse("\1\0\0\0\0", 5, out);                                                         \
	}

/* Whether one of the names, the last one, ends by a place; where that leads. */
#define NAMES    (m[5] == SEAM_SEC_NAME)
#define PLACE(n) ((size_t)(m[(n) - 2] & 0x3F) << 8 | m[(n) - 1])

LENIENT(leads_to_itself, NAMES && m[1] == 1 && m[n - 2] >= 0xC0 && PLACE(n) >= 10 && PLACE(n) < n)
LENIENT(leads_round, NAMES && m[1] == 2 && m[n - 2] >= 0xC0 && m[12] == 0xC0)
LENIENT(leads_forward, NAMES && m[1] == 2 && m[10] == 0xC0)
LENIENT(leads_on_and_on, NAMES && m[1] == SEAM_SEC_PLACES_MAX + 2)
LENIENT(label_of_any_length, NAMES && m[10] > 63 && m[10] < 0xC0)
LENIENT(label_beyond_the_end, m[5] == SEAM_SEC_TEXT && m[10] == 0x3F)
LENIENT(label_with_dots, NAMES && (m[11] == '.' || m[12] == '.'))
LENIENT(label_with_nuls, NAMES && n > 13 && m[10] == 3 && !m[12])
LENIENT(name_of_any_length, NAMES && m[1] == 1 && m[7] == 1)
LENIENT(runs_of_any_size, m[5] == SEAM_SEC_RUNS && m[1] == 1 && m[12] == 1)
LENIENT(runs_of_each_item, m[5] == SEAM_SEC_RUNS && m[1] == 2)
LENIENT(names_not_counted, NAMES && n > 1000)

static int index_has_16_bits(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	return O->message_item(message, (uint16_t)index, out);
}
static int number_has_32_bits(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK)
		out->number = (uint32_t)out->number;
	return rc;
}
static int depth_is_lost(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK)
		out->depth = 0;
	return rc;
}
static int varint_is_signed(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK && out->tag == SEAM_SEC_VARINT)
		out->number = (uint64_t)(int64_t)(int32_t)out->number;
	return rc;
}
static int names_lose_dots(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK && out->tag == SEAM_SEC_NAME && out->size > 5)
		out->size = 5;
	return rc;
}
/* The last item's bytes, in one place for all. */
static int one_buffer_for_all(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	static unsigned char buffer[70000];
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK && out->size && out->size < sizeof buffer) {
		memcpy(buffer, out->bytes, out->size);
		out->bytes = buffer;
	}
	return rc;
}
static int empty_is_an_error(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return n == 5 ? SEAM_E_RANGE : O->message_parse(bytes, n, out);
}
static int less_deep(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return n == 5 + 9 * SEAM_SEC_DEPTH_MAX + 5 ? SEAM_E_RANGE : O->message_parse(bytes, n, out);
}
static int runs_stop_early(const void *bytes, size_t n, struct seam_sec_message **out)
{
	const unsigned char *m = bytes;

	return m && n > 13 && n < 1000 && m[5] == SEAM_SEC_RUNS && m[12] == 1 ? SEAM_E_RANGE : O->message_parse(bytes, n, out);
}
static int text_has_no_controls(const void *bytes, size_t n, struct seam_sec_message **out)
{
	return bytes && n < 4096 && memchr(bytes, 0x1B, n) ? SEAM_E_ENCODING : O->message_parse(bytes, n, out);
}
static int back_one_too_far(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK && out->tag == SEAM_SEC_NAME && index == 1 && out->size > 1) {
		out->bytes = (const char *)out->bytes + 1;
		out->size--;
	}
	return rc;
}

/* ---- memory that changes ---- */

static int looks_twice(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out)
{
	unsigned char length[4];

	if (read && (read(userdata, 0, length, sizeof length) != 4 || !(length[0] | length[1] | length[2] | length[3])))
		return SEAM_E_FAILED;
	return O->message_fetch(read, userdata, out);
}

struct relay {
	seam_sec_read_fn read;
	void *userdata;
	unsigned calls;
};
static int64_t about_so_many(void *userdata, uint64_t offset, void *buffer, size_t n)
{
	struct relay *relay = userdata;

	return relay->read(relay->userdata, offset, buffer, n) > 0 ? (int64_t)n : -1;
}
static int any_answer(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out)
{
	struct relay relay = { read, userdata, 0 };

	return O->message_fetch(read ? about_so_many : NULL, &relay, out);
}
static int64_t reads_on(void *userdata, uint64_t offset, void *buffer, size_t n)
{
	struct relay *relay = userdata;
	int64_t rc = relay->read(relay->userdata, offset, buffer, n);
	char more;

	if (offset == 0 && n == 4)
		relay->read(relay->userdata, 4, &more, 1);
	return rc;
}
static int reads_before_it_checks(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out)
{
	struct relay relay = { read, userdata, 0 };

	return O->message_fetch(read ? reads_on : NULL, &relay, out);
}

SEAM_MUTANTS(security, items) = {
	ROW(leads_to_itself, "reference.to_itself", TAKEN, message_parse),
	ROW(leads_round, "reference.round_and_round", TAKEN, message_parse),
	ROW(leads_forward, "reference.forward", TAKEN, message_parse),
	ROW(leads_on_and_on, "reference.chain", TAKEN, message_parse),
	ROW(back_one_too_far, "reference.back", "that was the item at index 1", message_item),
	ROW(label_of_any_length, "name.label", TAKEN, message_parse),
	ROW(label_beyond_the_end, "name.beyond_the_end", TAKEN, message_parse),
	ROW(label_with_dots, "name.bytes_of_a_label", TAKEN, message_parse),
	ROW(label_with_nuls, "name.bytes_of_a_label", TAKEN, message_parse),
	ROW(name_of_any_length, "name.total", TAKEN, message_parse),
	ROW(runs_of_any_size, "expansion.at_the_maximum", TAKEN, message_parse),
	ROW(runs_of_each_item, "expansion.together", TAKEN, message_parse),
	ROW(names_not_counted, "expansion.names", TAKEN, message_parse),
	ROW(one_buffer_for_all, "items.retained", "text.bytes", message_item),
	ROW(depth_is_lost, "items.each_kind", "item.depth", message_item),
	ROW(names_lose_dots, "items.each_kind", "item.size", message_item),
	ROW(empty_is_an_error, "items.empty", "must be accepted", message_parse),
	ROW(number_has_32_bits, "items.numbers", "item.number", message_item),
	ROW(index_has_16_bits, "items.index", "not SEAM_E_RANGE", message_item),
	ROW(varint_is_signed, "varint.values", "item.number", message_item),
	ROW(less_deep, "deep.at_the_maximum", "must be accepted", message_parse),
	ROW(runs_stop_early, "expansion.at_the_maximum", "must be accepted", message_parse),
	ROW(text_has_no_controls, "text.well_formed", "must be accepted", message_parse),
	ROW(looks_twice, "double_fetch.read_once", "is read twice", message_fetch),
	ROW(reads_before_it_checks, "double_fetch.length", "shared.read[at]", message_fetch),
	ROW(any_answer, "double_fetch.answers", "SEAM_E_FAILED", message_fetch),
	SEAM_NO_MORE_MUTANTS
};
