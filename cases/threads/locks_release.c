/*
 * locks_release: no lock of the peer is held while it releases what the host gave it.
 * Rule: threads.locks_release    Source: destructors under a registry's lock; weak references; finalizers that call back
 */
#include "threads/locks.h"

static void no_value(void *userdata, int64_t value)
{
	(void)userdata;
	(void)value;
}

static void in_release(void *userdata)
{
	threads_call_elsewhere(userdata);
}

static void release(struct threads_locks *l)
{
	struct seam_thr_account *account = NULL;

	CHECK_EQ(l->c, l->s->account_create(0, l, in_release, &account), SEAM_OK);
	CHECK_EQ(l->c, l->s->account_release(account), SEAM_OK);
}

static void unregister(struct threads_locks *l)
{
	CHECK_EQ(l->c, l->s->source_register(l->source, no_value, l, in_release, &l->id), SEAM_OK);
	CHECK_EQ(l->c, l->s->source_unregister(l->source, l->id), SEAM_OK);
}

static void thread_value(struct threads_locks *l)
{
	if (!l->s->thread_set) {
		l->runs++;
		return;
	}
	CHECK_EQ(l->c, l->s->thread_set(l, in_release), SEAM_OK);
	CHECK_EQ(l->c, l->s->thread_set(l, NULL), SEAM_OK);
	CHECK_EQ(l->c, l->s->thread_forget(), SEAM_OK);
}

THREADS_LOCKS_FROM(last, release, "the last account_release's")
THREADS_LOCKS_FROM(unregistered, unregister, "source_unregister's release")
THREADS_LOCKS_FROM(replaced, thread_value, "thread_set's release")

SEAM_CASES(threads, locks_release) = {
	{ "last", SEAM_MUST, last, "no lock is held over an account's release", 0 },
	{ "unregister", SEAM_MUST, unregistered, "no lock is held over a callback's release", 0 },
	{ "thread_set", SEAM_MUST, replaced, "no lock is held over the release of a thread's value", 0 },
	SEAM_END
};
