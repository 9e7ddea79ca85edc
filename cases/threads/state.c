/*
 * state: a thread's value is its own, is not inherited, and is released when it is replaced or forgotten.
 * Rule: threads.state    Source: pthread_setspecific; per-thread tables by thread number; attach and detach
 */
#include "threads/stage.h"

#define NEED_STATE(c, s) NEED(c, (s)->thread_set && (s)->thread_get && (s)->thread_forget && (s)->thread_states)

struct state {
	const struct seam_threads *s;
	void *tag[4];
	threads_count released[4], on;
	struct seam_gate *set, *end;
};

static struct state *stage;

static void gone(void *userdata)
{
	for (int i = 0; i < 4; i++)
		if (userdata == stage->tag[i])
			threads_more(&stage->released[i]);
}

static void begin(struct seam_case *c, struct state *t)
{
	stage = t;
	t->s = SEAM_OPS(c, threads);
	for (uint32_t i = 0; i < 4; i++)
		t->tag[i] = (void *)(uintptr_t)seam_tag(c, i);
}

static void check_mine(struct seam_case *c, const struct state *t, int i)
{
	void *seen = NULL;

	CHECK_EQ(c, t->s->thread_get(&seen), SEAM_OK);
	CHECK_EQ(c, seen, t->tag[i]);
}

static void replaced(struct seam_case *c)
{
	struct state t = { 0 };
	void *seen = &t;
	uint64_t states;

	begin(c, &t);
	NEED_STATE(c, t.s);
	states = t.s->thread_states();
	CHECK_EQ(c, t.s->thread_get(&seen), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seen, (void *)&t);
	CHECK_EQ(c, t.s->thread_states(), states); /* asking makes none */
	REQUIRE(CHECK_EQ(c, t.s->thread_set(t.tag[0], gone), SEAM_OK));
	CHECK_EQ(c, t.s->thread_states(), states + 1);
	check_mine(c, &t, 0);
	CHECK_EQ(c, t.s->thread_set(t.tag[1], gone), SEAM_OK);
	CHECK_EQ(c, threads_read(&t.released[0]), 1u);
	CHECK_EQ(c, t.s->thread_states(), states + 1);
	check_mine(c, &t, 1);
	CHECK_EQ(c, t.s->thread_set(t.tag[1], gone), SEAM_OK); /* the same again is a value of its own */
	CHECK_EQ(c, threads_read(&t.released[1]), 1u);
	CHECK_EQ(c, t.s->thread_set(NULL, NULL), SEAM_OK);
	CHECK_EQ(c, threads_read(&t.released[1]), 2u);
	CHECK_EQ(c, t.s->thread_get(&seen), SEAM_OK);
	CHECK_EQ(c, seen, NULL);
	CHECK_EQ(c, t.s->thread_set(t.tag[2], gone), SEAM_OK);
	CHECK_EQ(c, t.s->thread_forget(), SEAM_OK);
	CHECK_EQ(c, threads_read(&t.released[2]), 1u);
	CHECK_EQ(c, t.s->thread_states(), states);
	CHECK_EQ(c, t.s->thread_get(&seen), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, t.s->thread_forget(), SEAM_OK);
}

static void other(struct seam_case *c, size_t i, void *argument)
{
	struct state *t = argument;
	void *seen = &t;

	CHECK_EQ(c, t->s->thread_get(&seen), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seen, (void *)&t);
	CHECK_EQ(c, t->s->thread_set(t->tag[i + 1], gone), SEAM_OK);
	if (threads_more(&t->on) == 2)
		seam_gate_open(t->set);
	seam_gate_wait(t->end);
	check_mine(c, t, (int)i + 1);
}

static void own_each(struct seam_case *c, size_t i, void *argument)
{
	struct state *t = argument;

	if (i < 2) {
		other(c, i, t);
		return;
	}
	seam_gate_wait(t->set);
	CHECK_EQ(c, t->s->thread_forget(), SEAM_OK); /* has nothing, and gives up nothing of others */
	for (int k = 1; k < 3; k++)
		CHECK_EQ(c, threads_read(&t->released[k]), 0u);
	seam_gate_open(t->end);
}

static void own(struct seam_case *c)
{
	struct state t = { 0 };
	uint64_t states;

	begin(c, &t);
	NEED_STATE(c, t.s);
	REQUIRE(threads_any(c));
	t.set = seam_gate(c);
	t.end = seam_gate(c);
	states = t.s->thread_states();
	CHECK_EQ(c, t.s->thread_set(t.tag[0], gone), SEAM_OK);
	seam_together(c, 3, own_each, &t);
	check_mine(c, &t, 0);
	CHECK_EQ(c, threads_read(&t.released[0]), 0u);
	CHECK_EQ(c, t.s->thread_forget(), SEAM_OK);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, threads_read(&t.released[i]), 1u);
	CHECK_EQ(c, t.s->thread_states(), states);
}

SEAM_CASES(threads, state) = {
	{ "replaced", SEAM_MUST, replaced, "a thread's value is released, once, when it is replaced or forgotten", 0 },
	{ "own", SEAM_MUST, own, "threads have a value each; none is inherited, and none touches another's", 0 },
	SEAM_END
};
