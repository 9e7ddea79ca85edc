/*
 * shared: one handle, many threads: nothing is lost, and reading does not write.
 * Rule: threads.shared    Source: C++ core guidelines CP.2; lazily filled caches behind const
 */
#include "threads/stage.h"

enum { THREADS = 8, ROUNDS = 400 };

struct shared {
	const struct seam_threads *s;
	struct seam_thr_account *account;
	uint64_t sum[THREADS];
	threads_count wrong;
};

static void add(struct seam_case *c, size_t i, void *argument)
{
	struct shared *h = argument;
	int64_t balance, last = 0;

	(void)c;
	for (int n = 0; n < ROUNDS; n++) {
		if (h->s->account_add(h->account, 1, &balance) != SEAM_OK || balance <= last)
			threads_more(&h->wrong);
		last = balance;
		h->sum[i] += (uint64_t)balance;
	}
}

static void exact(struct seam_case *c)
{
	struct shared h = { .s = SEAM_OPS(c, threads) };
	uint64_t all = (uint64_t)THREADS * ROUNDS, sum = 0;
	int64_t balance = 0;

	NEED(c, h.s->account_create && h.s->account_add && h.s->account_get);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, h.s->account_create(0, NULL, NULL, &h.account), SEAM_OK));
	seam_together(c, THREADS, add, &h);
	CHECK_EQ(c, h.s->account_get(h.account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, all);
	CHECK_EQ(c, threads_read(&h.wrong), 0u);
	for (int i = 0; i < THREADS; i++)
		sum += h.sum[i];
	CHECK_EQ(c, sum, all * (all + 1) / 2); /* each was told what it alone had made */
	CHECK_EQ(c, h.s->account_release(h.account), SEAM_OK);
}

static void number(void *userdata, const char *text)
{
	int64_t *n = userdata;

	*n = 0;
	while (*text >= '0' && *text <= '9')
		*n = *n * 10 + (*text++ - '0');
}

static void look(struct seam_case *c, size_t i, void *argument)
{
	struct shared *h = argument;

	(void)c;
	(void)i;
	for (int n = 0; n < 500; n++) {
		int64_t balance = 0, told = 0;
		uint64_t references = 0;

		if (h->s->account_get(h->account, &balance) != SEAM_OK || balance != 123456 ||
		    h->s->account_references(h->account, &references) != SEAM_OK || references != 1 ||
		    h->s->account_describe(h->account, number, &told) != SEAM_OK || told != 123456)
			threads_more(&h->wrong);
	}
}

static void readers(struct seam_case *c)
{
	struct shared h = { .s = SEAM_OPS(c, threads) };

	NEED(c, h.s->account_create && h.s->account_get && h.s->account_references && h.s->account_describe);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, h.s->account_create(123456, NULL, NULL, &h.account), SEAM_OK));
	seam_together(c, THREADS, look, &h);
	CHECK_EQ(c, threads_read(&h.wrong), 0u);
	CHECK_EQ(c, h.s->account_release(h.account), SEAM_OK);
}

static void whole(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_account *account = NULL;
	int64_t balance = 99;

	NEED(c, s->account_create && s->account_add && s->account_get);
	REQUIRE(CHECK_EQ(c, s->account_create(INT64_MAX - 1, NULL, NULL, &account), SEAM_OK));
	CHECK_EQ(c, s->account_add(account, 2, &balance), SEAM_E_RANGE);
	CHECK_EQ(c, balance, 99);
	CHECK_EQ(c, s->account_get(account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, INT64_MAX - 1);
	CHECK_EQ(c, s->account_add(account, 1, &balance), SEAM_OK);
	CHECK_EQ(c, balance, INT64_MAX);
	CHECK_EQ(c, s->account_add(account, INT64_MIN, &balance), SEAM_OK);
	CHECK_EQ(c, balance, -1);
	CHECK_EQ(c, s->account_add(account, INT64_MIN, &balance), SEAM_E_RANGE);
	CHECK_EQ(c, s->account_get(account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, -1);
	CHECK_EQ(c, s->account_release(account), SEAM_OK);
}

SEAM_CASES(threads, shared) = {
	{ "exact", SEAM_MUST, exact, "of eight threads' additions to one account none is lost, and each is told what it made", 0 },
	{ "readers", SEAM_MUST, readers, "eight threads read one account: reading writes nothing that others read", 0 },
	{ "whole", SEAM_MUST, whole, "a sum beyond the range is refused, changes nothing, and leaves no lock held", 0 },
	SEAM_END
};
