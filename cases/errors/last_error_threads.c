/*
 * last_error_threads: the last error is that of the thread on which it happened.
 * Rule: errors.last_error_threads    Source: git_error_last and green threads; errno in single-threaded libraries; LocalSet in tokio
 */
#include "errors/stage.h"

#include <stdio.h>

static void other_thread(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	(void)index, (void)argument;
	errors_last_is_none(c); /* though one is pending on the thread that waits */
	p->last_error_clear();
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, p->fail(2, -22, "the other thread's", 18), -22);
	errors_last_is(c, 2, -22, "the other thread's", 18);
	p->last_error_clear();
	errors_last_is_none(c);
}

static void not_of_others(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_view view = { 0 };
	struct seam_thread *thread;

	if (!errors_has_last(c) || !errors_has_threads(c))
		return;
	errors_last_before(c);
	CHECK_EQ(c, p->last_error(&view), SEAM_OK);
	thread = seam_thread_start(c, other_thread, NULL);
	if (thread)
		seam_thread_join(c, thread);
	errors_last_is_before(c, "another thread's failure");
	CHECK_EQ(c, view.message[0], 'a'); /* and still in its place */
	p->last_error_clear();
}

struct turns {
	struct seam_gate *set[2];
	const char *text[2];
};

/* Each fails; when both have, each looks. */
static void in_turn(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct turns *t = argument;

	if (index == 1)
		seam_gate_wait(t->set[0]);
	CHECK_EQ(c, p->fail((int32_t)index, -100 - (int32_t)index, t->text[index], 11), -100 - (int32_t)index);
	seam_gate_open(t->set[index]);
	seam_gate_wait(t->set[1]);
	errors_last_is(c, (int32_t)index, -100 - (int32_t)index, t->text[index], 11);
	p->last_error_clear();
	errors_last_is_none(c);
}

static void two_pending(struct seam_case *c)
{
	struct turns t = { { seam_gate(c), seam_gate(c) }, { "of thread 0", "of thread 1" } };

	if (!errors_has_last(c) || !errors_has_threads(c))
		return;
	seam_together(c, 2, in_turn, &t);
}

static void busy(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	char text[32];
	int64_t value;
	int n;

	(void)argument;
	for (int i = 0; i < 50; i++) {
		n = snprintf(text, sizeof text, "thread %zu, failure %d", index, i);
		CHECK_EQ(c, p->fail((int32_t)index, -1 - i, text, (size_t)n), -1 - i);
		REQUIRE(errors_last_is(c, (int32_t)index, -1 - i, text, (size_t)n));
		if (p->get && shelf)
			CHECK_EQ(c, p->get(shelf, KEY_BROKEN, &value), SEAM_E_FAILED);
	}
	if (shelf)
		CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
	p->last_error_clear();
}

static void many(struct seam_case *c)
{
	if (!errors_has_last(c) || !errors_has_threads(c))
		return;
	seam_together(c, 8, busy, NULL);
	errors_last_is_none(c);
}

SEAM_CASES(errors, last_error_threads) = {
	{ "not_of_others", SEAM_MUST, not_of_others, "a thread does not see, set or clear another's last error", 0 },
	{ "two_pending", SEAM_MUST, two_pending, "two threads' last errors are pending at once, and stay apart", 0 },
	{ "many", SEAM_MUST, many, "also when eight threads fail all the time", 0 },
	SEAM_END
};
