/*
 * callbacks_bus.c - group `callbacks`: a bus of subscriptions, for one thread or for many.
 *
 * One lock guards a bus, and it is never held while a callback or destructor runs.  Instead `running` counts the
 * calls that
 * are somewhere in the list: nothing is taken out of it, and nothing released, until the last of them leaves.
 */
#include "callbacks_bus.h"
#include "callbacks_parts.h"

#include <stddef.h>
#include <string.h>

int seam_c_lock_probe(struct seam_bus *bus)
{
	if (!bus)
		return SEAM_OK;
	if (!sync_try_lock(&bus->lock))
		return SEAM_E_STATE;
	sync_unlock(&bus->lock);
	return SEAM_OK;
}

/* Takes the lock and counts the caller as running; pairs with leave(), which is called without the lock. */
static int enter(struct seam_bus *bus)
{
	sync_lock(&bus->lock);
	if (bus->closed) {
		sync_unlock(&bus->lock);
		return SEAM_E_STATE;
	}
	bus->running++;
	return SEAM_OK;
}

/* Takes the first subscription that has ended out of the list; NULL when there is none. */
static struct subscription *take_ended(struct seam_bus *bus)
{
	for (struct subscription **link = &bus->first; *link; link = &(*link)->next) {
		struct subscription *s = *link;
		if (s->ended) {
			*link = s->next;
			return s;
		}
	}
	return NULL;
}

static void end_bus(struct seam_bus *bus)
{
	sync_mutex_end(&bus->lock);
	sync_cond_end(&bus->turned);
	FREE(bus);
}

/* The last one to leave clears away what has ended.  It counts as running until that is done, since destructors may
 * come back to the bus. */
static void leave(struct seam_bus *bus)
{
	struct subscription *s;
	bool gone;

	sync_lock(&bus->lock);
	while (bus->running == 1 && (s = take_ended(bus))) {
		sync_unlock(&bus->lock);
		if (s->is.destroy)
			s->is.destroy(s->is.userdata);
		FREE(s);
		sync_lock(&bus->lock);
	}
	gone = --bus->running == 0 && bus->closed;
	sync_unlock(&bus->lock);
	if (gone)
		end_bus(bus);
}

static struct subscription *find(const struct seam_bus *bus, uint64_t id)
{
	struct subscription *s = bus->first;

	while (s && (s->ended || s->id != id))
		s = s->next;
	return s;
}

/* Marks it; with the lock held. */
static void end(struct subscription *s)
{
	s->ended = true;
	atomic_fetch_sub(&seam_c_alive[SEAM_LIVE_SUBSCRIPTIONS], 1);
}

/* The caller is done with a watch; without the lock, but for counting. */
static void drop_watch(struct seam_bus *bus, struct watch *watch)
{
	bool last;

	if (!watch)
		return;
	sync_lock(&bus->lock);
	last = --watch->users == 0;
	sync_unlock(&bus->lock);
	if (!last)
		return;
	if (watch->is.destroy)
		watch->is.destroy(watch->is.userdata);
	FREE(watch);
}

static int new_bus(bool serial, struct seam_bus **out)
{
	struct seam_bus *bus;

	if (!out)
		return SEAM_E_NULL;
	bus = NEW(struct seam_bus);
	if (!bus)
		return SEAM_E_MEMORY;
	memset(bus, 0, sizeof *bus);
	bus->serial = serial;
	sync_mutex_make(&bus->lock);
	sync_cond_make(&bus->turned);
	atomic_fetch_add(&seam_c_alive[SEAM_LIVE_BUSES], 1);
	*out = bus;
	return SEAM_OK;
}

int seam_c_bus_new(struct seam_bus **bus)
{
	return new_bus(false, bus);
}

int seam_c_bus_new_for(int kind, struct seam_bus **bus)
{
	if (!bus)
		return SEAM_E_NULL;
	if (kind != SEAM_BUS_SHARED && kind != SEAM_BUS_SERIAL)
		return SEAM_E_RANGE;
	return new_bus(kind == SEAM_BUS_SERIAL, bus);
}

int seam_c_bus_free(struct seam_bus *bus)
{
	int rc = bus ? enter(bus) : SEAM_OK;
	struct watch *watch;

	if (rc || !bus)
		return rc;
	bus->closed = true;
	for (struct subscription *s = bus->first; s; s = s->next)
		if (!s->ended)
			end(s);
	atomic_fetch_sub(&seam_c_alive[SEAM_LIVE_BUSES], 1);
	watch = bus->watch;
	sync_unlock(&bus->lock);
	drop_watch(bus, watch);
	leave(bus);
	return SEAM_OK;
}

static int add(struct seam_bus *bus, const struct seam_subscription *is, uint64_t *id)
{
	struct subscription *s = NEW(struct subscription), **link;
	int rc;

	if (!s)
		return SEAM_E_MEMORY;
	rc = enter(bus);
	if (rc) {
		FREE(s);
		return rc;
	}
	link = &bus->first;
	while (*link && (*link)->is.priority >= is->priority)
		link = &(*link)->next;
	*s = (struct subscription){ *link, ++bus->last_id, *is, false };
	*link = s;
	*id = s->id;
	atomic_fetch_add(&seam_c_alive[SEAM_LIVE_SUBSCRIPTIONS], 1);
	sync_unlock(&bus->lock);
	leave(bus);
	return SEAM_OK;
}

int seam_c_subscribe(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                     uint64_t *id)
{
	if (!bus || !callback || !id)
		return SEAM_E_NULL;
	return add(bus,
	           &(struct seam_subscription){ sizeof(struct seam_subscription), callback, userdata, destroy, 0, 0 },
	           id);
}

int seam_c_subscribe_with(struct seam_bus *bus, const struct seam_subscription *subscription, uint64_t *id)
{
	struct seam_subscription is = { .size = 0 };

	if (!bus || !subscription || !id)
		return SEAM_E_NULL;
	if (subscription->size < offsetof(struct seam_subscription, priority))
		return SEAM_E_VERSION;
	memcpy(&is, subscription, offsetof(struct seam_subscription, priority));
	if (is.size >= offsetof(struct seam_subscription, flags))
		is.priority = subscription->priority;
	if (is.size >= offsetof(struct seam_subscription, flags) + sizeof is.flags)
		is.flags = subscription->flags;
	if (!is.callback)
		return SEAM_E_NULL;
	if (is.flags & ~SEAM_SUBSCRIBE_ONCE)
		return SEAM_E_RANGE;
	return add(bus, &is, id);
}

int seam_c_unsubscribe(struct seam_bus *bus, uint64_t id)
{
	struct subscription *s;
	int rc = bus ? enter(bus) : SEAM_E_NULL;

	if (rc)
		return rc;
	s = find(bus, id);
	if (s)
		end(s);
	sync_unlock(&bus->lock);
	leave(bus);
	return s ? SEAM_OK : SEAM_E_NOT_FOUND;
}

int seam_c_replace(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata, seam_destroy_fn destroy)
{
	struct subscription *s, *old;
	int rc;

	if (!bus || !callback)
		return SEAM_E_NULL;
	old = NEW(struct subscription);
	if (!old)
		return SEAM_E_MEMORY;
	rc = enter(bus);
	if (rc) {
		FREE(old);
		return rc;
	}
	s = find(bus, id);
	if (s) { /* what was there moves behind it, ended; the turn stays */
		*old = *s;
		old->ended = true;
		s->next = old;
		s->is.callback = callback;
		s->is.userdata = userdata;
		s->is.destroy = destroy;
	} else {
		FREE(old);
	}
	sync_unlock(&bus->lock);
	leave(bus);
	return s ? SEAM_OK : SEAM_E_NOT_FOUND;
}

int seam_c_bus_watch(struct seam_bus *bus, const struct seam_watch *is)
{
	struct watch *watch = NULL, *old;
	int rc;

	if (!bus)
		return SEAM_E_NULL;
	if (is && is->size != sizeof *is)
		return SEAM_E_VERSION;
	if (is && !(watch = NEW(struct watch)))
		return SEAM_E_MEMORY;
	if (watch)
		*watch = (struct watch){ 1, *is };
	rc = enter(bus);
	if (rc) {
		if (watch)
			FREE(watch);
		return rc;
	}
	old = bus->watch;
	bus->watch = watch;
	sync_unlock(&bus->lock);
	drop_watch(bus, old);
	leave(bus);
	return SEAM_OK;
}

/* enter, for what fires: on a serial bus it waits for its turn, which it may have already. */
static int enter_firing(struct seam_bus *bus)
{
	int rc = enter(bus);

	if (rc || !bus->serial)
		return rc;
	while (bus->turns > 0 && !sync_same(bus->firing, sync_self()))
		sync_wait(&bus->turned, &bus->lock);
	bus->firing = sync_self();
	bus->turns++;
	return SEAM_OK;
}

/* With the lock, which it lets go of. */
static void leave_firing(struct seam_bus *bus)
{
	if (bus->serial && --bus->turns == 0)
		sync_wake_all(&bus->turned);
	sync_unlock(&bus->lock);
	leave(bus);
}

/* Calls one subscription, with the lock held before and after, and not meanwhile. */
static int call(struct seam_bus *bus, struct subscription *s, int64_t event)
{
	seam_event_fn callback = s->is.callback;
	void *userdata = s->is.userdata;
	uint64_t id = s->id;
	int value;

	if (s->is.flags & SEAM_SUBSCRIBE_ONCE)
		end(s);
	sync_unlock(&bus->lock);
	value = callback(id, event, userdata);
	sync_lock(&bus->lock);
	return value;
}

int seam_c_fire(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	struct subscription *s;
	int rc = bus && result ? enter_firing(bus) : SEAM_E_NULL;

	if (rc)
		return rc;
	s = find(bus, id);
	rc = s ? SEAM_OK : bus->closed ? SEAM_E_STATE : SEAM_E_NOT_FOUND;
	if (s)
		*result = call(bus, s, event);
	leave_firing(bus);
	return rc;
}

static uint32_t call_all(struct seam_bus *bus, int64_t event, int *value)
{
	uint64_t last = bus->last_id;
	uint32_t n = 0;

	*value = 0;
	for (struct subscription *s = bus->first; s && *value == 0; s = s->next) {
		if (s->ended || s->id > last)
			continue;
		n++;
		*value = call(bus, s, event);
	}
	return n;
}

int seam_c_fire_all(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	struct watch *watch;
	uint32_t n;
	int value, rc = bus && called && result ? enter_firing(bus) : SEAM_E_NULL;
	bool closed;

	if (rc)
		return rc;
	watch = bus->closed ? NULL : bus->watch;
	if (watch) {
		watch->users++;
		sync_unlock(&bus->lock);
		if (watch->is.before)
			watch->is.before(event, watch->is.userdata);
		sync_lock(&bus->lock);
	}
	n = call_all(bus, event, &value);
	closed = bus->closed;
	sync_unlock(&bus->lock);
	if (watch && watch->is.after && !closed)
		watch->is.after(event, n, value, watch->is.userdata);
	drop_watch(bus, watch);
	*called = n;
	*result = value;
	sync_lock(&bus->lock);
	leave_firing(bus);
	return SEAM_OK;
}

int seam_c_bus_recover(struct seam_bus *bus)
{
	if (!bus)
		return SEAM_E_NULL;
	sync_lock(&bus->lock);
	bus->running = 1;
	sync_unlock(&bus->lock);
	leave(bus);
	return SEAM_OK;
}
