/*
 * The device's code goes through 16 bits.
 *
 * Found as: broken: get_error: the cause is\|broken: error_view: code
 */
#include "planted.h"
#include "errors/errors.h"

static int view(const struct seam_errors_error *error, struct seam_errors_view *out)
{
	int rc = ORIGINAL(errors)->error_view(error, out);

	if (rc == SEAM_OK && out->domain == SEAM_DOMAIN_DEVICE)
		out->code = (int16_t)out->code;
	return rc;
}

void plant(void)
{
	PLANTED(errors)->error_view = view;
}
