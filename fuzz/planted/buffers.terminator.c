/*
 * A result that is shorter than its room by two or more gets a NUL behind it.
 *
 * Found as: broken: hex: byte [0-9]* of a room
 */
#include "planted.h"
#include "buffers/buffers.h"

static int hex(const void *bytes, size_t n, void *to, size_t *size)
{
	size_t room = size ? *size : 0;
	int rc = ORIGINAL(buffers)->hex(bytes, n, to, size);

	if (rc == SEAM_OK && n > 8 && room >= *size + 2)
		((volatile char *)to)[*size] = '\0';
	return rc;
}

void plant(void)
{
	PLANTED(buffers)->hex = hex;
}
