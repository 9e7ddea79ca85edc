/* mutants_registered.c - subscriptions that are fired, ended and replaced wrongly. */
#include "callbacks/planted.h"

#include <stdlib.h>

static int subscribe_calls_at_once(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                   seam_destroy_fn destroy, uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_OK)
		callback(*id, 0, userdata);
	return rc;
}

static int fire_32_bits(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	return REAL->fire(bus, id, (int32_t)event, result);
}

static int fire_loses_memory(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	void *volatile lost = malloc(40);

	lost = NULL;
	(void)lost;
	return REAL->fire(bus, id, event, result);
}

/* The reference counts ids from 1; these fire one by one. */
static int fire_in_order_of(struct seam_bus *bus, uint64_t first, uint64_t last, int64_t event, uint32_t *called,
                            int *result)
{
	int value = 0;
	uint32_t n = 0;

	if (!bus || !called || !result)
		return SEAM_E_NULL;
	for (uint64_t id = first; value == 0 && id != last; id += first < last ? 1u : -1ull)
		n += REAL->fire(bus, id, event, &value) == SEAM_OK;
	*called = n;
	*result = value;
	return SEAM_OK;
}

static int fire_all_backwards(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	return fire_in_order_of(bus, 64, 0, event, called, result);
}

static int fire_all_new_ones_too(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	return fire_in_order_of(bus, 1, 65, event, called, result);
}

/* When one ends during its call, those behind it move up, and one is passed over. */
static int fire_all_skips(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	uint32_t n = 0;
	int value = 0;

	if (!bus || !called || !result)
		return SEAM_E_NULL;
	for (uint64_t id = 1; id < 65 && value == 0; id++) {
		size_t before = 0, after = 0;

		REAL->live(SEAM_LIVE_SUBSCRIPTIONS, &before);
		n += REAL->fire(bus, id, event, &value) == SEAM_OK;
		REAL->live(SEAM_LIVE_SUBSCRIPTIONS, &after);
		id += after < before;
	}
	*called = n;
	*result = value;
	return SEAM_OK;
}

static int unsubscribe_not_yet(struct seam_bus *bus, uint64_t id)
{
	return bus && id ? SEAM_OK : REAL->unsubscribe(bus, id);
}

static int subscribe_same_id(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                             uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_OK)
		*id = 1;
	return rc;
}

static int replace_at_the_end(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                              seam_destroy_fn destroy)
{
	uint64_t fresh;
	int rc = REAL->subscribe(bus, callback, userdata, destroy, &fresh);
	return rc ? rc : REAL->unsubscribe(bus, id);
}

static int replace_calls_at_once(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                                 seam_destroy_fn destroy)
{
	int rc = REAL->replace(bus, id, callback, userdata, destroy);

	if (rc == SEAM_OK)
		callback(id, 0, userdata);
	return rc;
}

static int bus_new_shared(struct seam_bus **bus)
{
	static struct seam_bus *shared;
	size_t buses = 0;
	int rc;

	REAL->live(SEAM_LIVE_BUSES, &buses);
	if (buses > 0 && bus) {
		*bus = shared;
		return SEAM_OK;
	}
	rc = REAL->bus_new(bus);
	if (rc == SEAM_OK)
		shared = *bus;
	return rc;
}

static int bus_free_says_busy(struct seam_bus *bus)
{
	int rc = REAL->bus_free(bus);
	return bus && rc == SEAM_OK ? SEAM_E_STATE : rc;
}

SEAM_MUTANTS(callbacks, registered) = {
	{ "subscribe_calls_at_once", "callbacks.registered.later", "plain", "fail",
	  "callbacks_log.n == 0u", true, SEAM_OP(callbacks, subscribe, subscribe_calls_at_once), 0 },
	{ "fire_32_bits", "callbacks.registered.later", "plain", "fail",
	  "callbacks_log.event[0]", true, SEAM_OP(callbacks, fire, fire_32_bits), 0 },
	{ "fire_loses_memory", "callbacks.registered.later", "asan", "finding",
	  "leak", false, SEAM_OP(callbacks, fire, fire_loses_memory), 0 },
	{ "fire_all_backwards", "callbacks.registered.in_order", "plain", "fail",
	  "callbacks_log.who", true, SEAM_OP(callbacks, fire_all, fire_all_backwards), 0 },
	{ "unsubscribe_not_yet", "callbacks.registered.not_after_unsubscribe", "plain", "fail",
	  "SEAM_E_NOT_FOUND", true, SEAM_OP(callbacks, unsubscribe, unsubscribe_not_yet), 0 },
	{ "subscribe_same_id", "callbacks.registered_as.ids_are_not_reused", "plain", "fail",
	  "id != ids[0]", true, SEAM_OP(callbacks, subscribe, subscribe_same_id), 0 },
	{ "replace_at_the_end", "callbacks.registered_as.replaced", "plain", "fail",
	  "callbacks_log.who", true, SEAM_OP(callbacks, replace, replace_at_the_end), 0 },
	{ "bus_new_shared", "callbacks.registered_as.buses_are_apart", "plain", "fail",
	  "other != bus", true, SEAM_OP(callbacks, bus_new, bus_new_shared), 0 },
	{ "fire_all_skips", "callbacks.reentry_bus.ends_itself", "plain", "fail",
	  "called == 3u", true, SEAM_OP(callbacks, fire_all, fire_all_skips), 0 },
	{ "unsubscribe_ends_nothing", "callbacks.reentry_bus.ends_another", "plain", "fail",
	  "called == 2u", true, SEAM_OP(callbacks, unsubscribe, unsubscribe_not_yet), 0 },
	{ "fire_all_new_ones_too", "callbacks.reentry_bus.adds", "plain", "fail",
	  "called == 3u", true, SEAM_OP(callbacks, fire_all, fire_all_new_ones_too), 0 },
	{ "replace_calls_at_once", "callbacks.reentry_bus.replaces_itself", "plain", "fail",
	  "s.extra[0].called == 0u", true, SEAM_OP(callbacks, replace, replace_calls_at_once), 0 },
	{ "replace_loses_its_turn", "callbacks.reentry_bus.replaces_another", "plain", "fail",
	  "s.extra[0].called == 1u", true, SEAM_OP(callbacks, replace, replace_at_the_end), 0 },
	{ "bus_free_says_busy", "callbacks.reentry_bus.frees_the_bus", "plain", "fail",
	  "s.actor[2].called == 1u", true, SEAM_OP(callbacks, bus_free, bus_free_says_busy), 0 },
	SEAM_NO_MORE_MUTANTS
};
