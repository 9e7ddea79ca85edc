/*
 * unregister_itself: a callback can take itself out, and a source is not destroyed while it fires.
 * Rule: threads.unregister_itself    Source: one-shot handlers; waiting for oneself
 */
#include "threads/stage.h"

struct itself {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_source *source;
	struct seam_thread *firing;
	uint64_t id, other;
	unsigned runs, released, others, released_early;
	int rc, destroyed;
};

static void gone(void *userdata)
{
	((struct itself *)userdata)->released++;
}

static void once(void *userdata, int64_t value)
{
	struct itself *t = userdata;

	(void)value;
	t->runs++;
	t->rc = t->s->source_unregister(t->source, t->id);
	t->released_early = t->released;
}

static void after(void *userdata, int64_t value)
{
	(void)value;
	((struct itself *)userdata)->others++;
}

static void fires(struct seam_case *c, size_t i, void *argument)
{
	struct itself *t = argument;

	(void)i;
	CHECK_EQ(c, t->s->source_fire(t->source, 1), SEAM_OK);
	CHECK_EQ(c, t->released, 1u); /* before the fire returns */
}

static void one_shot(struct seam_case *c)
{
	struct itself t = { .s = SEAM_OPS(c, threads), .rc = 99 };

	NEED(c, t.s->source_create);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, t.s->source_create(&t.source), SEAM_OK));
	CHECK_EQ(c, t.s->source_register(t.source, once, &t, gone, &t.id), SEAM_OK);
	CHECK_EQ(c, t.s->source_register(t.source, after, &t, NULL, &t.other), SEAM_OK);
	t.firing = seam_thread_start(c, fires, &t);
	REQUIRE(threads_ends(c, t.firing, "a callback that takes itself out does not come back: it waits for itself"));
	seam_thread_join(c, t.firing);
	CHECK_EQ(c, t.rc, SEAM_OK);
	CHECK_EQ(c, t.released_early, 0u);
	CHECK_EQ(c, t.others, 1u);
	CHECK_EQ(c, t.s->source_fire(t.source, 2), SEAM_OK);
	CHECK_EQ(c, t.runs, 1u);
	CHECK_EQ(c, t.others, 2u);
	CHECK_EQ(c, t.s->source_unregister(t.source, t.id), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, t.s->source_destroy(t.source), SEAM_OK);
	CHECK_EQ(c, t.released, 1u);
}

static void other_destroys(struct seam_case *c, size_t i, void *argument)
{
	struct itself *t = argument;

	(void)c;
	(void)i;
	t->destroyed = t->s->source_destroy(t->source);
}

static void destroys(void *userdata, int64_t value)
{
	struct itself *t = userdata;

	(void)value;
	if (t->runs++)
		return;
	t->rc = t->s->source_destroy(t->source);
	if (t->rc != SEAM_E_STATE) /* it is gone: what comes now has nothing to stand on */
		return;
	t->firing = seam_thread_start(t->c, other_destroys, t);
	threads_ends(t->c, t->firing, "source_destroy does not come back while a fire is running; it is to be refused");
}

static void while_it_fires(struct seam_case *c)
{
	struct itself t = { .s = SEAM_OPS(c, threads), .c = c, .rc = 99, .destroyed = 99 };

	NEED(c, t.s->source_create);
	REQUIRE(threads_any(c));
	REQUIRE(CHECK_EQ(c, t.s->source_create(&t.source), SEAM_OK));
	CHECK_EQ(c, t.s->source_register(t.source, destroys, &t, gone, &t.id), SEAM_OK);
	CHECK_EQ(c, t.s->source_fire(t.source, 1), SEAM_OK);
	REQUIRE(CHECK_EQ(c, t.rc, SEAM_E_STATE));
	seam_thread_join(c, t.firing);
	REQUIRE(CHECK_EQ(c, t.destroyed, SEAM_E_STATE));
	CHECK_EQ(c, t.released, 0u);
	CHECK_EQ(c, t.s->source_fire(t.source, 1), SEAM_OK);
	CHECK_EQ(c, t.runs, 2u);
	CHECK_EQ(c, t.s->source_destroy(t.source), SEAM_OK);
	CHECK_EQ(c, t.released, 1u);
}

SEAM_CASES(threads, unregister_itself) = {
	{ "one_shot", SEAM_MUST, one_shot, "a callback that takes itself out comes back, is released after it has returned, and not called again", 0 },
	{ "while_it_fires", SEAM_MUST, while_it_fires, "destroying a source is refused while it fires, on its own thread and on another", 0 },
	SEAM_END
};
