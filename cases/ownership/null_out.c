/*
 * null_out: an op of a live object that is given NULL for its result refuses, and neither the object nor the count moves.
 * Rule: ownership.null_out    Source: CWE-476; a result that nobody receives is a leak
 */
#include "ownership/blocks.h"

#define REFUSED(c, call) CHECK_EQ(c, (call), SEAM_E_NULL)

static void object(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL;
	const char *name = NULL;
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->object_create);
	REQUIRE(CHECK_EQ(c, s->object_create(4, "name", &object), SEAM_OK));
	before = s->live();
	REFUSED(c, s->object_get(object, NULL));
	REFUSED(c, s->object_name(object, NULL));
	REFUSED(c, s->object_rename(object, NULL));
	if (s->object_clone)
		REFUSED(c, s->object_clone(object, NULL));
	if (s->object_into_raw)
		REFUSED(c, s->object_into_raw(object, NULL));
	CHECK_EQ(c, s->live(), before);
	if (CHECK_EQ(c, s->object_name(object, &name), SEAM_OK))
		CHECK_STR(c, name, "name");
	s->object_destroy(object);
}

static void list(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const char *const texts[] = { "entry" };
	struct seam_own_list *list = NULL;
	const void **bytes = seam_out(c, sizeof *bytes);
	size_t *size = seam_out(c, sizeof *size);

	NEED(c, s->list_create);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	CHECK_EQ(c, s->list_push(list, texts[0], strlen(texts[0])), SEAM_OK);
	REFUSED(c, s->list_push(list, NULL, 1));
	REFUSED(c, s->list_count(list, NULL));
	REFUSED(c, s->list_at(list, 0, NULL, size));
	REFUSED(c, s->list_at(list, 0, bytes, NULL));
	unwritten(c, bytes, sizeof *bytes, "list_at");
	unwritten(c, size, sizeof *size, "list_at");
	REFUSED(c, s->list_clone(list, NULL));
	list_holds(c, list, texts, 1);
	s->list_destroy(list);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void holder(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder = NULL;
	void *block, **taken = seam_out(c, sizeof *taken);
	size_t *size = seam_out(c, sizeof *size), *align = seam_out(c, sizeof *align);

	NEED(c, s->holder_take);
	REQUIRE(CHECK_EQ(c, s->holder_create(&holder), SEAM_OK));
	REFUSED(c, s->holder_give(holder, NULL, 16, 8));
	REQUIRE((block = lend(c, 16, 8, 0)));
	REQUIRE(CHECK_EQ(c, s->holder_give(holder, block, 16, 8), SEAM_OK));
	REFUSED(c, s->holder_take(holder, NULL, size, align));
	REFUSED(c, s->holder_take(holder, taken, NULL, align));
	REFUSED(c, s->holder_take(holder, taken, size, NULL));
	unwritten(c, taken, sizeof *taken, "holder_take");
	unwritten(c, size, sizeof *size, "holder_take");
	unwritten(c, align, sizeof *align, "holder_take");
	/* the block is the holder's still */
	lent_as(c, block, 16, 8);
	s->holder_destroy(holder);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void others(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_shared *shared = NULL;
	struct seam_own_parent *parent = NULL;
	struct seam_own_slot *slot = NULL;
	uint64_t id = 0, before;
	void *block;

	NEED(c, s->live);
	before = s->live();
	if (s->shared_create && CHECK_EQ(c, s->shared_create(1, &shared), SEAM_OK)) {
		REFUSED(c, s->shared_count(shared, NULL));
		REFUSED(c, s->shared_get(shared, NULL));
		s->shared_release(shared);
	}
	if (s->parent_create && CHECK_EQ(c, s->parent_create(1, &parent), SEAM_OK)) {
		REFUSED(c, s->parent_child(parent, NULL));
		CHECK_EQ(c, s->live(), before + 1);
		CHECK_EQ(c, s->parent_destroy(parent), SEAM_OK);
	}
	if (s->slot_create && CHECK_EQ(c, s->slot_create(&slot), SEAM_OK)) {
		CHECK_EQ(c, s->slot_set(slot, slot, NULL), SEAM_OK);
		REFUSED(c, s->slot_get(slot, NULL));
		s->slot_destroy(slot);
	}
	if (s->id_open && CHECK_EQ(c, s->id_open(1, &id), SEAM_OK)) {
		REFUSED(c, s->id_get(id, NULL));
		CHECK_EQ(c, s->id_close(id), SEAM_OK);
	}
	if (s->lent_resize && (block = lend(c, 16, 8, 0x19))) {
		REFUSED(c, s->lent_resize(block, 16, 8, 32, 0, NULL));
		if (lent_as(c, block, 16, 8)) {
			all_are(c, block, 16, 0x19);
			seam_free_lent(c, block);
		}
	}
	CHECK_EQ(c, s->live(), before);
}

SEAM_CASES(ownership, null_out) = {
	{ "object", SEAM_MUST, object, "an object's op without a place for its result is SEAM_E_NULL", 0 },
	{ "list", SEAM_MUST, list, "a list's op without a place for its result is SEAM_E_NULL; nothing is made", 0 },
	{ "holder", SEAM_MUST, holder, "a holder without a place for its block keeps it, SEAM_E_NULL", 0 },
	{ "others", SEAM_MUST, others, "an op without a place for its result is SEAM_E_NULL; nothing is made or lost", 0 },
	SEAM_END
};
