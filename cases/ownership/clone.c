/*
 * clone: a clone is as deep as what it is a clone of; neither sees what becomes of the other.
 * Rule: ownership.clone    Source: git_signature_dup; RS-2020-0145 (shallow copies freed twice)
 */
#include "ownership/blocks.h"

static bool is(struct seam_case *c, const struct seam_own_object *object, int64_t value, const char *name)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	int64_t seen_value = ~value;
	const char *seen = NULL;

	return CHECK_EQ(c, s->object_get(object, &seen_value), SEAM_OK) && CHECK_EQ(c, seen_value, value) &&
	       CHECK_EQ(c, s->object_name(object, &seen), SEAM_OK) && CHECK_STR(c, seen, name);
}

static void object(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *first = NULL, *clone = NULL;
	const char *name = NULL, *clone_name = NULL;
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->object_clone);
	before = s->live();
	REQUIRE(CHECK_EQ(c, s->object_create(5, "original, or so it says", &first), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_clone(first, &clone), SEAM_OK));
	REQUIRE(CHECK(c, clone != NULL));
	REQUIRE(CHECK(c, clone != first));
	CHECK_EQ(c, s->live(), before + 2);
	REQUIRE(is(c, clone, 5, "original, or so it says"));
	REQUIRE(CHECK_EQ(c, s->object_name(first, &name), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_name(clone, &clone_name), SEAM_OK));
	REQUIRE(CHECK(c, clone_name != name));
	CHECK_EQ(c, s->object_set(first, 6), SEAM_OK);
	CHECK_EQ(c, s->object_rename(first, "renamed"), SEAM_OK);
	REQUIRE(is(c, clone, 5, "original, or so it says"));
	CHECK_EQ(c, s->object_set(clone, 7), SEAM_OK);
	REQUIRE(is(c, first, 6, "renamed"));
	/* the original goes first */
	s->object_destroy(first);
	is(c, clone, 7, "original, or so it says");
	s->object_destroy(clone);
	CHECK_EQ(c, s->live(), before);
}

static void list(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const char *const texts[] = { "one", "", "three", "four", "five", "six" };
	struct seam_own_list *first = NULL, *clone = NULL;
	const void *bytes = NULL, *clone_bytes = NULL;
	size_t size = 0;

	NEED(c, s->list_clone);
	REQUIRE(CHECK_EQ(c, s->list_create(&first), SEAM_OK));
	for (size_t i = 0; i < 5; i++)
		REQUIRE(CHECK_EQ(c, s->list_push(first, texts[i], strlen(texts[i])), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->list_clone(first, &clone), SEAM_OK));
	REQUIRE(CHECK(c, clone != first));
	REQUIRE(list_holds(c, clone, texts, 5));
	REQUIRE(CHECK_EQ(c, s->list_at(first, 4, &bytes, &size), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->list_at(clone, 4, &clone_bytes, &size), SEAM_OK));
	REQUIRE(CHECK(c, clone_bytes != bytes));
	REQUIRE(CHECK_EQ(c, s->list_push(clone, texts[5], strlen(texts[5])), SEAM_OK));
	REQUIRE(list_holds(c, first, texts, 5));
	s->list_destroy(first);
	list_holds(c, clone, texts, 6);
	s->list_destroy(clone);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void empty_list(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_list *first = NULL, *clone = NULL;

	NEED(c, s->list_clone);
	REQUIRE(CHECK_EQ(c, s->list_create(&first), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->list_clone(first, &clone), SEAM_OK));
	REQUIRE(CHECK(c, clone && clone != first));
	s->list_destroy(first);
	list_holds(c, clone, NULL, 0);
	s->list_destroy(clone);
}

SEAM_CASES(ownership, clone) = {
	{ "object", SEAM_MUST, object, "a clone has a name of its own, and outlives what it was cloned from", 0 },
	{ "list", SEAM_MUST, list, "a list's clone has entries of its own, the same, in order", 0 },
	{ "empty_list", SEAM_MUST, empty_list, "the clone of an empty list is an empty list of its own", 0 },
	SEAM_END
};
