/*
 * kinds_of_failure: not found is not invalid is not failed, and each way of asking tells them apart alike.
 * Rule: errors.kinds_of_failure    Source: GIT_ENOTFOUND against -1; pygit2's KeyError against ValueError; ENOENT taken for EIO
 */
#include "errors/stage.h"

#include <errno.h>

static const struct {
	const char *what;
	int32_t key;
	int code, number;
} kinds[] = {
	{ "a negative key", KEY_BAD, SEAM_E_RANGE, EINVAL },
	{ "the smallest key", INT32_MIN, SEAM_E_RANGE, EINVAL },
	{ "a missing item", KEY_MISSING, SEAM_E_NOT_FOUND, ENOENT },
	{ "the key 0", 0, SEAM_E_NOT_FOUND, ENOENT },
	{ "the greatest key", INT32_MAX, SEAM_E_NOT_FOUND, ENOENT },
	{ "a broken item", KEY_BROKEN, SEAM_E_FAILED, EIO },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

static void by_code(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	int64_t value = 0;

	if (!shelf)
		return;
	for (size_t i = 0; i < KINDS; i++) {
		int rc[3] = { kinds[i].code, kinds[i].code, kinds[i].code };
		static const char *const ops[3] = { "get", "attempt", "get_error" };
		int64_t n = p->read ? p->read(shelf, kinds[i].key, &value, 1) : kinds[i].code;

		if (p->get)
			rc[0] = p->get(shelf, kinds[i].key, &value);
		if (p->attempt)
			rc[1] = p->attempt(shelf, kinds[i].key, &value, NULL, NULL);
		if (p->get_error)
			rc[2] = p->get_error(shelf, kinds[i].key, &value, NULL);
		for (int k = 0; k < 3; k++)
			if (rc[k] != kinds[i].code)
				FAIL(c, "%s says %d of %s, not %d", ops[k], rc[k], kinds[i].what, kinds[i].code);
		if (n != kinds[i].code)
			FAIL(c, "read says %d of %s, not %d", (int)n, kinds[i].what, kinds[i].code);
	}
	errors_end(c, shelf);
}

static void by_errno(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	int64_t value = 0;

	if (!shelf)
		return;
	NEED(c, p->get_errno);
	for (size_t i = 0; i < KINDS; i++) {
		int rc, number;

		errno = EDOM;
		rc = p->get_errno(shelf, kinds[i].key, &value);
		number = errno;
		if (rc != -1 || number != kinds[i].number)
			FAIL(c, "get_errno is %d with errno %d for %s, not -1 with %d", rc, number, kinds[i].what,
			     kinds[i].number);
	}
	errors_end(c, shelf);
}

static void of_putting(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	CHECK_EQ(c, p->shelf_put(shelf, KEY_FIRST, SEAM_ITEM_PLAIN, 1), SEAM_E_STATE);
	CHECK_EQ(c, p->shelf_put(shelf, KEY_BROKEN, SEAM_ITEM_PLAIN, 1), SEAM_E_STATE);
	CHECK_EQ(c, p->shelf_put(shelf, KEY_BAD, SEAM_ITEM_PLAIN, 1), SEAM_E_RANGE);
	errors_shelf_is_whole(c, shelf);
	for (int32_t key = KEY_MISSING; key < KEY_MISSING + 3; key++)
		CHECK_EQ(c, p->shelf_put(shelf, key, SEAM_ITEM_PLAIN, 1), SEAM_OK);
	CHECK_EQ(c, p->shelf_put(shelf, KEY_MISSING + 3, SEAM_ITEM_PLAIN, 1), SEAM_E_SPACE);
	CHECK_EQ(c, p->shelf_put(shelf, KEY_MISSING + 2, SEAM_ITEM_PLAIN, 1), SEAM_E_STATE);
	errors_end(c, shelf);
}

static void replacing(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;
	int64_t value = 0;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_put);
	NEED(c, p->get_errno);
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_OVER, 2, "over", &shelf), SEAM_OK));
	CHECK_EQ(c, p->shelf_put(shelf, 1, SEAM_ITEM_BROKEN, -5), SEAM_OK);
	CHECK_EQ(c, p->shelf_put(shelf, 2, SEAM_ITEM_DIRTY, 2), SEAM_OK);
	CHECK_EQ(c, p->shelf_put(shelf, 3, SEAM_ITEM_PLAIN, 3), SEAM_E_SPACE);
	CHECK_EQ(c, p->shelf_put(shelf, 1, SEAM_ITEM_PLAIN, 11), SEAM_OK); /* full, but nothing new */
	CHECK_EQ(c, p->shelf_put(shelf, 2, SEAM_ITEM_PLAIN, 22), SEAM_OK);
	CHECK_EQ(c, p->get_errno(shelf, 1, &value), 0);
	CHECK_EQ(c, value, 11);
	CHECK_EQ(c, p->get_errno(shelf, 2, &value), 0);
	CHECK_EQ(c, value, 22);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
}

SEAM_CASES(errors, kinds_of_failure) = {
	{ "by_code", SEAM_MUST, by_code, "not found, invalid and failed have codes of their own, in each way of asking",
	  0 },
	{ "by_errno", SEAM_MUST, by_errno, "and numbers of their own in errno", 0 },
	{ "of_putting", SEAM_MUST, of_putting, "taken, full and invalid are told apart", 0 },
	{ "replacing", SEAM_MUST, replacing, "where a key may be taken again, that is no failure", 0 },
	SEAM_END
};
