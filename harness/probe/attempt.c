/*
 * attempt.c - each request of the lent allocator fails once, in every call of every op.
 *
 * What failed for want of memory has changed nothing: so a call that makes requests is first made with the first of them
 * failing, then with the second, and so on; the case sees the last one alone, in which none failed.  After each attempt the
 * result must be SEAM_E_MEMORY and what the arguments point to unchanged; what an attempt leaks is left when the pass ends.
 */
#include "../platform/platform.h"
#include "instrument.h"
#include "watch.h"

#include <seam/thunk.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	MOST_OPS = 256,     /* of a table                                                  */
	ALL_CALLS = 48,     /* of an op in a pass, and after that every 64th, are tried    */
	MOST_REQUESTS = 64, /* of one call are made to fail                                */
	ARGUMENTS = 6,
	KEPT = 64,          /* bytes behind a pointer argument                             */
	NEAR = 16384        /* bytes of the stack above the call in which the caller's are */
};

struct kept {
	const unsigned char *at;
	size_t size;
	unsigned char bytes[KEPT];
};

/* A thread's call in which requests fail; there is one at a time: a call within a callback is not tried. */
static _Thread_local struct attempt {
	bool open, suspended, called_back;
	size_t failing; /* the k-th request fails */
	size_t requests;
	bool failed;
	struct seam_live live;
	int32_t refused; /* what an attempt returned in the place of SEAM_E_MEMORY, or 0 */
	size_t refused_at;
	struct kept kept[ARGUMENTS];
	const struct seam_call *call;
	const char *sp; /* of the call: a jump may have left it */
} attempt;

static _Atomic unsigned calls[MOST_OPS];
static char suspect[160];

const char *seam_attempt_suspect(void)
{
	return suspect;
}

void seam_attempt_open(void)
{
	for (int i = 0; i < MOST_OPS; i++)
		calls[i] = 0;
	memset(&attempt, 0, sizeof attempt);
	*suspect = '\0';
}

bool seam_attempting(void)
{
	return attempt.open && !attempt.suspended;
}

bool seam_attempt_fails(void)
{
	if (!seam_attempting())
		return false;
	if (++attempt.requests != attempt.failing)
		return false;
	attempt.failed = true;
	return true;
}

/* What a pointer argument points to, when that is the caller's: its stack, or a guarded buffer.  Checkers look after it themselves. */
static void keep(struct kept *k, uint64_t argument, const unsigned char *sp)
{
	const unsigned char *p = (const unsigned char *)(uintptr_t)argument;

	k->size = seam_checker_is_on() ? 0 : seam_guard_writable(p);
	if (!seam_checker_is_on() && p >= sp && p < sp + NEAR && p + KEPT <= (const unsigned char *)seam_stack_end())
		k->size = KEPT;
	if (k->size > KEPT)
		k->size = KEPT;
	k->at = p;
	if (k->size)
		memcpy(k->bytes, p, k->size);
}

/* Whether this call is one of those that are tried, all on the first pages of its life and a few later on. */
static bool is_tried(const struct seam_crossing *crossing, const char *sp)
{
	size_t op = seam_watch_index(crossing);
	unsigned n;

	if (attempt.open && attempt.sp <= sp)
		attempt.open = attempt.suspended = false; /* a jump has left that call */
	if (!seam_carries(SEAM_ALLOCATOR) || !seam_open_case || attempt.open || seam_lent_is_failing() || op >= MOST_OPS ||
	    seam_is_not_repeated(op * sizeof(void *)))
		return false;
	n = calls[op]++;
	/* A request that the op can do without must also be granted, or what becomes of it is never seen: the second pass has no attempts,
	 * and where there is none, every other call. */
	if (seam_open_case->entry->row->flags & SEAM_ONCE ? n % 2 != 0 : seam_open_case->pass != 0)
		return false;
	return n < ALL_CALLS || n % 64 == 0;
}

void seam_attempt_before(struct seam_crossing *crossing, struct seam_call *call)
{
	if (call->attempt == 0) {
		if (!is_tried(crossing, call->sp))
			return;
		call->note[0] = 1;
		attempt = (struct attempt){ .open = true, .failing = 1, .call = call, .sp = call->sp };
	} else if (!call->note[0]) {
		return;
	} else {
		attempt.failing++;
		attempt.requests = 0;
		attempt.failed = attempt.called_back = false;
	}
	attempt.live = seam_lent_live();
	if (attempt.failing > MOST_REQUESTS)
		attempt.failing = 0;
	for (int i = 0; i < ARGUMENTS; i++) {
		attempt.kept[i].size = 0;
		/* A register that holds no argument holds what was there before. */
		if (!crossing->use.known || i < crossing->use.int_args)
			keep(&attempt.kept[i], call->ints[i], call->sp);
	}
}

__attribute__((format(printf, 3, 4))) static void tell(const struct seam_crossing *crossing, size_t k, const char *format, ...)
{
	char text[200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	seam_instrument_fail(SEAM_ALLOCATOR, "%s, its request number %zu for lent memory failing: %s", seam_watch_name(crossing), k,
	                     text);
}

static void compare(const struct seam_crossing *crossing, size_t k)
{
	if (attempt.called_back)
		return;
	for (int i = 0; i < ARGUMENTS; i++)
		if (attempt.kept[i].size && memcmp(attempt.kept[i].at, attempt.kept[i].bytes, attempt.kept[i].size) != 0)
			tell(crossing, k, "it stored something where its argument %d points to, and failed", i + 1);
}

bool seam_attempt_after(struct seam_crossing *crossing, struct seam_call *call)
{
	int32_t result = (int32_t)call->results[0];
	size_t k = attempt.failing;
	struct seam_live now;

	if (!call->note[0] || attempt.call != call)
		return false;
	if (attempt.failed && result < 0 && result >= SEAM_E_NOT_FOUND) {
		attempt.open = false;
		now = seam_lent_live();
		if (result != SEAM_E_MEMORY && !attempt.refused) {
			attempt.refused = result;
			attempt.refused_at = k;
		}
		/* Room that was made and is kept for later is lawful; what is still there when the pass ends is not. */
		if (!seam_threads_running() && now.blocks > attempt.live.blocks && !*suspect)
			snprintf(suspect, sizeof suspect, "%s, its request number %zu failing, left %zu blocks", seam_watch_name(crossing), k,
			         now.blocks - attempt.live.blocks);
		compare(crossing, k);
		attempt.open = true;
		return true;
	}
	attempt.open = false;
	attempt.call = NULL;
	/* What the call is refused for in any case may be told first. */
	if (attempt.refused && attempt.refused != result)
		tell(crossing, attempt.refused_at, "it returned %d, not SEAM_E_MEMORY", (int)attempt.refused);
	if (seam_secret_is_out())
		memset(attempt.kept, 0, sizeof attempt.kept);
	seam_lent_count_requests(attempt.requests);
	return false;
}

void seam_attempt_suspend(struct seam_call *call)
{
	call->note[1] = attempt.suspended;
	attempt.suspended = attempt.called_back = true;
}

void seam_attempt_resume(struct seam_call *call)
{
	attempt.suspended = call->note[1] != 0;
}
