/*
 * userdata: the destructor of each registration runs exactly once, whatever ends the registration.
 * Rule: ownership.userdata    Source: sqlite3_create_function_v2; GDestroyNotify; RS-2021-0138
 */
#include "ownership/blocks.h"

/* What the destructor has seen. */
static size_t releases;
static const void *last_released;

static void release(void *userdata)
{
	last_released = userdata;
	releases++;
}

/* Whether the destructor has run this often, the last time with this userdata. */
static bool last(struct seam_case *c, size_t count, const void *userdata)
{
	return CHECK_EQ(c, releases, count) && (!count || CHECK_EQ(c, last_released, userdata));
}

static struct seam_own_slot *slot_of(struct seam_case *c, void *userdata)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_slot *slot = NULL;

	releases = 0;
	if (!CHECK_EQ(c, s->slot_create(&slot), SEAM_OK) || !CHECK(c, slot != NULL) ||
	    !CHECK_EQ(c, s->slot_set(slot, userdata, release), SEAM_OK) || !last(c, 0, NULL))
		return NULL;
	return slot;
}

/* Pointers that cannot be read: userdata is carried, never looked into. */
static char *unreadable(struct seam_case *c)
{
	return (char *)(uintptr_t)seam_in(c, "", 0);
}

static void destroyed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	char *one = unreadable(c);
	struct seam_own_slot *slot;
	void *seen = NULL;

	NEED(c, s->slot_set);
	REQUIRE((slot = slot_of(c, one)));
	CHECK_EQ(c, s->slot_get(slot, &seen), SEAM_OK);
	CHECK_EQ(c, seen, one);
	REQUIRE(last(c, 0, NULL));
	s->slot_destroy(slot);
	last(c, 1, one);
}

static void replaced(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	char *one = unreadable(c), *two = unreadable(c);
	struct seam_own_slot *slot;
	void *seen = NULL;

	NEED(c, s->slot_set);
	REQUIRE((slot = slot_of(c, one)));
	REQUIRE(CHECK_EQ(c, s->slot_set(slot, two, release), SEAM_OK));
	last(c, 1, one);
	CHECK_EQ(c, s->slot_get(slot, &seen), SEAM_OK);
	CHECK_EQ(c, seen, two);
	/* the same pointer again is another registration */
	REQUIRE(CHECK_EQ(c, s->slot_set(slot, two, release), SEAM_OK));
	last(c, 2, two);
	s->slot_destroy(slot);
	last(c, 3, two);
}

static void cleared(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	char *one = unreadable(c), *two = unreadable(c);
	void **out = seam_out(c, sizeof *out);
	struct seam_own_slot *slot;

	NEED(c, s->slot_clear);
	REQUIRE((slot = slot_of(c, one)));
	CHECK_EQ(c, s->slot_clear(slot), SEAM_OK);
	last(c, 1, one);
	CHECK_EQ(c, s->slot_get(slot, out), SEAM_E_STATE);
	unwritten(c, out, sizeof *out, "slot_get");
	CHECK_EQ(c, s->slot_clear(slot), SEAM_OK);
	last(c, 1, one);
	REQUIRE(CHECK_EQ(c, s->slot_set(slot, two, release), SEAM_OK));
	last(c, 1, one);
	CHECK_EQ(c, s->slot_clear(slot), SEAM_OK);
	last(c, 2, two);
	s->slot_destroy(slot);
	last(c, 2, two);
}

static void refused(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	char *one = unreadable(c), *two = unreadable(c);
	struct seam_own_slot *slot;
	void *seen = NULL;

	NEED(c, s->slot_freeze);
	REQUIRE((slot = slot_of(c, one)));
	if (SEAM_STIMULUS(c))
		REQUIRE(CHECK_EQ(c, s->slot_freeze(slot), SEAM_OK));
	CHECK_EQ(c, s->slot_set(slot, two, release), SEAM_E_STATE);
	last(c, 1, two);
	CHECK_EQ(c, s->slot_clear(slot), SEAM_E_STATE);
	last(c, 1, two);
	CHECK_EQ(c, s->slot_get(slot, &seen), SEAM_OK);
	CHECK_EQ(c, seen, one);
	CHECK_EQ(c, s->slot_set(NULL, two, release), SEAM_E_NULL);
	last(c, 2, two);
	s->slot_destroy(slot);
	last(c, 3, one);
}

static void null_is_carried(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	char *one = unreadable(c);
	struct seam_own_slot *slot;
	void *seen = one;

	NEED(c, s->slot_set);
	REQUIRE((slot = slot_of(c, NULL)));
	CHECK_EQ(c, s->slot_get(slot, &seen), SEAM_OK);
	CHECK(c, !seen);
	/* no destructor: nothing is called, then or later */
	REQUIRE(CHECK_EQ(c, s->slot_set(slot, one, NULL), SEAM_OK));
	last(c, 1, NULL);
	CHECK_EQ(c, s->slot_get(slot, &seen), SEAM_OK);
	CHECK_EQ(c, seen, one);
	CHECK_EQ(c, s->slot_clear(slot), SEAM_OK);
	CHECK_EQ(c, s->slot_set(NULL, one, NULL), SEAM_E_NULL);
	s->slot_destroy(slot);
	last(c, 1, NULL);
}

SEAM_CASES(ownership, userdata) = {
	{ "destroyed", SEAM_MUST, destroyed, "destroying the slot releases its userdata, once", 0 },
	{ "replaced", SEAM_MUST, replaced, "a registration that is replaced is released, once, also by the same pointer", 0 },
	{ "cleared", SEAM_MUST, cleared, "clearing releases the userdata, once; the slot can be used again", 0 },
	{ "refused", SEAM_MUST, refused, "a registration that is refused is released, once; the one before stays", 0 },
	{ "null_is_carried", SEAM_MUST, null_is_carried, "a NULL userdata is released like any; a NULL release is not called", 0 },
	SEAM_END
};
