/*
 * threads_fuzz.c - a sequence of ops of the group `threads` on three threads that take turns, beside a model.
 *
 * Each step is a byte that picks an op and a thread: the main one, a second one that stays, or one that ends after the step.  One step
 * is over before the next one begins, and no step waits for another, so that what is seen does not depend on luck.
 */
#include "fuzz.h"
#include "input.h"
#include "threads/threads.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

enum { SLOTS = 2, MOST_STEPS = 60, MOST_TEXT = 24, CALLBACKS = 6 };

unsigned fuzz_cost = 16;

static const struct seam_threads *t;
static bool bound;
static uint64_t base, base_states; /* with nothing alive */
static unsigned op;

/* What is given with a release function. */
static struct token { bool held, due, has_release; unsigned releases; } token[4 * MOST_STEPS];
static unsigned tokens;

static struct { uint32_t users; int64_t total; bool fails; } lib;
static struct account { struct seam_thr_account *at; int64_t balance; uint64_t references; bool closed; struct token *token; } account[SLOTS];
static struct state { bool has_error; int32_t code; char message[MOST_TEXT + 1]; struct token *value; } state[3];
static struct source {
	struct seam_thr_source *at;
	struct callback { uint64_t id; struct token *token; unsigned acts; bool gone; } callback[CALLBACKS];
	unsigned n, calls, fired, running;
	int64_t value;
} source[SLOTS];
static struct { struct seam_thr_event *at; unsigned wakes; bool cancelled; } event[SLOTS];
static struct once { struct seam_thr_once *at; bool done; int64_t result; unsigned calls; int answer; int64_t wanted; } once[SLOTS];
static struct { struct seam_thr_box *at; bool published; uint8_t bytes[MOST_TEXT]; size_t n; } box[SLOTS];
static struct { struct seam_thr_pinned *at; int64_t value; unsigned owner; struct token *token; } pinned[SLOTS];

/* ---- releases --------------------------------------------------------------------------------------------------- */

static void on_release(void *userdata)
{
	struct token *k = userdata;

	EXPECT(k >= token && k < token + tokens, "release: another userdata");
	EXPECT(k->due && !k->releases, "release: called %s", k->releases ? "twice" : "while it is held");
	k->releases++;
	k->held = false;
}

static struct token *a_token(struct input *in)
{
	token[tokens] = (struct token){ .has_release = take_below(in, 4) != 0 };
	return &token[tokens++];
}

#define RELEASE(token) ((token)->has_release ? on_release : NULL)

static void due(struct token *k)
{
	if (k)
		k->due = true;
}

static void released(const char *name, struct token *k)
{
	EXPECT(!k || k->releases == k->has_release, "%s: not released", name);
}

/* ---- the library and accounts ------------------------------------------------------------------------------------ */

static int on_setup(void *userdata, int64_t *result)
{
	EXPECT(userdata == &lib && !result, "lib_init: setup is not called as it should be");
	if (t->lib_shutdown)
		EXPECT(t->lib_shutdown(NULL) == SEAM_E_STATE && t->lib_init(NULL, NULL, NULL) == SEAM_E_STATE, "lib_init from setup is not refused");
	return lib.fails ? -1 : 0;
}

static void on_lib(struct input *in)
{
	unsigned how = take_below(in, 4);
	int64_t n = (int64_t)take_number(in, 8), total = 77;
	uint32_t count = 77;

	if (!t->lib_init || !t->lib_shutdown || !t->lib_add)
		return;
	lib.fails = how != 3;
	if (how == 0) {
		if (fuzz_answers(op, "lib_shutdown", t->lib_shutdown(&count), lib.users ? SEAM_OK : SEAM_E_STATE))
			EXPECT(count == --lib.users, "lib_shutdown: %" PRIu32 " are left, expected %" PRIu32, count, lib.users);
	} else if (how == 1) {
		if (fuzz_answers(op, "lib_add", t->lib_add(n, &total), lib.users ? SEAM_OK : SEAM_E_STATE)) {
			lib.total = (int64_t)((uint64_t)lib.total + (uint64_t)n);
			EXPECT(total == lib.total, "lib_add: %" PRId64 ", expected %" PRId64, total, lib.total);
		}
	} else if (fuzz_answers(op, "lib_init", t->lib_init(on_setup, &lib, &count), lib.users || how == 3 ? SEAM_OK : SEAM_E_FAILED)) {
		EXPECT(count == ++lib.users, "lib_init: %" PRIu32 " users, expected %" PRIu32, count, lib.users);
		lib.total = lib.users == 1 ? 0 : lib.total;
	} else {
		EXPECT(count == 77, "lib_init: failed, and *count was written");
	}
}

static int64_t on_update(void *userdata, int64_t balance)
{
	struct account *a = userdata;
	int64_t out;

	EXPECT(balance == a->balance, "account_update: the balance is %" PRId64 ", expected %" PRId64, balance, a->balance);
	EXPECT(t->account_get(a->at, &out) == SEAM_E_STATE && t->account_add(a->at, 1, &out) == SEAM_E_STATE && t->account_close(a->at) == SEAM_E_STATE,
	       "an op of an account from its own update is not refused");
	a->balance = (int64_t)((uint64_t)balance * 3 + 1);
	return a->balance;
}

static void on_text(void *userdata, const char *text)
{
	struct account *a = userdata;
	char expected[24];

	snprintf(expected, sizeof expected, "%" PRId64, a->balance);
	EXPECT(strcmp(text, expected) == 0, "account_describe: \"%s\", expected \"%s\"", text, expected);
}

static void transfer(struct account *from, struct account *to, int64_t n)
{
	int64_t sum = 0;
	bool range = n < 0 || n > from->balance || (from != to && __builtin_add_overflow(to->balance, n, &sum));
	bool closed = from->closed || to->closed;
	int rc = t->account_transfer(from->at, to->at, n);

	if (closed && range && rc == SEAM_E_RANGE)
		return;
	if (fuzz_answers(op, "account_transfer", rc, closed ? SEAM_E_STATE : range ? SEAM_E_RANGE : SEAM_OK) && from != to) {
		from->balance -= n;
		to->balance = sum;
	}
}

static void on_account(struct account *a, struct input *in)
{
	struct account *other = a == account ? a + 1 : account;
	unsigned how = take_u8(in);
	int64_t n = (int64_t)take_number(in, how & 16 ? 8 : 1) - (how & 32 ? 128 : 0), out = 77, sum;
	uint64_t references = 77;
	int open = a->closed ? SEAM_E_STATE : SEAM_OK, rc;

	if (!a->at) {
		*a = (struct account){ NULL, n, 1, false, a_token(in) };
		fuzz_answers(op, "account_create", t->account_create(n, a->token, RELEASE(a->token), &a->at), SEAM_OK);
		return;
	}
	switch (how % 10) {
	case 0: a->references += t->account_retain(a->at) == SEAM_OK; break;
	case 1:
		if (a->references == 1)
			due(a->token);
		fuzz_answers(op, "account_release", t->account_release(a->at), SEAM_OK);
		if (!--a->references) {
			released("account_release", a->token);
			a->at = NULL;
			return;
		}
		break;
	case 2:
	case 3:
		rc = t->account_add(a->at, n, &out);
		if (__builtin_add_overflow(a->balance, n, &sum))
			EXPECT(rc == SEAM_E_RANGE || (a->closed && rc == SEAM_E_STATE), "account_add: over the limit: seen %d", rc);
		else if (fuzz_answers(op, "account_add", rc, open))
			a->balance = sum;
		EXPECT(out == (rc ? 77 : a->balance), "account_add: %" PRId64 ", expected %" PRId64, out, a->balance);
		break;
	case 4:
		if (t->account_update)
			fuzz_answers(op, "account_update", t->account_update(a->at, on_update, a), open);
		break;
	case 5:
	case 6:
		if (t->account_transfer && (other->at || how & 64))
			transfer(a, how & 64 ? a : other, n);
		break;
	case 7:
		if (t->account_describe)
			fuzz_answers(op, "account_describe", t->account_describe(a->at, on_text, a), open);
		break;
	case 8: a->closed |= fuzz_answers(op, "account_close", t->account_close(a->at), open); break;
	}
	open = a->closed ? SEAM_E_STATE : SEAM_OK;
	out = 77;
	EXPECT(t->account_get(a->at, &out) == open && out == (open ? 77 : a->balance), "account_get: %" PRId64 ", expected %" PRId64, out, a->balance);
	EXPECT(t->account_references(a->at, &references) == SEAM_OK && references == a->references, "account_references: %" PRIu64 ", expected %" PRIu64,
	       references, a->references);
}

/* ---- what a thread has ------------------------------------------------------------------------------------------- */

static void same_state(const struct state *s)
{
	const char *message = NULL;
	int32_t code = 77;
	void *value = &state;
	int rc = t->last_error ? t->last_error(&code, &message) : SEAM_OK;

	if (t->last_error) {
		EXPECT(rc == (s->has_error ? SEAM_OK : SEAM_E_NOT_FOUND), "last_error: seen %d", rc);
		EXPECT(rc || (code == s->code && strcmp(message, s->message) == 0), "last_error: another one than was set on this thread");
	}
	if (t->thread_get) {
		rc = t->thread_get(&value);
		EXPECT(rc == (s->value ? SEAM_OK : SEAM_E_NOT_FOUND) && value == (s->value ? (void *)s->value : &state), "thread_get: seen %d, or another value", rc);
	}
}

static void on_state(struct state *s, struct input *in)
{
	unsigned how = take_below(in, 4);
	struct token *value;
	char *message;

	if (!t->last_error_set || !t->thread_set || !t->thread_forget)
		return;
	if (how == 0) {
		due(s->value);
		fuzz_answers(op, "thread_forget", t->thread_forget(), SEAM_OK);
		released("thread_forget", s->value);
		memset(s, 0, sizeof *s);
	} else if (how == 1) {
		value = a_token(in);
		due(s->value);
		if (fuzz_answers(op, "thread_set", t->thread_set(value, RELEASE(value)), SEAM_OK)) {
			released("thread_set", s->value);
			s->value = value;
		} else if (s->value) {
			EXPECT(!s->value->releases, "thread_set: failed, and the value before is released");
			s->value->due = false;
		}
	} else {
		message = take_string(in, MOST_TEXT, NULL);
		if (fuzz_answers(op, "last_error_set", t->last_error_set((int32_t)message[0] * (int32_t)how, message), SEAM_OK)) {
			s->has_error = true;
			s->code = (int32_t)message[0] * (int32_t)how;
			strcpy(s->message, message);
		}
		memset(message, 'x', strlen(message));
		free(message);
	}
	same_state(s);
}

/* ---- sources ------------------------------------------------------------------------------------------------------- */

static struct source *of;

static void fired(unsigned number, int64_t value)
{
	struct source *s = of;
	struct callback *c = &s->callback[number];

	EXPECT(!c->gone, "a callback is called after it was unregistered");
	EXPECT(value == s->value && number >= s->calls, "source_fire: another value, or another order");
	for (unsigned i = s->calls; i < number; i++)
		EXPECT(s->callback[i].gone, "source_fire: a callback was left out");
	s->calls = number + 1;
	s->fired++;
	if (c->acts == 1) { /* itself: released after it has returned */
		c->gone = true;
		EXPECT(t->source_unregister(s->at, c->id) == SEAM_OK, "source_unregister from the callback itself");
		EXPECT(!c->token->releases, "source_unregister from the callback itself: released while it runs");
		due(c->token);
	} else if (c->acts == 2 && number + 1 < s->n && !s->callback[number + 1].gone) {
		due(s->callback[number + 1].token);
		EXPECT(t->source_unregister(s->at, s->callback[number + 1].id) == SEAM_OK, "source_unregister of the next callback");
		s->callback[number + 1].gone = true;
	} else if (c->acts == 3) {
		EXPECT(t->source_destroy(s->at) == SEAM_E_STATE, "source_destroy while it fires is not refused");
	}
}

static void on_fire(void *userdata, int64_t value)
{
	for (unsigned i = 0; i < of->n; i++)
		if (of->callback[i].token == userdata) {
			fired(i, value);
			return;
		}
	fuzz_fail("source_fire: another userdata");
}

static void drop_gone(struct source *s)
{
	unsigned n = 0;

	for (unsigned i = 0; i < s->n; i++) {
		if (s->callback[i].gone)
			released("source_unregister", s->callback[i].token);
		else
			s->callback[n++] = s->callback[i];
	}
	s->n = n;
}

static void destroy_source(struct source *s)
{
	for (unsigned i = 0; i < s->n; i++)
		due(s->callback[i].token);
	fuzz_answers(op, "source_destroy", t->source_destroy(s->at), SEAM_OK);
	for (unsigned i = 0; i < s->n; i++)
		released("source_destroy", s->callback[i].token);
	memset(s, 0, sizeof *s);
}

static void on_source(struct source *s, struct input *in)
{
	unsigned how = take_u8(in), left = 0;
	struct callback *c = &s->callback[s->n];

	if (!s->at) {
		fuzz_answers(op, "source_create", t->source_create(&s->at), SEAM_OK);
	} else if (how % 8 == 0) {
		destroy_source(s);
	} else if (how % 8 < 4) {
		if (s->n == CALLBACKS)
			return;
		*c = (struct callback){ 0, a_token(in), how / 8 % 5, false };
		if (!fuzz_answers(op, "source_register", t->source_register(s->at, on_fire, c->token, RELEASE(c->token), &c->id), SEAM_OK))
			return;
		EXPECT(c->id != 0, "source_register: the number is 0");
		for (unsigned i = 0; i < s->n; i++)
			EXPECT(c->id != s->callback[i].id, "source_register: a number is given twice");
		s->n++;
	} else if (how % 8 == 4 && s->n) {
		c = &s->callback[how / 8 % s->n];
		due(c->token);
		fuzz_answers(op, "source_unregister", t->source_unregister(s->at, c->id), SEAM_OK);
		c->gone = true;
		EXPECT(t->source_unregister(s->at, c->id) == SEAM_E_NOT_FOUND, "source_unregister: a number that is gone");
		drop_gone(s);
	} else {
		s->calls = s->fired = 0;
		s->value = (int64_t)how << 40;
		of = s;
		fuzz_answers(op, "source_fire", t->source_fire(s->at, s->value), SEAM_OK);
		for (unsigned i = s->calls; i < s->n; i++)
			left += !s->callback[i].gone;
		EXPECT(!left, "source_fire: %u callbacks were left out", left);
		drop_gone(s);
	}
}

/* ---- workers, events, onces, boxes, pinned handles ------------------------------------------------------------------- */

static struct { int64_t next; pthread_t main, second; bool wrong; } work;

static void on_work(void *userdata, int64_t value)
{
	(void)userdata;
	work.wrong |= value != work.next++ || pthread_equal(pthread_self(), work.main) || pthread_equal(pthread_self(), work.second);
}

static void on_worker(struct input *in)
{
	struct seam_thr_worker *w = NULL;
	struct token *k = a_token(in);
	unsigned n = take_below(in, 20);
	int rc;

	work.next = 0;
	work.wrong = false;
	due(k); /* any time after the last call: the end is what is looked at */
	rc = t->worker_start(on_work, k, RELEASE(k), &w);
	if ((rc == SEAM_E_MEMORY && fuzz_request_failed()) || rc == SEAM_E_FAILED)
		return;
	EXPECT(rc == SEAM_OK, "worker_start: seen %d", rc);
	fuzz_fail_request(0);
	EXPECT(!k->releases, "worker_start: the userdata is released");
	for (unsigned i = 0; i < n; i++)
		fuzz_answers(op, "worker_post", t->worker_post(w, i), SEAM_OK);
	if (n & 1) {
		fuzz_answers(op, "worker_stop", t->worker_stop(w), SEAM_OK);
		EXPECT(t->worker_post(w, 99) == SEAM_E_STATE, "worker_post after worker_stop is not refused");
	}
	fuzz_answers(op, "worker_destroy", t->worker_destroy(w), SEAM_OK);
	EXPECT(!work.wrong, "a worker: values out of order, or on a thread of the host");
	EXPECT(work.next == n || t->policy(SEAM_THR_STOP) == SEAM_THR_DROPS, "a worker: %" PRId64 " of %u values are delivered", work.next, n);
	released("worker_destroy", k);
}

static void on_event(unsigned at, struct input *in)
{
	unsigned how = take_below(in, 8);
	int open = event[at].cancelled ? SEAM_E_STATE : SEAM_OK;
	uint64_t waiting = 77;

	if (!event[at].at) {
		fuzz_answers(op, "event_create", t->event_create(&event[at].at), SEAM_OK);
		event[at].wakes = 0;
		event[at].cancelled = false;
		return;
	}
	if (how < 3)
		event[at].wakes += fuzz_answers(op, "event_wake", t->event_wake(event[at].at), open);
	else if (how < 6 && (event[at].wakes || event[at].cancelled))
		event[at].wakes -= fuzz_answers(op, "event_wait", t->event_wait(event[at].at), open);
	else if (how == 6)
		event[at].cancelled |= fuzz_answers(op, "event_cancel", t->event_cancel(event[at].at), SEAM_OK);
	else if (how == 7) {
		fuzz_answers(op, "event_destroy", t->event_destroy(event[at].at), SEAM_OK);
		event[at].at = NULL;
		return;
	}
	EXPECT(t->event_waiting(event[at].at, &waiting) == SEAM_OK && !waiting, "event_waiting: %" PRIu64 ", and nobody waits", waiting);
}

static int on_once(void *userdata, int64_t *result)
{
	struct once *o = userdata;
	int64_t out;

	o->calls++;
	EXPECT(t->once_run(o->at, on_once, o, &out) == SEAM_E_STATE, "once_run from its own function is not refused");
	*result = o->wanted;
	return o->answer;
}

static void on_once_step(struct once *o, struct input *in)
{
	unsigned how = take_u8(in);
	int64_t out = 77;

	if (!o->at) {
		memset(o, 0, sizeof *o);
		fuzz_answers(op, "once_create", t->once_create(&o->at), SEAM_OK);
		return;
	}
	if (how % 8 == 7) {
		fuzz_answers(op, "once_destroy", t->once_destroy(o->at), SEAM_OK);
		o->at = NULL;
		return;
	}
	o->calls = 0;
	o->answer = how & 64 ? (int)how - 100 : 0;
	o->wanted = (int64_t)how << 33;
	if (fuzz_answers(op, "once_run", t->once_run(o->at, on_once, o, &out), o->done || !o->answer ? SEAM_OK : SEAM_E_FAILED)) {
		o->result = o->done ? o->result : o->wanted;
		EXPECT(o->calls == !o->done && out == o->result, "once_run: %u calls, %" PRId64 ", expected %" PRId64, o->calls, out, o->result);
		o->done = true;
	} else {
		EXPECT(o->calls <= 1 && out == 77, "once_run: failed, and *out was written");
	}
}

static void on_box(unsigned at, struct input *in)
{
	unsigned how = take_u8(in);
	uint8_t bytes[MOST_TEXT];
	size_t n = how % MOST_TEXT, size = 77;
	int expected;

	if (!box[at].at) {
		fuzz_answers(op, "box_create", t->box_create(&box[at].at), SEAM_OK);
		box[at].published = false;
	} else if (how >= 240) {
		fuzz_answers(op, "box_destroy", t->box_destroy(box[at].at), SEAM_OK);
		box[at].at = NULL;
	} else if (how & 1) {
		take_bytes(in, bytes, n);
		if (fuzz_answers(op, "box_publish", t->box_publish(box[at].at, bytes, n), SEAM_OK)) {
			memcpy(box[at].bytes, bytes, n);
			box[at].n = n;
			box[at].published = true;
		}
	} else {
		expected = !box[at].published ? SEAM_E_NOT_FOUND : box[at].n > n ? SEAM_E_SPACE : SEAM_OK;
		memset(bytes, 0x5B, sizeof bytes);
		fuzz_answers(op, "box_read", t->box_read(box[at].at, bytes, n, &size), expected);
		EXPECT(size == (box[at].published ? box[at].n : 77), "box_read: the size is %zu", size);
		for (size_t i = 0; i < MOST_TEXT; i++)
			EXPECT(bytes[i] == (!expected && i < box[at].n ? box[at].bytes[i] : 0x5B), "box_read: byte %zu of %zu", i, box[at].n);
	}
}

static void on_pinned(unsigned at, unsigned thread, struct input *in)
{
	unsigned how = take_u8(in);
	bool here = pinned[at].at && pinned[at].owner == thread;
	int64_t n = (int64_t)take_number(in, 8), value = 77;

	if (!pinned[at].at) {
		pinned[at].token = a_token(in);
		pinned[at].value = n;
		pinned[at].owner = thread;
		fuzz_answers(op, "pinned_create", t->pinned_create(n, pinned[at].token, RELEASE(pinned[at].token), &pinned[at].at), SEAM_OK);
	} else if (how % 4 == 0) {
		if (here)
			due(pinned[at].token);
		if (fuzz_answers(op, "pinned_destroy", t->pinned_destroy(pinned[at].at), here ? SEAM_OK : SEAM_E_STATE)) {
			released("pinned_destroy", pinned[at].token);
			pinned[at].at = NULL;
		}
	} else {
		pinned[at].value = (int64_t)((uint64_t)pinned[at].value + (here ? (uint64_t)n : 0));
		fuzz_answers(op, "pinned_add", t->pinned_add(pinned[at].at, n, &value), here ? SEAM_OK : SEAM_E_STATE);
		EXPECT(value == (here ? pinned[at].value : 77), "pinned_add: %" PRId64 ", expected %" PRId64, value, pinned[at].value);
	}
}

/* ---- threads that take turns ------------------------------------------------------------------------------------------ */

static struct { struct input *in; unsigned thread, at; } turn;

static void step(void)
{
	struct input *in = turn.in;
	unsigned at = turn.at;

	switch (op) {
	case 0: on_lib(in); break;
	case 1:
	case 2:
	case 3:
		if (t->account_create && t->account_retain && t->account_release && t->account_references && t->account_get && t->account_add &&
		    t->account_close)
			on_account(&account[at], in);
		break;
	case 4:
	case 5: on_state(&state[turn.thread], in); break;
	case 6:
	case 7:
	case 8:
		if (t->source_create && t->source_destroy && t->source_register && t->source_unregister && t->source_fire)
			on_source(&source[at], in);
		break;
	case 9:
		if (t->worker_start && t->worker_post && t->worker_stop && t->worker_destroy && t->policy)
			on_worker(in);
		break;
	case 10:
		if (t->event_create && t->event_destroy && t->event_wait && t->event_wake && t->event_cancel && t->event_waiting)
			on_event(at, in);
		break;
	case 11:
		if (t->once_create && t->once_destroy && t->once_run)
			on_once_step(&once[at], in);
		break;
	case 12:
		if (t->box_create && t->box_destroy && t->box_publish && t->box_read)
			on_box(at, in);
		break;
	case 13:
		if (t->pinned_create && t->pinned_add && t->pinned_destroy)
			on_pinned(at, turn.thread, in);
		break;
	}
}

static sem_t go, done;
static void (*what)(void);

static void *second_thread(void *unused)
{
	for (;;) {
		sem_wait(&go);
		what();
		sem_post(&done);
	}
	return unused;
}

/* The thread that stays: made once in each process, for a child of fork has none. */
static void on_second(void (*fn)(void))
{
	static pid_t made_in;

	if (made_in != getpid()) {
		made_in = getpid();
		sem_init(&go, 0, 0);
		sem_init(&done, 0, 0);
		if (pthread_create(&work.second, NULL, second_thread, NULL) != 0)
			abort();
	}
	what = fn;
	sem_post(&go);
	while (sem_wait(&done) != 0)
		;
}

static void *third_thread(void *unused)
{
	step();
	same_state(&state[2]);
	due(state[2].value);
	for (unsigned i = 0; i < SLOTS; i++)
		if (pinned[i].at && pinned[i].owner == 2)
			due(pinned[i].token);
	return unused;
}

static void on_third(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, third_thread, NULL) != 0 || pthread_join(thread, NULL) != 0)
		abort();
	released("the end of a thread", state[2].value);
	memset(&state[2], 0, sizeof state[2]);
	for (unsigned i = 0; i < SLOTS; i++)
		if (pinned[i].at && pinned[i].owner == 2) {
			released("the end of a pinned handle's thread", pinned[i].token);
			pinned[i].at = NULL;
		}
}

/* ---- the target --------------------------------------------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	t = FUZZ_LOAD(threads);
	bound = (fuzz_traits() & SEAM_THREAD_BOUND) != 0;
	base = t->live ? t->live() : 0;
	base_states = t->thread_states ? t->thread_states() : 0;
	work.main = work.second = pthread_self();
	return 0;
}

static void count(const char *when)
{
	uint64_t n = 0, states = 0;

	for (unsigned i = 0; i < SLOTS; i++)
		n += 0u + (account[i].at != NULL) + (source[i].at != NULL) + source[i].n + (event[i].at != NULL) + (once[i].at != NULL) +
		     (box[i].at != NULL) + (pinned[i].at != NULL);
	for (unsigned i = 0; i < 2; i++)
		states += state[i].has_error || state[i].value;
	EXPECT(!t->live || t->live() == base + n, "live %s: %" PRIu64 ", expected %" PRIu64, when, t->live() - base, n);
	EXPECT(!t->thread_states || t->thread_states() == base_states + states, "thread_states %s: %" PRIu64 ", expected %" PRIu64, when,
	       t->thread_states() - base_states, states);
}

/* What belongs to one thread is given back there. */
static void give_back(unsigned thread)
{
	for (unsigned i = 0; i < SLOTS; i++)
		if (pinned[i].at && pinned[i].owner == thread) {
			due(pinned[i].token);
			fuzz_answers(op, "pinned_destroy", t->pinned_destroy(pinned[i].at), SEAM_OK);
			released("pinned_destroy", pinned[i].token);
			pinned[i].at = NULL;
		}
	same_state(&state[thread]);
	due(state[thread].value);
	if (t->thread_forget)
		fuzz_answers(op, "thread_forget", t->thread_forget(), SEAM_OK);
	released("thread_forget", state[thread].value);
	memset(&state[thread], 0, sizeof state[thread]);
}

static void give_back_second(void)
{
	give_back(1);
}

static void give_all_back(void)
{
	give_back(0);
	for (unsigned i = 0; i < SLOTS; i++) {
		due(account[i].token);
		for (; account[i].at && account[i].references; account[i].references--)
			fuzz_answers(op, "account_release", t->account_release(account[i].at), SEAM_OK);
		if (account[i].at)
			released("account_release", account[i].token);
		account[i].at = NULL;
		if (source[i].at)
			destroy_source(&source[i]);
		if (event[i].at)
			fuzz_answers(op, "event_destroy", t->event_destroy(event[i].at), SEAM_OK);
		if (once[i].at)
			fuzz_answers(op, "once_destroy", t->once_destroy(once[i].at), SEAM_OK);
		if (box[i].at)
			fuzz_answers(op, "box_destroy", t->box_destroy(box[i].at), SEAM_OK);
		event[i].at = NULL;
		once[i].at = NULL;
		box[i].at = NULL;
	}
	for (; lib.users; lib.users--)
		fuzz_answers(op, "lib_shutdown", t->lib_shutdown(NULL), SEAM_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	size_t fails = 0;
	bool second = false;

	tokens = 0;
	memset(state, 0, sizeof state);
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned how = take_u8(&in), thread = how / 32 % 8;

		op = how % 16;
		if (op >= 14) { /* the k-th request of the next step fails */
			fails = op - 13;
			continue;
		}
		/* Half of the steps are the main thread's, an eighth that of one which ends. */
		turn.thread = bound || thread < 4 ? 0 : thread < 7 ? 1 : 2;
		turn.at = how / 16 % SLOTS;
		turn.in = &in;
		fuzz_fail_request(fails);
		if (turn.thread == 0)
			step();
		else if (turn.thread == 1)
			on_second(step);
		else
			on_third();
		second |= turn.thread == 1;
		fuzz_fail_request(fails = 0);
		count("after a step");
	}
	if (second)
		on_second(give_back_second);
	give_all_back();
	count("at the end");
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
