/*
 * source: who fires calls, on its own thread, whom is registered, in order, whichever thread registered it.
 * Rule: threads.source    Source: signals and slots; koffi's registered callbacks
 */
#include "threads/stage.h"

enum { FNS = 4 };

struct source {
	const struct seam_threads *s;
	struct seam_thr_source *source;
	uint64_t id[FNS];
	int64_t value;
	int seen[FNS], order, wrong_order;
	threads_count calls, elsewhere, released[FNS], wrong;
};

static _Thread_local bool firing;

static struct source *stage;

/* Tag i of the case is the userdata of callback i. */
static struct seam_case *now;

static void on_value(void *userdata, int64_t value)
{
	for (int i = 0; i < FNS; i++)
		if (userdata == (void *)(uintptr_t)seam_tag(now, (uint32_t)i)) {
			stage->wrong_order += stage->order > i;
			stage->order = i;
			stage->seen[i]++;
			stage->value = value;
		}
	threads_more(&stage->calls);
	if (!firing)
		threads_more(&stage->elsewhere);
}

static void gone(void *userdata)
{
	for (int i = 0; i < FNS; i++)
		if (userdata == (void *)(uintptr_t)seam_tag(now, (uint32_t)i))
			threads_more(&stage->released[i]);
}

static void fire(struct seam_case *c, size_t i, void *argument)
{
	struct source *t = argument;

	(void)i;
	firing = true;
	t->order = 0;
	CHECK_EQ(c, t->s->source_fire(t->source, INT64_MIN + 5), SEAM_OK);
	firing = false;
}

static void registers(struct seam_case *c, size_t i, void *argument)
{
	struct source *t = argument;

	(void)i;
	for (uint32_t k = 0; k < FNS; k++)
		CHECK_EQ(c, t->s->source_register(t->source, on_value, (void *)(uintptr_t)seam_tag(c, k), gone, &t->id[k]), SEAM_OK);
}

static void fires(struct seam_case *c)
{
	struct source t = { .s = SEAM_OPS(c, threads) };
	uint64_t live;

	NEED(c, t.s->source_create);
	REQUIRE(threads_any(c));
	stage = &t;
	now = c;
	live = t.s->live();
	REQUIRE(CHECK_EQ(c, t.s->source_create(&t.source), SEAM_OK));
	CHECK_EQ(c, t.s->source_fire(t.source, 1), SEAM_OK);
	seam_thread_join(c, seam_thread_start(c, registers, &t));
	CHECK_EQ(c, t.s->live(), live + 1 + FNS);
	for (int i = 0; i < FNS; i++)
		for (int k = 0; k <= i; k++)
			CHECK(c, t.id[i] != 0 && (k == i || t.id[k] != t.id[i]));
	fire(c, 0, &t);
	seam_thread_join(c, seam_thread_start(c, fire, &t));
	CHECK_EQ(c, t.wrong_order, 0);
	CHECK_EQ(c, t.value, INT64_MIN + 5);
	CHECK_EQ(c, threads_read(&t.elsewhere), 0u);
	for (int i = 0; i < FNS; i++)
		CHECK_EQ(c, t.seen[i], 2);
	CHECK_EQ(c, t.s->source_unregister(t.source, t.id[1]), SEAM_OK);
	CHECK_EQ(c, threads_read(&t.released[1]), 1u);
	CHECK_EQ(c, t.s->source_unregister(t.source, t.id[1]), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, t.s->source_unregister(t.source, 0), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, t.s->source_unregister(t.source, UINT64_MAX), SEAM_E_NOT_FOUND);
	fire(c, 0, &t);
	CHECK_EQ(c, t.seen[1], 2);
	CHECK_EQ(c, threads_read(&t.calls), 11u);
	CHECK_EQ(c, t.s->source_destroy(t.source), SEAM_OK);
	for (int i = 0; i < FNS; i++)
		CHECK_EQ(c, threads_read(&t.released[i]), 1u);
	CHECK_EQ(c, t.s->live(), live);
}

static void any_value(void *userdata, int64_t value)
{
	(void)value;
	threads_more(userdata);
}

static void come_and_go(struct seam_case *c, size_t i, void *argument)
{
	struct source *t = argument;

	(void)c;
	for (int n = 0; n < 200; n++) {
		uint64_t id = 0;

		if (i % 2) {
			if (t->s->source_fire(t->source, n) != SEAM_OK)
				threads_more(&t->wrong);
		} else if (t->s->source_register(t->source, any_value, &t->calls, NULL, &id) != SEAM_OK) {
			threads_more(&t->wrong);
		} else {
			while (t->s->source_unregister(t->source, id) == SEAM_E_STATE)
				; /* refused while it runs: again */
			if (t->s->source_unregister(t->source, id) != SEAM_E_NOT_FOUND)
				threads_more(&t->wrong);
		}
	}
}

static void together(struct seam_case *c)
{
	struct source t = { .s = SEAM_OPS(c, threads) };

	NEED(c, t.s->source_create);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, t.s->source_create(&t.source), SEAM_OK));
	seam_together(c, 4, come_and_go, &t);
	CHECK_EQ(c, threads_read(&t.wrong), 0u);
	CHECK_EQ(c, t.s->source_destroy(t.source), SEAM_OK);
}

SEAM_CASES(threads, source) = {
	{ "fires", SEAM_MUST, fires, "each registered callback is called once a fire, in order, on the thread that fires", 0 },
	{ "together", SEAM_MUST, together, "threads register and unregister while others fire", 0 },
	SEAM_END
};
