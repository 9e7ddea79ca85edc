/* mutants_once.c - one-shot subscriptions, priorities and watches that go wrong. */
#include "../../peers/c/callbacks_bus.h"

#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <stddef.h>
#include <string.h>

static struct subscription *find(struct seam_bus *bus, uint64_t id)
{
	struct subscription *s = bus ? bus->first : NULL;

	while (s && (s->ended || s->id != id))
		s = s->next;
	return s;
}

static int forgets_once(struct seam_bus *bus, const struct seam_subscription *is, uint64_t *id)
{
	int rc = REAL->subscribe_with(bus, is, id);

	if (rc == SEAM_OK)
		find(bus, *id)->is.flags = 0;
	return rc;
}

static int fire_all_forgets_once(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	for (struct subscription *s = bus ? bus->first : NULL; s; s = s->next)
		s->is.flags = 0;
	return REAL->fire_all(bus, event, called, result);
}

/* Ends it when the callback has returned: what fires inside finds it still there. */
static int fire_then_ends(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	struct subscription *s = find(bus, id);
	int rc;

	if (!s || !(s->is.flags & SEAM_SUBSCRIBE_ONCE))
		return REAL->fire(bus, id, event, result);
	s->is.flags = 0;
	rc = REAL->fire(bus, id, event, result);
	REAL->unsubscribe(bus, id);
	return rc;
}

static int fire_releases_first(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	struct subscription *s = find(bus, id);

	if (s && s->is.flags & SEAM_SUBSCRIBE_ONCE && s->is.destroy) {
		s->is.destroy(s->is.userdata);
		s->is.destroy = NULL;
	}
	return REAL->fire(bus, id, event, result);
}

/* Released at the end of the bus. */
static int fire_holds(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	int rc;

	if (bus)
		bus->running++;
	rc = REAL->fire(bus, id, event, result);
	if (bus)
		bus->running--;
	return rc;
}

static int unsubscribe_uncalled(struct seam_bus *bus, uint64_t id)
{
	struct subscription *s = find(bus, id);

	if (s && s->is.flags & SEAM_SUBSCRIBE_ONCE)
		s->is.destroy = NULL; /* released by the call alone */
	return REAL->unsubscribe(bus, id);
}

/* The struct is kept, not copied. */
static int kept_event(uint64_t id, int64_t event, void *userdata)
{
	const struct seam_subscription *is = userdata;
	return is->callback(id, event, is->userdata);
}

static int keeps_struct(struct seam_bus *bus, const struct seam_subscription *is, uint64_t *id)
{
	struct seam_subscription mine;

	if (!is || is->size != sizeof mine || !is->callback)
		return REAL->subscribe_with(bus, is, id);
	mine = *is;
	mine.callback = kept_event;
	mine.userdata = (void *)is;
	mine.destroy = NULL;
	return REAL->subscribe_with(bus, &mine, id);
}

#define CHANGED(what, change)                                                                                          \
	static int what(struct seam_bus *bus, const struct seam_subscription *is, uint64_t *id)                        \
	{                                                                                                              \
		struct seam_subscription mine;                                                                         \
		if (!is || is->size != sizeof mine)                                                                    \
			return REAL->subscribe_with(bus, is, id);                                                      \
		mine = *is;                                                                                            \
		change;                                                                                                \
		return REAL->subscribe_with(bus, &mine, id);                                                           \
	}
CHANGED(no_priority, mine.priority = 0)
CHANGED(priority_16, mine.priority = (int16_t)mine.priority)
CHANGED(priority_unsigned, mine.priority = mine.priority < 0 ? INT32_MAX : mine.priority)
CHANGED(lowest_first, mine.priority = -1 - mine.priority)
CHANGED(any_flags, mine.flags &= SEAM_SUBSCRIBE_ONCE)

static int replace_moves(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                         seam_destroy_fn destroy)
{
	int rc = REAL->replace(bus, id, callback, userdata, destroy);
	struct subscription *s = rc ? NULL : find(bus, id), **link = &bus->first;

	if (!s || bus->running > 0)
		return rc;
	while (*link != s)
		link = &(*link)->next;
	*link = s->next;
	while (*link)
		link = &(*link)->next;
	*link = s;
	s->next = NULL;
	return rc;
}

static int fire_all_new_ones(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	uint64_t last = bus ? bus->last_id : 0;
	int rc = REAL->fire_all(bus, event, called, result);

	for (struct subscription *s = rc ? NULL : bus->first; s; s = s->next)
		if (s->id > last && !s->ended)
			*called += s->is.callback(s->id, event, s->is.userdata) == 0;
	return rc;
}

static int whole_struct(struct seam_bus *bus, const struct seam_subscription *is, uint64_t *id)
{
	struct seam_subscription mine;

	if (!is || is->size < offsetof(struct seam_subscription, priority))
		return REAL->subscribe_with(bus, is, id);
	memcpy(&mine, is, sizeof mine);
	mine.size = sizeof mine;
	return REAL->subscribe_with(bus, &mine, id);
}

SEAM_MUTANTS(callbacks, once) = {
	ROW("once_forgotten", "once.by_fire", "SEAM_E_NOT_FOUND", true, subscribe_with, forgets_once),
	ROW("once_held", "once.by_fire", "s.destroyed", true, fire, fire_holds),
	ROW("once_not_in_fire_all", "once.by_fire_all", "called", true, fire_all, fire_all_forgets_once),
	ROW("once_ends_late", "once.from_inside", "SEAM_E_NOT_FOUND", true, fire, fire_then_ends),
	ROW("once_released_first", "once.from_inside", "called_dead", true, fire, fire_releases_first),
	ROW("once_uncalled", "once.never", "destroyed", true, unsubscribe, unsubscribe_uncalled),
	CRASH("once_keeps_struct", "once.by_fire", subscribe_with, keeps_struct),
	ROW("priority_none", "priority.in_order", "who", true, subscribe_with, no_priority),
	ROW("priority_16", "priority.in_order", "who", true, subscribe_with, priority_16),
	ROW("priority_unsigned", "priority.in_order", "who", true, subscribe_with, priority_unsigned),
	ROW("priority_lowest_first", "priority.in_order", "who", true, subscribe_with, lowest_first),
	ROW("priority_lost_by_replace", "priority.in_order", "who", true, replace, replace_moves),
	ROW("priority_new_ones", "priority.not_yet", "called", true, fire_all, fire_all_new_ones),
	CRASH("subscription_whole", "priority.shorter", subscribe_with, whole_struct),
	ROW("subscription_any_flags", "priority.refused", "SEAM_E_RANGE", true, subscribe_with, any_flags),
	SEAM_NO_MORE_MUTANTS
};
