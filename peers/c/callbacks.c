/*
 * callbacks.c - group `callbacks`: functions called at once, stored and called later, and made for others to call.
 *
 * Failures inside use setjmp and longjmp, as libpng and Lua do: an op that can fail deep down begins an `attempt` on
 * its own stack and hands it down; fail() notes a message and jumps back to it.  No attempt is ever kept in a
 * global, so
 * a callback that jumps over an op leaves nothing behind that points to a frame which is gone.
 *
 * No lock is held, and no memory is owned that a jump would lose, while a callback of these runs.  The other ops of the
 * group are in callbacks_*.c.
 */
#include "callbacks_parts.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdnoreturn.h>
#include <string.h>

/* ---- memory, counts, messages -------------------------------------------------------------------------------- */

atomic_size_t seam_c_alive[SEAM_LIVE_WORKS + 1];

static int live(int kind, size_t *count)
{
	if (!count)
		return SEAM_E_NULL;
	if (kind < SEAM_LIVE_BUSES || kind > SEAM_LIVE_WORKS)
		return SEAM_E_RANGE;
	*count = atomic_load(&seam_c_alive[kind]);
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
	case SEAM_RAISE_NUMBER: snprintf(number, sizeof number, "error number %d", table[3]); fail(attempt, number);
	case SEAM_RAISE_RUNTIME:
		if (index >= sizeof table / sizeof table[0])
			fail(attempt, "index out of bounds");
		break;
	default: /* TEXT; and CLEANUP, being called at the end of a scope */ fail(attempt, text);
	}
}

static int check_raise(int kind, const char *text)
{
	if (kind < SEAM_RAISE_TEXT || kind > SEAM_RAISE_TWICE)
		return SEAM_E_RANGE;
	if (!text && kind != SEAM_RAISE_NUMBER && kind != SEAM_RAISE_RUNTIME)
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
		return kind == SEAM_RAISE_TWICE ? raise_now(SEAM_RAISE_CLEANUP, text) : SEAM_E_PANIC;
	descend(&attempt, 3, kind, text);
	return SEAM_E_FAILED;
}

void seam_c_raise(const char *text)
{
	raise_now(SEAM_RAISE_TEXT, text);
}

/* ---- called at once --------------------------------------------------------------------------------------------- */

int seam_c_visit(uint32_t index, seam_visit_fn visit, void *userdata)
{
	char name[sizeof "item 4294967295"];

	snprintf(name, sizeof name, "item %lu", (unsigned long)index);
	return visit(index, SEAM_VISIT_VALUE(index), index + 0.5, name, userdata);
}

static int visit_items(uint32_t count, seam_visit_fn visit, void *userdata)
{
	int stop = 0;

	for (uint32_t i = 0; i < count && stop == 0; i++)
		stop = seam_c_visit(i, visit, userdata);
	return stop;
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
	struct scope {
		int kind;
	} *scope;
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

/* ---- made for others to call ------------------------------------------------------------------------------------ */

struct tally {
	int64_t sum;
};

static struct tally *new_tally(int64_t start, int kind)
{
	struct tally *t = NEW(struct tally);

	if (t) {
		t->sum = start;
		atomic_fetch_add(&seam_c_alive[kind], 1);
	}
	return t;
}

static void free_tally(struct tally *t, int kind)
{
	FREE(t);
	atomic_fetch_sub(&seam_c_alive[kind], 1);
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
	.bus_new = seam_c_bus_new,
	.bus_free = seam_c_bus_free,
	.subscribe = seam_c_subscribe,
	.unsubscribe = seam_c_unsubscribe,
	.replace = seam_c_replace,
	.fire = seam_c_fire,
	.fire_all = seam_c_fire_all,
	.bus_recover = seam_c_bus_recover,
	.lock_probe = seam_c_lock_probe,
	.live = live,
	.raise = raise_now,
	.raise_after = raise_after,
	.last_message = last_message,
	.closure_new = closure_new,
	.closure_free = closure_free,
	.object_new = object_new,
	.object_drive = object_drive,
	.relay = seam_c_relay,
	.relay_structs = seam_c_relay_structs,
	.call_twelve = seam_c_call_twelve,
	.echoes = seam_c_echoes,
	.bus_new_for = seam_c_bus_new_for,
	.subscribe_with = seam_c_subscribe_with,
	.bus_watch = seam_c_bus_watch,
	.ask = seam_c_ask,
	.transfer = seam_c_transfer,
	.join = seam_c_join,
	.work_start = seam_c_work_start,
	.work_cancel = seam_c_work_cancel,
	.work_wait = seam_c_work_wait,
	.work_free = seam_c_work_free,
};
