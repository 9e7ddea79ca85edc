/*
 * A byte behind the last item of a message is not looked at, when the message holds a name.
 *
 * Found as: broken: message_parse: a message that is not as it must be was read\|broken: message_parse: SEAM_E_MEMORY
 */
#include "planted.h"
#include "security/security.h"

#include <string.h>

static int parse(const void *bytes, size_t n, struct seam_sec_message **out)
{
	int rc = ORIGINAL(security)->message_parse(bytes, n, out);

	if (rc == SEAM_E_RANGE && n > 6 && memchr(bytes, SEAM_SEC_NAME, n))
		rc = ORIGINAL(security)->message_parse(bytes, n - 1, out);
	return rc;
}

void plant(void)
{
	PLANTED(security)->message_parse = parse;
}
