/*
 * recursion: a thread that calls the peer again from a callback gets an answer; it never waits for itself.
 * Rule: threads.recursion    Source: non-recursive mutexes held over callbacks; RefCell's BorrowMutError; GIL re-entry
 */
#include "threads/stage.h"

struct recursion {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_account *account, *second;
	struct seam_thr_source *source;
	int runs, rc;
	uint32_t policy;
};

static int64_t never(void *userdata, int64_t balance)
{
	struct recursion *r = userdata;

	r->runs += 100;
	return balance;
}

static void no_text(void *userdata, const char *text)
{
	struct recursion *r = userdata;

	(void)text;
	r->runs += 100;
}

static int64_t again(void *userdata, int64_t balance)
{
	struct recursion *r = userdata;
	const struct seam_threads *s = r->s;
	int64_t n = 99;
	uint64_t references = 0;

	r->runs++;
	CHECK_EQ(r->c, s->account_get(r->account, &n), SEAM_E_STATE);
	CHECK_EQ(r->c, s->account_add(r->account, 1, &n), SEAM_E_STATE);
	CHECK_EQ(r->c, s->account_update(r->account, never, r), SEAM_E_STATE);
	CHECK_EQ(r->c, s->account_describe(r->account, no_text, r), SEAM_E_STATE);
	CHECK_EQ(r->c, s->account_transfer(r->account, r->second, 1), SEAM_E_STATE);
	CHECK_EQ(r->c, s->account_transfer(r->second, r->account, 1), SEAM_E_STATE);
	CHECK_EQ(r->c, s->account_close(r->account), SEAM_E_STATE);
	CHECK_EQ(r->c, n, 99);
	CHECK_EQ(r->c, s->account_retain(r->account), SEAM_OK); /* references are not the balance */
	CHECK_EQ(r->c, s->account_references(r->account, &references), SEAM_OK);
	CHECK_EQ(r->c, references, 2u);
	CHECK_EQ(r->c, s->account_release(r->account), SEAM_OK);
	CHECK_EQ(r->c, s->account_add(r->second, 1, &n), SEAM_OK); /* nor is another account this one */
	CHECK_EQ(r->c, n, 51);
	return balance + 1;
}

static void updates(struct seam_case *c, size_t i, void *argument)
{
	struct recursion *r = argument;

	(void)i;
	CHECK_EQ(c, r->s->account_update(r->account, again, r), SEAM_OK);
}

static void update(struct seam_case *c)
{
	struct recursion r = { .s = SEAM_OPS(c, threads), .c = c };
	struct seam_thread *thread;
	int64_t balance = 0;

	NEED(c, r.s->account_create);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, r.s->account_create(7, NULL, NULL, &r.account), SEAM_OK));
	REQUIRE(CHECK_EQ(c, r.s->account_create(50, NULL, NULL, &r.second), SEAM_OK));
	thread = seam_thread_start(c, updates, &r);
	REQUIRE(threads_ends(c, thread, "an op of the account, called from its own update, does not come back"));
	seam_thread_join(c, thread);
	CHECK_EQ(c, r.runs, 1);
	CHECK_EQ(c, r.s->account_get(r.account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, 8);
	CHECK_EQ(c, r.s->account_release(r.second), SEAM_OK);
	CHECK_EQ(c, r.s->account_release(r.account), SEAM_OK);
}

static void on_value(void *userdata, int64_t value)
{
	struct recursion *r = userdata;
	int rc;

	r->runs++;
	if (value == 0)
		return;
	rc = r->s->source_fire(r->source, value - 1);
	if (rc != (r->policy == SEAM_THR_NESTS ? SEAM_OK : SEAM_E_STATE))
		r->rc = rc ? rc : 1;
}

static void fires(struct seam_case *c, size_t i, void *argument)
{
	struct recursion *r = argument;

	(void)i;
	CHECK_EQ(c, r->s->source_fire(r->source, 3), SEAM_OK);
}

static void fire(struct seam_case *c)
{
	struct recursion r = { .s = SEAM_OPS(c, threads), .c = c };
	struct seam_thread *thread;
	uint64_t id = 0;

	NEED(c, r.s->source_create && r.s->policy);
	REQUIRE(threads_any(c));
	r.policy = r.s->policy(SEAM_THR_NEST);
	REQUIRE(CHECK(c, r.policy == SEAM_THR_NESTS || r.policy == SEAM_THR_REFUSES));
	REQUIRE(CHECK_EQ(c, r.s->source_create(&r.source), SEAM_OK));
	CHECK_EQ(c, r.s->source_register(r.source, on_value, &r, NULL, &id), SEAM_OK);
	thread = seam_thread_start(c, fires, &r);
	REQUIRE(threads_ends(c, thread, "source_fire, called from a callback of the same source, does not come back"));
	seam_thread_join(c, thread);
	CHECK_EQ(c, r.rc, SEAM_OK);
	CHECK_EQ(c, r.runs, r.policy == SEAM_THR_NESTS ? 4 : 1);
	CHECK_EQ(c, r.s->source_destroy(r.source), SEAM_OK);
}

SEAM_CASES(threads, recursion) = {
	{ "update", SEAM_MUST, update, "from an update the account's own ops are refused; they do not wait for it", 0 },
	{ "fire", SEAM_MUST, fire, "from a callback the same source fires again, or refuses, as the peer says", 0 },
	SEAM_END
};
