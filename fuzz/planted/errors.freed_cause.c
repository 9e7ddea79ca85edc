/*
 * A cause that is handed over is freed with the caller's pointer still in use, when it has a cause itself.
 *
 * Found as: heap-use-after-free\|has been freed before
 */
#include "planted.h"
#include "errors/errors.h"

static int make(int32_t domain, int32_t code, const char *message, size_t n, struct seam_errors_error *cause,
                struct seam_errors_error **out)
{
	const struct seam_errors_error *inner = NULL;
	int rc = ORIGINAL(errors)->error_new(domain, code, message, n, cause, out);

	if (rc == SEAM_OK && cause && ORIGINAL(errors)->error_cause(cause, &inner) == SEAM_OK)
		ORIGINAL(errors)->error_free(cause);
	return rc;
}

void plant(void)
{
	PLANTED(errors)->error_new = make;
}
