/*
 * reference: counted references of many threads: the last one given back destroys, once.
 * Rule: threads.reference    Source: Arc, Py_INCREF without the GIL, COM's AddRef and Release
 */
#include "threads/stage.h"

enum { THREADS = 8, ROUNDS = 400 };

struct reference {
	const struct seam_threads *s;
	struct seam_thr_account *account;
	threads_count released, wrong;
};

static _Thread_local bool giving_back;
static threads_count elsewhere;

static void gone(void *userdata)
{
	struct reference *r = userdata;

	threads_more(&r->released);
	if (!giving_back)
		threads_more(&elsewhere);
}

static void take_and_give(struct seam_case *c, size_t i, void *argument)
{
	struct reference *r = argument;

	(void)c;
	(void)i;
	for (int n = 0; n < ROUNDS; n++)
		if (r->s->account_retain(r->account) != SEAM_OK || r->s->account_release(r->account) != SEAM_OK)
			threads_more(&r->wrong);
}

static void balanced(struct seam_case *c)
{
	struct reference r = { .s = SEAM_OPS(c, threads) };
	uint64_t n = 0;

	NEED(c, r.s->account_create && r.s->account_retain && r.s->account_release && r.s->account_references);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, r.s->account_create(0, &r, gone, &r.account), SEAM_OK));
	/* More than could be lost: what is counted wrongly destroys nothing. */
	for (unsigned i = 0; i < THREADS * ROUNDS; i++)
		CHECK_EQ(c, r.s->account_retain(r.account), SEAM_OK);
	seam_together(c, THREADS, take_and_give, &r);
	CHECK_EQ(c, threads_read(&r.wrong), 0u);
	CHECK_EQ(c, r.s->account_references(r.account, &n), SEAM_OK);
	CHECK_EQ(c, n, (uint64_t)THREADS * ROUNDS + 1);
	giving_back = true;
	for (; n > 0; n--) {
		CHECK_EQ(c, threads_read(&r.released), 0u);
		CHECK_EQ(c, r.s->account_release(r.account), SEAM_OK);
	}
	CHECK_EQ(c, threads_read(&r.released), 1u);
}

static void give(struct seam_case *c, size_t i, void *argument)
{
	struct reference *r = argument;

	(void)c;
	(void)i;
	giving_back = true;
	if (r->s->account_release(r->account) != SEAM_OK)
		threads_more(&r->wrong);
}

static void last_one(struct seam_case *c)
{
	struct reference r = { .s = SEAM_OPS(c, threads) };
	uint64_t live, references = 0;

	NEED(c, r.s->account_create && r.s->account_retain && r.s->account_release && r.s->account_references);
	REQUIRE(threads_any(c));
	live = r.s->live();
	for (unsigned round = 1; round <= 12; round++) {
		REQUIRE(CHECK_EQ(c, r.s->account_create(0, &r, gone, &r.account), SEAM_OK));
		for (int i = 1; i < THREADS; i++)
			CHECK_EQ(c, r.s->account_retain(r.account), SEAM_OK);
		CHECK_EQ(c, r.s->account_references(r.account, &references), SEAM_OK);
		REQUIRE(CHECK_EQ(c, references, THREADS));
		seam_together(c, THREADS, give, &r);
		CHECK_EQ(c, threads_read(&r.wrong), 0u);
		REQUIRE(CHECK_EQ(c, threads_read(&r.released), round));
		CHECK_EQ(c, r.s->live(), live);
	}
	CHECK_EQ(c, threads_read(&elsewhere), 0u); /* released on a thread that gave its reference back */
}

SEAM_CASES(threads, reference) = {
	{ "balanced", SEAM_MUST, balanced, "what eight threads take and give back leaves the count as it was", 0 },
	{ "last_one", SEAM_MUST, last_one, "of eight threads that give back the last references one destroys, and releases", 0 },
	SEAM_END
};
