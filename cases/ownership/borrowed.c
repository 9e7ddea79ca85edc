/*
 * borrowed: what a getter lends stays the object's; what the host lends for a call stays the host's.
 * Rule: ownership.borrowed    Source: libgit2 git_commit_author; PyErr borrowed references; RS-2020-0091
 */
#include "ownership/blocks.h"

static void name_stays(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL, *other = NULL;
	const char *name = NULL, *again = NULL;

	NEED(c, s->object_name);
	REQUIRE(CHECK_EQ(c, s->object_create(1, "a name that is lent to the host", &object), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_name(object, &name), SEAM_OK));
	REQUIRE(CHECK_STR(c, name, "a name that is lent to the host"));
	/* any op but rename and destroy */
	CHECK_EQ(c, s->object_set(object, 2), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->object_create(3, "the name of another object here", &other), SEAM_OK));
	CHECK_EQ(c, s->object_rename(other, "and still another one"), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->object_name(other, &again), SEAM_OK));
	CHECK(c, again != name);
	s->object_destroy(other);
	CHECK_STR(c, name, "a name that is lent to the host");
	if (CHECK_EQ(c, s->object_name(object, &again), SEAM_OK))
		CHECK_EQ(c, again, name);
	s->object_destroy(object);
}

static void name_is_a_copy(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL;
	const char *in = seam_in_string(c, "first"), *name = NULL;

	NEED(c, s->object_create);
	REQUIRE(CHECK_EQ(c, s->object_create(1, in, &object), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_name(object, &name), SEAM_OK));
	REQUIRE(CHECK(c, name != in));
	seam_drop(c, in);
	CHECK_STR(c, name, "first");
	in = seam_in_string(c, "second");
	REQUIRE(CHECK_EQ(c, s->object_rename(object, in), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_name(object, &name), SEAM_OK));
	REQUIRE(CHECK(c, name != in));
	seam_drop(c, in);
	CHECK_STR(c, name, "second");
	s->object_destroy(object);
}

/* The argument is what the op is about to free. */
static void renamed_to_itself(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *object = NULL;
	const char *name = NULL;

	NEED(c, s->object_rename);
	REQUIRE(CHECK_EQ(c, s->object_create(1, "the same name, before and after it", &object), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_name(object, &name), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_rename(object, name), SEAM_OK));
	if (CHECK_EQ(c, s->object_name(object, &name), SEAM_OK))
		CHECK_STR(c, name, "the same name, before and after it");
	REQUIRE(CHECK_EQ(c, s->object_rename(object, name + 9), SEAM_OK));
	if (CHECK_EQ(c, s->object_name(object, &name), SEAM_OK))
		CHECK_STR(c, name, "name, before and after it");
	s->object_destroy(object);
}

static void entries_are_lent(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_list *list = NULL;
	const void *bytes = NULL, *again = NULL;
	const char *in = seam_in(c, "entry", 5);
	size_t size = 0, count = 0;
	struct seam_live before;

	NEED(c, s->list_at);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->list_push(list, in, 5), SEAM_OK));
	seam_drop(c, in);
	before = seam_live(c);
	REQUIRE(CHECK_EQ(c, s->list_at(list, 0, &bytes, &size), SEAM_OK));
	REQUIRE(CHECK(c, bytes != in));
	CHECK_EQ(c, s->list_count(list, &count), SEAM_OK);
	if (CHECK_EQ(c, s->list_at(list, 0, &again, &size), SEAM_OK))
		CHECK_EQ(c, again, bytes);
	CHECK_BYTES(c, bytes, size, "entry", 5);
	/* a getter that makes something leaves it behind, for nobody frees what is borrowed */
	CHECK_EQ(c, seam_live(c).blocks, before.blocks);
	s->list_destroy(list);
}

static void no_such_entry(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	const size_t beyond[] = { 1, 2, SIZE_MAX, SIZE_MAX / 2 + 1 };
	struct seam_own_list *list = NULL;
	const void **out = seam_out(c, sizeof *out);
	size_t *size = seam_out(c, sizeof *size);

	NEED(c, s->list_at);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	CHECK_EQ(c, s->list_at(list, 0, out, size), SEAM_E_RANGE);
	CHECK_EQ(c, s->list_push(list, "x", 1), SEAM_OK);
	for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++)
		CHECK_EQ(c, s->list_at(list, beyond[i], out, size), SEAM_E_RANGE);
	unwritten(c, out, sizeof *out, "list_at");
	unwritten(c, size, sizeof *size, "list_at");
	s->list_destroy(list);
}

SEAM_CASES(ownership, borrowed) = {
	{ "name_stays", SEAM_MUST, name_stays, "a borrowed name stays, at one address, until its object is renamed", 0 },
	{ "name_is_a_copy", SEAM_MUST, name_is_a_copy, "the object keeps a copy of a name that it was lent for a call", 0 },
	{ "renamed_to_itself", SEAM_MUST, renamed_to_itself, "the object's own borrowed name may be its next name", 0 },
	{ "entries_are_lent", SEAM_MUST, entries_are_lent, "a borrowed entry is the list's: nothing is made for it", 0 },
	{ "no_such_entry", SEAM_MUST, no_such_entry, "an entry that is not there is SEAM_E_RANGE; out-parameters are kept", 0 },
	SEAM_END
};
