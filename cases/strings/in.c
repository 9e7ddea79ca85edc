/*
 * in: strings that every encoding policy lets through arrive as they are, terminated and counted.
 * Rule: strings.in    Source: the bug history of string conversion in cffi, JNA and node-ffi; CWE-134 (format strings)
 */
#include "strings/expect.h"

#include <stdlib.h>

/* Muted, another string is sent than the one that is expected. */
static void arrives(struct seam_case *c, const char *bytes, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *sent = SEAM_STIMULUS(c) ? bytes : "muted";
	size_t sent_n = SEAM_STIMULUS(c) ? n : 5, out_n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->echo);
	NEED(c, s->echo_n);
	NEED(c, s->release);
	seam_dirty_stack(c);
	if (CHECK_EQ(c, s->echo(seam_in_string(c, sent), &out), SEAM_OK))
		owned(c, out, bytes, n);
	out = UNSET;
	seam_dirty_stack(c);
	if (CHECK_EQ(c, s->echo_n(seam_in(c, sent, sent_n), sent_n, &out, &out_n, NULL), SEAM_OK))
		owned_n(c, out, out_n, bytes, n);
}

static void ascii(struct seam_case *c)
{
	char every[0x7F];

	for (size_t i = 0; i < sizeof every - 1; i++)
		every[i] = (char)(i + 1);
	every[sizeof every - 1] = '\0';
	arrives(c, every, sizeof every - 1);
}

static void empty(struct seam_case *c)
{
	arrives(c, BYTES(""));
}

static void utf8_of_2(struct seam_case *c)
{
	arrives(c, BYTES("\xC2\x80 na\xC3\xAFve \xDF\xBF"));
}

static void utf8_of_3(struct seam_case *c)
{
	arrives(c, BYTES("\xE0\xA0\x80 \xE6\xBC\xA2\xE5\xAD\x97 \xED\x9F\xBF\xEE\x80\x80 \xEF\xBF\xBD\xEF\xBF\xBF"));
}

static void utf8_of_4(struct seam_case *c)
{
	arrives(c, BYTES("\xF0\x90\x80\x80 \xF0\x9F\xA6\x80 \xF4\x8F\xBF\xBF"));
}

static void mebibyte(struct seam_case *c)
{
	const size_t n = 1u << 20;
	char *text = malloc(n + 1);

	REQUIRE(CHECK(c, text != NULL));
	/* No period that a buffer's size could share. */
	for (size_t i = 0; i < n; i++)
		text[i] = (char)('!' + i % 89);
	text[n] = '\0';
	arrives(c, text, n);
	free(text);
}

static void format(struct seam_case *c)
{
	arrives(c, BYTES("%n%s%%%d%1$p{}{0}\\n$(x)"));
}

static void line_ends(struct seam_case *c)
{
	arrives(c, BYTES("a\r\nb\nc\rd\r\n"));
}

static void trailing_blanks(struct seam_case *c)
{
	arrives(c, BYTES(" \t a  \t\n "));
}

static void byte_order_mark(struct seam_case *c)
{
	arrives(c, BYTES("\xEF\xBB\xBFtext"));
}

static void control_z(struct seam_case *c)
{
	arrives(c, BYTES("a\x1A\x04\x7F\x1B[0mb"));
}

SEAM_CASES(strings, in) = {
	{ "ascii", SEAM_MUST, ascii, "every ASCII character arrives", 0 },
	{ "empty", SEAM_MUST, empty, "the empty string arrives as the empty string, not as NULL", 0 },
	{ "utf8_of_2", SEAM_MUST, utf8_of_2, "UTF-8 characters of two bytes arrive", 0 },
	{ "utf8_of_3", SEAM_MUST, utf8_of_3, "UTF-8 characters of three bytes arrive", 0 },
	{ "utf8_of_4", SEAM_MUST, utf8_of_4, "UTF-8 characters of four bytes arrive", 0 },
	{ "mebibyte", SEAM_MUST, mebibyte, "a string of 1 MiB arrives whole", 0 },
	{ "format", SEAM_MUST, format, "format directives and metacharacters are data", 0 },
	{ "line_ends", SEAM_MUST, line_ends, "CR, LF and CR LF arrive as they are", 0 },
	{ "trailing_blanks", SEAM_MUST, trailing_blanks, "blanks at both ends are kept", 0 },
	{ "byte_order_mark", SEAM_MUST, byte_order_mark, "a byte order mark is part of the string", 0 },
	{ "control_z", SEAM_MUST, control_z, "control characters end nothing", 0 },
	SEAM_END
};
