/*
 * thunk.c - the call thunk, as far as all machines have it in common: which thunk goes where, and which calls are open.
 *
 * A call that is open has a frame, since its return address cannot stay on the stack: the thunk's own stands there.  A
 * thread's frames are a list, the latest first; they come from a pool, so that a crossing allocates nothing.
 */
#include "crossing.h"

#if SEAM_THUNKS

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FRAMES = 4096, NEAR = 4096 };

#ifdef __APPLE__
#define THREADS_OWN static _Thread_local
#else
/* Found without a call into the loader, which may use any register. */
#define THREADS_OWN static _Thread_local __attribute__((tls_model("initial-exec")))
#endif

static struct seam_crossing *crossings[SEAM_MOST_THUNKS];
static struct frame frames[MOST_FRAMES];
static uint32_t fresh;     /* frames that were never taken     */
static uint64_t free_list; /* the first one's number from 1, and above it a count of changes */
THREADS_OWN struct frame *top;

/* ---- which goes where ------------------------------------------------------------------------------------------- */

bool seam_thunks_work(void)
{
	return true;
}

void (*seam_thunk(struct seam_crossing *crossing))(void)
{
	crossing->calls = crossing->broken = 0;
	memset(crossing->what, 0, sizeof crossing->what);
	for (uintptr_t i = 0; i < SEAM_MOST_THUNKS; i++) {
		struct seam_crossing *none = NULL;

		if (!__atomic_load_n(&crossings[i], __ATOMIC_RELAXED) &&
		    __atomic_compare_exchange_n(&crossings[i], &none, crossing, false, __ATOMIC_ACQ_REL,
		                                __ATOMIC_RELAXED))
			return (void (*)(void))((uintptr_t)seam_thunk_entries + i * SEAM_ENTRY_SIZE);
	}
	return NULL;
}

void seam_thunk_end(void (*thunk)(void))
{
	uintptr_t at = (uintptr_t)thunk - (uintptr_t)seam_thunk_entries;

	if (at < SEAM_MOST_THUNKS * SEAM_ENTRY_SIZE && at % SEAM_ENTRY_SIZE == 0)
		__atomic_store_n(&crossings[at / SEAM_ENTRY_SIZE], NULL, __ATOMIC_RELEASE);
}

/* There is no way on, and nobody to return to. */
SEAM_WATCHER static _Noreturn void give_up(const char *text, size_t size)
{
	if (write(2, text, size) >= 0)
		abort();
	abort();
}
#define GIVE_UP(text) give_up(text, sizeof text - 1)

SEAM_WATCHER struct seam_crossing *seam_crossing_of(uint64_t number)
{
	struct seam_crossing *crossing = __atomic_load_n(&crossings[number], __ATOMIC_ACQUIRE);

	if (!crossing)
		GIVE_UP("thunk: a function was called after the end of its life\n");
	__atomic_fetch_add(&crossing->calls, 1, __ATOMIC_RELAXED);
	return crossing;
}

/* ---- the pool --------------------------------------------------------------------------------------------------- */

SEAM_WATCHER static struct frame *take(void)
{
	uint64_t first = __atomic_load_n(&free_list, __ATOMIC_ACQUIRE);

	while ((uint32_t)first) {
		struct frame *frame = &frames[(uint32_t)first - 1];
		uint64_t next = ((first >> 32) + 1) << 32 | __atomic_load_n(&frame->next_free, __ATOMIC_RELAXED);

		if (__atomic_compare_exchange_n(&free_list, &first, next, true, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			return frame;
	}
	if (__atomic_load_n(&fresh, __ATOMIC_RELAXED) < MOST_FRAMES) {
		uint32_t number = __atomic_fetch_add(&fresh, 1, __ATOMIC_RELAXED);

		if (number < MOST_FRAMES)
			return &frames[number];
	}
	return NULL;
}

SEAM_WATCHER void seam_frame_free(struct frame *frame)
{
	uint64_t first = __atomic_load_n(&free_list, __ATOMIC_RELAXED), next;

	do {
		__atomic_store_n(&frame->next_free, (uint32_t)first, __ATOMIC_RELAXED);
		next = ((first >> 32) + 1) << 32 | (uint32_t)(frame - frames + 1);
	} while (!__atomic_compare_exchange_n(&free_list, &first, next, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
}

/* ---- the open calls of a thread ----------------------------------------------------------------------------------- */

SEAM_WATCHER struct frame *seam_frame_open(uint64_t stack)
{
	struct frame *frame = take();

	if (!frame)
		return NULL;
	frame->stack = stack;
	frame->mark = (uint64_t)(frame - frames + 1) << 32;
	frame->marked = false;
	frame->below = top;
	top = frame;
	return frame;
}

SEAM_WATCHER static bool same(const uint64_t *a, const uint64_t *b)
{
	for (unsigned i = 0; i < SEAM_SAVED; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/*
 * Nearly always the latest.  It is not if calls were left by a jump, or this thread has several stacks: then it is the one that
 * has this stack pointer.  But a stack pointer may be wrong and equal another's: what the latest was given, and no other, tells.
 */
SEAM_WATCHER static struct frame **returning(uint64_t stack, const uint64_t *saved)
{
	struct frame **link = &top;

	if (!top)
		GIVE_UP("thunk: a call returns that was forgotten\n");
	if (top->stack == stack || (top->marked && same(top->given, saved) && top->stack - stack + NEAR < 2 * NEAR))
		return &top;
	while (*link && (*link)->stack != stack)
		link = &(*link)->below;
	return *link ? link : &top;
}

SEAM_WATCHER struct frame *seam_frame_close(uint64_t stack, const uint64_t saved[SEAM_SAVED])
{
	struct frame **link = returning(stack, saved), *frame = *link;

	*link = frame->below;
	return frame;
}

/* Stacks grow down: what was opened deeper than the caller of this cannot return any more. */
void seam_thunks_reset(void)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);
	struct frame **link = &top;

	while (*link) {
		struct frame *frame = *link;

		if (frame->stack > here) {
			link = &frame->below;
		} else {
			*link = frame->below;
			seam_frame_free(frame);
		}
	}
	seam_thunk_reset_x87();
}

/* ---- what is broken ----------------------------------------------------------------------------------------------- */

struct line {
	char *at, *end;
};

SEAM_WATCHER static void put(struct line *line, const char *text)
{
	while (*text && line->at < line->end)
		*line->at++ = *text++;
	*line->at = '\0';
}

SEAM_WATCHER static void put_number(struct line *line, uint64_t value)
{
	char digits[17], *at = digits + 16;

	*at = '\0';
	do {
		*--at = (char)(value % 16 < 10 ? '0' + value % 16 : 'a' + value % 16 - 10);
		value /= 16;
	} while (value);
	put(line, "0x");
	put(line, at);
}

SEAM_WATCHER void seam_crossing_broken(struct seam_crossing *crossing, unsigned bit, const char *name, const char *text,
                                       uint64_t expected, uint64_t seen)
{
	struct line line = { crossing->what, crossing->what + sizeof crossing->what - 1 };

	if (__atomic_fetch_or(&crossing->broken, bit, __ATOMIC_RELAXED))
		return;
	put(&line, name);
	put(&line, text);
	put(&line, ": expected ");
	put_number(&line, expected);
	put(&line, ", seen ");
	put_number(&line, seen);
}

#else /* the thunk is the target */

bool seam_thunks_work(void)
{
	return false;
}

void (*seam_thunk(struct seam_crossing *crossing))(void)
{
	return crossing->target;
}

void seam_thunk_end(void (*thunk)(void))
{
	(void)thunk;
}

void seam_thunks_reset(void)
{
}

#endif
