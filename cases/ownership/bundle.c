/*
 * bundle: an array of handles goes in: each is referred to, or none; with the bundle each reference is given back.
 * Rule: ownership.bundle    Source: git_commit_create's parents; RS-2021-0033 (drops what was never taken); CWE-415
 */
#include "ownership/nodes.h"

enum { NODES = 4 };

static bool nodes_of(struct seam_case *c, struct seam_own_node **nodes)
{
	for (int i = 0; i < NODES; i++)
		if (!(nodes[i] = node_of(c, i)))
			return false;
	return true;
}

static bool each_referred(struct seam_case *c, struct seam_own_node *const *nodes, uint64_t expected)
{
	for (int i = 0; i < NODES; i++)
		if (!referred(c, nodes[i], expected))
			return false;
	return true;
}

static void end(struct seam_case *c, struct seam_own_node *const *nodes, uint64_t before)
{
	for (int i = 0; i < NODES; i++)
		SEAM_OPS(c, ownership)->node_unref(nodes[i]);
	all_gone(c, before);
}

static void taken(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *nodes[NODES + 1], *const *in;
	struct seam_own_bundle *bundle = NULL;
	uint64_t before = objects(c);

	NEED(c, s->bundle_make && s->node_create);
	REQUIRE(nodes_of(c, nodes));
	in = (const void *)seam_in(c, nodes, NODES * sizeof *in);
	REQUIRE(CHECK_EQ(c, s->bundle_make(in, NODES, &bundle), SEAM_OK) && CHECK(c, bundle != NULL));
	seam_drop(c, in);
	REQUIRE(each_referred(c, nodes, 2));
	if (s->live)
		CHECK_EQ(c, s->live(), before + NODES + 1);
	CHECK_EQ(c, s->bundle_destroy(bundle), SEAM_OK);
	REQUIRE(each_referred(c, nodes, 1));
	/* one and the same, side by side */
	REQUIRE(CHECK_EQ(c, s->bundle_make((struct seam_own_node *const[]){ nodes[1], nodes[1] }, 2, &bundle), SEAM_OK));
	CHECK(c, referred(c, nodes[1], 3));
	CHECK_EQ(c, s->bundle_destroy(bundle), SEAM_OK);
	if (each_referred(c, nodes, 1))
		end(c, nodes, before);
}

static void kept(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *nodes[NODES + 1];
	struct seam_own_bundle *bundle = NULL;
	uint64_t before = objects(c);

	NEED(c, s->bundle_add);
	REQUIRE(nodes_of(c, nodes));
	nodes[NODES] = nodes[1];
	REQUIRE(CHECK_EQ(c, s->bundle_make(nodes, NODES + 1, &bundle), SEAM_OK));
	REQUIRE(referred(c, nodes[1], 3) && referred(c, nodes[0], 2));
	REQUIRE(CHECK_EQ(c, s->bundle_add(bundle, nodes[1]), SEAM_OK) && referred(c, nodes[1], 4));
	for (int i = 0; i < NODES; i++)
		s->node_unref(nodes[i]);
	for (int i = 0; i < NODES; i++)
		REQUIRE(referred(c, nodes[i], i == 1 ? 3 : 1) && valued(c, nodes[i], i));
	CHECK_EQ(c, s->bundle_destroy(bundle), SEAM_OK);
	all_gone(c, before);
}

/* One is missing, at each place in turn. */
static void one_missing(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *nodes[NODES];
	struct seam_own_bundle **out = seam_out(c, sizeof *out);
	uint64_t before = objects(c);
	size_t blocks;

	NEED(c, s->bundle_make && s->node_create);
	REQUIRE(nodes_of(c, nodes));
	blocks = seam_live(c).blocks;
	for (int missing = 0; missing < NODES; missing++) {
		struct seam_own_node *in[NODES];

		memcpy(in, nodes, sizeof in);
		if (SEAM_STIMULUS(c))
			in[missing] = NULL;
		REQUIRE(CHECK_EQ(c, s->bundle_make(in, NODES, out), SEAM_E_NULL));
		unwritten(c, out, sizeof *out, "bundle_make");
		REQUIRE(each_referred(c, nodes, 1));
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks));
	}
	CHECK_EQ(c, s->bundle_make(NULL, 1, out), SEAM_E_NULL);
	end(c, nodes, before);
}

static void no_memory(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *nodes[NODES];
	struct seam_own_bundle *bundle = NULL;
	uint64_t before = objects(c);
	bool stimulus = SEAM_STIMULUS(c), failed = false;
	int rc = SEAM_E_MEMORY;

	NEED(c, s->bundle_add);
	REQUIRE(nodes_of(c, nodes));
	for (size_t k = 1; rc == SEAM_E_MEMORY && k < 20; k++) {
		size_t requests = failing(c, stimulus, k);

		rc = s->bundle_make(nodes, NODES, &bundle);
		failed |= failed_one(c, stimulus, k, requests);
		REQUIRE(each_referred(c, nodes, rc ? 1 : 2));
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	for (size_t k = 1; (rc || k == 1) && k < 20; k++) {
		seam_fail_request(c, stimulus ? k : 0);
		rc = s->bundle_add(bundle, nodes[0]);
		REQUIRE(referred(c, nodes[0], rc ? 2 : 3));
	}
	seam_fail_request(c, 0);
	CHECK(c, failed);
	CHECK_EQ(c, s->bundle_destroy(bundle), SEAM_OK);
	if (each_referred(c, nodes, 1))
		end(c, nodes, before);
}

static void empty(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_bundle *bundle = NULL;
	uint64_t before = objects(c);

	NEED(c, s->bundle_make);
	REQUIRE(CHECK_EQ(c, s->bundle_make(NULL, 0, &bundle), SEAM_OK) && CHECK(c, bundle != NULL));
	CHECK_EQ(c, s->bundle_destroy(bundle), SEAM_OK);
	all_gone(c, before);
}

SEAM_CASES(ownership, bundle) = {
	{ "taken", SEAM_MUST, taken, "each node of the array gets one reference, and loses it with the bundle", 0 },
	{ "kept", SEAM_MUST, kept, "what a bundle refers to lives as long as it; twice is two references", 0 },
	{ "one_missing", SEAM_MUST, one_missing, "a NULL among them is SEAM_E_NULL, and no reference is left", 0 },
	{ "no_memory", SEAM_MUST, no_memory, "whichever request fails, no reference is left", 0 },
	{ "empty", SEAM_MUST, empty, "a bundle of nothing is a bundle", 0 },
	SEAM_END
};
