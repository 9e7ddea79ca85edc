/*
 * null_out: NULL for a required pointer is refused, before anything is done.
 * Rule: errors.null_out    Source: libgit2's GIT_ASSERT_ARG; bindings that pass a null ref through
 */
#include "errors/stage.h"

static int never(void *userdata)
{
	++*(int *)userdata;
	return 0;
}

static int never_shelf(void *userdata, struct seam_errors_shelf *shelf)
{
	(void)shelf;
	return never(userdata);
}

static int never_step(void *userdata, size_t index)
{
	(void)index;
	return never(userdata);
}

#define REFUSED(op, ...)                                                                                               \
	do {                                                                                                           \
		if (p->op)                                                                                             \
			CHECK_EQ(c, p->op(__VA_ARGS__), SEAM_E_NULL);                                                  \
	} while (0)

static void shelves(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	struct seam_errors_shelf_info *info = seam_out(c, sizeof *info);
	struct seam_errors_item *items = seam_out(c, sizeof *items);
	int64_t *value = seam_out(c, sizeof *value);
	size_t *bad = seam_out(c, sizeof *bad);
	struct seam_errors_error *error = NULL;

	if (!shelf)
		return;
	REFUSED(shelf_new, SEAM_SHELF_ONCE, 1, "x", NULL);
	REFUSED(shelf_info, NULL, info);
	REFUSED(shelf_info, shelf, NULL);
	REFUSED(shelf_put, NULL, 1, SEAM_ITEM_PLAIN, 1);
	REFUSED(shelf_put_all, NULL, items, 0, bad);
	REFUSED(shelf_put_all, shelf, NULL, 1, bad);
	REFUSED(shelf_put_all, shelf, items, 0, NULL);
	REFUSED(get, NULL, KEY_FIRST, value);
	REFUSED(get, shelf, KEY_FIRST, NULL);
	REFUSED(attempt, NULL, KEY_FIRST, value, NULL, NULL);
	REFUSED(attempt, shelf, KEY_FIRST, NULL, NULL, NULL);
	REFUSED(read, NULL, KEY_FIRST, value, 1);
	REFUSED(read, shelf, KEY_FIRST, NULL, 1);
	REFUSED(get_error, NULL, KEY_FIRST, value, NULL);
	REFUSED(get_error, shelf, KEY_FIRST, NULL, NULL);
	if (p->get_error && p->error_free) {
		CHECK_EQ(c, p->get_error(NULL, KEY_FIRST, value, &error), SEAM_E_NULL);
		CHECK(c, error != NULL);
		p->error_free(error);
	}
	if (p->get_report)
		CHECK_EQ(c, p->get_report(shelf, KEY_FIRST, NULL), false);
	CHECK_EQ(c, seam_untouched(c, info, sizeof *info), sizeof *info);
	CHECK_EQ(c, seam_untouched(c, value, sizeof *value), sizeof *value);
	CHECK_EQ(c, seam_untouched(c, bad, sizeof *bad), sizeof *bad);
	errors_shelf_is_whole(c, shelf);
	errors_end(c, shelf);
}

static void functions(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	int calls = 0, *seen = seam_out(c, sizeof *seen);
	uint32_t *tries = seam_out(c, sizeof *tries);
	size_t *first = seam_out(c, sizeof *first), *failed = seam_out(c, sizeof *failed);

	REFUSED(scoped, NULL, &calls);
	REFUSED(relay_errno, NULL, &calls, seen);
	REFUSED(relay_errno, never, &calls, NULL);
	REFUSED(retry, NULL, &calls, 3, tries);
	REFUSED(retry, never, &calls, 3, NULL);
	REFUSED(transact, 3, NULL, never_step, &calls, first);
	REFUSED(transact, 3, never_step, never_step, &calls, NULL);
	REFUSED(run_all, 3, NULL, &calls, first, failed);
	REFUSED(run_all, 3, never_step, &calls, NULL, failed);
	REFUSED(run_all, 3, never_step, &calls, first, NULL);
	if (p->retry)
		CHECK_EQ(c, p->retry(never, &calls, 0, tries), SEAM_E_RANGE);
	CHECK_EQ(c, calls, 0);
	CHECK_EQ(c, seam_untouched(c, seen, sizeof *seen), sizeof *seen);
	CHECK_EQ(c, seam_untouched(c, tries, sizeof *tries), sizeof *tries);
	CHECK_EQ(c, seam_untouched(c, first, sizeof *first), sizeof *first);
	CHECK_EQ(c, seam_untouched(c, failed, sizeof *failed), sizeof *failed);
	if (p->scoped) /* which is what the others would have done */
		CHECK_EQ(c, p->scoped(never_shelf, &calls), SEAM_OK);
}

static void errors(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_view *view = seam_out(c, sizeof *view);
	struct seam_errors_error *made = NULL, *error = NULL;
	const struct seam_errors_error *cause = NULL;
	int code = 77;

	NEED(c, p->error_new);
	NEED(c, p->error_free);
	REQUIRE(CHECK_EQ(c, p->error_new(1, -1, "one", 3, NULL, &made), SEAM_OK));
	REFUSED(error_new, 1, -1, NULL, 3, NULL, &error);
	REFUSED(error_new, 1, -1, "one", 3, made, NULL);
	REFUSED(error_new, 1, -1, NULL, 1, made, &error); /* the cause is still the caller's */
	CHECK(c, error == NULL);
	REFUSED(error_view, NULL, view);
	REFUSED(error_view, made, NULL);
	REFUSED(error_cause, NULL, &cause);
	REFUSED(error_cause, made, NULL);
	REFUSED(last_error, NULL);
	REFUSED(last_error_take, NULL);
	REFUSED(fail, 1, -1, NULL, 1);
	REFUSED(code_from_name, NULL, &code);
	REFUSED(code_from_name, "SEAM_OK", NULL);
	if (!(seam_traits(c) & SEAM_PANIC_ABORTS))
		REFUSED(panic, NULL);
	CHECK_EQ(c, code, 77);
	CHECK(c, cause == NULL);
	CHECK_EQ(c, seam_untouched(c, view, sizeof *view), sizeof *view);
	p->error_free(made);
}

SEAM_CASES(errors, null_out) = {
	{ "shelves", SEAM_MUST, shelves, "NULL is refused, and nothing is changed", 0 },
	{ "functions", SEAM_MUST, functions, "NULL is refused before any function is called", 0 },
	{ "errors", SEAM_MUST, errors, "NULL is refused, and what was passed beside it stays the caller's", 0 },
	SEAM_END
};
