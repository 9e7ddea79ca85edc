/*
 * callbacks.c - group `callbacks`: functions called at once, stored and called later, and made for others to call.
 *
 * Failures inside use setjmp and longjmp, as libpng and Lua do: an op that can fail deep down begins an `attempt` on
 * its own stack and hands it down; fail() notes a message and jumps back to it.  No attempt is ever kept in a global, so
 * a callback that jumps over an op leaves nothing behind that points to a frame which is gone.
 *
 * No lock is held, and no memory but the bus's own is owned, while a callback runs.
 */
#include "c.h"

#include <setjmp.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdnoreturn.h>
#include <string.h>

/* ---- memory, counts, messages -------------------------------------------------------------------------------- */

#define NEW(type)  ((type *)seam_c_host->alloc(seam_c_host, sizeof(type), _Alignof(type)))
#define FREE(block) seam_c_host->free(seam_c_host, (block), sizeof *(block), _Alignof(__typeof__(*(block))))

static atomic_size_t alive[SEAM_LIVE_OBJECTS + 1];

static int live(int kind, size_t *count)
{
	if (!count)
		return SEAM_E_NULL;
	if (kind < SEAM_LIVE_BUSES || kind > SEAM_LIVE_OBJECTS)
		return SEAM_E_RANGE;
	*count = atomic_load(&alive[kind]);
	return SEAM_OK;
}

static _Thread_local char message[1024];

static int last_message(char *buffer, size_t size, size_t *length)
{
	if (!length || (!buffer && size > 0))
		return SEAM_E_NULL;
	if (!message[0])
		return SEAM_E_NOT_FOUND;
	*length = strlen(message);
	if (size <= *length)
		return SEAM_E_SPACE;
	memcpy(buffer, message, *length + 1);
	return SEAM_OK;
}

/* ---- failing ---------------------------------------------------------------------------------------------------- */

struct attempt {
	jmp_buf edge;
};

static noreturn void fail(struct attempt *attempt, const char *text)
{
	snprintf(message, sizeof message, "%s", text[0] ? text : "failure without a message");
	longjmp(attempt->edge, 1);
}

static int64_t checked_add(struct attempt *attempt, int64_t a, int64_t b)
{
	if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b))
		fail(attempt, "the sum overflows");
	return a + b;
}

/* Stores *state + n in *state; SEAM_E_PANIC when it overflows, *state being as it was. */
static int add_to(int64_t *state, int64_t n)
{
	struct attempt attempt;

	if (setjmp(attempt.edge))
		return SEAM_E_PANIC;
	*state = checked_add(&attempt, *state, n);
	return SEAM_OK;
}

static void fail_as(struct attempt *attempt, int kind, const char *text)
{
	static const int table[] = { 2, 3, 5, 7 };
	volatile size_t index = sizeof table / sizeof table[0];
	char number[32];

	switch (kind) {
	case SEAM_RAISE_NUMBER:
		snprintf(number, sizeof number, "error number %d", table[3]);
		fail(attempt, number);
	case SEAM_RAISE_RUNTIME:
		if (index >= sizeof table / sizeof table[0])
			fail(attempt, "index out of bounds");
		break;
	default: /* TEXT; and CLEANUP, being called at the end of a scope */
		fail(attempt, text);
	}
}

static int check_raise(int kind, const char *text)
{
	if (kind < SEAM_RAISE_TEXT || kind > SEAM_RAISE_RUNTIME)
		return SEAM_E_RANGE;
	if (!text && (kind == SEAM_RAISE_TEXT || kind == SEAM_RAISE_CLEANUP))
		return SEAM_E_NULL;
	return SEAM_OK;
}

/* Somewhere in the depths; the attempt comes along as an argument, as a lua_State or a png_struct does. */
static int descend(struct attempt *attempt, int frames, int kind, const char *text)
{
	if (frames > 0)
		return 1 + descend(attempt, frames - 1, kind, text);
	fail_as(attempt, kind, text);
	return 0;
}

static int raise_now(int kind, const char *text)
{
	struct attempt attempt;
	int rc = check_raise(kind, text);

	if (rc)
		return rc;
	if (setjmp(attempt.edge))
		return SEAM_E_PANIC;
	descend(&attempt, 3, kind, text);
	return SEAM_E_FAILED;
}

/* ---- called at once --------------------------------------------------------------------------------------------- */

static int visit_items(uint32_t count, seam_visit_fn visit, void *userdata)
{
	char name[sizeof "item 4294967295"];

	for (uint32_t i = 0; i < count; i++) {
		snprintf(name, sizeof name, "item %lu", (unsigned long)i);
		int stop = visit(i, SEAM_VISIT_VALUE(i), i + 0.5, name, userdata);
		if (stop)
			return stop;
	}
	return 0;
}

static int each(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	if (!visit || !result)
		return SEAM_E_NULL;
	*result = visit_items(count, visit, userdata);
	return SEAM_OK;
}

static int walk(uint32_t count, seam_visit_fn visit, void *userdata)
{
	return visit ? visit_items(count, visit, userdata) : SEAM_E_NULL;
}

static int raise_after(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	struct attempt attempt;
	struct scope { int kind; } *scope;
	int rc = visit ? check_raise(kind, text) : SEAM_E_NULL;

	if (rc)
		return rc;
	scope = NEW(struct scope);
	if (!scope)
		return SEAM_E_MEMORY;
	scope->kind = kind;
	if (setjmp(attempt.edge)) {
		FREE(scope);
		return SEAM_E_PANIC;
	}
	visit_items(count, visit, userdata);
	descend(&attempt, 3, scope->kind, text);
	return SEAM_E_FAILED;
}

/* Insertion by swaps of neighbours: the array is a permutation whenever the comparator runs, so the comparator may
 * leave by a jump, and one that contradicts itself can do no harm. */
static int sort(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	if (!compare || (!items && n > 0))
		return SEAM_E_NULL;
	for (size_t i = 1; i < n; i++) {
		for (size_t k = i; k > 0 && compare(items[k - 1], items[k], userdata) > 0; k--) {
			int64_t item = items[k];
			items[k] = items[k - 1];
			items[k - 1] = item;
		}
	}
	return SEAM_OK;
}

/* ---- a bus of subscriptions ------------------------------------------------------------------------------------- */

struct subscription {
	struct subscription *next;
	uint64_t id;
	seam_event_fn callback;
	void *userdata;
	seam_destroy_fn destroy;
	bool ended; /* not called any more; taken out of the list when nothing is running */
};

struct seam_bus {
	atomic_flag lock; /* guards all below; never held while a callback or destructor runs */
	struct subscription *first, **end;
	uint64_t last_id;
	unsigned running; /* calls that are somewhere in the list */
	bool closed;
};

static void take_lock(struct seam_bus *bus)
{
	while (atomic_flag_test_and_set_explicit(&bus->lock, memory_order_acquire))
		;
}

static void drop_lock(struct seam_bus *bus)
{
	atomic_flag_clear_explicit(&bus->lock, memory_order_release);
}

static int lock_probe(struct seam_bus *bus)
{
	if (!bus)
		return SEAM_OK;
	if (atomic_flag_test_and_set_explicit(&bus->lock, memory_order_acquire))
		return SEAM_E_STATE;
	drop_lock(bus);
	return SEAM_OK;
}

/* Takes the lock and counts the caller as running; pairs with leave(), which is called without the lock. */
static int enter(struct seam_bus *bus)
{
	take_lock(bus);
	if (bus->closed) {
		drop_lock(bus);
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
			if (bus->end == &s->next)
				bus->end = link;
			return s;
		}
	}
	return NULL;
}

/* The last one to leave clears away what has ended.  It counts as running until that is done, since destructors may
 * come back to the bus. */
static void leave(struct seam_bus *bus)
{
	struct subscription *s;
	bool gone;

	take_lock(bus);
	while (bus->running == 1 && (s = take_ended(bus))) {
		drop_lock(bus);
		if (s->destroy)
			s->destroy(s->userdata);
		FREE(s);
		take_lock(bus);
	}
	gone = --bus->running == 0 && bus->closed;
	drop_lock(bus);
	if (gone)
		FREE(bus);
}

static struct subscription *find(const struct seam_bus *bus, uint64_t id)
{
	struct subscription *s = bus->first;

	while (s && (s->ended || s->id != id))
		s = s->next;
	return s;
}

static int bus_new(struct seam_bus **out)
{
	struct seam_bus *bus;

	if (!out)
		return SEAM_E_NULL;
	bus = NEW(struct seam_bus);
	if (!bus)
		return SEAM_E_MEMORY;
	*bus = (struct seam_bus){ .lock = ATOMIC_FLAG_INIT, .end = &bus->first };
	atomic_fetch_add(&alive[SEAM_LIVE_BUSES], 1);
	*out = bus;
	return SEAM_OK;
}

static int bus_free(struct seam_bus *bus)
{
	int rc = bus ? enter(bus) : SEAM_OK;

	if (rc || !bus)
		return rc;
	bus->closed = true;
	for (struct subscription *s = bus->first; s; s = s->next) {
		if (!s->ended)
			atomic_fetch_sub(&alive[SEAM_LIVE_SUBSCRIPTIONS], 1);
		s->ended = true;
	}
	atomic_fetch_sub(&alive[SEAM_LIVE_BUSES], 1);
	drop_lock(bus);
	leave(bus);
	return SEAM_OK;
}

static int subscribe(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
		     uint64_t *id)
{
	struct subscription *s;
	int rc;

	if (!bus || !callback || !id)
		return SEAM_E_NULL;
	s = NEW(struct subscription);
	if (!s)
		return SEAM_E_MEMORY;
	rc = enter(bus);
	if (rc) {
		FREE(s);
		return rc;
	}
	*s = (struct subscription){ NULL, ++bus->last_id, callback, userdata, destroy, false };
	*bus->end = s;
	bus->end = &s->next;
	*id = s->id;
	atomic_fetch_add(&alive[SEAM_LIVE_SUBSCRIPTIONS], 1);
	drop_lock(bus);
	leave(bus);
	return SEAM_OK;
}

static int unsubscribe(struct seam_bus *bus, uint64_t id)
{
	struct subscription *s;
	int rc = bus ? enter(bus) : SEAM_E_NULL;

	if (rc)
		return rc;
	s = find(bus, id);
	if (s) {
		s->ended = true;
		atomic_fetch_sub(&alive[SEAM_LIVE_SUBSCRIPTIONS], 1);
	}
	drop_lock(bus);
	leave(bus);
	return s ? SEAM_OK : SEAM_E_NOT_FOUND;
}

static int replace(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata, seam_destroy_fn destroy)
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
		*s = (struct subscription){ old, id, callback, userdata, destroy, false };
		if (bus->end == &s->next)
			bus->end = &old->next;
	} else {
		FREE(old);
	}
	drop_lock(bus);
	leave(bus);
	return s ? SEAM_OK : SEAM_E_NOT_FOUND;
}

/* Calls one subscription, with the lock held before and after, and not meanwhile. */
static int call(struct seam_bus *bus, const struct subscription *s, int64_t event)
{
	seam_event_fn callback = s->callback;
	void *userdata = s->userdata;
	uint64_t id = s->id;
	int value;

	drop_lock(bus);
	value = callback(id, event, userdata);
	take_lock(bus);
	return value;
}

static int fire(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	struct subscription *s;
	int rc = bus && result ? enter(bus) : SEAM_E_NULL;

	if (rc)
		return rc;
	s = find(bus, id);
	if (s)
		*result = call(bus, s, event);
	drop_lock(bus);
	leave(bus);
	return s ? SEAM_OK : SEAM_E_NOT_FOUND;
}

static int fire_all(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	uint64_t last;
	uint32_t n = 0;
	int value = 0, rc = bus && called && result ? enter(bus) : SEAM_E_NULL;

	if (rc)
		return rc;
	last = bus->last_id;
	for (struct subscription *s = bus->first; s && s->id <= last && value == 0; s = s->next) {
		if (s->ended)
			continue;
		n++;
		value = call(bus, s, event);
	}
	*called = n;
	*result = value;
	drop_lock(bus);
	leave(bus);
	return SEAM_OK;
}

static int bus_recover(struct seam_bus *bus)
{
	if (!bus)
		return SEAM_E_NULL;
	take_lock(bus);
	bus->running = 1;
	drop_lock(bus);
	leave(bus);
	return SEAM_OK;
}

/* ---- made for others to call ------------------------------------------------------------------------------------ */

struct tally {
	int64_t sum;
};

static struct tally *new_tally(int64_t start, int kind)
{
	struct tally *t = NEW(struct tally);

	if (t) {
		t->sum = start;
		atomic_fetch_add(&alive[kind], 1);
	}
	return t;
}

static void free_tally(struct tally *t, int kind)
{
	FREE(t);
	atomic_fetch_sub(&alive[kind], 1);
}

static int closure(void *context, int64_t argument, int64_t *sum)
{
	struct tally *t = context;
	int rc;

	if (!sum)
		return SEAM_E_NULL;
	rc = add_to(&t->sum, argument);
	if (rc == SEAM_OK)
		*sum = t->sum;
	return rc;
}

static int closure_new(int64_t captured, seam_closure_fn *fn, void **context)
{
	struct tally *t;

	if (!fn || !context)
		return SEAM_E_NULL;
	t = new_tally(captured, SEAM_LIVE_CLOSURES);
	if (!t)
		return SEAM_E_MEMORY;
	*fn = closure;
	*context = t;
	return SEAM_OK;
}

static int closure_free(seam_closure_fn fn, void *context)
{
	if (!fn || !context)
		return SEAM_E_NULL;
	free_tally(context, SEAM_LIVE_CLOSURES);
	return SEAM_OK;
}

static int object_reset(void *self)
{
	((struct tally *)self)->sum = 0;
	return SEAM_OK;
}

static int object_add(void *self, int64_t n)
{
	return add_to(&((struct tally *)self)->sum, n);
}

static int object_total(void *self, int64_t *total)
{
	if (!total)
		return SEAM_E_NULL;
	*total = ((struct tally *)self)->sum;
	return SEAM_OK;
}

static void object_destroy(void *self)
{
	free_tally(self, SEAM_LIVE_OBJECTS);
}

static int object_new(int64_t start, struct seam_object *object)
{
	static const struct seam_methods methods = {
		sizeof methods, object_reset, object_add, object_total, object_destroy,
	};
	struct tally *t;

	if (!object)
		return SEAM_E_NULL;
	t = new_tally(start, SEAM_LIVE_OBJECTS);
	if (!t)
		return SEAM_E_MEMORY;
	*object = (struct seam_object){ &methods, t };
	return SEAM_OK;
}

static int object_drive(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total, int *result)
{
	const struct seam_methods *m;
	int64_t sum = 0;
	int value = 0;

	if (!object || !object->methods || (!numbers && n > 0) || !total || !result)
		return SEAM_E_NULL;
	m = object->methods;
	if (!m->add || !m->total || !m->destroy)
		return SEAM_E_NULL;
	if (m->reset)
		value = m->reset(object->self);
	for (size_t i = 0; i < n && value == 0; i++)
		value = m->add(object->self, numbers[i]);
	if (value == 0)
		value = m->total(object->self, &sum);
	m->destroy(object->self);
	if (value == 0)
		*total = sum;
	*result = value;
	return SEAM_OK;
}

const struct seam_callbacks seam_c_callbacks = {
	.each = each,
	.walk = walk,
	.sort = sort,
	.bus_new = bus_new,
	.bus_free = bus_free,
	.subscribe = subscribe,
	.unsubscribe = unsubscribe,
	.replace = replace,
	.fire = fire,
	.fire_all = fire_all,
	.bus_recover = bus_recover,
	.lock_probe = lock_probe,
	.live = live,
	.raise = raise_now,
	.raise_after = raise_after,
	.last_message = last_message,
	.closure_new = closure_new,
	.closure_free = closure_free,
	.object_new = object_new,
	.object_drive = object_drive,
};
