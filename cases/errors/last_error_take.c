/*
 * last_error_take: the last error becomes an object, whole, and is the thread's no more.
 * Rule: errors.last_error_take    Source: PyErr_Fetch; dlerror; git2-rs's Error::last_error
 */
#include "errors/stage.h"

static struct seam_errors_error *take(struct seam_case *c, int32_t domain, int32_t code, const char *text, size_t n)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;

	CHECK_EQ(c, p->fail(domain, code, text, n), code);
	CHECK_EQ(c, p->last_error_take(&error), SEAM_OK);
	errors_last_is_none(c);
	return error;
}

static void is(struct seam_case *c, const struct seam_errors_error *error, int32_t domain, int32_t code,
               const char *text, size_t n)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_view view = { 0 };
	const struct seam_errors_error *cause = NULL;

	CHECK_EQ(c, p->error_view(error, &view), SEAM_OK);
	errors_view_is(c, &view, domain, code, text, n);
	if (p->error_cause)
		CHECK_EQ(c, p->error_cause(error, &cause), SEAM_E_NOT_FOUND);
}

static bool can_take(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c))
		return false;
	if (p->last_error_take && p->error_view && p->error_free)
		return true;
	seam_skip(c, "the peer does not offer to take the last error");
	return false;
}

static void whole(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *one, *two, *three;

	if (!can_take(c))
		return;
	one = take(c, INT32_MIN, INT32_MIN, "one\0%s%n\xff", 9);
	two = take(c, INT32_MAX, INT32_MAX, "", 0);
	three = take(c, 3, -3, "three", 5);
	CHECK_EQ(c, p->fail(9, -9, "a later one", 11), -9);
	is(c, one, INT32_MIN, INT32_MIN, "one\0%s%n\xff", 9); /* which the later ones leave alone */
	is(c, two, INT32_MAX, INT32_MAX, "", 0);
	p->last_error_clear();
	is(c, three, 3, -3, "three", 5);
	p->error_free(two);
	p->error_free(one);
	p->error_free(three);
}

static void no_memory(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;
	int rc = SEAM_E_MEMORY;

	if (!can_take(c))
		return;
	errors_last_before(c);
	for (size_t k = 1; k < 10 && rc == SEAM_E_MEMORY; k++) {
		seam_fail_request(c, k);
		rc = p->last_error_take(&error);
		seam_fail_request(c, 0);
		if (rc == SEAM_E_MEMORY) {
			CHECK(c, error == NULL);
			errors_last_is_before(c, "taking it without memory");
		}
	}
	CHECK_EQ(c, rc, SEAM_OK);
	errors_last_is_none(c);
	p->error_free(error);
}

SEAM_CASES(errors, last_error_take) = { { "whole", SEAM_MUST, whole,
	                                  "what is taken is whole, the taker's, and no more the thread's", 0 },
	                                { "no_memory", SEAM_MUST, no_memory, "what cannot be taken is still there", 0 },
	                                SEAM_END };
