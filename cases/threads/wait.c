/*
 * wait: each wake lets one through, before or after it waits; a cancel lets all go.
 * Rule: threads.wait    Source: lost wake-ups, if instead of while around a condition; blocking calls that cannot be interrupted
 */
#include "threads/stage.h"

enum { WAITERS = 4 };

struct wait {
	const struct seam_threads *s;
	struct seam_thr_event *event;
	threads_count through, cancelled, wrong;
};

static bool begin(struct seam_case *c, struct wait *w)
{
	w->s = SEAM_OPS(c, threads);
	if (!w->s->event_create) {
		seam_skip(c, "the peer does not offer events");
		return false;
	}
	return threads_any(c) && CHECK_EQ(c, w->s->event_create(&w->event), SEAM_OK);
}

static void waits(struct seam_case *c, size_t i, void *argument)
{
	struct wait *w = argument;
	int rc = w->s->event_wait(w->event);

	(void)c;
	(void)i;
	threads_more(rc == SEAM_OK ? &w->through : rc == SEAM_E_STATE ? &w->cancelled : &w->wrong);
}

static bool waiting(struct seam_case *c, struct wait *w, uint64_t n)
{
	uint64_t seen = 0;

	for (int i = 0; i < 20000; i++) {
		if (w->s->event_waiting(w->event, &seen) != SEAM_OK || seen == n)
			break;
		threads_yield(c);
	}
	return CHECK_EQ(c, seen, n);
}

static void one_each(struct seam_case *c)
{
	struct seam_thread *thread[WAITERS];
	struct wait w = { 0 };

	REQUIRE(begin(c, &w));
	for (int i = 0; i < WAITERS; i++)
		thread[i] = seam_thread_start(c, waits, &w);
	waiting(c, &w, WAITERS);
	CHECK_EQ(c, w.s->event_destroy(w.event), SEAM_E_STATE);
	for (unsigned n = 1; n <= WAITERS; n++) {
		CHECK_EQ(c, threads_read(&w.through), n - 1);
		CHECK_EQ(c, w.s->event_wake(w.event), SEAM_OK);
		if (!threads_reaches(c, &w.through, n, "a thread that waits is not let through by a wake"))
			break;
		for (int i = 0; i < 20; i++)
			threads_yield(c);
		CHECK_EQ(c, threads_read(&w.through), n); /* one wake, one thread */
		waiting(c, &w, WAITERS - n);
	}
	if (threads_read(&w.through) < WAITERS)
		CHECK_EQ(c, w.s->event_cancel(w.event), SEAM_OK);
	for (int i = 0; i < WAITERS; i++)
		seam_thread_join(c, thread[i]);
	CHECK_EQ(c, threads_read(&w.wrong), 0u);
	CHECK_EQ(c, w.s->event_destroy(w.event), SEAM_OK);
}

static void thrice(struct seam_case *c, size_t i, void *argument)
{
	for (int n = 0; n < 3; n++)
		waits(c, i, argument);
}

static void wake_first(struct seam_case *c)
{
	struct seam_thread *thread;
	struct wait w = { 0 };

	REQUIRE(begin(c, &w));
	for (int i = 0; i < 2; i++)
		CHECK_EQ(c, w.s->event_wake(w.event), SEAM_OK);
	thread = seam_thread_start(c, thrice, &w);
	threads_reaches(c, &w.through, 2, "a wake that came before the wait is lost");
	if (waiting(c, &w, 1)) /* two wakes are two, not three */
		CHECK_EQ(c, threads_read(&w.through), 2u);
	CHECK_EQ(c, w.s->event_wake(w.event), SEAM_OK);
	if (!threads_ends(c, thread, "a thread that waits is not let through by a wake"))
		w.s->event_cancel(w.event);
	seam_thread_join(c, thread);
	CHECK_EQ(c, threads_read(&w.through), 3u);
	CHECK_EQ(c, w.s->event_destroy(w.event), SEAM_OK);
}

static void cancel(struct seam_case *c)
{
	struct seam_thread *thread[WAITERS];
	struct wait w = { 0 };

	REQUIRE(begin(c, &w));
	for (int i = 0; i < WAITERS; i++)
		thread[i] = seam_thread_start(c, waits, &w);
	waiting(c, &w, WAITERS);
	CHECK_EQ(c, w.s->event_cancel(w.event), SEAM_OK);
	for (int i = 0; i < WAITERS; i++) {
		if (!threads_ends(c, thread[i], "a thread that waits is not let go by the cancel"))
			for (int k = 0; k < WAITERS; k++)
				w.s->event_wake(w.event);
		seam_thread_join(c, thread[i]);
	}
	CHECK_EQ(c, threads_read(&w.cancelled), WAITERS);
	CHECK_EQ(c, w.s->event_wait(w.event), SEAM_E_STATE);
	CHECK_EQ(c, w.s->event_wake(w.event), SEAM_E_STATE);
	CHECK_EQ(c, w.s->event_cancel(w.event), SEAM_OK);
	CHECK_EQ(c, w.s->event_destroy(w.event), SEAM_OK);
}

/* Each wakes the other one, and waits to be woken. */
static void ping(struct seam_case *c, size_t i, void *argument)
{
	struct wait *w = argument;

	(void)c;
	for (int n = 0; n < 1000; n++)
		if ((i == 0 && w[0].s->event_wake(w[1].event) != SEAM_OK) || w[0].s->event_wait(w[i].event) != SEAM_OK ||
		    (i == 1 && w[0].s->event_wake(w[0].event) != SEAM_OK))
			threads_more(&w[0].wrong);
}

static void many(struct seam_case *c)
{
	struct wait w[2] = { { 0 }, { 0 } };
	uint64_t n = 99;

	REQUIRE(begin(c, &w[0]) && begin(c, &w[1]));
	seam_together(c, 2, ping, w);
	CHECK_EQ(c, threads_read(&w[0].wrong), 0u);
	for (int i = 0; i < 2; i++) {
		CHECK_EQ(c, w[i].s->event_waiting(w[i].event, &n), SEAM_OK);
		CHECK_EQ(c, n, 0u);
		CHECK_EQ(c, w[i].s->event_destroy(w[i].event), SEAM_OK);
	}
}

SEAM_CASES(threads, wait) = {
	{ "one_each", SEAM_MUST, one_each, "each wake lets exactly one of four waiting threads through; destroying meanwhile is refused", 0 },
	{ "wake_first", SEAM_MUST, wake_first, "a wake is not lost when nobody waits yet, and counts once", 0 },
	{ "cancel", SEAM_MUST, cancel, "a cancel lets all go that wait, and all that come", 0 },
	{ "many", SEAM_MUST, many, "a thousand wakes and waits of two threads all meet", 0 },
	SEAM_END
};
