/* jump.c - see jump.h. */
#include "callbacks/jump.h"

static void count_all(const struct seam_callbacks *p, size_t *counts)
{
	for (int kind = SEAM_LIVE_BUSES; kind <= SEAM_LIVE_OBJECTS; kind++) {
		counts[kind] = 0;
		p->live(kind, &counts[kind]);
	}
}

bool callbacks_jump_begin(struct seam_case *c, struct callbacks_jump *j, void (*go)(struct callbacks_jump *j))
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool ok = false;

	*j = (struct callbacks_jump){ .p = p, .go = go, .result = 77 };
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

bool callbacks_jump_arrives(struct callbacks_jump *j)
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

bool callbacks_check_jumps(struct seam_case *c, struct callbacks_jump *j, int times)
{
	size_t counts[SEAM_LIVE_OBJECTS + 1];
	unsigned visits = 0;
	int result = 1;
	bool ok = true;

	j->lent = seam_live(c);
	count_all(j->p, j->counts);
	for (int i = 0; i < times && ok; i++) {
		j->level = 0;
		if (!callbacks_jump_arrives(j)) {
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
