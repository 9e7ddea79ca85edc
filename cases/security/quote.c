/*
 * quote: text is data: no byte of it ends its quotes, and none is lost.
 * Rule: security.quote    Source: CWE-78, CWE-79, CWE-116, CWE-134; RFC 4180; RUSTSEC-2024-0006 (shlex)
 */
#include "security/enemy.h"

#include <stdio.h>

static void is_quoted(struct seam_case *c, uint32_t how, const char *text, size_t n, const char *expected, size_t expected_n)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	size_t out_n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->quote);
	if (!CHECK_EQ(c, s->quote(how, seam_in(c, text, n), n, &out, &out_n), SEAM_OK))
		return;
	if (CHECK_EQ(c, out_n, expected_n) && CHECK(c, out[out_n] == 0))
		CHECK_BYTES(c, out, out_n, expected, expected_n);
	block_is(c, out, out_n + 1, 1, out, out_n);
}

static void shell(struct seam_case *c)
{
	is_quoted(c, SEAM_SEC_SHELL, BYTES("abc"), BYTES("'abc'"));
	is_quoted(c, SEAM_SEC_SHELL, BYTES(""), BYTES("''"));
	is_quoted(c, SEAM_SEC_SHELL, BYTES("it's"), BYTES("'it'\\''s'"));
	is_quoted(c, SEAM_SEC_SHELL, BYTES("'"), BYTES("''\\'''"));
	is_quoted(c, SEAM_SEC_SHELL, BYTES("''"), BYTES("''\\'''\\'''"));
	is_quoted(c, SEAM_SEC_SHELL, BYTES("';rm -rf ~;'"), BYTES("''\\'';rm -rf ~;'\\'''"));
	is_quoted(c, SEAM_SEC_SHELL, BYTES("$(id) `id` \\ \" \n !x {a,b} *"), BYTES("'$(id) `id` \\ \" \n !x {a,b} *'"));
}

static void csv(struct seam_case *c)
{
	is_quoted(c, SEAM_SEC_CSV, BYTES("@a,b\r\nc"), BYTES("\"@a,b\r\nc\""));
	is_quoted(c, SEAM_SEC_CSV, BYTES(""), BYTES("\"\""));
	is_quoted(c, SEAM_SEC_CSV, BYTES("\""), BYTES("\"\"\"\""));
	is_quoted(c, SEAM_SEC_CSV, BYTES("-say \"hi\",\"\""), BYTES("\"-say \"\"hi\"\",\"\"\"\"\""));
	is_quoted(c, SEAM_SEC_CSV, BYTES("=it's \\\" '"), BYTES("\"=it's \\\"\" '\""));
}

static void html(struct seam_case *c)
{
	is_quoted(c, SEAM_SEC_HTML, BYTES(""), BYTES(""));
	is_quoted(c, SEAM_SEC_HTML, BYTES("<script>\"&'"), BYTES("&lt;script&gt;&quot;&amp;&#39;"));
	is_quoted(c, SEAM_SEC_HTML, BYTES("&lt;&amp;lt;"), BYTES("&amp;lt;&amp;amp;lt;"));
	is_quoted(c, SEAM_SEC_HTML, BYTES("' onload='x"), BYTES("&#39; onload=&#39;x"));
}

static void log_line(struct seam_case *c)
{
	is_quoted(c, SEAM_SEC_LOG, BYTES("a b~ "), BYTES("a b~ "));
	is_quoted(c, SEAM_SEC_LOG, BYTES("a\nb\r\0\t\x1B[2J\x7F"), BYTES("a\\x0ab\\x0d\\x00\\x09\\x1b[2J\\x7f"));
	is_quoted(c, SEAM_SEC_LOG, BYTES("\\x0a\""), BYTES("\\x5cx0a\\x22"));
	is_quoted(c, SEAM_SEC_LOG, BYTES("\x80\x85\x9B\xE2\x80\xAE\xFF"), BYTES("\\x80\\x85\\x9b\\xe2\\x80\\xae\\xff"));
}

/* Text that something behind might take for more than text. */
static void format(struct seam_case *c)
{
	static const char *const texts[] = { "%n", "%s%s%s%s%s%s", "%n%s%x", "100%", "%%", "%1$n", "{}", "{0}", "${HOME}", "%USERPROFILE%",
		                             "\\0", "\\n" };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char expected[64];
		int n = snprintf(expected, sizeof expected, "'%s'", texts[i]);

		is_quoted(c, SEAM_SEC_SHELL, texts[i], strlen(texts[i]), expected, (size_t)n);
		is_quoted(c, SEAM_SEC_HTML, texts[i], strlen(texts[i]), texts[i], strlen(texts[i]));
	}
}

/* Each byte in each way: what is not special stays. */
static void each_byte(struct seam_case *c)
{
	for (unsigned byte = 1; byte < 256; byte++) {
		char text[3] = { 'a', (char)byte, 'b' }, shelled[5] = { '\'', 'a', (char)byte, 'b', '\'' },
		     csved[5] = { '"', 'a', (char)byte, 'b', '"' }, logged[7];

		if (byte != '\'')
			is_quoted(c, SEAM_SEC_SHELL, text, 3, shelled, 5);
		if (byte != '"')
			is_quoted(c, SEAM_SEC_CSV, text, 3, csved, 5);
		if (!strchr("&<>\"'", (int)byte))
			is_quoted(c, SEAM_SEC_HTML, text, 3, text, 3);
		snprintf(logged, sizeof logged, "a\\x%02xb", byte);
		if (byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\')
			is_quoted(c, SEAM_SEC_LOG, text, 3, text, 3);
		else
			is_quoted(c, SEAM_SEC_LOG, text, 3, logged, 6);
	}
}

/* The longest text, all of it special. */
static void longest(struct seam_case *c)
{
	size_t n = SEAM_SEC_TEXT_MAX;
	unsigned char *text = space(c, n), *expected = space(c, 6 * n);

	if (text && expected) {
		memset(text, '"', n);
		for (size_t i = 0; i < n; i++)
			memcpy(expected + 6 * i, "&quot;", 6);
		is_quoted(c, SEAM_SEC_HTML, (char *)text, n, (char *)expected, 6 * n);
	}
	free(text);
	free(expected);
}

static void is_refused(struct seam_case *c, uint32_t how, const char *text, size_t n, int code)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	size_t out_n = UNSET_N;
	char *out = UNSET;
	int rc;

	NEED(c, s->quote);
	rc = s->quote(how, seam_in(c, text, n), n, &out, &out_n);
	CHECK_EQ(c, rc, code);
	if (rc == SEAM_OK && out != UNSET)
		seam_free_lent(c, out);
	else
		CHECK(c, out == UNSET && out_n == UNSET_N);
}

static void refuses(struct seam_case *c)
{
	static const uint32_t ways[] = { 0, 5, 255, 257, 0x10001, 0x80000001u, 0xFFFFFFFFu };

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		is_refused(c, ways[i], "a", 1, SEAM_E_RANGE);
	for (uint32_t how = SEAM_SEC_SHELL; how <= SEAM_SEC_HTML; how++) {
		is_refused(c, how, BYTES("ab\0cd"), SEAM_E_NUL);
		is_refused(c, how, BYTES("ab\0"), SEAM_E_NUL);
		is_refused(c, how, BYTES("\0"), SEAM_E_NUL);
	}
}

SEAM_CASES(security, quote) = {
	{ "shell", SEAM_MUST, shell, "nothing ends the quotes of a shell's word", 0 },
	{ "csv", SEAM_MUST, csv, "nothing ends the quotes of a field", 0 },
	{ "html", SEAM_MUST, html, "nothing is a tag, an entity or an attribute's end", 0 },
	{ "log", SEAM_MUST, log_line, "nothing is a line's end, or a terminal's command", 0 },
	{ "format", SEAM_MUST, format, "a format string is text", 0 },
	{ "each_byte", SEAM_MUST, each_byte, "each byte that is not special stays as it is", 0 },
	{ "longest", SEAM_MUST, longest, "the longest text is quoted whole", SEAM_ONCE },
	{ "refuses", SEAM_MUST, refuses, "an unknown way, and a NUL that cannot be carried, are refused", 0 },
	SEAM_END
};
