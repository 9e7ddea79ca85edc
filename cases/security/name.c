/*
 * name: labels have a length, a total length, and no byte that would make two labels of one.
 * Rule: security.name    Source: CVE-2021-31400 and NAME:WRECK; NULs and dots within labels
 */
#include "security/enemy.h"

static void is_refused(struct seam_case *c, const void *content, size_t n, const char *what)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_single(&w, SEAM_SEC_NAME, SEAM_STIMULUS(c) ? content : "\1a\0", SEAM_STIMULUS(c) ? n : 3);
	wire_refused(c, &w, what);
}

static void label(struct seam_case *c)
{
	unsigned char content[300];
	struct wire w;

	NEED_MESSAGES(c);
	memset(content, 'x', sizeof content);
	content[0] = 63;
	content[64] = 0;
	wire_single(&w, SEAM_SEC_NAME, content, 65);
	single_is(c, &w, SEAM_SEC_NAME, 0, content + 1, 63, "a label of 63 bytes");
	for (unsigned length = 64; length < 0xC0; length++) {
		content[0] = (unsigned char)length;
		content[length] = 'x';
		content[length + 1] = 0;
		is_refused(c, content, length + 2, "a label of more than 63 bytes");
	}
	is_refused(c, BYTES("\3ab"), "a label that is cut");
	is_refused(c, BYTES("\2ab"), "a name without an end");
	is_refused(c, BYTES("\2ab\xC0"), "a name that ends within a place");
	is_refused(c, BYTES("\2ab\0x"), "a name that ends before its content does");
	is_refused(c, BYTES("\2ab\xC0\x05x"), "a name with bytes behind its place");
}

/* A label that is led to, and reaches behind the message's end. */
static void beyond_the_end(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 2);
	wire_item(&w, SEAM_SEC_TEXT, SEAM_STIMULUS(c) ? "\x3F" : "\0", 1);
	wire_item(&w, SEAM_SEC_NAME, BYTES("\xC0\x0A"));
	wire_refused(c, &w, "a name that leads to a label which is not all there");
}

static void bytes_of_a_label(struct seam_case *c)
{
	unsigned char content[3] = { 1, 0, 0 };
	struct wire w;

	NEED_MESSAGES(c);
	is_refused(c, BYTES("\3a.b\0"), "a label with a dot in it");
	is_refused(c, BYTES("\1.\0"), "a label that is a dot");
	is_refused(c, BYTES("\3a\0b\0"), "a label with a NUL in it");
	is_refused(c, BYTES("\1\0\0"), "a label that is a NUL");
	for (unsigned byte = 1; byte < 256; byte++) {
		content[1] = (unsigned char)byte;
		wire_single(&w, SEAM_SEC_NAME, content, sizeof content);
		if (byte != '.')
			single_is(c, &w, SEAM_SEC_NAME, 0, content + 1, 1, "a label of any other byte");
	}
}

/* Four labels of 63, 63, 63 and 63 bytes have 255 with their dots; one byte more is too much, also by way of a place. */
static void total(struct seam_case *c)
{
	unsigned char content[300], expected[256];
	struct wire w;

	NEED_MESSAGES(c);
	memset(content, 'x', sizeof content);
	memset(expected, 'x', sizeof expected);
	for (size_t i = 0; i < 4; i++)
		content[64 * i] = 63;
	for (size_t i = 1; i < 4; i++)
		expected[64 * i - 1] = '.';
	content[256] = 0;
	wire_single(&w, SEAM_SEC_NAME, content, 257);
	single_is(c, &w, SEAM_SEC_NAME, 0, expected, 255, "a name of 255 bytes");
	content[192] = 62;
	content[255] = 1;
	content[256] = 'y';
	content[257] = 0;
	is_refused(c, content, 258, "a name of 256 bytes");
	content[192] = 63;
	content[255] = 'x';
	content[256] = 1;
	content[257] = 'y';
	content[258] = 0;
	is_refused(c, content, 259, "a name of 257 bytes");
	content[256] = 0;
	wire_start(&w, 2);
	wire_item(&w, SEAM_SEC_NAME, content, 257);
	wire_item(&w, SEAM_SEC_NAME, SEAM_STIMULUS(c) ? "\1y\xC0\x0A" : "\xC0\x0A", SEAM_STIMULUS(c) ? 4 : 2);
	wire_refused(c, &w, "a name that grows past 255 bytes at the place where it goes on");
}

SEAM_CASES(security, name) = {
	{ "label", SEAM_MUST, label, "a label has 1 to 63 bytes, which are there", 0 },
	{ "beyond_the_end", SEAM_MUST, beyond_the_end, "what a name leads to is in the message", 0 },
	{ "bytes_of_a_label", SEAM_MUST, bytes_of_a_label, "no byte of a label is taken for an end or a dot", 0 },
	{ "total", SEAM_MUST, total, "a name has 255 bytes at most, however it comes to them", 0 },
	SEAM_END
};
