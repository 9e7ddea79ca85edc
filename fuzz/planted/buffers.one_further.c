/*
 * The byte behind the last one is read, of sizes that sixteen divides.
 *
 * Found as: heap-buffer-overflow.*in describe
 */
#include "planted.h"
#include "buffers/buffers.h"

static int describe(const void *bytes, size_t n, struct seam_buffers_summary *out)
{
	if (bytes && n && n % 16 == 0 && n <= SEAM_BUFFERS_MOST)
		(void)((const volatile char *)bytes)[n];
	return ORIGINAL(buffers)->describe(bytes, n, out);
}

void plant(void)
{
	PLANTED(buffers)->describe = describe;
}
