/*
 * constant: an object that nobody made is not destroyed by anybody, and is the same for all.
 * Rule: ownership.constant    Source: Py_None's count, git_oid_zero, static GTypes; CWE-590, CWE-763
 */
#include "ownership/blocks.h"

static bool as_it_was(struct seam_case *c, const struct seam_own_object *object)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	const char *name = NULL;
	int64_t value = 1;

	return CHECK_EQ(c, s->object_get(object, &value), SEAM_OK) && CHECK_EQ(c, value, 0) &&
	       CHECK_EQ(c, s->object_name(object, &name), SEAM_OK) && CHECK_STR(c, name, "constant");
}

static void destroyed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *constant = NULL, *again = NULL;
	uint64_t before;

	NEED(c, s->live);
	NEED(c, s->object_constant);
	before = s->live();
	for (int i = 0; i < 3; i++) {
		REQUIRE(CHECK_EQ(c, s->object_constant(&again), SEAM_OK) && CHECK(c, again != NULL));
		REQUIRE(CHECK(c, !constant || again == constant) && as_it_was(c, again));
		constant = again;
		if (SEAM_STIMULUS(c))
			s->object_destroy(constant);
		else
			CHECK_EQ(c, s->object_rename(constant, "muted"), SEAM_OK);
		REQUIRE(CHECK_EQ(c, s->live(), before));
	}
	as_it_was(c, constant);
	CHECK_EQ(c, s->object_constant(NULL), SEAM_E_NULL);
}

static void unchanged(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_object *constant = NULL, *clone = NULL;
	int64_t value = 0;

	NEED(c, s->object_constant);
	REQUIRE(CHECK_EQ(c, s->object_constant(&constant), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->object_set(constant, 5), SEAM_E_STATE) && as_it_was(c, constant));
	REQUIRE(CHECK_EQ(c, s->object_rename(constant, "other"), SEAM_E_STATE) && as_it_was(c, constant));
	NEED(c, s->object_clone);
	REQUIRE(CHECK_EQ(c, s->object_clone(constant, &clone), SEAM_OK) && CHECK(c, clone != constant) &&
	        as_it_was(c, clone));
	REQUIRE(CHECK_EQ(c, s->object_set(clone, 5), SEAM_OK) &&
	        CHECK_EQ(c, s->object_rename(clone, "other"), SEAM_OK));
	if (CHECK_EQ(c, s->object_get(clone, &value), SEAM_OK))
		CHECK_EQ(c, value, 5);
	REQUIRE(as_it_was(c, constant));
	s->object_destroy(clone);
	as_it_was(c, constant);
}

SEAM_CASES(ownership, constant) = {
	{ "destroyed", SEAM_MUST, destroyed, "destroying the constant object does nothing, however often", 0 },
	{ "unchanged", SEAM_MUST, unchanged, "the constant object cannot be changed; its clone can", 0 },
	SEAM_END
};
