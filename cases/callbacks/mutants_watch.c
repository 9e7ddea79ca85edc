/* mutants_watch.c - a watch that is kept by address, mixed with the old one, or released at the wrong time. */
#include "../../peers/c/callbacks_bus.h"

#include "callbacks/planted.h"
#include "callbacks/rows.h"

static const struct seam_watch *kept;

static void kept_before(int64_t event, void *userdata)
{
	(void)userdata;
	kept->before(event, kept->userdata);
}

static void kept_after(int64_t event, uint32_t called, int result, void *userdata)
{
	(void)userdata;
	if (kept->after)
		kept->after(event, called, result, kept->userdata);
}

static int keeps_struct(struct seam_bus *bus, const struct seam_watch *watch)
{
	struct seam_watch mine;

	if (!watch || watch->size != sizeof mine)
		return REAL->bus_watch(bus, watch);
	kept = watch;
	mine = *watch;
	mine.before = kept_before;
	mine.after = kept_after;
	return REAL->bus_watch(bus, &mine);
}

/* Member by member: what is NULL leaves the old one. */
static int merges(struct seam_bus *bus, const struct seam_watch *watch)
{
	struct seam_watch mine;

	if (!bus || !watch || watch->size != sizeof mine || !bus->watch)
		return REAL->bus_watch(bus, watch);
	mine = *watch;
	if (!mine.before)
		mine.before = bus->watch->is.before;
	if (!mine.after)
		mine.after = bus->watch->is.after;
	return REAL->bus_watch(bus, &mine);
}

/* Each function is put in its place alone, into the one that is being used. */
static int in_place(struct seam_bus *bus, const struct seam_watch *watch)
{
	if (!bus || !watch || watch->size != sizeof *watch || !bus->watch || bus->watch->users < 2)
		return REAL->bus_watch(bus, watch);
	bus->watch->is = *watch;
	return SEAM_OK;
}

static int releases_in_use(struct seam_bus *bus, const struct seam_watch *watch)
{
	if (bus && bus->watch && bus->watch->users > 1 && bus->watch->is.destroy) {
		bus->watch->is.destroy(bus->watch->is.userdata);
		bus->watch->is.destroy = NULL;
	}
	return REAL->bus_watch(bus, watch);
}

static int never_releases(struct seam_bus *bus, const struct seam_watch *watch)
{
	struct seam_watch mine;

	if (!watch || watch->size != sizeof mine)
		return REAL->bus_watch(bus, watch);
	mine = *watch;
	mine.destroy = NULL;
	return REAL->bus_watch(bus, &mine);
}

static int any_size(struct seam_bus *bus, const struct seam_watch *watch)
{
	struct seam_watch mine;

	if (!watch)
		return REAL->bus_watch(bus, watch);
	mine = *watch;
	mine.size = sizeof mine;
	return REAL->bus_watch(bus, &mine);
}

/* What is wrong takes the old one away. */
static int drops_first(struct seam_bus *bus, const struct seam_watch *watch)
{
	if (bus && watch && watch->size != sizeof *watch)
		REAL->bus_watch(bus, NULL);
	return REAL->bus_watch(bus, watch);
}

static int narrow(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	return REAL->fire_all(bus, (int32_t)event, called, result);
}

/* The count and the result of the watch are those of an empty bus. */
static int after_first(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	struct watch *watch = bus ? bus->watch : NULL;
	void (*after)(int64_t, uint32_t, int, void *) = watch ? watch->is.after : NULL;
	int rc;

	if (!after || !called || !result)
		return REAL->fire_all(bus, event, called, result);
	after(event, 0, 0, watch->is.userdata);
	watch->is.after = NULL;
	rc = REAL->fire_all(bus, event, called, result);
	if (bus->watch == watch)
		watch->is.after = after;
	return rc;
}

SEAM_MUTANTS(callbacks, watch) = {
	ROW("watch_kept", "watch.copied", "story", true, bus_watch, keeps_struct),
	ROW("watch_never_released", "watch.copied", "story", true, bus_watch, never_releases),
	ROW("watch_event_narrow", "watch.copied", "before", true, fire_all, narrow),
	ROW("watch_after_first", "watch.copied", "story", true, fire_all, after_first),
	ROW("watch_merged", "watch.replaced", "story", true, bus_watch, merges),
	ROW("watch_in_place", "watch.replaced_inside", "story", true, bus_watch, in_place),
	ROW("watch_released_in_use", "watch.replaced_inside", "story", true, bus_watch, releases_in_use),
	ROW("watch_any_size", "watch.refused", "SEAM_E_VERSION", true, bus_watch, any_size),
	ROW("watch_drops_first", "watch.refused", "story", true, bus_watch, drops_first),
	SEAM_NO_MORE_MUTANTS
};
