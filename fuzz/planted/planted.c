/* planted.c - the peer that the planted bugs are put into: a copy of the reference's table, each of its ops as it is there. */
#include "planted.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 32 };

/* The reference's own seam_peer_open(), under the name that it is compiled with here. */
const struct seam_peer *reference_open(const struct seam_host *host);

const struct seam_host *planted_host;
static const struct seam_peer *reference;
static struct seam_offer offers[MOST_GROUPS];

static size_t number_of(const char *group)
{
	size_t i = 0;

	while (strcmp(offers[i].group, group) != 0)
		if (++i == reference->n_offers)
			abort();
	return i;
}

void *planted_ops(const char *group)
{
	return (void *)(uintptr_t)offers[number_of(group)].ops;
}

const void *original_ops(const char *group)
{
	return reference->offers[number_of(group)].ops;
}

/* The control, in which nothing may be found, has none. */
__attribute__((weak)) void plant(void)
{
}

SEAM_EXPORT const struct seam_peer *seam_peer_open(const struct seam_host *host)
{
	static struct seam_peer peer;

	planted_host = host;
	reference = reference_open(host);
	if (!reference || reference->n_offers > MOST_GROUPS)
		return NULL;
	for (size_t i = 0; i < reference->n_offers; i++) {
		void *ops = malloc(reference->offers[i].size);

		if (!ops)
			return NULL;
		offers[i] = reference->offers[i];
		offers[i].ops = memcpy(ops, reference->offers[i].ops, offers[i].size);
	}
	plant();
	peer = *reference;
	peer.name = "planted";
	peer.offers = offers;
	return &peer;
}
