/* rounds.h - what N rounds and 2N rounds leave behind. */
#ifndef SEAM_OWNERSHIP_ROUNDS_H
#define SEAM_OWNERSHIP_ROUNDS_H

#include "ownership/blocks.h"

enum { WARM_UP = 16, ROUNDS = 64 };

/* One round: makes something and unmakes it.  False when a check in it failed. */
typedef bool round_fn(struct seam_case *c, const struct seam_ownership *s);

struct held {
	uint64_t objects;
	struct seam_live lent;
	int64_t bytes; /* -1: not known */
	int descriptors;
};

static inline struct held held(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	return (struct held){ s->live ? s->live() : 0, seam_live(c), seam_heap_bytes(c), seam_descriptors() };
}

static inline void run(struct seam_case *c, round_fn *round, int count)
{
	for (int i = 0; i < count; i++)
		REQUIRE(round(c, SEAM_OPS(c, ownership)));
}

/* A leak grows in both halves, by a byte a round at least; a table that grew once does not. */
static inline void compare_rounds(struct seam_case *c, round_fn *round)
{
	struct held start, n, n2;

	run(c, round, WARM_UP);
	start = held(c);
	run(c, round, ROUNDS);
	n = held(c);
	run(c, round, ROUNDS);
	n2 = held(c);
	CHECK_EQ(c, n.objects, start.objects);
	CHECK_EQ(c, n2.objects, n.objects);
	CHECK_EQ(c, n.lent.blocks, start.lent.blocks);
	CHECK_EQ(c, n2.lent.blocks, n.lent.blocks);
	CHECK_EQ(c, n2.lent.bytes, n.lent.bytes);
	CHECK(c, n.descriptors - start.descriptors < ROUNDS / 2 || n2.descriptors - n.descriptors < ROUNDS / 2);
	if (start.bytes >= 0 && n.bytes - start.bytes >= ROUNDS && n2.bytes - n.bytes >= ROUNDS)
		FAIL(c, "%d rounds leave %lld bytes of the heap, %d rounds %lld", (int)ROUNDS,
		     (long long)(n.bytes - start.bytes), 2 * ROUNDS, (long long)(n2.bytes - start.bytes));
}

#endif
