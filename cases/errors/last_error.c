/*
 * last_error: what failed last on this thread, until something else does.
 * Rule: errors.last_error    Source: git_error_last, git_error_clear; dlerror, which clears what it tells
 */
#include "errors/stage.h"

#include <limits.h>
#include <string.h>

static void none_yet(struct seam_case *c)
{
	if (errors_has_last(c))
		errors_last_is_none(c);
}

static void every_number(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int32_t numbers[] = { 1,
		                           -1,
		                           -2,
		                           -7,
		                           127,
		                           128,
		                           -128,
		                           -129,
		                           255,
		                           256,
		                           32767,
		                           32768,
		                           -32769,
		                           65535,
		                           65536,
		                           SEAM_E_NOT_FOUND,
		                           -4095,
		                           INT32_MAX,
		                           INT32_MIN + 1,
		                           INT32_MIN };

	if (!errors_has_last(c))
		return;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		struct seam_errors_view view = { 0 };
		int32_t code = numbers[i], domain = ~numbers[i];
		int rc = p->fail(domain, code, "x", 1);

		if (rc != code)
			FAIL(c, "fail(%d) returned %d", (int)code, rc);
		CHECK_EQ(c, p->last_error(&view), SEAM_OK);
		if (view.code != code || view.domain != domain)
			FAIL(c, "the last error of domain %d, code %d is told as domain %d, code %d", (int)domain,
			     (int)code, (int)view.domain, (int)view.code);
	}
	CHECK_EQ(c, p->fail(0, -5, "x", 1), -5); /* the domain 0 is one too */
	errors_last_is(c, 0, -5, "x", 1);
	p->last_error_clear();
}

static void the_last_one(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c))
		return;
	CHECK_EQ(c, p->fail(1, -1, "the first, and the longer of the two", 36), -1);
	CHECK_EQ(c, p->fail(2, -2, "the second", 10), -2);
	errors_last_is(c, 2, -2, "the second", 10);
	CHECK_EQ(c, p->fail(3, -3, "the third, which is longer than the second", 42), -3);
	errors_last_is(c, 3, -3, "the third, which is longer than the second", 42);
	errors_last_is(c, 3, -3, "the third, which is longer than the second", 42); /* being told does not change it */
	p->last_error_clear();
	errors_last_is_none(c);
	p->last_error_clear();
	errors_last_is_none(c);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void borrowed(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const char text[] = "borrowed until the next call that sets or clears it";
	struct seam_errors_view view = { 0 }, again = { 0 };
	struct seam_errors_shelf *shelf;
	struct seam_errors_error *error = NULL;
	int64_t value;

	if (!errors_has_last(c))
		return;
	CHECK_EQ(c, p->fail(1, -1, text, sizeof text - 1), -1);
	REQUIRE(CHECK_EQ(c, p->last_error(&view), SEAM_OK));
	shelf = errors_shelf(c); /* calls that succeed, or fail without setting it */
	if (!shelf)
		return;
	if (p->get_errno)
		CHECK_EQ(c, p->get_errno(shelf, KEY_MISSING, &value), -1);
	if (p->get)
		CHECK_EQ(c, p->get(shelf, KEY_FIRST, &value), SEAM_OK);
	if (p->error_new && CHECK_EQ(c, p->error_new(1, -2, "another", 7, NULL, &error), SEAM_OK))
		p->error_free(error);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
	CHECK_EQ(c, p->last_error(&again), SEAM_OK);
	REQUIRE(CHECK_EQ(c, view.message_n, sizeof text - 1));
	CHECK_BYTES(c, view.message, sizeof text, text, sizeof text);
	CHECK_BYTES(c, again.message, sizeof text, text, sizeof text);
	p->last_error_clear();
}

static void refused(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (!errors_has_last(c))
		return;
	CHECK_EQ(c, p->fail(1, 0, "success is no failure", 21), SEAM_E_RANGE);
	errors_last_is_none(c);
	CHECK_EQ(c, p->fail(1, -1, NULL, 5), SEAM_E_NULL);
	errors_last_is_none(c);
}

SEAM_CASES(errors, last_error) = {
	{ "none_yet", SEAM_MUST, none_yet, "before anything fails, there is none", SEAM_FIRST },
	{ "every_number", SEAM_MUST, every_number, "domain and code are kept whole, whatever they are", 0 },
	{ "the_last_one", SEAM_MUST, the_last_one, "it is the last one's, until it is cleared", 0 },
	{ "borrowed", SEAM_MUST, borrowed, "its message stays in its place through calls that do not set it", 0 },
	{ "refused", SEAM_MUST, refused, "what is refused is no failure of the peer's own", 0 },
	SEAM_END
};
