/*
 * last_error_set: an op that says so sets the last error when it fails; every other call leaves it as it was.
 * Rule: errors.last_error_set    Source: git_error_last; GetLastError after a successful call; SQLite's sqlite3_errmsg
 */
#include "errors/stage.h"

#include <stdio.h>
#include <string.h>

/* The last error is that of getting this key; its message has the key in it, and cleared it is again. */
static void is_of_key(struct seam_case *c, const char *op, int32_t key, int code)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_view view = { 0 };
	char digits[16];

	snprintf(digits, sizeof digits, "%ld", (long)key);
	if (p->last_error(&view) != SEAM_OK)
		FAIL(c, "%s: it failed with %d, and there is no last error", op, code);
	else if (view.domain != SEAM_DOMAIN_SHELF || view.code != code)
		FAIL(c, "%s: it failed with %d, and the last error is domain %d, code %d", op, code, (int)view.domain,
		     (int)view.code);
	else if (errors_view_is(c, &view, SEAM_DOMAIN_SHELF, code, NULL, 0) && !strstr(view.message, digits))
		FAIL(c, "%s: the message \"%s\" does not name the key %s", op, view.message, digits);
	p->last_error_clear();
}

static void by_getting(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const struct {
		int32_t key;
		int code;
	} bad[] = { { KEY_BAD, SEAM_E_RANGE },
		    { KEY_MISSING, SEAM_E_NOT_FOUND },
		    { KEY_BROKEN, SEAM_E_FAILED },
		    { INT32_MIN, SEAM_E_RANGE },
		    { INT32_MAX, SEAM_E_NOT_FOUND } };
	struct seam_errors_shelf *shelf;
	int64_t value = 0;

	if (!errors_has_last(c) || !(shelf = errors_shelf(c)))
		return;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (p->get && CHECK_EQ(c, p->get(shelf, bad[i].key, &value), bad[i].code))
			is_of_key(c, "get", bad[i].key, bad[i].code);
		if (p->find && CHECK(c, p->find(shelf, bad[i].key) == NULL))
			is_of_key(c, "find", bad[i].key, bad[i].code);
		if (p->attempt && CHECK_EQ(c, p->attempt(shelf, bad[i].key, &value, NULL, NULL), bad[i].code))
			is_of_key(c, "attempt", bad[i].key, bad[i].code);
	}
	if (p->get && CHECK_EQ(c, p->get(NULL, 1, &value), SEAM_E_NULL))
		errors_last_is(c, SEAM_DOMAIN_SHELF, SEAM_E_NULL, NULL, 0);
	p->last_error_clear();
	if (p->find && CHECK(c, p->find(NULL, 1) == NULL))
		errors_last_is(c, SEAM_DOMAIN_SHELF, SEAM_E_NULL, NULL, 0);
	errors_end(c, shelf);
}

static void by_putting(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	const struct seam_errors_item bad[2] = { { 1, 40, SEAM_ITEM_PLAIN }, { 1, KEY_FIRST, SEAM_ITEM_PLAIN } };
	struct seam_errors_shelf *shelf;
	struct seam_errors_view view = { 0 };
	size_t at = 0;

	if (!errors_has_last(c) || !(shelf = errors_shelf(c)))
		return;
	NEED(c, p->shelf_put_all);
	CHECK_EQ(c, p->shelf_put_all(shelf, bad, 2, &at), SEAM_E_STATE);
	CHECK_EQ(c, p->last_error(&view), SEAM_OK);
	CHECK_EQ(c, view.code, SEAM_E_STATE);
	CHECK_EQ(c, p->shelf_put_all(shelf, NULL, 2, &at), SEAM_E_NULL);
	CHECK_EQ(c, p->last_error(&view), SEAM_OK);
	CHECK_EQ(c, view.code, SEAM_E_NULL);
	CHECK_EQ(c, p->shelf_put_all(shelf, bad, 1, &at), SEAM_OK);
	errors_last_is_none(c); /* this op clears it */
	errors_end(c, shelf);
}

/* Calls that succeed, or fail without setting it. */
static void kept(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf, *none = NULL;
	struct seam_errors_report report;
	struct seam_errors_error *error = NULL;
	int64_t value = 0;
	int code = 0;

	if (!errors_has_last(c) || !(shelf = errors_shelf(c)))
		return;
	errors_last_before(c);
#define KEPT(op, ...)                                                                                                  \
	if (p->op) {                                                                                                   \
		(void)p->op(__VA_ARGS__);                                                                              \
		if (!errors_last_is_before(c, #op "(" #__VA_ARGS__ ")"))                                               \
			errors_last_before(c);                                                                         \
	}
	KEPT(get, shelf, KEY_FIRST, &value)
	KEPT(find, shelf, KEY_LAST)
	KEPT(attempt, shelf, KEY_FIRST, &value, NULL, NULL)
	KEPT(contains, shelf, KEY_MISSING)
	KEPT(contains, NULL, KEY_MISSING)
	KEPT(read, shelf, KEY_FIRST, &value, 1)
	KEPT(read, shelf, KEY_MISSING, &value, 1)
	KEPT(get_errno, shelf, KEY_MISSING, &value)
	KEPT(get_errno, shelf, KEY_FIRST, &value)
	KEPT(get_report, shelf, KEY_BROKEN, &report)
	KEPT(get_error, shelf, KEY_BROKEN, &value, NULL)
	KEPT(get_error, shelf, KEY_BROKEN, &value, &error)
	KEPT(error_free, error)
	error = NULL;
	KEPT(error_new, 1, 0, "x", 1, NULL, &error)
	KEPT(shelf_new, 9, 1, "x", &none)
	KEPT(shelf_new, SEAM_SHELF_ONCE, 1, NULL, &none)
	KEPT(shelf_put, shelf, KEY_FIRST, SEAM_ITEM_PLAIN, 1)
	KEPT(shelf_put, shelf, KEY_BAD, SEAM_ITEM_PLAIN, 1)
	KEPT(code_name, -99)
	KEPT(code_from_name, "none", &code)
	KEPT(code_from_errno, 1)
	KEPT(truth, 1)
	KEPT(relay, errors_give, &(struct errors_once){ .rc = -5 })
	KEPT(relay, NULL, NULL)
	KEPT(scoped, NULL, NULL)
	KEPT(fail, 1, 0, "x", 1)
	KEPT(fail, 1, -1, NULL, 1)
	KEPT(last_error, NULL)
	KEPT(last_error_take, NULL)
	KEPT(retry, NULL, NULL, 1, NULL)
	errors_end(c, shelf);
}

SEAM_CASES(errors, last_error_set) = {
	{ "by_getting", SEAM_MUST, by_getting,
	  "a failed get sets the last error: domain, code and the key in the message", 0 },
	{ "by_putting", SEAM_MUST, by_putting, "a batch sets it when it fails, and clears it when it succeeds", 0 },
	{ "kept", SEAM_MUST, kept, "a success, and a failure that is told otherwise, leave the last error as it was",
	  0 },
	SEAM_END
};
