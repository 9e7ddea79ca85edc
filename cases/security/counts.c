/*
 * counts: so many as are said are there, no more and no fewer; a count times a size does not wrap.
 * Rule: security.counts    Source: CWE-190, CWE-131; RUSTSEC-2021-0046 (capacity of an untrusted count)
 */
#include "security/enemy.h"

#include <stdio.h>

static const uint32_t untrue[] = { 0, 1, 3, 4, 255, 256, 258, 0x10002, 0x33333333u, 0x66666666u, INT32_MAX, 0x80000000u, 0x80000002u,
	                           0xFFFFFFFEu, 0xFFFFFFFFu };

static void of_the_message(struct seam_case *c)
{
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof untrue / sizeof untrue[0]; i++) {
		wire_start(&w, SEAM_STIMULUS(c) ? untrue[i] : 2);
		wire_item(&w, SEAM_SEC_TEXT, "abc", 3);
		wire_item(&w, SEAM_SEC_TEXT, "de", 2);
		snprintf(what, sizeof what, "a message of 2 items that says %lu", (unsigned long)untrue[i]);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void of_a_list(struct seam_case *c)
{
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof untrue / sizeof untrue[0]; i++) {
		size_t list;

		/* Behind the list stand more items, which a list that says too many must not take. */
		wire_start(&w, 3);
		list = wire_list(&w, SEAM_STIMULUS(c) ? untrue[i] : 2);
		wire_item(&w, SEAM_SEC_TEXT, "abc", 3);
		wire_item(&w, SEAM_SEC_TEXT, "de", 2);
		wire_close(&w, list);
		wire_item(&w, SEAM_SEC_TEXT, "f", 1);
		wire_item(&w, SEAM_SEC_TEXT, "g", 1);
		snprintf(what, sizeof what, "a list of 2 items that says %lu", (unsigned long)untrue[i]);
		if (!wire_refused(c, &w, what))
			return;
	}
}

/* With each, count times size is the number of bytes that are there, in 32 bits or fewer, or there are not so many. */
static void of_an_array(struct seam_case *c)
{
	static const struct {
		uint32_t count, size;
		size_t there;
	} arrays[] = {
		{ 2, 4, 7 },          { 2, 4, 9 },          { 3, 4, 8 },          { 1, 4, 8 },          { 0x40000002u, 4, 8 },
		{ 0x80000004u, 2, 8 }, { 0x20000001u, 8, 8 }, { 0x80000000u, 2, 0 }, { 0x40000000u, 4, 0 }, { 0x20000000u, 8, 0 },
		{ 0x102, 4, 8 },      { 0x10002, 4, 8 },    { 0xFFFFFFFFu, 1, 0 }, { 0xFFFFFFFFu, 8, 8 }, { 0xFFFFFFF8u, 1, 8 },
		{ INT32_MAX, 1, 0 },
	};
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
		unsigned char content[8 + 16] = { 0 };

		number_to(content, SEAM_STIMULUS(c) ? arrays[i].count : arrays[i].there, 4);
		number_to(content + 4, SEAM_STIMULUS(c) ? arrays[i].size : 1, 4);
		wire_single(&w, SEAM_SEC_ARRAY, content, 8 + arrays[i].there);
		snprintf(what, sizeof what, "an array of %lu times %lu bytes, with %zu there", (unsigned long)arrays[i].count,
		         (unsigned long)arrays[i].size, arrays[i].there);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void element_size(struct seam_case *c)
{
	static const uint32_t sizes[] = { 0, 3, 5, 6, 7, 9, 16, 24, 255, 256, 257, 0x10001, 0x80000001u, 0xFFFFFFFFu };
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		for (uint32_t count = 0; count < 2; count++) {
			unsigned char content[8 + 24] = { 0 };
			uint32_t size = SEAM_STIMULUS(c) ? sizes[i] : 1;
			size_t n = count * (size_t)size;

			number_to(content, count, 4);
			number_to(content + 4, size, 4);
			wire_single(&w, SEAM_SEC_ARRAY, content, 8 + (n <= 24 ? n : 1));
			snprintf(what, sizeof what, "an array with elements of %lu bytes", (unsigned long)sizes[i]);
			if (!wire_refused(c, &w, what))
				return;
		}
	for (uint32_t size = 1; size <= 8; size *= 2) {
		unsigned char content[8 + 24] = "\3\0\0\0\0\0\0\0abcdefghijklmnopqrstuvw";

		number_to(content + 4, size, 4);
		wire_single(&w, SEAM_SEC_ARRAY, content, 8 + 3 * (size_t)size);
		single_is(c, &w, SEAM_SEC_ARRAY, 3, content + 8, 3 * (size_t)size, "an array of a lawful size");
	}
}

static void too_many(struct seam_case *c)
{
	size_t most = SEAM_SEC_ITEMS_MAX, n = HEADER * (most + 2);
	struct seam_sec_message *message;
	unsigned char *bytes;

	NEED_MESSAGES(c);
	if (!(bytes = space(c, n)))
		return;
	for (size_t i = 0; i <= most; i++)
		bytes[HEADER * (i + 1)] = SEAM_SEC_TEXT;
	bytes[0] = 1;
	number_to(bytes + 1, most, 4);
	message = accepted(c, bytes, n - HEADER, "a message of the most items");
	if (message)
		SEAM_OPS(c, security)->message_release(message);
	number_to(bytes + 1, most + 1, 4);
	refused(c, bytes, n, "a message of one item too many");
	free(bytes);
}

SEAM_CASES(security, counts) = {
	{ "of_the_message", SEAM_MUST, of_the_message, "a message has as many items as it says", 0 },
	{ "of_a_list", SEAM_MUST, of_a_list, "a list has as many items as it says, in itself", 0 },
	{ "of_an_array", SEAM_MUST, of_an_array, "an array's count times its size is what is there, and never wraps", 0 },
	{ "element_size", SEAM_MUST, element_size, "elements have a size that is one of those allowed", 0 },
	{ "too_many", SEAM_MUST, too_many, "there is a greatest number of items, which is taken, and one more is not", SEAM_ONCE },
	SEAM_END
};
