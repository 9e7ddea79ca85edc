/*
 * moved: a handle belongs to no thread: made on one, used on a second, ended on a third.
 * Rule: threads.moved    Source: handles kept in thread-local tables; Send without Sync
 */
#include "threads/stage.h"

struct moved {
	const struct seam_threads *s;
	struct seam_thr_account *account;
	struct seam_thr_source *source;
	struct seam_thr_event *event;
	struct seam_thr_once *once;
	struct seam_thr_box *box;
	uint64_t id;
	int64_t seen;
	unsigned released;
	struct seam_gate *turn[4];
};

static void value(void *userdata, int64_t v)
{
	((struct moved *)userdata)->seen = v;
}

static void gone(void *userdata)
{
	((struct moved *)userdata)->released++;
}

static int eleven(void *userdata, int64_t *result)
{
	(void)userdata;
	*result = 11;
	return 0;
}

static void make(struct seam_case *c, size_t i, void *argument)
{
	struct moved *m = argument;
	const struct seam_threads *s = m->s;

	(void)i;
	CHECK_EQ(c, s->account_create(40, m, gone, &m->account), SEAM_OK);
	CHECK_EQ(c, s->source_create(&m->source), SEAM_OK);
	CHECK_EQ(c, s->source_register(m->source, value, m, gone, &m->id), SEAM_OK);
	CHECK_EQ(c, s->event_create(&m->event), SEAM_OK);
	CHECK_EQ(c, s->event_wake(m->event), SEAM_OK);
	CHECK_EQ(c, s->once_create(&m->once), SEAM_OK);
	CHECK_EQ(c, s->box_create(&m->box), SEAM_OK);
	CHECK_EQ(c, s->box_publish(m->box, "moved", 6), SEAM_OK);
}

static void use(struct seam_case *c, size_t i, void *argument)
{
	struct moved *m = argument;
	const struct seam_threads *s = m->s;
	char text[8] = "";
	int64_t n = 0;
	size_t size = 0;

	(void)i;
	CHECK_EQ(c, s->account_add(m->account, 2, &n), SEAM_OK);
	CHECK_EQ(c, n, 42);
	CHECK_EQ(c, s->source_fire(m->source, -77), SEAM_OK);
	CHECK_EQ(c, m->seen, -77);
	CHECK_EQ(c, s->event_wait(m->event), SEAM_OK);
	CHECK_EQ(c, s->once_run(m->once, eleven, NULL, &n), SEAM_OK);
	CHECK_EQ(c, n, 11);
	CHECK_EQ(c, s->box_read(m->box, text, sizeof text, &size), SEAM_OK);
	CHECK_STR(c, text, "moved");
}

static void end(struct seam_case *c, size_t i, void *argument)
{
	struct moved *m = argument;
	const struct seam_threads *s = m->s;

	(void)i;
	CHECK_EQ(c, m->released, 0u);
	CHECK_EQ(c, s->account_release(m->account), SEAM_OK);
	CHECK_EQ(c, m->released, 1u);
	CHECK_EQ(c, s->source_unregister(m->source, m->id), SEAM_OK);
	CHECK_EQ(c, m->released, 2u);
	CHECK_EQ(c, s->source_destroy(m->source), SEAM_OK);
	CHECK_EQ(c, s->event_destroy(m->event), SEAM_OK);
	CHECK_EQ(c, s->once_destroy(m->once), SEAM_OK);
	CHECK_EQ(c, s->box_destroy(m->box), SEAM_OK);
}

/* All three live until the end, so that no two have the same number. */
static void in_turn(struct seam_case *c, size_t i, void *argument)
{
	static const seam_thread_fn steps[] = { make, use, end };
	struct moved *m = argument;

	seam_gate_wait(m->turn[i]);
	if (i == 0 || (m->account && m->source && m->event && m->once && m->box))
		steps[i](c, i, argument);
	seam_gate_open(m->turn[i + 1]);
	seam_gate_wait(m->turn[3]);
}

static void all(struct seam_case *c)
{
	struct moved m = { .s = SEAM_OPS(c, threads) };
	uint64_t live;

	NEED(c, m.s->account_create && m.s->source_create && m.s->event_create && m.s->once_create && m.s->box_create);
	REQUIRE(threads_any(c));
	live = m.s->live();
	for (int i = 0; i < 4; i++)
		m.turn[i] = seam_gate(c);
	seam_gate_open(m.turn[0]);
	seam_together(c, 3, in_turn, &m);
	CHECK_EQ(c, m.s->live(), live);
}

SEAM_CASES(threads, moved) = {
	{ "all", SEAM_MUST, all, "a handle of each kind is made on one thread, used on a second and ended on a third", 0 },
	SEAM_END
};
