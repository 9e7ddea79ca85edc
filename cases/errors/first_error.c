/*
 * first_error: of several errors the first one is told, and how many there were.
 * Rule: errors.first_error    Source: close-all loops; rc |= …, which makes a code of two; errors overwritten by the last item's success
 */
#include "errors/stage.h"
#include "errors/steps.h"

#include <string.h>

static void row(struct seam_case *c, size_t n, const int *codes)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct errors_steps s = { 0 };
	size_t *first = seam_out(c, sizeof *first), *failed = seam_out(c, sizeof *failed), at = n, bad = 0;
	int rc;

	memcpy(s.codes, codes, n * sizeof *codes);
	for (size_t i = n; i-- > 0;)
		if (codes[i]) {
			at = i;
			bad++;
		}
	rc = p->run_all(n, errors_step, &s, first, failed);
	if (rc != (bad ? codes[at] : 0))
		FAIL(c, "of %zu failures the first is %d, and run_all says %d", bad, bad ? codes[at] : 0, rc);
	if (s.n_done != n)
		FAIL(c, "%zu of %zu steps were called", s.n_done, n);
	for (size_t i = 0; i < n && i < s.n_done; i++)
		CHECK_EQ(c, s.done[i], i);
	if (*failed != bad)
		FAIL(c, "%zu steps failed, and run_all says %zu", bad, *failed);
	if (bad && *first != at)
		FAIL(c, "step %zu failed first, and run_all says %zu", at, *first);
	if (!bad)
		CHECK_EQ(c, seam_untouched(c, first, sizeof *first), sizeof *first);
}

static void several(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->run_all);
	row(c, 4, (int[]){ -5, 0, 0, 0 });
	row(c, 4, (int[]){ 0, -5, -7, 0 });
	row(c, 4, (int[]){ 0, 0, -7, -5 });
	row(c, 4, (int[]){ 0, 0, 0, -5 });
	row(c, 5, (int[]){ -1, -2, -3, -4, -5 });
	row(c, 5, (int[]){ 7, -2, 3, -4, 5 }); /* positive ones are failures here too */
	row(c, 3, (int[]){ 0, 256, -256 });
	row(c, 3, (int[]){ INT32_MIN, INT32_MAX, 1 });
	row(c, 3, (int[]){ 1, -1, 0 }); /* whose sum is 0 */
}

static void none(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->run_all);
	row(c, 0, (int[]){ 0 });
	row(c, 1, (int[]){ 0 });
	row(c, 6, (int[]){ 0, 0, 0, 0, 0, 0 });
}

SEAM_CASES(errors,
           first_error) = { { "several", SEAM_MUST, several, "all steps run, and the first failure is told", 0 },
	                    { "none", SEAM_MUST, none, "where none failed, none is told", 0 },
	                    SEAM_END };
