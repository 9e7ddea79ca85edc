/*
 * Bytes of the buffer itself are appended after its block has been given back.
 *
 * Found as: heap-use-after-free
 */
#include "planted.h"
#include "buffers/buffers.h"

static int append(struct seam_buffers_owned *buffer, const void *bytes, size_t n)
{
	size_t size = buffer ? buffer->size : 0;
	volatile unsigned char *to;
	int rc;

	if (!n || !size || (const unsigned char *)bytes < buffer->bytes || (const unsigned char *)bytes >= buffer->bytes + size)
		return ORIGINAL(buffers)->owned_append(buffer, bytes, n);
	rc = ORIGINAL(buffers)->owned_resize(buffer, size + n, 0);
	to = rc == SEAM_OK ? buffer->bytes + size : NULL;
	for (size_t i = 0; to && i < n; i++)
		to[i] = ((const volatile unsigned char *)bytes)[i];
	return rc;
}

void plant(void)
{
	PLANTED(buffers)->owned_append = append;
}
