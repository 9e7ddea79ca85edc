/*
 * log: a name in a log is one line's part, whatever it holds.
 * Rule: security.log    Source: CWE-117 (log injection), CWE-134 (format strings), CVE-2021-44228
 */
#include "security/enemy.h"

struct lines {
	char text[512];
	size_t n, calls;
	size_t long_n; /* of a line that has no room in `text` */
};

static void take(void *userdata, const char *line, size_t n)
{
	struct lines *lines = userdata;

	lines->calls++;
	lines->long_n = n;
	if (n > sizeof lines->text - lines->n)
		return;
	memcpy(lines->text + lines->n, line, n);
	lines->n += n;
}

static void is_logged(struct seam_case *c, const char *name, size_t n, const char *expected)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct lines lines = { .n = 0 };

	NEED(c, s->log_refused);
	if (CHECK_EQ(c, s->log_refused(seam_in(c, name, n), n, take, &lines), SEAM_OK) && CHECK_EQ(c, lines.calls, 1))
		CHECK_BYTES(c, lines.text, lines.n, expected, strlen(expected));
}

static void one_line(struct seam_case *c)
{
	is_logged(c, BYTES("alice"), "refused: \"alice\"\n");
	is_logged(c, BYTES(""), "refused: \"\"\n");
	is_logged(c, BYTES("a\nallowed: \"root"), "refused: \"a\\x0aallowed: \\x22root\"\n");
	is_logged(c, BYTES("a\r\n\0b"), "refused: \"a\\x0d\\x0a\\x00b\"\n");
	is_logged(c, BYTES("\x1B]0;x\7"), "refused: \"\\x1b]0;x\\x07\"\n");
	is_logged(c, BYTES("caf\xC3\xA9"), "refused: \"caf\\xc3\\xa9\"\n");
}

static void format(struct seam_case *c)
{
	is_logged(c, BYTES("%n"), "refused: \"%n\"\n");
	is_logged(c, BYTES("%s%s%s%s%n%n"), "refused: \"%s%s%s%s%n%n\"\n");
	is_logged(c, BYTES("%%"), "refused: \"%%\"\n");
	is_logged(c, BYTES("%5c%1$p"), "refused: \"%5c%1$p\"\n");
	is_logged(c, BYTES("{0}${jndi:ldap://x}"), "refused: \"{0}${jndi:ldap://x}\"\n");
}

static void whole(struct seam_case *c)
{
	static const size_t sizes[] = { 63, 64, 100, 118, 127, 128, 255, 256, 500, 1024, 4096, SEAM_SEC_TEXT_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char *name = space(c, SEAM_SEC_TEXT_MAX);

	for (size_t i = 0; name && s->log_refused && i < sizeof sizes / sizeof sizes[0]; i++)
		for (char byte = '\n'; byte; byte = byte == '\n' ? 'x' : 0) {
			struct lines lines = { .n = 0 };
			size_t n = sizeof "refused: \"\"\n" - 1 + sizes[i] * (byte == '\n' ? 4 : 1);

			memset(name, byte, sizes[i]);
			CHECK_EQ(c, s->log_refused((char *)name, sizes[i], take, &lines), SEAM_OK);
			if (!CHECK_EQ(c, lines.calls, 1) || !CHECK_EQ(c, lines.long_n, n))
				break;
		}
	free(name);
}

SEAM_CASES(security, log) = {
	{ "one_line", SEAM_MUST, one_line, "a name makes no second line", 0 },
	{ "format", SEAM_MUST, format, "a format string in a name is text", 0 },
	{ "whole", SEAM_MUST, whole, "a long name is logged whole, once", 0 },
	SEAM_END
};
