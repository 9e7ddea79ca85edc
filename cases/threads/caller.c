/*
 * caller: the thread that calls is the host's: it keeps its name and its signal mask.
 * Rule: threads.caller    Source: pthread_setname_np(pthread_self()) in libraries; masks not restored after starting a thread
 */
#include "threads/stage.h"

#include <stdio.h>
#include <string.h>

struct caller {
	const struct seam_threads *s;
	bool known;
};

/* The lines of the calling thread that an op may not change; false where the system does not tell. */
static bool look(char text[512])
{
	FILE *f = fopen("/proc/thread-self/status", "r");
	char line[256];

	text[0] = '\0';
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, "Name:", 5) || !strncmp(line, "SigBlk:", 7))
			strncat(text, line, 511 - strlen(text));
	if (f)
		fclose(f);
	return text[0] != '\0';
}

static void no_value(void *userdata, int64_t value)
{
	(void)userdata;
	(void)value;
}

static void calls(struct seam_case *c, size_t i, void *argument)
{
	struct caller *k = argument;
	const struct seam_threads *s = k->s;
	struct seam_thr_account *account = NULL;
	struct seam_thr_worker *worker = NULL;
	char before[512], after[512];
	uint64_t n = 0;

	(void)i;
	if (!look(before))
		return;
	k->known = true;
	if (s->account_create && s->account_create(1, NULL, NULL, &account) == SEAM_OK) {
		CHECK_EQ(c, s->account_references(account, &n), SEAM_OK);
		CHECK_EQ(c, s->account_release(account), SEAM_OK);
	}
	if (s->lib_init && s->lib_init(NULL, NULL, NULL) == SEAM_OK)
		CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
	if (s->last_error_set && s->last_error_set(1, "an error") == SEAM_OK)
		CHECK_EQ(c, s->thread_forget(), SEAM_OK);
	if (s->worker_start && s->worker_start(no_value, NULL, NULL, &worker) == SEAM_OK) {
		CHECK_EQ(c, s->worker_post(worker, 1), SEAM_OK);
		CHECK_EQ(c, s->worker_destroy(worker), SEAM_OK);
	}
	look(after);
	if (strcmp(before, after) != 0)
		FAIL(c, "the calling thread was, and is:\n%s%s", before, after);
}

static void kept(struct seam_case *c)
{
	struct caller k = { .s = SEAM_OPS(c, threads) };

	calls(c, 0, &k);
	if (!(seam_traits(c) & SEAM_THREAD_BOUND))
		seam_thread_join(c, seam_thread_start(c, calls, &k));
	if (!k.known)
		seam_skip(c, "the system does not tell a thread's name");
}

SEAM_CASES(threads, caller) = {
	{ "kept", SEAM_MUST, kept, "ops leave the calling thread its name and its signal mask", 0 },
	SEAM_END
};
