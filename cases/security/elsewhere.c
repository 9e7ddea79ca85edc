/*
 * elsewhere: a rule of messages holds wherever an item stands: in lists, behind a NUL, behind others, far away.
 * Rule: security.elsewhere    Source: limits that are checked at the top only; CWE-20; DNS decoders with places of 8 bits
 */
#include "security/enemy.h"

/* Items of a list count as those outside. */
static void items_in_a_list(struct seam_case *c)
{
	enum { ITEM = HEADER + 1, MOST = SEAM_SEC_ITEMS_MAX };
	unsigned char *bytes;

	NEED_MESSAGES(c);
	if (!(bytes = space(c, 2 * HEADER + 4 + MOST * (size_t)ITEM)))
		return;
	for (uint32_t count = MOST; count >= MOST - 1; count--) {
		size_t n = 2 * HEADER + 4 + count * (size_t)ITEM;

		bytes[0] = 1;
		number_to(bytes + 1, 1, 4);
		bytes[HEADER] = SEAM_SEC_LIST;
		number_to(bytes + HEADER + 1, n - 2 * HEADER, 4);
		number_to(bytes + 2 * HEADER, count, 4);
		for (uint32_t i = 0; i < count; i++) {
			unsigned char *at = bytes + 2 * HEADER + 4 + i * (size_t)ITEM;

			at[0] = SEAM_SEC_TEXT;
			number_to(at + 1, 1, 4);
			at[HEADER] = 'x';
		}
		if (count == MOST) {
			refused(c, bytes, n, "a list of as many items as are allowed with the list");
		} else {
			struct seam_sec_message *message = accepted(c, bytes, n, "a list of one item less than are allowed");

			if (message)
				SEAM_OPS(c, security)->message_release(message);
		}
	}
	free(bytes);
}

/* Two, and something else between them. */
static void subjects_apart(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 3);
	wire_item(&w, SEAM_SEC_SUBJECT, BYTES("one"));
	wire_item(&w, SEAM_SEC_TEXT, BYTES("between"));
	wire_item(&w, SEAM_SEC_SUBJECT, BYTES("two"));
	wire_refused(c, &w, "a second subject, behind a text");
}

static void text_behind_a_nul(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_single(&w, SEAM_SEC_TEXT, BYTES("a\0\xFF"));
	refused_with(c, w.bytes, w.n, SEAM_E_ENCODING, "a text that is not UTF-8 behind its NUL");
}

/* A name that goes on elsewhere ends its content. */
static void name_behind_a_place(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t extra = 0; extra < 3; extra++) {
		static const char content[] = "\1a\xC0\x0A\0\0";

		wire_start(&w, 2);
		wire_item(&w, SEAM_SEC_NAME, BYTES("\3www\0"));
		wire_item(&w, SEAM_SEC_NAME, content, 4 + extra);
		if (extra) {
			wire_refused(c, &w, "a name with bytes behind the place where it goes on");
		} else {
			struct seam_sec_message *message = accepted(c, w.bytes, w.n, "a name that ends at its place");

			if (!message)
				return;
			item_is(c, message, 1, SEAM_SEC_NAME, 0, 0, BYTES("a.www"));
			SEAM_OPS(c, security)->message_release(message);
		}
	}
}

/* A place that 8 bits cannot say; at the one that its low byte says stands another name. */
static void far_place(struct seam_case *c)
{
	static unsigned char bytes[1024];
	struct seam_sec_message *message;
	size_t place, n = 0;

	NEED_MESSAGES(c);
	bytes[n] = 1;
	number_to(bytes + 1, 3, 4);
	n = HEADER;
	bytes[n] = SEAM_SEC_TEXT;
	number_to(bytes + n + 1, 300, 4);
	n += HEADER;
	bytes[n] = 'y';
	for (size_t i = 1; i + 2 < 300; i += 3)
		memcpy(bytes + n + i, "\1z\0", 3);
	n += 300;
	bytes[n] = SEAM_SEC_NAME;
	number_to(bytes + n + 1, 5, 4);
	place = n += HEADER;
	memcpy(bytes + n, "\3far", 5);
	n += 5;
	bytes[n] = SEAM_SEC_NAME;
	number_to(bytes + n + 1, 2, 4);
	n += HEADER;
	bytes[n] = (unsigned char)(0xC0 | place >> 8);
	bytes[n + 1] = (unsigned char)place;
	n += 2;
	message = accepted(c, bytes, n, "a name that goes on behind the first 256 bytes");
	if (!message)
		return;
	item_is(c, message, 2, SEAM_SEC_NAME, 0, 0, BYTES("far"));
	SEAM_OPS(c, security)->message_release(message);
}

SEAM_CASES(security, elsewhere) = {
	{ "items_in_a_list", SEAM_MUST, items_in_a_list, "items count against the maximum at each depth", SEAM_ONCE },
	{ "subjects_apart", SEAM_MUST, subjects_apart, "a second subject is one, wherever it stands", 0 },
	{ "text_behind_a_nul", SEAM_MUST, text_behind_a_nul, "a text is checked to its end, behind NULs too", 0 },
	{ "name_behind_a_place", SEAM_MUST, name_behind_a_place, "nothing stands behind the place where a name goes on", 0 },
	{ "far_place", SEAM_MUST, far_place, "places have 14 bits", 0 },
	SEAM_END
};
