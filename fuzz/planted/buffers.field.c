/*
 * The upper byte of a record's flags is lost, in the second record and those behind it, when its lower one is 0x80 or more.
 *
 * Found as: broken: decode: byte [0-9]* of the struct
 */
#include "planted.h"
#include "buffers/buffers.h"

static int decode(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	int rc = ORIGINAL(buffers)->decode(wire, size, to, count);

	for (size_t i = 1; rc == SEAM_OK && i < *count; i++)
		if (to[i].flags & 0x80)
			to[i].flags &= 0xFF;
	return rc;
}

void plant(void)
{
	PLANTED(buffers)->decode = decode;
}
