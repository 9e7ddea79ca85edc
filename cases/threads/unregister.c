/*
 * unregister: once it is taken out, a callback is not called and not running, or the peer says that it still is.
 * Rule: threads.unregister    Source: callbacks after free; g_signal_handler_disconnect, del_timer_sync, RCU
 */
#include "threads/stage.h"

struct unregister {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_source *source;
	uint64_t id, second;
	struct seam_thread *other;
	struct seam_gate *calls, *back_gate;
	threads_count back, released;
	unsigned runs, second_runs, early;
	uint32_t policy;
	int rc;
};

static void gone(void *userdata)
{
	threads_more(&((struct unregister *)userdata)->released);
}

static void other_unregisters(struct seam_case *c, size_t i, void *argument)
{
	struct unregister *u = argument;

	(void)c;
	(void)i;
	seam_gate_open(u->calls);
	u->rc = u->s->source_unregister(u->source, u->id);
	threads_more(&u->back);
	seam_gate_open(u->back_gate);
}

/* The callback that is taken out by another thread while it runs. */
static void running(void *userdata, int64_t value)
{
	struct unregister *u = userdata;

	if (value != 1 || u->runs++)
		return;
	u->other = seam_thread_start(u->c, other_unregisters, u);
	seam_gate_wait(u->calls);
	if (u->policy == SEAM_THR_WAITS)
		threads_waits(u->c, u->other, "source_unregister came back while the callback was running, which it says it waits for");
	else
		threads_ends(u->c, u->other, "source_unregister waits for a callback that is running, which it says it does not");
	if (threads_read(&u->released))
		FAIL(u->c, "the userdata was released while the callback was running");
}

static bool begin(struct seam_case *c, struct unregister *u)
{
	u->s = SEAM_OPS(c, threads);
	u->c = c;
	u->calls = seam_gate(c);
	u->back_gate = seam_gate(c);
	u->rc = 99;
	if (!u->s->source_create || !u->s->policy) {
		seam_skip(c, "the peer does not offer sources");
		return false;
	}
	u->policy = u->s->policy(SEAM_THR_UNREGISTER);
	return CHECK(c, u->policy >= SEAM_THR_WAITS && u->policy <= SEAM_THR_DEFERS) &&
	       CHECK_EQ(c, u->s->source_create(&u->source), SEAM_OK);
}

static void while_it_runs(struct seam_case *c)
{
	struct unregister u = { 0 };

	REQUIRE(threads_any(c));
	REQUIRE(begin(c, &u));
	CHECK_EQ(c, u.s->source_register(u.source, running, &u, gone, &u.id), SEAM_OK);
	CHECK_EQ(c, u.s->source_fire(u.source, 1), SEAM_OK);
	seam_thread_join(c, u.other);
	CHECK_EQ(c, u.runs, 1u);
	if (u.policy == SEAM_THR_REFUSES) {
		CHECK_EQ(c, u.rc, SEAM_E_STATE);
		CHECK_EQ(c, threads_read(&u.released), 0u);
		CHECK_EQ(c, u.s->source_fire(u.source, 1), SEAM_OK); /* nothing has changed */
		CHECK_EQ(c, u.runs, 2u);
		CHECK_EQ(c, u.s->source_unregister(u.source, u.id), SEAM_OK);
	} else {
		CHECK_EQ(c, u.rc, SEAM_OK);
		CHECK_EQ(c, u.s->source_fire(u.source, 1), SEAM_OK);
		CHECK_EQ(c, u.runs, 1u);
	}
	CHECK_EQ(c, threads_read(&u.released), 1u);
	CHECK_EQ(c, u.s->source_destroy(u.source), SEAM_OK);
	CHECK_EQ(c, threads_read(&u.released), 1u);
}

/* Takes out the one that comes after this one, on another thread, and gives it every chance to come back. */
static void first(void *userdata, int64_t value)
{
	struct unregister *u = userdata;

	(void)value;
	u->id = u->second;
	u->other = seam_thread_start(u->c, other_unregisters, u);
	seam_gate_wait(u->calls);
	for (int i = 0; i < 100 && !threads_read(&u->back); i++)
		threads_yield(u->c);
	u->early = threads_read(&u->back);
	if (u->early)
		seam_gate_wait(u->back_gate);
}

static void next_one(void *userdata, int64_t value)
{
	struct unregister *u = userdata;

	(void)value;
	u->second_runs++;
	if (u->early && u->rc == SEAM_OK)
		FAIL(u->c, "the callback is called by a fire that was running, after source_unregister had come back on another thread");
}

static void before_its_turn(struct seam_case *c)
{
	struct unregister u = { 0 };
	uint64_t id = 0;

	REQUIRE(threads_any(c));
	REQUIRE(begin(c, &u));
	CHECK_EQ(c, u.s->source_register(u.source, first, &u, NULL, &id), SEAM_OK);
	CHECK_EQ(c, u.s->source_register(u.source, next_one, &u, gone, &u.second), SEAM_OK);
	CHECK_EQ(c, u.s->source_fire(u.source, 1), SEAM_OK);
	seam_thread_join(c, u.other);
	if (u.rc == SEAM_E_STATE)
		u.rc = u.s->source_unregister(u.source, u.second);
	CHECK_EQ(c, u.rc, SEAM_OK);
	CHECK_EQ(c, threads_read(&u.released), 1u);
	CHECK_EQ(c, u.s->source_destroy(u.source), SEAM_OK);
	CHECK_EQ(c, threads_read(&u.released), 1u);
}

SEAM_CASES(threads, unregister) = {
	{ "while_it_runs", SEAM_MUST, while_it_runs, "taking out a callback that runs on another thread waits, refuses or defers, as the peer says", 0 },
	{ "before_its_turn", SEAM_MUST, before_its_turn, "a callback that was taken out before its turn is not called by the fire that is running", 0 },
	SEAM_END
};
