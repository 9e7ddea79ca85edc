/*
 * distinct: different handles in different threads know nothing of each other.
 * Rule: threads.distinct    Source: zlib, libgit2: "objects are not shared, handles may be used in parallel"
 */
#include "threads/stage.h"

enum { THREADS = 4, ROUNDS = 40 };

struct distinct {
	const struct seam_threads *s;
	threads_count wrong, released;
	uint64_t live;
};

static void gone(void *userdata)
{
	threads_more(userdata);
}

static int64_t twice(void *userdata, int64_t balance)
{
	(void)userdata;
	return balance * 2;
}

static void one(struct seam_case *c, size_t i, void *argument)
{
	struct distinct *d = argument;
	const struct seam_threads *s = d->s;
	int64_t balance = 0, base = (int64_t)(seam_tag(c, (uint32_t)i) >> 8);

	for (int n = 0; n < ROUNDS; n++) {
		struct seam_thr_account *account = NULL;

		if (s->account_create(base, &d->released, gone, &account) != SEAM_OK) {
			threads_more(&d->wrong);
			return;
		}
		if (s->account_add(account, n, &balance) != SEAM_OK || balance != base + n ||
		    s->account_update(account, twice, NULL) != SEAM_OK || s->account_get(account, &balance) != SEAM_OK ||
		    balance != 2 * (base + n) || s->account_release(account) != SEAM_OK)
			threads_more(&d->wrong);
	}
}

static void accounts(struct seam_case *c)
{
	struct distinct d = { .s = SEAM_OPS(c, threads) };

	NEED(c, d.s->account_create && d.s->account_update);
	REQUIRE(threads_any(c));
	d.live = d.s->live();
	seam_together(c, THREADS, one, &d);
	CHECK_EQ(c, threads_read(&d.wrong), 0u);
	CHECK_EQ(c, threads_read(&d.released), (unsigned)THREADS * ROUNDS);
	CHECK_EQ(c, d.s->live(), d.live);
}

SEAM_CASES(threads, distinct) = {
	{ "accounts", SEAM_MUST, accounts, "eight threads make, use and release accounts of their own, and see their own alone", 0 },
	SEAM_END
};
