/* mutants_partial.c - counts that are not what was read. */
#include "errors/planted.h"

#define READ(name) static int64_t name(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)

READ(failure_hides_the_count)
{
	int64_t value, rc = REAL->read(shelf, first, values, n);

	if (rc > 0 && (size_t)rc < n && first + rc <= INT32_MAX)
		return REAL->read(shelf, (int32_t)(first + rc), &value, 1);
	return rc;
}

READ(failure_is_zero)
{
	int64_t rc = REAL->read(shelf, first, values, n);
	return rc == SEAM_E_NOT_FOUND ? 0 : rc;
}

READ(count_as_asked)
{
	int64_t rc = REAL->read(shelf, first, values, n);
	return rc > 0 ? (int64_t)n : rc;
}

READ(rest_cleared)
{
	int64_t rc = REAL->read(shelf, first, values, n);

	for (size_t i = rc > 0 ? (size_t)rc : n; i < n; i++)
		values[i] = 0;
	return rc;
}

READ(skips_the_broken)
{
	int64_t rc = REAL->read(shelf, first, values, n), more;

	if (rc > 0 && (size_t)rc + 1 < n && first + rc < INT32_MAX) {
		more = REAL->read(shelf, (int32_t)(first + rc + 1), values + rc, n - (size_t)rc - 1);
		rc += more > 0 ? more : 0;
	}
	return rc;
}

READ(one_more_than_asked)
{
	int64_t rc = REAL->read(shelf, first, values, n);

	if (rc > 0 && (size_t)rc == n)
		((volatile int64_t *)values)[n] = 0;
	return rc;
}

READ(none_is_failure)
{
	return n ? REAL->read(shelf, first, values, n) : SEAM_E_RANGE;
}

READ(end_of_numbers)
{
	int64_t rc = REAL->read(shelf, first, values, n);
	return n > (size_t)INT32_MAX - (size_t)(first < 0 ? 0 : first) && rc > 0 ? SEAM_E_RANGE : rc;
}

SEAM_MUTANTS(errors,
             partial) = { SILENT(failure_hides_the_count, "partial.counts", "not 3", read),
	                  SILENT(failure_is_zero, "partial.counts", "is 0, not -12", read),
	                  SILENT(count_as_asked, "partial.counts", "not 3", read),
	                  SILENT(rest_cleared, "partial.counts", "but wrote more", read),
	                  SILENT(skips_the_broken, "partial.counts", "not 3", read),
	                  SEEN_BY("plain", "crash", one_more_than_asked, "partial.counts", "past the end", read),
	                  SILENT(none_is_failure, "partial.none_asked_for", "KEY_FIRST, NULL, 0) == 0", read),
	                  SILENT(end_of_numbers, "partial.the_greatest_key", "2", read),
	                  SEAM_NO_MORE_MUTANTS };
