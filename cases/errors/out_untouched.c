/*
 * out_untouched: an op that fails leaves its out-parameters as they were.
 * Rule: errors.out_untouched    Source: libgit2's "out is undefined on error"; bindings that read a result before the code
 */
#include "errors/stage.h"

static const struct {
	int32_t key;
	const char *what;
} bad[] = { { KEY_BAD, "a negative key" }, { KEY_MISSING, "a missing item" }, { KEY_BROKEN, "a broken item" } };

#define UNTOUCHED(out, op, what)                                                                                       \
	do {                                                                                                           \
		if (seam_untouched(c, out, sizeof *out) != sizeof *out)                                                \
			FAIL(c, op ": the out-parameter was written, though it failed for %s", what);                  \
	} while (0)

static void values(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	for (size_t i = 0; i < 3; i++) {
		int64_t *value = seam_out(c, sizeof *value);
		struct seam_errors_error *error = NULL;

		if (p->get && CHECK(c, p->get(shelf, bad[i].key, value) < 0))
			UNTOUCHED(value, "get", bad[i].what);
		if (p->get_errno && CHECK_EQ(c, p->get_errno(shelf, bad[i].key, value), -1))
			UNTOUCHED(value, "get_errno", bad[i].what);
		if (p->attempt && CHECK(c, p->attempt(shelf, bad[i].key, value, NULL, NULL) < 0))
			UNTOUCHED(value, "attempt", bad[i].what);
		if (p->read && CHECK(c, p->read(shelf, bad[i].key, value, 1) < 0))
			UNTOUCHED(value, "read", bad[i].what);
		if (p->get_error && p->error_free && CHECK(c, p->get_error(shelf, bad[i].key, value, &error) < 0))
			UNTOUCHED(value, "get_error", bad[i].what);
		if (error)
			p->error_free(error);
	}
	errors_end(c, shelf);
}

static void objects(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf **shelf = seam_out(c, sizeof *shelf);
	struct seam_errors_error **error = seam_out(c, sizeof *error);
	const struct seam_errors_error **cause = seam_out(c, sizeof *cause);
	struct seam_errors_view *view = seam_out(c, sizeof *view);
	struct seam_errors_error *made = NULL;

	if (p->shelf_new && CHECK_EQ(c, p->shelf_new(0, 1, "x", shelf), SEAM_E_RANGE))
		UNTOUCHED(shelf, "shelf_new", "its mode");
	if (p->shelf_new && CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 0, "x", shelf), SEAM_E_RANGE))
		UNTOUCHED(shelf, "shelf_new", "its limit");
	if (p->shelf_new && CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 1, NULL, shelf), SEAM_E_NULL))
		UNTOUCHED(shelf, "shelf_new", "its label");
	if (p->error_new && CHECK_EQ(c, p->error_new(1, 0, "x", 1, NULL, error), SEAM_E_RANGE))
		UNTOUCHED(error, "error_new", "the code 0");
	if (p->error_new && CHECK_EQ(c, p->error_new(1, -1, NULL, 1, NULL, error), SEAM_E_NULL))
		UNTOUCHED(error, "error_new", "its message");
	if (p->last_error_clear && p->last_error_take && p->last_error) {
		p->last_error_clear();
		if (CHECK_EQ(c, p->last_error_take(error), SEAM_E_NOT_FOUND))
			UNTOUCHED(error, "last_error_take", "want of an error");
		if (CHECK_EQ(c, p->last_error(view), SEAM_E_NOT_FOUND))
			UNTOUCHED(view, "last_error", "want of an error");
	}
	if (p->error_new && p->error_cause && CHECK_EQ(c, p->error_new(1, -1, "x", 1, NULL, &made), SEAM_OK)) {
		if (CHECK_EQ(c, p->error_cause(made, cause), SEAM_E_NOT_FOUND))
			UNTOUCHED(cause, "error_cause", "want of a cause");
		p->error_free(made);
	}
}

SEAM_CASES(errors, out_untouched) = {
	{ "values", SEAM_MUST, values, "no way of getting writes a value that it did not get", 0 },
	{ "objects", SEAM_MUST, objects, "no op that fails writes an object, a view or a cause", 0 },
	SEAM_END
};
