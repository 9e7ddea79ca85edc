/* Is never opened. */
#define HOSTILE_OPEN
#include "hostile.h"

#include <unistd.h>

static void misbehave(void)
{
}

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	(void)host;
	for (;;)
		pause();
	return offers[0].group ? 0 : 0;
}
