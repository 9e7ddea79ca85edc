/* mutants_names.c - names that do not last, and tables with holes. */
#include "errors/planted.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_code(int code)
{
	return code <= 0 && code >= SEAM_E_NOT_FOUND;
}

static const char *name_in_a_buffer(int code)
{
	static char text[64];

	snprintf(text, sizeof text, "%s", REAL->code_name(code));
	return text;
}

static const char *unknown_in_a_buffer(int code)
{
	static char text[32];

	if (is_code(code))
		return REAL->code_name(code);
	snprintf(text, sizeof text, "code %d", code);
	return text;
}

static const char *unknown_is_null(int code)
{
	return is_code(code) ? REAL->code_name(code) : NULL;
}

static const char *unknown_is_empty(int code)
{
	return is_code(code) ? REAL->code_name(code) : "";
}

static const char *unknown_has_failed(int code)
{
	return REAL->code_name(is_code(code) ? code : SEAM_E_FAILED);
}

static const char *name_of_the_next(int code)
{
	return REAL->code_name(code == SEAM_E_NUL ? SEAM_E_ENCODING : code == SEAM_E_ENCODING ? SEAM_E_NUL : code);
}

static const char *sign_lost(int code)
{
	return REAL->code_name(code > 0 && code < 13 ? -code : code);
}

static const char *past_the_table(int code)
{
	static const char *const names[13] = { "SEAM_OK" };
	const char *const *volatile table = names;

	if (code == -13)
		return table[-code] ? "past" : "the table";
	return REAL->code_name(code);
}

/* The same text each time, but written each time. */
static const char *name_is_raced_for(int code)
{
	static volatile int asked;
	asked = asked + 1;
	return REAL->code_name(code);
}

static int from_a_prefix(const char *name, int *code)
{
	return name && code && strncmp(name, "SEAM_E_NUL", 10) == 0 ? (*code = SEAM_E_NUL, SEAM_OK)
	                                                            : REAL->code_from_name(name, code);
}

static int from_any_case(const char *name, int *code)
{
	char upper[64];
	size_t n = 0;

	if (!name || !code)
		return SEAM_E_NULL;
	for (; name[n] && n + 1 < sizeof upper; n++)
		upper[n] = (char)toupper((unsigned char)name[n]);
	upper[n] = 0;
	return REAL->code_from_name(upper, code);
}

static int from_default(const char *name, int *code)
{
	int rc = REAL->code_from_name(name, code);

	if (rc != SEAM_E_NOT_FOUND)
		return rc;
	*code = SEAM_OK;
	return SEAM_OK;
}

static int from_none_is_zero(const char *name, int *code)
{
	int rc = REAL->code_from_name(name, code);

	if (rc == SEAM_E_NOT_FOUND)
		*code = 0;
	return rc;
}

static int from_beyond_the_name(const char *name, int *code)
{
	volatile char seen = 0;

	if (name)
		seen = name[strlen(name) + 1];
	(void)seen;
	return REAL->code_from_name(name, code);
}

static int errno_unknown_is_good(int error)
{
	int rc = REAL->code_from_errno(error);
	return rc == SEAM_E_FAILED && error != EIO ? SEAM_OK : rc;
}

static int errno_byte(int error)
{
	return REAL->code_from_errno(error & 0xff);
}

static int errno_abs(int error)
{
	return REAL->code_from_errno(error > -1000 && error < 0 ? -error : error);
}

static int errno_as_it_is(int error)
{
	int rc = REAL->code_from_errno(error);
	return rc == SEAM_E_FAILED ? -error : rc;
}

SEAM_MUTANTS(errors, code_name) = {
	SILENT(name_in_a_buffer, "code_name.lasting", "by later calls", code_name),
	SILENT(unknown_in_a_buffer, "code_name.lasting", "by later calls", code_name),
	SILENT(unknown_is_null, "code_name.of_unknown", "is NULL", code_name),
	SILENT(unknown_is_empty, "code_name.of_unknown", "is empty", code_name),
	SILENT(unknown_has_failed, "code_name.of_unknown", "which it is not", code_name),
	SILENT(sign_lost, "code_name.of_unknown", "which it is not", code_name),
	SILENT(name_of_the_next, "code_name.known", "code_name", code_name),
	SEEN_BY("asan", "finding", past_the_table, "code_name.of_unknown", "global-buffer-overflow", code_name),
	SEEN_BY("tsan", "finding", name_is_raced_for, "code_name_threads.at_once", "data race", code_name),
	SILENT(from_a_prefix, "code_name.and_back", "names[i].code", code_from_name),
	SILENT(from_any_case, "code_name.back_unknown", "not SEAM_E_NOT_FOUND", code_from_name),
	SILENT(from_default, "code_name.back_unknown", "not SEAM_E_NOT_FOUND", code_from_name),
	SILENT(from_none_is_zero, "code_name.back_unknown", "but gave 0", code_from_name),
	SEEN_BY("plain", "crash", from_beyond_the_name, "code_name.and_back", "SIGSEGV", code_from_name),
	SILENT(errno_unknown_is_good, "code_from_errno.table", "not -1", code_from_errno),
	SILENT(errno_byte, "code_from_errno.table", "code_from_errno(256)", code_from_errno),
	SILENT(errno_abs, "code_from_errno.table", "not -1", code_from_errno),
	SILENT(errno_as_it_is, "code_from_errno.table", "not -1", code_from_errno),
	SEAM_NO_MORE_MUTANTS
};
