/*
 * transaction: after a step that failed, nothing goes on, and what was done is undone in the opposite order.
 * Rule: errors.transaction    Source: goto-out chains; scope guards; git_transaction; builders that go on after an error
 */
#include "errors/stage.h"
#include "errors/steps.h"

/* n steps, the k-th of which returns code. */
static void row(struct seam_case *c, size_t n, size_t k, int code, int undo_code)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct errors_steps s = { .undo_code = undo_code };
	size_t *at = seam_out(c, sizeof *at);
	int rc;

	s.codes[k] = code;
	rc = p->transact(n, errors_step, errors_undo, &s, at);
	if (rc != code)
		FAIL(c, "step %zu of %zu returned %d, and transact %d", k, n, code, rc);
	if (*at != k)
		FAIL(c, "step %zu of %zu failed, and transact says %zu", k, n, *at);
	if (s.n_done != k + 1)
		FAIL(c, "step %zu of %zu failed, and %zu were called", k, n, s.n_done);
	if (s.n_undone != k)
		FAIL(c, "step %zu of %zu failed, and %zu were undone", k, n, s.n_undone);
	for (size_t i = 0; i <= k && i < s.n_done; i++)
		CHECK_EQ(c, s.done[i], i);
	for (size_t i = 0; i < k && i < s.n_undone; i++)
		if (s.undone[i] != k - 1 - i) {
			FAIL(c, "step %zu failed, and step %zu was undone in the place of %zu", k, s.undone[i],
			     k - 1 - i);
			break;
		}
}

static void at_each(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->transact);
	for (size_t n = 1; n < 8; n++)
		for (size_t k = 0; k < n; k++)
			row(c, n, k, -5, 0);
}

static void with_each_code(struct seam_case *c)
{
	static const int codes[] = { SEAM_E_FAILED, SEAM_E_NOT_FOUND, 1, 7, 256, 65536, -256, INT32_MAX, INT32_MIN };

	NEED(c, SEAM_OPS(c, errors)->transact);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		row(c, 4, 2, codes[i], 0);
}

static void undo_that_fails(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->transact);
	row(c, 6, 4, -5, -9);
	row(c, 6, 4, -5, 9);
	row(c, 6, 1, 7, INT32_MIN);
}

static void without_failure(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct errors_steps s = { .undo_code = 0 };
	size_t *at = seam_out(c, sizeof *at);

	NEED(c, p->transact);
	CHECK_EQ(c, p->transact(5, errors_step, errors_undo, &s, at), SEAM_OK);
	CHECK_EQ(c, s.n_done, 5u);
	CHECK_EQ(c, s.n_undone, 0u);
	CHECK_EQ(c, p->transact(0, errors_step, errors_undo, &s, at), SEAM_OK);
	CHECK_EQ(c, s.n_done, 5u);
	CHECK_EQ(c, seam_untouched(c, at, sizeof *at), sizeof *at);
	s.codes[2] = -5;
	s.n_done = 0;
	CHECK_EQ(c, p->transact(5, errors_step, NULL, &s, at), -5); /* nothing can be undone */
	CHECK_EQ(c, s.n_done, 3u);
	CHECK_EQ(c, *at, 2u);
}

SEAM_CASES(errors, transaction) = {
	{ "at_each", SEAM_MUST, at_each,
	  "whichever step fails: none behind it runs, all before it are undone backwards", 0 },
	{ "with_each_code", SEAM_MUST, with_each_code, "everything but 0 is a failure, and comes back as it is", 0 },
	{ "undo_that_fails", SEAM_MUST, undo_that_fails, "undoing that fails goes on, and hides no reason", 0 },
	{ "without_failure", SEAM_MUST, without_failure, "what has not failed is not undone", 0 },
	SEAM_END
};
