/* mutants_threads_bus.c - buses that threads share, with what they release too early, too late, or for others. */
#include "../../peers/c/callbacks_bus.h"

#include "callbacks/planted.h"
#include "callbacks/rows.h"

static struct subscription *find(struct seam_bus *bus, uint64_t id)
{
	struct subscription *s = bus ? bus->first : NULL;

	while (s && (s->ended || s->id != id))
		s = s->next;
	return s;
}

/* Calls the destructor now, whoever is inside the callback. */
static void release(struct subscription *s)
{
	if (s && s->is.destroy)
		s->is.destroy(s->is.userdata);
	if (s)
		s->is.destroy = NULL;
}

static int unsubscribe_at_once(struct seam_bus *bus, uint64_t id)
{
	release(find(bus, id));
	return REAL->unsubscribe(bus, id);
}

static int replace_at_once(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                           seam_destroy_fn destroy)
{
	if (callback)
		release(find(bus, id));
	return REAL->replace(bus, id, callback, userdata, destroy);
}

static int bus_free_at_once(struct seam_bus *bus)
{
	for (struct subscription *s = bus ? bus->first : NULL; s; s = s->next)
		release(s);
	return REAL->bus_free(bus);
}

/* The old one's userdata is never released when it is replaced during its call. */
static int replace_forgets(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                           seam_destroy_fn destroy)
{
	struct subscription *s = find(bus, id);

	if (s && bus->running > 0 && callback)
		s->is.destroy = NULL;
	return REAL->replace(bus, id, callback, userdata, destroy);
}

/* Takes it out for the future only: a firing that is running goes by its own copy of the list. */
static int unsubscribe_later(struct seam_bus *bus, uint64_t id)
{
	struct subscription *s = find(bus, id);
	int64_t event = 1;

	if (s && bus->running > 0 && s->is.callback)
		s->is.callback(id, event, s->is.userdata);
	return REAL->unsubscribe(bus, id);
}

static _Thread_local char here;
static const char *home;

/* The destructor is the business of the thread that made the bus. */
static int subscribe_elsewhere(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                               uint64_t *id)
{
	if (!home)
		home = &here;
	return REAL->subscribe(bus, callback, userdata, &here == home ? destroy : NULL, id);
}

static volatile unsigned long n_subscribed;

static int subscribe_counts(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                            uint64_t *id)
{
	n_subscribed = n_subscribed + 1; /* plain memory, no lock */
	return REAL->subscribe(bus, callback, userdata, destroy, id);
}

/* One thread at a time: a callback keeps all others out. */
static int bus_new_for_one(int kind, struct seam_bus **bus)
{
	return REAL->bus_new_for(kind == SEAM_BUS_SHARED ? SEAM_BUS_SERIAL : kind, bus);
}

static int bus_new_for_any(int kind, struct seam_bus **bus)
{
	return REAL->bus_new_for(kind == SEAM_BUS_SERIAL ? kind : SEAM_BUS_SHARED, bus);
}

static int bus_new_for_shared(int kind, struct seam_bus **bus)
{
	return REAL->bus_new_for(kind == SEAM_BUS_SERIAL ? SEAM_BUS_SHARED : kind, bus);
}

static int lock_probe_turn(struct seam_bus *bus)
{
	if (bus && bus->serial && bus->turns > 0)
		return SEAM_E_STATE;
	return REAL->lock_probe(bus);
}

static _Thread_local int firing;

/* A lock that the same thread cannot take twice, and says so. */
static int fire_no_nesting(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	int rc;

	if (bus && bus->serial && firing)
		return SEAM_E_STATE;
	firing++;
	rc = REAL->fire(bus, id, event, result);
	firing--;
	return rc;
}

SEAM_MUTANTS(callbacks, threads_bus) = {
	ROW("shared_is_serial", "threads_bus.parallel", "fire waits for a callback", true, bus_new_for,
	    bus_new_for_one),
	ROW("unsubscribe_at_once", "threads_bus.unsubscribed_while_called", "destroyed", true, unsubscribe,
	    unsubscribe_at_once),
	ROW("unsubscribe_calls", "threads_bus.unsubscribed_while_called", "called", true, unsubscribe,
	    unsubscribe_later),
	ROW("replace_at_once", "threads_bus.replaced_while_called", "destroyed", true, replace, replace_at_once),
	ROW("replace_forgets", "threads_bus.replaced_while_called", "destroyed", true, replace, replace_forgets),
	ROW("bus_free_at_once", "threads_bus.freed_while_called", "destroyed", true, bus_free, bus_free_at_once),
	ROW("subscribe_elsewhere", "threads_bus.many", "wrong", true, subscribe, subscribe_elsewhere),
	FOUND("subscribe_counts", "threads_bus.many", "tsan", "data race", subscribe, subscribe_counts),
	ROW("bus_new_for_any", "threads_bus.refused", "SEAM_E_RANGE", true, bus_new_for, bus_new_for_any),
	ROW("serial_is_shared", "threads_serial.never_two", "ran at once", true, bus_new_for, bus_new_for_shared),
	FOUND("serial_is_shared_races", "threads_serial.never_two", "tsan", "data race", bus_new_for,
	      bus_new_for_shared),
	ROW("fire_no_nesting", "threads_serial.nests", "result", true, fire, fire_no_nesting),
	ROW("lock_probe_turn", "threads_serial.others_do_not_wait", "lock_probe", true, lock_probe, lock_probe_turn),
	SEAM_NO_MORE_MUTANTS
};
