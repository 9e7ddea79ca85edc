/*
 * zero_negative_null: what a result means is what its op declares, whatever the value looks like.
 * Rule: errors.zero_negative_null    Source: bindings that raise on every negative result, or on every falsy one; PyLong_AsLong's -1
 */
#include "errors/stage.h"

#include <inttypes.h>

/* Values that look like results. */
static const int64_t looks[] = { 0, -1, -2, -12, 1, SEAM_E_FAILED, SEAM_E_NOT_FOUND, INT32_MIN, INT64_MIN, 256 };
#define LOOKS (sizeof looks / sizeof looks[0])

static struct seam_errors_shelf *shelf_of_looks(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;

	if (!p->shelf_new || !p->shelf_put) {
		seam_skip(c, "the peer does not offer shelves");
		return NULL;
	}
	if (!CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 20, "looks", &shelf), SEAM_OK))
		return NULL;
	for (size_t i = 0; i < LOOKS; i++)
		CHECK_EQ(c, p->shelf_put(shelf, (int32_t)i, SEAM_ITEM_PLAIN, looks[i]), SEAM_OK);
	return shelf;
}

static void values(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = shelf_of_looks(c);

	if (!shelf)
		return;
	for (size_t i = 0; i < LOOKS; i++) {
		int64_t value = ~looks[i];

		if (p->get && (p->get(shelf, (int32_t)i, &value) != SEAM_OK || value != looks[i]))
			FAIL(c, "get: the value %" PRId64 " is taken for a failure, or is %" PRId64, looks[i], value);
		value = ~looks[i];
		if (p->get_errno && (p->get_errno(shelf, (int32_t)i, &value) != 0 || value != looks[i]))
			FAIL(c, "get_errno: the value %" PRId64 " is taken for a failure, or is %" PRId64, looks[i],
			     value);
		value = ~looks[i];
		if (p->read && (p->read(shelf, (int32_t)i, &value, 1) != 1 || value != looks[i]))
			FAIL(c, "read: the value %" PRId64 " is taken for a failure, or is %" PRId64, looks[i], value);
	}
	errors_end(c, shelf);
}

static void null_is_failure(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = shelf_of_looks(c);

	if (!shelf)
		return;
	NEED(c, p->find);
	for (size_t i = 0; i < LOOKS; i++) {
		const int64_t *value = p->find(shelf, (int32_t)i);

		if (!value || *value != looks[i])
			FAIL(c, "find: %s for the value %" PRId64, value ? "another value" : "NULL", looks[i]);
	}
	CHECK(c, p->find(shelf, LOOKS) == NULL);
	CHECK(c, p->find(shelf, -1) == NULL);
	CHECK(c, p->find(NULL, 1) == NULL);
	CHECK_EQ(c, p->shelf_put(shelf, LOOKS, SEAM_ITEM_BROKEN, -5), SEAM_OK);
	CHECK(c, p->find(shelf, LOOKS) == NULL);
	errors_end(c, shelf);
}

static void found_stays(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);
	const int64_t *one, *two;

	if (!shelf)
		return;
	NEED(c, p->find);
	one = p->find(shelf, KEY_FIRST);
	two = p->find(shelf, KEY_LAST);
	REQUIRE(CHECK(c, one && two && one != two));
	p->find(shelf, KEY_MISSING); /* a failure meanwhile */
	CHECK_EQ(c, *one, errors_value(c, KEY_FIRST));
	CHECK_EQ(c, *two, errors_value(c, KEY_LAST));
	errors_end(c, shelf);
}

static void yes_and_no(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	NEED(c, p->contains);
	CHECK_EQ(c, p->contains(shelf, KEY_FIRST), true);
	CHECK_EQ(c, p->contains(shelf, KEY_BROKEN), true);
	CHECK_EQ(c, p->contains(shelf, KEY_MISSING), false);
	CHECK_EQ(c, p->contains(shelf, KEY_BAD), false);
	CHECK_EQ(c, p->contains(shelf, KEY_FIRST + 256), false);
	CHECK_EQ(c, p->contains(shelf, KEY_FIRST + 65536), false);
	CHECK_EQ(c, p->contains(NULL, KEY_FIRST), false);
	errors_end(c, shelf);
}

SEAM_CASES(errors, zero_negative_null) = {
	{ "values", SEAM_MUST, values, "a value that looks like a code is no failure", 0 },
	{ "null_is_failure", SEAM_MUST, null_is_failure, "NULL is failure, and nothing else is", 0 },
	{ "found_stays", SEAM_MUST, found_stays, "what was found stays in its place through a failure", 0 },
	{ "yes_and_no", SEAM_MUST, yes_and_no, "a failure to look is no, and a broken thing is there", 0 },
	SEAM_END
};
