/* mutants_panic.c - panics that say little, or of another. */
#include "errors/planted.h"

#include <stdio.h>
#include <string.h>

static int panic_says(const char *text, const char *said)
{
	int rc = REAL->panic(text);

	if (rc == SEAM_E_PANIC)
		REAL->fail(SEAM_DOMAIN_PANIC, SEAM_E_PANIC, said, strlen(said));
	return rc;
}

static int panic_unnamed(const char *text)
{
	return panic_says(text, "a panic in the peer");
}

static int panic_cut(const char *text)
{
	char cut[512];

	snprintf(cut, sizeof cut, "%s", text ? text : "");
	return panic_says(text, cut);
}

static int panic_prefixed(const char *text)
{
	char said[600];

	snprintf(said, sizeof said, "panicked at '%s'", text ? text : "");
	return panic_says(text, said);
}

static int panic_first(const char *text)
{
	static _Thread_local char first[64];

	if (text && !*first)
		snprintf(first, sizeof first, "%s", text);
	return strcmp(first, "the outer one") == 0 && text ? panic_says(text, first) : REAL->panic(text);
}

static int panic_failed(const char *text)
{
	int rc = REAL->panic(text);
	return rc == SEAM_E_PANIC ? SEAM_E_FAILED : rc;
}

static int panic_unset(const char *text)
{
	int rc = REAL->panic(text);

	if (rc == SEAM_E_PANIC)
		REAL->last_error_clear();
	return rc;
}

SEAM_MUTANTS(errors, panic) = { SILENT(panic_unnamed, "panic.texts", "message_n", panic),
	                        SILENT(panic_cut, "panic.texts", "message_n", panic),
	                        SILENT(panic_prefixed, "panic.texts", "message_n", panic),
	                        SILENT(panic_failed, "panic.texts", "SEAM_E_PANIC", panic),
	                        SILENT(panic_unset, "panic.texts", "SEAM_E_NOT_FOUND", panic),
	                        SILENT(panic_first, "panic.inside_a_call", "message", panic),
	                        SEAM_NO_MORE_MUTANTS };
