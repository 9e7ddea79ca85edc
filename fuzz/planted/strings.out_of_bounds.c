/*
 * A buffer that is too small by just the terminator: the terminator is written behind it.
 *
 * Found as: heap-buffer-overflow.*in fill
 */
#include "planted.h"
#include "strings/strings.h"

static int fill(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = ORIGINAL(strings)->fill(store, buf, size, needed);

	if (rc == SEAM_E_SPACE && size && *needed == size + 1)
		((volatile char *)buf)[size] = '\0';
	return rc;
}

void plant(void)
{
	PLANTED(strings)->fill = fill;
}
