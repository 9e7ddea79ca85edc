/*
 * once: what is to be done once is done once, whoever asks; all see what came of it; a failure is tried again.
 * Rule: threads.once    Source: std::call_once, Once's poisoning, double-checked locking without a barrier
 */
#include "threads/stage.h"

enum { THREADS = 16 };

struct once {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_once *once;
	struct seam_thread *other;
	struct seam_gate *calls;
	threads_count runs, over, other_runs;
	int fails, rc, other_rc;
	int64_t result, seen[THREADS], prepared[64];
};

static bool begin(struct seam_case *c, struct once *o)
{
	o->s = SEAM_OPS(c, threads);
	o->c = c;
	o->calls = seam_gate(c);
	if (!o->s->once_create) {
		seam_skip(c, "the peer does not offer onces");
		return false;
	}
	return threads_any(c) && CHECK_EQ(c, o->s->once_create(&o->once), SEAM_OK);
}

static int prepare(void *userdata, int64_t *result)
{
	struct once *o = userdata;

	for (int i = 0; i < 64; i++)
		o->prepared[i] = -1000 - i; /* without a lock: once_run orders it */
	for (int i = 0; i < 5; i++)
		threads_yield(o->c);
	*result = (int64_t)seam_tag(o->c, threads_more(&o->runs));
	return 0;
}

static void ask(struct seam_case *c, size_t i, void *argument)
{
	struct once *o = argument;

	CHECK_EQ(c, o->s->once_run(o->once, prepare, o, &o->seen[i]), SEAM_OK);
	for (int k = 0; k < 64; k++)
		if (o->prepared[k] != -1000 - k) {
			FAIL(c, "once_run came back before what the function prepared was there");
			return;
		}
}

static void sixteen(struct seam_case *c)
{
	struct once o = { 0 };

	REQUIRE(begin(c, &o));
	seam_together(c, THREADS, ask, &o);
	CHECK_EQ(c, threads_read(&o.runs), 1u);
	for (int i = 0; i < THREADS; i++)
		CHECK_EQ(c, o.seen[i], (int64_t)seam_tag(c, 1));
	ask(c, 0, &o);
	CHECK_EQ(c, threads_read(&o.runs), 1u);
	CHECK_EQ(c, o.s->once_destroy(o.once), SEAM_OK);
}

static int other_fn(void *userdata, int64_t *result)
{
	struct once *o = userdata;

	threads_more(&o->other_runs);
	*result = 22;
	return 0;
}

static void other(struct seam_case *c, size_t i, void *argument)
{
	struct once *o = argument;

	(void)c;
	(void)i;
	seam_gate_open(o->calls);
	o->other_rc = o->s->once_run(o->once, other_fn, o, &o->seen[1]);
}

static int slow(void *userdata, int64_t *result)
{
	struct once *o = userdata;

	o->other = seam_thread_start(o->c, other, o);
	seam_gate_wait(o->calls);
	threads_waits(o->c, o->other, "once_run came back on a second thread while the function was still running on the first");
	CHECK_EQ(o->c, threads_read(&o->other_runs), 0u);
	*result = 11;
	return o->fails;
}

static void meet(struct seam_case *c, int fails)
{
	struct once o = { .fails = fails };

	REQUIRE(begin(c, &o));
	o.seen[0] = o.seen[1] = 99;
	o.rc = o.s->once_run(o.once, slow, &o, &o.seen[0]);
	seam_thread_join(c, o.other);
	CHECK_EQ(c, o.rc, fails ? SEAM_E_FAILED : SEAM_OK);
	CHECK_EQ(c, o.seen[0], fails ? 99 : 11);
	CHECK_EQ(c, o.other_rc, SEAM_OK);
	CHECK_EQ(c, o.seen[1], fails ? 22 : 11);
	CHECK_EQ(c, threads_read(&o.other_runs), fails ? 1u : 0u);
	CHECK_EQ(c, o.s->once_run(o.once, slow, &o, &o.seen[0]), SEAM_OK);
	CHECK_EQ(c, o.seen[0], fails ? 22 : 11);
	CHECK_EQ(c, o.s->once_destroy(o.once), SEAM_OK);
}

static void waits(struct seam_case *c)
{
	meet(c, 0);
}

static void failure(struct seam_case *c)
{
	static const int values[] = { -3, 1, 256 };

	for (int i = 0; i < 3; i++)
		meet(c, values[i]);
}

static int within(void *userdata, int64_t *result)
{
	struct once *o = userdata;
	int64_t inner = 99;

	o->other_rc = o->s->once_run(o->once, other_fn, o, &inner);
	*result = inner;
	return 0;
}

static void asks_within(struct seam_case *c, size_t i, void *argument)
{
	struct once *o = argument;

	(void)i;
	CHECK_EQ(c, o->s->once_run(o->once, within, o, &o->result), SEAM_OK);
}

static void recursive(struct seam_case *c)
{
	struct once o = { 0 };

	REQUIRE(begin(c, &o));
	o.other = seam_thread_start(c, asks_within, &o);
	REQUIRE(threads_ends(c, o.other, "once_run, called from its own function, does not come back"));
	seam_thread_join(c, o.other);
	CHECK_EQ(c, o.other_rc, SEAM_E_STATE);
	CHECK_EQ(c, threads_read(&o.other_runs), 0u);
	CHECK_EQ(c, o.result, 99);
	CHECK_EQ(c, o.s->once_destroy(o.once), SEAM_OK);
}

SEAM_CASES(threads, once) = {
	{ "sixteen", SEAM_MUST, sixteen, "of sixteen threads that ask one runs the function; all see its result and what it prepared", 0 },
	{ "waits", SEAM_MUST, waits, "who asks while the function runs waits for it", 0 },
	{ "failure", SEAM_MUST, failure, "a failure is told to the one whose function failed; the one that waits tries its own", 0 },
	{ "recursive", SEAM_MUST, recursive, "asking again from the function is refused, and does not deadlock", 0 },
	SEAM_END
};
