/*
 * report: a struct that tells success and failure is written whole, either way.
 * Rule: errors.report    Source: OVERLAPPED, CURL's error buffers, strncpy without a terminator; padding and stale fields (RS-2026-0134)
 */
#include "errors/stage.h"

#include <string.h>

static void told(struct seam_case *c, struct seam_errors_shelf *shelf, int32_t key, int code, const char *name)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_report *report = seam_out(c, sizeof *report);
	char text[SEAM_REPORT_TEXT] = { 0 };
	bool good;

	seam_dirty_stack(c);
	good = p->get_report(shelf, key, report);
	CHECK_EQ(c, good, code == SEAM_OK);
	CHECK_EQ(c, report->code, code);
	CHECK_EQ(c, report->key, key);
	CHECK_EQ(c, report->value, code == SEAM_OK ? errors_value(c, key) : 0);
	strncpy(text, name, sizeof text - 1);
	CHECK_BYTES(c, report->text, sizeof text, text, sizeof text); /* with NULs to its end */
}

static void whole(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	NEED(c, p->get_report);
	told(c, shelf, KEY_FIRST, SEAM_OK, "SEAM_OK");
	told(c, shelf, KEY_BROKEN, SEAM_E_FAILED, "SEAM_E_FAILED");
	told(c, shelf, KEY_MISSING, SEAM_E_NOT_FOUND, "SEAM_E_NOT_FOUND");
	told(c, shelf, INT32_MIN, SEAM_E_RANGE, "SEAM_E_RANGE");
	told(c, NULL, KEY_FIRST, SEAM_E_NULL, "SEAM_E_NULL");
	told(c, shelf, KEY_LAST, SEAM_OK, "SEAM_OK");
	errors_end(c, shelf);
}

static void used_again(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	struct seam_errors_report report, fresh;

	if (!shelf)
		return;
	NEED(c, p->get_report);
	memset(&fresh, 0, sizeof fresh);
	memset(&report, 0xff, sizeof report);
	CHECK_EQ(c, p->get_report(shelf, KEY_FIRST, &fresh), true);
	CHECK_EQ(c, p->get_report(shelf, KEY_MISSING, &report), false);
	CHECK_EQ(c, p->get_report(shelf, KEY_FIRST, &report), true); /* nothing of the failure stays */
	CHECK_EQ(c, report.value, fresh.value);
	CHECK_EQ(c, report.code, SEAM_OK);
	CHECK_BYTES(c, report.text, sizeof report.text, fresh.text, sizeof fresh.text);
	errors_end(c, shelf);
}

SEAM_CASES(errors, report) = { { "whole", SEAM_MUST, whole, "a report is written whole, whatever it tells", 0 },
	                       { "used_again", SEAM_MUST, used_again,
	                         "a report that is used again tells the last call only", 0 },
	                       SEAM_END };
