/*
 * A priority below 0 is taken as 0.
 *
 * Found as: broken: fire_all: call [0-9]* is out of order
 */
#include "planted.h"
#include "callbacks/callbacks.h"

static int subscribe(struct seam_bus *bus, const struct seam_subscription *subscription, uint64_t *id)
{
	struct seam_subscription s;

	if (!subscription || subscription->size != sizeof s || subscription->priority >= 0)
		return ORIGINAL(callbacks)->subscribe_with(bus, subscription, id);
	s = *subscription;
	s.priority = 0;
	return ORIGINAL(callbacks)->subscribe_with(bus, &s, id);
}

void plant(void)
{
	PLANTED(callbacks)->subscribe_with = subscribe;
}
