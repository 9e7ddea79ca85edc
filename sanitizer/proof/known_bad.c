/*
 * known_bad: what is known to be wrong.  A flavour's file names those that it must report before its column counts.
 * Accesses are volatile, so that no optimiser removes the mistake.
 */
#include <seam/case.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static volatile int sink;

/* The same pointer, which the compiler does not know to be the same. */
__attribute__((noinline)) static void *hidden(void *p)
{
	void *volatile here = p;

	return here;
}

__attribute__((noinline)) static void crash(struct seam_case *c)
{
	(void)c;
	*(volatile int *)(volatile uintptr_t){ 8 } = 1;
}

__attribute__((noinline)) static void heap_use_after_free(struct seam_case *c)
{
	char *p = malloc(16);
	volatile char *again = hidden(p);

	(void)c;
	again[3] = 1;
	free(p);
	sink = again[3];
}

__attribute__((noinline)) static void heap_overflow(struct seam_case *c)
{
	char *p = malloc(16);
	volatile char *again = hidden(p);
	volatile size_t past = 16;

	(void)c;
	again[past] = 1;
	free(p);
}

__attribute__((noinline)) static void stack_overflow_by_one(struct seam_case *c)
{
	char here[16];
	volatile char *again = hidden(here);
	volatile size_t past = sizeof here;

	(void)c;
	again[past] = 1;
	sink = again[0];
}

static void *volatile kept;

__attribute__((noinline)) static void leak(struct seam_case *c)
{
	(void)c;
	kept = malloc(77);
	kept = NULL;
}

__attribute__((noinline)) static void double_free(struct seam_case *c)
{
	char *p = malloc(16), *again = hidden(p);

	(void)c;
	free(p);
	free(again);
}

__attribute__((noinline)) static void shift(struct seam_case *c)
{
	volatile int by = 40;

	(void)c;
	sink = 1 << by;
}

__attribute__((noinline)) static void uninitialised_branch(struct seam_case *c)
{
	int *p = hidden(malloc(sizeof *p * 8));

	(void)c;
	if (p[3] == 7)
		sink = 1;
	free(p);
}

static int raced;

static void *race(void *argument)
{
	for (int i = 0; i < 1000; i++)
		raced++;
	return argument;
}

__attribute__((noinline)) static void data_race(struct seam_case *c)
{
	pthread_t thread;

	(void)c;
	pthread_create(&thread, NULL, race, NULL);
	race(NULL);
	pthread_join(thread, NULL);
}

static pthread_mutex_t outer = PTHREAD_MUTEX_INITIALIZER, inner = PTHREAD_MUTEX_INITIALIZER;

static void *nested(void *which)
{
	bool turned = which != NULL;

	pthread_mutex_lock(turned ? &inner : &outer);
	pthread_mutex_lock(turned ? &outer : &inner);
	pthread_mutex_unlock(turned ? &outer : &inner);
	pthread_mutex_unlock(turned ? &inner : &outer);
	return NULL;
}

/* One after the other, so that it never hangs. */
__attribute__((noinline)) static void lock_order(struct seam_case *c)
{
	pthread_t thread;

	nested(NULL);
	pthread_create(&thread, NULL, nested, c);
	pthread_join(thread, NULL);
}

__attribute__((noinline)) static void unlock_twice(struct seam_case *c)
{
	(void)c;
	pthread_mutex_lock(&outer);
	pthread_mutex_unlock(&outer);
	pthread_mutex_unlock(&outer);
}

__attribute__((noinline)) static void misaligned(struct seam_case *c)
{
	_Alignas(16) unsigned char bytes[16] = { 0 };
	volatile size_t odd = 1;
	int *at = hidden(bytes + odd);

	(void)c;
	sink = *at;
}

static int takes_a_long(long n)
{
	return (int)n;
}

/* By a pointer of another type than the function's. */
__attribute__((noinline)) static void function_type(struct seam_case *c)
{
	int (*volatile as_other)(unsigned char *) = (int (*)(unsigned char *))(void (*)(void))takes_a_long;

	(void)c;
	sink = as_other(NULL);
}

__attribute__((noinline)) static void float_cast(struct seam_case *c)
{
	volatile double huge = 1e30;

	(void)c;
	sink = (int)huge;
}

SEAM_CASES(proof, known_bad) = {
	{ "crash", SEAM_MUST, crash, "a store to an address that is not mapped", SEAM_ONCE },
	{ "heap_use_after_free", SEAM_MUST, heap_use_after_free, "a freed block is read", SEAM_ONCE },
	{ "heap_overflow", SEAM_MUST, heap_overflow, "a byte past a block is written", SEAM_ONCE },
	{ "stack_overflow_by_one", SEAM_MUST, stack_overflow_by_one, "a byte past a local array is written",
	  SEAM_ONCE },
	{ "leak", SEAM_MUST, leak, "a block is forgotten", SEAM_ONCE },
	{ "double_free", SEAM_MUST, double_free, "a block is freed twice", SEAM_ONCE },
	{ "shift", SEAM_MUST, shift, "a shift by more than the width", SEAM_ONCE },
	{ "uninitialised_branch", SEAM_MUST, uninitialised_branch, "a branch on memory that was never set", SEAM_ONCE },
	{ "data_race", SEAM_MUST, data_race, "two threads write without a lock", SEAM_ONCE },
	{ "lock_order", SEAM_MUST, lock_order, "two locks are taken in one order, then in the other", SEAM_ONCE },
	{ "unlock_twice", SEAM_MUST, unlock_twice, "a lock is released that is held no more", SEAM_ONCE },
	{ "misaligned", SEAM_MUST, misaligned, "an int is read at an odd address", SEAM_ONCE },
	{ "function_type", SEAM_MUST, function_type, "a function is called as one of another type", SEAM_ONCE },
	{ "float_cast", SEAM_MUST, float_cast, "a double that no int can hold becomes one", SEAM_ONCE },
	SEAM_END
};
