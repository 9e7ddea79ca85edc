/*
 * leak: 2N rounds leave what N rounds leave: objects, lent blocks, bytes of the heap, descriptors.
 * Rule: ownership.leak    Source: CWE-401, CWE-404; leaks that are reachable, which no checker reports
 */
#include "ownership/rounds.h"

#define DONE(c, call) CHECK_EQ(c, (call), SEAM_OK)

static bool a_block(struct seam_case *c, const struct seam_ownership *s)
{
	void *one = NULL, *two = NULL;

	if (!DONE(c, s->block_make(100, 8, 1, &one)) || !DONE(c, s->block_make(100, 64, 1, &two)))
		return false;
	s->block_free(one, 100, 8);
	s->block_free(two, 100, 64);
	return true;
}

static bool an_object(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_object *object = NULL, *clone = NULL;

	if (!DONE(c, s->object_create(1, "a name for each round of them", &object)) ||
	    !DONE(c, s->object_rename(object, "and another name for it, renamed")) ||
	    !DONE(c, s->object_clone(object, &clone)))
		return false;
	s->object_destroy(object);
	s->object_destroy(clone);
	return true;
}

static bool a_shared(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_shared *shared = NULL;

	if (!DONE(c, s->shared_create(1, &shared)) || !DONE(c, s->shared_retain(shared)))
		return false;
	s->shared_release(shared);
	s->shared_release(shared);
	return true;
}

static bool a_list(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_list *list = NULL;

	if (!DONE(c, s->list_create(&list)) || !DONE(c, s->list_push(list, "one", 3)) ||
	    !DONE(c, s->list_push(list, "two", 3)) || !DONE(c, s->list_push(list, "three", 5)))
		return false;
	s->list_destroy(list);
	return true;
}

static bool a_family(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_parent *parent = NULL;
	struct seam_own_child *first = NULL, *last = NULL;
	bool gone;

	if (!DONE(c, s->parent_create(1, &parent)) || !DONE(c, s->parent_child(parent, &first)) ||
	    !DONE(c, s->parent_child(parent, &last)))
		return false;
	s->child_destroy(first);
	gone = s->parent_destroy(parent) == SEAM_OK;
	s->child_destroy(last);
	return gone || DONE(c, s->parent_destroy(parent));
}

static void nothing(void *userdata)
{
	(void)userdata;
}

static bool a_slot(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_slot *slot = NULL;

	if (!DONE(c, s->slot_create(&slot)) || !DONE(c, s->slot_set(slot, NULL, nothing)) ||
	    !DONE(c, s->slot_set(slot, slot, nothing)) || !DONE(c, s->slot_freeze(slot)))
		return false;
	s->slot_destroy(slot);
	return true;
}

static bool a_holder(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_holder *holder = NULL;

	if (!DONE(c, s->holder_create(&holder)) || !DONE(c, s->holder_give(holder, lend(c, 8, 8, 0), 8, 8)))
		return false;
	s->holder_destroy(holder);
	return true;
}

static bool a_text(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_text small, large;

	if (!DONE(c, s->text_make("small", 5, &small)) ||
	    !DONE(c, s->text_make("large enough to need memory of its own", 38, &large)))
		return false;
	s->text_free(&small);
	s->text_free(&large);
	return true;
}

static bool an_id(struct seam_case *c, const struct seam_ownership *s)
{
	uint64_t id = 0;

	return DONE(c, s->id_open(1, &id)) && DONE(c, s->id_close(id));
}

#define OF(kind, round, op)                               \
	static void kind(struct seam_case *c)             \
	{                                                 \
		NEED(c, SEAM_OPS(c, ownership)->op);      \
		compare_rounds(c, round);                 \
	}

OF(blocks, a_block, block_make)
OF(objects, an_object, object_clone)
OF(shared, a_shared, shared_create)
OF(lists, a_list, list_create)
OF(families, a_family, parent_child)
OF(slots, a_slot, slot_set)
OF(holders, a_holder, holder_give)
OF(texts, a_text, text_make)
OF(ids, an_id, id_open)

SEAM_CASES(ownership, leak) = {
	{ "blocks", SEAM_MUST, blocks, "2N rounds of blocks leave what N leave", SEAM_ONCE },
	{ "objects", SEAM_MUST, objects, "2N rounds of create, rename, clone and destroy leave what N leave", SEAM_ONCE },
	{ "shared", SEAM_MUST, shared, "2N rounds of retain and release leave what N leave", SEAM_ONCE },
	{ "lists", SEAM_MUST, lists, "2N rounds of lists leave what N leave", SEAM_ONCE },
	{ "families", SEAM_MUST, families, "2N rounds of parents and children leave what N leave", SEAM_ONCE },
	{ "slots", SEAM_MUST, slots, "2N rounds of registrations leave what N leave", SEAM_ONCE },
	{ "holders", SEAM_MUST, holders, "2N rounds of holders leave what N leave", SEAM_ONCE },
	{ "texts", SEAM_MUST, texts, "2N rounds of texts leave what N leave", SEAM_ONCE },
	{ "ids", SEAM_MUST, ids, "2N rounds of ids leave what N leave", SEAM_ONCE },
	SEAM_END
};
