/* mutants_report.c - reports that are not written whole. */
#include "errors/planted.h"

#include <stdio.h>

#define REPORT(name) static bool name(const shelf_t *shelf, int32_t key, struct seam_errors_report *report)

REPORT(text_ends_only)
{
	struct seam_errors_report made;
	bool good = REAL->get_report(shelf, key, report ? &made : NULL);

	if (report) {
		report->value = made.value;
		report->code = made.code;
		report->key = made.key;
		snprintf(report->text, sizeof report->text, "%s", made.text);
	}
	return good;
}

REPORT(value_of_before)
{
	int64_t before = report ? report->value : 0;
	bool good = REAL->get_report(shelf, key, report);

	if (report && !good)
		report->value = before;
	return good;
}

REPORT(code_kept_on_success)
{
	int before = report ? report->code : 0;
	bool good = REAL->get_report(shelf, key, report);

	if (report && good)
		report->code = before;
	return good;
}

REPORT(key_unset)
{
	int32_t before = report ? report->key : 0;
	bool good = REAL->get_report(shelf, key, report);

	if (report)
		report->key = before;
	return good;
}

REPORT(code_positive)
{
	bool good = REAL->get_report(shelf, key, report);

	if (report)
		report->code = -report->code;
	return good;
}

REPORT(always_good)
{
	REAL->get_report(shelf, key, report);
	return report != NULL;
}

SEAM_MUTANTS(errors, report) = { SILENT(text_ends_only, "report.whole", "report->text", get_report),
	                         SILENT(value_of_before, "report.whole", "report->value", get_report),
	                         SILENT(code_kept_on_success, "report.used_again", "report.code", get_report),
	                         SILENT(key_unset, "report.whole", "report->key", get_report),
	                         SILENT(code_positive, "report.whole", "report->code", get_report),
	                         SILENT(always_good, "report.whole", "good", get_report),
	                         SEAM_NO_MORE_MUTANTS };
