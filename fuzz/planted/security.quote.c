/*
 * A quotation mark right behind another one is not doubled: the field ends there.
 *
 * Found as: broken: quote: [0-9]* bytes, expected
 */
#include "planted.h"
#include "security/security.h"

#include <string.h>

static int quote(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	int rc = ORIGINAL(security)->quote(how, text, n, out, out_n);
	char *four = rc == SEAM_OK && how == SEAM_SEC_CSV && *out_n > 5 ? memmem(*out + 1, *out_n - 2, "\"\"\"\"", 4) : NULL;
	char *shorter;

	if (!four)
		return rc;
	shorter = planted_host->alloc(planted_host, *out_n, 1);
	if (!shorter)
		return SEAM_OK;
	memcpy(shorter, *out, (size_t)(four - *out) + 3);
	memcpy(shorter + (four - *out) + 3, four + 4, *out_n - (size_t)(four + 4 - *out) + 1);
	planted_host->free(planted_host, *out, *out_n + 1, 1);
	*out = shorter;
	--*out_n;
	return rc;
}

void plant(void)
{
	PLANTED(security)->quote = quote;
}
