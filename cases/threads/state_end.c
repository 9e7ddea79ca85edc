/*
 * state_end: a thread's end frees what the thread had, on that thread, and code that runs then can still call the peer.
 * Rule: threads.state_end    Source: Rust's LocalKey after destruction; pthread_key_create's iterations; static order of destructors
 */
#include "threads/late.h"
#include "threads/stage.h"

#define NEED_STATE(c, s) NEED(c, (s)->thread_set && (s)->thread_get && (s)->last_error_set && (s)->thread_states)

struct ending {
	const struct seam_threads *s;
	struct seam_thr_account *account;
	threads_count released, elsewhere, wrong, again, sets;
	bool first; /* whether the host's end-of-thread code is there before the peer's */
};

static _Thread_local struct ending *here;

static void gone(void *userdata)
{
	if (here)
		threads_more(&here->released);
	else
		threads_more(&((struct ending *)userdata)->elsewhere);
}

static void plain(struct seam_case *c, size_t i, void *argument)
{
	struct ending *e = argument;

	(void)i;
	here = e;
	CHECK_EQ(c, e->s->last_error_set(5, "of a thread that ends"), SEAM_OK);
	CHECK_EQ(c, e->s->thread_set(e, gone), SEAM_OK);
}

static void freed(struct seam_case *c)
{
	struct ending e = { .s = SEAM_OPS(c, threads) };
	struct seam_live before;
	uint64_t states;

	NEED_STATE(c, e.s);
	REQUIRE(threads_any(c));
	states = e.s->thread_states();
	before = seam_live(c);
	for (unsigned n = 1; n <= 20; n++) {
		seam_thread_join(c, seam_thread_start(c, plain, &e));
		CHECK_EQ(c, threads_read(&e.released) + threads_read(&e.elsewhere), n);
		CHECK_EQ(c, e.s->thread_states(), states);
		CHECK_EQ(c, seam_live(c).blocks, before.blocks);
	}
	CHECK_EQ(c, threads_read(&e.elsewhere), 0u);
}

static void counted(void *userdata)
{
	threads_more(&((struct ending *)userdata)->again);
}

/* Runs while the thread ends: uses what is the thread's, and what is not. */
static void late(void *argument)
{
	struct ending *e = argument;
	const char *message = NULL;
	void *value = NULL;
	int64_t balance;
	int32_t code;
	int rc;

	threads_more(&e->released);
	rc = e->s->last_error(&code, &message);
	if (rc != SEAM_OK && rc != SEAM_E_NOT_FOUND && rc != SEAM_E_STATE)
		threads_more(&e->wrong);
	rc = e->s->thread_get(&value);
	if (rc != SEAM_OK && rc != SEAM_E_NOT_FOUND && rc != SEAM_E_STATE)
		threads_more(&e->wrong);
	rc = e->s->last_error_set(6, "set at the end");
	if (rc != SEAM_OK && rc != SEAM_E_STATE)
		threads_more(&e->wrong);
	if (threads_read(&e->sets) < 40) {
		rc = e->s->thread_set(e, counted);
		if (rc == SEAM_OK)
			threads_more(&e->sets);
		else if (rc != SEAM_E_STATE)
			threads_more(&e->wrong);
	}
	if (e->s->account_add(e->account, 1, &balance) != SEAM_OK)
		threads_more(&e->wrong);
}

static void from_release(struct seam_case *c, size_t i, void *argument)
{
	struct ending *e = argument;

	(void)i;
	CHECK_EQ(c, e->s->last_error_set(5, "of a thread that ends"), SEAM_OK);
	CHECK_EQ(c, e->s->thread_set(e, late), SEAM_OK);
}

static void from_host(struct seam_case *c, size_t i, void *argument)
{
	struct ending *e = argument;

	(void)i;
	if (e->first)
		threads_at_end(late, e);
	CHECK_EQ(c, e->s->last_error_set(5, "of a thread that ends"), SEAM_OK);
	if (!e->first)
		threads_at_end(late, e);
}

static void run(struct seam_case *c, seam_thread_fn fn, bool first)
{
	struct ending e = { .s = SEAM_OPS(c, threads), .first = first };
	int64_t balance = 0;
	uint64_t states;

	NEED_STATE(c, e.s);
	NEED(c, e.s->account_create && e.s->account_add);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, e.s->account_create(0, NULL, NULL, &e.account), SEAM_OK));
	states = e.s->thread_states();
	for (unsigned n = 1; n <= 3; n++) {
		seam_thread_join(c, seam_thread_start(c, fn, &e));
		CHECK_EQ(c, threads_read(&e.released), n);
		CHECK_EQ(c, threads_read(&e.again), threads_read(&e.sets)); /* what was set at the end is released */
		CHECK_EQ(c, e.s->thread_states(), states);
	}
	CHECK_EQ(c, threads_read(&e.wrong), 0u);
	CHECK_EQ(c, e.s->account_get(e.account, &balance), SEAM_OK);
	CHECK_EQ(c, balance, 3);
	CHECK_EQ(c, e.s->account_release(e.account), SEAM_OK);
}

static void release_calls(struct seam_case *c)
{
	run(c, from_release, false);
}

static void host_before(struct seam_case *c)
{
	run(c, from_host, false);
}

static void host_after(struct seam_case *c)
{
	run(c, from_host, true);
}

SEAM_CASES(threads, state_end) = {
	{ "freed", SEAM_MUST, freed, "a thread's end releases its value on that thread and frees all that it had, before its joiner goes on", 0 },
	{ "release_calls", SEAM_MUST, release_calls, "the release of a thread that ends can call the peer; what it sets is released too", 0 },
	{ "host_before", SEAM_MUST, host_before, "the host's end-of-thread code can call the peer before the peer's own has run", 0 },
	{ "host_after", SEAM_MUST, host_after, "the host's end-of-thread code can call the peer after the peer's own has run", 0 },
	SEAM_END
};
