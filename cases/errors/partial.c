/*
 * partial: a failure behind a beginning that went well is told by the count, and by its code the next time.
 * Rule: errors.partial    Source: read(2) and write(2), short counts; bindings that drop what was read before the error
 */
#include "errors/stage.h"

static void row(struct seam_case *c, struct seam_errors_shelf *shelf, int32_t first, size_t n, int64_t expected)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	int64_t *values = seam_out(c, n * sizeof *values), seen = p->read(shelf, first, values, n);
	size_t written = expected > 0 ? (size_t)expected : 0;

	if (seen != expected) {
		FAIL(c, "read(%d, %zu) is %lld, not %lld", (int)first, n, (long long)seen, (long long)expected);
		return;
	}
	for (size_t i = 0; i < written; i++)
		CHECK_EQ(c, values[i], errors_value(c, first + (int32_t)i));
	if (seam_untouched(c, values + written, (n - written) * sizeof *values) != (n - written) * sizeof *values)
		FAIL(c, "read(%d, %zu) is %lld, but wrote more", (int)first, n, (long long)seen);
}

static void counts(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	NEED(c, p->read);
	row(c, shelf, KEY_FIRST, 1, 1);
	row(c, shelf, KEY_FIRST, 2, 2);
	row(c, shelf, KEY_FIRST, 3, 3);
	row(c, shelf, KEY_FIRST, 4, 3); /* the broken one is the fourth */
	row(c, shelf, KEY_FIRST, 50, 3);
	row(c, shelf, KEY_BROKEN, 2, SEAM_E_FAILED);
	row(c, shelf, KEY_LAST, 3, 1); /* there is nothing behind it */
	row(c, shelf, KEY_LAST + 1, 3, SEAM_E_NOT_FOUND);
	row(c, shelf, KEY_BAD, 3, SEAM_E_RANGE);
	row(c, shelf, KEY_FIRST - 1, 3, SEAM_E_NOT_FOUND);
	row(c, shelf, INT32_MAX, 3, SEAM_E_NOT_FOUND);
	errors_end(c, shelf);
}

static void none_asked_for(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	NEED(c, p->read);
	CHECK_EQ(c, p->read(shelf, KEY_FIRST, NULL, 0), 0);
	CHECK_EQ(c, p->read(shelf, KEY_FIRST, seam_out(c, 0), 0), 0);
	errors_end(c, shelf);
}

static void the_greatest_key(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	int64_t *values = seam_out(c, 3 * sizeof *values);

	if (!shelf)
		return;
	NEED(c, p->read);
	CHECK_EQ(c, p->shelf_put(shelf, INT32_MAX, SEAM_ITEM_PLAIN, 99), SEAM_OK);
	CHECK_EQ(c, p->shelf_put(shelf, INT32_MAX - 1, SEAM_ITEM_PLAIN, -1), SEAM_OK);
	CHECK_EQ(c, p->read(shelf, INT32_MAX - 1, values, 3), 2);
	CHECK_EQ(c, values[0], -1);
	CHECK_EQ(c, values[1], 99);
	CHECK_EQ(c, seam_untouched(c, values + 2, sizeof *values), sizeof *values);
	errors_end(c, shelf);
}

SEAM_CASES(errors, partial) = {
	{ "counts", SEAM_MUST, counts,
	  "what was read is counted and kept; the failure behind it is told when it is the first", 0 },
	{ "none_asked_for", SEAM_MUST, none_asked_for, "0 is what was asked for, and no failure", 0 },
	{ "the_greatest_key", SEAM_MUST, the_greatest_key, "the end of the numbers is the end of the items", 0 },
	SEAM_END
};
