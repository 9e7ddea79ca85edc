/* Built with a contract that this host does not know. */
#define HOSTILE_OPEN
#include "hostile.h"

static void misbehave(void)
{
}

const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_peer peer = { SEAM_ABI + 6, sizeof peer, "hostile", "C", "", 0, offers, 1 };

	(void)host;
	return &peer;
}
