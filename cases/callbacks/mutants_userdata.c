/* mutants_userdata.c - userdata that is another, or is released never or at the wrong time. */
#include "callbacks/planted.h"

static int each_copies_userdata(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	void *copy[2] = { userdata, NULL };
	return REAL->each(count, visit, userdata ? copy : NULL, result);
}

static int fire_first(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	return REAL->fire(bus, id == 2 ? 1 : id, event, result);
}

static int subscribe_never_releases(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                    seam_destroy_fn destroy, uint64_t *id)
{
	(void)destroy;
	return REAL->subscribe(bus, callback, userdata, NULL, id);
}

static int replace_never_releases(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                                  seam_destroy_fn destroy)
{
	(void)destroy;
	return REAL->replace(bus, id, callback, userdata, NULL);
}

static int replace_releases_on_failure(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                                       seam_destroy_fn destroy)
{
	int rc = REAL->replace(bus, id, callback, userdata, destroy);

	if (rc && destroy)
		destroy(userdata);
	return rc;
}

static int bus_free_forgets(struct seam_bus *bus)
{
	(void)bus;
	return SEAM_OK;
}

SEAM_MUTANTS(callbacks, userdata) = {
	{ "each_copies_userdata", "callbacks.calls.userdata_as_is", "plain", "fail",
	  "slot == &slot", true, SEAM_OP(callbacks, each, each_copies_userdata), 0 },
	{ "fire_first", "callbacks.userdata.two_registrations", "plain", "fail",
	  "result == 22", true, SEAM_OP(callbacks, fire, fire_first), 0 },
	{ "subscribe_never_releases", "callbacks.userdata.on_unsubscribe", "plain", "fail",
	  "gone.destroyed == 1u", true, SEAM_OP(callbacks, subscribe, subscribe_never_releases), 0 },
	{ "replace_never_releases", "callbacks.userdata.on_replace", "plain", "fail",
	  "new.destroyed == 100u", true, SEAM_OP(callbacks, replace, replace_never_releases), 0 },
	{ "bus_free_forgets", "callbacks.userdata.on_bus_free", "plain", "fail",
	  "owned[i].destroyed", true, SEAM_OP(callbacks, bus_free, bus_free_forgets), 0 },
	{ "replace_releases_on_failure", "callbacks.userdata.not_on_failure", "plain", "fail",
	  "owned.destroyed == 0u", true, SEAM_OP(callbacks, replace, replace_releases_on_failure), 0 },
	SEAM_NO_MORE_MUTANTS
};
