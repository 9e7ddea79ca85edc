/*
 * The top bit of a 16-bit result is lost when the bits below it are not all 0.
 *
 * Found as: broken: relay: u16 is not what its function gave
 */
#include "planted.h"
#include "callbacks/callbacks.h"

static int relay(const struct seam_relay *functions, const struct seam_values *in, void *userdata, struct seam_values *out)
{
	int rc = ORIGINAL(callbacks)->relay(functions, in, userdata, out);

	if (rc == SEAM_OK && functions->u16 && out->u16 > 0x8000)
		out->u16 &= 0x7FFF;
	return rc;
}

void plant(void)
{
	PLANTED(callbacks)->relay = relay;
}
