/*
 * trampoline_slots: the slot of a freed closure carries nothing over, two live ones are never one, and a fork's
 * child has them.
 * Rule: callbacks.trampoline    Source: libffi's closure pages; koffi and LuaJIT slots; executable memory after fork
 * (libffi 3.4 memfd)
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

enum { LIVE = 14 };

struct made {
	seam_closure_fn fn;
	void *context;
	int64_t state;
};

static bool make(struct seam_case *c, struct made *m, int64_t captured)
{
	m->state = captured;
	return CHECK_EQ(c, SEAM_OPS(c, callbacks)->closure_new(captured, &m->fn, &m->context), SEAM_OK);
}

static void use(struct seam_case *c, struct made *m, int64_t n)
{
	int64_t sum = 0;

	m->state += n;
	CHECK_EQ(c, m->fn(m->context, n, &sum), SEAM_OK);
	CHECK_EQ(c, sum, m->state);
}

static void reused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct made m[LIVE];

	NEED(c, p->closure_new && p->closure_free);
	for (int i = 0; i < LIVE; i++)
		REQUIRE(make(c, &m[i], 1000 * i));
	for (int round = 0; round < 50; round++) {
		int at = (round * 5) % LIVE;

		use(c, &m[at], 7);
		CHECK_EQ(c, p->closure_free(m[at].fn, m[at].context), SEAM_OK);
		REQUIRE(make(c, &m[at], -1 - round)); /* most likely in the same place */
		use(c, &m[at], 1);
		for (int i = 0; i < LIVE; i++)
			use(c, &m[i], 1);
	}
	for (int i = 0; i < LIVE; i++)
		CHECK_EQ(c, p->closure_free(m[i].fn, m[i].context), SEAM_OK);
}

static void unique(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct made m[LIVE];

	NEED(c, p->closure_new && p->closure_free);
	for (int i = 0; i < LIVE; i++)
		REQUIRE(make(c, &m[i], 5)); /* all capture the same */
	for (int i = 0; i < LIVE; i++)
		for (int k = 0; k < i; k++)
			CHECK(c, m[i].fn != m[k].fn || m[i].context != m[k].context);
	for (int i = 0; i < LIVE; i++)
		CHECK_EQ(c, p->closure_free(m[i].fn, m[i].context), SEAM_OK);
}

static int in_child(struct seam_case *c, void *argument)
{
	struct made *m = argument;
	struct made more;
	int64_t sum = 0;

	if (m->fn(m->context, 5, &sum) != SEAM_OK || sum != 105)
		return 1;
	if (SEAM_OPS(c, callbacks)->closure_new(1, &more.fn, &more.context) != SEAM_OK)
		return 2;
	if (more.fn(more.context, 1, &sum) != SEAM_OK || sum != 2)
		return 3;
	return m->fn(m->context, 1, &sum) == SEAM_OK && sum == 106 ? 77 : 4;
}

static void after_fork(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct made m;
	int status;

	NEED(c, p->closure_new && p->closure_free);
	REQUIRE(make(c, &m, 100));
	status = seam_fork(c, in_child, &m);
	if (status < 0)
		seam_skip(c, "there is no fork here");
	else
		CHECK_EQ(c, status, 77);
	use(c, &m, 1); /* the parent's are its own */
	CHECK_EQ(c, p->closure_free(m.fn, m.context), SEAM_OK);
}

SEAM_CASES(callbacks, trampoline_slots) = {
	{ "reused", SEAM_MUST, reused, "a new closure has nothing of a freed one in whose place it is", 0 },
	{ "unique", SEAM_MUST, unique, "live closures differ, though they captured the same", 0 },
	{ "after_fork", SEAM_SHOULD, after_fork, "closures work in a fork's child, and are apart from the parent's",
	  SEAM_ISOLATED | SEAM_ONCE },
	SEAM_END
};
