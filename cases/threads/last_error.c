/*
 * last_error: each thread has its own, and nobody else's op changes it.
 * Rule: threads.last_error    Source: git_error_last, GetLastError, errno; FFM's captureCallState
 */
#include "threads/stage.h"

#include <errno.h>
#include <stdio.h>

#define NEED_ERRORS(c, s) NEED(c, (s)->last_error_set && (s)->last_error && (s)->thread_forget)

struct errors {
	const struct seam_threads *s;
};

static void other(struct seam_case *c, size_t i, void *argument)
{
	struct errors *e = argument;
	const char *message = "untouched", *again = NULL;
	int32_t code = 99;
	char text[40];

	CHECK_EQ(c, e->s->last_error(&code, &message), SEAM_E_NOT_FOUND); /* nothing is inherited */
	CHECK_EQ(c, code, 99);
	CHECK_STR(c, message, "untouched");
	snprintf(text, sizeof text, "the error of thread %zu", i);
	for (int n = 0; n < 20; n++)
		CHECK_EQ(c, e->s->last_error_set(-1 - (int32_t)i, text), SEAM_OK);
	CHECK_EQ(c, e->s->last_error(&code, &message), SEAM_OK);
	CHECK_EQ(c, code, -1 - (int32_t)i);
	CHECK_STR(c, message, text);
	CHECK(c, message != text);
	CHECK_EQ(c, e->s->last_error(&code, &again), SEAM_OK);
	CHECK_EQ(c, (const void *)again, (const void *)message);
}

static void own(struct seam_case *c)
{
	struct errors e = { .s = SEAM_OPS(c, threads) };
	const char *message = NULL, *later = NULL;
	int32_t code = 0;

	NEED_ERRORS(c, e.s);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, e.s->last_error_set(INT32_MIN, "the main thread's"), SEAM_OK));
	REQUIRE(CHECK_EQ(c, e.s->last_error(&code, &message), SEAM_OK));
	seam_thread_join(c, seam_thread_start(c, other, &e));
	seam_together(c, 8, other, &e);
	CHECK_STR(c, message, "the main thread's"); /* the borrowed message, while others set and ended theirs */
	CHECK_EQ(c, e.s->last_error(&code, &later), SEAM_OK);
	CHECK_EQ(c, (const void *)later, (const void *)message);
	CHECK_EQ(c, code, INT32_MIN);
	CHECK_EQ(c, e.s->thread_forget(), SEAM_OK);
	CHECK_EQ(c, e.s->last_error(&code, &later), SEAM_E_NOT_FOUND);
}

/* Ops that succeed and ops that fail leave it alone. */
static void kept(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_account *account = NULL;
	const char *message = NULL;
	int32_t code = 0;
	int64_t n;

	NEED_ERRORS(c, s);
	NEED(c, s->account_create && s->account_add);
	REQUIRE(CHECK_EQ(c, s->last_error_set(7, ""), SEAM_OK));
	CHECK_EQ(c, s->account_create(INT64_MAX, NULL, NULL, &account), SEAM_OK);
	CHECK_EQ(c, s->account_add(account, 1, &n), SEAM_E_RANGE);
	CHECK_EQ(c, s->account_add(NULL, 1, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->account_release(account), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->last_error(&code, &message), SEAM_OK));
	CHECK_EQ(c, code, 7);
	CHECK_STR(c, message, "");
	CHECK_EQ(c, s->last_error_set(8, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->last_error(&code, &message), SEAM_OK);
	CHECK_EQ(c, code, 7);
	CHECK_EQ(c, s->last_error_set(9, "longer than the one before, and then some, so that it moves"), SEAM_OK);
	CHECK_EQ(c, s->last_error(&code, &message), SEAM_OK);
	CHECK_STR(c, message, "longer than the one before, and then some, so that it moves");
	CHECK_EQ(c, s->last_error_set(10, message), SEAM_OK); /* its own message */
	CHECK_EQ(c, s->last_error(&code, &message), SEAM_OK);
	CHECK_EQ(c, code, 10);
	CHECK_STR(c, message, "longer than the one before, and then some, so that it moves");
	CHECK_EQ(c, s->thread_forget(), SEAM_OK);
}

static void leave_errno(void *userdata)
{
	errno = *(const int *)userdata;
}

static void errno_of(struct seam_case *c, size_t i, void *argument)
{
	const struct errors *e = argument;
	static const int numbers[] = { ERANGE, EDOM, ENOENT, EINVAL };
	int error, left = numbers[i % 4];

	for (int n = 0; n < 50; n++) {
		error = -99;
		CHECK_EQ(c, e->s->errno_after(leave_errno, &left, &error), SEAM_OK);
		CHECK_EQ(c, error, left);
	}
}

static void system_errors(struct seam_case *c)
{
	struct errors e = { .s = SEAM_OPS(c, threads) };

	NEED(c, e.s->errno_after);
	for (size_t i = 0; i < 4; i++)
		errno_of(c, i, &e);
	if (!(seam_traits(c) & SEAM_THREAD_BOUND))
		seam_together(c, 8, errno_of, &e);
}

SEAM_CASES(threads, last_error) = {
	{ "own", SEAM_MUST, own, "a thread has no last error at first, and then its own; others' leave it and its message alone", 0 },
	{ "kept", SEAM_MUST, kept, "no other op changes the last error; setting replaces it, also by its own message", 0 },
	{ "system_errors", SEAM_MUST, system_errors, "errno_after tells what the function left in errno, in each thread", 0 },
	SEAM_END
};
