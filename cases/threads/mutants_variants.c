/* mutants_variants.c - correct peers that are not made like the reference: they stay green. */
#include "threads/planted.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int get_waits(const struct seam_thr_account *account, int64_t *out)
{
	struct seam_thr_account *a = (struct seam_thr_account *)(uintptr_t)account;

	if (account && out) {
		sync_lock(&a->lock);
		while (a->updating && !sync_same(a->updater, sync_self()))
			sync_wait(&a->changed, &a->lock);
		sync_unlock(&a->lock);
	}
	return REAL->account_get(account, out);
}

static int describe_on_heap(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	int64_t balance;
	int rc = account && fn ? REAL->account_get(account, &balance) : SEAM_E_NULL;
	char *text = rc == SEAM_OK ? malloc(64) : NULL;

	if (rc == SEAM_OK && text) {
		snprintf(text, 64, "%" PRId64, balance);
		fn(userdata, text);
	}
	free(text);
	return rc;
}

static int errno_from_zero(seam_thr_call_fn fn, void *userdata, int *error)
{
	errno = 0;
	return REAL->errno_after(fn, userdata, error);
}

static bool fires_here(const struct seam_thr_source *source)
{
	for (const struct entry *e = source->entries; e; e = e->next)
		for (const struct frame *frame = e->running; frame; frame = frame->next)
			if (sync_same(frame->thread, sync_self()))
				return true;
	return false;
}

/* Waits for every fire, whichever callback it runs. */
static int unregister_waits_for_all(struct seam_thr_source *source, uint64_t id)
{
	for (bool busy = source != NULL; busy;) {
		sync_lock(&source->lock);
		busy = source->fires > 0 && !fires_here(source);
		sync_unlock(&source->lock);
		dawdle();
	}
	return REAL->source_unregister(source, id);
}

static uint32_t knows_more_questions(uint32_t question)
{
	return question > SEAM_THR_FORK ? 77 : REAL->policy(question);
}

static uint32_t never_in_child(uint32_t question)
{
	return question == SEAM_THR_FORK ? SEAM_THR_NEVER : REAL->policy(question);
}

#define VARIANT(name, because, member, function)                                                                       \
	{                                                                                                              \
		name, "threads.*", "plain", "pass", because, true, SEAM_OP(threads, member, function), 0               \
	}

SEAM_VARIANTS(threads, all) = {
	VARIANT("get_waits", "a get may wait for the update that is running", account_get, get_waits),
	VARIANT("describe_on_heap", "the text may lie anywhere", account_describe, describe_on_heap),
	VARIANT("errno_from_zero", "errno may be set to 0 before the call", errno_after, errno_from_zero),
	VARIANT("unregister_waits_for_all", "unregister may wait for the whole fire", source_unregister, unregister_waits_for_all),
	VARIANT("knows_more_questions", "the peer may know more questions", policy, knows_more_questions),
	VARIANT("never_in_child", "a peer need not work in a child of fork", policy, never_in_child),
	SEAM_NO_MORE_MUTANTS
};
