/*
 * callbacks/callbacks.h - group `callbacks`: control crosses back.
 *
 * The peer calls functions that it was given: at once (each, walk, sort), later (a bus of subscriptions), or as the
 * methods of an object (object_drive).  It also makes functions that C calls (closures, objects), and it can be told
 * to fail in its language's own way (raise), so that one can see the failure being contained.
 *
 * For every op of this group:
 *
 * Return    SEAM_OK or one of the errors named with the op.  SEAM_E_PANIC from any op means that the peer's own code
 *           panicked, threw or raised and that it was contained: no failure of the peer's language ever leaves an op or
 *           a function that the peer made, whoever called it.  Unless said otherwise an op that returns an error has
 *           called no callback, changed nothing and written no out-parameter.
 * Arguments checked before anything else is done.  `userdata` is any pointer, NULL included: it is handed back as it
 *           is and never read or written.  Every other pointer must not be NULL, unless said otherwise: SEAM_E_NULL.
 * Callbacks run on the thread that calls the op, while it runs, one at a time, except where work_start and bus_new_for
 *           say otherwise.  What is given to a callback, a text or a buffer, is the callback's alone until it returns,
 *           whatever it calls meanwhile; and no table of callbacks is read after the first callback of its op, unless
 *           the op keeps it: then it keeps a copy of its own.  A callback may call every op again, of
 *           the same bus too, at least 1000 calls deep; what an op does then is said there.  An op must therefore not
 *           hold a lock while it calls a callback or a destructor, unless the same thread can take it again.
 * Escapes   A callback returns.  It leaves by longjmp() only when the peer declares SEAM_LONGJMP_SAFE, and by a C++
 *           exception only when the peer declares SEAM_UNWIND_SAFE; rules under "escapes" below.  Otherwise the host
 *           uses a shield: a callback that stops the jump or the exception itself and returns a number; to the peer
 *           that is a callback like any other.
 * Memory    A peer allocates as it likes, from the lent allocator too; all of it is freed when the bus, closure or
 *           object that it belongs to is gone.  What belongs to none of these, as the last message does, is not taken
 *           from the lent allocator, which is empty when the host has ended all that it was given.
 * Threads   Ops, and the functions that the peer made, may be called from any thread, one that the peer has never seen
 *           included, unless it declares SEAM_THREAD_BOUND; and from several at once, as long as no two use the same
 *           bus (but see bus_new_for), closure or object.  A thread may end any time; it leaves nothing behind.
 *
 * Escapes
 *   SEAM_LONGJMP_SAFE  a callback of each, walk, sort, fire or fire_all may longjmp() to a frame that is above the op's
 *           own.  Then no lock is held (lock_probe is SEAM_OK), nothing from the lent allocator is left over, counts
 *           are what they were (live), the items of sort are the same numbers in some order, and the next call works.
 *           After a jump over fire or fire_all the host calls bus_recover before any other op of that bus, but
 *           lock_probe and live.  The same callbacks may end their thread (pthread_exit), which is a jump too.  Only
 *           buses of bus_new are jumped over, with no watch on them.
 *   SEAM_UNWIND_SAFE   the same callbacks may throw.  The exception either leaves the op as it came, and the caller
 *           catches it, or ends there: then the op returns SEAM_E_PANIC and writes no out-parameter.  The state
 *           afterwards is as with a jump; bus_recover is not needed.  A peer may do the one in one op and the other in
 *           another, but a throw is never taken for success.
 *
 * Panics    With SEAM_PANIC_ABORTS a panic ends the process by abort(), wherever it happens; nothing else does, and no
 *           frame of C is unwound.  Without it each panic is contained where the peer was entered from C: by the
 *           innermost op, not by an outer one whose callback is running.
 *
 * Rules     callbacks.calls stop null userdata sort registered registered_as reentry reentry_bus reentry_data contain
 *           contain_message contain_nested contain_inside contain_growth contain_abort longjmp longjmp_over
 *           longjmp_fire longjmp_shield throw exit error_value trampoline trampoline_slots vtable vtable_stops
 *           vtable_by_peer no_memory reentry_all contain_deep threads threads_message threads_bus threads_serial once
 *           priority watch relay relay_table relay_structs made ask transfer transfer_table join work work_cancel
 */
#ifndef SEAM_CALLBACKS_H
#define SEAM_CALLBACKS_H

#include <seam/seam.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- functions that the host gives to the peer ---------------------------------------------------------------- */

/*
 * A visit of item `index`.  The other arguments follow from it:
 *     value     SEAM_VISIT_VALUE(index): (index + 1) times 0x9E3779B97F4A7C15, modulo 2^64
 *     fraction  index + 0.5, exactly
 *     name      "item " and the index in decimal, terminated; the peer's, valid until the callback returns
 * 0 goes on, anything else stops.
 */
typedef int (*seam_visit_fn)(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata);

#define SEAM_VISIT_VALUE(index) (((uint64_t)(index) + 1u) * UINT64_C(0x9E3779B97F4A7C15))

/* The order of two numbers: negative, a before b; positive, b before a; 0, equal.  Any int, INT_MIN included. */
typedef int (*seam_compare_fn)(int64_t a, int64_t b, void *userdata);

/* An event, to the subscription `id`.  0 goes on, anything else stops fire_all. */
typedef int (*seam_event_fn)(uint64_t id, int64_t event, void *userdata);

/* The end of a userdata: releases it.  It may call any op except on a bus that is being freed. */
typedef void (*seam_destroy_fn)(void *userdata);

/* ---- functions that the peer gives to the host ---------------------------------------------------------------- */

/* A function with captured state: adds `argument` to it and stores the new state at *sum; see closure_new. */
typedef int (*seam_closure_fn)(void *context, int64_t argument, int64_t *sum);

/* An object of functions, made by either side and driven by the other.  Each method gets `self` first. */
struct seam_methods {
	size_t size;                              /* sizeof(struct seam_methods) where it was made */
	int (*reset)(void *self);                 /* total becomes 0.  Optional: NULL, it cannot be reset */
	int (*add)(void *self, int64_t n);        /* total += n */
	int (*total)(void *self, int64_t *total); /* stores the total */
	void (*destroy)(void *self);              /* the last call, made once; afterwards neither field may be used */
};

struct seam_object {
	const struct seam_methods *methods;
	void *self;
};

/* What raise is to do. */
enum seam_raise {
	SEAM_RAISE_TEXT = 1,    /* a panic, exception or error with `text` as its message */
	SEAM_RAISE_NUMBER = 2,  /* one with a payload that is no string: panic_any(7), throw 7, an object; a number */
	SEAM_RAISE_CLEANUP = 3, /* one with `text`, from a destructor that runs at the end of its scope, or what the
	                          language has in its place: Drop, ~T() noexcept(false), __exit__, a cleanup function */
	SEAM_RAISE_RUNTIME = 4, /* one that the language itself makes: an index out of bounds, a failed check */
	SEAM_RAISE_TWICE = 5    /* one with `text` and, while that is on its way up, another from a cleanup: contained,
	                          or the end of the process by abort() where the language says so (Rust, C++) */
};

/* What live counts. */
enum seam_live_kind {
	SEAM_LIVE_BUSES = 1,         /* from bus_new to bus_free */
	SEAM_LIVE_SUBSCRIPTIONS = 2, /* of all buses, from subscribe to unsubscribe or bus_free */
	SEAM_LIVE_CLOSURES = 3,      /* from closure_new to closure_free */
	SEAM_LIVE_OBJECTS = 4,       /* the peer's own, from object_new to its destroy */
	SEAM_LIVE_WORKS = 5          /* from work_start to work_free */
};

/* A set of subscriptions.  Opaque: the host never looks inside; it may be a number in disguise, but not NULL. */
struct seam_bus;

/* ---- more functions that the host gives ------------------------------------------------------------------------- */

/* Structs that cross by value: in two registers of different kinds, in one register, in memory. */
struct seam_spot {
	double x;
	int32_t n;
};
struct seam_pair {
	float a, b;
};
struct seam_wide {
	int64_t a;
	double b;
	int32_t c;
};

/* One value of each type. */
struct seam_values {
	int8_t i8;
	uint8_t u8;
	int16_t i16;
	uint16_t u16;
	int32_t i32;
	uint32_t u32;
	int64_t i64;
	uint64_t u64;
	float f32;
	double f64;
	bool truth;
	void *pointer; /* any pointer: handed on, never read */
};
struct seam_structs {
	struct seam_spot spot;
	struct seam_pair pair;
	struct seam_wide wide;
};

/* A function for each type, of the host's.  Each is optional: NULL, it is not called. */
struct seam_relay {
	size_t size; /* sizeof(struct seam_relay) where it was made */
	int8_t (*i8)(int8_t value, void *userdata);
	uint8_t (*u8)(uint8_t value, void *userdata);
	int16_t (*i16)(int16_t value, void *userdata);
	uint16_t (*u16)(uint16_t value, void *userdata);
	int32_t (*i32)(int32_t value, void *userdata);
	uint32_t (*u32)(uint32_t value, void *userdata);
	int64_t (*i64)(int64_t value, void *userdata);
	uint64_t (*u64)(uint64_t value, void *userdata);
	float (*f32)(float value, void *userdata);
	double (*f64)(double value, void *userdata);
	bool (*truth)(bool value, void *userdata);
	void *(*pointer)(void *value, void *userdata);
};
struct seam_relay_structs {
	size_t size;
	struct seam_spot (*spot)(struct seam_spot value, void *userdata);
	struct seam_pair (*pair)(struct seam_pair value, void *userdata);
	struct seam_wide (*wide)(struct seam_wide value, void *userdata);
};

/* Twelve arguments, and the userdata. */
struct seam_twelve {
	int8_t a;
	double b;
	uint8_t c;
	float d;
	int16_t e;
	uint16_t f;
	int32_t g;
	uint32_t h;
	int64_t i;
	uint64_t j;
	void *k;
	bool l;
};
typedef double (*seam_twelve_fn)(int8_t a, double b, uint8_t c, float d, int16_t e, uint16_t f, int32_t g, uint32_t h,
                                 int64_t i, uint64_t j, void *k, bool l, void *userdata);

/*
 * A function for each type, of the peer's.  Each returns `value` as it is when `fail` is 0.  Otherwise it raises in the
 * peer's own way, contains that, and returns the zero of its type: 0, 0.0, false, NULL, a struct of zeros.
 */
struct seam_echoes {
	int8_t (*i8)(int8_t value, int fail);
	uint8_t (*u8)(uint8_t value, int fail);
	int16_t (*i16)(int16_t value, int fail);
	uint16_t (*u16)(uint16_t value, int fail);
	int32_t (*i32)(int32_t value, int fail);
	uint32_t (*u32)(uint32_t value, int fail);
	int64_t (*i64)(int64_t value, int fail);
	uint64_t (*u64)(uint64_t value, int fail);
	float (*f32)(float value, int fail);
	double (*f64)(double value, int fail);
	bool (*truth)(bool value, int fail);
	void *(*pointer)(void *value, int fail);
	struct seam_spot (*spot)(struct seam_spot value, int fail);
	struct seam_pair (*pair)(struct seam_pair value, int fail);
	struct seam_wide (*wide)(struct seam_wide value, int fail);
};

/* Buses for threads; see bus_new_for. */
enum seam_bus_kind {
	SEAM_BUS_SHARED = 1, /* callbacks of several threads may run at once */
	SEAM_BUS_SERIAL = 2  /* they run one after the other */
};

/* Flags of a subscription. */
#define SEAM_SUBSCRIBE_ONCE 1u /* it ends with its first call */

struct seam_subscription {
	size_t size; /* sizeof(struct seam_subscription) where it was made */
	seam_event_fn callback;
	void *userdata;
	seam_destroy_fn destroy; /* may be NULL */
	int32_t priority;        /* fire_all calls the higher ones first; subscribe's have 0 */
	uint32_t flags;          /* SEAM_SUBSCRIBE_…; others are refused */
};

/* What is told of a bus's fire_all. */
struct seam_watch {
	size_t size; /* sizeof(struct seam_watch) where it was made */
	void *userdata;
	void (*before)(int64_t event, void *userdata);                             /* may be NULL */
	void (*after)(int64_t event, uint32_t called, int result, void *userdata); /* may be NULL */
	seam_destroy_fn destroy;                                                   /* may be NULL */
};

/*
 * An answer: stores up to `size` bytes in `buffer`, their number in *used, which is 0 before, and returns 0; anything
 * else is a failure.  `question` has `length` bytes and a terminator behind them.
 */
typedef int (*seam_answer_fn)(const char *question, size_t length, char *buffer, size_t size, size_t *used,
                              void *userdata);

#define SEAM_ANSWER_SIZE 256u /* of the buffer */

/* From where bytes come and where they go. */
struct seam_transfer {
	size_t size; /* sizeof(struct seam_transfer) where it was made */
	void *userdata;
	/* Stores up to `size` bytes, `size` > 0, and returns their number, which may be less; 0, the end; below 0, a
	 * failure. */
	int64_t (*read)(void *buffer, size_t size, void *userdata);
	/* Takes up to `size` bytes, `size` > 0, and returns their number, which may be less; 0 or below, a failure. */
	int64_t (*write)(const void *bytes, size_t size, void *userdata);
	/* How many bytes have been taken.  Not 0: cancels.  May be NULL. */
	int (*progress)(uint64_t done, void *userdata);
	/* A line of text, final as it is: it may hold any character.  May be NULL. */
	void (*log)(int level, const char *text, void *userdata);
};

/* Memory of the host's, of its own kind: what `alloc` or `realloc` gave, realloc resizes and `free` frees, nothing else
 * does.  `size` is never 0, a block never NULL.  NULL: no memory, and a block to be resized is as it was. */
struct seam_memory {
	void *(*alloc)(size_t size, void *userdata);
	void *(*realloc)(void *block, size_t size, void *userdata);
	void (*free)(void *block, void *userdata);
	void *userdata;
};

/* The end of a work: SEAM_OK, or SEAM_E_STATE when it was cancelled; how many visits were made; the value of the
 * visit that stopped, or 0. */
typedef void (*seam_done_fn)(int status, uint32_t visited, int result, void *userdata);

enum seam_done_on {
	SEAM_DONE_THERE = 1, /* `done` is called on the thread that makes the visits */
	SEAM_DONE_HERE = 2   /* on the thread that calls work_wait or work_free, inside */
};

/* A piece of work that a thread of the peer's does.  Opaque, as a bus is. */
struct seam_work;

struct seam_callbacks {
	/*
	 * each - visits `count` items, index 0, 1, 2 …, each once, until a visit returns something else than 0.
	 *
	 * *result is the value of that visit, exactly, whatever it is; 0 when all items were visited or `count` is 0.
	 * A visit that stops is no failure of `each`.  Nothing is retained: `visit` is not called after the return.
	 * Returns SEAM_OK; SEAM_E_NULL (visit or result is NULL, also with count 0).
	 * Rules: calls stop null reentry longjmp longjmp_over throw
	 */
	int (*each)(uint32_t count, seam_visit_fn visit, void *userdata, int *result);

	/*
	 * walk - the same as each, in the manner of C libraries: the stopping visit's value is what walk itself
	 * returns.
	 *
	 * Returns the value of the visit that stopped, exactly; 0 when none did; SEAM_E_NULL when visit is NULL.  A
	 * visit may return any int, so some values are ambiguous; they come back as they are.
	 * Rules: calls.walk_arguments stop null longjmp throw
	 */
	int (*walk)(uint32_t count, seam_visit_fn visit, void *userdata);

	/*
	 * sort - puts `n` numbers into ascending order, as `compare` sees it.  Equal ones keep their order (stable).
	 *
	 * `items` is the caller's, changed in place; it may be NULL when n is 0.  A comparator that contradicts itself
	 * is no crash and no endless loop: the op returns SEAM_OK, SEAM_E_FAILED or SEAM_E_PANIC, and the items are
	 * then the same numbers in some order.
	 * Returns SEAM_OK; SEAM_E_NULL (compare, or items with n > 0); SEAM_E_MEMORY, with the items as they were.
	 * Rules: sort null contain_inside longjmp_over.sort throw.over_sort
	 */
	int (*sort)(int64_t *items, size_t n, seam_compare_fn compare, void *userdata);

	/* ---- subscriptions: stored, called later ---- */

	/*
	 * bus_new - makes an empty bus; the caller owns it and ends it with bus_free.
	 *
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_MEMORY.
	 */
	int (*bus_new)(struct seam_bus **bus);

	/*
	 * bus_free - ends a bus.  NULL is nothing to do, SEAM_OK.
	 *
	 * The destructor of every live subscription is called exactly once, and no callback of this bus ever again. 
	 * The pointer is dead afterwards.
	 * Inside a callback of a fire or fire_all of the same bus the peer does one of two things:
	 *     refuse  SEAM_E_STATE, and nothing has changed
	 *     defer   SEAM_OK: the bus is closed.  From here on no callback of it is called, those neither whose turn
	 *             in a running fire_all was still to come; another bus_free, and every other op on it but
	 *             lock_probe, returns SEAM_E_STATE; the destructors have all run when the outermost fire or
	 *             fire_all returns, and that is when the pointer dies.
	 * Returns SEAM_OK; SEAM_E_STATE.
	 * Rules: userdata registered reentry_bus.frees_the_bus null.subscribe
	 */
	int (*bus_free)(struct seam_bus *bus);

	/*
	 * subscribe - stores a callback with its userdata, to be called by fire and fire_all.
	 *
	 * *id names it: not 0, and never given out again by this bus.  The same function may be subscribed any number
	 * of times, each with its own userdata.  On success the peer owns the userdata: it calls destroy(userdata)
	 * exactly once, when the subscription ends (unsubscribe, replace, bus_free); `destroy` may be NULL, then nobody
	 * is told. On failure the userdata is still the caller's and destroy is not called.  At least 1000 may be live
	 * at once.
	 * Returns SEAM_OK; SEAM_E_NULL (bus, callback, id); SEAM_E_MEMORY; SEAM_E_STATE (closed).
	 * Rules: registered userdata null trampoline.many_registrations
	 */
	int (*subscribe)(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
	                 uint64_t *id);

	/*
	 * unsubscribe - ends a subscription: its callback is not called again, and its destructor is, once.
	 *
	 * A running fire_all passes over it when its turn has not come.  The destructor runs before unsubscribe
	 * returns; or, when called inside a callback or destructor of this bus, at the latest when the outermost op on
	 * the bus returns.  A subscription may end itself; its callback must not touch its userdata after that.
	 * Returns SEAM_OK; SEAM_E_NULL (bus); SEAM_E_NOT_FOUND (no such id, or ended already); SEAM_E_STATE (closed).
	 * Rules: registered userdata reentry_bus
	 */
	int (*unsubscribe)(struct seam_bus *bus, uint64_t id);

	/*
	 * replace - puts another callback, userdata and destructor in the place of a subscription's.
	 *
	 * Id and turn stay.  The old destructor is called once, as by unsubscribe; the old callback not any more.  A
	 * running fire_all calls the new one if its turn has not come.  On failure everything is as it was: the old
	 * subscription goes on, the new userdata is the caller's.  Old and new userdata may be the same pointer; the
	 * destructor is called for the old one all the same.
	 * Returns SEAM_OK; SEAM_E_NULL (bus, callback); SEAM_E_NOT_FOUND; SEAM_E_MEMORY; SEAM_E_STATE (closed).
	 * Rules: registered_as.replaced userdata.on_replace null.replace reentry_bus
	 */
	int (*replace)(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
	               seam_destroy_fn destroy);

	/*
	 * fire - calls one subscription's callback with its id, `event` and its userdata; *result is its value,
	 * exactly.
	 *
	 * Returns SEAM_OK; SEAM_E_NULL (bus, result); SEAM_E_NOT_FOUND; SEAM_E_STATE (closed).
	 * Rules: registered stop reentry reentry_bus longjmp longjmp_fire throw
	 */
	int (*fire)(struct seam_bus *bus, uint64_t id, int64_t event, int *result);

	/*
	 * fire_all - calls every subscription's callback, in the order of subscription, until one returns something
	 * else than 0.  Subscriptions made during this call are not called by it.
	 *
	 * *called is the number of callbacks called, the stopping one included; *result is the value of the one that
	 * stopped, exactly, or 0.
	 * Returns SEAM_OK; SEAM_E_NULL (bus, called, result); SEAM_E_STATE (closed).
	 * Rules: registered stop reentry reentry_bus longjmp longjmp_fire throw
	 */
	int (*fire_all)(struct seam_bus *bus, int64_t event, uint32_t *called, int *result);

	/*
	 * bus_recover - says that no fire or fire_all of this bus is running: a callback has jumped over it.
	 *
	 * The bus then takes no call of its own for running any more: bus_free works, and what was put off to the end
	 * of the firing is done now.  The subscriptions are as the callbacks left them.  Needed from peers with
	 * SEAM_LONGJMP_SAFE alone; others leave it NULL.
	 * Returns SEAM_OK; SEAM_E_NULL.
	 * Rules: longjmp_fire
	 */
	int (*bus_recover)(struct seam_bus *bus);

	/*
	 * lock_probe - tries every lock that the ops above take, the bus's included, and lets go of it.  It never
	 * waits.
	 *
	 * `bus` may be NULL: then only the locks that belong to no bus.  Called when no op is running.
	 * Returns SEAM_OK (none is held, or there are none); SEAM_E_STATE (one is, be it by the calling thread).
	 * Rules: contain reentry longjmp_over longjmp_fire throw
	 */
	int (*lock_probe)(struct seam_bus *bus);

	/*
	 * live - how many things of a kind (enum seam_live_kind) there are, of the whole peer.  May be called anywhere.
	 *
	 * Returns SEAM_OK; SEAM_E_NULL (count); SEAM_E_RANGE (kind).
	 * Rules: trampoline vtable_by_peer longjmp_over longjmp_fire throw
	 */
	int (*live)(int kind, size_t *count);

	/* ---- failures of the peer's own ---- */

	/*
	 * raise - panics, throws or raises in the peer's own way (enum seam_raise), several frames down, and contains
	 * it.
	 *
	 * `text` is the caller's, ASCII, terminated; it may be NULL for kinds NUMBER and RUNTIME.
	 * Returns SEAM_E_PANIC, never SEAM_OK; SEAM_E_NULL (text, the other kinds); SEAM_E_RANGE (kind);
	 * SEAM_E_UNSUPPORTED (the language has no failure of that kind, or none at all).
	 * Rules: contain contain_message contain_nested contain_inside contain_growth contain_abort contain_deep
	 *        threads_message
	 */
	int (*raise)(int kind, const char *text);

	/*
	 * raise_after - visits items 0 … count - 1 as each does, then raises like `raise` while the loop's own cleanup
	 * is still to be done (a guard, an open scope, a buffer), and contains it.
	 *
	 * A visit that returns something else than 0 stops the visits; the peer raises all the same.
	 * Returns as raise; SEAM_E_NULL also when visit is NULL.
	 * Rules: contain_nested contain_growth
	 */
	int (*raise_after)(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata);

	/*
	 * last_message - the message of the last panic that was contained on this thread.
	 *
	 * It holds the `text` given to raise, whole when that is no longer than 1000 bytes; the peer may put something
	 * before or after it.  For the other kinds, TWICE included, it is some text that is not empty.  Calls that
	 * succeed, or fail
	 * otherwise, leave it.  *length is its length without the terminator.
	 * buffer   the caller's, `size` bytes; may be NULL when size is 0.  When size > *length, message and terminator
	 *          are stored; otherwise nothing is.
	 * Returns SEAM_OK; SEAM_E_SPACE, *length being stored; SEAM_E_NOT_FOUND (no panic yet); SEAM_E_NULL.
	 * Rules: contain contain_message
	 */
	int (*last_message)(char *buffer, size_t size, size_t *length);

	/* ---- functions that the peer makes ---- */

	/*
	 * closure_new - makes a function with state, `captured` at first.  The caller owns it; closure_free ends it.
	 *
	 * (*fn)(*context, argument, &sum) adds argument to this closure's state and stores the new state.  It returns
	 * SEAM_OK; SEAM_E_NULL when its sum is NULL, state as before; and SEAM_E_PANIC when the addition would
	 * overflow: the peer's code then raises in its own way, the raise is contained, sum is not written and the
	 * state is as before. Closures are independent of each other; they may share *fn, or share nothing.  *context
	 * may be NULL when *fn itself carries the state.  At least 16 may be live at once; 1000, unless the peer has a
	 * limit of its own, beyond which it returns SEAM_E_MEMORY and the others go on working.
	 * Returns SEAM_OK; SEAM_E_NULL (fn, context); SEAM_E_MEMORY.
	 * Rules: trampoline trampoline_slots error_value threads
	 */
	int (*closure_new)(int64_t captured, seam_closure_fn *fn, void **context);

	/*
	 * closure_free - ends a closure, given both values that closure_new stored.
	 *
	 * Returns SEAM_OK; SEAM_E_NULL (fn).
	 * Rules: trampoline
	 */
	int (*closure_free)(seam_closure_fn fn, void *context);

	/*
	 * object_new - makes an object of the peer's own, its total being `start`; the caller owns it and ends it by
	 * calling its destroy.
	 *
	 * Both fields of *object are stored; the methods live until destroy, and the peer's `reset` may be NULL. 
	 * Methods return SEAM_OK; SEAM_E_NULL (total's out-parameter); add returns SEAM_E_PANIC on overflow, as
	 * closures do.
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_MEMORY.
	 * Rules: vtable_by_peer error_value.method
	 */
	int (*object_new)(int64_t start, struct seam_object *object);

	/*
	 * object_drive - takes over an object of the host's and drives it: reset, if it has that; add for each of the
	 * `n` numbers, in order; total; destroy, last and once.
	 *
	 * The struct and the numbers are read during the call only; the methods are called with object->self.  A method
	 * that returns something else than 0 ends the drive: destroy follows at once, *result is that value, exactly,
	 * and *total is not written.  Otherwise *result is 0 and *total what the method stored.
	 * Returns SEAM_OK, also then; SEAM_E_NULL (object, its methods, add, total or destroy among them, numbers with
	 * n > 0, total, result): then no method has been called, destroy neither, and the object is still the caller's.
	 * Rules: vtable vtable_stops
	 */
	int (*object_drive)(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
	                    int *result);

	/* ---- every type of argument and result ---- */

	/*
	 * relay - calls each function of the table, in the order of its members, once, with the member of `in` that
	 * has the
	 * same name, and stores its result in that member of `out`.
	 *
	 * A function that is NULL is not called, and its member of `out` not written.  Of the table only `size`
	 * bytes are
	 * read: a member that does not lie within them is taken as NULL.  `in` and `out` may be the same.
	 * Returns SEAM_OK; SEAM_E_NULL (functions, in, out); SEAM_E_VERSION (size holds not even the member `size`).
	 * Rules: relay relay_table reentry_all
	 */
	int (*relay)(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
	             struct seam_values *out);

	/*
	 * relay_structs - the same for structs by value.
	 *
	 * Rules: relay_structs
	 */
	int (*relay_structs)(const struct seam_relay_structs *functions, const struct seam_structs *in, void *userdata,
	                     struct seam_structs *out);

	/*
	 * call_twelve - calls `callback` once with the members of *values in their order; *result is what it returns.
	 *
	 * Returns SEAM_OK; SEAM_E_NULL.
	 * Rules: relay_structs.twelve reentry_all
	 */
	int (*call_twelve)(const struct seam_twelve *values, seam_twelve_fn callback, void *userdata, double *result);

	/*
	 * echoes - stores the peer's own functions in *functions, all members.
	 *
	 * They live as long as the process, and may be called by any number of threads at once.  A member is NULL
	 * when the
	 * language cannot make such a function.
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_MEMORY.
	 * Rules: made threads
	 */
	int (*echoes)(struct seam_echoes *functions);

	/* ---- more of buses ---- */

	/*
	 * bus_new_for - makes an empty bus that any number of threads may use at once, until it is freed.
	 *
	 * No op on it waits for a callback or destructor; but on a SEAM_BUS_SERIAL bus fire and fire_all wait for
	 * the calls
	 * of fire and fire_all on other threads, so that no two callbacks ever run at once.  (Inside a callback they
	 * do not
	 * wait: that is the same thread.)  A callback that another thread ends or replaces while it runs has its
	 * userdata
	 * until it returns: the destructor is called after that, once, at the latest when no op on this bus is
	 * running any
	 * more.  bus_free while another thread fires does as inside a callback: it refuses or defers.  lock_probe
	 * may be
	 * called while callbacks run, and finds no lock held: a serial bus's turn does not count.
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_RANGE (kind, enum seam_bus_kind); SEAM_E_MEMORY; SEAM_E_UNSUPPORTED.
	 * Rules: threads_bus threads_serial
	 */
	int (*bus_new_for)(int kind, struct seam_bus **bus);

	/*
	 * subscribe_with - subscribe with options, all in a struct that is read during the call only.
	 *
	 * fire_all calls subscriptions by descending priority, those of the same in the order of subscription.  One
	 * with
	 * SEAM_SUBSCRIBE_ONCE ends before it is called, by fire or fire_all: whatever happens inside, it is called
	 * once; its
	 * id is then unknown, and its destructor is called after its callback has returned, at the latest when the
	 * outermost
	 * op on the bus returns.  replace keeps priority and flags.  `priority` and `flags` are 0 when they do not lie
	 * within the struct's `size`.
	 * Returns as subscribe; SEAM_E_NULL also when subscription is; SEAM_E_VERSION (size ends before `priority`);
	 * SEAM_E_RANGE (flags).
	 * Rules: once priority
	 */
	int (*subscribe_with)(struct seam_bus *bus, const struct seam_subscription *subscription, uint64_t *id);

	/*
	 * bus_watch - puts a watch on a bus, in the place of the one that is there; NULL takes it away.
	 *
	 * Each fire_all calls `before` with its event before the first callback, and `after` with its event, count and
	 * result after the last one, when no callback was called too: both of the watch that was there when it
	 * began.  The
	 * struct is copied.  The peer owns the userdata from success on: destroy(userdata) is called once, when the
	 * watch is
	 * replaced, taken away or the bus ends, but not before a fire_all that uses it has called `after`.  A bus
	 * that is
	 * closed calls neither.  The members belong together: none of an old watch is ever called for a new one, nor
	 * one
	 * with the other's userdata.
	 * Returns SEAM_OK; SEAM_E_NULL (bus); SEAM_E_VERSION (size is not that of struct seam_watch); SEAM_E_MEMORY;
	 * SEAM_E_STATE (closed).  After an error the old watch stays.
	 * Rules: watch
	 */
	int (*bus_watch)(struct seam_bus *bus, const struct seam_watch *watch);

	/* ---- callbacks that store, and that are asked again and again ---- */

	/*
	 * ask - calls `answer` once, with a copy of the question and a buffer of SEAM_ANSWER_SIZE bytes, and gives its
	 * answer to the caller.
	 *
	 * *text becomes a block of the lent allocator of *n + 1 bytes, align 1: the bytes that `answer` stored, and a
	 * terminator; the caller frees it.  `question` may be NULL when length is 0; it and the answer are bytes,
	 * NULs among
	 * them.
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_FAILED (answer failed); SEAM_E_RANGE (*used is more than the buffer
	 * holds);
	 * SEAM_E_MEMORY.  `answer` may have been called then, but nothing is stored.
	 * Rules: ask longjmp_shield reentry_all
	 */
	int (*ask)(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text, size_t *n);

	/*
	 * transfer - reads until the end and writes all that was read, in order.
	 *
	 * First it logs one line, level 1, "transfer of " and `name`.  Then, again and again: one read, of as many
	 * bytes as
	 * the peer likes (16 to 1 MiB); the bytes that came are written, by as many calls as it takes; progress.  No
	 * write and
	 * no progress after the end.  The first failure ends it, at once: no callback is called after.  The struct
	 * is read
	 * before the first callback, and never more than `size` bytes of it: `progress` and `log` are NULL when they
	 * do not
	 * lie within.  *done is the number of bytes that write has taken.
	 * Returns SEAM_OK, *result being 0; SEAM_E_FAILED, *result being the value of the read, write or progress
	 * that failed,
	 * exactly; SEAM_E_RANGE, *result being the value, when read or write returned more than `size` (nothing of
	 * it is
	 * used or counted); SEAM_E_NULL (transfer, name, done, result, read, write); SEAM_E_VERSION (size ends before
	 * `progress`); SEAM_E_MEMORY.  *done and *result are stored with the first three.
	 * Rules: transfer transfer_table longjmp_shield reentry_all
	 */
	int (*transfer)(const struct seam_transfer *transfer, const char *name, uint64_t *done, int64_t *result);

	/*
	 * join - puts `n` texts together, into memory that comes from the host's functions alone.
	 *
	 * *text is terminated, the caller's, and freed by memory->free.  All else that was asked of `memory` has
	 * been given
	 * back, once each; also when one of its functions returns NULL: then the op returns SEAM_E_MEMORY and stores
	 * nothing.  `parts` may be NULL when n is 0.  The functions are called with memory->userdata.
	 * Returns SEAM_OK; SEAM_E_NULL (memory or a function of it, text, parts or one of them); SEAM_E_MEMORY.
	 * Rules: join reentry_all
	 */
	int (*join)(const char *const *parts, size_t n, const struct seam_memory *memory, char **text);

	/* ---- threads of the peer's own ---- */

	/*
	 * work_start - starts to visit items as each does, on a thread of the peer's own, and returns without
	 * waiting for
	 * any.
	 *
	 * The visits end when all items are visited, at a visit that returns something else than 0, or after the
	 * visit that is
	 * running when the work is cancelled.  Then `done` is called, exactly once for each work that was started,
	 * however
	 * it ends, and no callback afterwards; `where` is an enum seam_done_on.  On failure nothing is called.
	 * `*work` is stored before the first visit begins.  The caller ends it with work_free.
	 * Returns SEAM_OK; SEAM_E_NULL (visit, done, work); SEAM_E_RANGE (where); SEAM_E_MEMORY; SEAM_E_FAILED (no
	 * thread to
	 * be had); SEAM_E_UNSUPPORTED.
	 * Rules: work
	 */
	int (*work_start)(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
	                  struct seam_work **work);

	/*
	 * work_cancel - asks a work to end: no visit begins any more, but one that was just about to.  It does not
	 * wait.
	 *
	 * May be called on any thread, inside a visit too, where it ends the work after this visit: `done` gets
	 * SEAM_E_STATE, if the visit returns 0 and was not the last.  After the last visit it does nothing.
	 * Returns SEAM_OK; SEAM_E_NULL.
	 * Rules: work_cancel
	 */
	int (*work_cancel)(struct seam_work *work);

	/*
	 * work_wait - waits until all visits and `done` have returned; with SEAM_DONE_HERE it is what calls `done`,
	 * if that has
	 * not been called.
	 *
	 * Inside a visit or `done` of the same work: SEAM_E_STATE.  One thread at a time waits for a work.
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_STATE.
	 * Rules: work
	 */
	int (*work_wait)(struct seam_work *work);

	/*
	 * work_free - cancels, waits as work_wait does, `done` being called if it has not been, and ends the work
	 * and its
	 * thread.  NULL is nothing to do, SEAM_OK.
	 *
	 * Inside a visit or `done` of the same work: SEAM_E_STATE, and nothing has changed.
	 * Returns SEAM_OK; SEAM_E_STATE.
	 * Rules: work work_cancel
	 */
	int (*work_free)(struct seam_work *work);
};

#ifdef __cplusplus
}
#endif
#endif
