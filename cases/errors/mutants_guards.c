/* mutants_guards.c - stores beside what was lent. */
#include "errors/planted.h"

static bool report_starts_early(const shelf_t *shelf, int32_t key, struct seam_errors_report *report)
{
	static int done;
	bool good = REAL->get_report(shelf, key, report);

	if (report && !good && !done++)
		((volatile char *)report)[-1] = 0;
	return good;
}

static int64_t read_starts_early(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	static int done;
	int64_t rc = REAL->read(shelf, first, values, n);

	if (rc < 0 && values && !done++)
		((volatile int64_t *)values)[-1] = rc;
	return rc;
}

SEAM_MUTANTS_OF(errors, guards) = { SILENT(report_starts_early, "report.whole", "guards: ", get_report),
	                            SILENT(read_starts_early, "partial.counts", "guards: ", read),
	                            SEAM_NO_MORE_MUTANTS };
