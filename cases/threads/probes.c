/* probes.c - what is looked at after each pass: what the peer holds, and whether its locks are free. */
#include "threads/stage.h"

static uint64_t live(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);

	return (s->live ? s->live() : 0) + (s->thread_states ? s->thread_states() : 0);
}

static void touch(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_account *account = NULL;
	const char *message;
	int32_t code;
	int64_t total;

	if (s->lib_add)
		s->lib_add(0, &total);
	if (s->last_error)
		s->last_error(&code, &message);
	if (s->account_create && s->account_create(1, NULL, NULL, &account) == SEAM_OK)
		s->account_release(account);
}

/* It waits for other threads: a trial before the call would come too early or too late.  init_fails.no_memory is its own. */
static const size_t not_repeated[] = { SEAM_OP_AT(threads, lib_init), SEAM_NO_MORE_OPS };

SEAM_PROBES(threads) = { .live = live, .touch = touch, .not_repeated = not_repeated };
