/*
 * leak_on_failure: an op that fails, however often, leaves nothing behind.
 * Rule: ownership.leak_on_failure    Source: CWE-401 on error paths; RS-2019-0009
 */
#include "ownership/rounds.h"

/* Fails the first request of memory, then the second, … until the op makes it. */
static bool no_memory(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_list *list = NULL, *clone = NULL;
	int rc = SEAM_E_MEMORY;

	if (!CHECK_EQ(c, s->list_create(&list), SEAM_OK) || !CHECK_EQ(c, s->list_push(list, "one", 3), SEAM_OK) ||
	    !CHECK_EQ(c, s->list_push(list, "two", 3), SEAM_OK))
		return false;
	for (size_t k = 1; rc == SEAM_E_MEMORY && k < 64; k++) {
		seam_fail_request(c, k);
		rc = s->list_clone(list, &clone);
		seam_fail_request(c, 0);
	}
	s->list_destroy(clone);
	s->list_destroy(list);
	return CHECK_EQ(c, rc, SEAM_OK);
}

static size_t releases;

static void release(void *userdata)
{
	(void)userdata;
	releases++;
}

static bool refused(struct seam_case *c, const struct seam_ownership *s)
{
	struct seam_own_holder *holder = NULL;
	struct seam_own_slot *slot = NULL;
	char *block;

	if (!CHECK_EQ(c, s->holder_create(&holder), SEAM_OK) || !CHECK_EQ(c, s->slot_create(&slot), SEAM_OK) ||
	    !CHECK_EQ(c, s->slot_freeze(slot), SEAM_OK) || !(block = lend(c, SEAM_HOLDER_MAX + 1, 8, 0)))
		return false;
	releases = 0;
	CHECK_EQ(c, s->slot_set(slot, block, release), SEAM_E_STATE);
	CHECK_EQ(c, releases, 1);
	CHECK_EQ(c, s->holder_give(holder, block, SEAM_HOLDER_MAX + 1, 8), SEAM_E_RANGE);
	CHECK_EQ(c, s->holder_put(holder, block, SEAM_HOLDER_MAX + 1, 8), SEAM_E_RANGE);
	s->holder_destroy(holder);
	s->slot_destroy(slot);
	return true;
}

static void requests(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->list_clone);
	compare_rounds(c, no_memory);
}

static void refusals(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, ownership)->holder_put);
	NEED(c, SEAM_OPS(c, ownership)->slot_freeze);
	compare_rounds(c, refused);
}

SEAM_CASES(ownership, leak_on_failure) = {
	{ "requests", SEAM_MUST, requests, "2N rounds of clones that fail at each request leave what N leave", SEAM_ONCE },
	{ "refusals", SEAM_MUST, refusals, "2N rounds of refused transfers and registrations leave what N leave", SEAM_ONCE },
	SEAM_END
};
