/*
 * items: what is in a message comes out of it, whole, and stays until the message is released.
 * Rule: security.items    Source: DER and Protocol Buffers decoders; the oracle for all that is refused
 */
#include "security/enemy.h"

static void rich_is(struct seam_case *c, const struct seam_sec_message *message)
{
	size_t count = UNSET_N;

	REQUIRE(CHECK_EQ(c, SEAM_OPS(c, security)->message_count(message, &count), SEAM_OK) && CHECK_EQ(c, count, 11));
	item_is(c, message, 0, SEAM_SEC_NUMBER, 0, (uint64_t)-2, NULL, 0);
	item_is(c, message, 1, SEAM_SEC_TEXT, 0, 0, BYTES("sch\xC3\xB6n\0er"));
	item_is(c, message, 2, SEAM_SEC_LIST, 0, 3, NULL, 0);
	item_is(c, message, 3, SEAM_SEC_KIND, 1, 3, NULL, 0);
	item_is(c, message, 4, SEAM_SEC_LIST, 1, 2, NULL, 0);
	item_is(c, message, 5, SEAM_SEC_ARRAY, 2, 2, BYTES("abcdefgh"));
	item_is(c, message, 6, SEAM_SEC_RUNS, 2, 0, BYTES("xxxyy"));
	item_is(c, message, 7, SEAM_SEC_SUBJECT, 1, 0, BYTES("me"));
	item_is(c, message, 8, SEAM_SEC_VARINT, 0, 300, NULL, 0);
	item_is(c, message, 9, SEAM_SEC_NAME, 0, 0, BYTES("www.seam"));
	item_is(c, message, 10, SEAM_SEC_LIST, 0, 0, NULL, 0);
}

static void each_kind(struct seam_case *c)
{
	struct seam_sec_message *message;
	struct wire w;

	NEED_MESSAGES(c);
	wire_rich(&w);
	message = accepted(c, w.bytes, w.n, "a message with one of each kind");
	if (!message)
		return;
	rich_is(c, message);
	SEAM_OPS(c, security)->message_release(message);
}

static void retained(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message = UNSET, *other;
	struct seam_sec_item text, runs;
	unsigned char *in;
	struct wire w;

	NEED_MESSAGES(c);
	wire_rich(&w);
	in = seam_inout(c, w.bytes, w.n);
	REQUIRE(CHECK_EQ(c, s->message_parse(in, w.n, &message), SEAM_OK));
	CHECK_BYTES(c, in, w.n, w.bytes, w.n);
	if (item_at(c, message, 1, &text) && item_at(c, message, 6, &runs)) {
		if (SEAM_STIMULUS(c))
			seam_rewrite(c, in);
		else
			FAIL(c, "the buffer has not been written over");
		wire_single(&w, SEAM_SEC_RUNS, BYTES("\x40\0\0\0\x40z"));
		other = accepted(c, w.bytes, w.n, "another message");
		rich_is(c, message);
		CHECK_BYTES(c, text.bytes, text.size, "sch\xC3\xB6n\0er", 9);
		CHECK_BYTES(c, runs.bytes, runs.size, "xxxyy", 5);
		if (other)
			s->message_release(other);
	}
	s->message_release(message);
}

static void empty(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message;
	size_t count = UNSET_N;
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 0);
	message = accepted(c, w.bytes, w.n, "a message of no items");
	if (!message)
		return;
	if (CHECK_EQ(c, s->message_count(message, &count), SEAM_OK))
		CHECK_EQ(c, count, 0);
	s->message_release(message);
	wire_single(&w, SEAM_SEC_TEXT, "", 0);
	single_is(c, &w, SEAM_SEC_TEXT, 0, "", 0, "an empty text");
	wire_single(&w, SEAM_SEC_ARRAY, BYTES("\0\0\0\0\1\0\0\0"));
	single_is(c, &w, SEAM_SEC_ARRAY, 0, "", 0, "an array of no elements");
	wire_single(&w, SEAM_SEC_RUNS, BYTES("\0\0\0\0"));
	single_is(c, &w, SEAM_SEC_RUNS, 0, "", 0, "runs of no bytes");
	wire_single(&w, SEAM_SEC_NAME, BYTES("\0"));
	single_is(c, &w, SEAM_SEC_NAME, 0, "", 0, "a name of no labels");
}

static void numbers(struct seam_case *c)
{
	static const uint64_t numbers[] = { 0, 1, (uint64_t)-1, INT64_MAX, (uint64_t)INT64_MIN, 0x8000, 0x80000000u, 0xFFFFFFFFu,
		                            0x100000000u, 0xFFFFFFFF80000000u, 0x0102030405060708u };
	unsigned char content[8];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		number_to(content, numbers[i], 8);
		wire_single(&w, SEAM_SEC_NUMBER, content, 8);
		single_is(c, &w, SEAM_SEC_NUMBER, numbers[i], NULL, 0, "a number at an extreme");
	}
	for (uint32_t kind = 1; kind <= 3; kind++) {
		number_to(content, kind, 4);
		wire_single(&w, SEAM_SEC_KIND, content, 4);
		single_is(c, &w, SEAM_SEC_KIND, kind, NULL, 0, "each kind");
	}
}

static void by_index(struct seam_case *c)
{
	static const size_t beyond[] = { 11, 12, 256, 65536, INT32_MAX, (size_t)INT32_MAX + 1, UINT32_MAX, SIZE_MAX / 40 + 1,
		                         SIZE_MAX / 2 + 1, SIZE_MAX - 1, SIZE_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message;
	struct seam_sec_item *item = seam_out(c, sizeof *item);
	struct wire w;

	NEED_MESSAGES(c);
	wire_rich(&w);
	message = accepted(c, w.bytes, w.n, "a message of 11 items");
	if (!message)
		return;
	for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++) {
		int rc = s->message_item(message, beyond[i], item);

		if (rc != SEAM_E_RANGE || seam_untouched(c, item, sizeof *item) != sizeof *item) {
			FAIL(c, "the item at %zu of 11 is answered with %d, not SEAM_E_RANGE and nothing stored", beyond[i], rc);
			break;
		}
	}
	s->message_release(message);
}

SEAM_CASES(security, items) = {
	{ "each_kind", SEAM_MUST, each_kind, "items of each kind come out as they were put in, in their order and depth", 0 },
	{ "retained", SEAM_MUST, retained, "a message keeps copies, its own, which live as long as it does", 0 },
	{ "empty", SEAM_MUST, empty, "nothing is something that may be sent", 0 },
	{ "numbers", SEAM_MUST, numbers, "numbers keep their width and sign", 0 },
	{ "index", SEAM_MUST, by_index, "an index that is too big is refused, however big", 0 },
	SEAM_END
};
