/*
 * lengths: a length that is not true is refused, whatever it wraps round to.
 * Rule: security.lengths    Source: CVE-2014-0160; CWE-190; RUSTSEC-2020-0005 (a length cast to fewer bits)
 */
#include "security/enemy.h"

#include <stdio.h>

/* None that a cast to fewer bits, or to a signed type, makes right. */
static void of_the_message(struct seam_case *c)
{
	static const uint64_t sizes[] = { SEAM_SEC_MESSAGE_MAX + 1u, INT32_MAX, 0x80000000u, UINT32_MAX, 0x100000000u, 0x100000005u,
		                          0x8000000000000005u, INT64_MAX, UINT64_MAX - 4, UINT64_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 0);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct seam_sec_message *message = UNSET;
		int rc;

		if ((size_t)sizes[i] != sizes[i])
			continue;
		rc = s->message_parse(seam_in(c, w.bytes, w.n), (size_t)sizes[i], &message);
		if (rc != SEAM_E_RANGE || message != UNSET) {
			FAIL(c, "a message that is said to have %llu bytes is answered with %d, not SEAM_E_RANGE",
			     (unsigned long long)sizes[i], rc);
			return;
		}
	}
}

static void at_the_maximum(struct seam_case *c)
{
	size_t n = SEAM_SEC_MESSAGE_MAX, text = n - 2 * (size_t)HEADER;
	struct seam_sec_message *message;
	struct seam_sec_item item;
	unsigned char *bytes;

	NEED_MESSAGES(c);
	if (!(bytes = space(c, n + 1)))
		return;
	memset(bytes, 'x', n + 1);
	memcpy(bytes, "\1\1\0\0\0\2", 6);
	number_to(bytes + 6, text, 4);
	message = accepted(c, bytes, n, "a message of the greatest length");
	if (message) {
		if (item_at(c, message, 0, &item) && CHECK_EQ(c, item.size, text))
			CHECK_BYTES(c, item.bytes, item.size, bytes + 10, text);
		SEAM_OPS(c, security)->message_release(message);
	}
	number_to(bytes + 6, text + 1, 4);
	refused(c, bytes, n + 1, "a message that is one byte too long");
	free(bytes);
}

/* A text of 3 bytes in front of another item: every length but 3. */
static void of_an_item(struct seam_case *c)
{
	static const uint32_t lengths[] = { 0, 1, 2, 4, 5, 8, 9, 10, 13, 14, 255, 256, 259, 0xFFFF, 0x10003, 0x1000000, 0x1000003,
		                            INT32_MAX, 0x80000000u, 0x80000003u, 0xFFFFFFF0u, 0xFFFFFFF3u, 0xFFFFFFF6u,
		                            0xFFFFFFF9u, 0xFFFFFFFBu, 0xFFFFFFFDu, 0xFFFFFFFEu, 0xFFFFFFFFu };
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		wire_start(&w, 2);
		wire_item(&w, SEAM_SEC_TEXT, "abc", 3);
		wire_item(&w, SEAM_SEC_TEXT, "defg", 4);
		if (SEAM_STIMULUS(c))
			number_to(w.bytes + 6, lengths[i], 4);
		snprintf(what, sizeof what, "a text of 3 bytes that says %lu", (unsigned long)lengths[i]);
		if (!wire_refused(c, &w, what))
			return;
	}
}

/* The last item of an inner list: what its length takes in is there, but is not the list's. */
static void out_of_a_list(struct seam_case *c)
{
	struct wire w;
	size_t list, text;

	NEED_MESSAGES(c);
	wire_start(&w, 2);
	list = wire_list(&w, 1);
	text = wire_open(&w, SEAM_SEC_TEXT);
	wire_bytes(&w, "abc", 3);
	wire_close(&w, list);
	wire_item(&w, SEAM_SEC_TEXT, "\0\0\0", 3);
	number_to(w.bytes + text - 4, SEAM_STIMULUS(c) ? 3 + HEADER + 3 : 3, 4);
	number_to(w.bytes + 1, SEAM_STIMULUS(c) ? 1 : 2, 4);
	wire_refused(c, &w, "an item that reaches out of its list");
	number_to(w.bytes + text - 4, 3, 4);
	number_to(w.bytes + 1, 2, 4);
	number_to(w.bytes + list - 4, w.n, 4);
	wire_refused(c, &w, "a list that reaches out of the message");
}

/* Items whose content has a form: each length that this form cannot have. */
static void of_the_content(struct seam_case *c)
{
	static const struct {
		uint32_t tag;
		size_t right;
		const char *content, *what;
	} forms[] = {
		{ SEAM_SEC_NUMBER, 8, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a number of another length than 8" },
		{ SEAM_SEC_KIND, 4, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a kind of another length than 4" },
		{ SEAM_SEC_LIST, 4, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a list of nothing of another length than 4" },
		{ SEAM_SEC_ARRAY, 8, "\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0", "an array of nothing of another length than 8" },
		{ SEAM_SEC_RUNS, 4, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "runs of nothing of another length than 4" },
		{ SEAM_SEC_NAME, 1, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a name of nothing of another length than 1" },
		{ SEAM_SEC_VARINT, 1, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a varint that does not fill its content" },
	};
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		for (size_t n = 0; n <= 16; n++) {
			if (n == forms[i].right)
				continue;
			wire_single(&w, forms[i].tag, forms[i].content, n);
			if (!wire_refused(c, &w, forms[i].what))
				return;
		}
}

SEAM_CASES(security, lengths) = {
	{ "of_the_message", SEAM_MUST, of_the_message, "a length over the maximum is refused before anything is read", 0 },
	{ "at_the_maximum", SEAM_MUST, at_the_maximum, "the greatest length is taken, and one more is not", SEAM_ONCE },
	{ "of_an_item", SEAM_MUST, of_an_item, "an item's length is true, or the message is refused", 0 },
	{ "out_of_a_list", SEAM_MUST, out_of_a_list, "an item ends within its list", 0 },
	{ "of_the_content", SEAM_MUST, of_the_content, "content of a fixed form has the length of that form", 0 },
	SEAM_END
};
