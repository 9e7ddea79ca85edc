/*
 * serial: two threads that fire one source run their callbacks one after the other, or at once, as the peer says.
 * Rule: threads.serial    Source: serial queues; ConcurrentHashMap-like listeners; "callbacks are never concurrent"
 */
#include "threads/stage.h"

struct serial {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_source *source;
	struct seam_thread *other;
	struct seam_gate *calls;
	threads_count inside, at_once, runs;
	uint32_t policy;
};

static void other_fires(struct seam_case *c, size_t i, void *argument)
{
	struct serial *t = argument;

	(void)i;
	seam_gate_open(t->calls);
	CHECK_EQ(c, t->s->source_fire(t->source, 2), SEAM_OK);
}

static void on_value(void *userdata, int64_t value)
{
	struct serial *t = userdata;

	threads_more(&t->runs);
	if (threads_more(&t->inside) > 1)
		threads_more(&t->at_once);
	if (value == 1) {
		t->other = seam_thread_start(t->c, other_fires, t);
		seam_gate_wait(t->calls);
		if (t->policy == SEAM_THR_SERIAL)
			threads_waits(t->c, t->other, "source_fire came back on a second thread while a callback was running on the first");
		else
			threads_ends(t->c, t->other, "source_fire waits for another thread's callback, which it says it does not");
	}
	atomic_fetch_sub(&t->inside, 1);
}

static void as_declared(struct seam_case *c)
{
	struct serial t = { .s = SEAM_OPS(c, threads), .c = c };
	uint64_t id = 0;

	NEED(c, t.s->source_create && t.s->policy);
	REQUIRE(threads_any(c));
	t.calls = seam_gate(c);
	t.policy = t.s->policy(SEAM_THR_FIRE);
	REQUIRE(CHECK(c, t.policy == SEAM_THR_SERIAL || t.policy == SEAM_THR_PARALLEL));
	REQUIRE(CHECK_EQ(c, t.s->source_create(&t.source), SEAM_OK));
	CHECK_EQ(c, t.s->source_register(t.source, on_value, &t, NULL, &id), SEAM_OK);
	CHECK_EQ(c, t.s->source_fire(t.source, 1), SEAM_OK);
	seam_thread_join(c, t.other);
	CHECK_EQ(c, threads_read(&t.runs), 2u);
	CHECK_EQ(c, threads_read(&t.at_once), t.policy == SEAM_THR_SERIAL ? 0u : 1u);
	CHECK_EQ(c, t.s->source_destroy(t.source), SEAM_OK);
}

SEAM_CASES(threads, serial) = {
	{ "as_declared", SEAM_MUST, as_declared, "callbacks of one source run at once on two threads, or one after the other, as the peer says", 0 },
	SEAM_END
};
