/* echo: three cases, so that there is one before and one after the one in which a peer misbehaves. */
#include "mock/mock.h"

#include <seam/case.h>

static void echo(struct seam_case *c, int value)
{
	const struct seam_mock *m = SEAM_OPS(c, mock);

	NEED(c, m->echo);
	CHECK_EQ(c, m->echo(value), value);
}

static void before(struct seam_case *c)
{
	echo(c, 1);
}

static void during(struct seam_case *c)
{
	echo(c, 2);
}

static void later(struct seam_case *c)
{
	echo(c, 3);
}

SEAM_CASES(mock, echo) = { { "before", SEAM_MUST, before, "a call before the trouble", SEAM_ONCE },
	                   { "during", SEAM_MUST, during, "the call in which the trouble is", SEAM_ONCE },
	                   { "later", SEAM_MUST, later, "a call after the trouble", SEAM_ONCE },
	                   SEAM_END };
