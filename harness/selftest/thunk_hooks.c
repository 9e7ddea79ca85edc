/* thunk_hooks.c - calls with hooks: arguments changed on the way in, calls made again, calls left by jumps, and the state of floating point at callbacks. */
#include <seam/thunk.h>

#include <criterion/criterion.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#if (defined(__x86_64__) || defined(__aarch64__)) && !defined(_WIN32)

#define PATTERN 0x1726354453627180u
/* Between the two, nothing is kept in registers and nothing is known of memory. */
#define VISIBLE(p) __asm__ volatile("" : : "r"(p) : "memory")

typedef void (*function)(void);

static struct seam_crossing watched(function target)
{
	return (struct seam_crossing){ .target = target, .spoil = SEAM_SPOIL_SAVED, .pattern = PATTERN };
}

static void expect_sound(const struct seam_crossing *crossing, unsigned calls)
{
	cr_expect(crossing->broken == 0, "%s", crossing->what);
	cr_expect(crossing->calls == calls, "%u calls, not %u", crossing->calls, calls);
}

/* ---- before ------------------------------------------------------------------------------------------------------- */

static long minus(long a, long b)
{
	return a - b;
}

static void doubles_the_first(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	cr_expect(call->attempt == 0 && call->note[0] == 0 && call->note[3] == 0);
	cr_expect((uintptr_t)call->sp % 16 == 0 && call->sp == call->stack);
	call->ints[0] *= 2;
	errno = ERANGE;
}

Test(thunk_hooks, before_changes_an_argument)
{
	struct seam_crossing crossing = watched((function)minus);
	long (*call)(long, long);

	crossing.before = doubles_the_first;
	call = (long (*)(long, long))seam_thunk(&crossing);
	errno = ENOENT;
	cr_expect(call(21, 2) == 40);
	cr_expect(call(-5, 1) == -11);
	cr_expect(errno == ENOENT, "a hook's errno is its own");
	seam_thunk_end((function)call);
	expect_sound(&crossing, 2);
}

/* ---- again -------------------------------------------------------------------------------------------------------- */

struct large {
	double x;
	long n[10];
};
#define INTS    long i0, long i1, long i2, long i3, long i4, long i5, long i6, long i7
#define DOUBLES double d0, double d1, double d2, double d3, double d4, double d5, double d6, double d7
#define STACK   long s0, long s1, long s2, long s3, long s4, long s5, long s6, long s7, long s8, long s9

static unsigned runs;
static bool same_each_time;

/* Spoils all that a callee may. */
__attribute__((noinline)) static struct large sums(INTS, DOUBLES, STACK)
{
	static const long ints[] = { 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 };
	const long seen[] = { i0, i1, i2, i3, i4, i5, i6, i7, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 };
	struct large made = { d0 + 2 * d1 + 4 * d2 + 8 * d3 + 16 * d4 + 32 * d5 + 64 * d6 + 128 * d7, { 0 } };

	same_each_time = same_each_time && memcmp(ints, seen, sizeof ints) == 0 && made.x == 1793.0;
	made.n[0] = ++runs;
	made.n[9] = s9;
	s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = s9 = i6 = i7 = -1;
	__asm__ volatile(""
	                 : "+m"(s0), "+m"(s1), "+m"(s2), "+m"(s3), "+m"(s4), "+m"(s5), "+m"(s6), "+m"(s7), "+m"(s8), "+m"(s9),
	                   "+m"(i6), "+m"(i7));
#ifdef __x86_64__
	__asm__ volatile("xorl %%eax, %%eax\n\txorl %%ecx, %%ecx\n\txorl %%edx, %%edx\n\txorl %%esi, %%esi\n\t"
	                 "xorl %%r8d, %%r8d\n\txorl %%r9d, %%r9d\n\txorps %%xmm0, %%xmm0\n\txorps %%xmm3, %%xmm3\n\txorps %%xmm7, %%xmm7"
	                 :
	                 :
	                 : "rax", "rcx", "rdx", "rsi", "r8", "r9", "xmm0", "xmm3", "xmm7");
#endif
	return made;
}

/* Two hooks that see the same call: a note goes from one to the other and on, and the call is made three times. */
static void counts_in(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	cr_expect(call->note[0] == 2 * call->attempt && call->note[1] == 0, "note %u", (unsigned)call->note[0]);
	call->note[0]++;
	call->note[2] = (uintptr_t)call;
}

static bool three_times(struct seam_crossing *crossing, struct seam_call *call)
{
	double noise = (double)call->attempt;

	(void)crossing;
	cr_expect(call->note[0] == 2 * call->attempt + 1);
	cr_expect(call->note[2] == (uintptr_t)call, "it stays where it is");
	call->note[0]++;
	errno = EDOM;
	VISIBLE(&noise);
	return call->attempt < 2;
}

Test(thunk_hooks, a_call_with_a_full_stack_is_made_three_times)
{
	struct seam_crossing crossing = watched((function)sums);
	struct large (*call)(INTS, DOUBLES, STACK);
	struct large out;
	struct {
		long below[80], above[80];
	} around;

	memset(&around, 0x5A, sizeof around);
	VISIBLE(&around);
	crossing.before = counts_in;
	crossing.after = three_times;
	call = (struct large(*)(INTS, DOUBLES, STACK))seam_thunk(&crossing);
	for (int i = 0; i < 3; i++) {
		runs = 0;
		same_each_time = true;
		errno = ENOENT;
		out = call(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
		cr_expect(runs == 3, "%u runs", runs);
		cr_expect(same_each_time);
		cr_expect(out.x == 1793.0 && out.n[0] == 3 && out.n[9] == 20);
		cr_expect(errno == ENOENT);
	}
	for (size_t i = 0; i < sizeof around; i++)
		cr_expect(((unsigned char *)&around)[i] == 0x5A);
	seam_thunk_end((function)call);
	expect_sound(&crossing, 3);
}

static double variadic(const char *kinds, ...)
{
	va_list list;
	double sum = 0;

	va_start(list, kinds);
	for (; *kinds; kinds++)
		sum = 2 * sum + (*kinds == 'd' ? va_arg(list, double) : (double)va_arg(list, long));
	va_end(list);
	runs++;
	return sum;
}

/* al counts the vector registers of a variadic call, each time. */
Test(thunk_hooks, a_variadic_call_is_made_three_times)
{
	struct seam_crossing crossing = watched((function)variadic);
	double (*call)(const char *, ...);

	crossing.before = counts_in;
	crossing.after = three_times;
	call = (double (*)(const char *, ...))seam_thunk(&crossing);
	runs = 0;
	cr_expect(call("dldldldldldldldldldl", 1., 2L, 3., 4L, 5., 6L, 7., 8L, 9., 10L, 1., 2L, 3., 4L, 5., 6L, 7., 8L, 9.,
	               10L) == variadic("dldldldldldldldldldl", 1., 2L, 3., 4L, 5., 6L, 7., 8L, 9., 10L, 1., 2L, 3., 4L, 5.,
	                                6L, 7., 8L, 9., 10L));
	cr_expect(runs == 4);
	seam_thunk_end((function)call);
	expect_sound(&crossing, 1);
}

#ifdef __x86_64__
#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)
#define NAME(x)  TEXT(__USER_LABEL_PREFIX__) #x

void seam_test_sums_al(void);
uint32_t seam_test_al;

/* Adds up what it is called with in al, and leaves 0 there. */
__asm__("	.text\n	.globl " NAME(seam_test_sums_al) "\n" NAME(seam_test_sums_al) ":\n"
        "	movzbl	%al, %eax\n"
        "	movq	" NAME(seam_test_al) "@GOTPCREL(%rip), %rcx\n"
        "	addl	%eax, (%rcx)\n"
        "	xorl	%eax, %eax\n"
        "	retq\n");

Test(thunk_hooks, al_is_as_it_came_in_each_time)
{
	struct seam_crossing crossing = watched(seam_test_sums_al);
	int (*call)(const char *, ...);

	crossing.before = counts_in;
	crossing.after = three_times;
	call = (int (*)(const char *, ...))seam_thunk(&crossing);
	cr_expect(call("", 1.0, 2.0, 3.0) == 0);
	cr_expect(seam_test_al == 9, "%u", seam_test_al);
	seam_thunk_end((function)call);
	expect_sound(&crossing, 1);
}
#endif

static long double third(long double x)
{
	runs++;
	return x / 3;
}

/* A result on the x87 stack: the hook has that stack for itself, and the next attempt finds it empty. */
static bool ten_times(struct seam_crossing *crossing, struct seam_call *call)
{
	volatile long double a = 1, b = 2, c = 3, d = 4;
	long double sum = a * b + c * d + (a + b) * (c + d) * (a * c + b * d);

	(void)crossing;
	cr_expect(sum == 14 + 21.0L * 11);
	return call->attempt < 9;
}

Test(thunk_hooks, a_long_double_comes_back_the_tenth_time)
{
	struct seam_crossing crossing = watched((function)third);
	long double (*call)(long double);

	crossing.after = ten_times;
	call = (long double (*)(long double))seam_thunk(&crossing);
	runs = 0;
	for (unsigned i = 1; i < 20; i++) {
		cr_expect(call(i * 3.75L) == i * 1.25L);
		cr_expect(runs == 10 * i);
	}
	seam_thunk_end((function)call);
	expect_sound(&crossing, 19);
}

static long (*down_again)(long, long), leaves_made;

static long down(long n, long sum)
{
	if (n == 0) {
		leaves_made++;
		return sum;
	}
	return down_again(n - 1, sum + n) + 1;
}

static bool twice(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	return call->attempt < 1;
}

/* Calls within calls are made again each time that theirs is. */
Test(thunk_hooks, nested_calls_are_made_again)
{
	struct seam_crossing crossing = watched((function)down);

	crossing.after = twice;
	down_again = (long (*)(long, long))seam_thunk(&crossing);
	cr_expect(down_again(9, 0) == 45 + 9);
	cr_expect(leaves_made == 1 << 10, "%ld", leaves_made);
	seam_thunk_end((function)down_again);
	expect_sound(&crossing, (1 << 10) - 1);
}

struct job {
	long (*call)(long, long);
	unsigned long wrong;
};

static void adds_a_thousand(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	call->note[1] += call->ints[0];
	call->ints[0] += 1000 * call->attempt;
}

static bool adds_up(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	return call->note[1] < 3 * call->ints[0];
}

static void *calls(void *argument)
{
	struct job *job = argument;

	for (long i = 1; i <= 20000; i++)
		job->wrong += job->call(i, 7) != i + 2000 - 7;
	return NULL;
}

Test(thunk_hooks, calls_are_made_again_on_two_threads)
{
	struct seam_crossing crossing = watched((function)minus);
	struct job jobs[2] = { { 0 }, { 0 } };
	pthread_t other;

	crossing.before = adds_a_thousand;
	crossing.after = adds_up;
	jobs[0].call = jobs[1].call = (long (*)(long, long))seam_thunk(&crossing);
	cr_assert(pthread_create(&other, NULL, calls, &jobs[1]) == 0);
	calls(&jobs[0]);
	pthread_join(other, NULL);
	cr_expect(jobs[0].wrong == 0 && jobs[1].wrong == 0);
	seam_thunk_end((function)jobs[0].call);
	expect_sound(&crossing, 40000);
}

static void says_once(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	runs++;
	call->once = true;
}

Test(thunk_hooks, once_is_once)
{
	struct seam_crossing crossing = watched((function)minus);
	long (*call)(long, long);

	crossing.after = twice;
	call = (long (*)(long, long))seam_thunk(&crossing);
	crossing.once = true;
	runs = 0;
	cr_expect(call(21, 2) == 19);
	crossing.once = false;
	crossing.before = says_once;
	cr_expect(call(21, 2) == 19);
	cr_expect(runs == 1);
	seam_thunk_end((function)call);
	expect_sound(&crossing, 2);
}

/* ---- left by jumps ------------------------------------------------------------------------------------------------ */

static jmp_buf landing;

static long jumps(void (*inner)(void), long depth)
{
	volatile char room[200];

	room[depth] = 1;
	if (depth == 0)
		longjmp(landing, 1);
	return ((long (*)(void (*)(void), long))inner)(inner, depth - 1) + room[depth];
}

static void doubles_each_time(struct seam_crossing *crossing, struct seam_call *call)
{
	(void)crossing;
	call->ints[0] *= 2;
}

/* Far more frames are left than there are; and then calls are still watched. */
Test(thunk_hooks, left_by_a_hundred_thousand_jumps)
{
	struct seam_crossing crossing = watched((function)jumps), last = watched((function)minus);
	long (*call)(void (*)(void), long) = (long (*)(void (*)(void), long))seam_thunk(&crossing);
	long (*subtract)(long, long);

	for (volatile long i = 0; i < 100000; i++) {
		crossing.after = i % 3 ? NULL : twice;
		if (setjmp(landing) == 0) {
			call((function)call, i % 5);
			cr_assert(0, "the jump came back");
		}
	}
	last.after = twice;
	last.before = doubles_each_time;
	subtract = (long (*)(long, long))seam_thunk(&last);
	cr_expect(subtract(10, 1) == 19, "the call goes unwatched");
	seam_thunk_end((function)call);
	seam_thunk_end((function)subtract);
	expect_sound(&crossing, 300000);
	seam_thunks_reset();
}

/* ---- floating point at callbacks ----------------------------------------------------------------------------------- */

static void change_rounding(void)
{
#ifdef __x86_64__
	uint32_t mxcsr;

	__asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
	mxcsr ^= 0x2000;
	__asm__ volatile("ldmxcsr %0" : : "m"(mxcsr));
#else
	uint64_t fpcr;

	__asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
	fpcr ^= 0x400000;
	__asm__ volatile("msr fpcr, %0" : : "r"(fpcr));
#endif
}

static void calls_back(void (*callback)(void), long when)
{
	if (when == 1)
		change_rounding();
	callback();
	if (when == 1)
		change_rounding();
}

static void does_nothing(void)
{
}

Test(thunk_hooks, callbacks_find_floating_point_as_the_op_did)
{
	struct seam_crossing op = watched((function)calls_back), callback = watched(does_nothing);
	void (*call)(void (*)(void), long) = (void (*)(void (*)(void), long))seam_thunk(&op);
	function back = seam_thunk(&callback);

	callback.is_callback = true;
	call(back, 0);
	change_rounding(); /* the host's own choice, which the op finds and keeps */
	call(back, 0);
	change_rounding();
	expect_sound(&op, 2);
	expect_sound(&callback, 2);
	call(back, 1);
	expect_sound(&op, 3);
	cr_expect(callback.broken == SEAM_FP_CONTROL);
	cr_expect(strstr(callback.what, " at the call of a callback, not as at the call of the op: expected ") != NULL, "%s",
	          callback.what);
	callback.broken = 0;
	change_rounding();
	back(); /* no op is open */
	change_rounding();
	cr_expect(callback.broken == 0);
	seam_thunk_end((function)call);
	seam_thunk_end(back);
}

#endif
