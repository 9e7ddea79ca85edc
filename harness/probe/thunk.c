/*
 * thunk.c - the call thunk, as far as all machines have it in common: which thunk goes where, and which calls are open.
 *
 * A call that is open has a frame, since its return address cannot stay on the stack: the thunk's own stands there.  A
 * thread's frames are a list, the latest first; they come from a pool, so that a crossing allocates nothing.
 */
#include "crossing.h"

bool seam_thunk_clears = true;

#if SEAM_THUNKS

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#if defined(__linux__) && __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#else
#define VALGRIND_MAKE_MEM_DEFINED(p, n) ((void)(p), (void)(n))
#endif

enum { MOST_FRAMES = 4096, NEAR = 4096, FAR = 1 << 20, PAGE = 4096 };

#ifdef __APPLE__
#define THREADS_OWN static _Thread_local
#else
/* Found without a call into the loader, which may use any register. */
#define THREADS_OWN static _Thread_local __attribute__((tls_model("initial-exec")))
#endif

static struct seam_crossing *crossings[SEAM_MOST_THUNKS];
static uintptr_t lowest; /* where a free one is looked for first */
static struct frame frames[MOST_FRAMES];
static struct held held[MOST_FRAMES]; /* of the frame of the same number */
static uint32_t fresh;     /* frames that were never taken     */
static uint64_t free_list; /* the first one's number from 1, and above it a count of changes */
THREADS_OWN struct frame *top;
THREADS_OWN uint64_t known_page; /* of this thread's stack: it can be read */

/* ---- which goes where ------------------------------------------------------------------------------------------- */

bool seam_thunks_work(void)
{
	return true;
}

void (*seam_thunk(struct seam_crossing *crossing))(void)
{
	crossing->calls = crossing->broken = 0;
	memset(crossing->what, 0, sizeof crossing->what);
	for (uintptr_t n = 0, from = __atomic_load_n(&lowest, __ATOMIC_RELAXED); n < SEAM_MOST_THUNKS; n++) {
		struct seam_crossing *none = NULL;
		uintptr_t i = (from + n) % SEAM_MOST_THUNKS;

		if (!__atomic_load_n(&crossings[i], __ATOMIC_RELAXED) &&
		    __atomic_compare_exchange_n(&crossings[i], &none, crossing, false, __ATOMIC_ACQ_REL,
		                                __ATOMIC_RELAXED)) {
			__atomic_store_n(&lowest, i + 1, __ATOMIC_RELAXED);
			return (void (*)(void))((uintptr_t)seam_thunk_entries + i * SEAM_ENTRY_SIZE);
		}
	}
	return NULL;
}

void seam_thunk_end(void (*thunk)(void))
{
	uintptr_t at = (uintptr_t)thunk - (uintptr_t)seam_thunk_entries;

	if (at < SEAM_MOST_THUNKS * SEAM_ENTRY_SIZE && at % SEAM_ENTRY_SIZE == 0) {
		__atomic_store_n(&crossings[at / SEAM_ENTRY_SIZE], NULL, __ATOMIC_RELEASE);
		__atomic_store_n(&lowest, at / SEAM_ENTRY_SIZE, __ATOMIC_RELAXED);
	}
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

/* Gives back this thread's frames from the latest to this one, but those above `least`: on a stack of their own. */
SEAM_WATCHER static void drop(const struct frame *last, uint64_t least, uint64_t most)
{
	struct frame **link = &top, *frame;

	do {
		frame = *link;
		if (frame->caller < least || frame->caller > most) {
			link = &frame->below;
			continue;
		}
		*link = frame->below;
		seam_frame_free(frame);
	} while (frame != last && *link);
}

/*
 * Forgets calls that were left by a jump.  One that was made from here is not open any more, unless its target has jumped on to this
 * one (a tail call: then it returns to the thunk); and neither is what was opened in it, on this stack.  Others below may be on another stack of
 * this thread, and open.
 */
SEAM_WATCHER static void forget_left(uint64_t caller, uint64_t back)
{
	if (back == (uintptr_t)seam_thunk_back || back == (uintptr_t)seam_thunk_back_again)
		return;
	for (const struct frame *frame = top; frame && frame->caller <= caller; frame = frame->below)
		if (frame->caller == caller) {
			drop(frame, caller - FAR, caller);
			return;
		}
}

SEAM_WATCHER struct frame *seam_frame_open(struct seam_crossing *crossing, uint64_t caller, uint64_t back,
                                           uint64_t image)
{
	struct frame *frame;

	forget_left(caller, back);
	frame = take();
	if (!frame && top && top->caller <= caller) {
		drop(NULL, caller - FAR, caller);
		frame = take();
	}
	if (!frame)
		return NULL;
	frame->crossing = crossing;
	frame->caller = caller;
	frame->back = back;
	frame->hooked = crossing->before || crossing->after;
	frame->ends_hooked = crossing->after;
	frame->stack = crossing->after && !crossing->once ? image - SEAM_SHIFT : caller;
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

SEAM_WATCHER void seam_frame_control(const struct frame *frame, const char *name)
{
	const struct frame *op = frame->below;

	if (!frame->crossing->is_callback)
		return;
	while (op && op->crossing->is_callback)
		op = op->below;
	if (op && op->control != frame->control)
		seam_crossing_broken(frame->crossing, SEAM_FP_CONTROL, name,
		                     " at the call of a callback, not as at the call of the op", op->control,
		                     frame->control);
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

/* ---- hooks -------------------------------------------------------------------------------------------------------- */

/* Whole words.  Loops that no compiler takes for memcpy, which may use any register. */
SEAM_WATCHER static void copy(void *to, const void *from, size_t size)
{
#ifdef __x86_64__
	size /= 8;
	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
#else
	for (size_t i = 0; i < size / 8; i++) {
		((uint64_t *)to)[i] = ((const uint64_t *)from)[i];
		__asm__ volatile("" : : : "memory");
	}
#endif
}

SEAM_WATCHER static void clear(void *p, size_t size)
{
#ifdef __x86_64__
	size /= 8;
	__asm__ volatile("rep stosq" : "+D"(p), "+c"(size) : "a"(0) : "memory");
#else
	for (size_t i = 0; i < size / 8; i++) {
		((uint64_t *)p)[i] = 0;
		__asm__ volatile("" : : : "memory");
	}
#endif
}

#ifdef SEAM_SHADOW
#define RUNTIMES extern __thread __attribute__((tls_model("initial-exec")))
RUNTIMES uint64_t __msan_param_tls[100], __msan_retval_tls[100], __msan_va_arg_tls[100], __msan_va_arg_overflow_size_tls;
RUNTIMES uint32_t __msan_param_origin_tls[200], __msan_va_arg_origin_tls[200], __msan_retval_origin_tls;
void __msan_unpoison(const volatile void *p, size_t size);

SEAM_WATCHER static void shadow_keep(struct shadow *shadow)
{
	copy(shadow->args, __msan_param_tls, sizeof shadow->args);
	copy(shadow->variadic, __msan_va_arg_tls, sizeof shadow->variadic);
	copy(shadow->origins, __msan_param_origin_tls, sizeof shadow->origins);
	copy(shadow->variadic_origins, __msan_va_arg_origin_tls, sizeof shadow->variadic_origins);
	shadow->overflow = __msan_va_arg_overflow_size_tls;
}

SEAM_WATCHER static void shadow_put(const struct shadow *shadow)
{
	copy(__msan_param_tls, shadow->args, sizeof shadow->args);
	copy(__msan_va_arg_tls, shadow->variadic, sizeof shadow->variadic);
	copy(__msan_param_origin_tls, shadow->origins, sizeof shadow->origins);
	copy(__msan_va_arg_origin_tls, shadow->variadic_origins, sizeof shadow->variadic_origins);
	__msan_va_arg_overflow_size_tls = shadow->overflow;
}

/* Of a result; `keep` has what was known of it, and its origin. */
SEAM_WATCHER static void shadow_result(uint64_t keep[101], bool put_back)
{
	if (put_back) {
		copy(__msan_retval_tls, keep, sizeof __msan_retval_tls);
		__msan_retval_origin_tls = (uint32_t)keep[100];
	} else {
		copy(keep, __msan_retval_tls, sizeof __msan_retval_tls);
		keep[100] = __msan_retval_origin_tls;
	}
}

/* A hook's two arguments are known, and so is the call. */
SEAM_WATCHER static void shadow_hook(const struct seam_call *call)
{
	__msan_unpoison(call, sizeof *call);
	clear(__msan_param_tls, 16);
}
#else
#define shadow_keep(shadow)           ((void)(shadow))
#define shadow_put(shadow)            ((void)(shadow))
#define shadow_result(keep, put_back) ((void)(keep))
#define shadow_hook(call)             ((void)0)
#endif

/* madvise(page, 1, MADV_POPULATE_READ): 0 where the page can be read; not known before Linux 5.14. */
SEAM_WATCHER static long populate(uint64_t page)
{
	long result = 0;

	(void)page;
#if defined(__linux__) && defined(__x86_64__)
	__asm__ volatile("syscall"
	                 : "=a"(result)
	                 : "0"((long)SYS_madvise), "D"(page), "S"(1L), "d"(22L)
	                 : "rcx", "r11", "memory");
#elif defined(__linux__) && defined(__aarch64__)
	register long number __asm__("x8") = SYS_madvise, size __asm__("x1") = 1, advice __asm__("x2") = 22;
	register uint64_t at __asm__("x0") = page;

	__asm__ volatile("svc #0" : "+r"(at) : "r"(number), "r"(size), "r"(advice) : "memory");
	result = (long)at;
#endif
	return result;
}

/* How many bytes of stack arguments can be read: a stack may end right above them. */
SEAM_WATCHER static size_t readable(uint64_t from)
{
	uint64_t here = from / PAGE * PAGE, next = here + PAGE;

	if (next - from >= SEAM_THUNK_STACK || next == known_page)
		return SEAM_THUNK_STACK;
	if (populate(next) != 0 && populate(here) == 0)
		return next - from;
	known_page = next;
	return SEAM_THUNK_STACK;
}

/* What lies above the arguments is the caller's, and may be another thread's to write to while the call is on. */
SEAM_WATCHER static size_t stack_arguments(const struct frame *frame)
{
	const struct seam_thunk_use *use = &frame->crossing->use;

	return use->stack_known && use->stack_bytes <= SEAM_THUNK_STACK ? use->stack_bytes : readable(frame->caller);
}

SEAM_WATCHER struct held *seam_held(const struct frame *frame)
{
	return &held[frame - frames];
}

SEAM_WATCHER void seam_hooks_open(const struct frame *frame, const uint64_t *ints, unsigned n)
{
	struct held *h = seam_held(frame);

	clear(&h->call, sizeof h->call);
	copy(h->call.ints, ints, n * sizeof *ints);
	h->call.stack = h->call.sp = (void *)(uintptr_t)frame->caller;
	shadow_keep(&h->shadow);
}

/* Where the hooks find the call: at all attempts in the same place, and on the thread's own stack, since ThreadSanitizer does not see how frames
 * change hands. */
SEAM_WATCHER static struct seam_call *call_of(const struct frame *frame, struct seam_call *passing)
{
	return frame->stack == frame->caller ? passing
	                                     : (struct seam_call *)(uintptr_t)(frame->stack + SEAM_THUNK_STACK);
}

SEAM_WATCHER void seam_hooks_before(struct frame *frame, uint64_t *ints, unsigned n)
{
	struct held *h = seam_held(frame);
	struct seam_call passing, *call = call_of(frame, &passing);
	uint64_t came[SEAM_THUNK_INTS];

	if (frame->crossing->before) {
		int number = errno;

		copy(call, &h->call, sizeof *call);
		shadow_hook(call);
		VALGRIND_MAKE_MEM_DEFINED(call, sizeof *call);
		copy(came, call->ints, sizeof came);
		frame->crossing->before(frame->crossing, call);
		/* The others stay as they are, with what Memcheck knows about them. */
		for (unsigned i = 0; i < n; i++)
			if (call->ints[i] != came[i])
				ints[i] = call->ints[i];
		copy(h->call.note, call->note, sizeof call->note);
		if (call->once && call->attempt == 0)
			frame->stack = frame->caller;
		errno = number;
	}
	if (frame->stack != frame->caller)
		copy((void *)(uintptr_t)frame->stack, (const void *)(uintptr_t)frame->caller, stack_arguments(frame));
	shadow_put(&h->shadow);
}

/* A hook that looks at what the target left on the stack finds nothing else there: no register's content, no argument. */
SEAM_WATCHER bool seam_hooks_after(struct frame *frame, void *image, size_t size, uint64_t first, uint64_t second)
{
	struct held *h = seam_held(frame);
	struct seam_call passing, *call = call_of(frame, &passing);
	uint64_t result_shadow[101];
	int number = errno;
	bool again;

	copy(h->out, image, size);
	if (seam_thunk_clears)
		clear(image, size);
	if (seam_thunk_clears && frame->stack != frame->caller)
		clear((void *)(uintptr_t)frame->stack, frame->caller - frame->stack);
	copy(call, &h->call, sizeof *call);
	call->results[0] = first;
	call->results[1] = second;
	shadow_result(result_shadow, false);
	shadow_hook(call);
	VALGRIND_MAKE_MEM_DEFINED(call, sizeof *call);
	again = frame->crossing->after(frame->crossing, call) && frame->stack != frame->caller;
	copy(h->call.note, call->note, sizeof call->note);
	h->call.attempt++;
	copy(image, h->out, size);
	if (again) {
		frame->below = top;
		top = frame;
	}
	shadow_result(result_shadow, true);
	errno = number;
	return again;
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
