/* hostile.h - a peer that does something bad when it is asked to echo 2, or TROUBLE. */
#include "mock/mock.h"

static void misbehave(void);

#ifndef TROUBLE
#define TROUBLE 2
#endif

static int echo(int value)
{
	if (value == TROUBLE)
		misbehave();
	return value;
}

static const struct seam_mock ops = { echo };
static const struct seam_offer offers[] = { { "mock", sizeof ops, &ops } };

#ifndef HOSTILE_OPEN
const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static const struct seam_peer peer = { SEAM_ABI, sizeof peer, "hostile", "C", "", 0, offers, 1 };

	(void)host;
	return &peer;
}
#endif
