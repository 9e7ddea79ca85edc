/*
 * all_or_none: a batch that fails at one item leaves nothing of those before it, and says which it was.
 * Rule: errors.all_or_none    Source: git_index_add_all and transactions in libgit2; batch inserts half done
 */
#include "errors/stage.h"

static void put(struct seam_case *c, struct seam_errors_shelf *shelf, const struct seam_errors_item *items, size_t n,
                int expected, size_t expected_bad)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	const void *in = seam_in(c, items, n * sizeof *items);
	size_t *bad = seam_out(c, sizeof *bad);
	int rc = p->shelf_put_all(shelf, in, n, bad);

	if (rc != expected)
		FAIL(c, "a batch of %zu items that fails at %zu returns %d, not %d", n, expected_bad, rc, expected);
	if (*bad != expected_bad)
		FAIL(c, "a batch of %zu items names item %zu as the bad one, not %zu", n, *bad, expected_bad);
	errors_shelf_is_whole(c, shelf);
}

static void nothing_stays(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	const struct seam_errors_item a = { 1, 30, SEAM_ITEM_PLAIN }, b = { 2, 31, SEAM_ITEM_DIRTY };
	const struct seam_errors_item d = { 3, 32, SEAM_ITEM_PLAIN }, e = { 4, 33, SEAM_ITEM_PLAIN };
	const struct seam_errors_item bad_key = { 1, -1, SEAM_ITEM_PLAIN }, bad_kind = { 1, 34, 9 };
	const struct seam_errors_item taken = { 1, KEY_FIRST, SEAM_ITEM_PLAIN };

	if (!shelf)
		return;
	NEED(c, p->shelf_put_all);
	put(c, shelf, (struct seam_errors_item[]){ bad_key, a, b }, 3, SEAM_E_RANGE, 0);
	put(c, shelf, (struct seam_errors_item[]){ a, bad_kind, b }, 3, SEAM_E_RANGE, 1);
	put(c, shelf, (struct seam_errors_item[]){ a, b, bad_key }, 3, SEAM_E_RANGE, 2);
	put(c, shelf, (struct seam_errors_item[]){ a, b, taken, bad_key }, 4, SEAM_E_STATE, 2);
	put(c, shelf, (struct seam_errors_item[]){ a, bad_key, taken }, 3, SEAM_E_RANGE, 1); /* the first one counts */
	put(c, shelf, (struct seam_errors_item[]){ a, b, a }, 3, SEAM_E_STATE, 2); /* taken by the batch itself */
	put(c, shelf, (struct seam_errors_item[]){ a, b, d, e, bad_key }, 5, SEAM_E_SPACE, 3);
	errors_end(c, shelf);
}

static void all_of_it(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	struct seam_errors_item items[3];
	const void *in;
	size_t *bad = seam_out(c, sizeof *bad);

	if (!shelf)
		return;
	NEED(c, p->shelf_put_all);
	NEED(c, p->get_errno);
	for (int i = 0; i < 3; i++)
		items[i] =
			(struct seam_errors_item){ (int64_t)seam_tag(c, 40u + (unsigned)i), 40 + i, SEAM_ITEM_PLAIN };
	CHECK_EQ(c, p->shelf_put_all(shelf, NULL, 0, bad), SEAM_OK);
	errors_shelf_is_whole(c, shelf);
	in = seam_in(c, items, sizeof items);
	CHECK_EQ(c, p->shelf_put_all(shelf, in, 3, bad), SEAM_OK);
	CHECK_EQ(c, seam_untouched(c, bad, sizeof *bad), sizeof *bad);
	for (int i = 0; i < 3; i++) {
		int64_t value = 0;

		CHECK_EQ(c, p->get_errno(shelf, 40 + i, &value), 0);
		CHECK_EQ(c, value, items[i].value);
	}
	errors_end(c, shelf);
}

static void replaced_come_back(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;
	const struct seam_errors_item items[3] = { { 7, 1, SEAM_ITEM_PLAIN },
		                                   { -9, 2, SEAM_ITEM_BROKEN },
		                                   { 7, 3, SEAM_ITEM_PLAIN } };
	size_t bad = 77;
	int64_t value = 0;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_put_all);
	NEED(c, p->get_errno);
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_OVER, 2, "over", &shelf), SEAM_OK));
	CHECK_EQ(c, p->shelf_put(shelf, 1, SEAM_ITEM_PLAIN, 111), SEAM_OK);
	CHECK_EQ(c, p->shelf_put(shelf, 2, SEAM_ITEM_PLAIN, 222), SEAM_OK);
	CHECK_EQ(c, p->shelf_put_all(shelf, items, 3, &bad), SEAM_E_SPACE);
	CHECK_EQ(c, bad, 2u);
	CHECK_EQ(c, p->get_errno(shelf, 1, &value), 0);
	CHECK_EQ(c, value, 111);
	CHECK_EQ(c, p->get_errno(shelf, 2, &value), 0);
	CHECK_EQ(c, value, 222);
	errors_end(c, shelf);
}

SEAM_CASES(errors,
           all_or_none) = { { "nothing_stays", SEAM_MUST, nothing_stays,
	                      "a batch that fails puts nothing, and names its first bad item", 0 },
	                    { "all_of_it", SEAM_MUST, all_of_it, "a batch that succeeds puts all, and names none", 0 },
	                    { "replaced_come_back", SEAM_MUST, replaced_come_back,
	                      "what a batch had replaced before it failed is there again", 0 },
	                    SEAM_END };
