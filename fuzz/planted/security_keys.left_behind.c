/*
 * The bytes that a key had stay in a block that is given back, when they are replaced by longer ones.
 *
 * Found as: broken: a key lies in a block that is given back
 */
#include "planted.h"
#include "security/security.h"

#include <string.h>

static struct {
	const struct seam_sec_key *key;
	unsigned char bytes[SEAM_SEC_KEY_MAX];
	size_t n;
} last;

static int make(const void *bytes, size_t n, struct seam_sec_key **out)
{
	int rc = ORIGINAL(security)->key_make(bytes, n, out);

	if (rc == SEAM_OK) {
		last.key = *out;
		memcpy(last.bytes, bytes, last.n = n);
	}
	return rc;
}

static int replace(struct seam_sec_key *key, const void *bytes, size_t n)
{
	int rc = ORIGINAL(security)->key_replace(key, bytes, n);
	void *block;

	if (rc == SEAM_OK && key == last.key && n > last.n && (block = planted_host->alloc(planted_host, last.n, 1))) {
		memcpy(block, last.bytes, last.n);
		planted_host->free(planted_host, block, last.n, 1);
	}
	last.key = rc == SEAM_OK && key == last.key ? NULL : last.key;
	return rc;
}

void plant(void)
{
	PLANTED(security)->key_make = make;
	PLANTED(security)->key_replace = replace;
}
