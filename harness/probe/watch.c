/* watch.c - every op and every callback behind a crossing thunk, for the instruments that look at crossings. */
#include "watch.h"

#include "../platform/platform.h"
#include "instrument.h"

#include <stdatomic.h>
#include <stdio.h>

enum { MOST_OPS = 1024, MOST_CALLBACKS = 512, SLOTS = 2048, MOST_RANGES = 16 };

struct watched {
	struct seam_crossing crossing; /* first: what the hooks get */
	seam_any_fn thunk;
	size_t index;
	char name[120];
};

static struct watched ops[MOST_OPS], callbacks[MOST_CALLBACKS];
static size_t n_ops;
static atomic_size_t n_callbacks;
/* The thunks of callbacks, by address of the function; a slot is filled once. */
static struct {
	_Atomic uintptr_t function;
	uintptr_t thunk;
} slots[SLOTS];
static atomic_flag filling = ATOMIC_FLAG_INIT;

static struct seam_range text[MOST_RANGES];
static size_t n_text;
static uint64_t pattern;

void seam_watch_open(const char *group_library)
{
	n_text = seam_library_text(group_library, text, MOST_RANGES);
	seam_ops_open(group_library);
	/* Of this run: where things are loaded and the process's number. */
	pattern = ((uint64_t)seam_process_id() << 40 ^ (uintptr_t)&n_text) * 0x9E3779B97F4A7C15u | 1;
}

static void watch(struct watched *w, seam_any_fn target, size_t index)
{
	w->crossing = (struct seam_crossing){ .target = target, .spoil = SEAM_SPOIL_SAVED, .pattern = pattern };
	w->index = index;
}

/* ---- callbacks -------------------------------------------------------------------------------------------------------- */

static void callback_before(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	seam_attempt_suspend(call);
}

static bool callback_after(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	seam_attempt_resume(call);
	return false;
}

static bool is_callback(uint64_t value)
{
	for (size_t i = 0; i < n_text; i++)
		if (value - (uintptr_t)text[i].start < text[i].size)
			return true;
	return false;
}

static uintptr_t new_callback(uintptr_t function)
{
	size_t n = atomic_load(&n_callbacks);
	struct watched *w = &callbacks[n];

	if (n == MOST_CALLBACKS)
		return function;
	watch(w, (seam_any_fn)function, SIZE_MAX);
	w->crossing.is_callback = true;
	if (seam_carries(SEAM_ALLOCATOR)) {
		w->crossing.before = callback_before;
		w->crossing.after = callback_after;
		w->crossing.once = true;
	}
	w->thunk = seam_thunk(&w->crossing);
	if (!w->thunk)
		return function;
	atomic_store(&n_callbacks, n + 1);
	return (uintptr_t)w->thunk;
}

/* The same thunk each time: a peer may compare what it is given. */
static uintptr_t callback_of(uintptr_t function)
{
	size_t first = (size_t)(function * 0x9E3779B97F4A7C15u >> 40), i = first;
	uintptr_t seen, thunk = function;

	for (size_t n = 0; n < SLOTS && (seen = atomic_load(&slots[i % SLOTS].function)); n++, i++)
		if (seen == function)
			return slots[i % SLOTS].thunk;
	while (atomic_flag_test_and_set(&filling))
		seam_thread_yield();
	/* From where it may have been put meanwhile; one slot is always free. */
	while ((seen = atomic_load(&slots[i % SLOTS].function)) && seen != function)
		i++;
	if (seen) {
		thunk = slots[i % SLOTS].thunk;
	} else {
		thunk = new_callback(function);
		if (thunk != function) {
			slots[i % SLOTS].thunk = thunk;
			atomic_store(&slots[i % SLOTS].function, function);
		}
	}
	atomic_flag_clear(&filling);
	return thunk;
}

/* ---- ops ---------------------------------------------------------------------------------------------------------------- */

/* Where it is not known what an op returns, it is taken for an int. */
static bool returns_int(const struct seam_crossing *crossing)
{
	const struct seam_thunk_use *use = &crossing->use;

	return !use->known || (use->int_results == 1 && use->int_result_bits[0] == 32);
}

static void op_before(struct seam_crossing *crossing, struct seam_call *call)
{
	for (int i = 0; i < SEAM_THUNK_INTS; i++)
		if (is_callback(call->ints[i]))
			call->ints[i] = callback_of((uintptr_t)call->ints[i]);
	if (!seam_carries(SEAM_ALLOCATOR)) {
		call->once = !seam_secret_is_out();
		return;
	}
	if (returns_int(crossing))
		seam_attempt_before(crossing, call);
	/* A case that calls an op from a callback which came to the peer by another way than an argument: its requests are its own. */
	if (call->attempt == 0 && !call->note[0] && seam_attempting()) {
		seam_attempt_suspend(call);
		call->note[2] = 1;
	}
	call->once = !call->note[0] && !seam_secret_is_out();
}

static bool op_after(struct seam_crossing *crossing, struct seam_call *call)
{
	if (call->note[2])
		seam_attempt_resume(call);
	else if (seam_carries(SEAM_ALLOCATOR) && returns_int(crossing) && seam_attempt_after(crossing, call))
		return true;
	if (seam_secret_is_out())
		seam_secret_below(call->sp, seam_watch_name(crossing));
	return false;
}

seam_any_fn seam_watch_op(seam_any_fn op, size_t offset)
{
	struct watched *w = &ops[n_ops];

	for (size_t i = 0; i < n_ops; i++)
		if (ops[i].crossing.target == op && ops[i].index == offset / sizeof op)
			return ops[i].thunk;
	if (!seam_thunks_work() || n_ops == MOST_OPS)
		return op;
	watch(w, op, offset / sizeof op);
	w->crossing.use.known = seam_ops_use(w->index, &w->crossing.use);
	if (w->crossing.use.known)
		w->crossing.spoil |= SEAM_SPOIL_ARGS | SEAM_SPOIL_RESULTS;
	w->crossing.before = op_before;
	if (seam_carries(SEAM_ALLOCATOR) || seam_carries(SEAM_SECRET))
		w->crossing.after = op_after;
	w->thunk = seam_thunk(&w->crossing);
	if (!w->thunk)
		return op;
	n_ops++;
	return w->thunk;
}

/* ---- what is told ------------------------------------------------------------------------------------------------------ */

size_t seam_watch_index(const struct seam_crossing *crossing)
{
	return ((const struct watched *)(const void *)crossing)->index;
}

const char *seam_watch_name(const struct seam_crossing *crossing)
{
	struct watched *w = (struct watched *)(uintptr_t)crossing;
	char symbol[80] = "";

	if (*w->name)
		return w->name;
	if (!w->crossing.is_callback && *seam_ops_name(w->index)) {
		snprintf(w->name, sizeof w->name, "%s", seam_ops_name(w->index));
		return w->name;
	}
	seam_function_name(crossing->target, symbol, sizeof symbol);
	if (w->crossing.is_callback)
		snprintf(w->name, sizeof w->name, "callback %s", *symbol ? symbol : "without a name");
	else
		snprintf(w->name, sizeof w->name, "op %zu%s%s", w->index, *symbol ? ", " : "", symbol);
	return w->name;
}

static void tell(struct watched *w)
{
	if (!__atomic_load_n(&w->crossing.broken, __ATOMIC_ACQUIRE))
		return;
	if (seam_carries(SEAM_THUNK))
		seam_instrument_fail(SEAM_THUNK, "%s: %s", seam_watch_name(&w->crossing), w->crossing.what);
	w->crossing.what[0] = '\0';
	__atomic_store_n(&w->crossing.broken, 0, __ATOMIC_RELEASE);
}

void seam_watch_close(struct seam_case *c)
{
	(void)c;
	seam_thunks_reset();
	for (size_t i = 0; i < n_ops; i++)
		tell(&ops[i]);
	for (size_t i = 0, n = atomic_load(&n_callbacks); i < n; i++)
		tell(&callbacks[i]);
}
