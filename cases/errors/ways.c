/*
 * ways: an item that can be read is read in each way, a dirty one and the value 0 too; a label is each shelf's own.
 * Rule: errors.ways    Source: `if (value)` for `if (found)`; CWE-253; labels in static buffers; labels cut by char[64]
 */
#include "errors/stage.h"

#include <stdlib.h>
#include <string.h>

static void readable(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int64_t values[] = { 0, 5, -1, INT64_MIN };
	struct seam_errors_shelf *shelf = NULL;
	int64_t seen[4], value = 1;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_put);
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_OVER, 4, "ways", &shelf), SEAM_OK));
	for (int32_t key = 0; key < 4; key++)
		CHECK_EQ(c, p->shelf_put(shelf, key, key ? SEAM_ITEM_DIRTY : SEAM_ITEM_PLAIN, values[key]), SEAM_OK);
	for (int32_t key = 0; key < 4; key++) {
		struct seam_errors_report report;
		struct seam_errors_error *error = NULL;

		if (p->get && CHECK_EQ(c, p->get(shelf, key, &value), SEAM_OK))
			CHECK_EQ(c, value, values[key]);
		if (p->find) {
			const int64_t *place = p->find(shelf, key);

			if (CHECK(c, place != NULL))
				CHECK_EQ(c, *place, values[key]);
		}
		if (p->contains)
			CHECK(c, p->contains(shelf, key));
		if (p->get_errno && CHECK_EQ(c, p->get_errno(shelf, key, &value), 0))
			CHECK_EQ(c, value, values[key]);
		if (p->get_report && CHECK(c, p->get_report(shelf, key, &report)))
			CHECK_EQ(c, report.value, values[key]);
		if (p->get_error)
			CHECK_EQ(c, p->get_error(shelf, key, &value, &error), SEAM_OK);
	}
	if (p->read && CHECK_EQ(c, p->read(shelf, 0, seen, 4), 4))
		CHECK_BYTES(c, seen, sizeof seen, values, sizeof values);
	for (int32_t key = 1; key < 4; key++) /* clean again, in whichever order */
		CHECK_EQ(c, p->shelf_put(shelf, key, SEAM_ITEM_PLAIN, 1), SEAM_OK);
	errors_end(c, shelf);
}

static void labels(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const size_t lengths[] = { 0, 15, 16, 63, 64, 255, 256, 5000 };
	struct seam_errors_shelf *shelves[8] = { NULL };
	struct seam_errors_shelf_info info[8];
	char label[5001];

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_close);
	NEED(c, p->shelf_info);
	for (size_t i = 0; i < 8; i++) {
		memset(label, 'a' + (int)i, lengths[i]);
		label[lengths[i]] = 0;
		if (!CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 1, seam_in_string(c, label), &shelves[i]), SEAM_OK) ||
		    !CHECK_EQ(c, p->shelf_info(shelves[i], &info[i]), SEAM_OK))
			break;
	}
	/* All are looked at when the last has been told. */
	for (size_t i = 0; i < 8 && shelves[i]; i++) {
		memset(label, 'a' + (int)i, lengths[i]);
		label[lengths[i]] = 0;
		if (!info[i].label || strcmp(info[i].label, label) != 0)
			FAIL(c, "the label of %zu bytes is not the shelf's own", lengths[i]);
	}
	for (size_t i = 0; i < 8; i++)
		CHECK_EQ(c, p->shelf_close(shelves[i]), SEAM_OK);
}

/* A batch of nothing succeeds as any other: the last error is cleared. */
static void nothing_put(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf;
	size_t bad = 0;

	NEED(c, p->shelf_put_all);
	if (!errors_has_last(c) || !(shelf = errors_shelf(c)))
		return;
	errors_last_before(c);
	CHECK_EQ(c, p->shelf_put_all(shelf, NULL, 0, &bad), SEAM_OK);
	errors_last_is_none(c);
	errors_end(c, shelf);
}

static int called(void *userdata, const struct seam_errors_view *error)
{
	int *codes = userdata;

	codes[codes[0]++] = error ? error->code : 0;
	return 0;
}

/* A call that was refused has failed: it is reported. */
static void refusals_reported(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf;
	int codes[8] = { 1 };
	int64_t value = 0;

	NEED(c, p->attempt);
	if (!errors_has_last(c) || !(shelf = errors_shelf(c)))
		return;
	CHECK_EQ(c, p->attempt(shelf, KEY_FIRST, NULL, called, codes), SEAM_E_NULL);
	CHECK_EQ(c, p->attempt(NULL, KEY_FIRST, &value, called, codes), SEAM_E_NULL);
	CHECK_EQ(c, p->attempt(shelf, KEY_BAD, &value, called, codes), SEAM_E_RANGE);
	CHECK_EQ(c, p->attempt(shelf, KEY_BROKEN, &value, called, codes), SEAM_E_FAILED);
	CHECK_EQ(c, codes[0], 5); /* calls, and one */
	CHECK(c, codes[1] == SEAM_E_NULL && codes[2] == SEAM_E_NULL && codes[3] == SEAM_E_RANGE &&
	                 codes[4] == SEAM_E_FAILED);
	errors_end(c, shelf);
}

SEAM_CASES(errors, ways) = {
	{ "readable", SEAM_MUST, readable, "what can be read is read in each way, be it dirty, be it 0", 0 },
	{ "labels", SEAM_MUST, labels, "a shelf's label is whole, and its own while the shelf is there", 0 },
	{ "nothing_put", SEAM_MUST, nothing_put, "success clears the last error though nothing was to be done", 0 },
	{ "refusals_reported", SEAM_MUST, refusals_reported, "a refusal is reported as any failure", 0 },
	SEAM_END
};
