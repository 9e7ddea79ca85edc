/*
 * record: a struct of the host's with members of the peer's: initialised over anything, replaced, moved, cleared twice.
 * Rule: ownership.record    Source: git_buf, sqlite3_temp_directory; GObject's default strings; CWE-590, CWE-415
 */
#include "ownership/nodes.h"

static const uint8_t bytes[] = { 1, 0, 3, 4, 5, 6, 7 };

static bool is(struct seam_case *c, const struct seam_own_record *r, const char *title, size_t size)
{
	if (!CHECK_STR(c, r->title, title) || !CHECK_EQ(c, r->size, size))
		return false;
	if (size)
		return lent_as(c, r->bytes, size, 1) && CHECK_BYTES(c, r->bytes, r->size, bytes, size);
	return CHECK(c, !r->bytes);
}

static void cleared(struct seam_case *c, struct seam_own_record *r)
{
	/* twice: the second time there is nothing to free */
	for (int i = 0; i < 2; i++) {
		SEAM_OPS(c, ownership)->record_clear(r);
		CHECK(c, !r->title && !r->bytes && !r->node);
		CHECK_EQ(c, r->size, 0);
	}
}

static void replaced(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_record *r = seam_out(c, sizeof *r), other;
	struct seam_own_node *one, *two;
	uint64_t before = objects(c);
	const char *fixed;

	NEED(c, s->record_set && s->node_create);
	REQUIRE((one = node_of(c, 1)) && (two = node_of(c, 2)));
	REQUIRE(CHECK_EQ(c, s->record_init(r), SEAM_OK) && is(c, r, "untitled", 0) && CHECK(c, !r->node));
	fixed = r->title;
	REQUIRE(CHECK_EQ(c, s->record_set(r, "a title", bytes, sizeof bytes, one), SEAM_OK));
	REQUIRE(lent_as(c, r->title, sizeof "a title", 1) && is(c, r, "a title", sizeof bytes));
	REQUIRE(CHECK_EQ(c, r->node, one) && referred(c, one, 2));
	REQUIRE(CHECK_EQ(c, s->record_set(r, "another title, a longer one", bytes, 2, two), SEAM_OK));
	REQUIRE(is(c, r, "another title, a longer one", 2) && referred(c, one, 1) && referred(c, two, 2));
	/* the static title once more, and the same in another record: nobody freed or changed it */
	REQUIRE(CHECK_EQ(c, s->record_set(r, NULL, NULL, 0, NULL), SEAM_OK));
	REQUIRE(CHECK_EQ(c, r->title, fixed) && is(c, r, "untitled", 0) && referred(c, two, 1));
	REQUIRE(CHECK_EQ(c, s->record_init(&other), SEAM_OK) && CHECK_EQ(c, other.title, fixed));
	cleared(c, &other);
	REQUIRE(CHECK_STR(c, fixed, "untitled"));
	cleared(c, r);
	s->node_unref(one);
	s->node_unref(two);
	all_gone(c, before);
}

/* What is passed is the record's own; the node's only reference is the record's. */
static void by_its_own(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_record r;
	struct seam_own_node *node;
	uint64_t before = objects(c);

	NEED(c, s->record_set && s->node_create);
	REQUIRE((node = node_of(c, 8)));
	REQUIRE(CHECK_EQ(c, s->record_init(&r), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->record_set(&r, "first title", bytes, sizeof bytes, node), SEAM_OK));
	s->node_unref(node);
	REQUIRE(CHECK_EQ(c, s->record_set(&r, r.title, r.bytes, r.size, r.node), SEAM_OK));
	REQUIRE(is(c, &r, "first title", sizeof bytes));
	/* and a part of them */
	REQUIRE(CHECK_EQ(c, s->record_set(&r, r.title + 6, r.bytes, 3, r.node), SEAM_OK) && is(c, &r, "title", 3));
	REQUIRE(CHECK_EQ(c, r.node, node));
	if (s->live)
		REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	REQUIRE(referred(c, node, 1) && valued(c, node, 8));
	cleared(c, &r);
	all_gone(c, before);
}

static void moved(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_record *from = seam_out(c, sizeof *from), *to = seam_out(c, sizeof *to), was;
	struct seam_own_node *node;
	uint64_t before = objects(c);

	NEED(c, s->record_move && s->node_create);
	REQUIRE((node = node_of(c, 8)));
	REQUIRE(CHECK_EQ(c, s->record_init(from), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->record_set(from, "title", bytes, sizeof bytes, node), SEAM_OK));
	was = *from;
	REQUIRE(CHECK_EQ(c, s->record_move(from, from), SEAM_OK) && is(c, from, "title", sizeof bytes));
	REQUIRE(CHECK_EQ(c, s->record_move(from, to), SEAM_OK));
	REQUIRE(CHECK_EQ(c, to->title, was.title) && CHECK_EQ(c, to->bytes, was.bytes) &&
	        CHECK_EQ(c, to->node, was.node));
	REQUIRE(is(c, to, "title", sizeof bytes) && referred(c, node, 2));
	/* moved from: as after record_init, to be used or cleared */
	REQUIRE(is(c, from, "untitled", 0) && CHECK(c, !from->node));
	REQUIRE(CHECK_EQ(c, s->record_set(from, "again", bytes, 1, node), SEAM_OK) && referred(c, node, 3));
	cleared(c, from);
	REQUIRE(is(c, to, "title", sizeof bytes));
	cleared(c, to);
	REQUIRE(referred(c, node, 1));
	s->node_unref(node);
	all_gone(c, before);
}

static void no_memory(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_record r, was;
	struct seam_own_node *node;
	uint64_t before = objects(c);
	bool stimulus = SEAM_STIMULUS(c), failed = false;
	int rc = SEAM_E_MEMORY;

	NEED(c, s->record_set && s->node_create);
	REQUIRE((node = node_of(c, 8)));
	REQUIRE(CHECK_EQ(c, s->record_init(&r), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->record_set(&r, "title", bytes, sizeof bytes, node), SEAM_OK));
	was = r;
	for (size_t k = 1; rc == SEAM_E_MEMORY && k < 20; k++) {
		size_t requests = failing(c, stimulus, k);

		rc = s->record_set(&r, "the next", bytes, 3, node);
		failed |= failed_one(c, stimulus, k, requests);
		if (!rc)
			break;
		REQUIRE(CHECK_EQ(c, rc, SEAM_E_MEMORY) && CHECK_EQ(c, r.title, was.title) &&
		        CHECK_EQ(c, r.bytes, was.bytes));
		REQUIRE(is(c, &r, "title", sizeof bytes) && CHECK_EQ(c, r.node, node) && referred(c, node, 2));
	}
	CHECK(c, failed);
	REQUIRE(is(c, &r, "the next", 3) && referred(c, node, 2));
	cleared(c, &r);
	s->node_unref(node);
	all_gone(c, before);
}

SEAM_CASES(ownership,
           record) = { { "replaced", SEAM_MUST, replaced,
	                 "what a member was is freed when it is replaced, the static default never", 0 },
	               { "by_its_own", SEAM_MUST, by_its_own, "a record set to its own members keeps them", 0 },
	               { "moved", SEAM_MUST, moved, "a move leaves one owner, and a record as after record_init", 0 },
	               { "no_memory", SEAM_MUST, no_memory, "when a request fails, each member is as it was", 0 },
	               SEAM_END };
