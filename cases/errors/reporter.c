/*
 * reporter: an error is reported to the host, and whatever the host does then, it is that error afterwards.
 * Rule: errors.reporter    Source: sqlite3's log callback; libxml2's structured error handler; handlers that clear the error they handle
 */
#include "errors/stage.h"

#include <string.h>

struct witness {
	struct seam_case *c;
	void (*act)(struct witness *w, const struct seam_errors_view *error);
	int calls, rc;
	struct seam_errors_shelf *shelf;
};

static int see(void *userdata, const struct seam_errors_view *error)
{
	struct witness *w = userdata;
	const struct seam_errors *p = SEAM_OPS(w->c, errors);
	struct seam_errors_view last = { 0 };
	char text[128] = { 0 };

	w->calls++;
	if (!CHECK(w->c, error != NULL))
		return w->rc;
	errors_view_is(w->c, error, SEAM_DOMAIN_SHELF, SEAM_E_NOT_FOUND, NULL, 0);
	CHECK(w->c, strstr(error->message, "20") != NULL);
	if (CHECK_EQ(w->c, p->last_error(&last), SEAM_OK))
		errors_view_is(w->c, &last, error->domain, error->code, error->message, error->message_n);
	strncpy(text, error->message, sizeof text - 1);
	w->act(w, error);
	CHECK_EQ(w->c, error->code, SEAM_E_NOT_FOUND);
	CHECK_STR(w->c, error->message, text); /* it is as it was, to the end of this call */
	return w->rc;
}

static void nothing(struct witness *w, const struct seam_errors_view *error)
{
	(void)w, (void)error;
}

static void fails(struct witness *w, const struct seam_errors_view *error)
{
	const struct seam_errors *p = SEAM_OPS(w->c, errors);
	int64_t value = 0;
	(void)error;
	CHECK_EQ(w->c, p->fail(66, -66, "another failure, within the report of the first", 47), -66);
	errors_last_is(w->c, 66, -66, "another failure, within the report of the first", 47);
	if (p->get)
		CHECK_EQ(w->c, p->get(w->shelf, KEY_BROKEN, &value), SEAM_E_FAILED);
}

static void clears(struct witness *w, const struct seam_errors_view *error)
{
	(void)error;
	SEAM_OPS(w->c, errors)->last_error_clear();
	errors_last_is_none(w->c);
}

static void succeeds(struct witness *w, const struct seam_errors_view *error)
{
	const struct seam_errors *p = SEAM_OPS(w->c, errors);
	size_t bad = 0;
	(void)error;
	if (p->shelf_put_all) /* which clears the last error */
		CHECK_EQ(w->c, p->shelf_put_all(w->shelf, NULL, 0, &bad), SEAM_OK);
}

static void takes(struct witness *w, const struct seam_errors_view *error)
{
	const struct seam_errors *p = SEAM_OPS(w->c, errors);
	struct seam_errors_error *taken = NULL;
	(void)error;
	if (p->last_error_take && p->error_free && CHECK_EQ(w->c, p->last_error_take(&taken), SEAM_OK))
		p->error_free(taken);
}

/* The report of a failure, in which the host does something and returns rc. */
static void report(struct seam_case *c, void (*act)(struct witness *, const struct seam_errors_view *), int rc,
                   int times)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct witness w = { c, act, 0, rc, NULL };
	struct seam_errors_view view = { 0 };
	int64_t *value = seam_out(c, sizeof *value);

	if (!errors_has_last(c) || !(w.shelf = errors_shelf(c)))
		return;
	NEED(c, p->attempt);
	for (int i = 1; i <= times; i++) {
		CHECK_EQ(c, p->attempt(w.shelf, KEY_MISSING, value, see, &w), SEAM_E_NOT_FOUND);
		CHECK_EQ(c, w.calls, i);
		if (CHECK_EQ(c, p->last_error(&view), SEAM_OK) &&
		    errors_view_is(c, &view, SEAM_DOMAIN_SHELF, SEAM_E_NOT_FOUND, NULL, 0))
			CHECK(c, strstr(view.message, "20") != NULL);
	}
	CHECK_EQ(c, seam_untouched(c, value, sizeof *value), sizeof *value);
	errors_end(c, w.shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void told(struct seam_case *c)
{
	report(c, nothing, 0, 3);
}

static void its_result(struct seam_case *c)
{
	report(c, nothing, 1, 1);
	report(c, nothing, SEAM_E_FAILED, 1);
	report(c, nothing, INT32_MIN, 1);
}

static void inner_failure(struct seam_case *c)
{
	report(c, fails, SEAM_E_FAILED, 3);
}

static void inner_success(struct seam_case *c)
{
	report(c, succeeds, 0, 2);
	report(c, clears, 0, 2);
	report(c, takes, 0, 2);
}

static void no_report(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct witness w = { c, nothing, 0, 0, NULL };
	int64_t value = 0;

	if (!errors_has_last(c) || !(w.shelf = errors_shelf(c)))
		return;
	NEED(c, p->attempt);
	CHECK_EQ(c, p->attempt(w.shelf, KEY_FIRST, &value, see, &w), SEAM_OK);
	CHECK_EQ(c, value, errors_value(c, KEY_FIRST));
	CHECK_EQ(c, w.calls, 0);
	CHECK_EQ(c, p->attempt(w.shelf, KEY_MISSING, &value, NULL, &w), SEAM_E_NOT_FOUND);
	errors_end(c, w.shelf);
}

SEAM_CASES(errors, reporter) = {
	{ "told", SEAM_MUST, told, "a failure is reported once, as it is", 0 },
	{ "its_result", SEAM_MUST, its_result, "what the report returns changes nothing", 0 },
	{ "inner_failure", SEAM_MUST, inner_failure,
	  "a failure within the report does not take the place of what is reported", 0 },
	{ "inner_success", SEAM_MUST, inner_success, "nor does a success, or clearing it, lose it", 0 },
	{ "no_report", SEAM_MUST, no_report, "a success is not reported, and a report not forced on anyone", 0 },
	SEAM_END
};
