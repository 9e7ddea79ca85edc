/*
 * handle: what is created is destroyed, once, in any order; a handle is the same object wherever it travels.
 * Rule: ownership.handle    Source: Box::into_raw and from_raw; RS-2021-0130 (iterators that outlive)
 */
#include "ownership/blocks.h"

enum { MANY = 8 };

static void balance(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const int order[MANY] = { 3, 0, 7, 4, 1, 6, 2, 5 };
	struct seam_own_object *object[MANY];
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->object_create);
	before = s->live();
	for (unsigned i = 0; i < MANY; i++) {
		object[i] = NULL;
		REQUIRE(CHECK_EQ(c, s->object_create(i, "object", &object[i]), SEAM_OK));
		REQUIRE(CHECK(c, object[i] != NULL));
		CHECK_EQ(c, s->live(), before + i + 1);
		for (unsigned j = 0; j < i; j++)
			REQUIRE(CHECK(c, object[i] != object[j]));
	}
	for (unsigned i = 0; i < MANY; i++) {
		s->object_destroy(object[order[i]]);
		CHECK_EQ(c, s->live(), before + MANY - 1 - i);
	}
}

/* Each handle is its own object: what is done to one is not seen in another. */
static void distinct(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *one = NULL, *two = NULL;
	int64_t *value = seam_out(c, sizeof *value);
	const char *name = NULL;

	NEED(c, s->object_create);
	REQUIRE(CHECK_EQ(c, s->object_create(INT64_MIN, "one", &one), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_create(-2, "two", &two), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_set(two, INT64_MAX), SEAM_OK));
	CHECK_EQ(c, s->object_rename(two, "another"), SEAM_OK);
	if (CHECK_EQ(c, s->object_get(one, value), SEAM_OK))
		CHECK_EQ(c, *value, INT64_MIN);
	if (CHECK_EQ(c, s->object_name(one, &name), SEAM_OK))
		CHECK_STR(c, name, "one");
	s->object_destroy(one);
	if (CHECK_EQ(c, s->object_get(two, value), SEAM_OK))
		CHECK_EQ(c, *value, INT64_MAX);
	if (CHECK_EQ(c, s->object_name(two, &name), SEAM_OK))
		CHECK_STR(c, name, "another");
	s->object_destroy(two);
}

static void raw_and_back(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL, *back = NULL, *other = NULL;
	const char *name = NULL;
	int64_t value = 0;
	void *raw = NULL;
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->object_into_raw);
	NEED(c, s->object_from_raw);
	before = s->live();
	REQUIRE(CHECK_EQ(c, s->object_create(41, "carried", &object), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_set(object, 42), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_into_raw(object, &raw), SEAM_OK));
	REQUIRE(CHECK(c, raw != NULL));
	CHECK_EQ(c, s->live(), before + 1);
	/* the pointer is the object's only owner now: what is made meanwhile does not disturb it */
	REQUIRE(CHECK_EQ(c, s->object_create(7, "another", &other), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_from_raw(raw, &back), SEAM_OK));
	REQUIRE(CHECK(c, back != NULL));
	CHECK_EQ(c, s->live(), before + 2);
	if (CHECK_EQ(c, s->object_get(back, &value), SEAM_OK))
		CHECK_EQ(c, value, 42);
	if (CHECK_EQ(c, s->object_name(back, &name), SEAM_OK))
		CHECK_STR(c, name, "carried");
	s->object_destroy(back);
	s->object_destroy(other);
	CHECK_EQ(c, s->live(), before);
}

/* Each kind counts itself, and all of it. */
static void all_kinds(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL;
	struct seam_own_shared *shared = NULL;
	struct seam_own_list *list = NULL;
	struct seam_own_holder *holder = NULL;
	struct seam_own_slot *slot = NULL;
	uint64_t id = 0, before, made = 0;

	NEED(c, s->live);
	before = s->live();
	if (s->object_create && CHECK_EQ(c, s->object_create(1, "", &object), SEAM_OK))
		CHECK_EQ(c, s->live(), before + ++made);
	if (s->shared_create && CHECK_EQ(c, s->shared_create(1, &shared), SEAM_OK))
		CHECK_EQ(c, s->live(), before + ++made);
	if (s->list_create && CHECK_EQ(c, s->list_create(&list), SEAM_OK))
		CHECK_EQ(c, s->live(), before + ++made);
	if (s->holder_create && CHECK_EQ(c, s->holder_create(&holder), SEAM_OK))
		CHECK_EQ(c, s->live(), before + ++made);
	if (s->slot_create && CHECK_EQ(c, s->slot_create(&slot), SEAM_OK))
		CHECK_EQ(c, s->live(), before + ++made);
	if (s->id_open && CHECK_EQ(c, s->id_open(1, &id), SEAM_OK))
		CHECK_EQ(c, s->live(), before + ++made);
	if (object)
		s->object_destroy(object);
	if (list)
		s->list_destroy(list);
	if (slot)
		s->slot_destroy(slot);
	if (shared)
		s->shared_release(shared);
	if (holder)
		s->holder_destroy(holder);
	if (id)
		CHECK_EQ(c, s->id_close(id), SEAM_OK);
	CHECK_EQ(c, s->live(), before);
}

SEAM_CASES(ownership, handle) = {
	{ "balance", SEAM_MUST, balance, "each create adds one live object, each destroy takes it away, in any order", 0 },
	{ "distinct", SEAM_MUST, distinct, "two handles are two objects, and neither goes with the other", 0 },
	{ "raw_and_back", SEAM_MUST, raw_and_back, "into_raw and from_raw give the same object back, and no other one", 0 },
	{ "all_kinds", SEAM_MUST, all_kinds, "live() counts each kind of object, and is back where it was at the end", 0 },
	SEAM_END
};
