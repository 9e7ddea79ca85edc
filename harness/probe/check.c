/* check.c - checks, and the failures that they record. */
#include "instrument.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FAILURES = 8 };

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void record(struct seam_case *c, const char *file, int line, const char *text, const char *seen,
                   const char *expected, const char *at)
{
	char number[16];

	if (line && !seam_carries(SEAM_CHECKS))
		return;
	if (atomic_fetch_add(&c->failures, 1) >= MOST_FAILURES)
		return;
	snprintf(number, sizeof number, "%d", line);
	seam_event("fail", base_name(file), number, text, seen, expected, at, (char *)NULL);
}

bool seam_check(struct seam_case *c, bool held, const char *text, const char *file, int line)
{
	if (!held)
		record(c, file, line, text, "false", "true", "");
	return held;
}

static const char *error_name(int64_t code)
{
	static const char *const names[] = {
		"SEAM_OK",          "SEAM_E_FAILED", "SEAM_E_NULL",        "SEAM_E_NUL",
		"SEAM_E_ENCODING",  "SEAM_E_RANGE",  "SEAM_E_SPACE",       "SEAM_E_MEMORY",
		"SEAM_E_PANIC",     "SEAM_E_STATE",  "SEAM_E_UNSUPPORTED", "SEAM_E_VERSION",
		"SEAM_E_NOT_FOUND",
	};
	size_t at = (size_t)-code;

	return code <= 0 && at < sizeof names / sizeof names[0] ? names[at] : NULL;
}

static void scalar_text(struct seam_scalar v, bool is_code, char *text, size_t size)
{
	const char *name;

	switch (v.kind) {
	case SEAM_SIGNED:
		name = is_code ? error_name(v.as.i) : NULL;
		snprintf(text, size, "%" PRId64 "%s%s%s", v.as.i, name ? " (" : "", name ? name : "", name ? ")" : "");
		break;
	case SEAM_UNSIGNED:
		snprintf(text, size, v.as.u > 9 ? "%" PRIu64 " (0x%" PRIx64 ")" : "%" PRIu64, v.as.u, v.as.u);
		break;
	case SEAM_FLOAT: snprintf(text, size, "%.17g (%a)", v.as.f, v.as.f); break;
	case SEAM_POINTER:
		if (v.as.p)
			snprintf(text, size, "%p", v.as.p);
		else
			snprintf(text, size, "NULL");
		break;
	}
}

static bool same(struct seam_scalar a, struct seam_scalar b)
{
	if (a.kind == SEAM_POINTER && b.kind == SEAM_POINTER)
		return a.as.p == b.as.p;
	if (a.kind == SEAM_FLOAT && b.kind == SEAM_FLOAT)
		return memcmp(&a.as.f, &b.as.f, sizeof a.as.f) == 0;
	if (a.kind > SEAM_UNSIGNED || b.kind > SEAM_UNSIGNED)
		return false;
	if ((a.kind == SEAM_SIGNED && a.as.i < 0) || (b.kind == SEAM_SIGNED && b.as.i < 0))
		return a.kind == b.kind && a.as.i == b.as.i;
	return a.as.u == b.as.u;
}

bool seam_check_eq(struct seam_case *c, struct seam_scalar seen, struct seam_scalar expected, const char *seen_text,
                   const char *expected_text, const char *file, int line)
{
	char text[256], seen_value[80], expected_value[80];
	bool is_code = strcmp(expected_text, "SEAM_OK") == 0 || strncmp(expected_text, "SEAM_E_", 7) == 0;

	if (same(seen, expected))
		return true;
	snprintf(text, sizeof text, "%s == %s", seen_text, expected_text);
	scalar_text(seen, is_code, seen_value, sizeof seen_value);
	scalar_text(expected, is_code, expected_value, sizeof expected_value);
	record(c, file, line, text, seen_value, expected_value, "");
	return false;
}

/* Up to 16 bytes from `from` on, in hexadecimal and as text. */
static void bytes_text(const unsigned char *bytes, size_t from, size_t size, char *text, size_t text_size)
{
	size_t end = size - from > 16 ? from + 16 : size;
	int at = snprintf(text, text_size, "%zu bytes, from %zu:", size, from);

	for (size_t i = from; i < end; i++)
		at += snprintf(text + at, text_size - (size_t)at, " %02x", bytes[i]);
	at += snprintf(text + at, text_size - (size_t)at, "  \"");
	for (size_t i = from; i < end; i++)
		at += snprintf(text + at, text_size - (size_t)at, "%c",
		               bytes[i] >= 0x20 && bytes[i] < 0x7f ? bytes[i] : '.');
	snprintf(text + at, text_size - (size_t)at, "\"");
}

bool seam_check_bytes(struct seam_case *c, const void *seen, size_t seen_size, const void *expected,
                      size_t expected_size, const char *text, const char *file, int line)
{
	const unsigned char *a = seen, *b = expected;
	size_t common = seen_size < expected_size ? seen_size : expected_size, at = 0;
	char seen_value[200], expected_value[200], at_text[24];

	if (!a && seen_size) {
		record(c, file, line, text, "NULL", "bytes", "");
		return false;
	}
	while (at < common && a[at] == b[at])
		at++;
	if (at == seen_size && at == expected_size)
		return true;
	bytes_text(a, at, seen_size, seen_value, sizeof seen_value);
	bytes_text(b, at, expected_size, expected_value, sizeof expected_value);
	snprintf(at_text, sizeof at_text, "%zu", at);
	record(c, file, line, text, seen_value, expected_value, at_text);
	return false;
}

bool seam_check_str(struct seam_case *c, const char *seen, const char *expected, const char *text, const char *file,
                    int line)
{
	if (seen == expected)
		return true;
	if (!seen || !expected) {
		record(c, file, line, text, seen ? "a string" : "NULL", expected ? expected : "NULL", "");
		return false;
	}
	return seam_check_bytes(c, seen, strlen(seen), expected, strlen(expected), text, file, line);
}

void seam_fail(struct seam_case *c, const char *file, int line, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	record(c, file, line, text, "", "", "");
}

void seam_skip(struct seam_case *c, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (!c->skipped)
		seam_event("skip", text, (char *)NULL);
	c->skipped = true;
}
