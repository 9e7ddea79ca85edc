/*
 * retry: a call that was interrupted is made again; one that failed otherwise is not.
 * Rule: errors.retry    Source: EINTR; Python's PEP 475; TEMP_FAILURE_RETRY; loops that look at errno after a success
 */
#include "errors/stage.h"

#include <errno.h>

struct interrupted {
	unsigned calls, until;
	int rc, number; /* of the last call; EINTR and -1 before it */
};

static int run(void *userdata)
{
	struct interrupted *t = userdata;
	bool last = ++t->calls > t->until;

	errno = last ? t->number : EINTR;
	return last ? t->rc : -1;
}

static void row(struct seam_case *c, unsigned until, int rc, int number, uint32_t most, int expected, uint32_t calls)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct interrupted t = { 0, until, rc, number };
	uint32_t *tries = seam_out(c, sizeof *tries);
	int seen, after, left = calls > until ? number : EINTR;

	seen = p->retry(run, &t, most, tries);
	after = errno;
	if (t.calls != calls || *tries != calls)
		FAIL(c, "interrupted %u times, then %d with errno %d, %u at most: called %u times, told %u, not %u",
		     until, rc, number, (unsigned)most, t.calls, (unsigned)*tries, (unsigned)calls);
	CHECK_EQ(c, seen, expected);
	CHECK_EQ(c, after, left);
}

static void again(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->retry);
	row(c, 0, 0, 0, 5, 0, 1);
	row(c, 1, 7, 0, 5, 7, 2);
	row(c, 4, 7, 0, 5, 7, 5);
	row(c, 300, INT32_MAX, 0, 1000, INT32_MAX, 301);
	row(c, 2, -1, EIO, 5, -1, 3);
	row(c, 2, -70001, EINVAL, 5, -70001, 3);
}

static void not_again(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->retry);
	row(c, 0, -1, EIO, 5, -1, 1);
	row(c, 0, -1, EAGAIN, 5, -1, 1);
	row(c, 0, -1, 0, 5, -1, 1);
	row(c, 0, 0, EINTR, 5, 0, 1); /* errno says nothing after a success */
	row(c, 0, 3, EINTR, 5, 3, 1);
	row(c, 0, -EINTR, EIO, 5, -EINTR, 1);
}

static void at_most(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, errors)->retry);
	row(c, 100, 7, 0, 1, -1, 1);
	row(c, 100, 7, 0, 3, -1, 3);
	row(c, 100, 7, 0, 100, -1, 100);
	row(c, 3, 7, 0, UINT32_MAX, 7, 4);
	row(c, 2, 7, 0, 0x80000000u, 7, 3);
}

SEAM_CASES(errors, retry) = { { "again", SEAM_MUST, again, "an interrupted call is made again until it is not", 0 },
	                      { "not_again", SEAM_MUST, not_again,
	                        "what succeeded, or failed otherwise, is not done twice", 0 },
	                      { "at_most", SEAM_MUST, at_most, "it is made as often as was said, and no more", 0 },
	                      SEAM_END };
