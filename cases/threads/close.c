/*
 * close: what is closed refuses, and closing against use does what the peer says it does.
 * Rule: threads.close    Source: destroy against use: sqlite3_close, napi_release_threadsafe_function, uv_close
 */
#include "threads/stage.h"

struct closing {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_account *account;
	struct seam_thread *other;
	struct seam_gate *calls;
	uint32_t policy;
	int rc;
};

static int64_t same(void *userdata, int64_t balance)
{
	(void)userdata;
	return balance;
}

static void text(void *userdata, const char *t)
{
	(void)userdata;
	(void)t;
}

static void check_closed(struct seam_case *c, const struct seam_threads *s, struct seam_thr_account *account)
{
	int64_t balance = 99;
	uint64_t n = 0;

	CHECK_EQ(c, s->account_get(account, &balance), SEAM_E_STATE);
	CHECK_EQ(c, s->account_add(account, 1, &balance), SEAM_E_STATE);
	CHECK_EQ(c, s->account_update(account, same, NULL), SEAM_E_STATE);
	CHECK_EQ(c, s->account_transfer(account, account, 0), SEAM_E_STATE);
	CHECK_EQ(c, s->account_describe(account, text, NULL), SEAM_E_STATE);
	CHECK_EQ(c, s->account_close(account), SEAM_E_STATE);
	CHECK_EQ(c, balance, 99);
	CHECK_EQ(c, s->account_retain(account), SEAM_OK);
	CHECK_EQ(c, s->account_references(account, &n), SEAM_OK);
	CHECK_EQ(c, n, 2u);
	CHECK_EQ(c, s->account_release(account), SEAM_OK);
}

static void refuses(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_account *account = NULL, *open = NULL;
	int64_t balance = 0;

	NEED(c, s->account_create && s->account_close && s->account_update && s->account_transfer && s->account_describe);
	REQUIRE(CHECK_EQ(c, s->account_create(3, NULL, NULL, &account), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->account_create(4, NULL, NULL, &open), SEAM_OK));
	CHECK_EQ(c, s->account_close(account), SEAM_OK);
	check_closed(c, s, account);
	CHECK_EQ(c, s->account_transfer(open, account, 1), SEAM_E_STATE);
	CHECK_EQ(c, s->account_transfer(account, open, 1), SEAM_E_STATE);
	CHECK_EQ(c, s->account_get(open, &balance), SEAM_OK);
	CHECK_EQ(c, balance, 4);
	CHECK_EQ(c, s->account_release(open), SEAM_OK);
	CHECK_EQ(c, s->account_release(account), SEAM_OK);
}

static void other_closes(struct seam_case *c, size_t i, void *argument)
{
	struct closing *k = argument;

	(void)c;
	(void)i;
	seam_gate_open(k->calls);
	k->rc = k->s->account_close(k->account);
}

static int64_t slow(void *userdata, int64_t balance)
{
	struct closing *k = userdata;

	k->other = seam_thread_start(k->c, other_closes, k);
	seam_gate_wait(k->calls);
	if (k->policy == SEAM_THR_WAITS)
		threads_waits(k->c, k->other, "account_close came back while an update was running, which it says it waits for");
	else
		threads_ends(k->c, k->other, "account_close waits for an update that is running, which it says it does not");
	return balance + 1;
}

static void against_update(struct seam_case *c)
{
	struct closing k = { .s = SEAM_OPS(c, threads), .c = c, .rc = 99 };
	int64_t balance = 0;

	NEED(c, k.s->policy && k.s->account_create && k.s->account_close && k.s->account_update);
	REQUIRE(threads_any(c));
	k.calls = seam_gate(c);
	k.policy = k.s->policy(SEAM_THR_CLOSE);
	REQUIRE(CHECK(c, k.policy >= SEAM_THR_WAITS && k.policy <= SEAM_THR_DEFERS));
	REQUIRE(CHECK_EQ(c, k.s->account_create(3, NULL, NULL, &k.account), SEAM_OK));
	CHECK_EQ(c, k.s->account_update(k.account, slow, &k), SEAM_OK);
	seam_thread_join(c, k.other);
	if (k.policy == SEAM_THR_REFUSES) {
		CHECK_EQ(c, k.rc, SEAM_E_STATE);
		CHECK_EQ(c, k.s->account_get(k.account, &balance), SEAM_OK);
		CHECK_EQ(c, balance, 4);
		CHECK_EQ(c, k.s->account_close(k.account), SEAM_OK);
	} else {
		CHECK_EQ(c, k.rc, SEAM_OK);
	}
	check_closed(c, k.s, k.account);
	CHECK_EQ(c, k.s->account_release(k.account), SEAM_OK);
}

SEAM_CASES(threads, close) = {
	{ "refuses", SEAM_MUST, refuses, "a closed account refuses its ops, but keeps its references", 0 },
	{ "against_update", SEAM_MUST, against_update, "closing while an update runs waits, refuses or defers, as the peer says", 0 },
	SEAM_END
};
