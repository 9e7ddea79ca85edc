/*
 * init_together: threads that initialise a library together get it whole, and set up once.
 * Rule: threads.init_together    Source: double-checked locking; ssl_init and curl_global_init, not thread-safe once
 */
#include "threads/stage.h"

enum { THREADS = 16 };

struct together {
	const struct seam_threads *s;
	threads_count setups, over;
	int rc[THREADS], result;
	uint32_t count[THREADS];
	bool early[THREADS];
	struct seam_case *c;
	struct seam_thread *other;
	struct seam_gate *calls;
	int other_rc, other_result;
	bool initialises;
};

static int set_up(void *userdata, int64_t *result)
{
	struct together *t = userdata;

	(void)result;
	threads_more(&t->setups);
	for (int i = 0; i < 10; i++)
		threads_yield(t->c);
	threads_more(&t->over);
	return 0;
}

static void init(struct seam_case *c, size_t i, void *argument)
{
	struct together *t = argument;

	(void)c;
	t->rc[i] = t->s->lib_init(set_up, t, &t->count[i]);
	t->early[i] = threads_read(&t->over) == 0;
}

static void down(struct seam_case *c, size_t i, void *argument)
{
	struct together *t = argument;

	(void)c;
	t->rc[i] = t->s->lib_shutdown(&t->count[i]);
}

/* Each of 1 to 16 (or 0 to 15) once. */
static void check_counts(struct seam_case *c, const struct together *t, uint32_t first)
{
	unsigned seen[THREADS + 1] = { 0 };

	for (int i = 0; i < THREADS; i++) {
		CHECK_EQ(c, t->rc[i], SEAM_OK);
		if (CHECK(c, t->count[i] <= THREADS))
			seen[t->count[i]]++;
	}
	for (uint32_t n = first; n < first + THREADS; n++)
		if (seen[n] != 1)
			FAIL(c, "%u of %d threads were told that there are %u users", seen[n], THREADS, (unsigned)n);
}

static void sixteen(struct seam_case *c)
{
	struct together t = { .s = SEAM_OPS(c, threads), .c = c };

	NEED(c, t.s->lib_init && t.s->lib_shutdown);
	REQUIRE(threads_any(c));
	seam_together(c, THREADS, init, &t);
	CHECK_EQ(c, threads_read(&t.setups), 1u);
	check_counts(c, &t, 1);
	for (int i = 0; i < THREADS; i++)
		CHECK(c, !t.early[i]);
	seam_together(c, THREADS, down, &t);
	check_counts(c, &t, 0);
}

static int other_set_up(void *userdata, int64_t *result)
{
	struct together *t = userdata;

	(void)result;
	threads_more(&t->over);
	return t->other_result;
}

static void other(struct seam_case *c, size_t i, void *argument)
{
	struct together *t = argument;
	int64_t total;

	(void)c;
	(void)i;
	seam_gate_open(t->calls);
	t->other_rc = t->initialises ? t->s->lib_init(other_set_up, t, &t->count[1]) : t->s->lib_add(1, &total);
}

/* The first one's setup, during which another thread comes. */
static int slow(void *userdata, int64_t *result)
{
	struct together *t = userdata;

	(void)result;
	t->other = seam_thread_start(t->c, other, t);
	seam_gate_wait(t->calls);
	if (t->initialises) {
		threads_waits(t->c, t->other, "lib_init came back on a second thread while the first one's setup was still running");
		CHECK_EQ(t->c, threads_read(&t->over), 0u); /* and calls no setup of its own meanwhile */
	} else {
		for (int i = 0; i < 100 && !seam_thread_ended(t->other); i++)
			threads_yield(t->c);
		if (seam_thread_ended(t->other))
			CHECK_EQ(t->c, t->other_rc, SEAM_E_STATE);
	}
	return t->result;
}

static void meet(struct seam_case *c, struct together *t)
{
	t->c = c;
	t->calls = seam_gate(c);
	t->rc[0] = t->s->lib_init(slow, t, &t->count[0]);
	seam_thread_join(c, t->other);
}

static void waits(struct seam_case *c)
{
	struct together t = { .s = SEAM_OPS(c, threads), .initialises = true };

	NEED(c, t.s->lib_init && t.s->lib_shutdown);
	REQUIRE(threads_any(c));
	meet(c, &t);
	CHECK_EQ(c, t.rc[0], SEAM_OK);
	CHECK_EQ(c, t.other_rc, SEAM_OK);
	CHECK_EQ(c, t.count[0] + t.count[1], 3u); /* 1 and 2 */
	CHECK_EQ(c, threads_read(&t.over), 0u);
	CHECK_EQ(c, t.s->lib_shutdown(NULL), SEAM_OK);
	CHECK_EQ(c, t.s->lib_shutdown(NULL), SEAM_OK);
}

static void next_one(struct seam_case *c)
{
	struct together t = { .s = SEAM_OPS(c, threads), .initialises = true, .result = 1 };

	NEED(c, t.s->lib_init && t.s->lib_shutdown);
	REQUIRE(threads_any(c));
	meet(c, &t);
	CHECK_EQ(c, t.rc[0], SEAM_E_FAILED);
	CHECK_EQ(c, threads_read(&t.over), 1u);
	REQUIRE(CHECK_EQ(c, t.other_rc, SEAM_OK));
	CHECK_EQ(c, t.count[1], 1u);
	CHECK_EQ(c, t.s->lib_shutdown(NULL), SEAM_OK);
}

static void use(struct seam_case *c)
{
	struct together t = { .s = SEAM_OPS(c, threads) };

	NEED(c, t.s->lib_init && t.s->lib_shutdown && t.s->lib_add);
	REQUIRE(threads_any(c));
	meet(c, &t);
	CHECK_EQ(c, t.rc[0], SEAM_OK);
	CHECK_EQ(c, t.s->lib_shutdown(NULL), SEAM_OK);
}

SEAM_CASES(threads, init_together) = {
	{ "sixteen", SEAM_MUST, sixteen, "of sixteen threads that initialise together one sets up; their counts are 1 to 16, then 15 to 0", 0 },
	{ "waits", SEAM_MUST, waits, "a second thread's init comes back when the first one's setup is over, not before", 0 },
	{ "next_one", SEAM_MUST, next_one, "when the first one's setup fails, the one that waits sets up itself", 0 },
	{ "use", SEAM_MUST, use, "during setup another thread cannot use the library yet", 0 },
	SEAM_END
};
