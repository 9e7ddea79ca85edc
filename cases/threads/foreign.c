/*
 * foreign: threads that the peer's runtime has never seen come, call, are called back, and go; nothing is left of them.
 * Rule: threads.foreign    Source: AttachCurrentThread without Detach; Go's extra Ms; PyGILState_Ensure; thread_attachThis
 */
#include "threads/stage.h"

struct foreign {
	const struct seam_threads *s;
	struct seam_thr_account *account;
	struct seam_thr_source *source;
	threads_count wrong, released, called;
};

static _Thread_local bool inside;

static void on_value(void *userdata, int64_t value)
{
	struct foreign *f = userdata;

	threads_more(&f->called);
	if (!inside || value != 5)
		threads_more(&f->wrong);
}

static int64_t plus_one(void *userdata, int64_t balance)
{
	struct foreign *f = userdata;

	if (!inside)
		threads_more(&f->wrong);
	return balance + 1;
}

static void gone(void *userdata)
{
	threads_more(&((struct foreign *)userdata)->released);
}

static void visit(struct seam_case *c, size_t i, void *argument)
{
	struct foreign *f = argument;
	const struct seam_threads *s = f->s;

	(void)c;
	(void)i;
	inside = true;
	if (s->account_update(f->account, plus_one, f) != SEAM_OK || s->source_fire(f->source, 5) != SEAM_OK ||
	    s->last_error_set(1, "seen once") != SEAM_OK || s->thread_set(f, gone) != SEAM_OK)
		threads_more(&f->wrong);
	inside = false;
}

static void short_lived(struct seam_case *c)
{
	enum { VISITS = 500 };
	struct foreign f = { .s = SEAM_OPS(c, threads) };
	uint64_t states, id = 0;
	int64_t balance = 0;

	NEED(c, f.s->account_create && f.s->source_create && f.s->last_error_set && f.s->thread_set);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, f.s->account_create(0, NULL, NULL, &f.account), SEAM_OK));
	REQUIRE(CHECK_EQ(c, f.s->source_create(&f.source), SEAM_OK));
	REQUIRE(CHECK_EQ(c, f.s->source_register(f.source, on_value, &f, NULL, &id), SEAM_OK));
	states = f.s->thread_states();
	for (int i = 0; i < VISITS / 2; i++)
		seam_thread_join(c, seam_thread_start(c, visit, &f));
	for (int i = 0; i < VISITS / 8; i++)
		seam_together(c, 4, visit, &f);
	CHECK_EQ(c, threads_read(&f.wrong), 0u);
	CHECK_EQ(c, f.s->account_get(f.account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, VISITS / 2 + VISITS / 8 * 4);
	CHECK_EQ(c, threads_read(&f.called), (unsigned)balance);
	CHECK_EQ(c, threads_read(&f.released), (unsigned)balance);
	CHECK_EQ(c, f.s->thread_states(), states);
	CHECK_EQ(c, f.s->source_destroy(f.source), SEAM_OK);
	CHECK_EQ(c, f.s->account_release(f.account), SEAM_OK);
}

SEAM_CASES(threads, foreign) = {
	{ "short_lived", SEAM_MUST, short_lived, "500 threads come, call and go; each is called back on itself, and nothing of it stays", 0 },
	SEAM_END
};
