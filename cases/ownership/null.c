/*
 * null: destroying nothing is nothing; a NULL where something must be is an error, and changes nothing.
 * Rule: ownership.null    Source: free(NULL); CWE-476
 */
#include "ownership/blocks.h"

static void destroyed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before;

	NEED(c, s->live);
	before = s->live();
	if (s->block_free)
		s->block_free(NULL, 16, 8), s->block_free(NULL, 16, 256);
	if (s->lent_free)
		s->lent_free(NULL, 16, 8);
	if (s->object_destroy)
		s->object_destroy(NULL);
	if (s->shared_release)
		s->shared_release(NULL);
	if (s->list_destroy)
		s->list_destroy(NULL);
	if (s->parent_destroy)
		CHECK_EQ(c, s->parent_destroy(NULL), SEAM_OK);
	if (s->child_destroy)
		s->child_destroy(NULL);
	if (s->holder_destroy)
		s->holder_destroy(NULL);
	if (s->slot_destroy)
		s->slot_destroy(NULL);
	if (s->text_free)
		s->text_free(NULL);
	CHECK_EQ(c, s->live(), before);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

#define REFUSED(c, call) CHECK_EQ(c, (call), SEAM_E_NULL)

/* The out-parameter is missing: what was made for it is not left behind. */
static void no_place_for_it(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before;

	NEED(c, s->live);
	before = s->live();
	if (s->block_make)
		REFUSED(c, s->block_make(16, 8, 0, NULL));
	if (s->lent_make)
		REFUSED(c, s->lent_make(16, 8, 0, NULL));
	if (s->object_create)
		REFUSED(c, s->object_create(1, "name", NULL));
	if (s->shared_create)
		REFUSED(c, s->shared_create(1, NULL));
	if (s->list_create)
		REFUSED(c, s->list_create(NULL));
	if (s->parent_create)
		REFUSED(c, s->parent_create(1, NULL));
	if (s->holder_create)
		REFUSED(c, s->holder_create(NULL));
	if (s->slot_create)
		REFUSED(c, s->slot_create(NULL));
	if (s->text_make)
		REFUSED(c, s->text_make("text", 4, NULL));
	if (s->id_open)
		REFUSED(c, s->id_open(1, NULL));
	CHECK_EQ(c, s->live(), before);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void no_object(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t *out = seam_out(c, sizeof *out);
	size_t *size = seam_out(c, sizeof *size);
	void **pointer = seam_out(c, sizeof *pointer);

	if (s->object_create) {
		REFUSED(c, s->object_create(1, NULL, (struct seam_own_object **)pointer));
		REFUSED(c, s->object_get(NULL, (int64_t *)out));
		REFUSED(c, s->object_set(NULL, 1));
		REFUSED(c, s->object_name(NULL, (const char **)pointer));
		REFUSED(c, s->object_rename(NULL, "name"));
	}
	if (s->object_clone)
		REFUSED(c, s->object_clone(NULL, (struct seam_own_object **)pointer));
	if (s->object_into_raw && s->object_from_raw) {
		REFUSED(c, s->object_into_raw(NULL, pointer));
		REFUSED(c, s->object_from_raw(NULL, (struct seam_own_object **)pointer));
	}
	if (s->shared_create) {
		REFUSED(c, s->shared_retain(NULL));
		REFUSED(c, s->shared_count(NULL, out));
		REFUSED(c, s->shared_get(NULL, (int64_t *)out));
	}
	if (s->list_create) {
		REFUSED(c, s->list_push(NULL, "x", 1));
		REFUSED(c, s->list_count(NULL, size));
		REFUSED(c, s->list_at(NULL, 0, (const void **)pointer, size));
		REFUSED(c, s->list_clone(NULL, (struct seam_own_list **)pointer));
	}
	if (s->parent_create) {
		REFUSED(c, s->parent_set(NULL, 1));
		REFUSED(c, s->parent_child(NULL, (struct seam_own_child **)pointer));
		REFUSED(c, s->child_get(NULL, (int64_t *)out));
	}
	if (s->holder_create)
		REFUSED(c, s->holder_take(NULL, pointer, size, size));
	if (s->slot_create) {
		REFUSED(c, s->slot_get(NULL, pointer));
		REFUSED(c, s->slot_clear(NULL));
		REFUSED(c, s->slot_freeze(NULL));
	}
	if (s->lent_resize)
		REFUSED(c, s->lent_resize(NULL, 0, 8, 16, 0, pointer));
	unwritten(c, out, sizeof *out, "an op with NULL for its object");
	unwritten(c, size, sizeof *size, "an op with NULL for its object");
	unwritten(c, pointer, sizeof *pointer, "an op with NULL for its object");
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

SEAM_CASES(ownership, null) = {
	{ "destroyed", SEAM_MUST, destroyed, "destroying NULL does nothing", 0 },
	{ "no_place_for_it", SEAM_MUST, no_place_for_it, "a NULL out-parameter is SEAM_E_NULL, and nothing is made", 0 },
	{ "no_object", SEAM_MUST, no_object, "a NULL object is SEAM_E_NULL; out-parameters are as they were", 0 },
	SEAM_END
};
