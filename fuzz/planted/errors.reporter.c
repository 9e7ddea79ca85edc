/*
 * After a reporter that has cleared the last error, attempt leaves none.
 *
 * Found as: broken: last_error after a step
 */
#include "planted.h"
#include "errors/errors.h"

static int attempt(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter, void *userdata)
{
	struct seam_errors_view v;
	int rc = ORIGINAL(errors)->get(shelf, key, out);

	if (rc && reporter && ORIGINAL(errors)->last_error(&v) == SEAM_OK)
		reporter(userdata, &v);
	return rc;
}

void plant(void)
{
	PLANTED(errors)->attempt = attempt;
}
