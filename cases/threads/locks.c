/*
 * locks: no lock of the peer is held while it calls the host: from a callback, another thread's calls come back.
 * Rule: threads.locks    Source: CP.22 "never call unknown code while holding a lock"; ABBA between host and library
 */
#include "threads/locks.h"

static int64_t in_update(void *userdata, int64_t balance)
{
	threads_call_elsewhere(userdata);
	return balance;
}

static void in_fire(void *userdata, int64_t value)
{
	(void)value;
	threads_call_elsewhere(userdata);
}

static void in_text(void *userdata, const char *text)
{
	(void)text;
	threads_call_elsewhere(userdata);
}

static int in_once(void *userdata, int64_t *result)
{
	*result = 1;
	threads_call_elsewhere(userdata);
	return 0;
}

static void update(struct threads_locks *l)
{
	CHECK_EQ(l->c, l->s->account_update(l->account, in_update, l), SEAM_OK);
}

static void describe(struct threads_locks *l)
{
	CHECK_EQ(l->c, l->s->account_describe(l->account, in_text, l), SEAM_OK);
}

static void fire(struct threads_locks *l)
{
	CHECK_EQ(l->c, l->s->source_register(l->source, in_fire, l, NULL, &l->id), SEAM_OK);
	CHECK_EQ(l->c, l->s->source_fire(l->source, 1), SEAM_OK);
}

static void once(struct threads_locks *l)
{
	struct seam_thr_once *o = NULL;
	int64_t result = 0;

	if (!l->s->once_create) {
		l->runs++;
		return;
	}
	CHECK_EQ(l->c, l->s->once_create(&o), SEAM_OK);
	CHECK_EQ(l->c, l->s->once_run(o, in_once, l, &result), SEAM_OK);
	CHECK_EQ(l->c, l->s->once_destroy(o), SEAM_OK);
}

THREADS_LOCKS_FROM(from_update, update, "account_update's")
THREADS_LOCKS_FROM(from_describe, describe, "account_describe's")
THREADS_LOCKS_FROM(from_fire, fire, "source_fire's")
THREADS_LOCKS_FROM(from_once, once, "once_run's")

SEAM_CASES(threads, locks) = {
	{ "update", SEAM_MUST, from_update, "no lock but the account's own is held over an update", 0 },
	{ "describe", SEAM_MUST, from_describe, "no lock is held over the callback of account_describe", 0 },
	{ "fire", SEAM_MUST, from_fire, "no lock is held over a callback that is fired", 0 },
	{ "once", SEAM_MUST, from_once, "no lock is held over the function of a once", 0 },
	SEAM_END
};
