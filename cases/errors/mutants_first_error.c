/* mutants_first_error.c - one code made of several. */
#include "errors/planted.h"

/* Runs all steps, and makes one code of all: first and failed as they should be. */
struct all {
	seam_errors_step_fn step;
	void *userdata;
	int last, any, sum, least;
};

static int gather(void *userdata, size_t index)
{
	struct all *a = userdata;
	int rc = a->step(a->userdata, index);

	a->last = rc;
	a->any |= rc;
	a->sum = (int)((unsigned)a->sum + (unsigned)rc);
	a->least = rc < a->least ? rc : a->least;
	return rc;
}

#define RUN_ALL(name, result)                                                                                          \
	static int name(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)             \
	{                                                                                                              \
		struct all a = { step, userdata, 0, 0, 0, 0 };                                                         \
		int rc = step ? REAL->run_all(n, gather, &a, first, failed) : SEAM_E_NULL;                             \
		return !step || !first || !failed ? rc : (result);                                                     \
	}

RUN_ALL(all_last_wins, a.last)
RUN_ALL(all_ored, a.any)
RUN_ALL(all_added, a.sum)
RUN_ALL(all_worst_wins, a.least)
RUN_ALL(all_positive_is_good, rc > 0 ? 0 : rc)
RUN_ALL(all_count_as_code, rc ? -(int)*failed : 0)

static int all_stops(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)
{
	int rc = REAL->transact(n, step, NULL, userdata, first);

	if (rc != SEAM_E_NULL && failed)
		*failed = rc != 0;
	return failed ? rc : SEAM_E_NULL;
}

static int all_first_is_zero(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)
{
	int rc = REAL->run_all(n, step, userdata, first, failed);

	if (rc == SEAM_OK)
		*first = 0;
	return rc;
}

SEAM_MUTANTS(errors, first_error) = { SILENT(all_last_wins, "first_error.several", "run_all says 0", run_all),
	                              SILENT(all_ored, "first_error.several", "run_all says", run_all),
	                              SILENT(all_added, "first_error.several", "run_all says", run_all),
	                              SILENT(all_worst_wins, "first_error.several", "run_all says", run_all),
	                              SILENT(all_positive_is_good, "first_error.several", "run_all says 0", run_all),
	                              SILENT(all_count_as_code, "first_error.several", "run_all says -1", run_all),
	                              SILENT(all_stops, "first_error.several", "steps were called", run_all),
	                              SILENT(all_first_is_zero, "first_error.none", "seam_untouched", run_all),
	                              SEAM_NO_MORE_MUTANTS };
