/* Does not survive being opened. */
#define HOSTILE_OPEN
#include "hostile.h"

#include <stdint.h>

static void misbehave(void)
{
}

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	(void)host;
	*(volatile int *)(uintptr_t)16 = ops.echo(1) + (int)sizeof offers;
	return 0;
}
