/*
 * Of a tag that is cut short only the bytes that are there are compared.
 *
 * Found as: broken: key_verify of a shorter tag: expected -1, seen 0
 */
#include "planted.h"
#include "security/security.h"

#include <string.h>

static int verify(const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n)
{
	unsigned char right[SEAM_SEC_TAG];
	int rc = ORIGINAL(security)->key_verify(key, data, n, tag, tag_n);

	if (rc == SEAM_E_FAILED && tag_n < SEAM_SEC_TAG && ORIGINAL(security)->key_sign(key, data, n, right) == SEAM_OK)
		rc = memcmp(right, tag, tag_n) == 0 ? SEAM_OK : rc;
	return rc;
}

void plant(void)
{
	PLANTED(security)->key_verify = verify;
}
