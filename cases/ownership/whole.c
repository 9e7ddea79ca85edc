/*
 * whole: numbers of 64 bits, odd sizes and long names come back as they were given; what is given twice stays two.
 * Rule: ownership.whole    Source: CWE-197; CWE-120; handles kept in a single static
 */
#include "ownership/blocks.h"

#include <string.h>

static const int64_t wide[] = { INT64_MIN, INT64_C(-0x123456789), INT64_C(0x7EDCBA9876543210), INT64_MAX };
enum { N_WIDE = sizeof wide / sizeof wide[0], LONG = 70001 };

static void values(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);

	NEED(c, s->object_clone || s->shared_get || s->child_get || s->id_get);
	for (size_t i = 0; i < N_WIDE; i++) {
		struct seam_own_object *object = NULL, *clone = NULL;
		struct seam_own_shared *shared = NULL;
		struct seam_own_parent *parent = NULL;
		struct seam_own_child *child = NULL;
		int64_t seen = 0;
		uint64_t id = 0;

		if (s->object_clone && CHECK_EQ(c, s->object_create(wide[i], "", &object), SEAM_OK) &&
		    CHECK_EQ(c, s->object_clone(object, &clone), SEAM_OK) &&
		    CHECK_EQ(c, s->object_get(clone, &seen), SEAM_OK))
			CHECK_EQ(c, seen, wide[i]);
		if (s->shared_get && CHECK_EQ(c, s->shared_create(wide[i], &shared), SEAM_OK) &&
		    CHECK_EQ(c, s->shared_get(shared, &seen), SEAM_OK))
			CHECK_EQ(c, seen, wide[i]);
		if (s->child_get && CHECK_EQ(c, s->parent_create(wide[i], &parent), SEAM_OK) &&
		    CHECK_EQ(c, s->parent_child(parent, &child), SEAM_OK) &&
		    CHECK_EQ(c, s->child_get(child, &seen), SEAM_OK))
			CHECK_EQ(c, seen, wide[i]);
		if (s->id_get && CHECK_EQ(c, s->id_open(wide[i], &id), SEAM_OK) &&
		    CHECK_EQ(c, s->id_get(id, &seen), SEAM_OK))
			CHECK_EQ(c, seen, wide[i]);
		if (object)
			s->object_destroy(object);
		if (clone)
			s->object_destroy(clone);
		if (shared)
			s->shared_release(shared);
		if (child)
			s->child_destroy(child);
		if (parent)
			s->parent_destroy(parent);
		if (id)
			s->id_close(id);
	}
}

static void sizes(struct seam_case *c)
{
	static const size_t sizes[] = { 1, 7, 33, SEAM_HOLDER_MAX - 1, SEAM_HOLDER_MAX };
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_holder *holder = NULL;

	NEED(c, s->holder_give && s->holder_take);
	REQUIRE(CHECK_EQ(c, s->holder_create(&holder), SEAM_OK));
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		size_t size = 0, align = 0;
		void *taken = NULL, *block = lend(c, sizes[i], (size_t)1 << i, 0x5A);

		if (!block)
			break;
		if (CHECK_EQ(c, s->holder_give(holder, block, sizes[i], (size_t)1 << i), SEAM_OK) &&
		    CHECK_EQ(c, s->holder_take(holder, &taken, &size, &align), SEAM_OK)) {
			CHECK_EQ(c, taken, block);
			CHECK_EQ(c, size, sizes[i]);
			CHECK_EQ(c, align, (size_t)1 << i);
		}
		if (seam_is_lent(c, block, NULL, NULL))
			seam_free_lent(c, block);
	}
	s->holder_destroy(holder);
}

static void names(struct seam_case *c)
{
	static char name[LONG + 1];
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL;
	struct seam_own_text text;
	const char *seen = NULL;

	NEED(c, s->object_name || s->text_make);
	memset(name, 'n', LONG);
	name[LONG - 1] = 'z';
	if (s->object_name && CHECK_EQ(c, s->object_create(1, name, &object), SEAM_OK)) {
		if (CHECK_EQ(c, s->object_name(object, &seen), SEAM_OK))
			CHECK_BYTES(c, seen, strlen(seen), name, LONG);
		s->object_destroy(object);
	}
	if (s->text_make && CHECK_EQ(c, s->text_make(name, LONG, &text), SEAM_OK)) {
		CHECK_BYTES(c, text.bytes, text.size, name, LONG);
		s->text_free(&text);
	}
}

/* Two are out at once, and come back in the other order. */
static void raw_apart(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object[2] = { NULL, NULL }, *back[2] = { NULL, NULL };
	void *raw[2] = { NULL, NULL };
	int64_t value = 0;

	NEED(c, s->object_into_raw && s->object_from_raw);
	for (int i = 0; i < 2; i++) {
		REQUIRE(CHECK_EQ(c, s->object_create(i + 1, "raw", &object[i]), SEAM_OK));
		REQUIRE(CHECK_EQ(c, s->object_into_raw(object[i], &raw[i]), SEAM_OK));
	}
	REQUIRE(CHECK(c, raw[0] != raw[1]));
	REQUIRE(CHECK_EQ(c, s->object_from_raw(raw[0], &back[0]), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_from_raw(raw[1], &back[1]), SEAM_OK));
	REQUIRE(CHECK(c, back[0] != back[1]));
	for (int i = 0; i < 2; i++) {
		if (CHECK_EQ(c, s->object_get(back[i], &value), SEAM_OK))
			CHECK_EQ(c, value, i + 1);
		s->object_destroy(back[i]);
	}
}

SEAM_CASES(ownership, whole) = {
	{ "values", SEAM_MUST, values, "values of 64 bits come back whole from every kind of object", 0 },
	{ "sizes", SEAM_MUST, sizes, "odd sizes, and the largest, are taken as they were given", 0 },
	{ "names", SEAM_MUST, names, "names and texts of 70001 bytes are kept whole", 0 },
	{ "raw_apart", SEAM_MUST, raw_apart, "two objects that are plain pointers at once stay two", 0 },
	SEAM_END
};
