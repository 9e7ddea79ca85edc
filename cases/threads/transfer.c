/*
 * transfer: an op of two handles locks both, in one order, or none; and gives both back whatever it returns.
 * Rule: threads.transfer    Source: lock-order inversion; a mutex locked twice by one thread; early returns with a lock held
 */
#include "threads/stage.h"

enum { ROUNDS = 300 };

struct transfer {
	const struct seam_threads *s;
	struct seam_thr_account *account[2];
};

static bool make(struct seam_case *c, struct transfer *t)
{
	t->s = SEAM_OPS(c, threads);
	if (!t->s->account_transfer || !t->s->account_create || !t->s->account_get) {
		seam_skip(c, "the peer does not offer transfers");
		return false;
	}
	return CHECK_EQ(c, t->s->account_create(ROUNDS, NULL, NULL, &t->account[0]), SEAM_OK) &&
	       CHECK_EQ(c, t->s->account_create(ROUNDS, NULL, NULL, &t->account[1]), SEAM_OK);
}

/* What both have now, and their end. */
static void finish(struct seam_case *c, struct transfer *t, int64_t first, int64_t second)
{
	int64_t balance = 0;

	CHECK_EQ(c, t->s->account_get(t->account[0], &balance), SEAM_OK);
	CHECK_EQ(c, balance, first);
	CHECK_EQ(c, t->s->account_get(t->account[1], &balance), SEAM_OK);
	CHECK_EQ(c, balance, second);
	CHECK_EQ(c, t->s->account_release(t->account[0]), SEAM_OK);
	CHECK_EQ(c, t->s->account_release(t->account[1]), SEAM_OK);
}

static void opposite(struct seam_case *c, size_t i, void *argument)
{
	struct transfer *t = argument;

	for (int n = 0; n < ROUNDS; n++)
		if (t->s->account_transfer(t->account[i % 2], t->account[1 - i % 2], 1) != SEAM_OK) {
			FAIL(c, "transfer %d was refused", n);
			return;
		}
}

static void both_ways(struct seam_case *c)
{
	struct transfer t = { 0 };

	REQUIRE(threads_any(c));
	REQUIRE(make(c, &t));
	seam_together(c, 2, opposite, &t);
	finish(c, &t, ROUNDS, ROUNDS);
}

static void itself(struct seam_case *c, size_t i, void *argument)
{
	struct transfer *t = argument;

	(void)i;
	CHECK_EQ(c, t->s->account_transfer(t->account[0], t->account[0], 5), SEAM_OK);
	CHECK_EQ(c, t->s->account_transfer(t->account[0], t->account[0], ROUNDS + 1), SEAM_E_RANGE);
}

static void same(struct seam_case *c)
{
	struct transfer t = { 0 };
	struct seam_thread *thread;

	REQUIRE(threads_any(c));
	REQUIRE(make(c, &t));
	thread = seam_thread_start(c, itself, &t);
	REQUIRE(threads_ends(c, thread, "a transfer from an account to itself does not come back"));
	seam_thread_join(c, thread);
	finish(c, &t, ROUNDS, ROUNDS);
}

static void touch_both(struct seam_case *c, size_t i, void *argument)
{
	struct transfer *t = argument;
	int64_t balance;

	(void)i;
	for (int k = 0; k < 2; k++)
		CHECK_EQ(c, t->s->account_add(t->account[k], 0, &balance), SEAM_OK);
}

static void refused(struct seam_case *c)
{
	struct transfer t = { 0 };
	struct seam_thread *thread;

	REQUIRE(threads_any(c));
	REQUIRE(make(c, &t));
	CHECK_EQ(c, t.s->account_transfer(t.account[0], t.account[1], ROUNDS + 1), SEAM_E_RANGE);
	CHECK_EQ(c, t.s->account_transfer(t.account[1], t.account[0], -1), SEAM_E_RANGE);
	CHECK_EQ(c, t.s->account_transfer(t.account[1], t.account[0], INT64_MIN), SEAM_E_RANGE);
	CHECK_EQ(c, t.s->account_transfer(t.account[1], NULL, 1), SEAM_E_NULL);
	thread = seam_thread_start(c, touch_both, &t);
	REQUIRE(threads_ends(c, thread, "a transfer that was refused has left an account locked"));
	seam_thread_join(c, thread);
	CHECK_EQ(c, t.s->account_transfer(t.account[0], t.account[1], ROUNDS), SEAM_OK);
	finish(c, &t, 0, 2 * ROUNDS);
}

SEAM_CASES(threads, transfer) = {
	{ "both_ways", SEAM_MUST, both_ways, "two threads transfer both ways between two accounts: both come back, nothing is lost", 0 },
	{ "same", SEAM_MUST, same, "a transfer from an account to itself comes back and changes nothing", 0 },
	{ "refused", SEAM_MUST, refused, "a transfer that is refused changes neither account and leaves neither locked", 0 },
	SEAM_END
};
