/* nodes.h - what the cases of nodes, bundles and records look at. */
#ifndef SEAM_OWNERSHIP_NODES_H
#define SEAM_OWNERSHIP_NODES_H

#include "ownership/blocks.h"

/* A node of the host's, with one reference; NULL when there is none to be had. */
static inline struct seam_own_node *node_of(struct seam_case *c, int64_t value)
{
	struct seam_own_node *node = NULL;

	if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->node_create(value, &node), SEAM_OK) || !CHECK(c, node != NULL))
		return NULL;
	return node;
}

static inline bool referred(struct seam_case *c, const struct seam_own_node *node, uint64_t expected)
{
	uint64_t references = ~expected;

	if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->node_count(node, &references), SEAM_OK))
		return false;
	if (references != expected)
		FAIL(c, "the node has %llu references, and should have %llu", (unsigned long long)references,
		     (unsigned long long)expected);
	return references == expected;
}

static inline bool valued(struct seam_case *c, const struct seam_own_node *node, int64_t expected)
{
	int64_t value = ~expected;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->node_value(node, &value), SEAM_OK) && CHECK_EQ(c, value, expected);
}

/* How many nodes a chain of children has, from this one on; no reference is added. */
static inline size_t chain(struct seam_case *c, struct seam_own_node *node)
{
	size_t length = 0;

	for (; node && length < 100; length++)
		if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->node_peek_child(node, &node), SEAM_OK))
			break;
	return length;
}

/* Whether there are as many objects as at first, and no lent memory. */
static inline bool all_gone(struct seam_case *c, uint64_t before)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	return (!s->live || CHECK_EQ(c, s->live(), before)) && CHECK_EQ(c, seam_live(c).blocks, 0);
}

static inline uint64_t objects(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	return s->live ? s->live() : 0;
}

/* Makes the k-th request for lent memory from here on fail; gives how many were made before. */
static inline size_t failing(struct seam_case *c, bool stimulus, size_t k)
{
	seam_fail_request(c, stimulus ? k : 0);
	return seam_requests(c);
}

/* Ends that: whether the request that fails was made.  Success in spite of it (a second try) is lawful. */
static inline bool failed_one(struct seam_case *c, bool stimulus, size_t k, size_t before)
{
	seam_fail_request(c, 0);
	return stimulus && seam_requests(c) - before >= k;
}

#endif
