/*
 * A subscription that is ended from within a callback of the same bus is still called once.
 *
 * Found as: broken: a callback was called after its subscription had ended
 */
#include "planted.h"
#include "callbacks/callbacks.h"

static struct {
	struct seam_bus *bus;
	seam_event_fn callback;
	void *userdata;
	uint64_t id;
} known[64], late;
static unsigned n_known, firing;

static int subscribe(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                     uint64_t *id)
{
	int rc = ORIGINAL(callbacks)->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_OK) {
		known[n_known % 64].bus = bus;
		known[n_known % 64].callback = callback;
		known[n_known % 64].userdata = userdata;
		known[n_known++ % 64].id = *id;
	}
	return rc;
}

static int unsubscribe(struct seam_bus *bus, uint64_t id)
{
	int rc = ORIGINAL(callbacks)->unsubscribe(bus, id);

	for (unsigned i = 0; rc == SEAM_OK && firing && i < 64; i++)
		if (known[i].bus == bus && known[i].id == id)
			late = known[i];
	return rc;
}

static int fire_all(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	int rc;

	firing++;
	rc = ORIGINAL(callbacks)->fire_all(bus, event, called, result);
	if (--firing == 0 && late.bus == bus)
		late.callback(late.id, event, late.userdata);
	late.bus = NULL;
	return rc;
}

void plant(void)
{
	PLANTED(callbacks)->subscribe = subscribe;
	PLANTED(callbacks)->unsubscribe = unsubscribe;
	PLANTED(callbacks)->fire_all = fire_all;
}
