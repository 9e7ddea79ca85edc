/* mutants_sort.c - comparators whose arguments or values are changed, and sorts that trust them. */
#include "callbacks/planted.h"

#include <stdlib.h>
#include <string.h>

struct comparator {
	seam_compare_fn compare;
	void *userdata;
};

static int compare_32(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	return r->compare((int32_t)a, (int32_t)b, r->userdata);
}

static int compare_16(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	return (short)r->compare(a, b, r->userdata);
}

static int compare_negated(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	return (int)(0u - (unsigned)r->compare(b, a, r->userdata)); /* INT_MIN stays what it is */
}

static int compare_no_tie(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	int order = r->compare(a, b, r->userdata);
	return order ? order : a < b ? 1 : -1;
}

#define SORT_BY(how)                                                                             \
	static int sort_##how(int64_t *items, size_t n, seam_compare_fn compare, void *userdata) \
	{                                                                                        \
		struct comparator r = { compare, userdata };                                     \
		return REAL->sort(items, n, compare ? compare_##how : NULL, &r);                 \
	}
SORT_BY(32)
SORT_BY(16)
SORT_BY(negated)
SORT_BY(no_tie)

static int sort_by_number(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n, compare ? by_number : NULL, userdata);
}

/* Looks for the pivot's place without minding the end, as a quicksort does that trusts its comparator. */
static int sort_trusting(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int64_t *volatile at = items;

	if (!compare || (!items && n > 0))
		return SEAM_E_NULL;
	while (n > 1 && compare(*at, items[n / 2], userdata) < 0)
		at++;
	return REAL->sort(items, n, compare, userdata);
}

/* Lifts one number out and moves others over its place: at a comparison one is there twice. */
static int sort_with_hole(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	if (!compare || (!items && n > 0))
		return SEAM_E_NULL;
	for (size_t i = 1; i < n; i++) {
		int64_t item = items[i];
		size_t k = i;
		for (; k > 0 && compare(items[k - 1], item, userdata) > 0; k--)
			((volatile int64_t *)items)[k] = items[k - 1];
		items[k] = item;
	}
	return SEAM_OK;
}

/* Writes a number twice when two comparisons of the same pair differ. */
static int sort_doubles(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int rc = REAL->sort(items, n, compare, userdata);

	for (size_t i = 1; rc == SEAM_OK && i < n; i++)
		if (compare(items[i - 1], items[i], userdata) > 0)
			items[i] = items[i - 1];
	return rc;
}

/* Sorts no more than its buffer holds. */
static int sort_256(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n < 256 ? n : 256, compare, userdata);
}

/* Works on a copy, and looks at one number more than it has. */
static int sort_reads_past(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int64_t *volatile copy = n ? malloc(n * sizeof *items) : NULL;
	volatile int64_t past;

	if (copy && items) {
		memcpy(copy, items, n * sizeof *items);
		past = copy[n];
		(void)past;
	}
	free(copy);
	return REAL->sort(items, n, compare, userdata);
}

static int sort_reads_first(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	volatile int64_t first = items ? *items : 0;

	(void)first;
	return REAL->sort(items, n, compare, userdata);
}

SEAM_MUTANTS(callbacks, sort) = {
	{ "sort_32", "callbacks.sort.ascending", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_32), 0 },
	{ "sort_by_number", "callbacks.sort.descending", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_by_number), 0 },
	{ "sort_16", "callbacks.sort.any_int", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_16), 0 },
	{ "sort_negated", "callbacks.sort.any_int", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_negated), 0 },
	{ "sort_no_tie", "callbacks.sort.stable", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_no_tie), 0 },
	{ "sort_256", "callbacks.sort.many", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_256), 0 },
	{ "sort_reads_past", "callbacks.sort.stable", "asan", "finding",
	  "heap-buffer-overflow", false, SEAM_OP(callbacks, sort, sort_reads_past), 0 },
	{ "sort_reads_past_memcheck", "callbacks.sort.stable", "memcheck", "finding",
	  "InvalidRead", false, SEAM_OP(callbacks, sort, sort_reads_past), 0 },
	{ "sort_trusting", "callbacks.sort.inconsistent", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, sort, sort_trusting), 0 },
	{ "sort_doubles", "callbacks.sort.inconsistent", "plain", "fail",
	  "wrong == 0u", true, SEAM_OP(callbacks, sort, sort_doubles), 0 },
	{ "sort_reads_first", "callbacks.sort.few", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, sort, sort_reads_first), 0 },
	{ "sort_with_hole", "callbacks.longjmp_over.sort", "plain", "fail",
	  "seen == 0x1feu", true, SEAM_OP(callbacks, sort, sort_with_hole), 0 },
	{ "sort_with_hole_by_throw", "callbacks.throw.over_sort", "plain", "fail",
	  "seen == 0x1feu", true, SEAM_OP(callbacks, sort, sort_with_hole), SEAM_UNWIND_SAFE },
	SEAM_NO_MORE_MUTANTS
};
