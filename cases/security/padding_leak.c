/*
 * padding_leak: bytes that leave hold nothing but what was put there: no padding of before, no rest of a field.
 * Rule: security.padding_leak    Source: RUSTSEC-2026-0134; CVE-2010-4082 and its family
 */
#include "security/enemy.h"

/* What must be in a report, all bytes of it. */
static void expect(unsigned char *bytes, uint8_t kind, uint64_t number, const char *name, size_t n)
{
	struct seam_sec_report report;

	memset(&report, 0, sizeof report);
	memset(bytes, 0, sizeof report);
	report.number = number;
	report.name_n = (uint16_t)n;
	bytes[offsetof(struct seam_sec_report, kind)] = kind;
	memcpy(bytes + offsetof(struct seam_sec_report, number), &report.number, sizeof report.number);
	memcpy(bytes + offsetof(struct seam_sec_report, name_n), &report.name_n, sizeof report.name_n);
	memcpy(bytes + offsetof(struct seam_sec_report, name), name, n);
}

static void filled(struct seam_case *c, uint32_t kind, uint64_t number, const char *name, size_t n)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_report *out = seam_out(c, sizeof *out);
	unsigned char expected[sizeof *out];

	expect(expected, (uint8_t)kind, number, name, n);
	seam_dirty_stack(c);
	if (CHECK_EQ(c, s->report_fill(kind, number, seam_in(c, name, n), n, out), SEAM_OK))
		CHECK_BYTES(c, out, sizeof *out, expected, sizeof *out);
}

static void report(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, security)->report_fill);
	filled(c, 1, 0x0102030405060708u, BYTES("abc"));
	filled(c, 3, UINT64_MAX, BYTES("%n%s"));
	filled(c, 2, 0, BYTES(""));
}

/* The report before, with a longer name, is not to be seen in the next one. */
static void after_another(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, security)->report_fill);
	filled(c, 2, UINT64_MAX, BYTES("thirteenbytes"));
	filled(c, 1, 1, BYTES("a"));
}

static void full_name(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_report *out = seam_out(c, sizeof *out);

	NEED(c, s->report_fill);
	filled(c, 1, 1, BYTES("thirteenbytes"));
	for (size_t n = sizeof out->name + 1; n < 40; n++)
		if (!CHECK_EQ(c, s->report_fill(1, 1, seam_in(c, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", n), n, out), SEAM_E_RANGE))
			break;
	CHECK_EQ(c, s->report_fill(1, 1, seam_in(c, "ab\0d", 4), 4, out), SEAM_E_NUL);
	CHECK_EQ(c, s->report_fill(1, 1, seam_in(c, "abc\0", 4), 4, out), SEAM_E_NUL);
	CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
}

static void kinds(struct seam_case *c)
{
	static const uint32_t unknown[] = { 0, 4, 255, 256, 257, 0x10002, 0x80000001u, 0xFFFFFFFFu };
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_report *out = seam_out(c, sizeof *out);

	NEED(c, s->report_fill);
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
		CHECK_EQ(c, s->report_fill(unknown[i], 1, seam_in(c, "a", 1), 1, out), SEAM_E_RANGE);
	CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
}

SEAM_CASES(security, padding_leak) = {
	{ "report", SEAM_MUST, report, "padding, and what is behind a name, are 0 in what leaves", 0 },
	{ "after_another", SEAM_MUST, after_another, "nothing of an earlier report is in the next", 0 },
	{ "full_name", SEAM_MUST, full_name, "a name that does not fit is refused, not cut", 0 },
	{ "kinds", SEAM_MUST, kinds, "an unknown kind is refused, whatever its low bits are", 0 },
	SEAM_END
};
