/* mutants_threads.c - what a peer does on its own thread, and not, or for all threads together, on others. */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local char here; /* its address names the thread */
static const char *home;        /* where it was made */
static seam_closure_fn real_closure;

static int closure_bound(void *context, int64_t argument, int64_t *sum)
{
	return &here == home ? real_closure(context, argument, sum) : SEAM_E_STATE;
}

/* The runtime's own state, which foreign threads do not have. */
static _Thread_local struct {
	int64_t *frames;
	int64_t space;
} runtime;

static int closure_attached(void *context, int64_t argument, int64_t *sum)
{
	*(volatile int64_t *)runtime.frames += 1;
	return real_closure(context, argument, sum);
}

/* Uncaught where nobody called the runtime. */
static int closure_escapes(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);

	if (rc == SEAM_E_PANIC && &here != home)
		abort();
	return rc;
}

static int64_t shared_argument;

static int closure_scratch(void *context, int64_t argument, int64_t *sum)
{
	volatile unsigned wait = 0;

	*(volatile int64_t *)&shared_argument = argument;
	while (wait < 20000)
		wait = wait + 1;
	return real_closure(context, *(volatile int64_t *)&shared_argument, sum);
}

#define CLOSURE_NEW(how)                                                                                               \
	static int closure_new_##how(int64_t captured, seam_closure_fn *fn, void **context)                            \
	{                                                                                                              \
		int rc = REAL->closure_new(captured, fn, context);                                                     \
		if (rc == SEAM_OK) {                                                                                   \
			real_closure = *fn;                                                                            \
			home = &here;                                                                                  \
			runtime.frames = &runtime.space;                                                               \
			*fn = closure_##how;                                                                           \
		}                                                                                                      \
		return rc;                                                                                             \
	}
CLOSURE_NEW(bound)
CLOSURE_NEW(attached)
CLOSURE_NEW(escapes)

/* Its own, that it be made on several threads at once. */
static int closure_new_scratch(int64_t captured, seam_closure_fn *fn, void **context)
{
	int rc = REAL->closure_new(captured, fn, context);

	if (rc == SEAM_OK) {
		__atomic_store_n(&real_closure, *fn, __ATOMIC_SEQ_CST);
		*fn = closure_scratch;
	}
	return rc;
}

static struct seam_methods methods;
static int (*real_add)(void *self, int64_t n);

static int add_at_home(void *self, int64_t n)
{
	return &here == home ? real_add(self, n) : SEAM_OK; /* posted to a thread that never runs it */
}

static int object_new_at_home(int64_t start, struct seam_object *object)
{
	int rc = REAL->object_new(start, object);

	if (rc == SEAM_OK) {
		home = &here;
		methods = *object->methods;
		real_add = methods.add;
		methods.add = add_at_home;
		object->methods = &methods;
	}
	return rc;
}

static int fire_at_home(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	if (!home)
		home = &here;
	return &here == home ? REAL->fire(bus, id, event, result) : SEAM_E_STATE;
}

static int subscribe_at_home(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                             uint64_t *id)
{
	static struct seam_bus *last;
	static const char *of_last;

	if (bus && bus != last) { /* the first who uses a bus owns it */
		last = bus;
		of_last = &here;
	}
	return of_last == &here ? REAL->subscribe(bus, callback, userdata, destroy, id) : SEAM_E_STATE;
}

static int64_t last_value;

static int64_t i64_scratch(int64_t value, int fail)
{
	volatile unsigned wait = 0;

	(void)fail;
	*(volatile int64_t *)&last_value = value;
	while (wait < 20000)
		wait = wait + 1;
	return *(volatile int64_t *)&last_value;
}

static int echoes_scratch(struct seam_echoes *functions)
{
	int rc = REAL->echoes(functions);

	if (rc == SEAM_OK)
		functions->i64 = i64_scratch;
	return rc;
}

/* The message of the process, not of the thread. */
static char message[1100];

static int last_message_of_all(char *buffer, size_t size, size_t *length)
{
	static char newest[1100];
	char mine[1100];
	size_t n = 0;

	/* whichever thread has failed last, as far as was seen */
	if (REAL->last_message(mine, sizeof mine, &n) == SEAM_OK && strcmp(mine, message) != 0 &&
	    strcmp(newest, mine) < 0)
		memcpy(newest, mine, n + 1);
	if (!length || (!buffer && size > 0) || !newest[0])
		return REAL->last_message(buffer, size, length);
	*length = strlen(newest);
	if (size <= *length)
		return SEAM_E_SPACE;
	memcpy(buffer, newest, *length + 1);
	return SEAM_OK;
}

/* Reports on the thread that opened the peer alone. */
static int raise_elsewhere(int kind, const char *text)
{
	if (!home)
		home = &here;
	if (&here == home || !text)
		return REAL->raise(kind, text);
	return SEAM_E_PANIC;
}

/* A slot for each thread that ever came, never given back; then there are no more. */
static int raise_slots(int kind, const char *text)
{
	static _Thread_local int slot;
	static int slots;

	if (slot == 0)
		slot = ++slots;
	return slot > 40 ? SEAM_E_STATE : REAL->raise(kind, text);
}

/* What a thread has is kept when it ends: reachable, so no search for leaks tells. */
static struct attached {
	struct attached *next;
	char space[200];
} *attached;

static int raise_attaches(int kind, const char *text)
{
	static _Thread_local struct attached *mine;

	if (!mine && (mine = malloc(sizeof *mine))) {
		mine->next = attached;
		attached = mine;
	}
	return REAL->raise(kind, text);
}

/* Remembers each closure that ever was. */
static struct kept {
	struct kept *next;
	uint64_t at[6];
} *all_kept;

static int closure_remembered(seam_closure_fn fn, void *context)
{
	struct kept *k = malloc(sizeof *k);

	if (k) {
		k->next = all_kept;
		all_kept = k;
	}
	return REAL->closure_free(fn, context);
}

SEAM_MUTANTS(callbacks, threads) = {
	ROW("closure_bound", "threads.closure", "SEAM_OK", true, closure_new, closure_new_bound),
	CRASH("closure_attached", "threads.closure", closure_new, closure_new_attached),
	{ "closure_escapes", "callbacks.threads.closure", "plain", "crash", "SIGABRT", false,
	  SEAM_OP(callbacks, closure_new, closure_new_escapes), 0 },
	ROW("closure_scratch", "threads.at_once", "wrong", true, closure_new, closure_new_scratch),
	FOUND("closure_scratch_races", "threads.at_once", "tsan", "data race", closure_new, closure_new_scratch),
	ROW("echoes_scratch", "threads.at_once", "wrong", true, echoes, echoes_scratch),
	ROW("object_at_home", "threads.object", "total", true, object_new, object_new_at_home),
	ROW("fire_at_home", "threads.bus", "SEAM_OK", true, fire, fire_at_home),
	ROW("subscribe_at_home", "threads.bus", "SEAM_OK", true, subscribe, subscribe_at_home),
	ROW("last_message_of_all", "threads_message.message_is_the_threads", "the message is", true, last_message,
	    last_message_of_all),
	ROW("raise_elsewhere", "threads_message.foreign", "last_message", true, raise, raise_elsewhere),
	ROW("raise_slots", "threads_message.short_lived", "wrong", true, raise, raise_slots),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(callbacks, growth) = {
	ROW("closure_remembered", "trampoline.captured", "growth: ", true, closure_free, closure_remembered),
	ROW("raise_attaches", "threads_message.short_lived", "growth: ", true, raise, raise_attaches),
	SEAM_NO_MORE_MUTANTS
};
