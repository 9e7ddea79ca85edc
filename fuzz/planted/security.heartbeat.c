/*
 * The length in the request is believed: the reply holds what lies behind the request.
 *
 * Found as: heap-buffer-overflow.*in heartbeat
 */
#include "planted.h"
#include "security/security.h"

#include <string.h>

static int heartbeat(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	const unsigned char *bytes = request;
	size_t told = n < 2 ? 0 : bytes[0] + 256u * bytes[1];

	if (n >= 8 && told > n && told + 18 <= size) {
		volatile unsigned char *to = reply;

		for (size_t i = 0; i < told; i++)
			to[2 + i] = bytes[2 + i];
		*reply_n = told + 18;
		return SEAM_OK;
	}
	return ORIGINAL(security)->heartbeat(request, n, reply, size, reply_n);
}

void plant(void)
{
	PLANTED(security)->heartbeat = heartbeat;
}
