/*
 * null_later: a NULL where something must be is an error and changes nothing; destroying nothing is nothing.
 * Rule: ownership.null_later    Source: free(NULL); CWE-476
 */
#include "ownership/nodes.h"

#define REFUSED(c, call) CHECK_EQ(c, (call), SEAM_E_NULL)

static void destroyed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t before = objects(c);

	if (s->file_destroy)
		s->file_destroy(NULL);
	if (s->node_unref)
		s->node_unref(NULL);
	if (s->bundle_destroy)
		CHECK_EQ(c, s->bundle_destroy(NULL), SEAM_OK);
	if (s->iterator_destroy)
		s->iterator_destroy(NULL);
	if (s->strings_free)
		s->strings_free(NULL);
	if (s->record_clear)
		s->record_clear(NULL);
	if (s->arena_destroy)
		s->arena_destroy(NULL);
	if (s->buffer_destroy)
		s->buffer_destroy(NULL);
	if (s->box_destroy)
		s->box_destroy(NULL);
	all_gone(c, before);
}

static void no_object(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	void **out = seam_out(c, 2 * sizeof *out);
	size_t *size = seam_out(c, sizeof *size);
	uint64_t before = objects(c);
	void *p = out;

	if (s->file_create) {
		REFUSED(c, s->file_create(NULL));
		REFUSED(c, s->file_descriptor(NULL, p));
		REFUSED(c, s->file_detach(NULL, p));
	}
	if (s->node_create) {
		REFUSED(c, s->node_create(1, NULL));
		REFUSED(c, s->node_ref(NULL));
		REFUSED(c, s->node_count(NULL, p));
		REFUSED(c, s->node_value(NULL, p));
		REFUSED(c, s->node_set_child(NULL, NULL));
		REFUSED(c, s->node_peek_child(NULL, p));
		REFUSED(c, s->node_get_child(NULL, p));
		REFUSED(c, s->node_steal_child(NULL, p));
		REFUSED(c, s->node_set_friend(NULL, NULL));
		REFUSED(c, s->node_get_friend(NULL, p));
		REFUSED(c, s->node_clone(NULL, p));
	}
	if (s->bundle_make) {
		REFUSED(c, s->bundle_make(NULL, 0, NULL));
		REFUSED(c, s->bundle_add(NULL, NULL));
		REFUSED(c, s->bundle_iterate(NULL, p));
		REFUSED(c, s->iterator_next(NULL, p));
	}
	if (s->record_init) {
		REFUSED(c, s->record_init(NULL));
		REFUSED(c, s->record_set(NULL, "x", NULL, 0, NULL));
		REFUSED(c, s->record_move(NULL, p));
	}
	if (s->arena_create) {
		REFUSED(c, s->arena_create(NULL));
		REFUSED(c, s->arena_reset(NULL));
	}
	if (s->buffer_wrap) {
		REFUSED(c, s->buffer_slice(NULL, 0, 0, p));
		REFUSED(c, s->buffer_copy(NULL, p));
		REFUSED(c, s->buffer_pin(NULL, p, size));
		REFUSED(c, s->buffer_unpin(NULL));
		REFUSED(c, s->buffer_detach(NULL));
	}
	if (s->box_create) {
		REFUSED(c, s->box_create("x", 1, NULL));
		REFUSED(c, s->box_create(NULL, 1, p));
		REFUSED(c, s->box_get(NULL, p, size));
	}
	unwritten(c, out, 2 * sizeof *out, "an op with NULL for its object");
	unwritten(c, size, sizeof *size, "an op with NULL for its object");
	all_gone(c, before);
}

/* A live object, and nowhere to store the result: no reference, no clone, no pin is left behind. */
static void no_place(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_node *node, *child;
	struct seam_own_buffer *buffer = NULL;
	uint64_t before = objects(c);
	void *bytes = NULL;
	size_t size = 0;

	NEED(c, s->node_create);
	REQUIRE((node = node_of(c, 1)) && (child = node_of(c, 2)) &&
	        CHECK_EQ(c, s->node_set_child(node, child), SEAM_OK));
	CHECK_EQ(c, s->node_set_friend(node, child), SEAM_OK);
	REFUSED(c, s->node_count(node, NULL));
	REFUSED(c, s->node_value(node, NULL));
	REFUSED(c, s->node_peek_child(node, NULL));
	REFUSED(c, s->node_get_child(node, NULL));
	REFUSED(c, s->node_steal_child(node, NULL));
	REFUSED(c, s->node_get_friend(node, NULL));
	REFUSED(c, s->node_clone(node, NULL));
	if (s->bundle_make)
		REFUSED(c, s->bundle_make(&child, 1, NULL));
	REQUIRE(referred(c, child, 2) && CHECK_EQ(c, chain(c, node), 2));
	s->node_unref(child);
	s->node_unref(node);
	if (s->buffer_wrap && CHECK_EQ(c, s->buffer_wrap(&size, 8, NULL, NULL, &buffer), SEAM_OK)) {
		REFUSED(c, s->buffer_slice(buffer, 0, 1, NULL));
		REFUSED(c, s->buffer_copy(buffer, NULL));
		REFUSED(c, s->buffer_pin(buffer, NULL, &size));
		REFUSED(c, s->buffer_pin(buffer, &bytes, NULL));
		CHECK_EQ(c, s->buffer_unpin(buffer), SEAM_E_STATE);
		s->buffer_destroy(buffer);
	}
	all_gone(c, before);
}

SEAM_CASES(ownership, null_later) = {
	{ "destroyed", SEAM_MUST, destroyed, "destroying NULL does nothing", 0 },
	{ "no_object", SEAM_MUST, no_object, "a NULL object is SEAM_E_NULL; out-parameters are as they were", 0 },
	{ "no_place", SEAM_MUST, no_place, "a NULL out-parameter is SEAM_E_NULL, and no reference is left behind", 0 },
	SEAM_END
};
