/*
 * errno_threads: errno is its thread's own.
 * Rule: errors.errno_threads    Source: errno(3); glue that runs calls on a pool's threads; process-wide copies of errno in bindings
 */
#include "errors/stage.h"

#include <errno.h>

struct turns {
	struct seam_gate *set[2];
};

static int set_to(void *number)
{
	errno = *(int *)number;
	return -1;
}

static void in_turn(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct turns *t = argument;
	int number = 100 + (int)index, seen = 0, after;

	if (index == 1)
		seam_gate_wait(t->set[0]);
	for (int i = 0; i < 20; i++) {
		errno = 0;
		CHECK_EQ(c, p->relay_errno(set_to, &number, &seen), -1);
		CHECK_EQ(c, seen, number);
	}
	seam_gate_open(t->set[index]);
	seam_gate_wait(t->set[1]);
	errno = 1;
	p->set_errno(number);
	after = errno;
	CHECK_EQ(c, after, number);
}

static void own(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct turns t = { { seam_gate(c), seam_gate(c) } };
	int before;

	NEED(c, p->set_errno);
	NEED(c, p->relay_errno);
	if (!errors_has_threads(c))
		return;
	seam_together(c, 2, in_turn, &t);
	errno = 5;
	before = errno;
	CHECK_EQ(c, before, 5);
}

static void busy(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	(void)argument;
	for (int i = 0; i < 200; i++) {
		int number = (int)index * 1000 + i, seen = -1, rc, after;

		rc = p->relay_errno(set_to, &number, &seen);
		after = errno;
		REQUIRE(CHECK_EQ(c, rc, -1));
		REQUIRE(CHECK_EQ(c, seen, number));
		REQUIRE(CHECK_EQ(c, after, number));
	}
}

static void at_once(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->relay_errno);
	if (errors_has_threads(c))
		seam_together(c, 8, busy, NULL);
}

SEAM_CASES(errors, errno_threads) = { { "own", SEAM_MUST, own, "two threads' numbers stay apart", 0 },
	                              { "at_once", SEAM_MUST, at_once, "also when eight threads fail all the time", 0 },
	                              SEAM_END };
