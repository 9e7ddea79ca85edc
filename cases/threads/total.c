/*
 * total: the static state of a library stays behind the library's lock.
 * Rule: threads.total    Source: libraries with static state behind bindings that are Sync: RustSec's Send/Sync advisories
 */
#include "threads/stage.h"

enum { THREADS = 8, ROUNDS = 300 };

struct totals {
	const struct seam_threads *s;
	threads_count wrong;
	uint64_t sum[THREADS];
};

static void add(struct seam_case *c, size_t i, void *argument)
{
	struct totals *t = argument;
	int64_t total, last = 0;

	(void)c;
	for (int n = 0; n < ROUNDS; n++) {
		if (t->s->lib_add(1, &total) != SEAM_OK || total <= last)
			threads_more(&t->wrong);
		last = total;
		t->sum[i] += (uint64_t)total;
	}
}

static void exact(struct seam_case *c)
{
	struct totals t = { .s = SEAM_OPS(c, threads) };
	uint64_t all = (uint64_t)THREADS * ROUNDS, sum = 0;
	int64_t total = 0;

	NEED(c, t.s->lib_init && t.s->lib_shutdown && t.s->lib_add);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, t.s->lib_init(NULL, NULL, NULL), SEAM_OK));
	seam_together(c, THREADS, add, &t);
	CHECK_EQ(c, t.s->lib_add(0, &total), SEAM_OK);
	CHECK_EQ(c, total, all);
	CHECK_EQ(c, threads_read(&t.wrong), 0u);
	for (int i = 0; i < THREADS; i++)
		sum += t.sum[i];
	CHECK_EQ(c, sum, all * (all + 1) / 2); /* each was told what it alone had made */
	CHECK_EQ(c, t.s->lib_shutdown(NULL), SEAM_OK);
}

static void come_and_go(struct seam_case *c, size_t i, void *argument)
{
	struct totals *t = argument;
	int64_t total;

	(void)c;
	(void)i;
	for (int n = 0; n < ROUNDS / 4; n++)
		if (t->s->lib_init(NULL, NULL, NULL) != SEAM_OK || t->s->lib_add(1, &total) != SEAM_OK || total < 1 ||
		    t->s->lib_shutdown(NULL) != SEAM_OK)
			threads_more(&t->wrong);
}

static void users(struct seam_case *c)
{
	struct totals t = { .s = SEAM_OPS(c, threads) };

	NEED(c, t.s->lib_init && t.s->lib_shutdown && t.s->lib_add);
	REQUIRE(threads_any(c));
	seam_together(c, THREADS, come_and_go, &t);
	CHECK_EQ(c, threads_read(&t.wrong), 0u);
	CHECK_EQ(c, t.s->lib_shutdown(NULL), SEAM_E_STATE);
}

SEAM_CASES(threads, total) = {
	{ "exact", SEAM_MUST, exact, "what threads add to the library's total is all in it, and each is told what it made of it", 0 },
	{ "users", SEAM_MUST, users, "who has initialised the library can use it, whoever else comes and goes", 0 },
	SEAM_END
};
