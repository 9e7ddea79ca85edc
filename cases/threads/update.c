/*
 * update: between what an update has read and what it writes nothing comes.
 * Rule: threads.update    Source: lost updates; check-then-act; compare-and-swap loops that call back twice
 */
#include "threads/stage.h"

struct update {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_account *account, *second;
	struct seam_thread *other;
	struct seam_gate *calls;
	seam_thread_fn does;
	int rc, calls_seen;
	int64_t seen, balance;
};

static int64_t add_ten(void *userdata, int64_t balance)
{
	(void)userdata;
	return balance + 10;
}

static void other_adds(struct seam_case *c, size_t i, void *argument)
{
	struct update *u = argument;

	(void)c;
	(void)i;
	seam_gate_open(u->calls);
	u->rc = u->s->account_add(u->account, 1, &u->balance);
}

static void other_updates(struct seam_case *c, size_t i, void *argument)
{
	struct update *u = argument;

	(void)c;
	(void)i;
	seam_gate_open(u->calls);
	u->rc = u->s->account_update(u->account, add_ten, NULL);
}

static void other_transfers(struct seam_case *c, size_t i, void *argument)
{
	struct update *u = argument;

	(void)c;
	(void)i;
	seam_gate_open(u->calls);
	u->rc = u->s->account_transfer(u->second, u->account, 5);
}

static int64_t slow(void *userdata, int64_t balance)
{
	struct update *u = userdata;

	u->calls_seen++;
	u->seen = balance;
	if (u->calls_seen > 1)
		return balance + 100;
	u->other = seam_thread_start(u->c, u->does, u);
	seam_gate_wait(u->calls);
	threads_waits(u->c, u->other, "another thread changed the account while an update was running: the change is lost");
	return balance + 100;
}

static void meet(struct seam_case *c, seam_thread_fn does, int64_t expected)
{
	struct update u = { .s = SEAM_OPS(c, threads), .c = c, .does = does, .rc = 99 };
	int64_t balance = 0;

	NEED(c, u.s->account_create && u.s->account_add && u.s->account_update && u.s->account_transfer && u.s->account_get);
	REQUIRE(threads_any(c));
	u.calls = seam_gate(c);
	REQUIRE(CHECK_EQ(c, u.s->account_create(1000, NULL, NULL, &u.account), SEAM_OK));
	REQUIRE(CHECK_EQ(c, u.s->account_create(1000, NULL, NULL, &u.second), SEAM_OK));
	CHECK_EQ(c, u.s->account_update(u.account, slow, &u), SEAM_OK);
	seam_thread_join(c, u.other);
	CHECK_EQ(c, u.rc, SEAM_OK);
	CHECK_EQ(c, u.calls_seen, 1);
	CHECK_EQ(c, u.seen, 1000);
	CHECK_EQ(c, u.s->account_get(u.account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, expected);
	CHECK_EQ(c, u.s->account_release(u.second), SEAM_OK);
	CHECK_EQ(c, u.s->account_release(u.account), SEAM_OK);
}

static void against_add(struct seam_case *c)
{
	meet(c, other_adds, 1101);
}

static void against_update(struct seam_case *c)
{
	meet(c, other_updates, 1110);
}

static void against_transfer(struct seam_case *c)
{
	meet(c, other_transfers, 1105);
}

static void many(struct seam_case *c, size_t i, void *argument)
{
	struct update *u = argument;

	(void)i;
	for (int n = 0; n < 500; n++)
		if (u->s->account_update(u->account, add_ten, NULL) != SEAM_OK)
			FAIL(c, "an update is refused");
}

static void exact(struct seam_case *c)
{
	struct update u = { .s = SEAM_OPS(c, threads) };
	int64_t balance = 0;

	NEED(c, u.s->account_create && u.s->account_update && u.s->account_get);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, u.s->account_create(0, NULL, NULL, &u.account), SEAM_OK));
	seam_together(c, 8, many, &u);
	CHECK_EQ(c, u.s->account_get(u.account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, 8 * 500 * 10);
	CHECK_EQ(c, u.s->account_release(u.account), SEAM_OK);
}

SEAM_CASES(threads, update) = {
	{ "against_add", SEAM_MUST, against_add, "another thread's add waits for the update that is running", 0 },
	{ "against_update", SEAM_MUST, against_update, "another thread's update waits for the update that is running", 0 },
	{ "against_transfer", SEAM_MUST, against_transfer, "another thread's transfer waits for the update that is running", 0 },
	{ "exact", SEAM_MUST, exact, "of eight threads' updates none is lost", 0 },
	SEAM_END
};
