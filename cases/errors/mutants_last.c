/* mutants_last.c - last errors that are another's, too old, or told once. */
#include "errors/planted.h"

#include <string.h>

static int first_sticks(int32_t domain, int32_t code, const char *message, size_t n)
{
	struct seam_errors_view view;
	return REAL->last_error(&view) == SEAM_OK && view.code == -1 && code == -2
	               ? code
	               : REAL->fail(domain, code, message, n);
}

static int domain_short(int32_t domain, int32_t code, const char *message, size_t n)
{
	return REAL->fail((int16_t)domain, code, message, n);
}

static int code_short(int32_t domain, int32_t code, const char *message, size_t n)
{
	int rc = REAL->fail(domain, (int16_t)code ? (int16_t)code : code, message, n);
	return rc == (int16_t)code ? code : rc;
}

static int code_always_negative(int32_t domain, int32_t code, const char *message, size_t n)
{
	return REAL->fail(domain, code > 0 ? -code : code, message, n);
}

static int fail_returns_failed(int32_t domain, int32_t code, const char *message, size_t n)
{
	int rc = REAL->fail(domain, code, message, n);
	return rc < SEAM_E_NOT_FOUND ? SEAM_E_FAILED : rc;
}

static int fail_of_nothing(int32_t domain, int32_t code, const char *message, size_t n)
{
	return REAL->fail(domain, code ? code : SEAM_E_FAILED, message, n);
}

static int told_once(struct seam_errors_view *out)
{
	static _Thread_local char text[1 << 17];
	int rc = REAL->last_error(out);

	if (rc != SEAM_OK || out->message_n >= sizeof text)
		return rc;
	memcpy(text, out->message, out->message_n + 1);
	out->message = text;
	REAL->last_error_clear();
	return rc;
}

static int told_anew(struct seam_errors_view *out)
{
	int rc = REAL->last_error(out);
	static char text[128];

	if (rc == SEAM_OK && out->message_n < sizeof text) { /* the message of the call before is this one's now */
		/* More than once, so that two threads are in here at once. */
		for (int i = 0; i < 500; i++) {
			memset(text, 0, sizeof text);
			memcpy(text, out->message, out->message_n);
			*(volatile char *)text = text[0];
		}
		out->message = text;
	}
	return rc;
}

static int told_to_all(struct seam_errors_view *out)
{
	int rc = REAL->last_error(out);

	if (rc == SEAM_E_NOT_FOUND) {
		*out = (struct seam_errors_view){ 0, 0, "", 0 };
		return SEAM_OK;
	}
	return rc;
}

static void clear_code_only(void)
{
	struct seam_errors_view view;

	if (REAL->last_error(&view) == SEAM_OK)
		REAL->fail(view.domain, SEAM_E_FAILED, NULL, 0);
}

static int new_moves_the_message(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	struct kept k = keep();

	if (k.any && k.view.message_n < sizeof k.text)
		put_back(&k);
	return REAL->shelf_new(mode, limit, label, out);
}

SEAM_MUTANTS(errors, last_error) = {
	SILENT(first_sticks, "last_error.the_last_one", "domain", fail),
	SILENT(domain_short, "last_error.every_number", "is told as", fail),
	SILENT(code_short, "last_error.every_number", "is told as", fail),
	SILENT(code_always_negative, "last_error.every_number", "returned -1", fail),
	SILENT(fail_returns_failed, "last_error.every_number", "returned -1", fail),
	SILENT(fail_of_nothing, "last_error.refused", "SEAM_E_RANGE", fail),
	SILENT(told_once, "last_error.the_last_one", "SEAM_E_NOT_FOUND", last_error),
	SILENT(told_to_all, "last_error.none_yet", "SEAM_E_NOT_FOUND", last_error),
	SILENT(clear_code_only, "last_error.the_last_one", "SEAM_E_NOT_FOUND", last_error_clear),
	SILENT(new_moves_the_message, "last_error.borrowed", "view.message", shelf_new),
	{ "new_moves_the_message_asan",
	  "errors."
	  "last_error.borrowed",
	  "asan", "finding", "use-after-poison", false, SEAM_OP(errors, shelf_new, new_moves_the_message), 0 },
	SEEN_BY("tsan", "finding", told_anew, "last_error_threads.many", "data race", last_error),
	SEAM_NO_MORE_MUTANTS
};
