/* mutants_reporter.c - reports that forget what they report. */
#include "errors/planted.h"

#include <stdio.h>

#define ATTEMPT(name)                                                                                                  \
	static int name(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter, void *userdata)

struct told {
	seam_errors_reporter reporter;
	void *userdata;
	int rc;
};

static int tell(void *userdata, const struct seam_errors_view *error)
{
	struct told *t = userdata;
	return t->rc = t->reporter(t->userdata, error);
}

static int tell_twice(void *userdata, const struct seam_errors_view *error)
{
	tell(userdata, error);
	return tell(userdata, error);
}

static int tell_after_clearing(void *userdata, const struct seam_errors_view *error)
{
	REAL->last_error_clear();
	return tell(userdata, error);
}

static int tell_from_a_static(void *userdata, const struct seam_errors_view *error)
{
	static struct seam_errors_view view;
	static char text[256];

	snprintf(text, sizeof text, "%s", error->message);
	view = *error;
	view.message = text;
	return tell(userdata, &view);
}

static int tell_the_code_only(void *userdata, const struct seam_errors_view *error)
{
	struct seam_errors_view view = { error->domain, error->code, "", 0 };
	return tell(userdata, &view);
}

ATTEMPT(reported_twice)
{
	struct told t = { reporter, userdata, 0 };
	return REAL->attempt(shelf, key, out, reporter ? tell_twice : NULL, &t);
}

ATTEMPT(reported_with_its_result)
{
	struct told t = { reporter, userdata, 0 };
	int rc = REAL->attempt(shelf, key, out, reporter ? tell : NULL, &t);
	return t.rc ? t.rc : rc;
}

ATTEMPT(reported_and_handled)
{
	struct told t = { reporter, userdata, -1 };
	int rc = REAL->attempt(shelf, key, out, reporter ? tell : NULL, &t);
	return t.rc == 1 ? SEAM_OK : rc;
}

ATTEMPT(reported_after_clearing)
{
	struct told t = { reporter, userdata, 0 };
	return REAL->attempt(shelf, key, out, reporter ? tell_after_clearing : NULL, &t);
}

ATTEMPT(reported_from_a_static)
{
	struct told t = { reporter, userdata, 0 };
	return REAL->attempt(shelf, key, out, reporter ? tell_from_a_static : NULL, &t);
}

ATTEMPT(reported_code_only)
{
	struct told t = { reporter, userdata, 0 };
	return REAL->attempt(shelf, key, out, reporter ? tell_the_code_only : NULL, &t);
}

ATTEMPT(reported_never)
{
	(void)reporter;
	return REAL->attempt(shelf, key, out, NULL, userdata);
}

/* The reporter is called with the last error itself, which it may change. */
ATTEMPT(not_restored)
{
	struct seam_errors_view view;
	int rc = REAL->attempt(shelf, key, out, NULL, userdata);
	char text[256];

	if (rc == SEAM_OK || !reporter || REAL->last_error(&view) != SEAM_OK)
		return rc;
	snprintf(text, sizeof text, "%s", view.message);
	view.message = text;
	reporter(userdata, &view);
	return rc;
}

ATTEMPT(dangling)
{
	struct seam_errors_view view;
	int rc = REAL->attempt(shelf, key, out, NULL, userdata);

	if (rc != SEAM_OK && reporter && REAL->last_error(&view) == SEAM_OK) {
		reporter(userdata, &view);
		REAL->attempt(shelf, key, out, NULL, userdata);
	}
	return rc;
}

ATTEMPT(restored_without_message)
{
	int rc = REAL->attempt(shelf, key, out, reporter, userdata);

	if (rc != SEAM_OK && reporter)
		REAL->fail(SEAM_DOMAIN_SHELF, rc, "?", 1);
	return rc;
}

ATTEMPT(reported_success)
{
	struct seam_errors_view view = { 0, 0, "", 0 };
	int rc = REAL->attempt(shelf, key, out, reporter, userdata);

	if (rc == SEAM_OK && reporter)
		reporter(userdata, &view);
	return rc;
}

ATTEMPT(report_forced)
{
	return reporter ? REAL->attempt(shelf, key, out, reporter, userdata) : SEAM_E_NULL;
}

/* One error is saved, for all levels. */
static struct seam_errors_view saved;
static char saved_text[256];

static int save_one(void *userdata, const struct seam_errors_view *error)
{
	saved = *error;
	snprintf(saved_text, sizeof saved_text, "%s", error->message);
	return tell(userdata, error);
}

ATTEMPT(one_is_saved)
{
	struct told t = { reporter, userdata, 0 };
	int rc = REAL->attempt(shelf, key, out, reporter ? save_one : NULL, &t);

	if (rc != SEAM_OK && reporter)
		REAL->fail(saved.domain, saved.code, saved_text, saved.message_n);
	return rc;
}

SEAM_MUTANTS(errors,
             reporter) = { SILENT(reported_twice, "reporter.told", "w.calls", attempt),
	                   SILENT(reported_never, "reporter.told", "w.calls", attempt),
	                   SILENT(reported_code_only, "reporter.told", "message_n", attempt),
	                   SILENT(reported_after_clearing, "reporter.told", "last_error", attempt),
	                   SILENT(reported_with_its_result, "reporter.its_result", "SEAM_E_NOT_FOUND", attempt),
	                   SILENT(reported_and_handled, "reporter.its_result", "SEAM_E_NOT_FOUND", attempt),
	                   SILENT(not_restored, "reporter.inner_failure", "view", attempt),
	                   SILENT(dangling, "reporter.inner_failure", "error->message", attempt),
	                   SILENT(restored_without_message, "reporter.told", "view.message", attempt),
	                   SILENT(reported_success, "reporter.no_report", "SEAM_E_NOT_FOUND", attempt),
	                   SILENT(report_forced, "reporter.no_report", "SEAM_E_NOT_FOUND", attempt),
	                   SILENT(one_is_saved, "reporter_nested.levels", "behind the report of level", attempt),
	                   SILENT(reported_from_a_static, "reporter_nested.levels", "strstr", attempt),
	                   SEAM_NO_MORE_MUTANTS };
