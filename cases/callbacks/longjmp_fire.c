/*
 * longjmp_fire: a callback jumps over fire or fire_all; after bus_recover the bus is whole.
 * Asked of peers that declare SEAM_LONGJMP_SAFE.
 * Rule: callbacks.longjmp_fire    Source: as longjmp_over; the "in emission" count that a jump leaves behind
 */
#include "callbacks/jump.h"

static void count_destroy(void *userdata)
{
	((struct callbacks_jump *)userdata)->destroyed++;
}

static int jumping_event(uint64_t id, int64_t event, void *userdata)
{
	struct callbacks_jump *j = userdata;

	(void)id;
	j->calls++;
	if (event == 9)
		return 5; /* a quiet event */
	if (j->leave_bus && j->id[0]) {
		j->p->unsubscribe(j->bus, j->id[0]);
		j->id[0] = 0;
	}
	if (j->stimulus)
		longjmp(j->to, 1);
	return 0;
}

static void go_fire(struct callbacks_jump *j)
{
	j->p->fire(j->bus, j->id[1], 1, &j->result);
}

static void go_fire_all(struct callbacks_jump *j)
{
	uint32_t called;

	j->p->fire_all(j->bus, 1, &called, &j->result);
}

static void check_fire(struct seam_case *c, struct callbacks_jump *j, int times)
{
	int result = 0;

	REQUIRE(CHECK_EQ(c, j->p->bus_new(&j->bus), SEAM_OK));
	for (int i = 0; i < 2; i++)
		CHECK_EQ(c, j->p->subscribe(j->bus, jumping_event, j, count_destroy, &j->id[i]), SEAM_OK);
	if (callbacks_check_jumps(c, j, times)) {
		CHECK_EQ(c, j->destroyed, 0u);
		CHECK_EQ(c, j->p->fire(j->bus, j->id[1], 9, &result), SEAM_OK);
		CHECK_EQ(c, result, 5);
		CHECK_EQ(c, j->p->unsubscribe(j->bus, j->id[0]), SEAM_OK);
		CHECK_EQ(c, j->destroyed, 1u);
	}
	CHECK_EQ(c, j->p->bus_free(j->bus), SEAM_OK);
	CHECK_EQ(c, j->destroyed, 2u);
}

static void fire(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_fire));
	check_fire(c, &j, 3);
}

static void fire_all(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_fire_all));
	check_fire(c, &j, 3);
}

/* The callback ends a subscription, then jumps: what was put off is done by bus_recover, once. */
static void fire_after_unsubscribe(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_fire));
	REQUIRE(CHECK_EQ(c, j.p->bus_new(&j.bus), SEAM_OK));
	for (int i = 0; i < 2; i++)
		CHECK_EQ(c, j.p->subscribe(j.bus, jumping_event, &j, count_destroy, &j.id[i]), SEAM_OK);
	CHECK_EQ(c, j.p->bus_recover(NULL), SEAM_E_NULL);
	j.leave_bus = true;
	if (CHECK(c, callbacks_jump_arrives(&j))) {
		CHECK_EQ(c, j.p->lock_probe(j.bus), SEAM_OK);
		CHECK_EQ(c, j.p->bus_recover(j.bus), SEAM_OK);
		CHECK_EQ(c, j.destroyed, 1u);
	}
	CHECK_EQ(c, j.p->bus_free(j.bus), SEAM_OK);
	CHECK_EQ(c, j.destroyed, 2u);
}

SEAM_CASES(callbacks, longjmp_fire) = {
	{ "fire", SEAM_MUST, fire, "after a jump over fire and bus_recover the bus is whole", 0 },
	{ "fire_all", SEAM_MUST, fire_all, "after a jump over fire_all and bus_recover the bus is whole", 0 },
	{ "fire_after_unsubscribe", SEAM_MUST, fire_after_unsubscribe, "what the firing had put off is done, once", 0 },
	SEAM_END
};
