/*
 * errors/errors.h - the contract of the group `errors`: failure is a value, and arrives as it was.
 *
 * Words
 *   required    NULL is refused with SEAM_E_NULL.  Every pointer is required unless its op says otherwise.
 *   counted     a pointer and a number of bytes.  With n == 0 the pointer may be NULL or dangling.  NULL with n > 0
 *   is SEAM_E_NULL.
 *   terminated  a `const char *` that ends at its first NUL byte.
 *   owned       the receiver frees it, with the op that is named there.
 *   borrowed    it stays the peer's, and as it is for as long as the op says.
 *   lent        memory of the host's allocator (struct seam_host).
 *
 * For all ops
 *   A code is what it is: no op narrows it, turns its sign, counts on knowing it, or puts another in its place.
 *   Inputs are read during the call only and never written.  Strings are bytes, whatever the peer's traits say of
 *   strings: `%`, bytes that are not UTF-8 and, in counted ones, NULs are carried whole.  No message is too long.
 *   Out-parameters are written whole on success and not at all on failure, but for those that describe the failure,
 *   which are written as their op says.
 *   A bad argument is refused, never replaced by a default or by the nearest good one.  Where several arguments are
 *   bad, any one of the codes named for them is returned.
 *   An op that has failed leaves nothing behind: objects are as they were, no lock is held, the next good call is
 *   good.  SEAM_E_MEMORY is returned only by the ops that name it.
 *   Nothing is bounded but what the header bounds: steps, tries, links of a chain, numbers that are asked for their name.
 *   Rules: many
 *   Ops are called from any thread, several at once; one object, from one thread at a time.
 *   A function that the host passes is called on the thread of the call, before the op returns, with `userdata` as it
 *   is; it may call ops, and it returns: it neither jumps nor throws over the peer.  userdata may always be NULL.
 *   Rules: given_back
 *
 * The last error
 *   Each thread has a last error, or none: a domain, a code and a message.  At first it has none.
 *   An op that says `Sets the last error` sets that of its thread whenever it fails (in the way that it names),
 *   refusals included, to the code that it returns, with a message of at least one byte; when it succeeds, the last
 *   error stays as it was.  Every op that does not say so, and every success, leaves it as it was, but for
 *   shelf_put_all, last_error_take and last_error_clear, which say so.  Other threads' stay as they were.  It is kept
 *   in lent memory, in the peer's own, or partly in each; when memory for it is out, the code comes through all the
 *   same, with a message that needs none.  Lent memory is held for the last error only; a thread calls
 *   last_error_clear() before it ends, and then the peer holds none for it.
 */
#ifndef SEAM_ERRORS_H
#define SEAM_ERRORS_H

#include <seam/seam.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Domains that the peer uses; a domain is any int32_t. */
#define SEAM_DOMAIN_SHELF  1 /* what ops on shelves fail of                          */
#define SEAM_DOMAIN_DEVICE 2 /* what lies behind a broken item                       */
#define SEAM_DOMAIN_PANIC  3 /* contained panics: the code is SEAM_E_PANIC           */

/* What relay_status passes on.  Others than those named here arrive too, from INT_MIN to INT_MAX. */
enum seam_errors_status {
	SEAM_STATUS_LOST = -1,
	SEAM_STATUS_READY = 0,
	SEAM_STATUS_BUSY = 1,
	SEAM_STATUS_MOST = 0x7fffffff
};

#define SEAM_SHELF_LIMIT 1000u /* the greatest limit of a shelf */
#define SEAM_SHELF_ONCE  1     /* shelf modes: a key that is taken is refused …      */
#define SEAM_SHELF_OVER  2     /* … or its item replaced                             */

#define SEAM_ITEM_PLAIN  1 /* it has a value                                                                          */
#define SEAM_ITEM_BROKEN 2 /* it cannot be read: SEAM_E_FAILED; its value, of 32 bits and not 0, is the device's code */
#define SEAM_ITEM_DIRTY  3 /* as plain, but the shelf cannot be closed well                                           */

struct seam_errors_item {
	int64_t value;
	int32_t key;  /* 0 or more */
	int32_t kind; /* SEAM_ITEM_… */
};

struct seam_errors_shelf_info {
	const char *label; /* borrowed, until the shelf is closed */
	uint64_t count;    /* items on it                         */
	uint32_t limit;
	int32_t mode;
};

/* An error as it is looked at.  `message` has message_n bytes and a NUL behind them; it is never NULL. */
struct seam_errors_view {
	int32_t domain;
	int32_t code;
	const char *message;
	size_t message_n;
};

#define SEAM_REPORT_TEXT 24u

struct seam_errors_report {
	int64_t value; /* of the item; 0 on failure                                      */
	int32_t code;  /* SEAM_OK, or why not                                            */
	int32_t key;   /* the key that was asked for                                     */
	/* code_name(code), cut where it does not fit, then NULs to the end; the last byte is always NUL */
	char text[SEAM_REPORT_TEXT];
};

/* Opaque: only the peer knows what is in them. */
struct seam_errors_shelf;
struct seam_errors_error;

typedef int (*seam_errors_int_fn)(void *userdata);
typedef int64_t (*seam_errors_int64_fn)(void *userdata);
typedef uint32_t (*seam_errors_uint32_fn)(void *userdata);
typedef enum seam_errors_status (*seam_errors_status_fn)(void *userdata);
typedef int (*seam_errors_shelf_fn)(void *userdata, struct seam_errors_shelf *shelf);
typedef int (*seam_errors_step_fn)(void *userdata, size_t index);
/* `error` and its message are valid, and as they are, during the call. */
typedef int (*seam_errors_reporter)(void *userdata, const struct seam_errors_view *error);

struct seam_errors {
	/* ---- codes ----------------------------------------------------------------------------------------------- */

	/*
	 * Each calls fn once and returns what it returned: every number of the type, as it is.
	 * Without fn: SEAM_E_NULL, as a number of that type.
	 * Rules: code, code_wide, null_out, callbacks_within
	 */
	int (*relay)(seam_errors_int_fn fn, void *userdata);
	int64_t (*relay_int64)(seam_errors_int64_fn fn, void *userdata);
	uint32_t (*relay_uint32)(seam_errors_uint32_fn fn, void *userdata);
	enum seam_errors_status (*relay_status)(seam_errors_status_fn fn, void *userdata);

	/* Whether value is not 0.  Rules: code_wide */
	bool (*truth)(int value);

	/*
	 * The name of a code of seam.h, letter for letter: "SEAM_OK", "SEAM_E_FAILED", …; for any other number a text
	 * of the peer's choice, not empty, that is none of these.
	 * Never NULL.  Borrowed, and as it is, as long as the process: whichever calls follow, on whichever thread.
	 * Rules: code_name, code_name_threads
	 */
	const char *(*code_name)(int code);

	/*
	 * *code gets the code of seam.h with this terminated name, compared byte by byte.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NOT_FOUND.
	 * Rules: code_name, null_out
	 */
	int (*code_from_name)(const char *name, int *code);

	/*
	 * The code of seam.h for a value of errno: 0 SEAM_OK; ENOENT SEAM_E_NOT_FOUND; ENOMEM SEAM_E_MEMORY; EINVAL
	 * and ERANGE SEAM_E_RANGE; everything else, known or not, SEAM_E_FAILED.
	 * Rules: code_from_errno
	 */
	int (*code_from_errno)(int error);

	/* ---- shelves: what the conventions below are tried on ---------------------------------------------------- */

	/*
	 * An empty shelf, which takes up to `limit` (1 to SEAM_SHELF_LIMIT) items.  Keeps a copy of the terminated
	 * label.
	 * *out is owned: shelf_close().  All its memory is lent.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (mode, limit), SEAM_E_MEMORY.
	 * Rules: bad_argument, null_out, out_untouched, no_memory
	 */
	int (*shelf_new)(int mode, uint32_t limit, const char *label, struct seam_errors_shelf **out);

	/*
	 * Frees the shelf, whatever it returns.  NULL is allowed, and SEAM_OK.  Sets the last error.
	 * Returns SEAM_OK, SEAM_E_FAILED (a dirty item is on it).
	 * Rules: close, last_error_set
	 */
	int (*shelf_close)(struct seam_errors_shelf *shelf);

	/*
	 * What the shelf was made with, and what is on it.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: bad_argument, null_out, out_whole
	 */
	int (*shelf_info)(const struct seam_errors_shelf *shelf, struct seam_errors_shelf_info *out);

	/*
	 * Puts an item on the shelf.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (key, kind, or the value of a broken item), SEAM_E_STATE (the
	 * key is taken, on a shelf of mode SEAM_SHELF_ONCE), SEAM_E_SPACE (a new key, and the shelf is full),
	 * SEAM_E_MEMORY.
	 * Rules: bad_argument, kinds_of_failure, no_memory, recover
	 */
	int (*shelf_put)(struct seam_errors_shelf *shelf, int32_t key, int32_t kind, int64_t value);

	/*
	 * Puts n items on the shelf, in order, or none of them: at the first that shelf_put would refuse then, it
	 * stops, *bad gets that one's index and the shelf is as it was.  items may be NULL if n is 0.
	 * Sets the last error, and clears it on success.
	 * Returns what shelf_put returns.  *bad is written with SEAM_E_RANGE, SEAM_E_STATE and SEAM_E_SPACE only.
	 * Rules: all_or_none, last_error_set, no_memory_kept, recover
	 */
	int (*shelf_put_all)(struct seam_errors_shelf *shelf, const struct seam_errors_item *items, size_t n,
	                     size_t *bad);

	/* ---- one thing, said in each of C's ways ----------------------------------------------------------------- */

	/* An item is read in each of these ways whatever its value is, and dirty ones as plain ones.  Rules: ways */

	/*
	 * get: 0 and the value, or a negative code.  Sets the last error, in the domain SEAM_DOMAIN_SHELF; but for
	 * SEAM_E_NULL, its message has the key in decimal in it.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (the key is negative), SEAM_E_NOT_FOUND (no such item),
	 * SEAM_E_FAILED (it is broken).
	 * Rules: kinds_of_failure, out_untouched, null_out, last_error_set, last_error_memory, recover
	 */
	int (*get)(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out);

	/*
	 * find: the value's place, borrowed until the shelf is next put to or closed; or NULL.  Sets the last error,
	 * to the code and the domain that get would set.
	 * Rules: zero_negative_null, last_error_set
	 */
	const int64_t *(*find)(const struct seam_errors_shelf *shelf, int32_t key);

	/*
	 * contains: whether there is an item with this key, be it broken or not.  False also without a shelf.
	 * Rules: zero_negative_null
	 */
	bool (*contains)(const struct seam_errors_shelf *shelf, int32_t key);

	/*
	 * read: the values of the keys first, first + 1, … are written to values[0], values[1], … until n are, or
	 * until there is one that get would fail for.  A positive count is how many were; behind them `values` is as
	 * it was.  0 only if n is 0.  When the first one fails, its code: SEAM_E_RANGE, SEAM_E_NOT_FOUND,
	 * SEAM_E_FAILED.  There is no key behind INT32_MAX.  SEAM_E_NULL as everywhere; values may be NULL if n is 0.
	 * Rules: partial, zero_negative_null, null_out
	 */
	int64_t (*read)(const struct seam_errors_shelf *shelf, int32_t first, int64_t *values, size_t n);

	/*
	 * get_errno: 0, and errno is as it was; or -1, and errno is EINVAL (NULL, or the key is negative), ENOENT or
	 * EIO (it is broken).
	 * Rules: errno_style, out_untouched, errno_threads
	 */
	int (*get_errno)(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out);

	/*
	 * get_report: true on success.  The whole of *report is written, on success and on failure; its code is what
	 * get would return. Without report: false, and nothing else.
	 * Rules: report, null_out
	 */
	bool (*get_report)(const struct seam_errors_shelf *shelf, int32_t key, struct seam_errors_report *report);

	/*
	 * get_error: as get, but the failure is told by *error, an error object of the code that is returned and of
	 * the domain SEAM_DOMAIN_SHELF; that of a broken item has a cause, of the domain SEAM_DOMAIN_DEVICE and the
	 * code that is the item's value. Both have messages of at least one byte.  *error is owned: error_free().
	 * error may be NULL: the caller does not want it.  *error must be NULL, else the call is refused:
	 * SEAM_E_STATE, and *error is as it was. When memory for the object is out, the code is the same and *error
	 * stays NULL.  On success *error stays NULL.
	 * Returns what get returns, SEAM_E_STATE.  Does not set the last error.
	 * Rules: object_out, object_memory, out_untouched
	 */
	int (*get_error)(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out,
	                 struct seam_errors_error **error);

	/*
	 * attempt: as get; and when it fails, calls reporter (unless it is NULL) once with the error, which is then
	 * the last error already: what it is called with and what last_error() gives there are the same.  Whatever
	 * the reporter does (calls that fail, calls that succeed, clearing the last error) and whatever it returns:
	 * attempt returns its own code, and the last error is then its own again, message and all.
	 * Returns what get returns.  Sets the last error.
	 * Rules: reporter, reporter_nested
	 */
	int (*attempt)(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
	               void *userdata);

	/* ---- the last error -------------------------------------------------------------------------------------- */

	/*
	 * The peer's own code fails: returns code, and sets the last error to domain, code and the counted message,
	 * which may be empty here. When memory for the message is out: the code is returned and set all the same, and
	 * so is the domain, with a message of the peer's choice.
	 * code is any but 0.  Refused, with the last error left as it was: SEAM_E_RANGE (code is 0), SEAM_E_NULL
	 * (NULL with n > 0).
	 * Rules: last_error, message, message_long, last_error_threads, last_error_memory
	 */
	int (*fail)(int32_t domain, int32_t code, const char *message, size_t n);

	/*
	 * *out gets the thread's last error.  Its message is borrowed, until the next call on this thread of an op
	 * that sets or clears the last error.
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NOT_FOUND (there is none).
	 * Rules: last_error, message, null_out, out_whole
	 */
	int (*last_error)(struct seam_errors_view *out);

	/*
	 * *out gets the thread's last error as an error object without a cause, and the thread has none any more.  On
	 * failure it still has it.
	 * *out is owned: error_free().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_NOT_FOUND (there is none), SEAM_E_MEMORY.
	 * Rules: last_error_take, null_out, no_memory
	 */
	int (*last_error_take)(struct seam_errors_error **out);

	/*
	 * The thread has no last error any more; no lent memory is held for it.
	 * Rules: last_error, last_error_threads
	 */
	void (*last_error_clear)(void);

	/*
	 * Makes a shelf of its own (SEAM_SHELF_ONCE, a limit of 8, the label "scoped"), calls fn once with it and
	 * closes it.
	 * Returns what fn returned, if that is not SEAM_OK; the last error is then as fn left it, however the closing
	 * went. Else what closing it returned, with the last error as shelf_close would leave it.
	 * Returns also SEAM_E_NULL, SEAM_E_MEMORY (then fn has not been called; the last error is as it was).
	 * Rules: cleanup, callbacks_within, null_out
	 */
	int (*scoped)(seam_errors_shelf_fn fn, void *userdata);

	/*
	 * The peer's own code panics, throws or raises with the terminated text, which is UTF-8; this is contained,
	 * and set as the last error: the domain SEAM_DOMAIN_PANIC, the text as message (of any length here; when
	 * memory for it is out, another message).
	 * Returns SEAM_E_PANIC, SEAM_E_NULL (with the last error left as it was).  A peer that declares
	 * SEAM_PANIC_ABORTS is not asked.
	 * Rules: panic
	 */
	int (*panic)(const char *text);

	/* ---- error objects --------------------------------------------------------------------------------------- */

	/*
	 * An error object, of lent memory, with a copy of the counted message.  code is any but 0.
	 * cause, which may be NULL, is the caller's until the call succeeds; from then on it belongs to the new one.
	 * No chain is too long.
	 * *out is owned: error_free().
	 * Returns SEAM_OK, SEAM_E_NULL, SEAM_E_RANGE (code is 0), SEAM_E_MEMORY.
	 * Rules: object, object_chain, null_out, no_memory
	 */
	int (*error_new)(int32_t domain, int32_t code, const char *message, size_t n, struct seam_errors_error *cause,
	                 struct seam_errors_error **out);

	/*
	 * *out gets what is in the error.  Its message is borrowed until the object is freed.
	 * Returns SEAM_OK, SEAM_E_NULL.
	 * Rules: object, object_chain, null_out, out_whole
	 */
	int (*error_view)(const struct seam_errors_error *error, struct seam_errors_view *out);

	/*
	 * *out gets the error's cause, borrowed until the object that was freed is freed.  Returns SEAM_OK,
	 * SEAM_E_NULL, SEAM_E_NOT_FOUND (it has none).
	 * Rules: object_chain, null_out
	 */
	int (*error_cause)(const struct seam_errors_error *error, const struct seam_errors_error **out);

	/* Frees an owned error with its causes.  NULL is allowed and does nothing.  Rules: object, object_chain */
	void (*error_free)(struct seam_errors_error *error);

	/* ---- errno ----------------------------------------------------------------------------------------------- */

	/*
	 * Sets errno to value, any int, and returns 0 if that is 0, else -1.
	 * Rules: errno, errno_threads
	 */
	int (*set_errno)(int value);

	/*
	 * Calls fn once and returns what it returned.  If that is negative, *seen gets what errno was when fn had
	 * returned; else it is as it was.  errno is then as fn left it.  When fn is called, errno is what it was when
	 * the op was called.
	 * Returns also SEAM_E_NULL, with errno as it was.
	 * Rules: errno, errno_threads, null_out
	 */
	int (*relay_errno)(seam_errors_int_fn fn, void *userdata, int *seen);

	/*
	 * Calls fn again as long as it returns a negative number with errno being EINTR, `most` times at most.
	 * Returns what fn returned last; errno is then as fn left it, and *tries how often it was called.
	 * Returns also SEAM_E_NULL, SEAM_E_RANGE (most is 0); fn is then not called and *tries as it was.
	 * Rules: retry, null_out
	 */
	int (*retry)(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries);

	/* ---- steps ----------------------------------------------------------------------------------------------- */

	/*
	 * Calls step with 0, 1, … n - 1 until one returns something else than 0.  Then it calls undo (unless it is
	 * NULL) for each step that returned 0, the last first, whatever those calls return; *failed_at gets the index
	 * of the step that failed, and its code is returned as it is.
	 * Returns SEAM_OK when all steps returned 0: no undo, *failed_at as it was.  SEAM_E_NULL (step, failed_at):
	 * nothing is called.
	 * Rules: transaction, first_error, null_out
	 */
	int (*transact)(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata,
	                size_t *failed_at);

	/*
	 * Calls step with 0, 1, … n - 1, all of them.  *failed gets how many returned something else than 0.  *first
	 * gets the index of the first of these, and its code is returned; if there is none, *first is as it was and
	 * SEAM_OK is returned.  SEAM_E_NULL (step, first, failed): nothing is called.
	 * Rules: first_error, null_out
	 */
	int (*run_all)(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed);

	/* How many shelves and error objects (each cause is one) there are.  Rules: live */
	uint64_t (*live)(void);
};

#ifdef __cplusplus
}
#endif
#endif
