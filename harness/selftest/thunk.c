/* thunk.c - the call thunk carries every shape of call, on any thread, nested, left by a jump; and sees nothing broken in it. */
#include <seam/thunk.h>

#include <complex.h>
#include <criterion/criterion.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#ifdef __x86_64__
enum { INTS = 6, HIDDEN = 1, X87 = 1 };
#else
enum { INTS = 8, HIDDEN = 0, X87 = 0 };
#endif
#define ALL_SPOILT (SEAM_SPOIL_ARGS | SEAM_SPOIL_NARROW | SEAM_SPOIL_RESULTS | SEAM_SPOIL_SAVED)
#define PATTERN    0xB5A4938271605F4Eu

typedef void (*function)(void);

static struct seam_crossing watched(function target, struct seam_thunk_use use)
{
	return (struct seam_crossing){ .target = target, .use = use, .spoil = ALL_SPOILT, .pattern = PATTERN };
}

static void expect_sound(const struct seam_crossing *crossing, unsigned calls)
{
	cr_expect(crossing->broken == 0, "%s", crossing->what);
	cr_expect(crossing->calls == calls);
}

/* ---- shapes ------------------------------------------------------------------------------------------------------- */

struct large {
	double x;
	long n[7];
};

static struct large eighteen(int a, double b, short c, float d, long e, char f, double g, signed char h, long i,
                             float j, int k, double l, long m, struct large n, double o, double p, unsigned char q,
                             long r)
{
	struct large made = { b + d + g + j + l + o + p + n.x, { a, c, e, f, h, i, k } };

	made.n[0] += m + n.n[6] + q + r;
	return made;
}

Test(thunk, eighteen_arguments_and_a_result_in_memory)
{
	struct seam_crossing crossing = watched((function)eighteen, (struct seam_thunk_use){ .known = true,
	                                                                                     .int_args = INTS,
	                                                                                     .float_args = 8,
	                                                                                     .int_results = HIDDEN,
	                                                                                     .hidden_result = true });
	struct large in = { 0.5, { 0, 0, 0, 0, 0, 0, 7000 } }, out;

	for (int known = 0; known < 2; known++) {
		crossing.use.known = known;
		function thunk = seam_thunk(&crossing);

		cr_assert(thunk);
		out = ((struct large(*)(int, double, short, float, long, char, double, signed char, long, float, int,
		                        double, long, struct large, double, double, unsigned char,
		                        long))thunk)(-1, 1.0, -2, 2.0f, -3, 4, 4.0, -5, -6, 8.0f, -7, 16.0, 100, in,
		                                     32.0, 64.0, 200, 1000);
		seam_thunk_end(thunk);
		expect_sound(&crossing, 1);
		cr_expect(out.x == 127.5);
		cr_expect(out.n[0] == -1 + 100 + 7000 + 200 + 1000);
		cr_expect(out.n[1] == -2 && out.n[2] == -3 && out.n[3] == 4 && out.n[4] == -5 && out.n[5] == -6 &&
		          out.n[6] == -7);
	}
}

static long double halved(long double x)
{
	return x / 2;
}

static _Complex long double swapped(_Complex long double z)
{
	return cimagl(z) + creall(z) * (_Complex long double)I;
}

Test(thunk, long_double_on_the_x87_stack)
{
	struct seam_crossing one = watched((function)halved, (struct seam_thunk_use){ .known = true,
	                                                                              .x87_results = 1,
	                                                                              .float_args = X87 ? 0 : 1,
	                                                                              .float_results = X87 ? 0 : 1 });
	struct seam_crossing two = watched((function)swapped, (struct seam_thunk_use){ .known = true,
	                                                                               .x87_results = 2,
	                                                                               .float_args = X87 ? 0 : 2,
	                                                                               .float_results = X87 ? 0 : 2 });
	function half = seam_thunk(&one), swap = seam_thunk(&two);

	for (int i = 0; i < 20; i++) {
		_Complex long double z =
			((_Complex long double (*)(_Complex long double))swap)(3.0L + 4.0L * (_Complex long double)I);

		cr_expect(((long double (*)(long double))half)(5.0L) == 2.5L);
		cr_expect(creall(z) == 4.0L && cimagl(z) == 3.0L);
	}
	seam_thunk_end(half);
	seam_thunk_end(swap);
	expect_sound(&one, 20);
	expect_sound(&two, 20);
}

static double sum(int n, ...)
{
	double all = 0;
	va_list list;

	va_start(list, n);
	for (int i = 0; i < n; i++)
		all += va_arg(list, double) + va_arg(list, int);
	va_end(list);
	return all;
}

Test(thunk, variadic_doubles)
{
	struct seam_crossing crossing = watched((function)sum, (struct seam_thunk_use){ .known = true,
	                                                                                .variadic = true,
	                                                                                .int_args = INTS,
	                                                                                .float_args = 8,
	                                                                                .float_results = 1,
	                                                                                .float_result_bits = { 64 } });
	function thunk = seam_thunk(&crossing);

	cr_expect(((double (*)(int, ...))thunk)(10, 1.0, 1, 2.0, 2, 3.0, 3, 4.0, 4, 5.0, 5, 6.0, 6, 7.0, 7, 8.0, 8, 9.0,
	                                        9, 10.0, 10) == 110.0);
	crossing.use.int_args = 3;
	crossing.use.float_args = 2;
	cr_expect(((double (*)(int, ...))thunk)(2, 1.0, 1, 2.0, 2) == 6.0);
	crossing.use.int_args = 1;
	crossing.use.float_args = 0;
	cr_expect(((double (*)(int, ...))thunk)(0) == 0.0);
	seam_thunk_end(thunk);
	expect_sound(&crossing, 3);
}

/* ---- nesting ------------------------------------------------------------------------------------------------------ */

typedef long (*callback)(void *, long);

static long twice(callback call, void *user, long n)
{
	return call(user, n) + call(user, n + 1);
}

static long times(void *user, long n)
{
	return *(long *)user * n;
}

Test(thunk, callback_within)
{
	struct seam_crossing outer =
		watched((function)twice, (struct seam_thunk_use){ .known = true, .int_args = 3, .int_results = 1 });
	struct seam_crossing inner =
		watched((function)times, (struct seam_thunk_use){ .known = true, .int_args = 2, .int_results = 1 });
	long (*call)(callback, void *, long) = (long (*)(callback, void *, long))seam_thunk(&outer);
	callback back = (callback)seam_thunk(&inner);
	long factor = -10;

	cr_expect(call(back, &factor, 4) == -90);
	seam_thunk_end((function)call);
	seam_thunk_end((function)back);
	expect_sound(&outer, 1);
	expect_sound(&inner, 2);
}

static unsigned (*down_again)(unsigned, double);

static unsigned down(unsigned n, double x)
{
	return n == 0 ? (unsigned)x : down_again(n - 1, x + 1) + 1;
}

static void descend(unsigned depth)
{
	struct seam_crossing crossing = watched((function)down, (struct seam_thunk_use){ .known = true,
	                                                                                 .int_args = 1,
	                                                                                 .float_args = 1,
	                                                                                 .int_results = 1,
	                                                                                 .int_bits = { 32 },
	                                                                                 .float_bits = { 64 },
	                                                                                 .int_result_bits = { 32 } });

	down_again = (unsigned (*)(unsigned, double))seam_thunk(&crossing);
	cr_expect(down_again(depth, 0.5) == 2 * depth);
	seam_thunk_end((function)down_again);
	expect_sound(&crossing, depth + 1);
}

Test(thunk, recursion)
{
	descend(100);
}

/* More open calls than are watched: the deepest go straight through. */
Test(thunk, deep_recursion)
{
	descend(5000);
	descend(5000);
}

static void *many_calls(void *user)
{
	long (*call)(void *, long) = *(long (**)(void *, long))user, factor = 3, wrong = 0;

	for (long i = 0; i < 20000; i++)
		wrong += call(&factor, i) != 3 * i;
	return (void *)wrong;
}

Test(thunk, two_threads)
{
	struct seam_crossing crossing =
		watched((function)times, (struct seam_thunk_use){ .known = true, .int_args = 2, .int_results = 1 });
	callback call = (callback)seam_thunk(&crossing);
	pthread_t other;
	void *wrong;

	cr_assert(pthread_create(&other, NULL, many_calls, &call) == 0);
	cr_expect(many_calls(&call) == NULL);
	pthread_join(other, &wrong);
	cr_expect(wrong == NULL);
	seam_thunk_end((function)call);
	expect_sound(&crossing, 40000);
}

static jmp_buf landing;

static long leaves(void *user, long n)
{
	(void)user;
	longjmp(landing, (int)n);
}

Test(thunk, left_by_a_jump)
{
	struct seam_crossing outer =
		watched((function)twice, (struct seam_thunk_use){ .known = true, .int_args = 3, .int_results = 1 });
	struct seam_crossing inner =
		watched((function)leaves, (struct seam_thunk_use){ .known = true, .int_args = 2, .int_results = 1 });
	long (*call)(callback, void *, long) = (long (*)(callback, void *, long))seam_thunk(&outer);
	callback back = (callback)seam_thunk(&inner);
	long factor = 1;

	for (volatile int i = 0; i < 3000; i++) {
		if (setjmp(landing) == 0) {
			call(back, NULL, 1);
			cr_assert(0, "the jump came back");
		}
		seam_thunks_reset();
	}
	cr_expect(call(times, &factor, 20) == 41);
	seam_thunk_end((function)call);
	seam_thunk_end((function)back);
	expect_sound(&outer, 3001);
	expect_sound(&inner, 3000);
}

static callback jumps;

/* The jump stays below this call, which returns as ever. */
static long catches(callback call, void *user, long n)
{
	if (setjmp(landing) == 0)
		return jumps(NULL, 1);
	return call(user, n);
}

Test(thunk, a_jump_within_a_call)
{
	struct seam_crossing outer =
		watched((function)catches, (struct seam_thunk_use){ .known = true, .int_args = 3, .int_results = 1 });
	struct seam_crossing inner =
		watched((function)leaves, (struct seam_thunk_use){ .known = true, .int_args = 2, .int_results = 1 });
	long (*call)(callback, void *, long) = (long (*)(callback, void *, long))seam_thunk(&outer);
	long factor = 2;

	jumps = (callback)seam_thunk(&inner);
	for (int i = 0; i < 100; i++)
		cr_expect(call(times, &factor, i) == 2 * i);
	seam_thunks_reset();
	seam_thunk_end((function)call);
	seam_thunk_end((function)jumps);
	expect_sound(&outer, 100);
	expect_sound(&inner, 100);
}

/* ---- the pool ----------------------------------------------------------------------------------------------------- */

enum { MOST = 2048 };

Test(thunk, as_many_as_promised)
{
	static struct seam_crossing crossing[MOST + 1];
	function thunk[MOST + 1];
	long factor = 2;

	for (int i = 0; i <= MOST; i++) {
		crossing[i] = watched((function)times, (struct seam_thunk_use){ 0 });
		thunk[i] = seam_thunk(&crossing[i]);
		cr_expect((thunk[i] != NULL) == (i < MOST));
	}
	for (int i = 0; i < MOST; i++)
		cr_expect(((callback)thunk[i])(&factor, i) == 2 * i);
	seam_thunk_end(thunk[77]);
	cr_expect(seam_thunk(&crossing[MOST]) == thunk[77]);
	for (int i = 0; i < MOST; i++)
		seam_thunk_end(thunk[i]);
	for (int i = 0; i < MOST; i++)
		cr_expect(crossing[i].calls == 1);
}

#ifdef __x86_64__
/* Of the other convention the thunk knows nothing, and keeps all that it may count on: rdi, rsi, xmm6 to xmm15, and 32 bytes of stack. */
__attribute__((ms_abi, noinline)) static double ms_target(int a, double b, int c, double d, int e, double f)
{
	return a + b + c + d + e + f;
}

__attribute__((ms_abi, noinline)) static double ms_caller(double(__attribute__((ms_abi)) * call)(int, double, int,
                                                                                                 double, int, double),
                                                          double x, double y)
{
	double z = x * y, all = 0;

	for (int i = 0; i < 10; i++)
		all += call(i, x, i, y, i, z) + z;
	return all;
}

Test(thunk, the_other_convention)
{
	struct seam_crossing target = watched((function)ms_target, (struct seam_thunk_use){ 0 });
	struct seam_crossing caller = watched((function)ms_caller, (struct seam_thunk_use){ 0 });
	function inner = seam_thunk(&target), outer = seam_thunk(&caller);
	typedef double(__attribute__((ms_abi)) * ms_function)(int, double, int, double, int, double);

	cr_expect(
		((double(__attribute__((ms_abi)) *)(ms_function, double, double))outer)((ms_function)inner, 2.0, 3.0) ==
		10 * (2 + 3 + 6 + 6) + 3 * 45);
	seam_thunk_end(inner);
	seam_thunk_end(outer);
	expect_sound(&target, 10);
	expect_sound(&caller, 1);
}
#endif
