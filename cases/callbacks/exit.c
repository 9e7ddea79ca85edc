/*
 * exit: a callback ends its thread, as it may where it may jump: nothing stays held, and the peer works on; or its
 * process.
 * Rule: callbacks.exit    Source: pthread_exit out of callbacks (glibc's forced unwinding; "FATAL: exception not
 * rethrown")
 */
#include "callbacks/jump.h"

#include <stdlib.h>

/* Where the platform has it. */
extern void pthread_exit(void *value) __attribute__((weak, noreturn));

static void end_thread(struct callbacks_jump *j)
{
	j->calls++;
	if (j->stimulus)
		pthread_exit(NULL);
}

static int ending_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)value, (void)fraction, (void)name;
	if (index == 1)
		end_thread(userdata);
	return 0;
}

static int ending_compare(int64_t a, int64_t b, void *userdata)
{
	struct callbacks_jump *j = userdata;

	if (j->level++ == 3)
		end_thread(j);
	return (a > b) - (a < b);
}

static int ending_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id;
	if (event == 1)
		end_thread(userdata);
	return 5;
}

static void go_each(struct callbacks_jump *j)
{
	j->p->each(4, ending_visit, j, &j->result);
}

static void go_walk(struct callbacks_jump *j)
{
	j->p->walk(4, ending_visit, j);
}

static void go_sort(struct callbacks_jump *j)
{
	j->p->sort(j->items, 8, ending_compare, j);
}

static void go_fire(struct callbacks_jump *j)
{
	j->p->fire(j->bus, j->id[0], 1, &j->result);
}

static void go_fire_all(struct callbacks_jump *j)
{
	uint32_t called;

	j->p->fire_all(j->bus, 1, &called, &j->result);
}

static void run(struct seam_case *c, size_t index, void *argument)
{
	struct callbacks_jump *j = argument;

	(void)index;
	j->go(j);
	FAIL(c, "the op returned: the callback did not end its thread");
}

/* Each op in a thread of its own; afterwards this thread uses the peer. */
static bool check(struct seam_case *c, struct callbacks_jump *j, void (*const *go)(struct callbacks_jump *j), int n)
{
	for (int i = 0; i < n; i++) {
		struct seam_live lent = seam_live(c);
		struct seam_thread *thread;

		j->go = go[i];
		j->level = 0;
		thread = seam_thread_start(c, run, j);
		seam_thread_join(c, thread);
		if (!CHECK(c, thread != NULL) || !CHECK_EQ(c, j->calls, (unsigned)i + 1) ||
		    !CHECK_EQ(c, j->p->lock_probe(j->bus), SEAM_OK))
			return false;
		if (j->bus && j->p->bus_recover)
			CHECK_EQ(c, j->p->bus_recover(j->bus), SEAM_OK);
		CHECK_EQ(c, seam_live(c).blocks, lent.blocks);
	}
	return CHECK_EQ(c, j->result, 77); /* no out-parameter is written */
}

static bool can_end(struct seam_case *c)
{
	if (pthread_exit)
		return true;
	seam_skip(c, "the platform has no pthread_exit");
	return false;
}

static void at_once(struct seam_case *c)
{
	static void (*const go[])(struct callbacks_jump *j) = { go_each, go_walk, go_sort };
	static const int64_t items[8] = { 8, 7, 6, 5, 4, 3, 2, 1 };
	static struct callbacks_jump j;
	unsigned seen = 0;

	REQUIRE(can_end(c) && callbacks_jump_begin(c, &j, NULL));
	j.items = seam_inout(c, items, sizeof items);
	REQUIRE(check(c, &j, go, 3));
	for (int i = 0; i < 8; i++)
		seen |= j.items[i] >= 1 && j.items[i] <= 8 ? 1u << j.items[i] : 0;
	CHECK_EQ(c, seen, 0x1feu);
}

static void in_fire(struct seam_case *c)
{
	static void (*const go[])(struct callbacks_jump *j) = { go_fire, go_fire_all };
	static struct callbacks_jump j;
	int result = 0;

	REQUIRE(can_end(c) && callbacks_jump_begin(c, &j, NULL));
	REQUIRE(CHECK_EQ(c, j.p->bus_new(&j.bus), SEAM_OK));
	CHECK_EQ(c, j.p->subscribe(j.bus, ending_event, &j, NULL, &j.id[0]), SEAM_OK);
	REQUIRE(check(c, &j, go, 2));
	CHECK_EQ(c, j.p->fire(j.bus, j.id[0], 2, &result), SEAM_OK);
	CHECK_EQ(c, result, 5);
	CHECK_EQ(c, j.p->bus_free(j.bus), SEAM_OK);
}

static int exiting_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name, (void)userdata;
	exit(7);
}

static int each_exits(struct seam_case *c, void *argument)
{
	int result = 0;

	(void)argument;
	SEAM_OPS(c, callbacks)->each(3, exiting_visit, NULL, &result);
	return 99;
}

static void process(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int status;

	NEED(c, p->each);
	status = seam_fork(c, each_exits, NULL);
	if (status < 0)
		seam_skip(c, "there is no fork");
	else
		CHECK_EQ(c, status, 7);
}

SEAM_CASES(callbacks, exit) = {
	{ "at_once", SEAM_MUST, at_once, "each, walk and sort hold nothing when a callback ends its thread",
	  SEAM_ISOLATED | SEAM_UNWINDS },
	{ "in_fire", SEAM_MUST, in_fire, "nor do fire and fire_all, and the bus is whole",
	  SEAM_ISOLATED | SEAM_UNWINDS },
	{ "process", SEAM_MAY, process, "a callback may end the process by exit()", SEAM_ISOLATED | SEAM_ONCE },
	SEAM_END
};
