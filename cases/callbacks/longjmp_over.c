/*
 * longjmp_over: a callback jumps over the peer's frames, and nothing of the call is left: no lock, no memory, no count.
 * Asked of peers that declare SEAM_LONGJMP_SAFE.
 * Rule: callbacks.longjmp    Source: libpng, Lua and libjpeg error handlers; libffi longjmp.c
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <setjmp.h>

struct jump {
	const struct seam_callbacks *p;
	void (*go)(struct jump *j); /* calls the op whose callback jumps */
	jmp_buf to;
	bool stimulus, leave_bus;
	struct seam_bus *bus;
	uint64_t id[2];
	unsigned calls, destroyed;
	int level, result;
	int64_t *items;
	struct seam_live lent;
	size_t counts[SEAM_LIVE_OBJECTS + 1];
};

static void count_all(const struct seam_callbacks *p, size_t *counts)
{
	for (int kind = SEAM_LIVE_BUSES; kind <= SEAM_LIVE_OBJECTS; kind++) {
		counts[kind] = 0;
		p->live(kind, &counts[kind]);
	}
}

static bool begin(struct seam_case *c, struct jump *j, void (*go)(struct jump *j))
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool ok = false;

	*j = (struct jump){ .p = p, .go = go, .result = 77 };
	if (!(seam_traits(c) & SEAM_LONGJMP_SAFE))
		seam_skip(c, "the peer does not declare SEAM_LONGJMP_SAFE: see callbacks.longjmp");
	else if (!p->each || !p->walk || !p->sort || !p->bus_new || !p->bus_free || !p->bus_recover || !p->subscribe ||
	         !p->unsubscribe || !p->fire || !p->fire_all || !p->lock_probe || !p->live)
		seam_skip(c, "the peer does not offer all the ops that a jump is tried on");
	else
		ok = true;
	j->stimulus = ok && SEAM_STIMULUS(c);
	return ok;
}

/* Does it; whether the jump arrived. */
static bool arrives(struct jump *j)
{
	if (setjmp(j->to))
		return true;
	j->go(j);
	return false;
}

static int counting_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	++*(unsigned *)userdata;
	return 0;
}

/* `times` jumps; after each, everything is as before the first. */
static bool check_jumps(struct seam_case *c, struct jump *j, int times)
{
	size_t counts[SEAM_LIVE_OBJECTS + 1];
	unsigned visits = 0;
	int result = 1;
	bool ok = true;

	j->lent = seam_live(c);
	count_all(j->p, j->counts);
	for (int i = 0; i < times && ok; i++) {
		j->level = 0;
		if (!arrives(j)) {
			FAIL(c, "the op returned: the callback's jump did not arrive");
			return false;
		}
		ok = CHECK_EQ(c, j->p->lock_probe(j->bus), SEAM_OK);
		if (j->bus && ok)
			ok = CHECK_EQ(c, j->p->bus_recover(j->bus), SEAM_OK);
	}
	if (!ok)
		return false;
	count_all(j->p, counts);
	for (int kind = SEAM_LIVE_BUSES; kind <= SEAM_LIVE_OBJECTS; kind++)
		CHECK_EQ(c, counts[kind], j->counts[kind]);
	CHECK_EQ(c, seam_live(c).blocks, j->lent.blocks);
	ok = CHECK_EQ(c, j->p->each(3, counting_visit, &visits, &result), SEAM_OK);
	return CHECK_EQ(c, visits, 3u) && ok;
}

static int jumping_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct jump *j = userdata;

	(void)value, (void)fraction, (void)name;
	if (index == 1 && j->stimulus)
		longjmp(j->to, 1);
	return 0;
}

static void go_each(struct jump *j)
{
	j->p->each(5, jumping_visit, j, &j->result);
}

static void go_walk(struct jump *j)
{
	j->p->walk(5, jumping_visit, j);
}

static void each(struct seam_case *c)
{
	static struct jump j;

	REQUIRE(begin(c, &j, go_each));
	check_jumps(c, &j, 1);
}

static void walk(struct seam_case *c)
{
	static struct jump j;

	REQUIRE(begin(c, &j, go_walk));
	check_jumps(c, &j, 1);
}

static void a_thousand(struct seam_case *c)
{
	static struct jump j;

	REQUIRE(begin(c, &j, go_each));
	check_jumps(c, &j, 1000);
}

static int nesting_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct jump *j = userdata;

	if (j->level++ >= 30)
		return jumping_visit(1, value, fraction, name, j);
	(void)index;
	return j->p->each(2, nesting_visit, j, &j->result);
}

static void go_nested(struct jump *j)
{
	j->p->each(2, nesting_visit, j, &j->result);
}

static void nested(struct seam_case *c)
{
	static struct jump j;

	REQUIRE(begin(c, &j, go_nested));
	check_jumps(c, &j, 3);
}

static int jumping_compare(int64_t a, int64_t b, void *userdata)
{
	struct jump *j = userdata;

	if (++j->calls == 3 && j->stimulus)
		longjmp(j->to, 1);
	return (a > b) - (a < b);
}

static void go_sort(struct jump *j)
{
	j->p->sort(j->items, 8, jumping_compare, j);
}

static void sort(struct seam_case *c)
{
	static const int64_t in[8] = { 8, 7, 6, 5, 4, 3, 2, 1 };
	static struct jump j;
	unsigned seen = 0;

	REQUIRE(begin(c, &j, go_sort));
	j.items = seam_inout(c, in, sizeof in);
	REQUIRE(check_jumps(c, &j, 1));
	for (int i = 0; i < 8; i++)
		if (j.items[i] >= 1 && j.items[i] <= 8)
			seen |= 1u << j.items[i];
	CHECK_EQ(c, seen, 0x1feu); /* each of 1 … 8 is there */
}

static void count_destroy(void *userdata)
{
	((struct jump *)userdata)->destroyed++;
}

static int jumping_event(uint64_t id, int64_t event, void *userdata)
{
	struct jump *j = userdata;

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

static void go_fire(struct jump *j)
{
	j->p->fire(j->bus, j->id[1], 1, &j->result);
}

static void go_fire_all(struct jump *j)
{
	uint32_t called;

	j->p->fire_all(j->bus, 1, &called, &j->result);
}

static void check_fire(struct seam_case *c, struct jump *j, int times)
{
	int result = 0;

	REQUIRE(CHECK_EQ(c, j->p->bus_new(&j->bus), SEAM_OK));
	for (int i = 0; i < 2; i++)
		CHECK_EQ(c, j->p->subscribe(j->bus, jumping_event, j, count_destroy, &j->id[i]), SEAM_OK);
	if (check_jumps(c, j, times)) {
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
	static struct jump j;

	REQUIRE(begin(c, &j, go_fire));
	check_fire(c, &j, 3);
}

static void fire_all(struct seam_case *c)
{
	static struct jump j;

	REQUIRE(begin(c, &j, go_fire_all));
	check_fire(c, &j, 3);
}

/* The callback ends a subscription, then jumps: what was put off is done by bus_recover, once. */
static void fire_after_unsubscribe(struct seam_case *c)
{
	static struct jump j;

	REQUIRE(begin(c, &j, go_fire));
	REQUIRE(CHECK_EQ(c, j.p->bus_new(&j.bus), SEAM_OK));
	for (int i = 0; i < 2; i++)
		CHECK_EQ(c, j.p->subscribe(j.bus, jumping_event, &j, count_destroy, &j.id[i]), SEAM_OK);
	j.leave_bus = true;
	if (CHECK(c, arrives(&j))) {
		CHECK_EQ(c, j.p->lock_probe(j.bus), SEAM_OK);
		CHECK_EQ(c, j.p->bus_recover(j.bus), SEAM_OK);
		CHECK_EQ(c, j.destroyed, 1u);
	}
	CHECK_EQ(c, j.p->bus_free(j.bus), SEAM_OK);
	CHECK_EQ(c, j.destroyed, 2u);
}

SEAM_CASES(callbacks, longjmp_over) = {
	{ "each", SEAM_MUST, each, "a jump over each leaves no lock, memory or count behind", 0 },
	{ "walk", SEAM_MUST, walk, "nor does one over walk", 0 },
	{ "a_thousand", SEAM_MUST, a_thousand, "nor do a thousand", SEAM_ONCE },
	{ "nested", SEAM_MUST, nested, "one jump may cross many frames of peer and host", 0 },
	{ "sort", SEAM_MUST, sort, "a jump out of a comparator leaves the same numbers in some order", 0 },
	{ "fire", SEAM_MUST, fire, "after a jump over fire and bus_recover the bus is whole", 0 },
	{ "fire_all", SEAM_MUST, fire_all, "after a jump over fire_all and bus_recover the bus is whole", 0 },
	{ "fire_after_unsubscribe", SEAM_MUST, fire_after_unsubscribe, "what the firing had put off is done, once", 0 },
	SEAM_END
};
