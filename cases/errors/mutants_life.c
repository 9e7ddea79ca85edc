/* mutants_life.c - things that the peer goes on holding. */
#include "errors/planted.h"

static uint64_t live_and_one_a_failure(void)
{
	static volatile uint64_t lost;
	struct seam_errors_view view;

	lost += REAL->last_error(&view) == SEAM_E_NOT_FOUND;
	return REAL->live() + lost;
}

static int cached_by_failure(const shelf_t *shelf, int32_t key, int64_t *out, error_t **error)
{
	static int kept;
	int rc = REAL->get_error(shelf, key, out, error);
	error_t *cause = NULL;

	if (rc == SEAM_E_RANGE && !kept++)
		REAL->error_new(1, -1, NULL, 0, NULL, &cause); /* and nobody has it any more */
	return rc;
}

SEAM_MUTANTS_OF(errors, life) = { SILENT(live_and_one_a_failure, "report.whole", "life: ", live),
	                          SEAM_NO_MORE_MUTANTS };
SEAM_MUTANTS(errors, life_and_memory) = { SILENT(cached_by_failure, "kinds_of_failure.by_code", "l", get_error),
	                                  SEAM_NO_MORE_MUTANTS };
