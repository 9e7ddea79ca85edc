/*
 * callbacks_fuzz.c - a tree of calls: the host calls the peer, which calls back, where the host calls the peer again.
 *
 * The input, from its front, is the script of the host; from its back it is that of the callbacks: what each does, and
 * what it returns.  A model of buses and subscriptions knows who may be called next.
 */
#include "fuzz.h"
#include "callbacks/callbacks.h"
#include "input.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

enum { BUSES = 2, MOST_SUBSCRIPTIONS = 24, MOST_REGISTRATIONS = 256, SLOTS = 3, MOST_DEPTH = 12, MOST_STEPS = 200,
       MOST_VISITS = 400, MOST_ITEMS = 24, MOST_TEXT = 64, MOST_ANSWERS = 512 };

static const struct seam_callbacks *c;
static bool panics_abort;
static size_t base[SEAM_LIVE_OBJECTS + 1]; /* live() with nothing alive */

/* A callback with its userdata and destructor; the userdata is its address. */
struct registration {
	struct subscription *of;
	bool live, has_destructor, destroyed;
	int function;
};

struct subscription {
	struct bus *bus;
	uint64_t id;
	struct registration *now; /* NULL: ended */
};

static struct bus {
	struct seam_bus *at;
	unsigned firing;
	bool closed;
	struct subscription sub[MOST_SUBSCRIPTIONS];
	unsigned n;
} bus[BUSES];

static struct registration registration[MOST_REGISTRATIONS];
static unsigned registrations;

static struct { seam_closure_fn fn; void *context; int64_t state; bool live; } closure[SLOTS];
static struct { struct seam_object is; int64_t total; bool live; } object[SLOTS];

/* An op that is running and may call back. */
struct frame {
	enum { FIRE, FIRE_ALL, VISITS, SORT, DRIVE } kind;
	struct frame *outer;
	struct bus *bus;
	const struct subscription *only;  /* FIRE                                     */
	unsigned next, limit;             /* FIRE_ALL: whose turn is next, and the end */
	int64_t event;
	uint32_t called;                  /* callbacks so far                          */
	bool stopped;
	int stop;                         /* what the stopping one returned            */
	bool contradicts;                 /* SORT                                      */
	const int64_t *numbers;           /* DRIVE                                     */
	int64_t total;
	enum { FRESH, ADDING, TOTALLED, DESTROYED } phase;
};

static struct frame *top;
static struct input answers;
static unsigned depth, steps, visits;

static void step(struct input *in);

/* ---- what callbacks do ------------------------------------------------------------------------------------------ */

static int a_number(struct input *in)
{
	static const int numbers[] = { 1, -1, 2, INT_MAX, INT_MIN, SEAM_E_PANIC, SEAM_E_NULL, SEAM_E_STATE, 256, 1 << 16 };

	return numbers[take_below(in, sizeof numbers / sizeof *numbers)];
}

/* Every callback ends by this: perhaps a step of its own, then its value, which is remembered in its frame. */
static int answer(struct frame *f, bool may_stop)
{
	unsigned what = take_u8(&answers);

	visits++;
	f->called++;
	if (what & 1 && depth < MOST_DEPTH) {
		depth++;
		step(&answers);
		depth--;
		EXPECT(top == f, "a callback of an op that has returned is still running");
	}
	if (!may_stop || (what & 0xE) != 0xE)
		return 0;
	f->stopped = true;
	f->stop = a_number(&answers);
	return f->stop;
}

static struct frame *enter(struct frame *f)
{
	f->outer = top;
	top = f;
	return f;
}

static void leave(void)
{
	top = top->outer;
}

static void is(const char *op, int rc, int expected)
{
	EXPECT(rc == expected, "%s: expected %d, seen %d", op, expected, rc);
}

/* ---- buses ------------------------------------------------------------------------------------------------------ */

static int on_event(int function, uint64_t id, int64_t event, void *userdata)
{
	struct registration *r = userdata;
	struct frame *f = top;

	EXPECT(r >= registration && r < registration + registrations, "a callback was called with another userdata");
	EXPECT(r->live, "a callback was called after its subscription had ended");
	EXPECT(f && (f->kind == FIRE || f->kind == FIRE_ALL) && f->bus == r->of->bus,
	       "a callback was called by nobody's fire");
	EXPECT(!f->bus->closed, "a callback was called on a bus that is closed");
	EXPECT(r->function == function, "another callback was called with this userdata");
	EXPECT(id == r->of->id && event == f->event, "a callback was called with another id or event");
	EXPECT(!f->stopped, "a callback was called after one that stopped");
	if (f->kind == FIRE) {
		EXPECT(f->only == r->of && !f->called, "fire called another callback, or twice");
	} else {
		unsigned turn = (unsigned)(r->of - f->bus->sub);

		EXPECT(turn >= f->next && turn < f->limit, "fire_all: subscription %u is called, out of turn", turn);
		for (; f->next < turn; f->next++)
			EXPECT(!f->bus->sub[f->next].now, "fire_all: subscription %u is passed over", f->next);
		f->next++;
	}
	return answer(f, true);
}

static int on_event_0(uint64_t id, int64_t event, void *userdata)
{
	return on_event(0, id, event, userdata);
}

static int on_event_1(uint64_t id, int64_t event, void *userdata)
{
	return on_event(1, id, event, userdata);
}

static void on_destroy(void *userdata)
{
	struct registration *r = userdata;

	EXPECT(r >= registration && r < registration + registrations, "a destructor was called with another userdata");
	EXPECT(r->has_destructor && !r->live, "a destructor was called for what is still subscribed");
	EXPECT(!r->destroyed, "a destructor was called twice");
	r->destroyed = true;
}

/* What has ended on the bus has been destroyed, now that nothing of it runs. */
static void settle(struct bus *b)
{
	if (b->firing)
		return;
	for (unsigned i = 0; i < registrations; i++) {
		struct registration *r = &registration[i];

		if (!r->of || r->of->bus != b || r->live || !r->has_destructor)
			continue;
		EXPECT(r->destroyed, "the userdata of a subscription that ended was not destroyed");
		r->of = NULL;
	}
	if (b->closed)
		*b = (struct bus){ 0 };
}

static void end_all(struct bus *b)
{
	for (unsigned i = 0; i < b->n; i++)
		if (b->sub[i].now)
			b->sub[i].now->live = false;
}

static void free_bus(struct bus *b)
{
	bool was_closed = b->closed;
	int rc;

	end_all(b);
	rc = c->bus_free(b->at);
	if (!b->firing) {
		is("bus_free", rc, SEAM_OK);
		b->closed = true;
		settle(b);
		return;
	}
	if (rc == SEAM_OK && !was_closed) {
		b->closed = true;
		for (unsigned i = 0; i < b->n; i++)
			b->sub[i].now = NULL;
		return;
	}
	is("bus_free in a callback", rc, SEAM_E_STATE);
	for (unsigned i = 0; i < b->n; i++)
		if (b->sub[i].now) {
			EXPECT(!b->sub[i].now->destroyed, "bus_free was refused, and has destroyed");
			b->sub[i].now->live = true;
		}
}

static struct registration *a_registration(struct input *in, struct subscription *of)
{
	unsigned how = take_u8(in);
	struct registration *r = &registration[registrations++];

	*r = (struct registration){ of, false, how & 2, false, how & 1 };
	return r;
}

static void subscribe(struct bus *b, struct input *in)
{
	struct subscription *s = &b->sub[b->n];
	struct registration *r;
	uint64_t id = 0;
	int rc;

	if (b->n == MOST_SUBSCRIPTIONS || registrations == MOST_REGISTRATIONS)
		return;
	r = a_registration(in, s);
	rc = c->subscribe(b->at, r->function ? on_event_1 : on_event_0, r, r->has_destructor ? on_destroy : NULL, &id);
	is("subscribe", rc, b->closed ? SEAM_E_STATE : SEAM_OK);
	if (b->closed) {
		EXPECT(id == 0 && !r->destroyed, "subscribe was refused, and wrote or destroyed");
		r->of = NULL;
		return;
	}
	EXPECT(id != 0, "subscribe: the id is 0");
	for (unsigned i = 0; i < b->n; i++)
		EXPECT(b->sub[i].id != id, "subscribe: the id %" PRIu64 " was given out before", id);
	r->live = true;
	*s = (struct subscription){ b, id, r };
	b->n++;
}

/* What an op on this subscription must return. */
static int expected(const struct bus *b, const struct subscription *s)
{
	return b->closed ? SEAM_E_STATE : s->now ? SEAM_OK : SEAM_E_NOT_FOUND;
}

static void unsubscribe(struct bus *b, struct subscription *s)
{
	int due = expected(b, s);

	if (due == SEAM_OK) {
		s->now->live = false;
		s->now = NULL;
	}
	is("unsubscribe", c->unsubscribe(b->at, s->id), due);
	settle(b);
}

static void replace(struct bus *b, struct subscription *s, struct input *in)
{
	int due = expected(b, s);
	struct registration *r;

	if (registrations == MOST_REGISTRATIONS)
		return;
	r = a_registration(in, s);
	if (due == SEAM_OK) {
		s->now->live = false;
		s->now = r;
		r->live = true;
	}
	is("replace",
	   c->replace(b->at, s->id, r->function ? on_event_1 : on_event_0, r, r->has_destructor ? on_destroy : NULL), due);
	EXPECT(!r->destroyed, "replace: the new userdata was destroyed");
	if (due != SEAM_OK)
		r->of = NULL;
	settle(b);
}

static void fire(struct bus *b, struct subscription *s, struct input *in)
{
	struct frame f = { .kind = FIRE, .bus = b, .only = s, .event = (int64_t)take_number(in, 2) };
	int due = expected(b, s), result = 77, rc;

	enter(&f);
	b->firing++;
	rc = c->fire(b->at, s->id, f.event, &result);
	b->firing--;
	leave();
	if (rc != SEAM_E_STATE || !b->closed)
		is("fire", rc, due);
	EXPECT(f.called == (due == SEAM_OK), "fire called %" PRIu32 " callbacks", f.called);
	if (rc == SEAM_OK)
		EXPECT(result == f.stop, "fire: the callback returned %d, reported is %d", f.stop, result);
	settle(b);
}

static void fire_all(struct bus *b, struct input *in)
{
	struct frame f = { .kind = FIRE_ALL, .bus = b, .limit = b->n, .event = (int64_t)take_number(in, 2) };
	bool was_closed = b->closed;
	uint32_t called = 77;
	int result = 77, rc;

	enter(&f);
	b->firing++;
	rc = c->fire_all(b->at, f.event, &called, &result);
	b->firing--;
	leave();
	if (was_closed || (b->closed && rc == SEAM_E_STATE)) {
		is("fire_all, closed", rc, SEAM_E_STATE);
		settle(b);
		return;
	}
	is("fire_all", rc, SEAM_OK);
	EXPECT(called == f.called, "fire_all: %" PRIu32 " callbacks were called, reported are %" PRIu32, f.called, called);
	EXPECT(result == f.stop, "fire_all: a callback returned %d, reported is %d", f.stop, result);
	for (; !f.stopped && !b->closed && f.next < f.limit; f.next++)
		EXPECT(!b->sub[f.next].now, "fire_all: subscription %u is passed over", f.next);
	settle(b);
}

static void on_bus(unsigned what, struct bus *b, struct input *in)
{
	struct subscription *s = &b->sub[take_below(in, MOST_SUBSCRIPTIONS)];

	if (!b->at) {
		is("bus_new", c->bus_new(&b->at), SEAM_OK);
		EXPECT(b->at != NULL, "bus_new: NULL");
		return;
	}
	if (s >= b->sub + b->n)
		s = b->n ? &b->sub[b->n - 1] : NULL;
	switch (what) {
	case 0: free_bus(b); break;
	case 1:
	case 2: subscribe(b, in); break;
	case 3: if (s) unsubscribe(b, s); break;
	case 4: if (s && c->replace) replace(b, s, in); break;
	case 5: if (s) fire(b, s, in); break;
	default: fire_all(b, in);
	}
}

/* ---- visits, sorting -------------------------------------------------------------------------------------------- */

static int on_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	char expected_name[32];

	EXPECT(userdata == top && top->kind == VISITS, "a visit with another userdata");
	EXPECT(!top->stopped, "a visit after one that stopped");
	EXPECT(index == top->called, "visit %" PRIu32 " where %" PRIu32 " is next", index, top->called);
	EXPECT(value == SEAM_VISIT_VALUE(index), "visit %" PRIu32 ": another value", index);
	EXPECT(fraction >= index + 0.5 && fraction <= index + 0.5, "visit %" PRIu32 ": fraction %g", index, fraction);
	snprintf(expected_name, sizeof expected_name, "item %" PRIu32, index);
	EXPECT(name && strcmp(name, expected_name) == 0, "visit %" PRIu32 ": another name", index);
	return answer(top, true);
}

static void visited(const char *op, const struct frame *f, uint32_t count)
{
	EXPECT(f->stopped ? f->called <= count : f->called == count, "%s: %" PRIu32 " of %" PRIu32 " visits", op, f->called,
	       count);
}

static void visit_each(bool walks, struct input *in)
{
	struct frame f = { .kind = VISITS };
	uint32_t count = visits < MOST_VISITS ? take_below(in, 40) : 0;
	int result = 77, rc;

	enter(&f);
	rc = walks ? c->walk(count, on_visit, &f) : c->each(count, on_visit, &f, &result);
	leave();
	visited(walks ? "walk" : "each", &f, count);
	is(walks ? "walk" : "each", rc, walks ? f.stop : SEAM_OK);
	if (!walks)
		EXPECT(result == f.stop, "each: a visit returned %d, reported is %d", f.stop, result);
}

static int on_compare(int64_t a, int64_t b, void *userdata)
{
	EXPECT(userdata == top && top->kind == SORT, "a comparison with another userdata");
	if (top->contradicts)
		return (int8_t)take_u8(&answers);
	if (top->called < MOST_ITEMS)
		answer(top, false);
	return (a >> 8 > b >> 8) - (a >> 8 < b >> 8);
}

static void sort(struct input *in)
{
	struct frame f = { .kind = SORT, .contradicts = take_below(in, 4) == 0 && !panics_abort };
	size_t n = take_below(in, MOST_ITEMS + 1), found = 0;
	int64_t *items = malloc(n * sizeof *items), given[MOST_ITEMS];
	int rc;

	for (size_t i = 0; i < n; i++)
		given[i] = (int64_t)((uint64_t)(int64_t)(int8_t)(take_u8(in) % 16 - 8) << 8 | i);
	memcpy(items, given, n * sizeof *items);
	enter(&f);
	rc = c->sort(items, n, on_compare, &f);
	leave();
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			found += given[i] == items[k];
	EXPECT(found == n, "sort: other numbers than before");
	if (!f.contradicts) {
		is("sort", rc, SEAM_OK);
		for (size_t i = 1; i < n; i++)
			EXPECT(items[i - 1] < items[i], "sort: %s", items[i - 1] >> 8 == items[i] >> 8 ? "not stable" : "not in order");
	} else {
		EXPECT(rc == SEAM_OK || rc == SEAM_E_FAILED || rc == SEAM_E_PANIC, "sort: seen %d", rc);
	}
	free(items);
}

/* ---- functions of the peer -------------------------------------------------------------------------------------- */

static void on_closure(unsigned at, struct input *in)
{
	int64_t argument = (int64_t)take_number(in, 8), sum = 77, due;

	if (!closure[at].live) {
		is("closure_new", c->closure_new(argument, &closure[at].fn, &closure[at].context), SEAM_OK);
		closure[at].state = argument;
		closure[at].live = true;
	} else if (take_below(in, 4) == 0) {
		is("closure_free", c->closure_free(closure[at].fn, closure[at].context), SEAM_OK);
		closure[at].live = false;
	} else if (__builtin_add_overflow(closure[at].state, argument, &due)) {
		if (panics_abort)
			return;
		is("closure, overflow", closure[at].fn(closure[at].context, argument, &sum), SEAM_E_PANIC);
		EXPECT(sum == 77, "closure: an overflow, and sum is written");
	} else {
		is("closure", closure[at].fn(closure[at].context, argument, &sum), SEAM_OK);
		EXPECT(sum == due, "closure: expected %" PRId64 ", seen %" PRId64, due, sum);
		closure[at].state = due;
	}
}

static void on_object(unsigned at, struct input *in)
{
	int64_t argument = (int64_t)take_number(in, 8), total = 77, due;
	const struct seam_methods *methods = object[at].is.methods;
	void *self = object[at].is.self;

	if (!object[at].live) {
		is("object_new", c->object_new(argument, &object[at].is), SEAM_OK);
		object[at].total = argument;
		object[at].live = true;
		return;
	}
	switch (take_below(in, 4)) {
	case 0:
		methods->destroy(self);
		object[at].live = false;
		return;
	case 1:
		if (methods->reset) {
			is("reset", methods->reset(self), SEAM_OK);
			object[at].total = 0;
		}
		break;
	default:
		if (!__builtin_add_overflow(object[at].total, argument, &due)) {
			is("add", methods->add(self, argument), SEAM_OK);
			object[at].total = due;
		} else if (!panics_abort) {
			is("add, overflow", methods->add(self, argument), SEAM_E_PANIC);
		}
	}
	is("total", methods->total(self, &total), SEAM_OK);
	EXPECT(total == object[at].total, "total: expected %" PRId64 ", seen %" PRId64, object[at].total, total);
}

/* ---- an object of the host's ------------------------------------------------------------------------------------ */

static struct frame *driven(void *self, const char *method, int phase)
{
	EXPECT(self == top && top->kind == DRIVE, "%s: another self", method);
	EXPECT((int)top->phase <= phase, "%s is called too late", method);
	EXPECT(!top->stopped || phase == DESTROYED, "%s is called after a method that failed", method);
	return top;
}

static int host_reset(void *self)
{
	struct frame *f = driven(self, "reset", FRESH);

	f->total = 0;
	f->phase = ADDING;
	return answer(f, true);
}

static int host_add(void *self, int64_t n)
{
	struct frame *f = driven(self, "add", ADDING);

	f->phase = ADDING;
	EXPECT(f->next < f->limit && n == f->numbers[f->next], "add: another number than number %u of %u", f->next, f->limit);
	f->next++;
	f->total += n;
	return answer(f, true);
}

static int host_total(void *self, int64_t *total)
{
	struct frame *f = driven(self, "total", ADDING);

	f->phase = TOTALLED;
	EXPECT(f->next == f->limit, "total is called after %u of %u numbers", f->next, f->limit);
	*total = f->total;
	return answer(f, true);
}

static void host_destroy(void *self)
{
	struct frame *f = driven(self, "destroy", DESTROYED);

	EXPECT(f->phase != DESTROYED, "destroy is called twice");
	f->phase = DESTROYED;
}

static void drive(struct input *in)
{
	static const struct seam_methods whole = { sizeof whole, host_reset, host_add, host_total, host_destroy };
	static const struct seam_methods no_reset = { sizeof no_reset, NULL, host_add, host_total, host_destroy };
	int64_t numbers[8], total = 77;
	struct frame f = { .kind = DRIVE, .limit = take_below(in, 9), .numbers = numbers };
	struct seam_object mine = { take_u8(in) & 1 ? &whole : &no_reset, &f };
	int result = 77;

	for (unsigned i = 0; i < f.limit; i++)
		numbers[i] = (int32_t)take_number(in, 4);
	enter(&f);
	is("object_drive", c->object_drive(&mine, f.limit ? numbers : NULL, f.limit, &total, &result), SEAM_OK);
	leave();
	EXPECT(f.phase == DESTROYED, "object_drive: the object was not destroyed");
	EXPECT(result == f.stop, "object_drive: a method returned %d, reported is %d", f.stop, result);
	EXPECT(f.stopped || f.next == f.limit, "object_drive: %u of %u numbers", f.next, f.limit);
	EXPECT(total == (f.stopped ? 77 : f.total), "object_drive: the total is %" PRId64, total);
}

/* ---- failures of the peer's own --------------------------------------------------------------------------------- */

static void message_holds(const char *text)
{
	char message[2048] = "";
	size_t n = 0;

	if (!c->last_message)
		return;
	is("last_message", c->last_message(message, sizeof message, &n), SEAM_OK);
	EXPECT(n < sizeof message && message[n] == '\0' && strlen(message) == n, "last_message: the length is %zu", n);
	EXPECT(text ? strstr(message, text) != NULL : n > 0, "last_message is \"%.40s\", raised was \"%s\"", message,
	       text ? text : "something else than text");
}

static void raise(bool after, struct input *in)
{
	struct frame f = { .kind = VISITS };
	int kind = (int)take_below(in, 6) % 5, rc; /* 0: none; of two at once, Rust and C++ abort */
	uint32_t count = visits < MOST_VISITS ? take_below(in, 8) : 0;
	char *text = take_string(in, MOST_TEXT, NULL);
	bool has_text = kind != SEAM_RAISE_NUMBER && kind != SEAM_RAISE_RUNTIME;

	for (char *p = text; *p; p++)
		*p = (char)(*p & 0x7F) ? (char)(*p & 0x7F) : '0';
	enter(&f);
	rc = after ? c->raise_after(count, kind, has_text ? text : NULL, on_visit, &f) :
	             c->raise(kind, has_text ? text : NULL);
	leave();
	if (!kind)
		is("raise, of no kind", rc, SEAM_E_RANGE);
	else
		EXPECT(rc == SEAM_E_PANIC || rc == SEAM_E_UNSUPPORTED, "raise: seen %d", rc);
	if (rc == SEAM_E_PANIC) {
		visited("raise_after", &f, after ? count : 0);
		message_holds(has_text ? text : NULL);
	} else {
		EXPECT(!f.called, "raise_after was refused, and has visited");
	}
	free(text);
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

static void step(struct input *in)
{
	unsigned what = take_u8(in), at = what / 16, op = what % 16;

	if (++steps > MOST_STEPS)
		return;
	SAW(op, depth);
	if (op < 8) {
		if (c->bus_new && c->bus_free && c->subscribe && c->unsubscribe && c->fire && c->fire_all)
			on_bus(op, &bus[at % BUSES], in);
	} else if (op == 8) {
		if (at & 1 ? c->walk != NULL : c->each != NULL)
			visit_each(at & 1, in);
	} else if (op == 9) {
		if (c->sort)
			sort(in);
	} else if (op == 10) {
		if (c->closure_new && c->closure_free)
			on_closure(at % SLOTS, in);
	} else if (op == 11) {
		if (c->object_new)
			on_object(at % SLOTS, in);
	} else if (op == 12) {
		if (c->object_drive)
			drive(in);
	} else if (op == 13) {
		if (!panics_abort && (at & 1 ? c->raise_after != NULL : c->raise != NULL))
			raise(at & 1, in);
	}
}

static void count(int kind, size_t expected_count)
{
	size_t seen = 77;

	if (!c->live || c->live(kind, &seen) != SEAM_OK)
		return;
	EXPECT(seen - base[kind] == expected_count, "live(%d): %zu, expected %zu", kind, seen - base[kind], expected_count);
}

static void count_all(void)
{
	size_t buses = 0, subscriptions = 0, closures = 0, objects = 0;

	for (unsigned i = 0; i < BUSES; i++) {
		buses += bus[i].at != NULL;
		for (unsigned k = 0; k < bus[i].n; k++)
			subscriptions += bus[i].sub[k].now != NULL;
	}
	for (unsigned i = 0; i < SLOTS; i++) {
		closures += closure[i].live;
		objects += object[i].live;
	}
	count(SEAM_LIVE_BUSES, buses);
	count(SEAM_LIVE_SUBSCRIPTIONS, subscriptions);
	count(SEAM_LIVE_CLOSURES, closures);
	count(SEAM_LIVE_OBJECTS, objects);
	for (unsigned i = 0; i < BUSES; i++)
		if (c->lock_probe && bus[i].at)
			is("lock_probe", c->lock_probe(bus[i].at), SEAM_OK);
}

static void give_all_back(void)
{
	for (unsigned i = 0; i < BUSES; i++)
		if (bus[i].at)
			free_bus(&bus[i]);
	for (unsigned i = 0; i < SLOTS; i++) {
		if (closure[i].live)
			is("closure_free", c->closure_free(closure[i].fn, closure[i].context), SEAM_OK);
		if (object[i].live)
			object[i].is.methods->destroy(object[i].is.self);
		closure[i].live = object[i].live = false;
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	c = FUZZ_LOAD(callbacks);
	panics_abort = (fuzz_traits() & SEAM_PANIC_ABORTS) != 0;
	for (int kind = SEAM_LIVE_BUSES; c->live && kind <= SEAM_LIVE_OBJECTS; kind++)
		c->live(kind, &base[kind]);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t backwards[MOST_ANSWERS];
	struct input script = { data, size };

	answers = (struct input){ backwards, size < MOST_ANSWERS ? size : MOST_ANSWERS };
	for (size_t i = 0; i < answers.left; i++)
		backwards[i] = data[size - 1 - i];
	registrations = depth = steps = visits = 0;
	top = NULL;
	while (script.left && steps < MOST_STEPS) {
		step(&script);
		count_all();
	}
	give_all_back();
	count_all();
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
