/*
 * leak_later: 2N rounds leave what N rounds leave, of all that can be made: objects, lent blocks, heap, descriptors.
 * Rule: ownership.leak_later    Source: CWE-401, CWE-404, CWE-775; leaks that are reachable, which no checker reports
 */
#include "ownership/rounds.h"
#include "ownership/wrapped.h"

#define DONE(c, call) CHECK_EQ(c, (call), SEAM_OK)

static bool a_node(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_node *node = NULL, *clone = NULL, *seen = NULL;

	if (!DONE(c, s->node_create(1, &node)) || !DONE(c, s->node_set_friend(node, node)) ||
	    !DONE(c, s->node_clone(node, &clone)) || !DONE(c, s->node_adopt_child(node, clone)) ||
	    !DONE(c, s->node_steal_child(node, &seen)))
		return false;
	s->node_unref(seen);
	s->node_unref(node);
	return true;
}

static bool a_bundle(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_node *node = NULL, *seen = NULL;
	struct seam_own_bundle *bundle = NULL;
	struct seam_own_iterator *iterator = NULL;

	if (!DONE(c, s->node_create(1, &node)) || !DONE(c, s->bundle_make(&node, 1, &bundle)) ||
	    !DONE(c, s->bundle_add(bundle, node)) || !DONE(c, s->bundle_iterate(bundle, &iterator)) ||
	    !DONE(c, s->iterator_next(iterator, &seen)))
		return false;
	s->iterator_destroy(iterator);
	s->node_unref(node);
	return DONE(c, s->bundle_destroy(bundle));
}

static bool structs(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_record record, moved;
	struct seam_own_packet *packet = NULL;
	struct seam_own_strings strings;

	if (s->strings_split && DONE(c, s->strings_split("a b c", ' ', &strings)))
		s->strings_free(&strings);
	if (s->packet_make && DONE(c, s->packet_make("bytes", 5, &packet)))
		seam_free_lent(c, packet);
	if (!DONE(c, s->record_init(&record)) ||
	    !DONE(c, s->record_set(&record, "title", (const uint8_t *)"bytes", 5, NULL)) ||
	    !DONE(c, s->record_move(&record, &moved)))
		return false;
	s->record_clear(&record);
	s->record_clear(&moved);
	return true;
}

static void nothing(void *userdata)
{
	(void)userdata;
}

static bool an_arena(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_arena *arena = NULL;
	void *piece = NULL;

	if (!DONE(c, s->arena_create(&arena)) || !DONE(c, s->arena_alloc(arena, 5000, 64, &piece)) ||
	    !DONE(c, s->arena_defer(arena, piece, nothing)) || !DONE(c, s->arena_reset(arena)) ||
	    !DONE(c, s->arena_defer(arena, NULL, nothing)))
		return false;
	s->arena_destroy(arena);
	return true;
}

static bool a_buffer(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_buffer *slice = NULL, *copy = NULL;
	char bytes[] = "bytes";
	struct wrapped w = { .bytes = bytes };

	if (!DONE(c, s->buffer_wrap(bytes, 5, wrapped_free, &w, &w.buffer)) ||
	    !DONE(c, s->buffer_slice(w.buffer, 1, 3, &slice)) || !DONE(c, s->buffer_copy(slice, &copy)))
		return false;
	s->buffer_destroy(w.buffer);
	s->buffer_destroy(copy);
	s->buffer_destroy(slice);
	return DONE(c, s->free_pending()) && CHECK_EQ(c, w.freed, 1);
}

static int descriptor;

static bool a_file(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_file *file = NULL;

	if (descriptor < 0)
		descriptor = seam_descriptor(c);
	if (!DONE(c, s->file_create(&file)) || !DONE(c, s->file_attach(file, descriptor, SEAM_FILE_COPIED)) ||
	    !DONE(c, s->file_attach(file, descriptor, SEAM_FILE_LENT)) ||
	    !DONE(c, s->file_attach(file, descriptor, SEAM_FILE_COPIED)))
		return false;
	s->file_destroy(file);
	return true;
}

static bool others(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_object *constant = NULL;
	struct seam_own_box *box = NULL;
	uint64_t id = 0, next = 0;

	if (s->object_constant && DONE(c, s->object_constant(&constant)))
		s->object_destroy(constant);
	if (s->id_move && DONE(c, s->id_open(1, &id)) && DONE(c, s->id_move(id, &next)))
		DONE(c, s->id_close(next));
	if (!DONE(c, s->box_create("bytes", 5, &box)) || !DONE(c, s->box_set(box, "more bytes", 10)))
		return false;
	s->box_destroy(box);
	return true;
}

#define ROUNDS_OF(name, round, op)                                                                                     \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		NEED(c, SEAM_OPS(c, ownership)->op);                                                                   \
		compare_rounds(c, round);                                                                              \
	}
ROUNDS_OF(nodes, a_node, node_create)
ROUNDS_OF(bundles, a_bundle, bundle_make)
ROUNDS_OF(members, structs, record_set)
ROUNDS_OF(arenas, an_arena, arena_create)
ROUNDS_OF(buffers, a_buffer, buffer_wrap)
ROUNDS_OF(rest, others, box_create)
static void files(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->file_create);
	descriptor = -1;
	compare_rounds(c, a_file);
}

SEAM_CASES(ownership, leak_later) = {
	{ "nodes", SEAM_MUST, nodes, "2N rounds of nodes leave what N leave", SEAM_ONCE },
	{ "bundles", SEAM_MUST, bundles, "2N rounds of bundles and iterators leave what N leave", SEAM_ONCE },
	{ "members", SEAM_MUST, members, "2N rounds of strings, records and packets leave what N leave", SEAM_ONCE },
	{ "arenas", SEAM_MUST, arenas, "2N rounds of arenas leave what N leave", SEAM_ONCE },
	{ "buffers", SEAM_MUST, buffers, "2N rounds of buffers leave what N leave", SEAM_ONCE },
	{ "files", SEAM_MUST, files, "2N rounds of files leave what N leave, descriptors too", SEAM_ONCE },
	{ "rest", SEAM_MUST, rest, "2N rounds of boxes and moved ids leave what N leave", SEAM_ONCE },
	SEAM_END
};
