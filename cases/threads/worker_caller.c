/*
 * worker_caller: a thread of the peer's own is nobody's business: the host's signals do not go there, and it has its own last error.
 * Rule: threads.worker_caller    Source: signals delivered to library threads; EINTR and handlers on the wrong stack
 */
#include "threads/stage.h"

#include <stdio.h>

struct caller {
	const struct seam_threads *s;
	unsigned long long blocked;
	bool known;
	int error_rc, value_rc;
	threads_count calls, released;
};

/* The calling thread's blocked signals, where the system tells them. */
static bool read_mask(unsigned long long *mask)
{
	FILE *f = fopen("/proc/thread-self/status", "r");
	char line[256];
	bool found = false;

	while (f && !found && fgets(line, sizeof line, f))
		found = sscanf(line, "SigBlk: %llx", mask) == 1;
	if (f)
		fclose(f);
	return found;
}

static void ask_mask(void *userdata, int64_t value)
{
	struct caller *k = userdata;

	(void)value;
	k->known = read_mask(&k->blocked);
	threads_more(&k->calls);
}

/* HUP INT QUIT USR1 USR2 PIPE ALRM TERM CHLD: 1 2 3 10 12 13 14 15 17, where there is a /proc. */
static const int signals[] = { 1, 2, 3, 10, 12, 13, 14, 15, 17 };

static void signals_blocked(struct seam_case *c)
{
	struct caller k = { .s = SEAM_OPS(c, threads) };
	struct seam_thr_worker *worker = NULL;

	NEED(c, k.s->worker_start);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, k.s->worker_start(ask_mask, &k, NULL, &worker), SEAM_OK));
	CHECK_EQ(c, k.s->worker_post(worker, 1), SEAM_OK);
	threads_reaches(c, &k.calls, 1, "what was posted is not delivered");
	CHECK_EQ(c, k.s->worker_destroy(worker), SEAM_OK);
	if (!k.known) {
		seam_skip(c, "the system does not tell which signals a thread has blocked");
		return;
	}
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		if (!(k.blocked >> (signals[i] - 1) & 1))
			FAIL(c, "the peer's own thread has signal %d not blocked: a handler of the host's can run there", signals[i]);
}

static void gone(void *userdata)
{
	threads_more(&((struct caller *)userdata)->released);
}

static void use_state(void *userdata, int64_t value)
{
	struct caller *k = userdata;
	const char *message;
	int32_t code;
	void *seen;

	(void)value;
	k->error_rc = k->s->last_error(&code, &message);
	k->value_rc = k->s->thread_get(&seen);
	k->s->last_error_set(1, "of the worker's thread");
	k->s->thread_set(k, gone);
	threads_more(&k->calls);
}

static void own_state(struct seam_case *c)
{
	struct caller k = { .s = SEAM_OPS(c, threads) };
	struct seam_thr_worker *worker = NULL;
	const char *message = "";
	int32_t code = 0;
	uint64_t states;

	NEED(c, k.s->worker_start && k.s->last_error_set && k.s->thread_set);
	REQUIRE(threads_any(c));
	states = k.s->thread_states();
	CHECK_EQ(c, k.s->last_error_set(2, "of the host's thread"), SEAM_OK);
	REQUIRE(CHECK_EQ(c, k.s->worker_start(use_state, &k, NULL, &worker), SEAM_OK));
	CHECK_EQ(c, k.s->worker_post(worker, 1), SEAM_OK);
	threads_reaches(c, &k.calls, 1, "what was posted is not delivered");
	CHECK_EQ(c, k.s->worker_destroy(worker), SEAM_OK);
	CHECK_EQ(c, k.error_rc, SEAM_E_NOT_FOUND);
	CHECK_EQ(c, k.value_rc, SEAM_E_NOT_FOUND);
	CHECK_EQ(c, threads_read(&k.released), 1u);
	CHECK_EQ(c, k.s->last_error(&code, &message), SEAM_OK);
	CHECK_STR(c, message, "of the host's thread");
	CHECK_EQ(c, k.s->thread_forget(), SEAM_OK);
	CHECK_EQ(c, k.s->thread_states(), states);
}

SEAM_CASES(threads, worker_caller) = {
	{ "signals_blocked", SEAM_SHOULD, signals_blocked, "the peer's own threads have the host's signals blocked", 0 },
	{ "own_state", SEAM_MUST, own_state, "the worker's thread has a last error and a value of its own, which end with it", 0 },
	SEAM_END
};
