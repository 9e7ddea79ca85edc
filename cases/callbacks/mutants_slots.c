/*
 * mutants_slots.c - closures whose slot keeps something, panics that go to the wrong one, and threads that end
 * inside.
 */
#include "../../peers/c/callbacks_bus.h"

#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <fenv.h>
#include <stdlib.h>

extern int getpid(void) __attribute__((weak));

struct slot {
	seam_closure_fn fn;
	void *context;
	int64_t captured;
	unsigned users;
};

/* A slot that has been used is used as it is: what is captured is not put into it again. */
static int closure_stale(int64_t captured, seam_closure_fn *fn, void **context)
{
	static unsigned made;

	return REAL->closure_new(made++ < 14 ? captured : 0, fn, context);
}

/* Who captures the same gets the same. */
static int closure_interned(int64_t captured, seam_closure_fn *fn, void **context)
{
	static struct slot only;
	int rc;

	if (only.users && only.captured == captured) {
		*fn = only.fn;
		*context = only.context;
		return SEAM_OK;
	}
	rc = REAL->closure_new(captured, fn, context);
	only = (struct slot){ rc ? NULL : *fn, rc ? NULL : *context, captured, rc == SEAM_OK };
	return rc;
}

static seam_closure_fn real_closure;
static int owner;

static int closure_of_process(void *context, int64_t argument, int64_t *sum)
{
	if (getpid && getpid() != owner)
		return SEAM_E_STATE; /* its pages are not mapped in the child */
	return real_closure(context, argument, sum);
}

static int closure_not_inherited(int64_t captured, seam_closure_fn *fn, void **context)
{
	int rc = REAL->closure_new(captured, fn, context);

	if (rc == SEAM_OK) {
		owner = getpid ? getpid() : 0;
		real_closure = *fn;
		*fn = closure_of_process;
	}
	return rc;
}

/* ---- panics ---- */

/* Takes a visit's value for a failure of its own. */
static int each_takes_panics(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);
	return rc == SEAM_OK && *result == SEAM_E_PANIC ? SEAM_E_PANIC : rc;
}

/* Looks whether there is a message that was not there before, as if it were an error that is set. */
static int drive_looks(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total, int *result)
{
	size_t before = 0, after = 0;
	int rc;

	REAL->last_message(NULL, 0, &before);
	rc = REAL->object_drive(object, numbers, n, total, result);
	REAL->last_message(NULL, 0, &after);
	return rc == SEAM_OK && before != after ? SEAM_E_PANIC : rc;
}

static int raise_exits(int kind, const char *text)
{
	if (kind == SEAM_RAISE_TWICE && text)
		exit(3);
	return REAL->raise(kind, text);
}

static int raise_twice_ok(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return kind == SEAM_RAISE_TWICE && rc == SEAM_E_PANIC ? SEAM_OK : rc;
}

/* ---- what a thread's end, or a jump, leaves held ---- */

static int fire_locked(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	struct subscription *s = bus ? bus->first : NULL;

	if (!s || s->ended || s->id != id || !result)
		return REAL->fire(bus, id, event, result);
	sync_lock(&bus->lock);
	*result = s->is.callback(id, event, s->is.userdata);
	sync_unlock(&bus->lock);
	return SEAM_OK;
}

static int each_with_memory(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	struct seam_bus *scratch = NULL; /* something of the lent allocator */
	int rc;

	if (REAL->bus_new(&scratch) != SEAM_OK)
		return SEAM_E_MEMORY;
	rc = REAL->each(count, visit, userdata, result);
	REAL->bus_free(scratch);
	return rc;
}

static void leave_at_once(void)
{
	_Exit(3);
}

/* A binding that ends its runtime when the process exits, and the process with it. */
static int each_ends_at_exit(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	atexit(leave_at_once);
	return REAL->each(count, visit, userdata, result);
}

/* ---- what instruments see ---- */

static int twelve_rounds(const struct seam_twelve *v, seam_twelve_fn callback, void *userdata, double *result)
{
	int rc = REAL->call_twelve(v, callback, userdata, result);

	fesetround(FE_UPWARD); /* for its own sums, and for everybody's from here on */
	return rc;
}

static int watch_leaks(struct seam_bus *bus, const struct seam_watch *watch)
{
	struct seam_bus *scratch = NULL;
	int rc;

	if (!watch)
		return REAL->bus_watch(bus, watch);
	if (REAL->bus_new(&scratch) != SEAM_OK)
		return SEAM_E_MEMORY;
	rc = REAL->bus_watch(bus, watch);
	if (rc == SEAM_E_MEMORY)
		return rc;
	REAL->bus_free(scratch);
	return rc;
}

static int subscribe_stores_first(struct seam_bus *bus, const struct seam_subscription *is, uint64_t *id)
{
	if (bus && is && id && is->size == sizeof *is && is->callback && !(is->flags & ~SEAM_SUBSCRIBE_ONCE) &&
	    !bus->closed)
		*id = bus->last_id + 1;
	return REAL->subscribe_with(bus, is, id);
}

static int start_out_of_memory(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                               struct seam_work **work)
{
	int rc = REAL->work_start(count, visit, done, userdata, where, work);
	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

/* Counts what comes, and not what goes. */
static int live_only_grows(int kind, size_t *count)
{
	static size_t asked;
	int rc = REAL->live(kind, count);

	if (rc == SEAM_OK && kind == SEAM_LIVE_CLOSURES)
		*count += asked++;
	return rc;
}

static sync_mutex messages = SYNC_MUTEX;
static _Thread_local unsigned held;

/* A lock that is let go of on one of the ways out. */
static int message_locked(char *buffer, size_t size, size_t *length)
{
	int rc;

	if (held == 0)
		sync_lock(&messages);
	held++;
	rc = REAL->last_message(buffer, size, length);
	if (rc == SEAM_E_NULL)
		return rc;
	if (--held == 0)
		sync_unlock(&messages);
	return rc;
}

SEAM_MUTANTS(callbacks, slots) = {
	ROW("closure_stale", "trampoline_slots.reused", "sum", true, closure_new, closure_stale),
	ROW("closure_interned", "trampoline_slots.unique", "context", true, closure_new, closure_interned),
	ROW("closure_not_inherited", "trampoline_slots.after_fork", "status", true, closure_new, closure_not_inherited),
	ROW("each_takes_panics", "contain_deep.made_below_callback", "SEAM_OK", true, each, each_takes_panics),
	ROW("drive_looks", "contain_deep.in_method", "SEAM_OK", true, object_drive, drive_looks),
	ROW("raise_twice_exits", "contain_deep.twice", "neither contained", true, raise, raise_exits),
	ROW("raise_twice_ok", "contain_deep.twice", "neither contained", true, raise, raise_twice_ok),
	ROW("each_with_memory", "exit.at_once", "blocks", true, each, each_with_memory),
	ROW("each_ends_at_exit", "exit.process", "status", true, each, each_ends_at_exit),
	ROW("fire_holds_lock", "exit.in_fire", "lock_probe", true, fire, fire_locked),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(callbacks, allocator) = {
	ROW("watch_leaks", "watch.replaced", "lent allocator: ", true, bus_watch, watch_leaks),
	ROW("subscription_stored_first", "once.by_fire", "lent allocator: ", true, subscribe_with,
	    subscribe_stores_first),
	ROW("work_wrong_error", "work.done_there", "lent allocator: ", true, work_start, start_out_of_memory),
	SEAM_NO_MORE_MUTANTS
};
SEAM_MUTANTS_OF(callbacks,
                life) = { ROW("live_only_grows", "trampoline.captured", "life: ", true, live, live_only_grows),
	                  SEAM_NO_MORE_MUTANTS };
SEAM_MUTANTS_OF(callbacks, lock) = { ROW("message_locked", "contain_message.refused", "lock: ", true, last_message,
	                                 message_locked),
	                             SEAM_NO_MORE_MUTANTS };
SEAM_MUTANTS_OF(callbacks,
                thunk) = { ROW("twelve_rounds", "relay_structs.twelve", "thunk: ", true, call_twelve, twelve_rounds),
	                   SEAM_NO_MORE_MUTANTS };
