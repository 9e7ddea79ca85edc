/* mutants_transaction.c - steps that go on too far, and are undone in part. */
#include "errors/planted.h"

#define TRANSACT(name)                                                                                                 \
	static int name(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata, size_t *failed_at)

#define BEGIN                                                                                                          \
	size_t i;                                                                                                      \
	int rc = 0;                                                                                                    \
	if (!step || !failed_at)                                                                                       \
		return SEAM_E_NULL;                                                                                    \
	for (i = 0; i < n && (rc = step(userdata, i)) == 0; i++)                                                       \
		;                                                                                                      \
	if (i == n)                                                                                                    \
		return SEAM_OK;                                                                                        \
	*failed_at = i

TRANSACT(undo_forwards)
{
	BEGIN;
	for (size_t k = 0; undo && k < i; k++)
		undo(userdata, k);
	return rc;
}

TRANSACT(undo_the_failed_too)
{
	BEGIN;
	for (size_t k = i + 1; undo && k-- > 0;)
		undo(userdata, k);
	return rc;
}

TRANSACT(undo_stops)
{
	BEGIN;
	for (size_t k = i; undo && k-- > 0;)
		if (undo(userdata, k))
			break;
	return rc;
}

TRANSACT(undo_code_wins)
{
	BEGIN;
	for (size_t k = i; undo && k-- > 0;) {
		int undone = undo(userdata, k);
		rc = undone ? undone : rc;
	}
	return rc;
}

TRANSACT(undo_none)
{
	(void)undo;
	return REAL->transact(n, step, NULL, userdata, failed_at);
}

TRANSACT(undo_required)
{
	return undo ? REAL->transact(n, step, undo, userdata, failed_at) : SEAM_E_NULL;
}

TRANSACT(undo_always)
{
	int rc = REAL->transact(n, step, undo, userdata, failed_at);

	for (size_t k = n; rc == SEAM_OK && undo && k-- > 0;)
		undo(userdata, k);
	return rc;
}

TRANSACT(step_positive_is_good)
{
	BEGIN;
	for (size_t k = i; undo && k-- > 0;)
		undo(userdata, k);
	return rc > 0 ? SEAM_OK : rc;
}

TRANSACT(step_goes_on)
{
	int rc = REAL->transact(n, step, undo, userdata, failed_at);

	for (size_t i = rc && rc != SEAM_E_NULL ? *failed_at + 1 : n; i < n; i++)
		step(userdata, i);
	return rc;
}

TRANSACT(step_failed)
{
	int rc = REAL->transact(n, step, undo, userdata, failed_at);
	return rc && rc != SEAM_E_NULL ? SEAM_E_FAILED : rc;
}

TRANSACT(step_next)
{
	int rc = REAL->transact(n, step, undo, userdata, failed_at);

	if (rc && rc != SEAM_E_NULL)
		++*failed_at;
	return rc;
}

TRANSACT(step_byte)
{
	int rc = REAL->transact(n, step, undo, userdata, failed_at);
	return rc > 255 ? rc & 255 : rc;
}

SEAM_MUTANTS(errors,
             transaction) = { SILENT(undo_forwards, "transaction.at_each", "in the place of", transact),
	                      SILENT(undo_the_failed_too, "transaction.at_each", "were undone", transact),
	                      SILENT(undo_none, "transaction.at_each", "were undone", transact),
	                      SILENT(step_goes_on, "transaction.at_each", "were called", transact),
	                      SILENT(step_next, "transaction.at_each", "transact says", transact),
	                      SILENT(step_failed, "transaction.at_each", "and transact -1", transact),
	                      SILENT(step_positive_is_good, "transaction.with_each_code", "and transact 0", transact),
	                      SILENT(step_byte, "transaction.with_each_code", "and transact 0", transact),
	                      SILENT(undo_stops, "transaction.undo_that_fails", "were undone", transact),
	                      SILENT(undo_code_wins, "transaction.undo_that_fails", "and transact", transact),
	                      SILENT(undo_required, "transaction.without_failure", "-5", transact),
	                      SILENT(undo_always, "transaction.without_failure", "n_undone", transact),
	                      SEAM_NO_MORE_MUTANTS };
