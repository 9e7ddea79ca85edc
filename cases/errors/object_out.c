/*
 * object_out: a failure that is told by an object: exactly when there is one, whole, and never over another.
 * Rule: errors.object_out    Source: GError, "set over the top of a previous GError"; gtk-rs's from_glib_full
 */
#include "errors/stage.h"

#include <stdio.h>
#include <string.h>

static bool can_get(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (p->get_error && p->error_view && p->error_free)
		return true;
	seam_skip(c, "the peer does not offer to get with an error object");
	return false;
}

static void told(struct seam_case *c, struct seam_errors_shelf *shelf, int32_t key, int code)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;
	const struct seam_errors_error *cause = NULL;
	struct seam_errors_view view = { 0 };
	int64_t value = 0;

	CHECK_EQ(c, p->get_error(shelf, key, &value, &error), code);
	if (!error) {
		FAIL(c, "get_error fails with %d, and *error is NULL", code);
		return;
	}
	CHECK_EQ(c, p->error_view(error, &view), SEAM_OK);
	errors_view_is(c, &view, SEAM_DOMAIN_SHELF, code, NULL, 0);
	if (p->error_cause && code != SEAM_E_FAILED) {
		CHECK_EQ(c, p->error_cause(error, &cause), SEAM_E_NOT_FOUND);
	} else if (p->error_cause && CHECK_EQ(c, p->error_cause(error, &cause), SEAM_OK)) {
		CHECK_EQ(c, p->error_view(cause, &view), SEAM_OK);
		errors_view_is(c, &view, SEAM_DOMAIN_DEVICE, DEVICE_CODE, NULL, 0);
		CHECK_EQ(c, p->error_cause(cause, &cause), SEAM_E_NOT_FOUND);
	}
	p->error_free(error);
}

static void on_failure(struct seam_case *c)
{
	struct seam_errors_shelf *shelf;

	if (!can_get(c) || !(shelf = errors_shelf(c)))
		return;
	told(c, shelf, KEY_BAD, SEAM_E_RANGE);
	told(c, shelf, KEY_MISSING, SEAM_E_NOT_FOUND);
	told(c, shelf, KEY_BROKEN, SEAM_E_FAILED);
	told(c, NULL, KEY_FIRST, SEAM_E_NULL);
	errors_end(c, shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void on_success(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;
	struct seam_errors_shelf *shelf;
	int64_t value = 0;

	if (!can_get(c) || !(shelf = errors_shelf(c)))
		return;
	CHECK_EQ(c, p->get_error(shelf, KEY_FIRST, &value, &error), SEAM_OK);
	CHECK_EQ(c, value, errors_value(c, KEY_FIRST));
	CHECK(c, error == NULL);
	p->error_free(error);
	errors_end(c, shelf);
}

static void not_wanted(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf;
	struct seam_live before;
	int64_t value = 0;

	if (!can_get(c) || !(shelf = errors_shelf(c)))
		return;
	before = seam_live(c);
	CHECK_EQ(c, p->get_error(shelf, KEY_BROKEN, &value, NULL), SEAM_E_FAILED);
	CHECK_EQ(c, p->get_error(shelf, KEY_FIRST, &value, NULL), SEAM_OK);
	CHECK_EQ(c, value, errors_value(c, KEY_FIRST));
	CHECK_EQ(c, seam_live(c).blocks, before.blocks);
	errors_end(c, shelf);
}

static void over_another(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL, *first;
	struct seam_errors_shelf *shelf;
	struct seam_errors_view view = { 0 };
	int64_t *value = seam_out(c, sizeof *value);

	if (!can_get(c) || !(shelf = errors_shelf(c)))
		return;
	if (SEAM_STIMULUS(c))
		CHECK_EQ(c, p->get_error(shelf, KEY_MISSING, value, &error), SEAM_E_NOT_FOUND);
	first = error;
	CHECK_EQ(c, p->get_error(shelf, KEY_BROKEN, value, &error), SEAM_E_STATE);
	CHECK_EQ(c, p->get_error(shelf, KEY_FIRST, value, &error), SEAM_E_STATE);
	CHECK_EQ(c, seam_untouched(c, value, sizeof *value), sizeof *value);
	CHECK(c, error == first);
	if (error == first && first && CHECK_EQ(c, p->error_view(error, &view), SEAM_OK))
		errors_view_is(c, &view, SEAM_DOMAIN_SHELF, SEAM_E_NOT_FOUND, NULL, 0);
	p->error_free(error);
	errors_end(c, shelf);
}

SEAM_CASES(errors, object_out) = { { "on_failure", SEAM_MUST, on_failure,
	                             "a failure gives one error object, with its cause where it has one", 0 },
	                           { "on_success", SEAM_MUST, on_success, "a success gives none", 0 },
	                           { "not_wanted", SEAM_MUST, not_wanted,
	                             "who does not want an object gets the code alone, and nothing is lost", 0 },
	                           { "over_another", SEAM_MUST, over_another,
	                             "an error that is there already is neither lost nor overwritten", 0 },
	                           SEAM_END };
