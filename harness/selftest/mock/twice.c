/* twice: a case with both passes, for what is a matter of how often. */
#include "mock/mock.h"

#include <seam/case.h>

static void echo(struct seam_case *c)
{
	const struct seam_mock *m = SEAM_OPS(c, mock);

	NEED(c, m->echo);
	CHECK_EQ(c, m->echo(4), 4);
}

SEAM_CASES(mock, twice) = { { "echo", SEAM_MUST, echo, "a call in each of two passes", 0 }, SEAM_END };
