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

struct nested {
	struct seam_case *c;
	struct lines outer, inner;
};

static void take_and_log(void *userdata, const char *line, size_t n)
{
	struct nested *nested = userdata;
	struct seam_case *c = nested->c;

	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, SEAM_OPS(c, security)->log_refused(seam_in(c, "in\nner", 6), 6, take, &nested->inner), SEAM_OK);
	take(&nested->outer, line, n);
}

static void within_a_line(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct nested nested = { .c = c };
	struct seam_live before = seam_live(c);

	NEED(c, s->log_refused);
	CHECK_EQ(c, s->log_refused(seam_in(c, "outer", 5), 5, take_and_log, &nested), SEAM_OK);
	CHECK_BYTES(c, nested.outer.text, nested.outer.n, "refused: \"outer\"\n", 17);
	CHECK_BYTES(c, nested.inner.text, nested.inner.n, "refused: \"in\\x0aner\"\n", 21);
	CHECK_EQ(c, seam_live(c).blocks, before.blocks);
}

SEAM_CASES(security, log) = {
	{ "one_line", SEAM_MUST, one_line, "a name makes no second line", 0 },
	{ "format", SEAM_MUST, format, "a format string in a name is text", 0 },
	{ "within_a_line", SEAM_MUST, within_a_line, "what takes a line may log another", 0 },
	{ "whole", SEAM_MUST, whole, "a long name is logged whole, once", 0 },
	SEAM_END
};
