/*
 * instrument.h - the instruments: what watches every crossing of every case, so that no case has to remember to.
 *
 * Each can be left out by --without=NAME, which is how selftest shows that it alone sees what it is for; and each can say that this
 * flavour, platform or peer does not carry it, which the record then holds.
 */
#ifndef SEAM_INSTRUMENT_H
#define SEAM_INSTRUMENT_H

#include "../instruments.h"
#include "probe.h"

enum seam_instrument {
#define SEAM_ONE(instrument, name) instrument,
	SEAM_EACH_INSTRUMENT(SEAM_ONE)
#undef SEAM_ONE
	SEAM_CHECKS, /* check.c: the cases' own checks; without them only crashes and checkers are left */
	SEAM_INSTRUMENTS
};

/* Takes an instrument out; "all" is every one but the checks.  -1 when no instrument is called so. */
int seam_instrument_leave_out(const char *name);
/* Leaves only the one of this name, of those that are not left out: "checks", "thunk" …; "all" and "none" are those. */
void seam_instruments_only(const char *names);
/* Once the peer is known: tells what this process cannot carry, one event each. */
void seam_instruments_open(void);
/* Starts a thread and ends it: ThreadSanitizer starts one of its own with the first, which is no case's doing. */
void seam_instruments_warm(void);
/* Whether it is at work. */
bool seam_carries(enum seam_instrument instrument);

/* A failure of the open case, "NAME: …". */
__attribute__((format(printf, 2, 3))) void seam_instrument_fail(enum seam_instrument instrument, const char *format, ...);

/* ---- attempt.c ---- */
struct seam_call;
struct seam_crossing;
/* Hooks of a watched op: before each attempt, and after it; true: once more. */
void seam_attempt_before(struct seam_crossing *crossing, struct seam_call *call);
bool seam_attempt_after(struct seam_crossing *crossing, struct seam_call *call);
/* A callback of the host's is entered and left: its requests are its own. */
void seam_attempt_suspend(struct seam_call *call);
void seam_attempt_resume(struct seam_call *call);
/* Forgets how often each op was called: a new pass. */
void seam_attempt_open(void);
/* What may be to blame for blocks that are left: "list_push, its request number 2 failing, left 1 blocks"; or "". */
const char *seam_attempt_suspect(void);
/* Asked by lent.c for each request: whether it must fail.  *counted gets whether the case may know of it. */
bool seam_attempt_fails(void);
/* Whether this thread's requests are those of an attempt, which counts them itself. */
bool seam_attempting(void);

/* ---- lent.c, for the others ---- */
struct seam_live seam_lent_live(void);
void seam_lent_count_requests(size_t n);
/* Whether a case makes its own requests fail. */
bool seam_lent_is_failing(void);

/* ---- guard.c, for the others ---- */
/* Makes a writable buffer one that is read only. */
void seam_guard_seal(const void *start);
/* How many bytes of a writable guarded buffer stand from `p` on; 0 when it is in none. */
size_t seam_guard_writable(const void *p);
/* Whether these pages are a guarded buffer's. */
bool seam_guard_owns(const void *p);

/* ---- secret.c ---- */
void seam_secret_open(struct seam_case *c);
/* Whether a secret is out, in this pass. */
bool seam_secret_is_out(void);
/* Where in `bytes` the secret stands, or SIZE_MAX. */
size_t seam_secret_find(const void *bytes, size_t size);
/* A block of the lent allocator is freed. */
void seam_secret_freed(const void *block, size_t size);
/* An op has returned to a caller whose stack ends at `sp`. */
void seam_secret_below(const void *sp, const char *op);

/* ---- settle.c ---- */
void seam_settle_open(struct seam_case *c);
void seam_settle_close(struct seam_case *c);
/* After the passes of a case: repeats the last one while the heap grows with each. */
void seam_growth_mark(struct seam_case *c);
void seam_growth_look(struct seam_case *c, void (*again)(struct seam_case *c));
/* Whether the op at this offset is one whose failure may leave a trace. */
bool seam_is_not_repeated(size_t offset);

/* ---- ops.c ---- */
struct seam_thunk_use;
/* Reads the list beside the group's library; without one, nothing is known. */
void seam_ops_open(const char *group_library);
/* The op's name in the contract, or "". */
const char *seam_ops_name(size_t index);
/* Where the values of its calls are; false when that is not known. */
bool seam_ops_use(size_t index, struct seam_thunk_use *use);

/* ---- threads.c, scratch.c ---- */
/* Whether threads of the case are running. */
bool seam_threads_running(void);
void seam_threads_close(struct seam_case *c);
void seam_scratch_close(struct seam_case *c);

#endif
