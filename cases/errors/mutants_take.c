/* mutants_take.c - taking the last error and leaving it, or losing it. */
#include "errors/planted.h"

#include <string.h>

static int take_leaves_it(error_t **out)
{
	struct seam_errors_view view;

	if (!out)
		return SEAM_E_NULL;
	if (REAL->last_error(&view) != SEAM_OK)
		return SEAM_E_NOT_FOUND;
	return REAL->error_new(view.domain, view.code, view.message, view.message_n, NULL, out);
}

static int take_loses_it(error_t **out)
{
	int rc = REAL->last_error_take(out);

	if (rc == SEAM_E_MEMORY)
		REAL->last_error_clear();
	return rc;
}

static int take_cuts(error_t **out)
{
	struct seam_errors_view view;

	if (out && REAL->last_error(&view) == SEAM_OK && memchr(view.message, 0, view.message_n))
		REAL->fail(view.domain, view.code, view.message, strlen(view.message));
	return REAL->last_error_take(out);
}

static int take_code_only(error_t **out)
{
	struct seam_errors_view view;

	if (out && REAL->last_error(&view) == SEAM_OK)
		REAL->fail(0, view.code, view.message, view.message_n);
	return REAL->last_error_take(out);
}

SEAM_MUTANTS(errors, last_error_take) = {
	SILENT(take_leaves_it, "last_error_take.whole", "SEAM_E_NOT_FOUND", last_error_take),
	SILENT(take_loses_it, "last_error_take.no_memory", "the last error is gone", last_error_take),
	SILENT(take_cuts, "last_error_take.whole", "message_n", last_error_take),
	SILENT(take_code_only, "last_error_take.whole", "domain", last_error_take), SEAM_NO_MORE_MUTANTS
};
