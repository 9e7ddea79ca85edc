/*
 * threads/threads.h - group `threads`: one library, many threads.
 *
 * What holds for every op, unless its own comment says otherwise:
 *
 * Threads   an op may be called on any thread, also on one that the peer's runtime has never seen, on many at once, and
 *           from within every callback.  Ops of one handle that run at once act as if they came one after the other.
 *           With SEAM_THREAD_BOUND only the thread that opened the peer may call: on another one every op that returns
 *           an int is SEAM_E_STATE, and nothing has happened.
 * Callbacks run on the thread that calls the op, while it runs, and get their userdata as it was given.  The peer holds no
 *           lock meanwhile: other threads may call every op, and come back, where nothing here says that they wait.  `wait`
 *           below means: until then the op does not return.  `userdata` may be NULL; it is never read.
 * Release   a seam_thr_release_fn is called exactly once for each success of the op that it was given to, after the last
 *           use of its userdata, and not for a failure.  It may be NULL.  It may call every op.
 * Errors    0 is success.  On failure nothing has changed, no callback was called (if not said otherwise), and the
 *           out-parameters hold what they held before.  SEAM_E_MEMORY is possible wherever something is made, added or set.
 * NULL      a pointer that is NULL gives SEAM_E_NULL, where nothing else is said.  Every …_destroy and …_release takes
 *           NULL and does nothing, SEAM_OK.
 * Memory    the peer takes what it keeps (handles, entries, messages, a library's and a thread's state) from the lent
 *           allocator where it can, and gives all of it back: with the handle, at the last lib_shutdown, at the end of the
 *           thread.  After that nothing that was taken is held.
 * Caller    an op leaves the calling thread's name and signal mask as they are.
 * fork      where SEAM_THR_FORK is WORKS, the child of a fork may call every op at once, but for handles that another thread's
 *           op was using just then, and for workers made before.  Where it is REFUSES, every op that returns an int is SEAM_E_STATE.
 *
 * Policies  where languages lawfully differ the peer says what it does, by policy(), and is held to that.
 *
 * A peer that lacks one op of a family (the sections below) leaves out the family.
 *
 * Rules     threads.init init_fails init_together total distinct moved shared update reference describe transfer close
 *           last_error state state_end foreign source unregister unregister_itself serial recursion locks locks_release worker
 *           worker_end worker_caller wait once publish affinity fork exit caller exact null null_others
 */
#ifndef SEAM_THREADS_H
#define SEAM_THREADS_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque: the host holds pointers only and never looks behind them. */
struct seam_thr_account;
struct seam_thr_source;
struct seam_thr_worker;
struct seam_thr_event;
struct seam_thr_once;
struct seam_thr_box;
struct seam_thr_pinned;

typedef void (*seam_thr_release_fn)(void *userdata);
/* Something to be done once: 0 and the result at *result, or any other number, a failure.  lib_init gives no `result`: NULL. */
typedef int (*seam_thr_setup_fn)(void *userdata, int64_t *result);
/* What the balance shall be, which is `balance` now. */
typedef int64_t (*seam_thr_update_fn)(void *userdata, int64_t balance);
/* A text, terminated, that is valid and unchanged until the callback returns. */
typedef void (*seam_thr_text_fn)(void *userdata, const char *text);
/* A value: the one that was fired, or posted. */
typedef void (*seam_thr_value_fn)(void *userdata, int64_t value);
/* A function of C that may leave something in errno. */
typedef void (*seam_thr_call_fn)(void *userdata);

/* What policy() is asked.  Each is answered with one of the numbers of enum seam_thr_policy that stand behind it. */
enum seam_thr_question {
	SEAM_THR_CLOSE = 1,      /* account_close during an update by another thread             WAITS REFUSES DEFERS */
	SEAM_THR_UNREGISTER = 2, /* source_unregister while the callback runs on another thread  WAITS REFUSES DEFERS */
	SEAM_THR_FIRE = 3,       /* source_fire on two threads at once                           SERIAL PARALLEL      */
	SEAM_THR_NEST = 4,       /* source_fire from a callback of the same source               NESTS REFUSES        */
	SEAM_THR_STOP = 5,       /* what is queued when worker_stop is called                    DRAINS DROPS         */
	SEAM_THR_STOP_SELF = 6,  /* worker_stop from the worker's own callback                   REFUSES DEFERS       */
	SEAM_THR_FORK = 7        /* the peer in a child process that was made by fork            WORKS REFUSES NEVER  */
};

enum seam_thr_policy {
	SEAM_THR_WAITS = 1,    /* returns when it is over                                                               */
	SEAM_THR_REFUSES = 2,  /* SEAM_E_STATE, and nothing has changed: the host does it later, or not at all          */
	SEAM_THR_DEFERS = 3,   /* returns SEAM_OK at once and takes effect when that is over; nothing new begins        */
	SEAM_THR_SERIAL = 4,   /* one at a time: the second one waits                                                   */
	SEAM_THR_PARALLEL = 5, /* both run at once: neither waits                                                       */
	SEAM_THR_NESTS = 6,    /* works, within the outer one                                                           */
	SEAM_THR_DRAINS = 7,   /* all of it is still delivered                                                          */
	SEAM_THR_DROPS = 8,    /* none of it is delivered any more                                                      */
	SEAM_THR_WORKS = 9,    /* as in any process                                                                     */
	SEAM_THR_NEVER = 10    /* the host calls nothing there                                                          */
};

struct seam_threads {
	/*
	 * How many things the peer holds for the host: accounts, sources, registered callbacks, workers, events, onces, boxes
	 * and pinned handles.  Exact, when no other op is running.  Rules: all.
	 */
	uint64_t (*live)(void);
	/* The answer to one of enum seam_thr_question, always the same; 0: no such question. */
	uint32_t (*policy)(uint32_t question);

	/* ---- the library: counted initialisation, a global state behind a lock -------------------------------------- */

	/*
	 * Initialises the library, or counts one more user of it; *count gets how many there are now, 1 for the first.
	 * The first one calls setup(userdata, NULL), after it has all the memory that it needs.  Other threads that call lib_init
	 * meanwhile wait: when they return, setup is over.  A setup that fails makes it SEAM_E_FAILED: nothing is initialised,
	 * and the next lib_init, also one that waits now, is a first one again, with its own setup.  `setup` may be NULL:
	 * nothing is called.  `count` may be NULL.
	 * SEAM_E_STATE: called from setup.
	 * Rules: init init_fails init_together
	 */
	int (*lib_init)(seam_thr_setup_fn setup, void *userdata, uint32_t *count);
	/*
	 * One user less; *count gets how many are left.  With the last one the library's state is gone, with all memory.
	 * `count` may be NULL.  SEAM_E_STATE: there is none, or called from setup.
	 * Rules: init init_together
	 */
	int (*lib_shutdown)(uint32_t *count);
	/*
	 * Adds `n`, modulo 2^64, to the library's total, which is 0 after each first lib_init; *total gets what it is then.
	 * SEAM_E_STATE: the library is not initialised; during the first one's setup other threads get that, or wait for it.
	 * Rules: total init
	 */
	int (*lib_add)(int64_t n, int64_t *total);

	/* ---- accounts: shared handles, counted references ------------------------------------------------------------ */

	/*
	 * Makes an account with one reference, which the host owns, and stores it at *out.  The last account_release calls
	 * release(userdata).
	 * Rules: distinct moved shared reference
	 */
	int (*account_create)(int64_t balance, void *userdata, seam_thr_release_fn release, struct seam_thr_account **out);
	/* Adds a reference, for account_release to give back.  Rules: reference */
	int (*account_retain)(struct seam_thr_account *account);
	/* Gives back a reference.  The last one destroys the account, closed or not, on the calling thread.  Rules: reference */
	int (*account_release)(struct seam_thr_account *account);
	/* How many references there are, exactly.  Rules: reference */
	int (*account_references)(const struct seam_thr_account *account, uint64_t *out);
	/* The balance; before or after, when an update is running.  Ops of a const handle write nothing to what other threads may
	 * read.  SEAM_E_STATE: closed, or called from the account's own update.  Rules: shared */
	int (*account_get)(const struct seam_thr_account *account, int64_t *out);
	/*
	 * Adds `n`; *balance gets exactly what this one made of it.  SEAM_E_RANGE: the sum is not an int64_t.  Waits while an
	 * update is running on another thread.  SEAM_E_STATE: closed, or called from the account's own update.
	 * Rules: shared update
	 */
	int (*account_add)(struct seam_thr_account *account, int64_t n, int64_t *balance);
	/*
	 * Calls fn(userdata, balance) exactly once and makes what it returns the balance.  Nothing comes between: while fn runs,
	 * other threads' add, update and transfer of *this account* wait, which is the one lock that may be held here.  From fn
	 * itself, get, add, update, transfer and close of this account are SEAM_E_STATE; nothing deadlocks.
	 * SEAM_E_STATE: closed, or as said.
	 * Rules: update recursion locks
	 */
	int (*account_update)(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata);
	/*
	 * Takes `n` from one account and adds it to the other; both or none.  They may be the same: nothing changes.
	 * SEAM_E_RANGE: n is negative, or more than `from` has, or the sum is not an int64_t.  SEAM_E_STATE: one is closed, or
	 * called from an update of one of them.
	 * Rules: transfer
	 */
	int (*account_transfer)(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n);
	/* Calls fn(userdata, text) once: the balance, in decimal digits, "-7".  SEAM_E_STATE: as account_get.  Rules: describe */
	int (*account_describe)(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata);
	/*
	 * Closes the account: get, add, update, transfer, describe and close are SEAM_E_STATE from then on; references stay.
	 * While another thread's update is running: SEAM_THR_CLOSE.  Deferred: the running update still counts, all ops that begin
	 * after this one has returned are refused.
	 * Rules: close
	 */
	int (*account_close)(struct seam_thr_account *account);

	/* ---- what a thread has: its last error, its own value ---------------------------------------------------------- */

	/*
	 * Sets the calling thread's last error: a number, and a copy of `message` (terminated).  A thread has none at first; no
	 * other op and no other thread changes it.
	 * Rules: last_error state_end
	 */
	int (*last_error_set)(int32_t code, const char *message);
	/* The calling thread's last error.  *message is borrowed, valid and unchanged until this thread sets the next one, forgets,
	 * or ends.  SEAM_E_NOT_FOUND: it has none.  Rules: last_error */
	int (*last_error)(int32_t *code, const char **message);
	/*
	 * Sets the calling thread's value.  The one before is released, before this op returns.  When the thread ends, its value is
	 * released on that thread, before anyone who waits for its end goes on.
	 * From such a release, and from what else the host runs at the end of a thread, ops that concern the calling thread itself do
	 * what they do or are SEAM_E_STATE; what they have set, SEAM_OK, is released too.  All other ops do what they do.
	 * Rules: state state_end
	 */
	int (*thread_set)(void *userdata, seam_thr_release_fn release);
	/* SEAM_E_NOT_FOUND: it has none.  Rules: state */
	int (*thread_get)(void **out);
	/* Gives up what the peer keeps for the calling thread: last error and value, which is released.  Nothing: SEAM_OK.
	 * Rules: state */
	int (*thread_forget)(void);
	/* How many threads have a last error or a value now; exact, when no thread is just ending.  Rules: state state_end foreign */
	uint64_t (*thread_states)(void);
	/* Calls fn(userdata), and stores at *error what fn left in errno, whatever the peer does between.  Rules: last_error */
	int (*errno_after)(seam_thr_call_fn fn, void *userdata, int *error);

	/* ---- sources: callbacks that are registered, fired and unregistered ---------------------------------------------- */

	/* Rules: source */
	int (*source_create)(struct seam_thr_source **out);
	/* Destroys the source, and releases what is registered.  SEAM_E_STATE: a fire is running. */
	int (*source_destroy)(struct seam_thr_source *source);
	/* Registers a callback; *id gets its number, never 0, never one that this source has used before.  A fire that is running may
	 * call it or not.  Waits for nothing.  Rules: source locks */
	int (*source_register)(struct seam_thr_source *source, seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
	                       uint64_t *id);
	/*
	 * Takes a callback out.  No call of it begins after this op has returned SEAM_OK, not by a fire that is running either (a call
	 * that a fire has picked counts as one that is running).  While it is running on another thread: SEAM_THR_UNREGISTER.  Its
	 * release comes when it does not run any more; not deferred: before this op returns.
	 * From the callback itself: SEAM_OK, without waiting for itself; release comes after the callback has returned and before the
	 * fire returns.
	 * An op that waits may wait for the whole fire, whichever callback runs: the host does not wait for it from a callback.
	 * SEAM_E_NOT_FOUND: no such number.
	 * Rules: unregister unregister_itself
	 */
	int (*source_unregister)(struct seam_thr_source *source, uint64_t id);
	/*
	 * Calls fn(userdata, value) of each registered callback, on the calling thread, in the order of registration.  On two threads
	 * at once: SEAM_THR_FIRE.  From a callback of the same source: SEAM_THR_NEST.
	 * Rules: source serial recursion locks
	 */
	int (*source_fire)(struct seam_thr_source *source, int64_t value);

	/* ---- workers: a thread of the peer's own -------------------------------------------------------------------------- */

	/*
	 * Starts a thread of the peer's own, which calls fn(userdata, value) for each value that is posted; one at a time, and never
	 * on a thread of the host.  The thread should have all signals blocked.  release(userdata) comes after the last call, on any
	 * thread, before worker_destroy returns.
	 * SEAM_E_FAILED: no thread is to be had.
	 * Rules: worker worker_end worker_caller
	 */
	int (*worker_start)(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release, struct seam_thr_worker **out);
	/* Queues a value.  Those of one thread are delivered in the order they were posted in, each once.  Never waits for fn.
	 * SEAM_E_STATE: worker_stop has been called.  Rules: worker */
	int (*worker_post)(struct seam_thr_worker *worker, int64_t value);
	/*
	 * Ends the worker: waits for the call that is running; SEAM_THR_STOP says what becomes of the queue.  When it returns the
	 * thread is gone, and fn is never called again.  A second time: SEAM_OK, the same holds.
	 * From fn: SEAM_THR_STOP_SELF.  Deferred: then fn returns and, after what SEAM_THR_STOP says, is not called again.
	 * Rules: worker_end
	 */
	int (*worker_stop)(struct seam_thr_worker *worker);
	/* Stops the worker, if it is not yet, and destroys it.  SEAM_E_STATE: called from fn.  Rules: worker_end */
	int (*worker_destroy)(struct seam_thr_worker *worker);

	/* ---- events: waiting for another thread --------------------------------------------------------------------------- */

	/* Rules: wait */
	int (*event_create)(struct seam_thr_event **out);
	/* SEAM_E_STATE: a thread waits. */
	int (*event_destroy)(struct seam_thr_event *event);
	/* Waits for an event_wake, and uses it up: each lets exactly one event_wait through, which may come after it.
	 * SEAM_E_STATE: cancelled, now or before. */
	int (*event_wait)(struct seam_thr_event *event);
	/* Never waits.  SEAM_E_STATE: cancelled. */
	int (*event_wake)(struct seam_thr_event *event);
	/* From now on event_wait and event_wake are SEAM_E_STATE; those that wait return. */
	int (*event_cancel)(struct seam_thr_event *event);
	/* How many threads wait now. */
	int (*event_waiting)(const struct seam_thr_event *event, uint64_t *out);

	/* ---- once ------------------------------------------------------------------------------------------------------------ */

	/* Rules: once */
	int (*once_create)(struct seam_thr_once **out);
	/* No other op of it may be running: the host sees to that. */
	int (*once_destroy)(struct seam_thr_once *once);
	/*
	 * The first one calls fn(userdata, &result); others wait, and call nothing.  When fn has returned 0, all of them, and all that
	 * come later, get its result at *out.  When it has returned anything else, this one is SEAM_E_FAILED, and the next one, also
	 * one that waits now, calls its own fn.
	 * SEAM_E_STATE: called from fn.
	 */
	int (*once_run)(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out);

	/* ---- boxes: published data --------------------------------------------------------------------------------------------- */

	/* Makes an empty box.  Rules: publish */
	int (*box_create)(struct seam_thr_box **out);
	int (*box_destroy)(struct seam_thr_box *box);
	/* Publishes a copy of `size` bytes, which may be 0, in place of what was published before.  `bytes` is borrowed for the call. */
	int (*box_publish)(struct seam_thr_box *box, const void *bytes, size_t size);
	/*
	 * Copies what is published to `bytes`, and its size to *size: always one publication, whole, never one before another that
	 * this thread has seen.
	 * SEAM_E_NOT_FOUND: nothing is.  SEAM_E_SPACE: it is more than `capacity`; *size alone is written.
	 */
	int (*box_read)(const struct seam_thr_box *box, void *bytes, size_t capacity, size_t *size);

	/* ---- pinned handles: bound to a thread --------------------------------------------------------------------------------- */

	/* Makes a handle that belongs to the calling thread; it ends with it: then release(userdata) is called, on that thread, and the
	 * host does not use the handle any more.  Rules: affinity */
	int (*pinned_create)(int64_t value, void *userdata, seam_thr_release_fn release, struct seam_thr_pinned **out);
	/* Adds `n`, modulo 2^64; *value gets the sum.  SEAM_E_STATE: on another thread. */
	int (*pinned_add)(struct seam_thr_pinned *pinned, int64_t n, int64_t *value);
	/* Destroys and releases it.  SEAM_E_STATE: on another thread. */
	int (*pinned_destroy)(struct seam_thr_pinned *pinned);
};

#ifdef __cplusplus
}
#endif
#endif
