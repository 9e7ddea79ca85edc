/*
 * longjmp_over: a callback jumps over the peer's frames, and nothing of the call is left: no lock, no memory, no count.
 * Asked of peers that declare SEAM_LONGJMP_SAFE.
 * Rule: callbacks.longjmp    Source: libpng, Lua and libjpeg error handlers; libffi longjmp.c
 */
#include "callbacks/jump.h"

static int jumping_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct callbacks_jump *j = userdata;

	(void)value, (void)fraction, (void)name;
	if (index == 1 && j->stimulus)
		longjmp(j->to, 1);
	return 0;
}

static void go_each(struct callbacks_jump *j)
{
	j->p->each(5, jumping_visit, j, &j->result);
}

static void go_walk(struct callbacks_jump *j)
{
	j->p->walk(5, jumping_visit, j);
}

static void each(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_each));
	callbacks_check_jumps(c, &j, 1);
}

static void walk(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_walk));
	callbacks_check_jumps(c, &j, 1);
}

static void a_thousand(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_each));
	callbacks_check_jumps(c, &j, 1000);
}

static int nesting_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct callbacks_jump *j = userdata;

	if (j->level++ >= 30)
		return jumping_visit(1, value, fraction, name, j);
	(void)index;
	return j->p->each(2, nesting_visit, j, &j->result);
}

static void go_nested(struct callbacks_jump *j)
{
	j->p->each(2, nesting_visit, j, &j->result);
}

static void nested(struct seam_case *c)
{
	static struct callbacks_jump j;

	REQUIRE(callbacks_jump_begin(c, &j, go_nested));
	callbacks_check_jumps(c, &j, 3);
}

static int jumping_compare(int64_t a, int64_t b, void *userdata)
{
	struct callbacks_jump *j = userdata;

	if (++j->calls == 3 && j->stimulus)
		longjmp(j->to, 1);
	return (a > b) - (a < b);
}

static void go_sort(struct callbacks_jump *j)
{
	j->p->sort(j->items, 8, jumping_compare, j);
}

static void sort(struct seam_case *c)
{
	static const int64_t in[8] = { 8, 7, 6, 5, 4, 3, 2, 1 };
	static struct callbacks_jump j;
	unsigned seen = 0;

	REQUIRE(callbacks_jump_begin(c, &j, go_sort));
	j.items = seam_inout(c, in, sizeof in);
	REQUIRE(callbacks_check_jumps(c, &j, 1));
	for (int i = 0; i < 8; i++)
		if (j.items[i] >= 1 && j.items[i] <= 8)
			seen |= 1u << j.items[i];
	CHECK_EQ(c, seen, 0x1feu); /* each of 1 … 8 is there */
}

SEAM_CASES(callbacks, longjmp_over) = {
	{ "each", SEAM_MUST, each, "a jump over each leaves no lock, memory or count behind", 0 },
	{ "walk", SEAM_MUST, walk, "nor does one over walk", 0 },
	{ "a_thousand", SEAM_MUST, a_thousand, "nor do a thousand", SEAM_ONCE },
	{ "nested", SEAM_MUST, nested, "one jump may cross many frames of peer and host", 0 },
	{ "sort", SEAM_MUST, sort, "a jump out of a comparator leaves the same numbers in some order", 0 },
	SEAM_END
};
